"""Claims are drawn by chance for an audit, and the seed draws the same ones again."""

import pytest

from makegood.config.seeding import seed_claims
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers import queries
from makegood.domains.dealers.policy import audited
from makegood.domains.dealers.tests.story import INES, card, do
from makegood.domains.ordering.tests.cast import nothing_changes


@pytest.fixture(autouse=True)
def claims(books_hold):
    seed_claims()


ASK = {
    "dealer": "DL-41", "first_day": "2026-01-01", "last_day": "2026-06-14", "size": 3,
    "why": "The yearly audit.",
}  # fmt: skip


def audit(**changed):
    return do("dealers.audit_dealer", INES, **{**ASK, **changed})


def test_quayside_is_audited_and_anybody_draws_the_same_claims_with_the_seed():
    outcome = audit()
    assert outcome.answer("among") == 6  # of eight claims two were denied, so six were paid
    first = queries.audit_card(str(outcome.answer("audit")))
    assert len(first.drawn) == 3
    assert {card(one).dealer for one in first.drawn} == {"DL-41"}
    again = audit(seed=first.seed)
    assert again.answer("drawn") == list(first.drawn)
    assert "never reckoned up to others" in told(outcome)[-1]
    assert f"drawn with the seed {first.seed}" in outcome.news[0].text()
    assert queries.audits_of("DL-41")[-1] == first


def test_what_was_paid_more_than_twelve_months_ago_is_not_drawn(standing_time):
    standing_time.at = standing_time.at.replace(year=2027, month=4, day=17)
    drawn = audit(last_day="2027-04-17", size=9).answer("drawn")
    assert isinstance(drawn, list)
    paid = [card(str(one)).paid_at for one in drawn]
    assert all(one is not None and f"{one:%Y-%m-%d}" >= "2026-04-17" for one in paid)
    assert len(paid) == 3


def test_with_nothing_paid_nothing_is_drawn():
    with nothing_changes():
        outcome = audit(dealer="DL-50")
    assert "no paid claim" in told(outcome)[0]


@pytest.mark.once
def test_no_claim_can_be_chosen_and_every_seed_draws_as_many_as_asked():
    claims = [f"DCL-{one}" for one in range(2201, 2241)]
    drawn = [audited(claims, 5, f"seed {one}") for one in range(400)]
    assert {len(one) for one in drawn} == {5}
    often = [sum(claim in one for one in drawn) for claim in claims]
    assert min(often) > 20  # 50 expected of each
    assert max(often) < 90
