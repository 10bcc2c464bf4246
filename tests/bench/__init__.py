"""Speed and memory on the sample answer, as ratios of one run: `python -m tests.bench` (or `make bench`)."""
