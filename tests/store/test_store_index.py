"""The index is never the truth: whatever becomes of it, the takes are listed again."""

import os
import sqlite3
import stat
from dataclasses import replace

import pytest

from rehearse.errors import StoreError
from rehearse.store import Filter, folders, index, index_file, open_library, schema
from tests.builders import fill_library


@pytest.fixture
def root(tmp_path):
    fill_library(tmp_path, 3)
    open_library(tmp_path).close()
    return tmp_path


def ids(root):
    with open_library(root) as library:
        return [row.id for row in library.list()], library.notice


def test_a_missing_index_is_made_without_a_word(root):
    before, _ = ids(root)
    index_file.discard(root)
    assert ids(root) == (before, "")


@pytest.mark.parametrize("content", [b"", b"not a database at all, just some text that is long enough" * 99])
def test_a_file_that_is_no_database_is_made_anew(root, content):
    before, _ = ids(root)
    index_file.discard(root)
    (root / index_file.NAME).write_bytes(content)
    assert ids(root) == (before, index.DAMAGED if content else "")


def test_damage_in_the_middle_is_found_while_reading(root):
    before, _ = ids(root)
    path = root / index_file.NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(data)
    listed, notice = ids(root)
    assert listed == before
    assert notice == index.DAMAGED


def test_damage_while_open_is_mended_and_told(root):
    with open_library(root) as library:
        library._index._connection.execute("DROP TABLE takes")
        assert library.count() == 3
        assert library.notice == index.DAMAGED


def test_a_newer_index_is_made_anew(root):
    before, _ = ids(root)
    with sqlite3.connect(root / index_file.NAME) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA + 5}")
    connection.close()
    assert ids(root) == (before, index.NEWER)
    assert ids(root) == (before, "")


def test_an_older_index_is_copied_before_it_is_migrated(root, monkeypatch):
    older = schema.SCHEMA

    def with_a_step():
        steps = released()
        steps(name="9999_stars")(lambda database: database.table("takes").add_column("stars", int))
        return steps

    released = schema.migrations
    monkeypatch.setattr(schema, "migrations", with_a_step)
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    listed, notice = ids(root)
    assert (len(listed), notice) == (3, "")
    backup = root / f"{index_file.NAME}.v{older}"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with sqlite3.connect(backup) as old, sqlite3.connect(root / index_file.NAME) as new:
        assert old.execute("SELECT count(*) FROM takes").fetchone() == (3,)
        assert "stars" in [row[1] for row in new.execute("PRAGMA table_info(takes)")]
    old.close()
    new.close()


def test_write_ahead_log_and_schema_version(root):
    with open_library(root) as library:
        connection = library._index._connection
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert schema.version(connection) == schema.SCHEMA
        applied = {m.name for m in schema.migrations()._migrations}
        assert {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")} == applied
        assert len(applied) == schema.SCHEMA


def test_a_busy_index_is_said_to_be_busy(root, monkeypatch):
    monkeypatch.setattr(index_file, "BUSY_MS", 50)
    holder = sqlite3.connect(root / index_file.NAME, isolation_level=None)
    with open_library(root) as library:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="busy"):
            library.delete([library.resolve("last")])
        holder.execute("ROLLBACK")
        holder.close()
    with open_library(root) as library:
        assert library.count() == 2  # the folder was moved before the index was told, and the next open mends that


def test_a_held_library_is_waited_for_and_then_told(root, monkeypatch):
    import subprocess
    import sys

    held = (
        "import filelock, sys, time; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print(1, flush=True);"
        "time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", held, str(root / ".lock")], stdout=subprocess.PIPE)
    process.stdout.readline()
    monkeypatch.setattr(index, "LOCK_S", 0.1)
    try:
        with open_library(root) as library, pytest.raises(StoreError, match="Another Rehearse"):
            library.delete([library.resolve("last")])
    finally:
        process.kill()
        process.communicate()


def test_rebuild_tells_progress_and_counts(root):
    seen = []
    with open_library(root) as library:
        assert library.rebuild(progress=seen.append) == 3
    assert seen
    assert all(0 <= fraction <= 1 for fraction in seen)


def test_an_index_of_before_states_and_patches_is_read_again(root):
    changed = min((root / "takes").iterdir())
    folders.write_take(changed, replace(folders.read_take_alone(changed), state="failed", failure="so"))
    open_library(root).close()
    with sqlite3.connect(root / index_file.NAME) as old:
        old.execute("DROP INDEX idx_takes_patch_of")
        for column in ("state", "patch_of"):
            old.execute(f"ALTER TABLE takes DROP COLUMN {column}")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = '0002_states_and_patches'")
        old.execute("PRAGMA user_version = 1")
    old.close()
    with open_library(root) as library:
        assert (library.count(), library.notice) == (3, "")
        assert [row.id for row in library.list(Filter(state="failed"))] == [changed.name]
        assert {row.state for row in library.list()} == {"failed", "kept"}
