"""Answer which orders are paid late, and what is known of each. Source: C14, PMT-13."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Exists, Min, OuterRef, Sum, Value
from django.db.models.functions import Concat

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.billing.allocating import OpenItem
from makegood.domains.billing.models import DisputedCharge, WithdrawnPetition
from makegood.domains.billing.policy import LateFacts
from makegood.domains.billing.queries.receivables import open_items_among, waits_among
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry, Line
from makegood.domains.ledger.postings import TRADE_RECEIVABLE
from makegood.domains.parties.queries import deaths_among


def late_facts(party: str, order: str, today: date) -> LateFacts:
    """An order's charge as it stands for a late fee; nothing is owed of one that is paid."""
    [facts] = late_facts_among([(party, order)], today)
    return facts


def late_facts_among(named: Sequence[tuple[str, str]], today: date) -> list[LateFacts]:
    """The charges of some orders of some parties; each kind of row is read once for all."""
    parties, zero = {party for party, _ in named}, Money.zero()
    items = open_items_among(parties)
    waits, deaths, settled = waits_among(parties), deaths_among(parties), _settled_on(parties)
    sources = [late_fee_source(order) for _, order in named]
    charged = set(Entry.objects.filter(source__in=sources).values_list("source", flat=True))
    found = []
    for party, order in named:
        about = f"order:{order}"
        nothing = OpenItem(about, zero, zero, today)
        died, since = deaths.get(party), (settled.get((party, about)), settled.get((party, "")))
        found.append(
            LateFacts(
                party=party, order=order,
                item=next((one for one in items.get(party, []) if one.about == about), nothing),
                waits=waits.get(party, zero),
                is_charged=late_fee_source(order) in charged,
                died_on=local(died).date() if died else None,
                settled_on=max((day for day in since if day), default=None),
            )
        )  # fmt: skip
    return found


def _settled_on(parties: Collection[str]) -> Mapping[tuple[str, str], date]:
    """When what keeps an order from being asked for last ended, by its party and what it is about.

    A dispute is about one order; a petition that was wrong is about none, and so about all.
    """
    ended = DisputedCharge.objects.filter(party__in=parties).exclude(ended_at=None)
    wrong = WithdrawnPetition.objects.filter(party__in=parties)
    moments = [
        *ended.order_by("ended_at").values_list("party", "about", "ended_at"),
        *wrong.order_by("withdrawn_at").values_list("party", Value(""), "withdrawn_at"),
    ]
    return {(party, about): local(at).date() for party, about, at in moments if at}


def late_fee_of(order: str) -> Money | None:
    """The late fee that was charged for an order; None when there was none."""
    return ledger.debited_by(late_fee_source(order))


def late_fee_source(order: str) -> str:
    """The source of the only late fee that an order may have."""
    return f"order:{order}:late_fee"


def open_before(day: date) -> list[tuple[str, str]]:
    """Whose orders may have an open charge from before a day, and no late fee yet; and which.

    What of it is open since then may be less, or nothing: `late_facts_among` tells.
    """
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, about__startswith="order:")
    fee = Concat(OuterRef("about"), Value(":late_fee"))
    lines = lines.exclude(Exists(Entry.objects.filter(source=fee)))
    sums = lines.exclude(party="").values("party", "about")
    late = sums.annotate(owed=Sum("cents"), since=Min("entry__on")).filter(owed__gt=0)
    rows = late.filter(since__lt=day).order_by("about", "party")
    return [(one["party"], one["about"].removeprefix("order:")) for one in rows]
