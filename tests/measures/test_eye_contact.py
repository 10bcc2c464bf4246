"""What is said about the eyes, from tracks whose looks are known."""

from __future__ import annotations

import pytest

from rehearse.measures.eye_contact import LABELS, find_blinks, find_glances, measure_eye_contact
from rehearse.signals.gaze import estimate_gaze
from rehearse.types import Span
from tests.tracks import between, make_track

BASELINE = Span(0.0, 1.0)
SPEECH = (Span(1.0, 8.0), Span(9.0, 19.0))
WHOLE = Span(1.0, 19.0)


def told(track, *, speech=SPEECH, baseline=BASELINE):
    return measure_eye_contact(estimate_gaze(track, baseline=baseline), speech=speech)


def by_key(contact):
    return {measure.key: measure for measure in contact.measures}


def test_shares_are_of_the_speaking_time_and_add_up():
    measures = by_key(told(make_track(yaw=between(4, 12, 20.0))))
    assert measures["eye_contact_share"].value == pytest.approx(100 * 10 / 17, abs=3)
    assert measures["gaze_away_share"].value == pytest.approx(100 * 7 / 17, abs=3)
    total = sum(measures[f"{key}_share"].value for key in ("eye_contact", "gaze_near", "gaze_away"))
    assert total == pytest.approx(100)


@pytest.mark.parametrize(
    ("yaw", "pitch", "direction"),
    [(20, 0, "left"), (-20, 0, "right"), (0, 15, "up"), (0, -15, "down"), (5, -25, "down")],
)
def test_glances_are_told_in_the_persons_own_directions(yaw, pitch, direction):
    (glance,) = told(make_track(yaw=between(5, 7, yaw), pitch=between(5, 7, pitch))).glances
    assert glance.direction == direction
    assert (glance.start, glance.end) == pytest.approx((5, 7), abs=0.2)
    assert glance.angle == pytest.approx((yaw**2 + pitch**2) ** 0.5, abs=2)


def test_a_look_just_beside_the_lens_is_no_glance():
    contact = told(make_track(yaw=between(5, 9, 6.5)))
    assert contact.glances == ()
    assert by_key(contact)["gaze_near_share"].value == pytest.approx(100 * 3 / 17, abs=3)


def test_glances_are_cut_to_the_answer():
    gaze = estimate_gaze(make_track(yaw=between(17, 20, 20.0)), baseline=BASELINE)
    (glance,) = find_glances(gaze, answer=WHOLE)
    assert glance.end == 19.0


def test_longest_look_away():
    looks = lambda t: between(3, 4, 20.0)(t) + between(10, 13, 20.0)(t)  # noqa: E731
    measures = by_key(told(make_track(yaw=looks)))
    assert measures["longest_look_away"].value == pytest.approx(3.0, abs=0.2)
    assert measures["glances_per_minute"].value == pytest.approx(2 / 0.3, abs=0.1)


def test_blinks_are_counted_and_cost_nothing():
    contact = told(make_track(rate=30.0, shut=[(3, 3.2), (6, 6.2), (12, 12.2)]))
    assert [round(blink.start) for blink in contact.blinks] == [3, 6, 12]
    assert all(blink.end - blink.start == pytest.approx(0.2, abs=0.05) for blink in contact.blinks)
    measures = by_key(contact)
    assert measures["blink_rate"].value == pytest.approx(9.0, abs=0.1)
    assert measures["eye_contact_share"].value == 100


def test_few_pictures_make_the_blink_rate_rough():
    blink_rate = by_key(told(make_track(rate=6.0, shut=[(3, 3.2)])))["blink_rate"]
    assert blink_rate.certainty == "rough"
    assert "pictures" in blink_rate.note


def test_a_noisier_take_has_a_wider_error():
    calm, noisy = (
        by_key(told(make_track(pitch=between(5, 9, -9.0), noise=n)))["eye_contact_share"] for n in (0.2, 2.0)
    )
    assert calm.error < noisy.error


def test_a_guessed_lens_makes_everything_rough_with_a_warning():
    contact = told(make_track(yaw=between(5, 8, 20.0)), baseline=None)
    assert {m.certainty for m in contact.measures if m.key != "blink_rate"} == {"rough"}
    assert "screen" in contact.warnings[0]


@pytest.mark.parametrize(
    ("track", "reason"),
    [
        (make_track(missing=[(3, 12)]), "no face was seen in 47 %"),
        (make_track(noise=7.0), "could not be read steadily"),
        (make_track(apart=90.0), "the two eyes disagreed"),
        (make_track(missing=[(0, 20)]), "no face was seen in 100 %"),
    ],
)
def test_it_abstains_with_the_reason(track, reason):
    contact = told(track)
    assert {(m.value, m.certainty) for m in contact.measures} == {(None, "unknown")}
    assert all(m.note.startswith("can't tell: ") and reason in m.note for m in contact.measures)
    assert contact.glances == ()


def test_a_face_missing_for_a_little_is_left_out():
    share = by_key(told(make_track(missing=[(3, 5)], yaw=between(10, 12, 20.0))))["eye_contact_share"]
    assert share.value == pytest.approx(100 * 13 / 15, abs=3)
    assert share.provenance.share == pytest.approx(0.9, abs=0.01)


def test_sound_alone_says_that_nothing_was_seen():
    contact = measure_eye_contact(None, speech=SPEECH)
    assert [m.key for m in contact.measures] == list(LABELS)
    assert {m.note for m in contact.measures} == {"can't tell: nothing was seen"}
    assert contact.curve.values == ()


def test_silence_says_that_nobody_spoke():
    assert {m.note for m in told(make_track(), speech=()).measures} == {"can't tell: nobody spoke"}


def test_the_curve_holds_two_values_a_second_and_gaps():
    curve = told(make_track(yaw=between(5, 8, 20.0), missing=[(10, 12)])).curve
    assert (curve.start, curve.step, len(curve.values)) == (0.0, 0.5, 40)
    assert curve.values[12] == pytest.approx(20.0, abs=1)
    assert curve.values[2] == pytest.approx(0.0, abs=1)
    assert curve.values[21] is None


def test_a_recording_that_starts_late_keeps_its_times():
    gaze = estimate_gaze(make_track(start=3.0, seconds=10, shut=[(6, 6.2)]), baseline=Span(3.0, 4.0))
    contact = measure_eye_contact(gaze, speech=(Span(4.0, 12.0),))
    assert contact.curve.values[:6] == (None,) * 6
    assert find_blinks(gaze)[0].start == pytest.approx(6.0, abs=0.1)
