import pytest
from pydantic import JsonValue

from makegood.core import clock, journal
from makegood.core.models import Promise
from makegood.core.runner import preview, run
from makegood.domains.cases.queries import keeping_of, privacy_request_card
from makegood.domains.cases.tests.conftest import attempts, ines, staff
from makegood.domains.cases.tests.privacy import (
    SAID,
    asked_for_erasure,
    in_2024,
    post,
    talk,
    where_is,
)
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.queries import transcript
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import bills_of, order_card
from makegood.domains.parties.models import OptOut
from makegood.domains.parties.queries import find_parties, may_contact, party_card


@pytest.fixture(autouse=True)
def _a_customer_with_a_past(northvale, db):
    in_2024()


def erase(request, actor=None):
    return run("cases.erase_records", {"request": request}, actor=actor or ines())


def test_AC05_4_what_the_tax_law_wants_stays_and_all_else_goes_and_both_are_told():
    conversation = talk()
    request = asked_for_erasure()
    post()

    done = erase(request)

    assert done.is_done, done
    card = privacy_request_card(request)
    (invoice,) = bills_of("O-1041")
    assert {(one.what, one.ref, one.reason) for one in card.stays} == {
        ("order", "O-1041", "tax_7y"),
        ("invoice", invoice.number, "tax_7y"),
        ("identity", "C-6", "tax_7y"),
    }
    # There are no embeddings to erase: understanding is trained on the handbook alone.
    gone = {one.what for one in card.goes}
    assert gone == {"conversation", "letter", "document", "advertising", "proofs", "reach"}
    assert card.state == "answered"
    assert not may_contact("C-6", "email", "marketing")
    assert [line.text for line in transcript(conversation)] == ["", ""]
    assert where_is(SAID) == []
    assert order_card("O-1041").total.cents == 114493
    told = Notice.objects.get(name="records_erased").body
    because = "because tax law makes us keep it for 7 years."
    assert f"Stays: invoices ({invoice.number}), {because}" in told
    assert "Is erased: conversations, with all that was said (1)." in told
    assert "Is erased: what you agreed to in advertising." in told


def test_the_journal_still_proves_itself_and_says_how_much_was_erased():
    talk()
    request = asked_for_erasure()

    erased = int(str(erase(request).answer("journal_rows")))

    found = journal.verify()
    assert found.is_intact
    assert found.erased >= erased > 0


def test_a_search_finds_the_person_by_no_address_and_nobody_ever_advertises_to_it():
    request = asked_for_erasure()
    post()
    assert erase(request).is_done
    post()
    assert run("cases.erase_expired", {}, actor=ines().system("system:timer")).is_done

    assert find_parties("tom.gallagher@example.com") == ()
    assert party_card("C-6").contact_points == ()
    assert where_is("tom.gallagher@example.com") == []
    keyed = OptOut.objects.exclude(contact_value="").values_list("channel", flat=True)
    assert sorted(keyed) == ["email", "sms", "voice"]


def test_the_name_stays_with_the_invoices_and_the_books_stand_as_they_did():
    request = asked_for_erasure()
    before = ledger.trial_balance()

    assert erase(request).is_done

    assert party_card("C-6").name == "Tom Gallagher"
    assert ledger.trial_balance() == before
    assert ledger.trial_balance_sum().cents == 0


def test_a_preview_shows_exactly_the_same_lists_and_erases_nothing():
    talk()
    request = asked_for_erasure()
    before = keeping_of("C-6", privacy_request_card(request).received_on)

    seen = preview("cases.erase_records", {"request": request}, actor=ines())

    assert where_is(SAID)
    assert keeping_of("C-6", privacy_request_card(request).received_on) == before
    done = erase(request)
    assert seen.explanation() == done.explanation()


def test_it_is_refused_under_a_hold():
    request = asked_for_erasure()
    asked = {"party": "C-6", "reason": "The claim is before the court."}
    hold = run("cases.place_hold", asked, actor=ines()).answer("hold")
    rows = attempts()

    refused = erase(request)

    assert refused.code == "policy_denied"
    assert f"A legal hold stands on these records ({hold}); nothing was erased." in [
        one.text() for one in refused.statements
    ]
    assert attempts() == rows + 1
    assert privacy_request_card(request).answered_at is None


def test_it_waits_until_nobody_talks():
    conversation = talk(is_closed=False)

    refused = erase(asked_for_erasure())

    assert refused.code == "policy_denied"
    assert conversation in refused.statements[0].text()
    assert where_is(SAID)


def test_only_who_leads_a_team_erases_and_only_once():
    request = asked_for_erasure()

    assert erase(request, staff()).code == "not_authorised"
    assert erase(request).is_done
    assert erase(request).code == "policy_denied"
    assert Promise.objects.get(kind="privacy_answer").kept_at is not None


def test_what_is_open_with_somebody_keeps_them_reachable_until_it_is_over():
    """A ring found in Kwame's dryer, Tom's money on account, Oakhill's agreement in force."""
    ring: dict[str, JsonValue] = {"unit": "SN-81455", "description": "A ring", "place": "Safe"}
    found = run("aftersales.log_found_item", ring, actor=ines())
    paid: dict[str, JsonValue] = {"party": "C-6", "amount": "20.00", "tender": "cash"}
    payment = run("billing.take_payment", paid, actor=staff())
    for party, what, ref, reason in (
        ("C-20", "matter", f"found_item:{found.answer('found_item')}", "claim_or_hold"),
        ("C-6", "balance", f"payment:{payment.answer('payment')}", "unpaid"),
        ("C-4", "matter", "dealer:DL-4", "claim_or_hold"),
    ):
        stays = {(one.what, one.ref): one.reason for one in keeping_of(party, clock.today()).stays}
        assert stays[what, ref] == stays["reach", party] == reason
