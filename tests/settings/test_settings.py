import dataclasses
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse import settings
from rehearse.cli.main import run
from rehearse.errors import StoreError
from rehearse.settings import DEFAULTS, Settings, library_place, load, save, settings_file
from rehearse.store import open_library

OTHERS = Settings(
    appearance="dark",
    camera_id="usb-1",
    microphone_id="usb-2",
    audio_only=True,
    recogniser="sphinx",
    model="base.en",
    mirror=False,
    captions=False,
    local_model_url="http://127.0.0.1:11434/v1",
    local_model="small",
    speak_questions=False,
    quiet_hint=False,
    playback_rate=1.5,
    expire_videos_days=90,
    daily_aim=3,
    loop_aim=1,
    active_pack="judgement",
    pinned_question="general/risk",
    reminder_on=True,
    reminder_at="07:30",
    first_start_done=True,
    devices_allowed=True,
    window_geometry="AdnQywADAAA=",
    count_down_s=0,
    ask_rating=False,
    library_dir="/somewhere/Übung",
)


def write(text) -> Path:
    settings_file().write_text(text if isinstance(text, str) else json.dumps(text))
    return settings_file()


def test_without_a_file_the_defaults_hold_and_nothing_is_made(home):
    assert load() == settings.Loaded(DEFAULTS, "")
    assert list(home.iterdir()) == []


def test_every_field_comes_back(home):
    assert all(getattr(OTHERS, f.name) != getattr(DEFAULTS, f.name) for f in dataclasses.fields(Settings))
    save(OTHERS)
    assert load() == settings.Loaded(OTHERS, "")
    assert settings_file() == home / "settings.json"
    assert stat.S_IMODE(settings_file().stat().st_mode) == 0o600


def test_the_folder_is_made_for_the_owner_alone(tmp_path):
    save(OTHERS, tmp_path / "new" / "settings.json")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"text"', "{}", '{"schema": "one"}', "\x00\xff", "[" * 100_000]
)
def test_a_damaged_file_is_kept_aside_and_told(text):
    path = write(text)
    loaded = load()
    assert loaded.settings == DEFAULTS
    assert "damaged" in loaded.notice
    assert path.with_name("settings.json.damaged").read_text() == text
    assert not path.exists()
    assert load().notice == ""  # told once


def test_a_newer_file_is_kept_aside_and_told():
    path = write({"schema": settings.SETTINGS_SCHEMA + 1, "appearance": "sepia"})
    loaded = load()
    assert loaded.settings == DEFAULTS
    assert "newer" in loaded.notice
    assert json.loads(path.with_name("settings.json.damaged").read_text())["appearance"] == "sepia"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("appearance", "sepia"),
        ("appearance", ["dark"]),
        ("recogniser", ""),
        ("audio_only", 1),
        ("mirror", "yes"),
        ("daily_aim", 2.5),
        ("daily_aim", True),
        ("daily_aim", -1),
        ("reminder_at", "24:00"),
        ("reminder_at", "7:30"),
        ("reminder_at", "07:30\n"),
        ("reminder_at", ""),
        ("count_down_s", 999),
        ("playback_rate", 0),
        ("playback_rate", float("nan")),
        ("playback_rate", None),
        ("camera_id", None),
    ],
)
def test_one_wrong_value_costs_no_other(name, value):
    write({"schema": 1} | dataclasses.asdict(OTHERS) | {name: value})
    loaded = load()
    assert loaded.settings == dataclasses.replace(OTHERS, **{name: getattr(DEFAULTS, name)})
    assert name in loaded.notice


def test_unknown_fields_are_ignored_and_whole_numbers_are_rates():
    write({"schema": 1, "playback_rate": 2, "shoe_size": 43})
    loaded = load()
    assert (loaded.settings, loaded.notice) == (Settings(playback_rate=2), "")


def test_what_cannot_be_read_is_told_and_left(home):
    settings_file().mkdir()
    assert "cannot be read" in load().notice
    assert settings_file().is_dir()


def test_a_refusing_disk_leaves_the_old_settings(monkeypatch):
    from rehearse.store import files

    save(OTHERS)

    def fail(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "fsync", fail)
        with pytest.raises(StoreError, match="settings"):
            save(DEFAULTS)
    assert json.loads(settings_file().read_text())["camera_id"] == "usb-1"
    assert [p.name for p in settings_file().parent.iterdir()] == ["settings.json"]


def test_which_library(tmp_path, home, monkeypatch):
    chosen = Settings(library_dir=str(tmp_path / "chosen"))
    assert library_place(DEFAULTS) == home / "library"
    assert library_place(chosen) == tmp_path / "chosen"
    assert library_place(Settings(library_dir="~/takes")) == Path.home() / "takes"
    monkeypatch.setenv("REHEARSE_LIBRARY", str(tmp_path / "environment"))
    assert library_place(chosen) == tmp_path / "environment"


def test_the_command_line_works_on_the_chosen_library(tmp_path, capsys, monkeypatch):
    for name, count in (("chosen", 1), ("environment", 2), ("named", 3)):
        with open_library(tmp_path / name) as library:
            for n in range(count):
                recording = tmp_path / f"{n}.wav"
                recording.write_bytes(bytes([n]) * 9)
                library.add(recording)
    save(Settings(library_dir=str(tmp_path / "chosen")))

    def total(*options):
        assert run([*options, "takes", "--json"]) == 0
        return json.loads(capsys.readouterr().out)["total"]

    assert total() == 1
    monkeypatch.setenv("REHEARSE_LIBRARY", str(tmp_path / "environment"))
    assert total() == 2
    assert total("--library", str(tmp_path / "named")) == 3


def test_the_command_line_tells_of_damaged_settings(capsys):
    write("{")
    assert run(["takes"]) == 0
    assert "damaged" in capsys.readouterr().err


def test_reading_needs_no_heavy_library():
    code = (
        "import sys, rehearse.settings as s; s.load(); print([m for m in ('msgspec', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
