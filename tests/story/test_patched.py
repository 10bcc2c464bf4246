"""An answer and the short answers that complete it, read as one story whose quotes lead back to their takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.export.wording import patched
from rehearse.story.check import check_transcript
from rehearse.story.patched import PatchedElement, PatchedStory, check_with_patches
from rehearse.types import Provenance, Transcript, Word

ANSWER = (
    "Last spring I was the engineer on call for payments at a company that sells garden tools online. Two days before "
    "the sale the new checkout began to fail. My manager asked me to look after it. I switched the old checkout back "
    "on and watched the graphs all weekend. Sales were up a third on the year before"
)
COST = (
    "it cost us the spring campaign. Marketing lost forty thousand pounds of bookings and Priya had to apologise to "
    "three customers in person"
)


def transcript(text: str, *, start: float = 1.0) -> Transcript:
    words = [
        Word(w, round(start + 0.4 * i, 2), round(start + 0.4 * i + 0.3, 2), 0.95) for i, w in enumerate(text.split())
    ]
    return Transcript(tuple(words), "en", Provenance("test"))


def element(story: PatchedStory, name: str) -> PatchedElement:
    return next(e for e in story.elements if e.name == name)


@pytest.fixture(scope="module")
def story() -> PatchedStory:
    return check_with_patches(transcript(ANSWER), [("patch-1", transcript(COST, start=0.5))])


def test_a_patch_adds_the_element_that_was_not_heard(story: PatchedStory) -> None:
    cost = element(story, "cost")
    assert (cost.before, cost.now, cost.gained) == (0, 2, True)
    assert cost.patched_in == ("patch-1",)
    assert patched(cost) == "Cost: not heard before, clear now, in the patch"


def test_every_quote_leads_to_its_take_and_its_time_there(story: PatchedStory) -> None:
    takes = {"": transcript(ANSWER), "patch-1": transcript(COST, start=0.5)}
    quotes = [quote for e in story.elements for quote in e.quotes]
    assert {quote.take for quote in quotes} == {"", "patch-1"}
    for quote in quotes:
        evidence = quote.evidence
        assert story.story.text[evidence.start : evidence.end] == evidence.quote
        said = [w for w in takes[quote.take].words if evidence.start_s <= w.start and w.end <= evidence.end_s]
        assert " ".join(w.text for w in said).rstrip(".") == evidence.quote.rstrip(".")


def test_what_the_patch_did_not_lift_is_as_the_answer_told_it(story: PatchedStory) -> None:
    alone = check_transcript(transcript(ANSWER))
    decision, before = element(story, "decision"), next(e for e in alone.elements if e.name == "decision")
    assert (decision.now, decision.gained) == (before.level, False)
    assert [quote.evidence for quote in decision.quotes] == list(before.evidence)
    assert story.story.decision_at_s == alone.decision_at_s
    assert patched(decision) == "Decision: clear, as before"


def test_no_level_ever_falls() -> None:
    chatter = transcript("well you know people always say things and usually it is what it is " * 12)
    story = check_with_patches(transcript(ANSWER), [("patch-1", chatter)])
    assert all(e.now >= e.before for e in story.elements)


def test_a_decision_that_is_only_in_the_patch_has_no_time_in_the_answer() -> None:
    story = check_with_patches(transcript("Two days before the sale the new checkout began to fail."), [
        ("patch-1", transcript("I decided to switch the old checkout back on instead of shipping the new one."))
    ])  # fmt: skip
    assert element(story, "decision").patched_in == ("patch-1",)
    assert {quote.take for quote in element(story, "decision").quotes} == {"patch-1"}
    assert story.story.decision_at_s is None


def test_takes_end_their_sentences_and_no_quote_runs_over_an_end() -> None:
    story = check_with_patches(transcript(ANSWER), [("a", transcript(COST)), ("b", transcript(""))])
    assert "year before. it cost us" in story.story.text
    assert [part.take for part in story.parts] == ["", "a"]
    for quote in (quote for e in story.elements for quote in e.quotes):
        part = next(part for part in story.parts if part.take == quote.take)
        assert part.start <= quote.evidence.start < quote.evidence.end <= part.end


def test_without_patches_it_is_the_answers_own_story() -> None:
    story = check_with_patches(transcript(ANSWER), [])
    assert [e.now for e in story.elements] == [e.level for e in check_transcript(transcript(ANSWER)).elements]
    assert not any(e.gained for e in story.elements)


def test_an_answer_without_words_is_told_by_its_patch() -> None:
    story = check_with_patches(transcript(""), [("a", transcript(COST))])
    assert element(story, "cost").patched_in == ("a",)
    assert story.main.note.startswith("can't tell")


def test_corrected_words_are_read_as_they_were_said() -> None:
    said = transcript(ANSWER)
    words = (replace(said.words[0], text="", original="Last"), *said.words[1:])
    assert check_with_patches(replace(said, words=words), []).story.text.startswith("spring I was")
