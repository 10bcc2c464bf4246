"""Packs: the questions there are, and one's own."""
