"""Does the answer hold a decision, a trade-off and a real cost? Levels with the person's own words."""
