"""Two takes of one question side by side."""
