"""Make the demo company ready, and say how to try it."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path
from shutil import which

from pydantic import JsonValue

from makegood.core import clock, demo_clock, worker
from makegood.core.actor import Channel
from makegood.core.outcome import BrokenPromise
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for, password_hash_of
from makegood.faces.cli.premises import Premises
from makegood.handbook import book

KEYS_FILE = "demo-keys.txt"
WITH_KEYS = ("rae", "ines", "omar")
AT_THE_DESK = (*WITH_KEYS, "noor")
KEEPS_KEYS = "omar"
FIRST_HOUR = time(10)


def prepare(premises: Premises) -> dict[str, str]:
    """Bring the demo to where it was left, or to its first morning; answer with the API keys.

    The file of keys is written last: as long as it is not there, the demo is not complete.
    """
    premises.upgrade()
    file = premises.place / KEYS_FILE
    if file.exists():
        demo_clock.resume()
        _give_passwords()
        return _read(file)
    demo_clock.set_to(_first_morning())
    premises.seed()
    demo_clock.set_to(_first_morning())
    worker.work_off()
    _give_passwords()
    keys = {username: _issue(username) for username in WITH_KEYS}
    premises.keep_private(KEYS_FILE, "".join(f"{name} {key}\n" for name, key in keys.items()))
    return keys


def welcome(address: str, keys: dict[str, str], mail_port: int) -> str:
    """The page that says where to go, whom to be, and what to type."""
    now = clock.local(clock.now())
    mail = f"\n  Mail (SMTP)           127.0.0.1:{mail_port}" if mail_port else ""
    people = "\n".join(f"    {name:<6}{keys[name]}" for name in keys)
    place = Path(sys.prefix, "bin", "activate")
    known = "" if which("makegood") or not place.exists() else f"    . {place}\n"
    return f"""
{book().company.name}, the demo company of Makegood.
It is {now:%A, %d %B %Y, %H:%M} there.

  Help page and chat    {address}/
  A customer's own      {address}/my/
  Where an order is     {address}/order-status
  Desk of the staff     {address}/desk/
  Messages and clock    {address}/demo/outbox
  API                   {address}/api/v1/openapi.json{mail}

Be Tom Gallagher, who opened a washer and changed his mind. Type into the chat:
    Changed my mind on the washer, it's open but clean.
He ordered it as O-1041; the code to prove who he is arrives in the outbox.
At /my/ he signs in with tom.gallagher@example.com and Gallagher; at /order-status O-1041
and the postcode 55502 will do.

Be Rae at the company (a representative); Ines is her supervisor, Omar the manager.
At the desk their passwords are "{_password("rae")}", "{_password("ines")}" and so on.
Keys for the API (Authorization: Bearer ...):
{people}
When Tom's parcel arrives, Rae says so at the desk or, in another terminal:
{known}    makegood run aftersales.receive_return --as rae \\
        --ask '{{"return_number": "R-2001", "parcels": 1}}'

The same from a terminal: makegood chat, makegood handle message.eml, makegood operations
Ctrl-C ends it. What you did is kept; `make demo FRESH=1` begins anew."""


def _first_morning() -> datetime:
    return clock.at_local(book().company.demo_today or clock.today(), FIRST_HOUR)


def _password(username: str) -> str:
    return f"{username} at the desk"


def _give_passwords() -> None:
    """Also to a demo begun before there were passwords; whoever has one keeps it."""
    for username in AT_THE_DESK:
        if password_hash_of(username) is None:
            ask: dict[str, JsonValue] = {"username": username, "password": _password(username)}
            outcome = run("company.set_password", ask, actor=actor_for(KEEPS_KEYS, Channel.CLI))
            if not outcome.is_done:
                raise BrokenPromise(f"no password for {username}: {outcome.status}")


def _issue(username: str) -> str:
    ask: dict[str, JsonValue] = {"username": username, "label": "The demo"}
    outcome = run("company.issue_api_key", ask, actor=actor_for(KEEPS_KEYS, Channel.CLI))
    if not outcome.is_done:
        raise BrokenPromise(f"no API key for {username}: {outcome.status}")
    return str(outcome.answer("key"))


def _read(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines if line.strip())
