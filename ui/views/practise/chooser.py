"""The list of all questions, searched while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehearse.language.plurals import counted
from rehearse.questions import Pack, search
from rehearse.types import Question
from ui.theme import color, theme
from ui.tokens import SPACE, TYPE
from ui.widgets.basics import Button, Label, fill, row
from ui.widgets.direction import direction_of

Index = QModelIndex | QPersistentModelIndex
SIZE = QSize(720, 560)
ABOUT_ROLE = Qt.ItemDataRole.UserRole
WRAP = Qt.TextFlag.TextWordWrap


class QuestionList(QAbstractListModel):
    """The questions found; each with its competency and pack under `ABOUT_ROLE`."""

    def __init__(self, packs: Sequence[Pack], parent: QWidget) -> None:
        super().__init__(parent)
        self._pack = {question.key: pack.title for pack in packs for question in pack.questions}
        self._all = tuple(question for pack in packs for question in pack.questions)
        self.found = self._all

    def find(self, words: str) -> None:
        self.beginResetModel()
        self.found = search(self._all, words) if words.strip() else self._all
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        question = self.found[index.row()]
        competency = question.competency[:1].upper() + question.competency[1:]
        about = ", ".join(text for text in (competency, self._pack[question.key]) if text)
        texts = {
            int(Qt.ItemDataRole.DisplayRole): question.text,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{question.text} {about}",
            int(ABOUT_ROLE): about,
        }
        return texts.get(int(role))


class QuestionDelegate(QStyledItemDelegate):
    """The question on as many lines as it needs, and below it what it is about."""

    MARGIN = 10

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme().tokens
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, color(tokens.accent_soft))
        painter.setPen(color(tokens.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(self.MARGIN, self.MARGIN, -self.MARGIN, -self.MARGIN)
        small = self._small(option.font)
        text, about = str(index.data()), str(index.data(ABOUT_ROLE))
        painter.setFont(option.font)
        painter.setPen(color(tokens.ink))
        painter.drawText(inner, WRAP | self._side(text), text)
        painter.setFont(small)
        painter.setPen(color(tokens.soft))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | self._side(text), about)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As if there were a scroll bar, so that lines broken beside one find their room."""
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.width() - view.verticalScrollBar().sizeHint().width() - 2 * view.frameWidth()
        room = QRect(0, 0, width - 2 * self.MARGIN, 10_000)
        high = option.fontMetrics.boundingRect(room, WRAP, str(index.data())).height()
        return QSize(width, high + SPACE.xs + TYPE.small + 6 + 2 * self.MARGIN)

    def _side(self, text: str) -> Qt.AlignmentFlag:
        to_right = direction_of(text) == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute

    def _small(self, font: QFont) -> QFont:
        made = QFont(font)
        made.setPixelSize(TYPE.small)
        return made


class SearchBox(QLineEdit):
    """Hands the arrow keys on to the list below it."""

    def __init__(self, steers: QWidget) -> None:
        super().__init__()
        self._steers = steers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._steers.event(event)
        else:
            super().keyPressEvent(event)


class QuestionChooser(QDialog):
    """Signals
    -------
    chosen(Question) : the person took one; the dialog is closed.
    """

    chosen = Signal(object)

    def __init__(
        self, packs: Sequence[Pack], current: str, parent: QWidget | None = None, *, action: str = "Practise this one"
    ) -> None:
        """`current` is the key of the question that is asked now; `action` what taking one is called."""
        super().__init__(parent)
        self.setWindowTitle("Choose a question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.questions = QuestionList(packs, self)
        self.list = self._list()
        self.box = SearchBox(self.list)
        self.box.setPlaceholderText("Search in questions and competencies")
        self.box.setAccessibleName("Search questions")
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._find)
        self.count = Label("", "faint")
        self.take = Button(action, "primary", clicked=self._take)
        self.take.setDefault(True)
        buttons = row(self.count, None, Button("Cancel", clicked=self.reject), self.take)
        fill(QVBoxLayout(self), [self.box, self.list, buttons], spacing=SPACE.m, margins=SPACE.l)
        self._find("")
        self._point_at(current)

    def _list(self) -> QListView:
        made = QListView()
        made.setAccessibleName("Questions")
        made.setModel(self.questions)
        made.setItemDelegate(QuestionDelegate(made))
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.doubleClicked.connect(self._take)
        made.activated.connect(self._take)
        return made

    @property
    def current(self) -> Question | None:
        index = self.list.currentIndex()
        return self.questions.found[index.row()] if index.isValid() else None

    @Slot(str)
    def _find(self, words: str) -> None:
        self.questions.find(words)
        found = len(self.questions.found)
        self.count.setText(counted(found, "question") if found else "No question has all of these words.")
        self.list.setCurrentIndex(self.questions.index(0, 0))
        self.take.setEnabled(bool(found))

    def _point_at(self, key: str) -> None:
        at = next((i for i, question in enumerate(self.questions.found) if question.key == key), 0)
        self.list.setCurrentIndex(self.questions.index(at, 0))
        self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    @Slot()
    def _take(self) -> None:
        question = self.current
        if question is not None and self.result() != QDialog.DialogCode.Accepted:
            self.accept()
            self.chosen.emit(question)
