"""Bills and letters go somewhere else."""

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V1, V2, V3
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.runner import preview, run
from makegood.domains.parties.finders import forget, red_flag_finder
from makegood.domains.parties.models import Address
from makegood.domains.parties.queries import address_of, recent_address_change
from makegood.domains.parties.tests.conftest import customer

pytestmark = pytest.mark.usefixtures("cast")

ELM: dict[str, JsonValue] = {
    "line1": "9 Elm Street",
    "locality": "Harlow",
    "region": "XM",
    "postal_code": "55501",
    "country": "US",
}


def move(actor=None, **changed):
    ask = {"account": "40012", "address": ELM, "effective_date": "2026-06-15", **changed}
    return run("parties.change_address", ask, actor=actor or customer("C-12", V2))


def place(account, usage="mailing", on=None):
    found = address_of(account, usage, on)
    assert found is not None
    return found


def assert_nothing_changed(before):
    assert list(Address.objects.order_by("pk").values()) == before
    assert Effect.objects.count() == 0


@pytest.fixture
def before():
    return list(Address.objects.order_by("pk").values())


def test_AC03_1_mail_follows_from_the_day_named_and_both_places_are_told_on_the_day_asked(
    post_room,
):
    with clock.standing_at("2026-04-09"):
        done = move(effective_date="2026-04-15", applies_to="mailing")
        assert done.is_done, done
        told = post_room.collect()
    assert place("40012", "mailing", date(2026, 4, 14)).line1 == "5 Bell Court"
    assert place("40012", "mailing", date(2026, 4, 15)).line1 == "9 Elm Street"
    letters = [one.payload["to"] for one in told if one.kind == "letter"]
    assert letters == [
        "Pat Delaney, 5 Bell Court, Harlow, XM 55503, US",
        "Pat Delaney, 9 Elm Street, Harlow, XM 55501, US",
    ]
    mails = [one.payload for one in told if one.kind == "mail"]
    assert [mail["to"] for mail in mails] == ["pat.delaney@example.com"]
    assert "9 Elm Street" in mails[0]["body"]
    assert "+1 202 555 0190" in mails[0]["body"]


def test_a_mailing_change_moves_neither_bills_nor_service():
    assert move(applies_to="mailing").is_done
    assert place("40012", "mailing").line1 == "9 Elm Street"
    assert place("40012", "billing").line1 == "5 Bell Court"
    assert place("40012", "service").line1 == "5 Bell Court"
    assert move(applies_to="billing").is_done
    assert place("40012", "billing").line1 == "9 Elm Street"


@pytest.mark.parametrize("applies_to", ["service", "policy", "open_orders"])
def test_what_is_an_act_of_its_own_is_refused_with_a_way_on(applies_to, before, rows):
    count = rows()
    refused = move(applies_to=applies_to)
    assert refused.code == "policy_denied"
    assert "colleague" in refused.instead[0].text("en")
    assert rows() == count + 1
    assert_nothing_changed(before)


def test_a_post_box_gets_letters_but_no_deliveries(before):
    box = {**ELM, "line1": "P.O. Box 17"}
    refused = move(applies_to="open_orders", address=box)
    assert "cannot be delivered to a post box" in refused.statements[1].text("en")
    assert_nothing_changed(before)
    assert move(applies_to="mailing", address=box).is_done


@pytest.mark.parametrize(
    ("day", "is_accepted"),
    [
        ("2026-06-14", False),
        ("2026-06-15", True),
        ("2027-06-15", True),
        ("2027-06-16", False),
    ],
)
def test_an_address_holds_from_today_to_a_year_ahead(day, is_accepted, before):
    done = move(effective_date=day)
    assert done.is_done is is_accepted
    if not is_accepted:
        assert done.status is Status.NEEDS_INFO
        assert done.needs == "effective_date"
        assert_nothing_changed(before)


def test_the_address_on_record_is_not_changed_into_itself(before):
    same = {**ELM, "line1": "5 bell court", "postal_code": "55503"}
    assert move(address=same).code == "policy_denied"
    assert_nothing_changed(before)


@pytest.mark.parametrize("wrong", [{"country": "ZZ"}, {"region": ""}, {"postal_code": ""}])
def test_an_address_lacks_what_its_country_asks_for(wrong, before):
    asked = move(address={**ELM, **wrong})
    assert asked.needs == "address"
    assert_nothing_changed(before)


@pytest.mark.parametrize(
    "odd",
    [
        {"postal_code": "ABC"},
        {"region": "Nowhere"},
        {"country": "FR", "region": "", "postal_code": "1"},
    ],
)
def test_an_address_that_does_not_fit_is_kept_unchecked(odd):
    done = move(address={**ELM, **odd})
    assert done.result["is_checked"] is False
    assert "nothing is shipped there" in done.statements[-1].text("en")
    assert place("40012").is_checked is False


def test_an_address_abroad_that_fits_is_checked():
    paris = {"line1": "3 rue du Four", "locality": "Paris", "postal_code": "75006", "country": "fr"}
    assert move(address=paris).result["is_checked"] is True
    assert place("40012").country == "FR"


def test_a_later_change_takes_the_place_of_what_was_planned():
    move(effective_date="2026-07-01")
    move(effective_date="2026-06-20", address={**ELM, "line1": "1 Oak Lane"})
    on = {day: place("40012", on=date(2026, *day)).line1 for day in ((6, 19), (6, 20), (7, 1))}
    assert on == {(6, 19): "5 Bell Court", (6, 20): "1 Oak Lane", (7, 1): "1 Oak Lane"}


def test_a_red_flag_asks_for_two_proofs(before):
    @red_flag_finder
    def refund_paid(account: str, on: date) -> bool:
        return account == "40012"

    try:
        refused = move()
        assert refused.code == "verification_required"
        assert refused.level is V3
        assert "ACC-3@2026-01-01" in refused.clauses
        assert_nothing_changed(before)
        assert move(customer("C-12", V3)).is_done
    finally:
        forget(refund_paid)


def test_V1_is_too_little_and_a_stranger_finds_no_account(before):
    assert move(customer("C-12", V1)).code == "verification_required"
    assert move(customer("C-6", V3)).code == "not_found"
    assert move(account="49999").code == "not_found"
    assert_nothing_changed(before)


def test_a_preview_changes_nothing(before):
    ask: dict[str, JsonValue] = {"account": "40012", "effective_date": "2026-06-15"}
    shown = preview("parties.change_address", ask | {"address": ELM}, actor=customer("C-12", V2))
    assert shown.is_done
    assert_nothing_changed(before)


@pytest.mark.parametrize(
    ("days", "found"), [(10, date(2026, 6, 5)), (9, None), (30, date(2026, 6, 5))]
)
def test_the_last_change_on_request_can_be_seen(days, found):
    assert recent_address_change("C-30", days) == found
    assert recent_address_change("C-6", 3650) is None
