"""The chip of a level: coloured by the level, whatever is said of how sure it is."""

import pytest

from rehearse.export import wording
from rehearse.types import Element
from ui.widgets.level_chip import ROLES, level_chip


@pytest.mark.parametrize("unsure", [False, True])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_every_level_has_its_look_sure_or_not(qtbot, level, unsure):
    said = wording.level(Element("cost", level, 0.5, unsure=unsure))
    made = level_chip(said, "Cost")
    qtbot.addWidget(made)
    assert made.text() == f"Cost {said}" and made.property("role") == ROLES[wording.LEVELS[level]]
    assert ("not sure" in made.text()) == unsure
