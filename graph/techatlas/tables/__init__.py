"""Data files become typed, checked rows: schema, reading, identity, consistency.

Nothing here knows RDF; no row is put into a store.
"""
