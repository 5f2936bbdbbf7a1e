"""Claims as typed records and as sentences, citations, and answers of analyses.

Nothing here computes an analysis or runs a query.
"""
