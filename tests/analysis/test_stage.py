import pytest

from rehearse.analysis.stage import COST, LABEL, Progress, Stages
from rehearse.errors import Cancelled


def collect(names: tuple[str, ...]) -> tuple[Stages, list[Progress]]:
    told: list[Progress] = []
    return Stages(names, told.append), told


def test_every_stage_has_a_cost_and_a_label():
    assert COST.keys() == LABEL.keys()


def test_overall_progress_weighs_stages_by_their_cost():
    stages, told = collect(("sound", "words"))
    with stages.stage("sound"):
        pass
    assert told[-1].overall == pytest.approx(COST["sound"] / (COST["sound"] + COST["words"]))
    with stages.stage("words"):
        pass
    assert told[-1].overall == pytest.approx(1.0)
    assert set(stages.timings) == {"sound", "words"}


def test_progress_never_goes_back():
    stages, told = collect(("words",))
    with stages.stage("words") as advance:
        for fraction in (0.1, 0.6, 0.3, 1.0):
            advance(fraction)
    overall = [progress.overall for progress in told]
    assert overall == sorted(overall)


def test_cancel_reaches_the_stage_at_its_next_word():
    stages, _ = collect(("words",))
    with pytest.raises(Cancelled), stages.stage("words") as advance:
        stages.cancel()
        advance(0.5)
    assert "words" not in stages.timings


def test_no_stage_starts_after_cancel():
    stages, _ = collect(("sound", "words"))
    stages.cancel()
    with pytest.raises(Cancelled), stages.stage("sound"):
        pytest.fail("must not run")
