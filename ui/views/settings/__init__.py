"""Settings: devices, recogniser, appearance, where things lie, and what has left this machine."""
