"""The transcript: its words as text, how they are drawn and marked, and what can be done with them."""
