"""One seeded demo company for all journeys of the console; each test works on its own copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from makegood.config.wiring import learn
from tests.journeys.on_a_page import OPEN
from tests.journeys.place import running_demo
from tests.journeys.scripted import Script, serving


@pytest.fixture(scope="session", autouse=True)
def learned() -> None:
    """Northvale's words are learned before any company starts: no customer waits for that."""
    learn()


@pytest.fixture(scope="session")
def seeded_place(tmp_path_factory) -> Path:
    place = Path(tmp_path_factory.mktemp("seeded")) / "place"
    with running_demo(place):
        pass
    return place


@pytest.fixture
def place(seeded_place, tmp_path) -> Path:
    return Path(shutil.copytree(seeded_place, tmp_path / "place"))


@pytest.fixture
def script() -> Script:
    """What the company says to the chat, and the faults it is told to have."""
    return Script()


@pytest.fixture
def visit(page: Page, script: Script) -> Iterator[Callable[..., Page]]:
    """Open a page of another company, on another origin and under a strict policy."""
    with ExitStack() as stack:
        ours = stack.enter_context(serving(script))
        strict = (
            f"default-src 'none'; script-src {ours}; connect-src {ours}; style-src 'self'; "
            "base-uri 'none'; require-trusted-types-for 'script'"
        )

        def go(element: str = OPEN, language: str = "en") -> Page:
            text = (
                f'<!doctype html><html lang="{language}"><meta name=viewport '
                'content="width=device-width"><title>Harlow Kitchens</title>'
                f'<script src="{ours}/static/js/makegood-chat.js" defer></script>'
                f"<h1>Harlow Kitchens</h1>{element}</html>"
            )
            page.goto(stack.enter_context(serving(Script(), text, strict)))
            return page

        yield go
