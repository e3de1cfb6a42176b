"""Whatever a table keeps about a person is given to that person, or is named here with a reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from makegood.core.own_records import parts_kept, tables_told
from makegood.handbook import book

NOT_GIVEN_OUT = {
    "core.JournalRow": "what was done, step by step; the records that came of it are given out",
    "core.JournalSubject": "the journal's index",
    "core.ApprovalRequest": "how we decide among ourselves; what came of it is given out",
    "core.AuthorityUse": "how much of our own people's authority is used up",
    "core.Effect": "messages on their way; letters are given out as they were sent",
    "parties.Challenge": "the hash of a code that ran out; what it proved is given out",
    "company.Staff": "who works here, as one who works here",
    "company.ApiKey": "keys of those who work here",
    "company.Password": "hashes of passwords of those who work here",
    "company.DeskSession": "who of us is at the desk",
    "conversations.HandOver": "how talks go from hand to hand here; what was said is given out",
    "conversations.TakeOver": "who of us had a conversation",
    "ledger.Entry": "the books say once more what payments, refunds, bills and credits say",
    "ledger.Line": "as its entry",
    "ordering.Carriage": "with which carrier goods go, and its cost; the shipment is given out",
    "ordering.RateQuote": "what carriers ask of us",
    "ordering.Allocation": "which pieces in the warehouse are meant; the order is given out",
    "ordering.LinePromise": "how a day was worked out; orders and letters say it",
    "ordering.OrderHold": "our caution against fraud; the state of the order shows it",
    "ordering.FreightClaim": "between us and the carrier",
    "dealers.AuditFlag": "our doubt before an audit looks; the audit itself is given out",
    "cases.LegalHold": "a court's or lawyer's matter, told by them",
}


def tables_about_people() -> set[type[Model]]:
    """Those with a column for a party, and those whose rows belong to a row of such a table."""
    found = {
        one
        for one in apps.get_models()
        if any(field.name.endswith("party") for field in one._meta.concrete_fields)
    }
    while True:
        more = {
            one
            for one in apps.get_models()
            if any(field.related_model in found for field in one._meta.concrete_fields)
        }
        if more <= found:
            return {one for one in found if not one._meta.proxy}
        found |= more


@pytest.mark.parametrize("table", sorted(tables_about_people(), key=str))
def test_what_a_table_keeps_about_a_person_is_given_out_or_named_here(table: type[Model]) -> None:
    is_told, is_named = table in tables_told(), table._meta.label in NOT_GIVEN_OUT

    assert is_told or is_named, f"{table._meta.label}: give it out (kept_about), or name it here"
    assert not (is_told and is_named), f"{table._meta.label} is given out: it needs no reason here"


def test_every_reason_is_of_a_table_about_people() -> None:
    assert set(NOT_GIVEN_OUT) <= {one._meta.label for one in tables_about_people()}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_part_of_the_record_has_its_heading(language: str) -> None:
    voice = book().voice(language)
    for name in parts_kept():
        assert voice.statement(f"cases.part_{name}")
