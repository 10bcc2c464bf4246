"""From measures and story to what is worth a look: moments, priorities, follow-ups, trends."""
