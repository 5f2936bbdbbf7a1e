"""The answers behind the questions: each module one question, asked of a store, answered in typed rows."""
