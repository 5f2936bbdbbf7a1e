"""The static pages: an overview, one page a country and one a sector, in three languages, without any script."""
