"""Ask for one act through each face, as each of those who must hear no."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.test import Client
from markupsafe import escape
from pydantic import JsonValue
from typer import Typer
from typer.testing import CliRunner

from makegood.core.actor import V2, Actor, Channel
from makegood.core.models import Effect, JournalRow
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.core.sealed import unseal
from makegood.domains.company.queries import actor_for
from makegood.domains.conversations.queries import card
from makegood.faces.cli.app import console
from makegood.faces.cli.premises import Premises
from makegood.faces.desk.forms import Field, Group, Rows, entries_of
from makegood.faces.mcp.tools import call
from makegood.faces.shared.acting import within
from makegood.faces.shared.keys import NotKnown, caller_of, token_for
from makegood.representative.house import House
from makegood.representative.mind import Mind

Ask = Mapping[str, JsonValue]
PASSWORDS = {name: f"{name} at the desk" for name in ("noor", "rae")}


@dataclass(frozen=True, slots=True)
class World:
    """Northvale with Tom's return, case and conversation, and what each of the others holds."""

    conversations: Mapping[str, str]
    keys: Mapping[str, str]
    sessions: Mapping[str, str]
    approval: str
    referral: str
    key: str
    effect: str

    def bearer(self, who: str) -> str:
        """What somebody shows to a program's face; nobody has a key that nobody gave out."""
        if who in self.keys:
            return f"Bearer {self.keys[who]}"
        theirs = self.conversations.get(who) if who == "customer" else None
        return f"Bearer {token_for(theirs) if theirs else 'mg_guessed'}"


def build() -> World:
    """Let Tom have something that is his, Priya be known, and Noor and Rae have their keys."""
    omar, rae = actor_for("omar", Channel.CLI), actor_for("rae", Channel.DESK)
    tom = known_customer("O-1041", "Tom Gallagher")
    for_tom = within(rae, tom)
    done("aftersales.open_return", {"line": "O-1041/1", "reason": "changed_mind", "opened": True},
         for_tom)  # fmt: skip
    case = done("cases.open_case", {"category": "delivery", "summary": "Scratched floor"}, for_tom)
    goodwill = {"case": str(case["case"]), "amount": "60.00", "reason": "Two lost mornings."}
    waits = run("cases.grant_goodwill", goodwill, actor=for_tom)
    assert waits.approval
    question = {"case": case["case"], "department": "billing_control", "question": "Paid twice?"}
    referral = done("cases.refer_case", question, for_tom)
    done("cases.bounce_referral", {"referral": referral["referral"], "reason": "Not ours."}, rae)
    done("cases.ask_for_erasure", {}, for_tom)
    held = {"party": "C-6", "reason": "The claim is before the court."}
    done("cases.place_hold", held, actor_for("ines", Channel.DESK))
    keys, sessions, issued = {}, {}, {}
    for name, password in PASSWORDS.items():
        issued = done("company.issue_api_key", {"username": name, "label": "test"}, omar)
        keys[name] = str(issued["key"])
        done("company.set_password", {"username": name, "password": password}, omar)
        given = {"username": name, "password": password, "code": ""}
        system = Actor.system("system:desk").model_copy(update={"channel": Channel.DESK})
        sessions[name] = str(done("company.sign_in", given, system)["token"])
    strangers = {"customer": known_customer("40005", "Priya Nair"), "nobody": opened()}
    shared = {"machine": strangers["customer"], "noor": tom, "rae": tom}
    return World(
        strangers | shared, keys, sessions,
        approval=waits.approval, referral=str(referral["referral"]), key=str(issued["number"]),
        effect=Effect.objects.earliest("pk").key,
    )  # fmt: skip


def opened() -> str:
    """A conversation in which nobody has said yet who they are."""
    ask = {"channel": "voice"}
    begun = done("conversations.open_conversation", ask, Actor.anonymous(Channel.VOICE))
    return str(begun["number"])


def known_customer(reference: str, name: str) -> str:
    """A conversation with a customer who proved by a code who they are."""
    number, rae = opened(), actor_for("rae", Channel.DESK)
    done("parties.claim_identity", {"reference": reference, "name": name}, within(rae, number))
    done("parties.start_verification", {}, within(rae, number))
    mail = Effect.objects.filter(payload__notice="verification_code").latest("pk")
    code = unseal(mail.payload["sealed"]["code"])
    done("parties.answer_factor", {"code": code}, within(rae, number))
    assert within(rae, number).level == V2
    return number


