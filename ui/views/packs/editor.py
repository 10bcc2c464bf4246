"""A pack's text, checked while one types: what is wrong stands beside it, each with its line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from rehearse.language.plurals import counted
from rehearse.questions import Pack
from ui.context import Context
from ui.tokens import SPACE
from ui.views.packs import own
from ui.views.packs.model import line_of
from ui.widgets.basics import Button, Label, column, fill, row

TYPING_MS = 350
LINE = Qt.ItemDataRole.UserRole
SIDE_WIDTH = 320
HELP = "Each question begins with [[questions]] and needs an id and a text; the other lines may be left out."


class PackEditor(QWidget):
    """Signals
    -------
    kept(Pack) : the pack was written.
    closed() : the person is done, with or without keeping it.
    """

    kept = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self._before = ""
        self._checks = 0
        self._keeping = False
        self._drafts = 0
        self.heading, self._state = Label("", "title"), Label("", "soft", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("The pack's text")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.problems = QListWidget()
        self.problems.setAccessibleName("What is wrong")
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save = Button("Save", "primary", clicked=self.keep)
        self.cancel = Button("Close", clicked=self.close_editor)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self.check)
        self._lay_out()
        self.text.textChanged.connect(self._changed)
        self.problems.itemClicked.connect(self._go_to)
        self.problems.itemActivated.connect(self._go_to)

    # ------------------------------------------------------------------ the draft

    def edit(self, draft: own.Draft) -> None:
        """Show a draft; what was in the editor before is gone."""
        self._drafts += 1
        self._set_keeping(False)
        self._path, self._before = draft.path, draft.text if draft.path else ""
        self.heading.setText(draft.path.name if draft.path else "New pack")
        self.text.setPlainText(draft.text)
        self._move_to(draft.line)
        self.text.setFocus()
        self.check()

    @property
    def changed(self) -> bool:
        """Whether closing would lose something."""
        return not self._keeping and self.text.toPlainText() not in (self._before, own.TEMPLATE)

    @Slot()
    def check(self) -> None:
        """Look the text over, in the background; an answer that came too late is passed over."""
        self._soon.stop()
        text, path = self.text.toPlainText(), self._path
        self._checks += 1
        now = self._checks
        self._context.in_background(lambda _: own.check(text, path), lambda found: self._show(found, now))

    def _show(self, found: own.Checked, now: int) -> None:
        if now != self._checks:
            return
        self.problems.clear()
        for problem in found.problems:
            item = QListWidgetItem(line_of(problem))
            item.setData(LINE, problem.line)
            self.problems.addItem(item)
        wrong, good = len(found.problems), f"Nothing is wrong: {counted(found.questions, 'question')}."
        self._state.setText(f"{wrong} to mend" if wrong else good)
        self.problems.setVisible(bool(wrong))
        self._offer_to_save(not wrong)

    @Slot()
    def _changed(self) -> None:
        self._soon.start()

    def keep(self) -> None:
        """Write it, once; the editor stays open where that fails. Meanwhile nothing can be typed that would be lost."""
        if self._keeping:
            return
        draft = own.Draft(self.text.toPlainText(), self._path)
        now = self._drafts
        self._set_keeping(True)
        self._context.in_background(
            lambda _: own.keep(draft), lambda pack: self._kept(pack, now), lambda error: self._not_kept(error, now)
        )

    def _set_keeping(self, keeping: bool) -> None:
        self._keeping = keeping
        self.text.setReadOnly(keeping)
        self._offer_to_save(not keeping)

    def _offer_to_save(self, good: bool) -> None:
        self.save.setEnabled(good and not self._keeping)

    def _kept(self, pack: Pack, draft: int) -> None:
        self.kept.emit(pack)
        if draft == self._drafts:  # another pack may be in the editor by now
            self._set_keeping(False)
            self._path, self._before = Path(pack.path), self.text.toPlainText()
            self.closed.emit()

    def _not_kept(self, error: Exception, draft: int) -> None:
        if draft == self._drafts:
            self._set_keeping(False)
            self.check()
        self._context.tell_error(error)

    def close_editor(self) -> None:
        """Close without keeping, after asking where something would be lost."""
        if self.may_close():
            self.forget()
            self.closed.emit()

    def forget(self) -> None:
        """Drop what was written since it was kept."""
        self.text.setPlainText(self._before)
        self._soon.stop()

    def may_close(self) -> bool:
        return not self.changed or self._asked_to_discard()

    def _asked_to_discard(self) -> bool:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setText("Discard what you wrote in this pack?")
        discard = box.addButton("Discard", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Go on writing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is discard

    # ------------------------------------------------------------------ writing

    def add_question(self) -> None:
        """A question to fill in, at the end."""
        end = self.text.textCursor()
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(own.another_question(self.text.toPlainText()))
        self.text.setTextCursor(end)
        self.text.setFocus()

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem) -> None:
        self._move_to(item.data(LINE) or 1)
        self.text.setFocus()

    def _move_to(self, line: int) -> None:
        block = self.text.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _lay_out(self) -> None:
        add = Button("Add a question", clicked=self.add_question)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        items = [self._state, self.problems, None, Label(HELP, "small", wrap=True)]
        fill(QVBoxLayout(side), items, spacing=SPACE.s, margins=0).setStretch(1, 100)
        body = fill(QHBoxLayout(), [self.text, side], spacing=SPACE.l, margins=0)
        body.setStretch(0, 1)
        head = row(self.heading, None, add, self.cancel, self.save, spacing=SPACE.s)
        whole = column(head, body, spacing=SPACE.m)
        whole.setStretch(1, 1)
        fill(QVBoxLayout(self), [whole], spacing=0, margins=0)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save.click)
