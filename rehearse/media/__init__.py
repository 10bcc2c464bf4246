"""Files to samples and frames: the only code that opens media (PyAV)."""
