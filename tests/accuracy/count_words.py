"""Make `rehearse/bank/data/common.tsv` from the project's own answers: `python -m tests.accuracy.count_words`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rehearse.bank.likeness import stem
from rehearse.language.tokens import tokenise
from tests.accuracy.stories import STORIES, load

TARGET = Path(__file__).parents[2] / "rehearse/bank/data/common.tsv"
FEWEST = 2


def main() -> None:
    texts = [row["text"] for file in sorted(STORIES.glob("train-*.jsonl")) for row in load(file.stem)]
    counts = Counter(word for text in texts for word in {stem(token.text) for token in tokenise(text)})
    rows = [("answers", len(texts)), *sorted((w, c) for w, c in counts.items() if c >= FEWEST)]
    TARGET.write_text("".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")
    print(f"{len(rows) - 1} words of {len(texts)} answers in {TARGET}")


if __name__ == "__main__":
    main()
