"""The transcript as it is worked on: seeks by a click, is walked through by keys, takes corrections and verdicts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.plain import caption, shortened
from ui.widgets.transcript import document as transcript_document
from ui.widgets.transcript.edit import WordField
from ui.widgets.transcript.reading import TranscriptReader

HELP = (
    "Arrows go from word to word, Ctrl+Enter plays from the word, Enter corrects it, Y confirms and X rejects a filler."
)


class Transcript(TranscriptReader):
    """Read as text, acted on as words.

    Signals
    -------
    seek_asked(float) : play from that second.
    word_corrected(int, str) : the person wrote something else for a transcript word; "" where nothing was said.
    filler_judged(int, bool) : the person confirmed or rejected a filler of the analysis.
    """

    seek_asked = Signal(float)
    word_corrected = Signal(int, str)
    filler_judged = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._field: WordField | None = None
        self.setAccessibleDescription(HELP)

    @property
    def editing(self) -> bool:
        return self._field is not None

    # ------------------------------------------------------------------ from word to word

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
        self.held = True
        self._field = WordField(token.text, place, self.viewport())
        self._field.kept.connect(self._keep)
        self._field.closed.connect(self._edited)
        self._field.show()
        self._field.setFocus()

    def finish_editing(self) -> None:
        """Keep what was written into a field that is open: the person goes elsewhere."""
        if self._field is not None:
            self._field.keep()

    @Slot(str)
    def _keep(self, written: str) -> None:
        token = self.chosen
        if token is not None and token.word is not None:
            self.word_corrected.emit(token.word, written)

    @Slot()
    def _edited(self) -> None:
        had_focus = self._field is not None and self._field.hasFocus()
        self._field, self.held = None, False
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
            made.addAction(caption(f"Correct “{shortened(token.text)}”"), self.edit_chosen)
        if self.original_of_chosen:
            made.addAction(caption(f"Put back “{shortened(self.original_of_chosen)}”"), self.restore_chosen)
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
