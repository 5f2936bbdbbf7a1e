"""Rows become triples, and triples answer queries: the only room where SPARQL runs.

Nothing here interprets an answer or decides what is shown.
"""
