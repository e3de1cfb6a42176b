"""Somebody signed in at the desk, in the seeded company."""

from __future__ import annotations

import pytest
from django.test import Client

from makegood.core.actor import Channel
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for, password_hash_of


@pytest.fixture
def at_the_desk(db, northvale):
    """Give the browser of somebody who signed in, by username."""

    def sign_in(username: str) -> Client:
        ask = {"username": username, "password": f"{username} at the desk"}
        if password_hash_of(username) is None:
            assert run("company.set_password", ask, actor=actor_for("omar", Channel.CLI)).is_done
        client = Client()
        assert client.post("/desk/sign-in", ask).status_code == 302
        return client

    return sign_in
