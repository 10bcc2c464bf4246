"""Spoken English as text: tokens, clauses, syllables."""
