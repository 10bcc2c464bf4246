"""The picture, as large as it fits, and what stands on it and right below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rehearse.export.wording import clock
from ui.studio.equipment import Trouble
from ui.studio.surroundings import Surroundings
from ui.theme import color, theme
from ui.tokens import SPACE, TYPE
from ui.widgets.basics import Button, Label, fill, row
from ui.widgets.video import VideoView

SHAPE = 16 / 9
GAP = SPACE.l
RESERVE = 112
SMALLEST = QSize(360, 300)


class TimeMark(QWidget):
    """A red dot, the time of the answer, and what is aimed at. Changes once a second."""

    PAD = 12

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._time, self._target = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_time(self, seconds: int, target: str) -> None:
        self._time, self._target = clock(seconds), target
        self.setAccessibleName(f"Recording, {self._time} {target}")
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        # Room for the figures that are still to come, so that the mark does not grow while one speaks.
        widest = "0:00:00" if self._time.count(":") > 1 else "00:00"
        text = self._metrics(strong=True).horizontalAdvance(widest)
        text += self._metrics(strong=False).horizontalAdvance(self._target)
        return QSize(round(text) + 2 * self.PAD + 28, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens.video, 0.78))
        painter.drawRoundedRect(QRectF(self.rect()), 16, 16)
        painter.setBrush(color(tokens.rec))
        painter.drawEllipse(QPointF(self.PAD + 5, self.height() / 2), 5, 5)
        painter.setPen(color(tokens.on_video))
        x = self.PAD + 18.0
        for text, strong in ((self._time, True), (self._target, False)):
            painter.setFont(self._face(strong=strong))
            wide = self._metrics(strong=strong).horizontalAdvance(text)
            box = QRectF(x, 0, wide + 1, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            x += wide + 8

    def _face(self, *, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(TYPE.body)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _metrics(self, *, strong: bool) -> QFontMetricsF:
        return QFontMetricsF(self._face(strong=strong))


class TroubleCard(QWidget):
    """What is wrong with the camera, on the empty picture, and what to do; or what the first click opens."""

    def __init__(self, parent: QWidget, around: Surroundings, allow: Button) -> None:
        super().__init__(parent)
        self._around = around
        self.retry = Button("Try again", "small", clicked=around.try_again)
        self.sound_only = Button("Record sound only", "small", clicked=self._record_sound_only)
        self._title = Label("", "on-video-title", wrap=True)
        self._remedy = Label("", "on-video", wrap=True)
        for label in (self._title, self._remedy):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = row(None, allow, self.retry, self.sound_only, None)
        fill(QVBoxLayout(self), [None, self._title, self._remedy, SPACE.xs, buttons, None], spacing=8, margins=24)
        self.setMaximumWidth(560)

    def show_trouble(self, trouble: Trouble | None) -> None:
        self.setVisible(trouble is not None)
        if trouble is not None:
            self._title.setText(trouble.title)
            self._remedy.setText(trouble.remedy)
            self.retry.setVisible(trouble.can_retry)
            self.setAccessibleName(f"{trouble.title}. {trouble.remedy}")

    def _record_sound_only(self) -> None:
        self._around.pick_camera(None)


class Stage(QWidget):
    """Lays out the picture and `below` it one widget of the same middle; the picture takes what room there is."""

    def __init__(self, below: QWidget, around: Surroundings, allow: Button) -> None:
        super().__init__()
        self.allow = allow
        self.video = VideoView(self)
        self.video.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.video.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.video.setAccessibleName("Preview")
        self.time = TimeMark(self)
        self.trouble = TroubleCard(self, around, allow)
        self.below = below
        self._centred, self._reserve = True, 0
        below.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return SMALLEST

    def set_live(self, live: bool) -> None:
        """While one answers the picture stands in the middle and stays there, whatever is asked below it.

        Before, it stands at the left, in line with what is above.
        """
        self._centred, self._reserve = live, RESERVE if live else 0

    def picture_rect(self) -> QRect:
        """Where the picture stands."""
        return self.video.geometry()

    def lay_out(self) -> None:
        """Put everything in its place; to be called when `below` has another height."""
        low = max(self._reserve, self._height_below(self.width()))
        high = max(120, self.height() - low - GAP)
        wide = min(self.width(), round(high * SHAPE))
        high = round(wide / SHAPE)
        left = (self.width() - wide) // 2 if self._centred else 0
        self.video.setGeometry(left, 0, wide, high)
        across = (0, self.width()) if self._centred else (left, wide)  # beside a small picture there is room for words
        self.below.setGeometry(across[0], high + GAP, across[1], self._height_below(across[1]))
        self.time.move(left + SPACE.m, SPACE.m)
        card = QRect(0, 0, min(560, wide), high)
        card.moveCenter(self.video.geometry().center())
        self.trouble.setGeometry(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def _height_below(self, width: int) -> int:
        layout = self.below.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self.below.sizeHint().height()
