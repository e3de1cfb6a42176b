"""New customers, and customers brought in with their history."""

from datetime import date

import pytest

from makegood.core.actor import Actor
from makegood.core.models import JournalRow
from makegood.core.outcome import Status
from makegood.core.runner import run
from makegood.core.sealed import blind_index
from makegood.domains.parties.models import Account, Address, Party
from makegood.domains.parties.queries import find_parties, party_card, rights_on
from makegood.domains.parties.tests.conftest import customer, rae

pytestmark = pytest.mark.usefixtures("cast")

HOME = {
    "line1": "3 New Street",
    "locality": "Harlow",
    "region": "XM",
    "postal_code": "55503",
    "country": "US",
}
NINA = {"kind": "person", "name": "Nina Vale", "email": "nina.vale@example.com", "address": HOME}
TOM_AGAIN = {
    "kind": "person",
    "name": "Tom Gallagher",
    "phone": "202 555 0106",
    "address": {**HOME, "line1": "14 Mill Road", "postal_code": "55502"},
}


def register(ask, actor=None):
    return run("parties.register_party", ask, actor=actor or rae())


def test_a_new_customer_has_a_number_an_account_and_a_way_to_be_reached():
    done = register(NINA)
    assert done.is_done
    card = party_card(done.result["party"])
    assert card.number == "C-1001"
    assert [account.number for account in card.accounts] == ["41001"]
    assert rights_on("41001") == {"C-1001": frozenset({"*"})}
    assert [point.value for point in card.contact_points] == ["nina.vale@example.com"]
    assert not card.contact_points[0].is_verified
    assert {place.one_line for place in card.addresses} == {"3 New Street, Harlow, XM 55503, US"}
    assert {place.usage for place in card.addresses} == {"billing", "mailing", "service"}
    assert card.since == date(2026, 6, 15)


def test_the_import_brings_a_customer_with_dates_of_the_past():
    tom = party_card("C-6")
    assert [account.number for account in tom.accounts] == ["40006"]
    assert [point.added_on for point in tom.contact_points] == [date(2024, 3, 11)] * 2
    assert tom.since == date(2024, 3, 11)
    marcus = Address.objects.filter(account__number="40030", usage="mailing").order_by("starts_on")
    assert [(row.line1, row.ends_on) for row in marcus] == [
        ("310 Harbour View", date(2026, 6, 5)),
        ("18 Foundry Square", None),
    ]


def test_only_the_import_brings_history(rows):
    history = {"number": "C-99", "since": "2024-01-01", "accounts": [_account("40099")]}
    before, count = rows(), Party.objects.count()
    refused = register({**NINA, "history": history})
    assert refused.code == "not_authorised"
    assert (rows(), Party.objects.count()) == (before + 1, count)
    assert register({**NINA, "history": history}, Actor.system("system:import")).is_done
    assert party_card("C-99").accounts[0].number == "40099"


def test_somebody_very_much_alike_is_shown_and_never_joined():
    count = Party.objects.count()
    asked = register(TOM_AGAIN)
    assert asked.status is Status.NEEDS_INFO
    assert asked.needs == "is_new"
    assert asked.options == ("C-6",)
    assert Party.objects.count() == count
    assert register({**TOM_AGAIN, "is_new": False}).status is Status.NEEDS_INFO
    assert register({**TOM_AGAIN, "is_new": True}).is_done
    assert Party.objects.filter(name="Tom Gallagher").count() == 2
    assert party_card("C-6").contact_points[1].value == "+12025550106"


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Ellen Gallagher"},
        {"phone": "202 555 0199", "address": HOME},
    ],
)
def test_a_namesake_elsewhere_and_a_relative_at_the_same_phone_are_new(changed):
    assert register({**TOM_AGAIN, **changed}).is_done


def test_a_customer_must_be_reachable_and_have_an_address():
    assert register({**NINA, "email": "nina.vale"}).needs == "email"
    assert register({key: NINA[key] for key in ("kind", "name", "email")}).needs == "address"


def test_birth_date_and_tax_number_are_sealed_and_stand_in_no_journal():
    secret = {"birth_date": "1980-02-29", "tax_number": "12-3456789"}
    number = register({**NINA, **secret}).result["party"]
    party = Party.objects.get(number=number)
    assert (party.birth_date, party.tax_number) == ("1980-02-29", "12-3456789")
    assert party.tax_number_index == blind_index("123456789", "tax_number")
    stored = Party.objects.filter(number=number).extra(select={"raw": "tax_number"})
    assert "3456789" not in stored.values_list("raw", flat=True).get()
    kept = str(JournalRow.objects.order_by("-seq")[0].payload)
    assert "'birth_date': '[removed]'" in kept
    assert "3456789" not in kept


def test_customers_cannot_put_anybody_on_record(rows):
    before, count = rows(), Account.objects.count()
    assert register(NINA, customer("C-6")).code == "not_authorised"
    assert (rows(), Account.objects.count()) == (before + 1, count)


@pytest.mark.parametrize(
    "text", ["C-6", "c-6", "40006", "tom.gallagher@example.com", "202-555-0106", "gallágher"]
)
def test_a_colleague_finds_a_customer_by_whatever_is_known(text):
    assert [card.number for card in find_parties(text)] == ["C-6"]


def _account(number):
    return {"number": number, "opened_on": "2024-01-01"}
