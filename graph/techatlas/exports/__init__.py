"""A graph becomes files in other formats; the suffix of the file selects the format.

Nothing here reads a data table or checks a claim.
"""
