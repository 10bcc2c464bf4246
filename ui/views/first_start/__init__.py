"""First start: three steps, each of which can be skipped."""
