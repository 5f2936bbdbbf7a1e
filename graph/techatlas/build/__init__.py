"""A dataset becomes a store on disk, checked by rules and shapes, all or nothing.

Nothing here asks a question for a user or renders a result.
"""
