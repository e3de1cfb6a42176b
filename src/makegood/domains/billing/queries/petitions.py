"""Answer which petition in bankruptcy is on record, and how it parts a customer's money."""

from __future__ import annotations

from datetime import date

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.domains.billing.models import Payment, Petition, WithdrawnPetition
from makegood.domains.billing.policy import Parted, PetitionFacts
from makegood.domains.billing.queries.receivables import open_items


def petition_facts(party: str, filed_on: date) -> PetitionFacts:
    """What a party owes and paid up to a day and after it, and the petition on record."""
    known = Petition.objects.filter(party=party).values_list("court_case", flat=True).first()
    owed = [(one.due_on, one.owed) for one in open_items(party)]
    rows = Payment.objects.filter(party=party, returned_at=None).exclude(captured_at=None)
    paid = [(local(row.captured_at).date(), row.amount) for row in rows if row.captured_at]
    return PetitionFacts(known or "", _part(owed, filed_on), _part(paid, filed_on))


def petition_of(party: str) -> list[dict[str, object]]:
    """The petitions of a party as they are kept, withdrawn ones too, for the party to have."""
    fields = ("court_case", "filed_on", "told_by", "noted_at")
    withdrawn = WithdrawnPetition.objects.filter(party=party).order_by("pk")
    return [
        *Petition.objects.filter(party=party).values(*fields),
        *withdrawn.values(*fields, "withdrawn_at", "reason"),
    ]


def _part(sums: list[tuple[date, Money]], day: date) -> Parted:
    currency = Money.zero().currency
    return Parted(
        before=sum_of([amount for on, amount in sums if on <= day], currency),
        after=sum_of([amount for on, amount in sums if on > day], currency),
    )
