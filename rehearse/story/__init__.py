"""What was told: a decision, a trade-off, a real cost, and the story around them."""

from rehearse.story.check import check_story, check_transcript

__all__ = ["check_story", "check_transcript"]
