"""The transcript: follows playback, seeks by a click, shows what is doubtful, takes corrections and verdicts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QToolTip, QWidget

from rehearse.types import Analysis
from ui.theme import color, theme
from ui.widgets import transcript_document
from ui.widgets.transcript_edit import WordField
from ui.widgets.transcript_marks import box, paint_fillers, paint_times
from ui.widgets.transcript_text import Token, TranscriptText, make_text

HELP = (
    "Arrows go from word to word, Ctrl+Enter plays from the word, Enter corrects it, Y confirms and X rejects a filler."
)
FOLLOW_SHARE = 0.3  # where the word being said is put when it has left the view
FOLLOW_ROOM = 0.8


class Transcript(QTextEdit):
    """Read as text, acted on as words.

    Signals
    -------
    seek_asked(float) : play from that second.
    word_corrected(int, str) : the person wrote something else for a transcript word; "" where nothing was said.
    filler_judged(int, bool) : the person confirmed or rejected a filler of the analysis.
    following_changed(bool) : whether the text scrolls with playback; the person's own scrolling stops it.
    """

    seek_asked = Signal(float)
    word_corrected = Signal(int, str)
    filler_judged = Signal(int, bool)
    following_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = TranscriptText("", (), ())
        self._said: int | None = None
        self._chosen: int | None = None
        self._hits: tuple[tuple[int, int], ...] = ()
        self._hit = -1
        self._following = True
        self._pressed: QPoint | None = None
        self._field: WordField | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "transcript")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(HELP)
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

    @property
    def editing(self) -> bool:
        return self._field is not None

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the words of an analysis, see `show_text`."""
        self.show_text(make_text(analysis))

    def show_text(self, text: TranscriptText) -> None:
        """Show words; scrolling and the chosen word stay where the times are the same."""
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        self._text = text
        self._said, self._hits, self._hit = None, (), -1
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
        if said is not None and self._following and not self.editing:
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
        self._hits = self._text.find(wanted)
        self._hit = -1
        self.viewport().update()
        return len(self._hits)

    @property
    def hits(self) -> int:
        """How many occurrences are marked."""
        return len(self._hits)

    def go_to_hit(self, step: int) -> int:
        """Go to the next (1) or previous (-1) occurrence, round and round; returns which it is, from 0, or -1."""
        if not self._hits:
            return -1
        self._hit = self._first_hit() if self._hit < 0 else (self._hit + step) % len(self._hits)
        self._set_following(False)
        self._choose(self._text.at_place(self._hits[self._hit][0]))
        return self._hit

    def _first_hit(self) -> int:
        """The first occurrence that is in view or after it, so that finding begins where one reads."""
        top = self.cursorForPosition(QPoint(0, 0)).position()
        return next((i for i, (at, _) in enumerate(self._hits) if at >= top), 0)

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

    def _step(self, step: int) -> None:
        last = len(self._text.tokens) - 1
        if last < 0:
            return
        start = self._chosen if self._chosen is not None else self._said
        self._set_following(False)
        self._choose(0 if start is None else min(max(start + step, 0), last))

    def _step_line(self, move: QTextCursor.MoveOperation) -> None:
        token = self.chosen or self.said
        if token is None:
            self._step(0)
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(token.at)
        if cursor.movePosition(move):
            self._set_following(False)
            self._choose(self._text.at_place(cursor.position()))

    def _step_page(self, step: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * int(self.viewport().height() * 0.9))
        self._set_following(False)
        self._choose(self._text.at_place(self.cursorForPosition(QPoint(60, 20)).position()))

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._acted_on(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _acted_on(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        last = len(self._text.tokens)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: -last, Qt.Key.Key_End: last}
        lines = {
            Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
            Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
        }
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in steps or key in ends:
            self._step({**steps, **ends}[key])
        elif key in lines:
            self._step_line(lines[key])
        elif key in pages:
            self._step_page(pages[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._play_chosen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_chosen()
        else:
            return False
        return True

    def _play_chosen(self) -> None:
        if self.chosen is not None:
            self._set_following(True)
            self.seek_asked.emit(self.chosen.start)

    # ------------------------------------------------------------------ correcting and judging

    def edit_chosen(self) -> None:
        """Open the field over the chosen word; pauses and sounds without a word have none."""
        token = self.chosen
        if token is None or token.word is None or self._field is not None:
            return
        where = transcript_document.rects(self.document(), token.at, token.to)
        if not where:
            return
        self._keep_in_view(token, share=0.4)
        place = where[0].translated(0, -self.verticalScrollBar().value()).toAlignedRect()
        self._field = WordField(token.text, place, self.viewport())
        self._field.kept.connect(self._keep)
        self._field.closed.connect(self._edited)
        self._field.show()
        self._field.setFocus()

    @Slot(str)
    def _keep(self, written: str) -> None:
        token = self.chosen
        if token is not None and token.word is not None:
            self.word_corrected.emit(token.word, written)

    @Slot()
    def _edited(self) -> None:
        had_focus = self._field is not None and self._field.hasFocus()
        self._field = None
        if had_focus:
            self.setFocus()

    def restore_chosen(self) -> None:
        """Put back what the recogniser wrote."""
        token, original = self.chosen, self.original_of_chosen
        if token is not None and token.word is not None and original:
            self.word_corrected.emit(token.word, original)

    @property
    def original_of_chosen(self) -> str:
        """What the recogniser wrote where the chosen word was corrected, else ""."""
        return self.chosen.original if self.chosen is not None else ""

    def _judge(self, confirmed: bool) -> None:
        if self.chosen is not None and self.chosen.filler is not None:
            self.filler_judged.emit(self.chosen.filler, confirmed)

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.textCursor().hasSelection():
            return
        index = self._token_under(event.position().toPoint())
        if index is not None and (event.position().toPoint() - pressed).manhattanLength() < 4:
            self._chosen = index
            self._set_following(True)
            self.viewport().update()
            self.seek_asked.emit(self._text.tokens[index].start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._token_under(event.position().toPoint())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self._choose(index)
            self.edit_chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._token_under(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y() or event.pixelDelta().y():
            self._set_following(False)
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._chosen = self._token_under(event.pos())
            self.viewport().update()
        if self.chosen is not None:
            self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the chosen word."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        token = self.chosen
        if token is None:
            return made
        made.addAction("Play from here", self._play_chosen)
        if token.word is not None:
            made.addAction(f"Correct “{token.text}”", self.edit_chosen)
        if self.original_of_chosen:
            made.addAction(f"Put back “{self.original_of_chosen}”", self.restore_chosen)
        if token.filler is not None:
            made.addSeparator()
            made.addAction("Confirm filler\tY", self._confirm)
            made.addAction("Not a filler\tX", self._reject)
        if self.textCursor().hasSelection():
            made.addSeparator()
            made.addAction("Copy", self.copy)
        return made

    @Slot()
    def _confirm(self) -> None:
        self._judge(True)

    @Slot()
    def _reject(self) -> None:
        self._judge(False)

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
            QToolTip.showText(event.globalPos(), self._text.tokens[index].tip if index is not None else "", self)
            return True
        return super().viewportEvent(event)

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
        self._paint_hits(painter, tokens[first].at, tokens[last].to)
        if self._said is not None:
            said = tokens[self._said]
            box(painter, document, said.at, said.to, fill=color(colours.accent_soft))
        if self.chosen is not None and self.hasFocus():
            box(painter, document, self.chosen.at, self.chosen.to, line=color(colours.accent))

    def _paint_hits(self, painter: QPainter, begin: int, end: int) -> None:
        colours = theme().tokens
        for number, (at, to) in enumerate(self._hits):
            if begin <= at <= end:
                line = color(colours.story_tradeoff) if number == self._hit else None
                box(painter, self.document(), at, to, fill=color(colours.story_tradeoff, 0.25), line=line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._choose(self._said if self._said is not None else (0 if self._text.tokens else None))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
