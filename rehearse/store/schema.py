"""The index's tables, by sqlite-utils' migrations.

`PRAGMA user_version` counts the migrations, so that an up-to-date index opens without importing sqlite-utils (0.4 s).
Add a migration at the end, raise `SCHEMA`, and never change one that was released.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SCHEMA = 5


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the index to `SCHEMA`."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    database.enable_wal()
    migrations().apply(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA:d}")


def back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the index to `path` as it stands."""
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)


def migrations() -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("rehearse")
    steps(name="0001_takes")(_takes)
    steps(name="0002_states_and_patches")(_states_and_patches)
    steps(name="0003_stories")(_stories)
    steps(name="0004_every_day")(_every_day)
    steps(name="0005_added_at")(_added_at)
    return steps


def _takes(database: Database) -> None:
    takes = database.table("takes")
    takes.create(
        {
            "id": str,
            "stamp": int,
            "at": float,
            "created_at": str,
            "title": str,
            "question_key": str,
            "question": str,
            "competency": str,
            "duration": float,
            "bytes": int,
            "sha256": str,
            "tags": str,
            "analysed": int,
            "engine": str,
            "rough": int,
            "decision": int,
            "tradeoff": int,
            "cost": int,
            "problem": str,
        },
        pk="id",
    )
    takes.create_index(["at"])
    takes.create_index(["sha256"])
    _measures(database)
    _texts(database)


def _states_and_patches(database: Database) -> None:
    takes = database.table("takes")
    takes.add_column("state", str, not_null_default="kept")
    takes.add_column("patch_of", str, not_null_default="")
    takes.create_index(["patch_of"])
    database.execute("UPDATE takes SET stamp = 0")  # so that every folder is read again when the index is mended


def _stories(database: Database) -> None:
    takes = database.table("takes")
    takes.add_column("story", str, not_null_default="")
    takes.add_column("decided", str, not_null_default="")
    database.execute("UPDATE takes SET stamp = 0")


def _every_day(database: Database) -> None:
    """What Today, trends and the weekly review ask of many takes at once; see `Entry`."""
    takes = database.table("takes")
    takes.add_column("favourite", int, not_null_default=0)
    for column in ("loop", "loop_place"):
        takes.add_column(column, str, not_null_default="")
    takes.add_column("result", int)
    for column in ("judged", "shortcomings"):
        takes.add_column(column, str, not_null_default="[]")
    takes.add_column("rated", int)
    for column in ("guessed_wpm", "guessed_fillers", "guessed_contact"):
        takes.add_column(column, float)
    for column in ("band_low", "band_high"):
        database.table("measures").add_column(column, float)
    database.execute("UPDATE takes SET stamp = 0")


def _added_at(database: Database) -> None:
    database.table("takes").add_column("added_at", str, not_null_default="")
    database.execute("UPDATE takes SET stamp = 0")


def _measures(database: Database) -> None:
    measures = database.table("measures")
    columns = {"take_id": str, "key": str, "label": str, "value": float, "unit": str, "certainty": str}
    measures.create(columns | {"error": float, "engine": str, "share": float}, pk=("take_id", "key"))
    measures.create_index(["key"])


def _texts(database: Database) -> None:
    texts = database.table("texts")
    columns = ["title", "question", "transcript", "notes", "tags"]
    texts.create({"row": int, "id": str} | dict.fromkeys(columns, str), pk="row")
    texts.create_index(["id"], unique=True)
    # no stemming: a prefix must match what was typed
    texts.enable_fts(columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2")
