"""The stages in order, with progress and cancel, and the worker process they run in."""
