"""A take to look at again: playback, timeline, and what was found in it."""
