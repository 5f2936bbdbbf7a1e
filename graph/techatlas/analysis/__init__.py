"""Answers that SPARQL alone cannot give: one module per question, typed rows.

Nothing here draws, writes a file or knows a language.
"""
