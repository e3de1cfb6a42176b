"""The letter that came with a mail can be opened from the demo's outbox."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import RequestFactory

from makegood.core import effects
from makegood.domains.aftersales.tests import story
from makegood.domains.conversations.models import Notice
from makegood.faces.demo import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
NAME = "return-opened_2026-06-15_C-6_R-2001_v1.pdf"


def test_the_outbox_links_each_pdf_and_the_link_gives_it() -> None:
    story.connect_simulators()
    story.opened()
    effects.deliver_one(f"notice:{Notice.objects.get(name='return_opened').number}")

    page = pages.outbox(RequestFactory().get("/demo/outbox")).content.decode()
    for door in ("/", "/my/", "/order-status", "/desk/"):
        assert f'class="door" href="{door}"' in page
    (link,) = re.findall(r'href="(/demo/enclosure[^"]*)"', page)
    answer = pages.enclosed(RequestFactory().get(unescape(link)))

    assert f">{NAME}</a>" in page
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="{NAME}"'
    assert answer.content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("asked", ["", "?of=x&name=y", "?of=../../etc&name=passwd"])
def test_a_file_that_came_with_nothing_is_not_there(asked: str) -> None:
    assert pages.enclosed(RequestFactory().get(f"/demo/enclosure{asked}")).status_code == 404
