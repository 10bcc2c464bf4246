"""The optional language model on this machine."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from rehearse.settings import Settings
from ui.context import Context
from ui.views.settings.section import Section, labelled
from ui.widgets.basics import Label

ABOUT = (
    "Off unless you fill in both lines. A model that runs on this machine (Ollama, llama.cpp) may then propose more "
    "follow-up questions in a review, when you ask it to. Only an address of this machine is accepted, and only "
    "questions that quote your own words are shown. Nothing else needs it."
)
ADDRESS = "http://127.0.0.1:11434/v1"


class LocalModelSection(Section):
    """Address and name; what is no address of this machine is refused as it is typed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.address, self.name = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText(ADDRESS)
        self.name.setPlaceholderText("llama3.2:3b")
        for field, called in ((self.address, "Address of the local model"), (self.name, "Name of the local model")):
            field.setAccessibleName(called)
            field.setMinimumWidth(280)
            field.editingFinished.connect(self._changed)
        self.problem = Label("", "warn", wrap=True)
        self.problem.hide()
        lines = (labelled("Address", self.address), labelled("Model", self.name))
        super().__init__("Local language model", Label(ABOUT, "small", wrap=True), *lines, self.problem)

    def show_settings(self, settings: Settings) -> None:
        self.address.setText(settings.local_model_url)
        self.name.setText(settings.local_model)

    @Slot()
    def _changed(self) -> None:
        url, name = self.address.text().strip(), self.name.text().strip()
        problem = _problem(url)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self._context.change_settings(local_model_url=url, local_model=name)


def _problem(url: str) -> str:
    """Why the address can't be used, or "". Nothing is looked up: "localhost" is checked when it is asked."""
    from rehearse.local_model.endpoint import is_local

    if not url or is_local(url):
        return ""
    return f"{url} is not the address of a server on this machine. Such as: {ADDRESS}"
