import stat
import zipfile

import pytest

from rehearse.errors import Cancelled, StoreError
from rehearse.paths import private_dir
from rehearse.store import backup, open_library
from tests.builders import make_analysis


@pytest.fixture
def full(tmp_path):
    with open_library(tmp_path / "full") as library:
        for n in range(3):
            path = tmp_path / f"{n}.wav"
            path.write_bytes(b"%d" % n * 5000)
            library.add(path, analysis=make_analysis(wpm=100.0 + n), created_at=f"2026-01-0{n + 1}T08:00:00+00:00")
        yield library


@pytest.fixture
def empty(tmp_path):
    with open_library(tmp_path / "empty") as library:
        yield library


def archive_of(tmp_path, members):
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_library_comes_back_whole(full, empty, tmp_path):
    path, seen = tmp_path / "backup.zip", []
    assert backup.write_archive(full, path, progress=seen.append) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    restored = backup.restore_archive(empty, path)
    assert len(restored.added) == 3
    assert seen == pytest.approx([0, 1 / 3, 2 / 3])
    assert empty.list() == full.list()
    for row in full.list():
        mine, theirs = full.get(row.id), empty.get(row.id)
        assert (mine.take, mine.analysis) == (theirs.take, theirs.analysis)
        assert mine.recording.read_bytes() == theirs.recording.read_bytes()
        assert stat.S_IMODE(theirs.recording.stat().st_mode) == 0o600


def test_loops_come_back_and_those_that_are_there_stay(full, empty, tmp_path):
    for name in ("20260101-080000-lp01", "20260102-080000-lp02"):
        private_dir(full.root / "loops" / name)
        (full.root / "loops" / name / "loop.json").write_text(f'{{"id": "{name}"}}')
    (full.root / "loops" / name / "loop.json.damaged").write_text("{")
    own = private_dir(empty.root / "loops" / name) / "loop.json"
    own.write_text("mine")
    path = tmp_path / "backup.zip"
    assert backup.write_archive(full, path) == 3
    restored = backup.restore_archive(empty, path)
    assert restored.loops == ("20260101-080000-lp01",) and len(restored.added) == 3
    assert own.read_text() == "mine"
    found = empty.root / "loops" / "20260101-080000-lp01" / "loop.json"
    assert found.read_text() == '{"id": "20260101-080000-lp01"}'
    assert [stat.S_IMODE(each.stat().st_mode) for each in (found, found.parent)] == [0o600, 0o700]


@pytest.mark.parametrize(
    "name", ["loops/x/other.json", "loops/../loop.json", "loops/x/y/loop.json", "loops/.x/loop.json"]
)
def test_what_only_looks_like_a_loop_is_refused(empty, tmp_path, name):
    with pytest.raises(StoreError, match="no backup of takes"):
        backup.restore_archive(empty, archive_of(tmp_path, {name: b"{}"}))
    assert not (empty.root / "loops").exists()


