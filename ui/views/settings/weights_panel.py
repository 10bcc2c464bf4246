"""The recogniser: which one is used, its weights, and how they come and go. Settings and the first start show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from rehearse.disk import megabytes
from ui.context import Context
from ui.tokens import SPACE
from ui.views.settings.download import download_of
from ui.views.settings.model import WeightsRow, consent, in_use_line, weights_rows
from ui.widgets.basics import Banner, Button, Choice, Item, Label, chip, clear, column, fill, line, row

RECOGNISERS = (("auto", "Best that is here"), ("whisper", "Whisper"), ("sphinx", "Built in, rough"))


class WeightsPanel(QWidget):
    """Signals
    -------
    shown() : the list was read from the disk; read `rows`.
    """

    shown = Signal()

    def __init__(self, context: Context, *, offered: tuple[str, ...] | None = None) -> None:
        """`offered` limits what is offered for download; None offers the whole catalogue."""
        super().__init__()
        self._context = context
        self._offered = offered
        self.rows: tuple[WeightsRow, ...] = ()
        self._download = download_of(context)
        self.choice = Choice([label for _, label in RECOGNISERS], name="Recogniser")
        self._in_use = Label("", "soft", wrap=True)
        self._asking, self._list = QVBoxLayout(), QVBoxLayout()
        self._list.setSpacing(SPACE.s)
        self._busy = Label("", "soft", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Download")
        self._cancel = Button("Cancel", "small", clicked=self._download.cancel)
        self.folder = Button("Choose a folder…", clicked=self._choose_folder)
        hint = Label("A folder with a Whisper model in CTranslate2 format, brought from elsewhere.", "small", wrap=True)
        items: list[Item] = [
            self.choice,
            self._in_use,
            self._asking,
            self._busy,
            row(self._bar, self._cancel),
            self._list,
        ]
        fill(QVBoxLayout(self), [*items, row(self.folder, hint)], spacing=SPACE.m, margins=0)
        self._show_download()
        self._busy.hide()
        self.choice.chosen.connect(self._choose)
        self._download.changed.connect(self._show_download)
        self._download.ended.connect(self._downloaded)

    # ------------------------------------------------------------------ showing

    @Slot()
    def refresh(self) -> None:
        """Read what is installed, in the background."""
        settings = self._context.settings
        self.choice.choose([name for name, _ in RECOGNISERS].index(settings.recogniser))
        self._context.in_background(lambda _: weights_rows(settings), self._show)

    def _show(self, rows: tuple[WeightsRow, ...]) -> None:
        self.rows = rows
        self._in_use.setText(in_use_line(self._context.settings, rows))
        clear(self._list)
        for each in rows:
            if self._offered is None or each.here or each.name in self._offered:
                self._list.addWidget(line())
                self._list.addWidget(self._line(each))
        self.shown.emit()

    def _line(self, each: WeightsRow) -> QWidget:
        name = row(Label(each.name, "strong"), *self._chips(each), None, spacing=SPACE.s)
        text = column(name, Label(f"{each.about}. {each.guidance}", "small", wrap=True), spacing=2)
        made = QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = row(text, *self._buttons(each), spacing=SPACE.s)
        box.setStretch(0, 1)
        made.setLayout(box)
        return made

    def _chips(self, each: WeightsRow) -> list[QWidget]:
        if each.state == "not here":
            return []
        return [chip(each.state, "chip" if each.state == "in use" else "chip-quiet")]

    def _buttons(self, each: WeightsRow) -> list[QWidget]:
        if not each.here:
            verb = "Go on" if each.state == "partly fetched" else "Download…"
            return [self._button(f"{verb}", each, self.ask_to_download)]
        made: list[QWidget] = [] if each.state == "in use" else [self._button("Use", each, self.use)]
        return [*made, self._button("Check", each, self.check), self._button("Remove", each, self.ask_to_remove)]

    def _button(self, text: str, each: WeightsRow, act: Callable[[WeightsRow], None]) -> Button:
        return Button(text, "small", clicked=lambda: act(each), name=f"{text} {each.name}")

    @Slot()
    def _show_download(self) -> None:
        running = self._download.running
        self._bar.setVisible(running)
        self._cancel.setVisible(running)
        if running:
            self._bar.setValue(round(100 * self._download.share))
            self._say(f"Downloading {self._download.name}, {self._download.share:.0%}")

    def _say(self, sentence: str) -> None:
        self._busy.setText(sentence)
        self._busy.setVisible(bool(sentence))

    # ------------------------------------------------------------------ doing

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._context.change_settings(recogniser=RECOGNISERS[index][0])
        self.refresh()

    def use(self, each: WeightsRow) -> None:
        """Analyse with these weights from now on."""
        recogniser = "auto" if self._context.settings.recogniser == "sphinx" else self._context.settings.recogniser
        self._context.change_settings(model=each.name, recogniser=recogniser)
        self.refresh()

    def ask_to_download(self, each: WeightsRow) -> None:
        """Show what would be fetched, from where and under which licence; only then it is."""
        self._ask(consent(each), "Download", lambda: self._download.start(each.name, each.size))

    def ask_to_remove(self, each: WeightsRow) -> None:
        sentence = f"Remove {each.name} from this machine? {megabytes(each.size)} become free; takes stay as they are."
        self._ask(sentence, "Remove", lambda: self._remove(each))

    def _ask(self, sentence: str, verb: str, act: Callable[[], object]) -> None:
        clear(self._asking)

        def agreed() -> None:
            clear(self._asking)
            act()

        yes = Button(verb, "small", clicked=agreed)
        self._asking.addWidget(Banner(sentence, yes, Button("Not now", "plain", clicked=lambda: clear(self._asking))))
        yes.setFocus()

    def _remove(self, each: WeightsRow) -> None:
        from rehearse.weights import shelf

        def gone(freed: int) -> None:
            if self._context.settings.model == each.name:
                self._context.change_settings(model="")
            self._done(f"{each.name} was removed; {megabytes(freed)} are free again.")

        self._context.in_background(lambda _: shelf.remove(each.name), gone, self._refused, long=True)

    def check(self, each: WeightsRow) -> None:
        """Hold every file against what it was when it came."""
        from rehearse.weights import shelf

        def told(problems: tuple[str, ...]) -> None:
            self._done(f"{each.name}: {' '.join(problems) or 'every file is as it came.'}")

        self._say(f"Checking {each.name}…")
        self._context.in_background(
            lambda _: shelf.verify(shelf.get_installed(each.name)), told, self._refused, long=True
        )

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "The folder that holds model.bin", str(Path.home()))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """Copy weights in from a folder, in the background."""
        from rehearse.weights.add import add

        self._say("Copying the weights…")
        self._context.in_background(
            lambda _: add(folder), lambda made: self._done(f"{made.name} was added."), self._refused, long=True
        )

    @Slot(str, str)
    def _downloaded(self, name: str, problem: str) -> None:
        self._done(problem or f"{name} is here, checked, and ready.")

    def _refused(self, error: Exception) -> None:
        self._say("")
        self._context.tell_error(error)
        self.refresh()

    def _done(self, sentence: str) -> None:
        self._say(sentence)
        self.refresh()
