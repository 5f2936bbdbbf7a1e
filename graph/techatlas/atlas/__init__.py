"""Class ``Atlas``, the public interface: each method is one thin call into a room.

No computation, query or rendering is written here.
"""
