import re
import struct

import pytest

from rehearse.errors import WeightsError
from rehearse.signals.whisper import missing_files
from rehearse.weights import add as add_module
from rehearse.weights.add import add
from rehearse.weights.catalogue import CATALOGUE, find
from rehearse.weights.shelf import best_installed, get_installed, installed, partial, remove, verify
from tests.weights.fake_hub import CONTENT, sha256, weights_of


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "brought")


def write(place, content=CONTENT):
    place.mkdir(parents=True)
    for name, data in content.items():
        (place / name).write_bytes(data)
    return place


def test_the_catalogue_names_what_faster_whisper_needs(tmp_path):
    for weights in CATALOGUE:
        place = write(tmp_path / weights.name, {file.name: b"" for file in weights.files})
        assert missing_files(place) == ()
        assert re.fullmatch("[0-9a-f]{40}", weights.revision)
        assert all(f.size > 0 and (f.sha256 is None or re.fullmatch("[0-9a-f]{64}", f.sha256)) for f in weights.files)
        assert next(f for f in weights.files if f.name == "model.bin").sha256
    assert len({w.name for w in CATALOGUE}) == len(CATALOGUE)


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(WeightsError) as error:
        find("huge")
    assert "base.en" in error.value.hint


def test_adds_a_copy_of_the_files_that_count(folder, tmp_path):
    (folder / "notes.txt").write_text("mine")
    got = add(folder, into=tmp_path / "w")
    assert got.name == "brought" and not (got.folder / "notes.txt").exists()
    assert verify(got) == ()
    assert got.manifest.source == str(folder) and got.manifest.revision == ""


def test_adds_from_a_cache_of_links_under_the_name_it_is_known_by(tmp_path, monkeypatch):
    blobs = write(tmp_path / "blobs")
    snapshot = tmp_path / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    for name in CONTENT:
        (snapshot / name).symlink_to(blobs / name)
    monkeypatch.setattr(add_module, "CATALOGUE", (weights_of(),))
    got = add(snapshot, into=tmp_path / "w")
    assert (got.name, got.manifest.source, got.manifest.licence) == ("toy.en", "Toy/toy", "MIT")
    assert not any(path.is_symlink() for path in got.folder.iterdir())


def test_what_is_no_folder_of_weights_is_refused(folder, tmp_path):
    with pytest.raises(WeightsError, match="no folder"):
        add(tmp_path / "nowhere", into=tmp_path / "w")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(WeightsError, match=r"lacks tokenizer\.json"):
        add(folder, into=tmp_path / "w")
    assert installed(into=tmp_path / "w") == ()


@pytest.mark.parametrize("model", [b"", b"PK\3\4", struct.pack("<IH", 6, 12) + b"Transformer\0"])
def test_a_model_of_another_kind_is_refused(tmp_path, model):
    place = write(tmp_path / "other", CONTENT | {"model.bin": model})
    with pytest.raises(WeightsError, match="not a Whisper model"):
        add(place, into=tmp_path / "w")


def test_a_name_must_be_free_and_plain(folder, tmp_path):
    add(folder, into=tmp_path / "w")
    with pytest.raises(WeightsError, match="already"):
        add(folder, into=tmp_path / "w")
    for name in ("../up", ".hidden", "a/b"):
        with pytest.raises(WeightsError, match="cannot be the name"):
            add(folder, name=name, into=tmp_path / "w")
    assert [w.name for w in installed(into=tmp_path / "w")] == ["brought"]
    assert sorted(p.name for p in (tmp_path / "w").iterdir()) == ["brought"]


def test_verify_tells_what_changed(folder, tmp_path):
    got = add(folder, into=tmp_path / "w")
    model = got.folder / "model.bin"
    model.write_bytes(model.read_bytes()[:-1] + b"!")
    (got.folder / "config.json").write_bytes(b"")
    (got.folder / "vocabulary.json").unlink()
    problems = verify(get_installed("brought", into=tmp_path / "w")) if not missing_files(got.folder) else verify(got)
    assert [p.split()[0] for p in problems] == ["model.bin", "config.json", "vocabulary.json"]


def test_a_folder_put_there_by_hand_is_used_but_cannot_be_verified(tmp_path):
    write(tmp_path / "w" / "mine")
    (got,) = installed(into=tmp_path / "w")
    assert got.manifest is None and best_installed(into=tmp_path / "w") == got.folder
    with pytest.raises(WeightsError, match="manifest"):
        verify(got)


def test_the_best_are_the_largest_and_of_equals_the_english_ones(tmp_path, monkeypatch):
    assert best_installed(into=tmp_path) is None
    sizes = {"little": 2_000_000, "large": 30_000_000, "larger.en": 29_999_000}
    for name, size in sizes.items():
        model = CONTENT["model.bin"].ljust(size, b"\0")
        content = CONTENT | {"model.bin": model}
        if name.endswith(".en"):
            monkeypatch.setattr(add_module, "CATALOGUE", (weights_of(content, name=name),))
        add(write(tmp_path / "from" / name, content), into=tmp_path / "w")
    assert best_installed(into=tmp_path / "w").name == "larger.en"


def test_remove_frees_what_was_installed_or_begun(folder, tmp_path):
    root = tmp_path / "w"
    add(folder, into=root)
    begun = root / ".parts" / "base.en"
    begun.mkdir(parents=True)
    (begun / "model.bin.part").write_bytes(b"12345")
    assert [p.name for p in partial(into=root)] == ["base.en"]
    assert remove("base.en", into=root) == 5
    assert remove("brought", into=root) >= sum(map(len, CONTENT.values()))
    assert installed(into=root) == () and partial(into=root) == ()
    for name in ("brought", "..", ".parts"):
        with pytest.raises(WeightsError, match="No weights"):
            remove(name, into=root)


def test_hashes_are_of_the_content(folder, tmp_path):
    got = add(folder, into=tmp_path / "w")
    assert {f.name: f.sha256 for f in got.manifest.files} == {n: sha256(c) for n, c in CONTENT.items()}
