"""What only sounds like a story is not taken for one: whole answers, each with what it must not be given."""

import pytest

from rehearse.story import check_story
from rehearse.story.scores import CORE
from tests.accuracy.stories import stripped

SETTING = (
    "This was two years ago, I ran the warehouse team at a furniture company, nine people, and we were in peak season."
)

BUZZWORDS = (
    "I'm very decision oriented. At my company I drove strategic trade-offs across the portfolio, I made hard "
    "decisions with data, I owned the cost side end to end and balanced speed against quality with all "
    "stakeholders. We leveraged a robust decision framework, we aligned on the trade-offs, we were transparent "
    "about the costs, and the impact was massive. Ownership, bias for action, disagree and commit, that is how "
    "I lead, and I bring that to every role."
)
ADVICE = (
    "What I tell people is, you have to decide early. If the supplier is late you cut the order, you take the "
    "hit on margin, and you get the trust of the customer in return. You lose a week, you might lose a client, "
    "but that is the price you pay. People wait too long because they want all the facts. I always say pick "
    "one thing, give up the rest, and tell everybody on the same day. That's what a good manager does, and "
    "that's what I try to do."
)
HYPOTHETICAL = (
    "If that happened to me I would stop the line straight away. I'd give up the evening's output, but I'd "
    "keep every customer safe, and I'd explain it to the director the next morning. We would probably lose the "
    "contract, and I might lose my bonus over it, but I'd do it anyway. I haven't been in exactly that "
    "position, but I know that I would choose safety over speed and I would be the one to call the customers."
)
MANAGER = SETTING + (
    "My manager decided to close the second shift. She told us on a Monday and that was it, nobody asked me. "
    "The director had picked the new system as well, and my job was to put the rota together and train people "
    "on the scanners. So I wrote the rota, I ran four trainings, I answered the questions, and by the end of "
    "the month everybody could use it. It was a good project and I learned how the scanners work."
)
AVOIDED = SETTING + (
    "The new conveyor kept stopping and I decided to switch back to the trolleys for the weekend. It could "
    "have cost us the whole Saturday, we might have lost the big hotel order, and people would have gone home "
    "in tears. None of it happened. Every order left on time, nobody complained, nobody worked late, and the "
    "hotel ordered again in May. On Monday the engineer came and fixed the belt, and we turned it on again."
)
BUDGETED = SETTING + (
    "We needed new racking, and I went with the Polish supplier rather than the local one. It cost sixty "
    "thousand, which was in the budget, and it took four weeks, as planned. They put it up over two weekends. "
    "The finance director signed it off and said it was money well spent. We now pick a hundred and ten lines "
    "an hour where it was eighty."
)
WINS = SETTING + (
    "I rebuilt the picking route from scratch. I measured every walk, I drew the new route, and I tried it "
    "with two people on a Tuesday. It was faster from the first day. By Friday everybody used it, pickers "
    "walked four kilometres less a day, errors fell by half, and the site won the regional award. The team "
    "loved it, my boss loved it, and two other sites copied it. It went perfectly."
)
LESSON = SETTING + (
    "We had a difficult project and there were challenges along the way. What I learned is that communication "
    "is everything. You have to listen first, you have to bring people with you, and you have to stay humble. "
    "It made me a better leader. Since then I always make sure that everyone is heard, and I reflect on every "
    "project, because growth happens outside the comfort zone and every setback is a gift."
)

CASES = [
    (BUZZWORDS, CORE),
    (ADVICE, CORE),
    (HYPOTHETICAL, CORE),
    (MANAGER, ("decision", "cost")),
    (AVOIDED, ("cost",)),
    (BUDGETED, ("cost",)),
    (WINS, ("tradeoff", "cost")),
    (LESSON, CORE),
]
NAMES = ["buzzwords", "advice", "hypothetical", "another's decision", "avoided cost", "budgeted cost", "wins", "lesson"]


@pytest.mark.parametrize("change", [str, stripped], ids=["as written", "stripped"])
@pytest.mark.parametrize(("text", "untold"), CASES, ids=NAMES)
def test_not_taken_for_clear(text, untold, change):
    story = check_story(change(text))
    assert not [element.name for element in story.elements if element.name in untold and element.level == 2]


@pytest.mark.parametrize("text", [ADVICE, HYPOTHETICAL, BUZZWORDS], ids=["advice", "hypothetical", "buzzwords"])
def test_no_occasion_is_told(text):
    assert check_story(text).episode < 0.5


# One change each: what is told at the end of the same answer.
ENDINGS = {
    "paid": "And we paid for it. The hotel cancelled, forty thousand a year, and Ana, who had built that desk, quit.",
    "denied": "And it cost us nothing. The hotel stayed with us, and Ana, who had built that desk, never complained.",
    "feared": "I was afraid that the hotel would cancel, and that Ana, who had built that desk, would quit over it.",
    "before": "Before I came, the hotel had cancelled and Ana, who had built that desk, had quit.",
}
CHOSEN = SETTING + "In November I closed the hotel desk and moved its two people to the parcel line for six weeks. "


def cost(ending: str) -> float:
    return next(e.probability for e in check_story(CHOSEN + ENDINGS[ending]).elements if e.name == "cost")


@pytest.mark.parametrize(("ending", "less"), [("denied", 0.3), ("feared", 0.3), ("before", 0.05)])
def test_a_cost_counts_only_where_it_was_paid(ending, less):
    """A loss from before the choice that is told after it is hard to tell from its cost: docs/story-check.md."""
    assert cost("paid") > cost(ending) + less
