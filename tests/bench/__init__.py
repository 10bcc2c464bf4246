"""Speed and memory on the sample answer, as ratios of one run, and the window's times: `python -m tests.bench` (or `make bench`)."""
