"""Trends: what changed over days, and whether anybody could hear or see it."""
