"""A made-up library for trends, reviews and screenshots: `python -m tests.seeded FOLDER --days 90 --seed 1`.

Nobody gave these answers. Every take is tagged "made up" and says so in its notes; the words are those of the invented
stories in tests/data/stories, and the figures come from the random model in `model.py`. There are no recordings: the
takes are as those whose video has expired.
"""
