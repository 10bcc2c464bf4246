"""Recogniser weights: what exists, what is installed, how it gets here. The only code that may open a connection."""
