"""The optional local model in the review: asked in another process, on request, and told honestly."""

import json
import sys

import pytest
from PySide6.QtCore import QObject

from ui.views.review.model_panel import ASKING, NOTHING, ModelPanel
from ui.views.review.proposals import UNREADABLE, Proposals
from ui.views.settings.local_model_section import LocalModelSection

ASKED = {"element": "model", "question": "Who told Tom?", "quote": "Tom lost his deal", "start_s": 3.0}
SAYS = "import sys, json; print(json.dumps({'take': sys.argv[-1], 'follow_ups': %s}))"


@pytest.fixture
def make(qtbot, tmp_path):
    owner = QObject()
    made = []

    def panel(program):
        proposals = Proposals(tmp_path, owner, command=(sys.executable, "-c", program))
        shown = ModelPanel(proposals)
        qtbot.addWidget(shown)
        made.append(proposals)
        return shown, proposals

    yield panel
    for proposals in made:
        proposals.stop()
    owner.deleteLater()


def texts(panel):
    return [label.text() for label in panel.findChildren(type(panel._state)) if label.isVisibleTo(panel)]


def test_it_is_hidden_until_a_model_is_named(make):
    panel, _ = make(SAYS % "[]")
    panel.offer("t1", "")
    assert panel.isHidden()
    panel.offer("t1", "small")
    assert not panel.isHidden() and panel.button.text() == "Ask small"


def test_what_it_proposes_can_be_answered(qtbot, make):
    panel, proposals = make(SAYS % json.dumps([ASKED]))
    panel.offer("t1", "small")
    with qtbot.waitSignal(proposals.told):
        panel.button.click()
        assert ASKING in texts(panel) and not panel.button.isEnabled()
    answers = [button for button in panel.findChildren(type(panel.button)) if button.text() == "Answer it now"]
    with qtbot.waitSignal(panel.answer_asked) as asked:
        answers[0].click()
    assert asked.args == ["", "Who told Tom?"] and panel.button.isEnabled()


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (SAYS % "[]", NOTHING),
        ("import sys; sys.exit('rehearse: The local model can\\'t be reached.\\n  Start the server.')",
         "The local model can't be reached. Start the server."),
        ("print('{')", UNREADABLE),
        ("import sys; sys.exit(9)", UNREADABLE),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(qtbot, make, program, told):
    panel, proposals = make(program)
    panel.offer("t1", "small")
    panel.button.click()
    qtbot.waitUntil(lambda: not proposals.asking)
    qtbot.waitUntil(lambda: told in texts(panel))


def test_another_take_ends_what_was_asked(qtbot, make):
    panel, proposals = make("import time; time.sleep(60)")
    panel.offer("t1", "small")
    panel.button.click()
    panel.offer("t2", "small")
    assert not proposals.asking and ASKING not in texts(panel) and panel.button.isEnabled()


def test_a_program_that_is_not_there_is_told(qtbot, tmp_path):
    owner = QObject()
    proposals = Proposals(tmp_path, owner, command=("/no/such/program",))
    with qtbot.waitSignal(proposals.failed) as failed:
        proposals.ask("t1")
    assert "did not start" in failed.args[0]
    owner.deleteLater()


# --------------------------------------------------------------------------- settings


def test_only_an_address_of_this_machine_is_kept(qtbot, tmp_path):
    from tests.ui.make_context import open_context

    with open_context(tmp_path / "library") as context:
        section = LocalModelSection(context)
        qtbot.addWidget(section)
        section.show_settings(context.settings)
        section.address.setText("http://example.org/v1")
        section.address.editingFinished.emit()
        assert "not the address of a server on this machine" in section.problem.text()
        assert context.settings.local_model_url == ""
        section.address.setText("http://localhost:11434/v1")
        section.name.setText("small")
        section.name.editingFinished.emit()
        assert not section.problem.isVisibleTo(section)
        assert (context.settings.local_model_url, context.settings.local_model) == (
            "http://localhost:11434/v1",
            "small",
        )
