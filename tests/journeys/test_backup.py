"""A backup of the running company comes back whole elsewhere, or not at all (AC08.3)."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest

from tests.journeys.place import Demo, makegood, running_demo


def counts(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as records:
        tables = records.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {name: rows(records, name) for (name,) in tables}


def rows(records: sqlite3.Connection, table: str) -> int:
    counted = records.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
    return int(counted.fetchone()[0])


def content_of(packed: tarfile.TarFile, name: str) -> bytes:
    part = packed.extractfile(name)
    assert part is not None
    return part.read()


@pytest.fixture
def backup(place, tmp_path) -> Path:
    file = Path(tmp_path) / "night.backup"
    ended = makegood(place, "backup", str(file))
    assert ended.returncode == 0, ended.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    return file


def repacked(backup: Path, change: str) -> None:
    """Write the backup again, with one byte of one of its parts changed."""
    with tarfile.open(backup) as packed:
        parts = {name: content_of(packed, name) for name in packed.getnames()}
    middle = len(parts[change]) // 2
    changed = bytearray(parts[change])
    changed[middle] = (changed[middle] + 1) % 256
    parts[change] = bytes(changed)
    with tarfile.open(backup, "w") as packed:
        for name, content in parts.items():
            named = tarfile.TarInfo(name)
            named.size = len(content)
            packed.addfile(named, BytesIO(content))


def test_AC08_3_a_restored_backup_is_proven_equal(place, backup, tmp_path):
    into = tmp_path / "elsewhere"
    ended = makegood(place, "restore", str(backup), "--into", str(into))
    assert ended.returncode == 0, ended.stderr
    assert "journal intact" in ended.stdout
    assert "trial balance zero" in ended.stdout
    back, ours = counts(into / "makegood.sqlite3"), counts(place / "makegood.sqlite3")
    noted_since = {"core_journalrow": 1, "core_journalsubject": 1}
    assert {name: rows + noted_since.get(name, 0) for name, rows in back.items()} == ours
    shutil.copy(place / "secret-keys.txt", into)
    verified = makegood(into, "journal", "verify")
    assert f"intact: {back['core_journalrow']} rows" in verified.stdout


@pytest.mark.parametrize("part", ["records", "manifest.json"])
def test_AC08_3_a_backup_with_one_changed_byte_is_refused(place, backup, tmp_path, part):
    repacked(backup, part)
    into = tmp_path / "elsewhere"
    ended = makegood(place, "restore", str(backup), "--into", str(into))
    assert ended.returncode == 3, ended.stdout
    assert ended.stderr.strip()
    assert not (into / "makegood.sqlite3").exists()


def test_a_backup_whose_records_and_hash_were_both_changed_is_refused(place, backup, tmp_path):
    """Who can write the file can write a new hash, but not our seal over it."""
    with tarfile.open(backup) as packed:
        manifest = json.loads(content_of(packed, "manifest.json"))
        content = bytearray(content_of(packed, "records"))
    content[-10] ^= 1
    manifest["sha256"] = hashlib.sha256(content).hexdigest()
    with tarfile.open(backup, "w") as packed:
        for name, part in (("manifest.json", json.dumps(manifest).encode()), ("records", content)):
            named = tarfile.TarInfo(name)
            named.size = len(part)
            packed.addfile(named, BytesIO(bytes(part)))
    ended = makegood(place, "restore", str(backup), "--into", str(tmp_path / "elsewhere"))
    assert ended.returncode == 3
    assert "manifest was changed" in ended.stderr


def test_a_backup_of_a_tampered_journal_does_not_come_back(place, tmp_path):
    with closing(sqlite3.connect(place / "makegood.sqlite3")) as records:
        for (name,) in records.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='core_journalrow'"
        ).fetchall():
            records.execute(f"DROP TRIGGER {name}")
        records.execute("UPDATE core_journalrow SET status='refused' WHERE seq=7")
        records.commit()
    file, into = tmp_path / "bad.backup", tmp_path / "elsewhere"
    assert makegood(place, "backup", str(file)).returncode == 0
    ended = makegood(place, "restore", str(file), "--into", str(into))
    assert ended.returncode == 3
    assert "Row 7 of its journal" in ended.stderr
    assert list(into.glob("makegood*")) == []


DRILL = re.compile(
    r"Copied ([0-9,]+) rows while the company was open\.\n"
    r"Brought back \1 rows: every table as it was, ([0-9,]+) rows of the journal in one chain, "
    r"trial balance zero\.\n"
    r"Changed row ([0-9]+) of the copy's journal: found at row \3\.\n"
    r"Changed one byte of the backup: refused\. "
    r"The records in it were changed since; nothing was restored\.\n"
    r"The drill is done: \1 rows would come back\.\n"
)


def test_AC08_3_one_command_rehearses_the_loss_of_all_records_while_customers_write(place):
    behind_a_proxy = {"MAKEGOOD_TRUSTED_PROXIES": "127.0.0.1"}
    with running_demo(place, settings=behind_a_proxy) as demo, ThreadPoolExecutor(1) as beside:
        closing_time = Event()
        writing = beside.submit(keep_opening_conversations, demo, closing_time)
        try:
            ended = makegood(place, "drill")
        finally:
            closing_time.set()
        assert writing.result(30) > 0
        assert ended.returncode == 0, ended.stderr
        told = DRILL.fullmatch(ended.stdout)
        assert told, ended.stdout
    verified = makegood(place, "journal", "verify")
    assert verified.returncode == 0, "the company itself was only read"


def keep_opening_conversations(demo: Demo, closing_time: Event) -> int:
    many = 0
    with demo.client() as client:
        while not closing_time.is_set():
            home = {"X-Forwarded-For": f"2001:db8:{many:x}::1"}  # each customer has one (LIM-1)
            opened = client.post("/api/v1/conversations", json={"channel": "chat"}, headers=home)
            assert opened.status_code == 201, opened.text
            many += 1
    return many


def test_nothing_is_overwritten(place, backup):
    again = makegood(place, "backup", str(backup))
    assert again.returncode == 2
    assert "is there already" in again.stderr
    onto = makegood(place, "restore", str(backup), "--into", str(place))
    assert onto.returncode == 3
    assert "holds a company already" in onto.stderr


def test_what_is_no_backup_is_said_so(place, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Northvale,")
    ended = makegood(place, "restore", str(file), "--into", str(tmp_path / "elsewhere"))
    assert ended.returncode == 3
    assert "is no backup of Makegood" in ended.stderr


@pytest.fixture
def two_databases() -> Iterator[tuple[str, str]]:
    """Two empty databases beside the one of the tests, gone afterwards."""
    psycopg = pytest.importorskip("psycopg")
    where = os.environ["MAKEGOOD_DATABASE"]
    server, _, _ = where.rpartition("/")
    names = ("makegood_backup_from", "makegood_backup_into")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        for name in names:
            administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            administrator.execute(f"CREATE DATABASE {name}")
    yield f"{server}/{names[0]}", f"{server}/{names[1]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        for name in names:
            administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.mark.postgres
def test_AC08_3_a_backup_of_postgresql_comes_back_into_an_empty_database(two_databases, tmp_path):
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed: apt-get install postgresql-client")
    source, into = two_databases
    place, file = tmp_path / "place", tmp_path / "night.backup"
    place.mkdir()
    (place / "secret-keys.txt").write_text("a secret that only this test uses, 32+")
    named = {"MAKEGOOD_DATABASE": source}
    assert makegood(place, "migrate", settings=named).returncode == 0
    ask = '{"channel": "cli"}'
    opened = makegood(place, "run", "conversations.open_conversation", "--ask", ask, settings=named)
    assert opened.returncode == 0, opened.stderr
    assert makegood(place, "backup", str(file), settings=named).returncode == 0
    ended = makegood(place, "restore", str(file), "--into", into, settings=named)
    assert ended.returncode == 0, ended.stderr
    verified = makegood(place, "journal", "verify", settings={"MAKEGOOD_DATABASE": into})
    assert "intact: 1 rows" in verified.stdout
    ours = makegood(place, "journal", "verify", settings=named)
    assert "intact: 2 rows" in ours.stdout  # and that it was copied, noted afterwards
    again = makegood(place, "restore", str(file), "--into", into, settings=named)
    assert again.returncode == 3
    assert "is not empty" in again.stderr


@pytest.mark.postgres
def test_AC08_3_the_drill_passes_on_postgresql_when_an_empty_database_is_named(
    two_databases, tmp_path
):
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed: apt-get install postgresql-client")
    source, into = two_databases
    (tmp_path / "secret-keys.txt").write_text("a secret that only this test uses, 32+")
    named = {"MAKEGOOD_DATABASE": source}
    assert makegood(tmp_path, "migrate", settings=named).returncode == 0
    ask = '{"channel": "cli"}'
    for _ in range(4):
        makegood(tmp_path, "run", "conversations.open_conversation", "--ask", ask, settings=named)
    nowhere = makegood(tmp_path, "drill", settings=named)
    assert (nowhere.returncode, "Name an empty database" in nowhere.stderr) == (1, True)
    ended = makegood(tmp_path, "drill", "--into", into, settings=named)
    assert ended.returncode == 0, ended.stderr
    told = DRILL.fullmatch(ended.stdout)
    assert told, ended.stdout
    assert told[3] == "2", "four conversations are four rows, and the second was changed"
