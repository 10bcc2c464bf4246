"""The stories behind the answers: which takes tell the same one, how it changes between tellings, what it serves."""
