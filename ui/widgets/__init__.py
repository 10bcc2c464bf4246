"""Widgets that know nothing of takes, stores or places, beyond the values they are given."""
