"""The transcript as it is read: follows playback, marks what was found, scrolls, finds, tells why a word is marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QPainter, QPaintEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from rehearse.types import Analysis
from ui.theme import color, theme
from ui.widgets.plain import tip
from ui.widgets.transcript import document as transcript_document
from ui.widgets.transcript.hits import Hits
from ui.widgets.transcript.marks import box, paint_fillers, paint_times
from ui.widgets.transcript.text import Token, TranscriptText, make_text

FOLLOW_SHARE = 0.3  # where the word being said is put when it has left the view
FOLLOW_ROOM = 0.8


class TranscriptReader(QTextEdit):
    """Text that knows its words. While `held` is set it does not scroll by itself.

    Signals
    -------
    following_changed(bool) : whether the text scrolls with playback; the person's own scrolling stops it.
    """

    following_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = TranscriptText("", (), ())
        self._said: int | None = None
        self._chosen: int | None = None
        self._hits = Hits()
        self._following = True
        self.held = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "transcript")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Transcript")
        self.verticalScrollBar().sliderMoved.connect(self._scrolled_by_person)
        theme().changed.connect(self._dress)

    # ------------------------------------------------------------------ what is shown

    @property
    def text(self) -> TranscriptText:
        return self._text

    @property
    def following(self) -> bool:
        return self._following

    @property
    def chosen(self) -> Token | None:
        """The word that keys act on."""
        return None if self._chosen is None else self._text.tokens[self._chosen]

    @property
    def said(self) -> Token | None:
        """The word being said."""
        return None if self._said is None else self._text.tokens[self._said]

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the words of an analysis, see `show_text`."""
        self.show_text(make_text(analysis))

    def show_text(self, text: TranscriptText) -> None:
        """Show words; scrolling and the chosen word stay where the times are the same."""
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        self._text = text
        self._said, self._hits = None, Hits()
        self._chosen = self._same(chosen)
        self._dress()
        self.verticalScrollBar().setValue(scrolled)

    def _same(self, before: Token | None) -> int | None:
        """The token at the time of one that was shown before."""
        if before is None:
            return None
        return next(
            (i for i, t in enumerate(self._text.tokens) if t.start == before.start and t.end == before.end), None
        )

    @Slot()
    def _dress(self) -> None:
        scrolled = self.verticalScrollBar().value()
        self.document().setDefaultFont(self.font())
        transcript_document.fill(self.document(), self._text, theme().tokens)
        self.verticalScrollBar().setValue(scrolled)

    def set_position(self, seconds: float) -> None:
        """Mark the word said at that second and, while following, bring it into view."""
        said = self._text.at_time(seconds)
        if said == self._said:
            return
        self._said = said
        if said is not None and self._following and not self.held:
            self._keep_in_view(self._text.tokens[said])
        self.viewport().update()

    def follow(self) -> None:
        """Scroll with playback again."""
        self._set_following(True)
        if self._said is not None:
            self._keep_in_view(self._text.tokens[self._said])

    def _set_following(self, following: bool) -> None:
        if following != self._following:
            self._following = following
            self.following_changed.emit(following)

    @Slot()
    def _scrolled_by_person(self) -> None:
        self._set_following(False)

    def _keep_in_view(self, token: Token, *, share: float = FOLLOW_SHARE) -> None:
        """Scroll, as little as is calm, so that a token stands within the view."""
        where = transcript_document.rects(self.document(), token.at, token.to)
        if not where:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + 4 <= where[0].top() <= bar.value() + height * FOLLOW_ROOM:
            bar.setValue(int(where[0].top() - height * share))

    # ------------------------------------------------------------------ finding

    def find_all(self, wanted: str) -> int:
        """Mark every occurrence; returns how many there are. "" takes the marks away."""
        self._hits = Hits(self._text.find(wanted))
        self.viewport().update()
        return self.hits

    @property
    def hits(self) -> int:
        """How many occurrences are marked."""
        return len(self._hits.places)

    def go_to_hit(self, step: int) -> int:
        """Go to the next (1) or previous (-1) occurrence, first to one in view; returns which it is, from 0, or -1."""
        if not self.hits:
            return -1
        begin = self._hits.go(step, top=self.cursorForPosition(QPoint(0, 0)).position())
        self._set_following(False)
        self._choose(self._text.at_place(begin))
        return self._hits.current

    # ------------------------------------------------------------------ choosing a word

    def choose_time(self, seconds: float) -> None:
        """Choose the word said at that second and bring it into view."""
        self._choose(self._text.at_time(seconds))

    def _choose(self, index: int | None) -> None:
        self._chosen = index
        token = self.chosen
        if token is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(token.at)
            scrolled = self.verticalScrollBar().value()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(scrolled)
            self._keep_in_view(token, share=0.4)
            self._say(token)
        self.viewport().update()

    def _say(self, token: Token) -> None:
        """Tell a screen reader the word and why it is marked."""
        self.setAccessibleName(f"Transcript: {token.spoken}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # ------------------------------------------------------------------ under the pointer

    def _token_under(self, point: QPoint) -> int | None:
        """Index of the token whose letters are under the point, with a little room around."""
        index = self._text.at_place(self.cursorForPosition(point).position())
        if index is None:
            return None
        at = QPointF(point) + QPointF(0, self.verticalScrollBar().value())
        near = [i for i in (index, index - 1) if 0 <= i < len(self._text.tokens)]
        return next((i for i in near if self._covers(self._text.tokens[i], at)), None)

    def _covers(self, token: Token, at: QPointF) -> bool:
        where = transcript_document.rects(self.document(), token.at, token.to)
        return any(rect.adjusted(-2, -4, 2, 4).contains(at) for rect in where)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._token_under(event.pos())
            QToolTip.showText(event.globalPos(), tip(self._text.tokens[index].tip) if index is not None else "", self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y() or event.pixelDelta().y():
            self._set_following(False)
        super().wheelEvent(event)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        if sight := self._in_sight():
            self._paint_behind(painter, *sight)
        painter.end()
        super().paintEvent(event)

    def _in_sight(self) -> tuple[int, int] | None:
        """Indices of the first and the last token in the view."""
        first = self._text.at_place(self.cursorForPosition(QPoint(0, 0)).position())
        bottom = QPoint(self.viewport().width(), self.viewport().height())
        last = self._text.at_place(self.cursorForPosition(bottom).position())
        return None if first is None or last is None else (first, last)

    def _paint_behind(self, painter: QPainter, first: int, last: int) -> None:
        colours, document, tokens = theme().tokens, self.document(), self._text.tokens
        paint_times(painter, document, self._text.opening(first, last), color(colours.faint))
        paint_fillers(painter, document, tokens[first : last + 1], colours)
        self._hits.paint(painter, document, tokens[first].at, tokens[last].to)
        if self._said is not None:
            said = tokens[self._said]
            box(painter, document, said.at, said.to, fill=color(colours.accent_soft))
        if self.chosen is not None and self.hasFocus():
            box(painter, document, self.chosen.at, self.chosen.to, line=color(colours.accent))