def done(operation: str, ask: Ask, actor: Actor) -> dict[str, JsonValue]:
    """What an act answers that must be done."""
    outcome = run(operation, ask, actor=actor)
    assert outcome.is_done, (operation, outcome.explanation())
    return outcome.result or {}


class Here:
    """The premises of a console that works on the company of the test."""

    def open(self) -> None:
        """All is open already."""


@cache
def makegood() -> Typer:
    """The console, on these premises."""
    return console(cast(Premises, Here()))


def by_rest(world: World, who: str, operation: str, ask: Ask) -> str:
    """What a program is told."""
    headers = {"Authorization": world.bearer(who)}
    address = f"/api/v1/operations/{operation}"
    if who in world.keys:
        headers["Makegood-Conversation"] = world.conversations[who]
    answer = Client().post(address, json.dumps(ask), "application/json", headers=headers)
    return str(answer.json().get("code"))


def by_mcp(world: World, who: str, operation: str, ask: Ask) -> str:
    """What an agent is told, by the tool that does any act."""
    try:
        caller = caller_of(world.bearer(who), Channel.MCP)
    except NotKnown:
        return "not_known"
    given: dict[str, JsonValue] = {"name": operation, "ask": dict(ask)}
    if who in world.keys:
        given["conversation"] = world.conversations[who]
    return str(call(caller, "run_operation", given).body.get("code"))


def by_console(world: World, who: str, operation: str, ask: Ask) -> str:
    """What somebody at the console is told."""
    words = ["run", operation, "--ask", json.dumps(ask), "--json"]
    words += ["--conversation", world.conversations[who]]
    words += ["--as", who] if who in world.keys else []
    told = CliRunner().invoke(makegood(), words)
    return str(json.loads(told.stdout).get("code"))


def at_the_desk(world: World, who: str, operation: str, ask: Ask) -> str:
    """What somebody at the desk reads; who has no session of the desk is shown its door."""
    browser = Client()
    mine = world.conversations.get(who)
    browser.cookies["makegood_desk"] = world.sessions.get(who) or token_for(mine or "CV-0")
    form = {**filled(ask, fields_of(operation)), "_conversation": mine or ""}
    answer = browser.post(f"/desk/acts/{operation}", form)
    if answer.status_code == 302:
        return "not_known" if "/desk/sign-in" in answer.headers["Location"] else "elsewhere"
    row = JournalRow.objects.latest("seq")
    assert row.payload is not None
    told = escape(row.payload["explanation"][0]["say"])
    return row.code if told in answer.content.decode() else f"{answer.status_code} without {told}"


def in_conversation(world: World, who: str, operation: str, ask: Ask) -> str:
    """What the automated representative is told when it tries it for whoever it talks with."""
    house = House(card(world.conversations[who]), 1, cast(Mind, None), "en")
    return str(house.run(operation, ask).code)


@cache
def fields_of(operation: str) -> frozenset[str]:
    """The names of all fields of an act's form."""
    return frozenset(_names(entries_of(registry.get(operation), {})))


def _names(entries: Iterable[Field]) -> Iterator[str]:
    for one in entries:
        if isinstance(one, Rows):
            yield from (name for row in one.rows for name in _names(row))
        else:
            yield from _names(one.entries) if isinstance(one, Group) else (one.name,)


def filled(ask: Ask, fields: frozenset[str], before: str = "") -> Mapping[str, str]:
    """An ask as a form posts it: groups and rows with dots, words as lines, the rest as JSON."""
    found: dict[str, str] = {}
    for name, value in ask.items():
        full = f"{before}{name}"
        if isinstance(value, dict) and full not in fields:
            found |= filled(value, fields, f"{full}.")
        elif isinstance(value, bool):
            found[full] = "yes" if value else "no"
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            found[full] = "\n".join(str(one) for one in value)
        elif isinstance(value, list) and full not in fields:
            for row, one in enumerate(value):
                found |= filled(one, fields, f"{full}.{row}.") if isinstance(one, dict) else {}
        else:
            found[full] = str(value) if isinstance(value, str | int) else json.dumps(value)
    return found


FACES: Mapping[str, Callable[[World, str, str, Ask], str]] = {
    "desk": at_the_desk,
    "rest": by_rest,
    "mcp": by_mcp,
    "console": by_console,
    "conversation": in_conversation,
}
