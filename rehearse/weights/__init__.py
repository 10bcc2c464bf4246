"""Recogniser weights: the catalogue, installing with consent, bringing a folder by hand, checking."""
