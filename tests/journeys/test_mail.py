"""Real messages handed to `makegood handle`, as a mail server would."""

import json
import re
import sqlite3
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.rules.sources import HOUSE
from tests.journeys.place import makegood

SAMPLES = HOUSE / "src/makegood/representative/mail/tests/samples"
TOM = "tom.gallagher@example.com"


def letter(text: str, number: int, answers: list[str], sender: str = TOM) -> str:
    message = EmailMessage()
    message["Message-ID"] = f"<tom-{number}@mail.example.com>"
    message["From"] = sender
    message["To"] = "care@northvale.example.com"
    message["Subject"] = "My washer" if not answers else "Re: My washer"
    if answers:
        message["In-Reply-To"] = answers[-1]
        message["References"] = " ".join(answers)
    message.set_content(text)
    return message.as_string()


def handled(place: Path, mail: str) -> dict[str, Any]:
    ended = makegood(place, "handle", "--json", said=mail)
    assert ended.returncode == 0, ended.stderr
    return dict(json.loads(ended.stdout))


def code_in_the_outbox(place: Path) -> str:
    with closing(sqlite3.connect(place / "makegood.sqlite3")) as records:
        bodies = records.execute(
            'SELECT body FROM channels_simulated_arrived WHERE "to"=? ORDER BY id DESC', (TOM,)
        ).fetchall()
    codes = [found[0] for (body,) in bodies if (found := re.search(r"\b\d{6}\b", body))]
    assert codes, bodies
    return codes[0]


def test_tom_by_mail_from_his_words_to_an_opened_return(place):
    words = "Changed my mind on the washer, it's open but clean."
    sent: list[str] = []
    done: dict[str, Any] = {}
    answers = {
        "slot:reference": "O-1041",
        "slot:name": "Tom Gallagher",
        "slot:opened": "Yes, it was opened",
        "choice:opened": "Yes, it was opened",
        "confirm": "Yes, please",
    }
    conversation, ran = None, []
    for number in range(1, 9):
        done = handled(place, letter(words, number, sent))
        sent.append(f"<tom-{number}@mail.example.com>")
        assert conversation in (None, done["conversation"])
        conversation = done["conversation"]
        ran += [one["operation"] for one in done["ran"] if one["status"] == "done"]
        if "aftersales.open_return" in ran:
            break
        words = answers.get(waits_for(place), "") or code_in_the_outbox(place)
    assert "aftersales.open_return" in ran
    reply = done["reply"]
    assert reply["to"] == TOM
    assert reply["headers"]["In-Reply-To"] == sent[-1]
    assert reply["headers"]["Auto-Submitted"] == "auto-replied"


def waits_for(place: Path) -> str:
    with closing(sqlite3.connect(place / "makegood.sqlite3")) as records:
        (body,) = records.execute(
            "SELECT body FROM conversations_event WHERE kind='said' ORDER BY id DESC"
        ).fetchone()
    state = json.loads(body)["state"]
    return f"{state['wait']}:{state['slot']}" if state["slot"] else state["wait"]


def test_the_same_message_twice_is_answered_once(place):
    mail = (SAMPLES / "first.eml").read_text()
    first, second = handled(place, mail), handled(place, mail)
    assert first["is_new"] is True
    assert second["is_new"] is False
    assert second["conversation"] == first["conversation"]
    assert second["reply"] == first["reply"]


def test_a_mail_that_only_claims_to_be_tom_begins_anew_and_proves_nothing(place):
    first = handled(place, letter("Where is my order?", 1, []))
    stranger = handled(
        place, letter("Yes", 2, ["<tom-1@mail.example.com>"], sender="mallory@example.com")
    )
    assert stranger["conversation"] != first["conversation"]
    plain = handled(place, letter("Where is my order?", 3, []))
    assert plain["conversation"] != first["conversation"]


@pytest.mark.parametrize("name", ["out_of_office", "bounce", "newsletter"])
def test_machines_are_not_answered(place, name):
    done = handled(place, (SAMPLES / f"{name}.eml").read_text())
    assert done["ignored"]
    assert done["conversation"] is None
    assert done["reply"] is None


def test_a_file_is_taken_as_well_and_told_in_words(place):
    ended = makegood(place, "handle", str(SAMPLES / "first.eml"))
    assert ended.returncode == 0, ended.stderr
    assert "claimed, not proven" in ended.stdout
    assert f"To: {TOM}" in ended.stdout
    assert "In-Reply-To: <b1@mail.example.com>" in ended.stdout


def test_a_message_too_large_or_broken_is_refused_by_name_and_changes_nothing(place, tmp_path):
    large = tmp_path / "large.eml"
    large.write_bytes(b"From: tom.gallagher@example.com\n\n" + b"x" * 10_000_001)
    ended = makegood(place, "handle", str(large))
    assert ended.returncode == 2
    assert "at most 10,000,000" in ended.stderr
    missing = makegood(place, "handle", str(tmp_path / "none.eml"))
    assert missing.returncode == 2
    assert "cannot be read" in missing.stderr
    nobody = makegood(place, "handle", said="Subject: hello\n\nWho am I?")
    assert nobody.returncode == 2
    assert "names no sender" in nobody.stderr
    empty = makegood(place, "handle", said=f"From: {TOM}\n\n")
    assert empty.returncode == 2
    assert "no words of its own" in empty.stderr
