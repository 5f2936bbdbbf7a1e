"""Claims become a networkx graph, and a graph becomes one HTML page (``drawing``).

Nothing here computes an analysis or writes the static site.
"""
