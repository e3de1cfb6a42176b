"""Somebody signed in at the desk, in the seeded company."""

from __future__ import annotations

import pytest
from django.test import Client

from makegood.core.actor import Channel
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.faces.desk.signing import COOKIE


@pytest.fixture
def at_the_desk(db, northvale):
    """Give the browser of somebody who signed in, by username."""

    def sign_in(username: str) -> Client:
        ask = {"username": username, "label": "The desk"}
        issued = run("company.issue_api_key", ask, actor=actor_for("omar", Channel.CLI))
        client = Client()
        client.cookies[COOKIE] = str(issued.answer("key"))
        return client

    return sign_in
