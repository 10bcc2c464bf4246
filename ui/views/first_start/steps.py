"""The steps of the first start that need no device."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.samples import sample_dir
from ui.tokens import SPACE
from ui.views.settings.weights_panel import WeightsPanel
from ui.widgets.basics import Button, fill, row, scrolling
from ui.widgets.picture import Picture, read_picture

PICTURE = QSize(384, 216)
OFFERED = ("base.en", "small.en")


class RecogniserStep(QWidget):
    """The rough recogniser that is here, or a better one."""

    title = "The recogniser"
    sentence = (
        "It writes down what you say, on this machine. The built-in one works at once and is rough: it is good for"
        " trying things out. For counts and quotes to rely on, Whisper's weights are needed once."
    )

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.weights = WeightsPanel(context, offered=OFFERED)
        inner = QWidget()
        fill(QVBoxLayout(inner), [self.weights, None], spacing=0, margins=0)
        fill(QVBoxLayout(self), [scrolling(inner)], spacing=0, margins=0)

    def begin(self) -> None:
        self.weights.refresh()

    def end(self) -> None:
        """A download goes on; Settings shows it."""


class SampleStep(QWidget):
    """The sample answer, so that nothing is empty.

    Signals
    -------
    look_asked() : review the sample.
    """

    look_asked = Signal()
    title = "A first look"
    sentence = (
        "A sample answer is in your library, analysed already: a drawn face and a synthetic voice tell of a decision."
        " It shows what a review holds, counts in no trend and no week, and can be deleted like any take."
    )
    missing = "Your library holds takes already, so no sample answer was put into it."

    def __init__(self) -> None:
        super().__init__()
        self.look = Button("Look at the sample answer", clicked=self.look_asked.emit)
        self.picture = Picture(PICTURE)
        fill(QVBoxLayout(self), [self.picture, row(self.look, None), None], spacing=SPACE.m, margins=0)

    def begin(self) -> None:
        """The picture is small and lies beside the app: read at once."""
        try:
            data = (sample_dir() / "thumbnail.jpg").read_bytes()
        except OSError:
            data = b""
        self.picture.show_image(read_picture(data, 2 * PICTURE.width()))

    def end(self) -> None:
        """Nothing is open."""
