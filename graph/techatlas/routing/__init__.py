"""Words become commands: what a text names and asks, and what answers it.

Words, examples and their commands are tables in ``ontology/asking/``.
"""
