"""What is wrong with pack files, told above the packs, each with its line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.questions import PackProblem
from ui.tokens import SPACE
from ui.views.packs.model import line_of
from ui.widgets.basics import Banner, Button, clear, fill

MOST_TOLD = 8


class Notes(QWidget):
    """Sentences that stay until they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self._box = fill(QVBoxLayout(self), [], spacing=SPACE.m, margins=0)
        self.hide()

    def clear(self) -> None:
        clear(self._box)
        self.hide()

    def tell(self, sentence: str, problems: Sequence[PackProblem] = (), *actions: Button) -> Banner:
        """A sentence, the first of the problems, and what can be done about them."""
        lines = [line_of(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            lines.append(f"and {len(problems) - MOST_TOLD} more")
        banner = Banner("\n".join([sentence, *lines]), *actions, warn=True, closable=True)
        banner.dismissed.connect(self._hide_where_empty)
        self._box.addWidget(banner)
        self.show()
        return banner

    def drop(self, banner: Banner) -> None:
        """Take a sentence back."""
        banner.hide()
        banner.deleteLater()
        self._hide_where_empty()

    def _hide_where_empty(self) -> None:
        widgets = [item.widget() for n in range(self._box.count()) if (item := self._box.itemAt(n)) is not None]
        self.setVisible(any(not widget.isHidden() for widget in widgets if widget is not None))
