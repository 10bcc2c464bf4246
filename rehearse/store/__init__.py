"""The library of takes: folders are the truth, SQLite is their index."""

from rehearse.store.folders import StoredTake
from rehearse.store.library import Library, open_library
from rehearse.store.new_takes import sha256_of
from rehearse.store.rows import Filter, TakeRow

__all__ = ["Filter", "Library", "StoredTake", "TakeRow", "open_library", "sha256_of"]
