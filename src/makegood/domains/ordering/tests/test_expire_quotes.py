"""What nobody accepted by its last day is closed in the morning after it."""

from __future__ import annotations

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
