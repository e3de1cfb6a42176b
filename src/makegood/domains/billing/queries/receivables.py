"""What a customer owes item by item, what waits to be put to something, and what we hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem, Rank
from makegood.domains.billing.models import DisputedCharge, Petition
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Line
from makegood.domains.ledger.postings import ORDER_DEPOSITS, TRADE_RECEIVABLE

_CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Money that was paid and is put to nothing yet."""

    payment: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Dispute:
    """What of an open item the customer says is not owed, why, and since when."""

    about: str
    amount: Money
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class AccountView:
    """How a party's money stands: what is owed, what waits to be put to something, deposits."""

    owed: Money
    waits: Money
    held: Money


def account_of(party: str) -> AccountView:
    """How the money of a party stands in all, with one look."""
    kept = (TRADE_RECEIVABLE, ORDER_DEPOSITS)
    lines = Line.objects.filter(account_id__in=kept, party=party, currency=_CURRENCY)
    owed = waits = held = 0
    for account, about, cents in lines.values_list("account_id", "about").annotate(Sum("cents")):
        if account == ORDER_DEPOSITS:
            held -= cents
        elif cents > 0:
            owed += cents
        elif about.startswith("payment:"):
            waits -= cents
    return AccountView(*(Money(cents, _CURRENCY) for cents in (owed, waits, held)))


def open_items(party: str) -> list[OpenItem]:
    """What the party owes, the oldest first; due since it was first put on the account."""
    disputed = {row.about: row.amount for row in disputes_of(party)}
    filed_on = bankrupt_since(party)
    return [
        OpenItem(
            about,
            owed,
            min(owed, disputed.get(about, Money.zero(_CURRENCY))),
            since,
            _rank(about),
            is_stayed=filed_on is not None and since <= filed_on,
        )
        for about, owed, since in _standing(party)
        if owed.cents > 0
    ]


def bankrupt_since(party: str) -> date | None:
    """The day of a party's petition in bankruptcy; None when there is none. Source: PMT-15."""
    return Petition.objects.filter(party=party).values_list("filed_on", flat=True).first()


def unapplied(party: str) -> list[Waiting]:
    """What the party paid on account and is put to nothing yet, the oldest first."""
    return [
        Waiting(about.removeprefix("payment:"), -owed)
        for about, owed, _ in _standing(party)
        if owed.cents < 0 and about.startswith("payment:")
    ]


def paid_ahead(party: str) -> dict[str, Money]:
    """What the party paid for orders beyond what was billed of them, by order."""
    return {
        about.removeprefix("order:"): -owed
        for about, owed, _ in _standing(party)
        if owed.cents < 0 and about.startswith("order:")
    }


def unapplied_of(payment: str) -> Money:
    """What of one payment is put to nothing yet."""
    return -ledger.balance_of(TRADE_RECEIVABLE, about=f"payment:{payment}")


def deposits_held(party: str) -> dict[str, Money]:
    """What the party paid down on orders that were not invoiced yet, by order."""
    lines = Line.objects.filter(account_id=ORDER_DEPOSITS, party=party, currency=_CURRENCY)
    sums = lines.values_list("about").annotate(cents=Sum("cents")).order_by("about")
    return {about.removeprefix("order:"): Money(-cents) for about, cents in sums if cents}


def disputes_of(party: str) -> list[Dispute]:
    """The charges that the party disputes now, the oldest first."""
    rows = DisputedCharge.objects.filter(party=party, ended_at=None).order_by("noted_at", "pk")
    return [Dispute(row.about, row.amount, row.reason, local(row.noted_at).date()) for row in rows]


def owed_by(party: str) -> Money:
    """What the party owes in all, without what waits to be put to something."""
    return sum_of([item.owed for item in open_items(party)], _CURRENCY)


def owing_at_most(most: Money) -> list[str]:
    """The parties whose whole account comes to a debt of no more than this, by number.

    What waits on the account and what was paid ahead count against what is owed.
    """
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, currency=most.currency)
    sums = lines.exclude(party="").values("party").annotate(owed=Sum("cents"))
    few = sums.filter(owed__gt=0, owed__lte=most.cents).order_by("party")
    return [one["party"] for one in few]


def _standing(party: str) -> list[tuple[str, Money, date]]:
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, party=party, currency=_CURRENCY)
    sums = lines.values("about").annotate(owed=Sum("cents"), since=Min("entry__on"))
    return [
        (one["about"], Money(one["owed"], _CURRENCY), one["since"])
        for one in sums.order_by("since", "about")
    ]


def _rank(about: str) -> Rank:
    return Rank.FEE if about.startswith("fee:") else Rank.PRINCIPAL
