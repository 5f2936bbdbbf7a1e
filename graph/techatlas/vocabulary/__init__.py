"""The one door to ``ontology/``: terms, languages, words and named questions.

Nothing here knows a data table, a store or an answer.
"""
