"""What stands on the stage: the camera's picture, or what is wrong with it."""

from __future__ import annotations

from ui.studio.asking_first import asks_first, opening_words
from ui.studio.booth import Booth
from ui.studio.equipment import Trouble, trouble
from ui.studio.stage import Stage

SOUND_ONLY = "Sound only. The camera stays off."
WITHOUT = {
    "off": SOUND_ONLY,
    "none": "Sound only. There is no camera.",
    "lost": "No picture",
    "broken": "No picture",
}
OPENING = "Opening the camera"
WAITING = "The camera opens once the microphone can be used."


def show_picture(stage: Stage, booth: Booth, *, before: bool, mirrored: bool) -> None:
    """Put on the stage what the booth has; `before` the answer troubles are told with their remedy."""
    stage.video.set_mirrored(mirrored)
    stage.set_live(not before)
    wrong = _broken(booth) or trouble("camera", booth.camera)
    first = asks_first(booth)
    stage.allow.setVisible(first)
    if first:
        wrong, words = opening_words(booth)
        stage.allow.setText(words)
        stage.allow.setAccessibleName(words)
    stage.trouble.show_trouble(wrong if before or first else None)
    if booth.camera != "ready" and stage.video.has_picture:
        stage.video.clear()
    stage.video.set_words("" if first else _words(booth, before=before))
    stage.trouble.sound_only.setVisible(booth.camera in ("refused", "busy", "broken") and not booth.failure)


def _words(booth: Booth, *, before: bool) -> str:
    """What stands in place of the picture where no trouble is told there, or ""."""
    if booth.camera == "opening":
        return OPENING if booth.microphone == "opening" else WAITING
    return WITHOUT.get(booth.camera, "") if booth.camera == "off" or not before else ""


def _broken(booth: Booth) -> Trouble | None:
    """Something that neither device's condition explains: a file that can't be read, say."""
    return Trouble("There is no picture and no sound", booth.failure) if booth.failure else None
