"""What is due at the desk: what gave up is shown with its reason."""

from __future__ import annotations

from datetime import date, time

from conftest import automated, staff
from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.models import Effect
from makegood.core.runner import run


def test_a_dead_letter_is_shown_with_its_reason_to_staff_with_a_role_only(at_the_desk):
    now = clock.now()
    Effect.objects.create(
        key="mail:1", kind="mail", payload={}, act="A", queued_at=now, next_try_at=now,
        dead_at=now, last_error="<b>refused</b>",
    )  # fmt: skip
    html = at_the_desk("rae").get("/desk/due").content.decode()
    assert 'Dead letters <span class="quiet" data-count>1</span>' in html
    assert "&lt;b&gt;refused&lt;/b&gt;" in html
    assert "refused" not in at_the_desk("noor").get("/desk/due").content.decode()


def test_an_article_whose_day_to_be_read_again_has_come_waits_there(at_the_desk, standing_time):
    rae = at_the_desk("rae")
    assert "KB-HP24?" not in rae.get("/desk/due").content.decode()
    standing_time.at = clock.at_local(date(2026, 12, 1), time(9))
    html = at_the_desk("rae").get("/desk/due").content.decode()
    assert 'href="/desk/articles/KB-HP24?lang=en"' in html
    assert "reads it again by" in html


def test_what_people_asked_about_their_records_and_open_drawers_wait_there(at_the_desk):
    tom = automated("C-6", V2)
    request = run("cases.ask_for_erasure", {}, actor=tom).answer("request")
    drawer = run("billing.open_drawer", {"counted": "200.00"}, actor=staff("rae", "R1"))
    html = at_the_desk("rae").get("/desk/due").content.decode()
    for number in (request, drawer.answer("drawer")):
        assert f'href="/desk/records/{number}"' in html
    assert "USD 200.00 should be in it" in html
    assert "should be in it" not in at_the_desk("noor").get("/desk/due").content.decode()
