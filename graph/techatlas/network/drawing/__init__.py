"""Pictures of the graph: one HTML file that opens by double click and asks the network for nothing."""
