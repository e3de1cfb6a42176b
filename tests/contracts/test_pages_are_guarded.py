"""Every page: nothing is changed from another site, and the browser is told what it may do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from makegood.core import journal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
OPEN_TO_OTHER_SITES = {"/my/chat/x"}
"""Where a forged request gains nothing: its answer cannot be read, and nothing is changed."""


def addresses(within: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address of a page, each part that varies as "x"; the API is no page and takes no
    cookie."""
    for one in within.url_patterns:
        route = before + re.sub(r"<[^>]+>", "x", str(one.pattern))
        if isinstance(one, URLPattern):
            yield route
        elif not route.startswith("/api/"):
            yield from addresses(one, route)


PAGES = sorted(set(addresses(get_resolver())) - {"/api/x"})


@pytest.mark.parametrize("address", [one for one in PAGES if one not in OPEN_TO_OTHER_SITES])
def test_a_form_of_another_site_changes_nothing(address: str) -> None:
    before = journal.place()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(address, {"username": "rae"}).status_code in (403, 405)
    assert journal.place() == before


@pytest.mark.parametrize("address", PAGES)
def test_each_answer_carries_the_policy_of_the_house(address: str) -> None:
    answer = Client().get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_api_takes_no_cookie_for_a_key() -> None:
    browser = Client()
    browser.cookies["makegood_desk"] = browser.cookies["makegood_my"] = "anything"
    assert browser.get("/api/v1/operations").status_code == 401


def test_there_are_pages_to_guard() -> None:
    assert {"/desk/sign-in", "/desk/acts/x", "/my/sign-in", "/my/returns/x/cancel"} <= set(PAGES)