def test_restoring_never_writes_over(full, tmp_path):
    path = tmp_path / "backup.zip"
    backup.write_archive(full, path)
    first, second, _ = sorted(row.id for row in full.list())
    full.delete([first])
    full.save_analysis(second, make_analysis(wpm=222.0))
    restored = backup.restore_archive(full, path)
    assert restored.added == (first,)
    assert second in restored.kept
    assert {row.id: row.wpm for row in full.list()}[second] == 222.0
    with pytest.raises(StoreError, match="exists already"):
        backup.write_archive(full, path)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/cron.d/evil",
        "takes/../../evil/take.json",
        "takes/a/../../../evil.json",
        "takes/a/sub/take.json",
        "takes\\a\\take.json",
        "takes/a/recording.mkv/../../x",
        "takes/.hidden/take.json",
        "takes/a/evil.sh",
        "index.sqlite",
        "takes/a/take.json\n",
    ],
)
def test_other_paths_are_refused_before_anything_is_written(empty, tmp_path, name):
    path = archive_of(tmp_path, {"takes/ok/take.json": b"{}", name: b"x"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match="no backup"):
        backup.restore_archive(empty, path)
    assert sorted(tmp_path.rglob("*")) == before


def test_links_are_refused(empty, tmp_path):
    info = zipfile.ZipInfo("takes/a/take.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = archive_of(tmp_path, {info: b"/etc/passwd"})
    with pytest.raises(StoreError, match="no backup"):
        backup.restore_archive(empty, path)


def test_bombs_are_refused(empty, tmp_path, monkeypatch):
    path = archive_of(tmp_path, {"takes/a/take.json": b"0" * 2_000_000})
    monkeypatch.setattr(backup, "LARGEST_TEXT", 1_000_000)
    with pytest.raises(StoreError, match="no backup"):
        backup.restore_archive(empty, path)
    monkeypatch.undo()
    path = archive_of(tmp_path, {"takes/a/recording.mkv": b"0" * 2_000_000})
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr("rehearse.store.files.shutil.disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match="free"):
        backup.restore_archive(empty, path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip"])
def test_what_is_no_archive_says_so(empty, tmp_path, content):
    path = tmp_path / "broken.zip"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="no backup"):
        backup.restore_archive(empty, path)


def test_a_broken_take_in_an_archive_is_left_out_and_named(full, empty, tmp_path):
    path = archive_of(tmp_path, {"takes/a/take.json": b"{", "takes/a/recording.mkv": b"x"})
    restored = backup.restore_archive(empty, path)
    assert (restored.added, list(restored.refused)) == ((), ["a"])
    assert empty.list() == ()


def test_own_packs_come_back_and_never_over_one_that_is_there(full, empty, tmp_path, home):
    packs = home / "question_packs"
    packs.mkdir()
    (packs / "mine.toml").write_text('title = "Mine"')
    (packs / "other one.toml").write_text('title = "Other"')
    path = tmp_path / "backup.zip"
    backup.write_archive(full, path)
    (packs / "mine.toml").unlink()
    (packs / "other one.toml").write_text('title = "Changed since"')
    assert backup.restore_archive(empty, path).packs == ("mine.toml",)
    assert (packs / "mine.toml").read_text() == 'title = "Mine"'
    assert stat.S_IMODE((packs / "mine.toml").stat().st_mode) == 0o600
    assert "Changed" in (packs / "other one.toml").read_text()
    assert sorted(p.name for p in packs.iterdir()) == ["mine.toml", "other one.toml"]


@pytest.mark.parametrize("name", ["packs/../evil.toml", "packs/.hidden.toml", "packs/a/b.toml", "packs/a.py"])
def test_packs_of_other_paths_are_refused(empty, tmp_path, name):
    with pytest.raises(StoreError, match="no backup"):
        backup.restore_archive(empty, archive_of(tmp_path, {name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_is_refused(empty, tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for _ in range(2):
            archive.writestr("takes/a/take.json", b"{}")
    with pytest.raises(StoreError, match="twice"):
        backup.restore_archive(empty, path)


def test_a_take_whose_video_has_expired_comes_back_with_its_numbers(full, empty, tmp_path):
    newest = full.list()[0].id
    full.get(newest).recording.unlink()
    path = tmp_path / "backup.zip"
    backup.write_archive(full, path)
    restored = backup.restore_archive(empty, path)
    assert (len(restored.added), restored.refused) == (3, {})
    assert empty.get(newest).analysis == full.get(newest).analysis


def test_a_backup_has_its_name_only_once_it_is_whole(full, tmp_path):
    def give_up(share):
        assert not (tmp_path / "all.zip").exists()
        raise Cancelled

    with pytest.raises(Cancelled):
        backup.write_archive(full, tmp_path / "all.zip", progress=give_up)
    assert not [path for path in tmp_path.iterdir() if "all.zip" in path.name]
