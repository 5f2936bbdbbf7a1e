"""Two releases of an atlas are compared: what changed, as sentences and as RDF Patch.

Nothing here changes a release.
"""
