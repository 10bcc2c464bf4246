"""The tab of the story: what was found with the person's words, what was not heard, and what would be asked next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import FollowUp
from ui.tokens import SPACE
from ui.views.review.moment_list import TIME_WIDTH
from ui.views.review.pieces import Section, Sentence, TabPage
from ui.views.review.story import ElementRow, PatchRow, Quote, RemarkRow, StoryPage
from ui.widgets.basics import Button, Label, clear, column, fill, line, row
from ui.widgets.level_chip import level_chip


class StoryTab(TabPage):
    """One page of a story.

    Signals
    -------
    seek_asked(float) : play from that second.
    take_asked(str, float) : play another take, a patch, from that second.
    answer_asked(str, str) : the person wants to answer a question now; the element it adds, and the question.
    """

    seek_asked = Signal(float)
    take_asked = Signal(str, float)
    answer_asked = Signal(str, str)

    def __init__(self, footer: QWidget | None = None) -> None:
        """`footer` stays below whatever page is shown."""
        super().__init__()
        self._footer = footer
        self._shown: StoryPage | None = None
        self._places: dict[str, QWidget] = {}

    def show_page(self, page: StoryPage) -> None:
        if page == self._shown:
            return
        self._shown = page
        self.forget_place()
        if self._footer is not None:
            self.body.removeWidget(self._footer)
        clear(self.body)
        self._places = {}
        for each in self._parts(page):
            self.body.addWidget(each)
        if self._footer is not None:
            self.body.addWidget(self._footer)
        self.body.addStretch(1)

    def reveal(self, element: str) -> None:
        """Scroll so that an element of the story is seen."""
        place = self._places.get(element)
        if place is not None:
            self.scroll_to(place)

    def _parts(self, page: StoryPage) -> list[QWidget]:
        parts: list[QWidget] = [Label(page.rough, "small", wrap=True)] if page.rough else []
        if page.note:
            parts.append(Label(page.note, "soft", wrap=True))
        if page.elements:
            parts.append(self._elements(page.elements))
        if page.patches:
            parts.append(Section("Short answers kept with this take", *map(self._patch, page.patches)))
        if page.more_asks:
            parts.append(Section("An interviewer asks next", *map(self._more, page.more_asks)))
        if page.occasion or page.counts:
            told = [text for text in (page.occasion, page.times, page.counts) if text]
            counted = (Label(text, "soft", wrap=True) for text in told)
            parts.append(Section("How it is told", *map(self._remark, page.remarks), *counted))
        return parts

    # ------------------------------------------------------------------ elements

    def _elements(self, found: tuple[ElementRow, ...]) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        fill(box, [], spacing=SPACE.m, margins=0)
        for number, element in enumerate(found):
            if number:
                box.addWidget(line())
            self._places[element.name] = part = self._element(element)
            box.addWidget(part)
        return made

    def _element(self, element: ElementRow) -> QWidget:
        made = QWidget()
        head = row(Label(element.label, "strong"), level_chip(element.level), None, spacing=SPACE.s)
        if element.sure:
            head.addWidget(Label(element.sure, "small"))
        lines: list[QWidget] = [self._quote(quote) for quote in element.quotes]
        if element.patched:
            lines.append(Label(f"Said in your short answer; {element.patched}.", "small", wrap=True))
        if element.ask:
            lines.append(self._ask(element.name, element.ask))
        fill(QVBoxLayout(made), [head, *lines], spacing=SPACE.xs, margins=0)
        return made

    def _quote(self, quote: Quote) -> QWidget:
        said = Sentence(f"“{quote.text}”", "soft", selectable=True)
        if quote.at is None:
            return said
        where = " of the short answer" if quote.take else ""
        return self._timed(said, quote.time, partial(self._jump, quote), f"Play from {quote.time}{where}", quote.text)

    def _remark(self, remark: RemarkRow) -> QWidget:
        said = Sentence(f"{remark.sentence} {remark.ask}", "soft")
        if remark.at is None:
            return said
        jump = partial(self.seek_asked.emit, remark.at)
        return self._timed(said, remark.time, jump, f"Play from {remark.time}", remark.sentence)

    def _timed(self, said: Sentence, when: str, jump: Callable[[], object], name: str, text: str) -> QWidget:
        """A sentence with the time that plays it before it."""
        time = Button(when, "time", clicked=jump, tip=name, name=f"{name}: {text}")
        time.setFixedWidth(TIME_WIDTH)
        holder = QWidget()
        whole = row(column(time, None, spacing=0), said, spacing=0)
        whole.setStretch(1, 1)
        fill(QVBoxLayout(holder), [whole], spacing=0, margins=0)
        return holder

    def _jump(self, quote: Quote) -> None:
        if quote.at is None:
            return
        if quote.take:
            self.take_asked.emit(quote.take, quote.at)
        else:
            self.seek_asked.emit(quote.at)

    def _ask(self, element: str, ask: str, lead: str = "An interviewer asks next: ") -> QWidget:
        made = QWidget()
        button = self._answer(element, ask)
        said = Sentence(f"{lead}{ask}", "soft")
        box = fill(QVBoxLayout(made), [said, button], spacing=SPACE.s, margins=0)
        box.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        return made

    def _answer(self, element: str, ask: str) -> Button:
        asked = partial(self.answer_asked.emit, element, ask)
        return Button("Answer it now", "small", clicked=asked, name=f"Answer it now: {ask}")

    # ------------------------------------------------------------------ the rest

    def _more(self, asked: FollowUp) -> QWidget:
        return self._ask(asked.element, asked.question, "")

    def _patch(self, patch: PatchRow) -> QWidget:
        made = QWidget()
        text = column(Label(patch.title, "strong"), Label(patch.effect, "soft", wrap=True), spacing=2)
        play = Button(
            "Play", "small", clicked=partial(self.take_asked.emit, patch.take_id, 0.0), name=f"Play {patch.title}"
        )
        whole = row(text, column(play, None, spacing=0), spacing=SPACE.s)
        whole.setStretch(0, 1)
        fill(QVBoxLayout(made), [whole], spacing=0, margins=0)
        return made
