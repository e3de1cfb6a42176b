"""Measure the same pages, act and turn of the chat in a small company and in one that has grown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from pydantic import JsonValue

from makegood.config.growing import grow, pattern
from makegood.config.measuring.inside import must_be_done, settle
from makegood.core.actor import V2, Actor, Channel
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.domains.conversations.queries import waiting
from makegood.representative.converse import receive

_WAITING = 50
_TIMES = 15
_PAGES = {
    "list of work": "/desk/",
    "search": "/desk/search?q=tom",
    "customer": "/desk/customers/C-6",
    "journal": "/desk/journal",
    "order": "/desk/records/O-1041",
    "journal of an order": "/desk/journal?about=O-1041",
}
Sought = Callable[[], object]
Ask = dict[str, JsonValue]
Values = Sequence[str | int | None]


def growth(sizes: Sequence[int], tell: Callable[[str], None]) -> dict[str, JsonValue]:
    """What each takes at each size, and how often as long at the last as at the first.

    The time is the processor's own and the database's together, the middle of some tries; of the
    statements that took part it is told which walk through a whole table that grows.
    """
    _live_a_little()
    copied, pages = pattern(), _desk("rae")
    took: dict[str, list[float]] = {}
    walks: set[str] = set()
    have: list[JsonValue] = []
    for size in sizes:
        tell(f"the house with {size:,} records")
        have.append(grow(copied, size))
        with _statements() as asked:
            for name, sought in _sought(pages).items():
                took.setdefault(name, []).append(_middle(sought))
        walks = _walks(asked)
    ratios: dict[str, JsonValue] = {
        name: {"ms": [*times], "ratio": round(times[-1] / times[0], 2)}
        for name, times in took.items()
    }
    return {"records": have, **ratios, "walks_through": [*sorted(walks)], "bar": "ratio <= 2"}


def _live_a_little() -> None:
    """Let a customer come, go and come again, so that there is something of everything to copy."""
    rae = actor_for("rae", Channel.DESK)
    tom = rae.on_behalf_of("C-6", V2)
    returned: Ask = {"line": "O-1041/1", "reason": "changed_mind", "opened": True}
    must_be_done(run("aftersales.open_return", returned, actor=tom))
    complaint: Ask = {"category": "delivery", "summary": "The driver scratched my floor."}
    opened = run("cases.open_case", complaint, actor=tom)
    answered: Ask = {"case": str(opened.answer("case")), "outcome": "put_right", "accepted": True,
              "root_cause": "late_delivery", "basis": "The floor was repaired.",
              "response": "We repaired your floor."}  # fmt: skip
    must_be_done(run("cases.close_case", answered, actor=rae))
    for place in range(10):
        amount = f"{place + 1}.00"
        paid: Ask = {"order": "O-1041", "party": "C-6", "amount": amount, "tender": "cash"}
        must_be_done(run("billing.take_payment", paid, actor=rae))
        number = _talk("Hello", "Where is my order?", "How long can I send things back?")
        closed = run("conversations.close_conversation", {"conversation": number}, actor=rae)
        must_be_done(closed)
    settle()


def _talk(*texts: str) -> str:
    stranger = Actor.anonymous(Channel.CHAT)
    opened = run("conversations.open_conversation", {"channel": "chat"}, actor=stranger)
    number = str(opened.answer("number"))
    for text in texts:
        receive(number, text, actor=stranger.model_copy(update={"conversation": number}))
    return number


def _sought(pages: Client) -> dict[str, Sought]:
    """What is timed: pages of the desk for Rae, with 50 customers waiting, an act, and a turn."""
    rae = actor_for("rae", Channel.DESK)
    _have_waiting(_WAITING)
    number = _talk("Hello")
    speaker = Actor.anonymous(Channel.CHAT).model_copy(update={"conversation": number})
    paid: Ask = {"order": "O-1041", "party": "C-6", "amount": "1.00", "tender": "cash"}

    def page(address: str) -> Sought:
        def seen() -> None:
            answer = pages.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")

        return seen

    sought = {name: page(address) for name, address in _PAGES.items()}
    sought["act"] = lambda: must_be_done(run("billing.take_payment", paid, actor=rae))
    sought["turn of the chat"] = lambda: receive(number, "Where is my order?", actor=speaker)
    return sought


def _have_waiting(wanted: int) -> None:
    for _ in range(wanted - len(waiting())):
        _talk("I want to speak to a person")


def _desk(username: str) -> Client:
    """A browser in which somebody of the company signed in."""
    password = f"{username} at the bench"
    omar = actor_for("omar", Channel.CLI)
    given = run("company.set_password", {"username": username, "password": password}, actor=omar)
    must_be_done(given)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.post("/desk/sign-in", {"username": username, "password": password})
    return browser


def _middle(sought: Sought) -> float:
    took = []
    for _ in range(_TIMES):
        began = time.thread_time()
        sought()
        took.append((time.thread_time() - began) * 1000)
    return round(sorted(took)[_TIMES // 2], 2)


@contextmanager
def _statements() -> Iterator[dict[str, Values]]:
    """Each question that was asked of the database meanwhile, with its values the first time."""
    asked: dict[str, Values] = {}

    def note(
        execute: Callable[..., object], sql: str, params: Values, many: bool,
        context: object,
    ) -> object:  # fmt: skip
        if sql.startswith("SELECT") and not many:
            asked.setdefault(sql, params or ())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def _walks(asked: dict[str, Values]) -> set[str]:
    """The tables that a question walks through from end to end, with how the question begins."""
    found = set()
    with connection.cursor() as cursor:
        for sql, params in asked.items():
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            for *_, step in cursor.fetchall():
                if str(step).startswith("SCAN ") and "USING" not in str(step):
                    found.add(f"{step}: {sql[-300:]}")
    return found
