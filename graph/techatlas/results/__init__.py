"""Query results: tables of plain values, printed in a terminal, a notebook or a file.

Nothing here knows the field, the ontology or a store.
"""
