"""Claims as typed records and as sentences, citations of claims, and answers that are more than rows.

Nothing here computes an analysis or runs a query.
"""
