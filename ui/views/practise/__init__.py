"""Practise: a question, camera and microphone, the recording, and one's own view of it before the numbers."""
