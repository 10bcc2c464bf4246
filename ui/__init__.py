"""The window: a Qt app on top of the library. Nothing in here opens a connection."""
