"""Query results: tables of plain values, and how they are printed.

Nothing here knows the field, the ontology or a store.
"""
