"""Let customers, clerks and a chatter live their day with a company that is killed meanwhile."""

from __future__ import annotations

import random
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from scripts.kill_storm.clients import Client, NotAnswered, Notebook

_CODE = re.compile(r"\b\d{6}\b")
_LOOK_SECONDS = 0.2
_LONGEST_LOOK = 240.0
_TRIES_TO_PROVE = 4
LOOKED_AT = "Only looked at"


def mails(outside: Path, mailbox: str) -> list[tuple[str, str]]:
    """Subjects and bodies in a customer's mailbox, newest first, read where it is: outside."""
    with closing(sqlite3.connect(outside, timeout=20)) as mail:
        return mail.execute(
            'SELECT subject, body FROM channels_simulated_arrived WHERE "to" = ? ORDER BY id DESC',
            (mailbox,),
        ).fetchall()


def newest_code(outside: Path, mailbox: str) -> str | None:
    """The newest code that a customer was sent."""
    codes = (_CODE.search(body) for subject, body in mails(outside, mailbox) if "code" in subject)
    return next((code[0] for code in codes if code), None)


def label_of(outside: Path, mailbox: str) -> str | None:
    """The subject of the mail with the label, once it is there."""
    subjects = (subject for subject, _ in mails(outside, mailbox))
    return next((subject for subject in subjects if "label" in subject), None)


def until(look: Callable[[], str | None], what: str) -> str:
    """Look again and again until something is there. NotAnswered after minutes."""
    ended = time.monotonic() + _LONGEST_LOOK
    while time.monotonic() < ended:
        found = look()
        if found:
            return found
        time.sleep(_LOOK_SECONDS)
    raise NotAnswered(what)


class Storyteller:
    """Lives the story of one Tom after another, from the first word to the refund on record."""

    def __init__(
        self, address: str, notebook: Notebook, keys: dict[str, str], outside: Path
    ) -> None:
        self._address, self._notebook, self._outside = address, notebook, outside
        self._rae = Client(address, notebook, keys["rae"])

    def live(self, tom: dict[str, str]) -> None:
        """One Tom's whole story; what he was told is in the notebook."""
        order = tom["order"]
        customer = self._known(tom)
        opened = customer.done(
            "aftersales.open_return", f"open {order}",
            line=f"{order}/1", reason="changed_mind", opened=True,
        )  # fmt: skip
        number = str(opened["return_number"])
        until(lambda: label_of(self._outside, tom["mail"]), f"the label of {number}")
        self._rae.done(
            "aftersales.receive_return", f"receive {order}", return_number=number, parcels=1
        )
        self._rae.done(
            "aftersales.inspect_return", f"inspect {order}",
            return_number=number, grade="B", serial_number=tom["serial"], accessories_complete=True,
            works=True, findings="Clean, works, all parts there.",
        )  # fmt: skip
        refund = until(lambda: self._refund_of(number), f"the refund of {number}")
        with self._notebook.lock:
            self._notebook.refunds.append({**tom, "return": number, "refund": refund})

    def _known(self, tom: dict[str, str]) -> Client:
        """A conversation in which Tom has proven who he is."""
        anybody = Client(self._address, self._notebook)
        opened = anybody.insist("POST", "/api/v1/conversations", {"channel": "chat"}).json()
        customer, order = Client(self._address, self._notebook, str(opened["token"])), tom["order"]
        customer.done("parties.claim_identity", f"claim {order}", reference=order, name=tom["name"])
        used, answer = None, dict[str, object]()
        for attempt in range(_TRIES_TO_PROVE):
            customer.do("parties.start_verification", f"code {order} {attempt}")
            look = partial(self._code_after, used, tom["mail"])
            code = until(look, f"a code for {order}")
            told = customer.do("parties.answer_factor", f"prove {order} {attempt}", code=code)
            if told.get("status") == "done":
                return customer
            used, answer = code, told
            self._notebook.count("a code came too late and another was asked for")
        raise NotAnswered(f"{order}: {answer}")

    def _code_after(self, used: str | None, mailbox: str) -> str | None:
        code = newest_code(self._outside, mailbox)
        return None if code == used else code

    def _refund_of(self, number: str) -> str | None:
        found = self._rae.insist("GET", f"/api/v1/records/{number}").json()
        refunds = found.get("record", {}).get("refunds")
        return str(refunds[0]) if refunds else None


def clerk(address: str, notebook: Notebook, key: str, stop: threading.Event) -> None:
    """Ines opens cases and writes into them, one after the other."""
    ines = Client(address, notebook, key)
    for n in _while_open(stop, 0.4):
        opened = ines.done(
            "cases.open_case", f"case {n}", category="delivery", summary=f"Scratch number {n}."
        )
        case = str(opened["case"])
        for note in range(2):
            ines.done(
                "cases.add_note", f"note {n} {note}", case=case, kind="fact", text=f"{n}.{note}"
            )
        notebook.count("cases")


def chatter(address: str, notebook: Notebook, stop: threading.Event) -> None:
    """Somebody asks the representative for the opening hours, again and again."""
    anybody = Client(address, notebook)
    for n in _while_open(stop, 0.8):
        opened = anybody.insist("POST", "/api/v1/conversations", {"channel": "chat"}).json()
        talking = Client(address, notebook, str(opened["token"]))
        for place, text in enumerate(("Hello!", "When are you open on Saturday?")):
            said = f"said {n} {place}"
            heard = talking.insist(
                "POST",
                f"/api/v1/conversations/{opened['id']}/messages",
                {"text": text, "external_id": said},
            )
            if heard.status_code == 200:
                with notebook.lock:
                    notebook.messages.append((str(opened["id"]), said))
            else:
                notebook.fault(f"{said}: {heard.status_code} {heard.text}")


def looker(
    address: str, notebook: Notebook, keys: dict[str, str], orders: list[str], stop: threading.Event
) -> None:
    """Omar previews cases and reads records: nothing may come of it."""
    omar = Client(address, notebook, keys["omar"])
    chance = random.Random(7)  # noqa: S311 - no secret comes of it
    for _ in _while_open(stop, 0.3):
        order = chance.choice(orders)
        ask = {"category": "delivery", "summary": f"{LOOKED_AT} of {order}"}
        omar.insist("POST", "/api/v1/operations/cases.open_case/preview", ask)
        omar.insist("GET", f"/api/v1/records/{order}")
        notebook.count("looks without consequence")


def timekeeper(address: str, notebook: Notebook, stop: threading.Event) -> None:
    """A minute passes every few seconds, so that what a killed program held becomes free again."""
    clock = Client(address, notebook)
    for _ in _while_open(stop, 3.0):
        try:
            clock.insist("POST", "/api/v1/demo/clock", {"advance": "1m"})
        except NotAnswered:  # on the way to the next minute all that is due is done, or killed
            notebook.count("minutes that did not come to their end between two kills")


def _while_open(stop: threading.Event, pause: float) -> Iterator[int]:
    n = 0
    while not stop.wait(pause):
        yield n
        n += 1
