"""What is measured about accuracy: `python -m tests.accuracy` (or `make accuracy`) prints one table.

REHEARSE_EVAL=FOLDER adds data that is not in the repository, where it lies there.
"""
