"""What a customer owes item by item, what waits to be put to something, and what we hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem, OpenPart, Rank, open_parts
from makegood.domains.billing.models import DisputedCharge, Payment, Petition
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
    """What the party owes, the oldest first; due since what is open of it was put on the account.

    What a payment paid that its bank took back counts as never paid (AC14.5).
    """
    return open_items_among((party,)).get(party, [])


def open_items_among(parties: Collection[str]) -> Mapping[str, list[OpenItem]]:
    """What each of some parties owes; each kind of row is read once for all of them."""
    rows = DisputedCharge.objects.filter(party__in=parties, ended_at=None)
    disputed = {(row.party, row.about): row.amount for row in rows}
    filed = dict(Petition.objects.filter(party__in=parties).values_list("party", "filed_on"))
    found: dict[str, list[OpenItem]] = defaultdict(list)
    for party, about, parts in _open_among(parties):
        owed, since, filed_on = (
            sum_of([one.amount for one in parts]),
            parts[0].day,
            filed.get(party),
        )
        found[party].append(
            OpenItem(
                about,
                owed,
                min(owed, disputed.get((party, about), Money.zero(_CURRENCY))),
                since,
                _rank(about),
                is_stayed=filed_on is not None and since <= filed_on,
                parts=parts,
            )
        )
    for items in found.values():
        items.sort(key=lambda one: (one.due_on, one.about))
    return found


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


def waits_among(parties: Collection[str]) -> Mapping[str, Money]:
    """What in all each of some parties paid on account that is put to nothing yet."""
    lines = Line.objects.filter(
        account_id=TRADE_RECEIVABLE, party__in=parties, about__startswith="payment:",
        currency=_CURRENCY,
    )  # fmt: skip
    sums = lines.values_list("party", "about").annotate(owed=Sum("cents")).order_by()
    found: dict[str, Money] = defaultdict(Money.zero)
    for party, _, cents in sums.filter(owed__lt=0):
        found[party] -= Money(cents, _CURRENCY)
    return found


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


def _open_among(parties: Collection[str]) -> Iterator[tuple[str, str, tuple[OpenPart, ...]]]:
    """What is open: whose it is, about what, and since when which part of it."""
    lines = Line.objects.filter(
        account_id=TRADE_RECEIVABLE, party__in=parties, currency=_CURRENCY
    )  # fmt: skip
    sums = lines.values("party", "about").annotate(owed=Sum("cents")).order_by()
    of_open = lines.filter(about__in=sums.filter(owed__gt=0).values("about"))
    moves: dict[tuple[str, str], list[tuple[date, Money]]] = defaultdict(list)
    unheld = _unheld(parties)
    names = ("party", "about", "cents", "entry__on", "entry__source")
    for party, about, cents, on, source in of_open.values_list(*names).order_by("entry_id", "pk"):
        if about.startswith("fee:") or ":".join(source.split(":")[:2]) not in unheld:
            moves[party, about].append((on, Money(cents, _CURRENCY)))
    for (party, about), those in moves.items():
        if parts := open_parts(those):
            yield party, about, parts


def _unheld(parties: Collection[str]) -> frozenset[str]:
    """The payments of some parties that a bank took back, by their names in the books."""
    rows = Payment.objects.filter(party__in=parties).exclude(returned_at=None)
    return frozenset(f"payment:{number}" for number in rows.values_list("number", flat=True))


def _standing(party: str) -> list[tuple[str, Money, date]]:
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, party=party, currency=_CURRENCY)
    sums = lines.values("about").annotate(owed=Sum("cents"), since=Min("entry__on"))
    return [
        (one["about"], Money(one["owed"], _CURRENCY), one["since"])
        for one in sums.order_by("since", "about")
    ]


def _rank(about: str) -> Rank:
    return Rank.FEE if about.startswith("fee:") else Rank.PRINCIPAL
