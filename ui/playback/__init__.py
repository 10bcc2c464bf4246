"""Playing a recorded take."""
