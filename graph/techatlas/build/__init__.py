"""A dataset becomes a checked store on disk, all or nothing; rules and shapes are checked here.

Nothing here asks a question for a user or renders a result.
"""
