"""Speed and memory as ratios on the sample answer, and the window's times: `make bench`."""
