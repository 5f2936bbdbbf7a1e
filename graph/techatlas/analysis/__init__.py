"""Answers that SPARQL alone cannot give: one module per question, each returns typed rows.

Nothing here draws, writes a file or knows a language.
"""
