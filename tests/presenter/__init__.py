"""A rendered talking head whose gaze, head pose, words, pauses and fillers are known, to test against.

`python -m tests.presenter SCRIPT.json OUT.mp4` writes OUT.mp4 and OUT.truth.json; `--still SECONDS` writes one picture.
Nobody's face or voice is in it: face and room are made from formulas, the voice is flite's or espeak-ng's. What holds
on these clips says that the plumbing works, not how well people are measured.
"""
