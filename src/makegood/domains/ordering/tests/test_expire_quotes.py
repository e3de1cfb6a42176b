"""What nobody accepted by its last day is closed in the morning after it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.core import clock
from makegood.core.jobs import next_due, run_one, wind_up
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import TOM, done, quoted


def test_only_what_is_open_past_its_last_day_is_closed():
    early, accepted = quoted(), quoted()
    done("ordering.accept_quote", TOM, quote=accepted)
    with clock.standing_at("2026-06-20"):
        later = quoted()
    with clock.standing_at("2026-07-15"):
        assert done("ordering.expire_quotes").answer("quotes") == []
    with clock.standing_at("2026-07-16"):
        assert done("ordering.expire_quotes").answer("quotes") == [early]
        states = [queries.quote_card(one).state for one in (early, accepted, later)]
    assert states == ["expired", "accepted", "sent"]


def test_it_comes_round_each_morning():
    quote = quoted()
    wind_up()
    with clock.standing_at("2026-07-16T12:00:00+00:00"):
        while run_one():
            pass
    assert next_due() is not None
    assert queries.quote_card(quote).state == "expired"


def test_what_was_revised_or_accepted_meanwhile_is_left_open():
    revised, accepted = quoted(), quoted()
    with clock.standing_at("2026-07-15"):
        done("ordering.accept_quote", TOM, quote=accepted)
    with clock.standing_at("2026-07-16"):
        done("ordering.revise_quote", TOM, quote=revised)
        assert done("ordering.expire_quotes").answer("quotes") == []
    assert [queries.quote_card(one).state for one in (revised, accepted)] == ["sent", "accepted"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL locks rows")
def test_they_are_locked_before_they_are_closed():
    quoted()
    with clock.standing_at("2026-07-16"), CaptureQueriesContext(connection) as sent:
        done("ordering.expire_quotes")
    asked = [one["sql"] for one in sent if "ordering_quote" in one["sql"]]
    locks = [place for place, sql in enumerate(asked) if "FOR UPDATE" in sql]
    closes = [place for place, sql in enumerate(asked) if sql.startswith("UPDATE")]
    assert len(closes) == 1
    assert locks[0] < closes[0]
    assert '"accepted_at" IS NULL' in asked[closes[0]]
