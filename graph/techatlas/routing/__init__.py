"""Words become commands: what a text names and asks, and the questions nearest to it.

Words, examples and their commands are tables in ``ontology/asking/``.
"""
