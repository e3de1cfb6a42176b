"""An invoice goes once more to the address on record, and to no other (C04, DOC-4)."""

from __future__ import annotations

import pytest

from makegood.core import effects
from makegood.core.actor import V0, V1
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Outcome
from makegood.domains.aftersales.queries import invoices_sent_to
from makegood.domains.aftersales.tests.story import told
from makegood.domains.conversations.models import Notice
from makegood.domains.documents import queries as documents
from makegood.domains.documents.papers import PaperKind, made
from makegood.domains.ordering.tests.cast import chat, do, done, nothing_changes
from makegood.domains.parties.models import Address, ContactPoint

TOM, LINDQVIST = chat("C-6", V1), chat("C-7", V1)


@pytest.fixture
def bill() -> str:
    """What Tom was billed for O-1041."""
    return next(one.number for one in invoices_sent_to("C-6") if one.order == "O-1041")


def again(number: str) -> Outcome:
    return do("aftersales.send_invoice", TOM, invoice=number)


def test_it_goes_to_the_address_on_record_of_which_only_a_part_is_shown(bill: str) -> None:
    outcome = again(bill)
    assert outcome.is_done
    assert told(outcome) == [
        f"Invoice {bill} goes once more to your address on record, t•••@example.com."
    ]
    row = Notice.objects.get(name="paper_copy")
    assert (row.party, row.channel, row.encloses) == ("C-6", "mail", f"paper:invoice:{bill}")
    assert row.subject == f"Invoice {bill}, once more"
    assert "If you did not ask for this copy, please tell us." in row.body


def test_the_mail_brings_the_very_paper_and_it_is_filed_once(bill: str) -> None:
    for number in (again(bill), again(bill)):
        key = f"notice:{number.answer('notice')}"
        effects.deliver_one(key)
        assert Effect.objects.get(key=key).delivered_at is not None
    filed = [one for one in documents.documents_of("C-6") if one.title == f"Invoice {bill}"]
    assert len(filed) == 1
    assert documents.content(filed[0].number).startswith(b"%PDF-1.")


def test_an_invoice_on_record_by_itself_has_its_lines_and_sums() -> None:
    paper = made(PaperKind.INVOICE, "10231")
    assert paper.table is not None
    kits = "Belt and tensioner kit PT-BELTKIT-24"
    assert paper.table.rows == ((kits, "10", "$44.50", "$445.00", "$34.49"),)
    assert [one.value for one in paper.totals] == ["$445.00", "$34.49", "$479.49"]
    assert done("aftersales.send_invoice", LINDQVIST, invoice="10231").answer("invoice") == "10231"


def test_it_is_sent_three_times_a_day_at_most(bill: str) -> None:
    for _ in range(3):
        assert again(bill).is_done
    with nothing_changes():
        outcome = again(bill)
    assert (outcome.code, outcome.clauses) == (Code.POLICY_DENIED, ("DOC-4@2026-01-01",))
    assert told(outcome)[0].startswith("It was sent 3 times today already.")


def test_who_has_no_mailbox_gets_it_by_post_and_who_has_no_address_hears_so(bill: str) -> None:
    ContactPoint.objects.filter(party__number="C-6", kind="email").delete()
    assert told(again(bill)) == [
        f"Invoice {bill} goes once more by post, to your address on record."
    ]
    assert Notice.objects.get(name="paper_copy").channel == "letter"
    Address.objects.filter(account__number="40006").delete()
    with nothing_changes():
        outcome = again(bill)
    assert told(outcome)[0].startswith("We have no e-mail or postal address on record for you")


def test_who_told_nothing_of_themselves_or_is_somebody_else_gets_none(bill: str) -> None:
    with nothing_changes():
        unknown = do("aftersales.send_invoice", chat("C-6", V0), invoice=bill)
    assert (unknown.code, unknown.level) == (Code.VERIFICATION_REQUIRED, V1)
    with nothing_changes():
        stranger = do("aftersales.send_invoice", LINDQVIST, invoice=bill)
    assert stranger.code == Code.NOT_FOUND
