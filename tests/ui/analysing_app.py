"""An app that does nothing but analyse one take: `python analysing_app.py LIBRARY TAKE`; prints the worker's pid.

It says so once the worker's own children run, and is there to be killed.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from rehearse.settings import Settings
from tests.ui.leaks import group_members
from ui.background import Background
from ui.jobs import Jobs


class House(QObject):
    def __init__(self, root: Path) -> None:
        super().__init__()
        self.settings = Settings(recogniser="sphinx")
        self.background = Background(root, self)
        self.in_background = self.background.run


def tell_once() -> None:
    if jobs.worker_pid and len(group_members(jobs.worker_pid)) > 1:
        look.stop()
        print(jobs.worker_pid, flush=True)


app = QCoreApplication([])
house = House(Path(sys.argv[1]))
take_id = sys.argv[2]
jobs = Jobs(house)
look = QTimer(interval=20)
look.timeout.connect(tell_once)
look.start()
jobs.add(take_id)
app.exec()
