"""What was said and seen, moment by moment: arrays, no judgement."""
