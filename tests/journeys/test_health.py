"""Whoever runs the house asks how it is: machines by address, people by `makegood doctor`."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.journeys.place import makegood, running_demo

KEY = "only the watching machine has this"
SETTINGS = {
    "MAKEGOOD_METRICS_KEY": KEY,
    "MAKEGOOD_LOG_LEVEL": "info",
    "MAKEGOOD_LOG_AS": "json",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    place = tmp_path_factory.mktemp("watched")
    place.chmod(0o700)
    with running_demo(place, settings=SETTINGS) as running:
        yield running


def figures(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(figure) for name, _, figure in lines}


def test_a_server_that_lives_and_can_serve_says_so(demo):
    with demo.client() as client:
        alive, ready = client.get("/healthz"), client.get("/readyz")

    assert (alive.status_code, alive.text) == (200, "ok\n")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "looked_at": {"database": "ok", "upgrade": "ok", "handbook": "ok"},
    }


def test_figures_are_only_for_whoever_shows_the_key(demo):
    with demo.client() as client:
        without = client.get("/metrics")
        wrong = client.get("/metrics", headers={"Authorization": "Bearer guessed"})
        right = client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"})

    assert (without.status_code, wrong.status_code, right.status_code) == (404, 404, 200)
    found = figures(right.text)
    assert found["makegood_promises_late"] == 0
    assert found["makegood_effects_given_up"] == 0
    assert found["makegood_journal_rows"] > 0


def test_each_act_is_counted_and_logged_under_the_numbers_of_its_record(demo):
    with demo.client() as client:
        opened = client.post("/api/v1/conversations", json={"channel": "chat"})
        shown = client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"})

    number, request = opened.json()["id"], opened.headers["x-request-id"]
    counted = (
        'makegood_act_seconds_count{operation="conversations.open_conversation",status="done"}'
    )
    assert figures(shown.text)[counted] == 1
    lines = [json.loads(line) for line in demo.printed.read_text().splitlines() if line[:1] == "{"]
    (line,) = [one for one in lines if one.get("request") == request]
    assert (line["event"], line["operation"]) == ("act", "conversations.open_conversation")
    assert (line["status"], line["level"]) == ("done", "info")
    done = makegood(demo.place, "journal", "show", number, "--json")
    assert line["journal"] in [row["seq"] for row in json.loads(done.stdout)]


def test_the_doctor_finds_a_demo_well_and_changes_nothing(demo):
    looked = makegood(demo.place, "doctor", "--json")

    assert looked.returncode == 0, looked.stdout
    states = {one["name"]: one["state"] for one in json.loads(looked.stdout)}
    assert states == dict.fromkeys(
        ("settings", "handbook", "disk", "database", "clock", "journal", "staff", "work",
         "mail out", "mail in", "mail fetched", "scanner", "reader of papers"),
        "well",
    )  # fmt: skip


def test_the_doctor_names_what_is_wrong_and_what_to_do(tmp_path):
    with running_demo(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "makegood.sqlite3")) as records:
        for (name,) in records.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'core_journalrow'"
        ).fetchall():
            records.execute(f"DROP TRIGGER {name}")
        last = records.execute("SELECT max(seq) FROM core_journalrow").fetchone()[0]
        records.execute("UPDATE core_journalrow SET actor = 'somebody' WHERE seq = ?", (last,))
        records.commit()

    looked = makegood(
        tmp_path,
        "doctor",
        settings={"MAKEGOOD_MAIL_SERVER": "127.0.0.1:1", "MAKEGOOD_SECRET_KEYS": "short"},
    )

    assert looked.returncode == 1
    assert f"WRONG  journal   row {last} does not prove itself: it was changed" in looked.stdout
    assert "WRONG  mail out  127.0.0.1:1 does not take our mail" in looked.stdout
    assert "WRONG  settings  a key to seal with is shorter than 32 characters" in looked.stdout
