"""The comparison of two releases of an atlas: a table of changes and an RDF Patch.

Nothing in this package changes a release.
"""
