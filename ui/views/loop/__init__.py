"""Mock loop: choosing or building one, being asked through its rounds, and what was heard in it."""
