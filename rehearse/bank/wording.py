"""How far the wording of a story has frozen between two tellings."""

from __future__ import annotations

from rehearse.language.tokens import is_filled_pause, tokenise

RUN = 5  # words
# Of tellings in free speech a few per cent of the five-word runs come back; of a text learnt by heart most do.
FROZEN = 0.4


def frozen_share(before: str, after: str) -> float:
    """The share of the later telling's five-word runs that stood in the earlier one, 0..1; filled pauses left out."""
    old, new = _runs(before), _runs(after)
    return sum(run in old for run in new) / len(new) if new else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [token.text for token in tokenise(text) if not is_filled_pause(token.text)]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
