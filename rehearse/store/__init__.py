"""The library of takes: folders are the truth, SQLite is the index."""
