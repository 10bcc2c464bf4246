"""Whether the person lets this app see and hear; asked through Qt, which asks where the platform knows such a thing."""

from __future__ import annotations

from PySide6.QtCore import QCameraPermission, QCoreApplication, QMicrophonePermission, QObject, Qt, Signal

from ui.capture.source import Kind

REFUSED = {
    "camera": "This app may not use the camera. Allow it in the system's privacy settings, or record sound only.",
    "microphone": "This app may not use the microphone. Allow it in the system's privacy settings.",
}


class Permission(QObject):
    """Asks for one device. Signal: answered(bool), once for each `ask`."""

    answered = Signal(bool)

    def __init__(self, kind: Kind, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = QCameraPermission() if kind == "camera" else QMicrophonePermission()

    def ask(self) -> None:
        if self._status() == Qt.PermissionStatus.Undetermined:
            _app().requestPermission(self._wanted, self, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        self.answered.emit(self._status() == Qt.PermissionStatus.Granted)

    def _status(self) -> Qt.PermissionStatus:
        return _app().checkPermission(self._wanted)


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
