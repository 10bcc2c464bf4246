"""Analyses of takes: the queue they wait in, the process one runs in, and what becomes of the take."""

from ui.jobs.job import JobState
from ui.jobs.queue import Jobs

__all__ = ["JobState", "Jobs"]
