"""The console command on a real company: what it prints, and how it ends for a script."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.architecture.rules.sources import HOUSE
from tests.journeys.place import environment, makegood

COMMANDS = (
    "demo", "serve", "work", "migrate", "operations", "run", "preview", "chat", "handle",
    "handbook", "journal", "books", "keys", "backup", "restore", "exam", "bench",
)  # fmt: skip

CASH = json.dumps(
    {
        "order": "O-90001",
        "party": "C-6",
        "amount": "25.00",
        "tender": "cash",
        "purpose": "deposit",
    }
)


def rows(place: Path, table: str) -> int:
    with closing(sqlite3.connect(place / "makegood.sqlite3")) as records:
        counted = records.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own tables
        return int(counted.fetchone()[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, tmp_path):
    ended = makegood(tmp_path, command, "--help")
    assert ended.returncode == 0, ended.stderr
    assert f"makegood {command}" in ended.stdout
    assert len(ended.stdout.splitlines()) > 4


def test_an_act_by_a_person_is_done_once_for_its_key_and_stands_in_the_journal(place):
    words = ("run", "billing.take_payment", "--as", "rae", "--ask", CASH, "--key", "k1", "--json")
    ended = makegood(place, *words)
    assert ended.returncode == 0, ended.stderr
    outcome = json.loads(ended.stdout)
    assert outcome["status"] == "done"
    again = makegood(place, *words)
    assert json.loads(again.stdout)["act"] == outcome["act"]
    (entry,) = [ref for ref in outcome["records"] if ref.startswith("entry:")]
    shown = makegood(place, "journal", "show", entry)
    assert shown.returncode == 0
    assert shown.stdout.count("billing.take_payment: done") == 1


def test_a_secret_is_shown_once_and_never_stands_in_the_journal(place):
    ask = json.dumps({"username": "rae", "label": "The till"})
    words = ("run", "company.issue_api_key", "--as", "omar", "--ask", ask, "--json")
    outcome = json.loads(makegood(place, *words).stdout)
    (record,) = outcome["records"]
    shown = makegood(place, "journal", "show", record, "--json")
    assert shown.returncode == 0
    assert outcome["result"]["key"] not in shown.stdout
    assert "[removed]" in shown.stdout


def test_a_preview_changes_nothing_and_gives_a_fingerprint(place):
    before = rows(place, "core_journalrow"), rows(place, "ledger_entry")
    ended = makegood(place, "preview", "billing.take_payment", "--as", "rae", "--ask", CASH)
    assert ended.returncode == 0, ended.stderr
    assert "would be done" in ended.stdout
    assert "fingerprint" in ended.stdout
    assert (rows(place, "core_journalrow"), rows(place, "ledger_entry")) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["run", "no.such", "--as", "rae"], 2, "no.such"),
        (["run", "billing.take_payment", "--as", "rae", "--ask", "{}"], 2, "amount"),
        (["run", "billing.take_payment", "--as", "rae", "--ask", "nonsense"], 2, "a JSON object"),
        (["run", "billing.take_payment", "--as", "nobody"], 2, "nobody"),
        (["run", "billing.take_payment", "--wrong"], 2, "--wrong"),
        (["journal", "show", "R-9999"], 2, "nothing about R-9999"),
        (["handbook", "show", "RET-99"], 2, "RET-99"),
        (["handbook", "check", "no-such-folder"], 2, "no folder"),
        (["serve", "--port", "70000"], 2, "65535"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_what_is_accepted(place, words, code, told):
    ended = makegood(place, *words)
    assert (ended.returncode, told in ended.stderr) == (code, True), ended.stderr + ended.stdout


def test_what_nobody_may_do_ends_with_3_and_changed_nothing(place):
    before = rows(place, "ledger_entry")
    ended = makegood(place, "run", "billing.take_payment", "--ask", CASH)
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert "refused" in ended.stdout
    assert rows(place, "ledger_entry") == before


def test_what_needs_one_more_fact_ends_with_4_and_names_it(place):
    ask = json.dumps({"reference": "O-1041"})
    opened = makegood(
        place, "run", "conversations.open_conversation", "--ask", '{"channel": "cli"}', "--json"
    )
    number = json.loads(opened.stdout)["result"]["number"]
    ended = makegood(place, "run", "parties.claim_identity", "--conversation", number, "--ask", ask)
    assert ended.returncode == 4, ended.stdout + ended.stderr
    assert "needed: name" in ended.stdout


def test_a_worker_alone_works_until_it_is_told_to_stop(place):
    working = subprocess.Popen(
        [sys.executable, "-u", "-m", "makegood", "work"],
        env=environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert working.stdout is not None
    assert working.stdout.readline() == "Working; Ctrl-C ends it.\n"
    working.terminate()
    said, _ = working.communicate(timeout=30)
    assert (working.returncode, said) == (0, "")


def test_an_operation_is_shown_with_the_schema_that_every_face_gives(place):
    ended = makegood(place, "operations", "aftersales.open_return")
    assert ended.returncode == 0
    shown = json.loads(ended.stdout)
    assert shown["name"] == "aftersales.open_return"
    assert shown["level"] == 2
    assert {"line", "reason", "opened"} <= shown["ask"]["properties"].keys()
    listed = makegood(place, "operations").stdout
    assert "aftersales.open_return" in listed


def test_a_chat_in_the_terminal_ends_with_ctrl_d_and_can_be_gone_on_with(place):
    ended = makegood(place, "chat", "--locale", "es", said="¿eres un robot?\n")
    assert ended.returncode == 0, ended.stderr
    assert "Northvale" in ended.stdout
    kept = ended.stdout.splitlines()[-1]
    assert "makegood chat --conversation CV-" in kept
    again = makegood(place, "chat", "--conversation", kept.split()[-1])
    assert "> ¿eres un robot?" in again.stdout


def test_the_handbook_is_checked_by_file_and_line(place, tmp_path):
    copy = Path(shutil.copytree(HOUSE / "handbook" / "northvale", tmp_path / "book"))
    assert makegood(place, "handbook", "check", str(copy)).returncode == 0
    returns = copy / "policy" / "returns.toml"
    returns.write_text(returns.read_text().replace("days = ", "dyas = ", 1))
    ended = makegood(place, "handbook", "check", str(copy))
    assert ended.returncode == 1
    assert "policy/returns.toml:" in ended.stdout


def test_a_change_of_the_handbook_is_agreed_to_listed_and_put_in(place, tmp_path):
    book = Path(shutil.copytree(HOUSE / "handbook" / "northvale", tmp_path / "book"))
    ours = {"MAKEGOOD_HANDBOOK": str(book)}
    said = "kindly fetch the humming giant from my basement"
    ask = {"operation": "aftersales.open_return", "language": "en", "phrasing": said}
    words = ("run", "knowledge.add_phrasing", "--as", "rae", "--ask", json.dumps(ask), "--json")
    asked = makegood(place, *words, settings=ours)
    request = json.dumps({"request": json.loads(asked.stdout)["approval"]})
    agreed = ("run", "company.approve_request", "--as", "ines", "--ask", request)
    assert makegood(place, *agreed, settings=ours).returncode == 0
    assert "not put in" in makegood(place, "handbook", "changes", settings=ours).stdout
    patch = makegood(place, "handbook", "patch", "KP-1001", settings=ours).stdout
    assert f'+  "{said}",' in patch
    put_in = makegood(place, "handbook", "apply", "KP-1001", settings=ours)
    assert put_in.returncode == 0, put_in.stderr
    assert makegood(place, "handbook", "check", settings=ours).returncode == 0
    assert said in (book / "voice/en/operations/aftersales.toml").read_text("utf-8")
    again = makegood(place, "handbook", "apply", "KP-1001", settings=ours)
    assert "already" in again.stdout
    nothing = makegood(place, "handbook", "apply", "KP-9", settings=ours)
    assert nothing.returncode == 2


def test_a_newcomer_s_handbook_is_begun_by_three_answers_and_talked_with(tmp_path):
    folder = tmp_path / "bergrad"
    answers = ("--name", "Bergrad Bicycles", "--sells", "City bike 799, Helmet 59.90",
               "--reached", "hello@bergrad.example.com, +1 202 555 0111, 4 Mill Lane")  # fmt: skip
    begun = makegood(tmp_path, "handbook", "new", str(folder), *answers)
    assert begun.returncode == 0, begun.stderr
    assert "Bergrad Bicycles, edition" in begun.stdout
    theirs = {"MAKEGOOD_HANDBOOK": str(folder), "MAKEGOOD_LEARNED": str(tmp_path / "learned")}
    assert makegood(tmp_path, "migrate", settings=theirs).returncode == 0
    beside = ("handbook", "learn", "--beside", "10")
    ended_early = makegood(tmp_path, *beside, settings=theirs)
    assert (ended_early.returncode, list(tmp_path.glob("learned/*.model"))) == (1, [])
    with subprocess.Popen([sys.executable, "-m", "makegood", *beside], stdin=subprocess.PIPE,
                          env={**environment(tmp_path), **theirs}) as learning:  # fmt: skip
        assert learning.wait(120) == 0
    (kept,) = tmp_path.glob("learned/*.model")
    learned = kept.stat().st_ino
    asked = "what does a helmet cost?\nhow long can I return things?\nhow do I reach you?\n"
    talk = makegood(tmp_path, "chat", said=asked, settings=theirs)
    assert talk.returncode == 0, talk.stderr
    for told in ("Helmet costs $59.90 without tax.", "within 30 days of delivery",
                 "write to hello@bergrad.example.com"):  # fmt: skip
        assert told in talk.stdout
    assert [file.stat().st_ino for file in tmp_path.glob("learned/*.model")] == [learned]
    again = makegood(tmp_path, "handbook", "new", str(folder), *answers)
    assert again.returncode == 2
    assert "is there already. Nothing was written." in again.stderr


def test_a_tampered_journal_row_is_found_at_that_row(place):
    intact = makegood(place, "journal", "verify")
    assert intact.returncode == 0
    assert "is intact" in intact.stdout
    with closing(sqlite3.connect(place / "makegood.sqlite3")) as records:
        for (name,) in records.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='core_journalrow'"
        ).fetchall():
            records.execute(f"DROP TRIGGER {name}")
        records.execute("UPDATE core_journalrow SET actor='staff:mallory' WHERE seq=20")
        records.commit()
    found = makegood(place, "journal", "verify")
    assert found.returncode == 1
    assert "Row 20 does not prove itself: it was changed." in found.stderr
    assert "19 rows before it are intact" in found.stderr


def test_a_fault_outside_is_asked_for_by_name_in_the_demo_only(place):
    listed = makegood(place, "faults")
    assert "carrier: delay, fail, timeout, twice, late, wrong, lost, damaged\n" in listed.stdout
    assert makegood(place, "faults", "carrier", "timeout", "--times", "2").stdout == (
        "carrier: timeout, 2 times, from the next thing that is asked.\n"
    )
    unknown = makegood(place, "faults", "carrier", "bounce")
    assert unknown.returncode == 2
    assert "carrier bounce is not known; accepted: delay, fail" in unknown.stderr
    real = makegood(place, "faults", "mail", "bounce", settings={"MAKEGOOD_DEMO": "no"})
    assert real.returncode == 3
    assert "Only the demo goes wrong on purpose." in real.stderr
