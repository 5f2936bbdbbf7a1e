"""Answers and claims become the static pages of the site, one set per language.

Nothing here runs an analysis of its own or draws the network page.
"""
