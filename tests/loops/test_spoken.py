import re

import pytest

from rehearse.loops.spoken import spoken
from rehearse.questions import all_packs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Why us?", "Why us?"),
        ("  Line\n breaks, **bold** and `code`  ", "Line breaks, bold and code."),
        ("“Move fast” - what does it mean to you?", "Move fast, what does it mean to you?"),
        ("You said “I stopped it”. Why didn't you stop sooner?", "You said I stopped it. Why didn't you stop sooner?"),
        ("A queue (two tills) for 5-10 people, 20% idle", "A queue, two tills, for 5 to 10 people, 20 per cent idle."),
        ("See [the notes](http://x.y/z) at https://a.b/c?d", "See the notes at."),
        ("and/or, e.g. this & that …", "and or or, for example this and that."),
        ("Why 'good'? It's the team's.", "Why good? It's the team's."),
        ("Stretches of >= 30 minutes", "Stretches of at least 30 minutes."),
        ("Evaluate `2 + 3 * (4 - 1)` aloud", "Evaluate 2 plus 3 times, 4 minus 1, aloud."),
        ("为什么？", "为什么？"),
        ("", ""),
        ("***", ""),
    ],
)  # fmt: skip
def test_what_is_said(text, said):
    assert spoken(text) == said


def test_every_built_in_question_is_said_without_marks():
    for question in all_packs().questions:
        for text in (question.text, *question.follow_ups):
            said = spoken(text)
            assert re.sub(r"[\w\s.,;:?!'+-]", "", said) == "", said
            assert said[-1] in ".?!" and not re.search(r"[,;:][,;:.?!]|  ", said), said
