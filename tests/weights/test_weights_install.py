import shutil
import stat
from collections import namedtuple

import filelock
import pytest

from rehearse.errors import Cancelled, WeightsError
from rehearse.weights import fetch
from rehearse.weights.files import SPARE_BYTES
from rehearse.weights.install import install, installed, partial
from tests.weights.fake_hub import CONTENT, MODEL, FakeHub, sha256, weights_of


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.0)


@pytest.fixture
def hub():
    with FakeHub() as hub:
        yield hub


def bring(hub, into, weights=None, **options):
    return install(weights or weights_of(), source=hub.url, into=into, **options)


def stop_at(bytes_):
    def progress(done):
        if done >= bytes_:
            raise Cancelled

    return progress


def test_installs_every_file_privately_with_a_manifest(hub, tmp_path):
    seen = []
    got = bring(hub, tmp_path / "w", progress=seen.append)
    assert {f.name: f.read_bytes() for f in got.folder.iterdir() if f.name != "manifest.json"} == CONTENT
    assert {(f.name, f.sha256, f.pinned) for f in got.manifest.files} == {
        (name, sha256(content), True) for name, content in CONTENT.items()
    }
    assert seen == sorted(seen) and seen[-1] == weights_of().size
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [*got.folder.iterdir()]}
    assert modes == {0o600} and stat.S_IMODE(got.folder.stat().st_mode) == 0o700
    assert partial(into=tmp_path / "w") == () and installed(into=tmp_path / "w") == (got,)


def test_goes_on_after_a_broken_connection(hub, tmp_path):
    hub.drop_after = [300_000, 200_000]
    got = bring(hub, tmp_path)
    assert (got.folder / "model.bin").read_bytes() == MODEL
    assert hub.ranges() == ["", "bytes=300000-", "bytes=500000-"]


def test_goes_on_after_being_stopped(hub, tmp_path):
    with pytest.raises(Cancelled):
        bring(hub, tmp_path, progress=stop_at(400_000))
    assert installed(into=tmp_path) == () and [p.name for p in partial(into=tmp_path)] == ["toy.en"]
    hub.sent = 0
    got = bring(hub, tmp_path)
    assert (got.folder / "model.bin").read_bytes() == MODEL
    assert hub.ranges()[-1].startswith("bytes=") and hub.sent < len(MODEL) * 0.7


def test_begins_anew_when_the_file_on_the_server_changed(hub, tmp_path):
    hub.content["model.bin"] = bytes(len(MODEL))
    with pytest.raises(Cancelled):
        bring(hub, tmp_path, progress=stop_at(400_000))
    hub.content["model.bin"], hub.etag = MODEL, '"two"'
    assert (bring(hub, tmp_path).folder / "model.bin").read_bytes() == MODEL


@pytest.mark.parametrize("fault", ["ignore-range", "lie-range", "other-part"])
def test_a_server_that_does_not_honour_ranges_ends_in_the_right_file(hub, tmp_path, fault):
    with pytest.raises(Cancelled):
        bring(hub, tmp_path, progress=stop_at(400_000))
    hub.fault = fault
    assert (bring(hub, tmp_path).folder / "model.bin").read_bytes() == MODEL


def test_a_wrong_file_is_refused_and_not_kept(hub, tmp_path):
    hub.content["model.bin"] = bytes(len(MODEL))
    with pytest.raises(WeightsError, match="SHA-256"):
        bring(hub, tmp_path)
    assert not list(tmp_path.rglob("model.bin*")) and installed(into=tmp_path) == ()


def test_a_file_of_another_size_is_refused_before_it_is_fetched(hub, tmp_path):
    hub.content["model.bin"] = MODEL + b"x"
    with pytest.raises(WeightsError, match=f"{len(MODEL) + 1} bytes instead of {len(MODEL)}"):
        bring(hub, tmp_path)


def test_a_file_without_an_end_is_cut_off(hub, tmp_path):
    hub.content["model.bin"], hub.fault = MODEL * 3, "chunked"
    with pytest.raises(WeightsError, match="longer"):
        bring(hub, tmp_path)
    assert not list(tmp_path.rglob("model.bin*"))


def test_follows_redirects_and_believes_the_second_witness(hub, tmp_path):
    hub.redirect, hub.linked_etag = True, sha256(MODEL)
    got = bring(hub, tmp_path, weights_of(pinned=False))
    assert {f.name: f.pinned for f in got.manifest.files} == dict.fromkeys(CONTENT, False)
    assert {f.sha256 for f in got.manifest.files} == {sha256(content) for content in CONTENT.values()}


def test_an_unpinned_file_must_match_what_the_server_names(hub, tmp_path):
    hub.redirect, hub.linked_etag = True, sha256(b"other")
    with pytest.raises(WeightsError, match="SHA-256"):
        bring(hub, tmp_path, weights_of(pinned=False))


def test_a_server_that_offers_another_file_is_refused_at_once(hub, tmp_path):
    hub.redirect, hub.linked_etag = True, sha256(b"other")
    with pytest.raises(WeightsError, match="offers another"):
        bring(hub, tmp_path)
    assert not list(tmp_path.rglob("model.bin*"))


@pytest.mark.parametrize("status", [404, 403])
def test_a_refusal_is_told(hub, tmp_path, status):
    hub.status = status
    with pytest.raises(WeightsError, match=str(status)) as error:
        bring(hub, tmp_path)
    assert "weights add" in error.value.hint


def test_a_server_that_stays_ill_is_given_up(hub, tmp_path):
    hub.status = 503
    with pytest.raises(WeightsError, match="503"):
        bring(hub, tmp_path)
    assert len(hub.requests) == fetch.TRIES


def test_without_a_network_one_sentence_and_the_way_by_hand(tmp_path):
    with FakeHub() as hub:
        gone = hub.url
    with pytest.raises(WeightsError, match="cannot be reached") as error:
        install(weights_of(), source=gone, into=tmp_path)
    assert "rehearse weights add FOLDER" in error.value.hint


def test_a_full_disk_is_told_before_anything_is_fetched(hub, tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, weights_of().size + SPARE_BYTES - 1))
    with pytest.raises(WeightsError, match="free"):
        bring(hub, tmp_path)
    assert hub.requests == []


def test_an_unwritable_place_is_told(hub, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WeightsError, match="cannot be written"):
        bring(hub, tmp_path / "file")


def test_installed_weights_are_not_overwritten(hub, tmp_path):
    bring(hub, tmp_path)
    with pytest.raises(WeightsError, match="already"):
        bring(hub, tmp_path)


def test_two_processes_do_not_write_into_one_part(hub, tmp_path):
    lock = tmp_path / ".parts" / "toy.en.lock"
    lock.parent.mkdir()
    with filelock.FileLock(lock), pytest.raises(WeightsError, match="another process"):
        bring(hub, tmp_path)
    assert bring(hub, tmp_path).name == "toy.en"
