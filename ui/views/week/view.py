"""Your week: the last seven days or an earlier week in review, to read, to jump from and to take along."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from rehearse.store import Library
from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.week.cards import WeekCards
from ui.views.week.model import Page, gather
from ui.views.week.tables import NextCard
from ui.widgets import basics
from ui.widgets.basics import Button, Label, column, fill, row

SETTLE_MS = 150
KINDS = {"Printable (*.pdf)": ".pdf", "Web page (*.html)": ".html"}
FOOT = (
    "A change is told only where it exceeds what people notice, your own spread from take to take, the error of the "
    "figure and what chance does in so few days."
)


class WeekView(QWidget):
    """What it shows is gathered in the background each time it is opened or a take changes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._open = self._focus_due = False
        self._back = 0
        self._page: Page | None = None
        self.earlier = Button("Earlier week", clicked=self._earlier)
        self.later = Button("Later week", clicked=self._later)
        self.export = Button("Export…", clicked=self._choose_file)
        self._range, self._summary = Label("", "soft"), Label(" ", wrap=True)
        self._practice = Label("", "soft", wrap=True)
        self.next = NextCard()
        self.cards = WeekCards()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        self.next.asked.connect(self._review)
        self.cards.asked.connect(self._review)
        self.next.record_asked.connect(self._record)
        context.takes_changed.connect(self._refresh_soon)
        context.take_changed.connect(self._refresh_soon)
        context.settings_changed.connect(self._refresh_soon)

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._open = self._focus_due = True
        self.refresh()

    def leave(self) -> None:
        self._open = False
        self._soon.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.MoveToPreviousPage) and self.earlier.isEnabled():
            self._earlier()
        elif event.matches(QKeySequence.StandardKey.MoveToNextPage) and self.later.isEnabled():
            self._later()
        else:
            super().keyPressEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Gather the week anew, in the background."""
        if self._open:
            today, back, settings = _today(), self._back, self._context.settings
            self._context.in_background(
                lambda library: gather(library, today=today, back=back, settings=settings), self._show
            )

    # ------------------------------------------------------------------ showing

    def _show(self, page: Page) -> None:
        if page.back != min(self._back, page.oldest):
            return  # another week was asked for meanwhile
        self._page, self._back = page, page.back
        week = page.week
        self._range.setText(page.title)
        self._summary.setText(page.summary)
        self._practice.setText(page.practice)
        self._practice.setVisible(bool(page.practice))
        self.earlier.setEnabled(page.back < page.oldest)
        self.later.setEnabled(page.back > 0)
        self.export.setEnabled(page.begun)
        self.next.show_week(week)
        self.cards.show_week(week)
        self.cards.setVisible(bool(week.takes))
        self._foot.setVisible(bool(week.takes))
        self._content.show()
        if self._focus_due:
            self._focus_due = False
            self.next.record.setFocus()

    # ------------------------------------------------------------------ doing

    def _earlier(self) -> None:
        self._go(1)

    def _later(self) -> None:
        self._go(-1)

    def _go(self, weeks: int) -> None:
        self._back = max(0, self._back + weeks)
        # until that week is there: fast clicks must not run past the last one
        self.earlier.setEnabled(False)
        self.later.setEnabled(False)
        self.refresh()

    @Slot(str, object)
    def _review(self, take_id: str, at_s: float | None) -> None:
        self._context.go(Route(Place.REVIEW, take_id=take_id, at_s=at_s))

    @Slot()
    def _record(self) -> None:
        self._context.go(Route(Place.PRACTISE))

    def _choose_file(self) -> None:
        if self._page:
            name = str(Path.home() / f"{self._page.file_name}.pdf")
            chosen, kind = QFileDialog.getSaveFileName(self, "Export the week", name, ";;".join(KINDS))
            if chosen:
                path = Path(chosen)
                self.write(path if path.suffix.lower() in KINDS.values() else path.with_name(path.name + KINDS[kind]))

    def write(self, path: Path) -> None:
        """Write the week that is shown to `path`, in the background, and say so; its ending says as what."""
        page = self._page
        if page is None:
            return
        family = QGuiApplication.font().family()

        def work(_: Library) -> None:
            from rehearse.export.files import write_export

            write_export(path, as_file(page, path.suffix.lower(), family), force=True)

        self._context.in_background(work, lambda _: self._context.tell(f"The week is in {path}."))

    @Slot()
    def _refresh_soon(self) -> None:
        """Several changes in a row are one."""
        if self._open:
            self._soon.start()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._summary.setMaximumWidth(760)
        head = row(Label("Your week", "heading"), self._range, None, self.earlier, self.later, self.export)
        top = column(self._summary, self._practice, spacing=2)
        self.cards.arrange(self.width())
        self._content = QWidget()
        self._foot = Label(FOOT, "small", wrap=True)
        fill(QVBoxLayout(self._content), [top, self.next, self.cards, self._foot], spacing=SPACE.l, margins=0)
        self._content.hide()
        page = basics.Page(head, self._content, None, scroll=True)
        fill(QVBoxLayout(self), [page], spacing=0, margins=0)
        for button in (self.earlier, self.later, self.export):
            button.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cards.arrange(event.size().width())


def as_file(page: Page, ending: str, family: str) -> str | bytes:
    """The page as a file with this ending holds it; meant for the background."""
    from rehearse.export.week import to_html
    from ui.views.week.printing import to_pdf

    html = to_html(page.week)
    return to_pdf(html, title=f"Your week, {page.title}", family=family) if ending == ".pdf" else html


def _today() -> date:
    return datetime.now().astimezone().date()
