"""The room on a disk as a bar and in words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from rehearse.store.usage import Usage
from ui.theme import theme
from ui.widgets.storage_meter import LEAST, StorageMeter, widths


@pytest.mark.parametrize(
    ("sizes", "drawn"),
    [((50, 25, 25), [50.0, 25.0]), ((1, 0, 10**9), [LEAST, 0.0]), ((0, 0, 100), [0.0, 0.0]), ((0, 0, 0), [0.0, 0.0])],
)
def test_what_is_there_is_seen_and_what_is_not_takes_nothing(sizes, drawn):
    assert widths(sizes, 100.0) == drawn


def test_each_part_has_its_colour_and_its_size(qtbot):
    meter = StorageMeter()
    qtbot.addWidget(meter)
    meter.resize(400, 80)
    meter.show_usage(Usage(2 * 10**9, 10**9, 10**9), "Little is left.")
    image = meter.bar.grab().toImage()
    tokens, middle = theme().tokens, image.height() // 2
    inks = [image.pixelColor(int(share * image.width()), middle) for share in (0.25, 0.6, 0.9)]
    assert inks == [QColor(each) for each in (tokens.accent, tokens.gaze, tokens.pause_quiet)]
    assert (meter.videos.text(), meter.analyses.text(), meter.free.text()) == (
        "Videos 2.0 GB",
        "Analyses 1.0 GB",
        "Free 1.0 GB",
    )
    assert meter.bar.accessibleName() == "Videos 2.0 GB, analyses 1.0 GB, 1.0 GB free" and not meter.short.isHidden()


def test_a_disk_that_cannot_be_asked_has_no_free_part(qtbot):
    meter = StorageMeter()
    qtbot.addWidget(meter)
    meter.show_usage(Usage(1, 1, None))
    assert meter._free_part.isHidden() and meter.short.isHidden()
