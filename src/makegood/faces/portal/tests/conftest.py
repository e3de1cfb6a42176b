"""Customers in a browser of their own, in the seeded company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from makegood.core import effects
from makegood.core.effects import Delivery, Receipt
from makegood.domains.aftersales.tests import story

TOM = {"reference": "tom.gallagher@example.com", "second": "Gallagher"}


class Post:
    """The customers' own letterbox: who got which code."""

    kinds = ("mail", "text", "letter")

    def __init__(self) -> None:
        self.arrived: list[Delivery] = []

    def deliver(self, delivery: Delivery) -> Receipt:
        self.arrived.append(delivery)
        return Receipt(reference=f"PR-{len(self.arrived)}", details={})

    def codes(self) -> list[tuple[str, str]]:
        """Each code that arrived, and where."""
        while effects.deliver_one():
            pass
        bodies = [(str(one.payload["to"]), str(one.payload["body"])) for one in self.arrived]
        found = [(to, re.search(r"\b\d{6}\b", body)) for to, body in bodies]
        return [(to, code[0]) for to, code in found if code]


@pytest.fixture
def post(db: None, northvale: None) -> Iterator[Post]:
    before = dict(effects._deliverers)
    story.connect_simulators()
    room = Post()
    effects.register(room)
    yield room
    effects._deliverers.clear()
    effects._deliverers.update(before)


@pytest.fixture
def sign_in(post: Post) -> Callable[..., Client]:
    """Give the browser of a customer who signed in by the code that was sent."""

    def enter(reference: str = TOM["reference"], second: str = TOM["second"]) -> Client:
        browser = Client()
        answer = browser.post("/my/sign-in", {"reference": reference, "second": second})
        assert answer.headers["Location"] == "/my/code?lang=en"
        answer = browser.post("/my/code", {"code": post.codes()[-1][1]})
        assert answer.headers["Location"] == "/my/?lang=en"
        return browser

    return enter
