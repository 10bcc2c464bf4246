"""Library: every take, found again by what was said."""
