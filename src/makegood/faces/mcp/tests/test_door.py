"""The door for agents when it cannot be opened, or is not wanted."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import ValidationError
from starlette.types import Message

from conftest import run_apart
from makegood.config.agents import AgentsDoor

SECONDS = 20.0


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def nowhere(_: Message) -> None:
    """Nobody listens."""


def test_whoever_waits_is_told_that_it_cannot_be_opened_and_the_house_closes(settings):
    settings.PUBLIC_ADDRESS = None

    async def two_come_and_it_closes() -> None:
        door = AgentsDoor()
        async with door.open():
            for _ in range(2):
                with pytest.raises(ValidationError):
                    await asyncio.wait_for(door({"type": "http"}, nothing, nowhere), SECONDS)

    run_apart(two_come_and_it_closes())


def test_a_house_to_which_no_agent_came_closes_at_once():
    async def nobody_comes() -> None:
        async with asyncio.timeout(SECONDS):
            async with AgentsDoor().open():
                pass

    run_apart(nobody_comes())
