"""Rows become triples, and triples answer queries: SPARQL runs only here.

Nothing here interprets an answer or decides what is shown.
"""
