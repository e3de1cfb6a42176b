"""How the house stands, at the desk: what is amiss is named, with where it is mended."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.conversations.keeping import AskedOfModel, keep_model_call
from makegood.faces.desk import standing
from makegood.handbook import Problem


def seen(client: Client) -> dict[str, str]:
    """Each thing on the page with what is told of it, and under "" all of it in one sentence."""
    html = client.get("/desk/status").content.decode()
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    (headline,) = re.findall(r'<p class="notice [a-z]+"><strong>(.*?)</strong>', html)
    return {name: plain(told) for name, told in rows} | {"": headline}


def plain(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", "", html).split()))


def queued(key: str, **more) -> None:
    now = clock.now()
    Effect.objects.create(
        key=key, kind="mail", payload={}, act="A", queued_at=now, next_try_at=now, **more
    )


def keep_up() -> None:
    for kind in ("backup", "proof", "drill"):
        run("company.note_upkeep", {"kind": kind, "rows": 1}, actor=Actor.system("system:console"))


def test_in_a_quiet_house_all_is_well(at_the_desk):
    keep_up()
    found = seen(at_the_desk("ines"))
    assert found[""] == "All is well."
    assert found["Being done"] == "In time; 0 under way"
    assert found["Gave up"] == found["Failed checks"] == found["Late promises"] == "none"
    assert found["Database"].endswith(", up to date")
    assert found["Newest text"] == "is in force"


def test_a_house_without_a_backup_is_worth_a_look_and_an_old_one_says_what_to_run(at_the_desk):
    found = seen(at_the_desk("ines"))
    assert found[""] == "3 things are worth a look."
    assert found["Last backup"] == "none yet; run makegood backup"
    keep_up()
    with clock.standing_at(clock.now() + timedelta(hours=27)):
        later = seen(at_the_desk("ines"))
    assert later["Last backup"].endswith("; run makegood backup")
    assert "run" not in later["Last proof of all"]
    assert later[""] == "1 thing is worth a look."


def test_what_gave_up_is_counted_with_its_reason_and_the_way_to_try_again(at_the_desk):
    queued("mail:1", dead_at=clock.now(), last_error="550 <no such person>")
    queued("mail:2", delivered_at=clock.now())
    ines = at_the_desk("ines")
    found = seen(ines)
    assert found[""] == "2 things need mending."
    assert found["Gave up"] == "1 Try again: Gave up"
    assert found["Mail"] == (
        "went through now; 1 gave up; told: 550 <no such person> Try again: Mail"
    )
    html = ines.get("/desk/status").content.decode()
    assert "550 &lt;no such person&gt;" in html
    assert 'href="/desk/due"' in html


def test_work_that_nobody_does_is_said_in_plain_words(at_the_desk, standing_time):
    ines = at_the_desk("ines")
    queued("mail:3")
    standing_time.at += timedelta(minutes=10)
    assert seen(ines)["Being done"] == "What was due 10 min ago is not done. Is a worker running?"


def test_a_handbook_that_cannot_be_used_is_named_while_the_old_one_stays(at_the_desk, monkeypatch):
    wrong = Problem("policy/returns.toml", 7, "days", "'many'", "a whole number")
    monkeypatch.setattr(standing, "book_problems", lambda: (wrong,))
    told = seen(at_the_desk("ines"))["Newest text"]
    assert told == f"1 problem keeps the newest text out: {wrong}"


@pytest.mark.parametrize(("username", "status"), [("ines", 200), ("omar", 200), ("rae", 404)])
def test_only_leads_see_it_and_only_they_are_shown_the_way(at_the_desk, username, status):
    client = at_the_desk(username)
    assert client.get("/desk/status").status_code == status
    shown = 'href="/desk/status"' in client.get("/desk/").content.decode()
    assert shown == (status == 200)


def test_the_part_that_renews_itself_is_the_list_alone(at_the_desk):
    html = at_the_desk("ines").get("/desk/status?part=1").content.decode()
    assert html.lstrip().startswith('<div id="standing"')
    assert "<html" not in html


def test_what_a_language_model_did_and_cost_stands_there_once_one_was_asked(at_the_desk):
    ines = at_the_desk("ines")
    assert "Reading" not in seen(ines)
    for why_not in ("", "ModelFailed: ReadTimeout"):
        keep_model_call(
            AskedOfModel("CV-1", "reading", "Read.", "[]", 2_000_000, 0, 1_500, why_not)
        )
    assert seen(ines)["Reading"] == (
        "1 of 2 answers used, 4,000,000 tokens, 0.6000 USD, 1.5 s on average · last not used: "
        "ModelFailed: ReadTimeout"
    )
