"""Training answers spoken by flite voices and written down by PocketSphinx: tests/data/stories/heard.jsonl.

`python -m tests.accuracy.hear_stories [MINUTES]` goes on where it ended; some ten seconds an answer; needs flite. The
readers are trained on what it writes beside the texts as they were written.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from tests.accuracy.spoken import VOICES, recognised
from tests.accuracy.stories import HEARD, heard_texts, load, short_passages, training_answers

USUAL_MINUTES = 60.0


def main(argv: Sequence[str] = ()) -> None:
    ends = time.monotonic() + 60 * (float(argv[0]) if argv else USUAL_MINUTES)
    known = heard_texts()
    with HEARD.open("a", encoding="utf-8") as file:
        for number, row in enumerate(in_turn()):
            if time.monotonic() > ends:
                return
            if row["id"] not in known:
                heard = recognised(row["text"], VOICES[number % len(VOICES)])
                file.write(json.dumps({"id": row["id"], "heard": heard}) + "\n")
                file.flush()


def in_turn() -> Iterator[dict[str, Any]]:
    """One answer of each pair and every third short passage, from each file in turn: it may be ended at any time."""
    answers = [[row for n, row in enumerate(load(name)) if (n + n // 2) % 2 == 0] for name in training_answers()]
    files = answers + [load(name)[::3] for name in short_passages()]
    return (row for rows in zip_longest(*files) for row in rows if row)


if __name__ == "__main__":
    main(sys.argv[1:])
