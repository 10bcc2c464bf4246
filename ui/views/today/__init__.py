"""Today: the question of the day, one thing to work on, the week, and which stories have been told."""
