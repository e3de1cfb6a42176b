"""Answer which orders are paid late, and what is known of each. Source: C14, PMT-13."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Min, Sum

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem
from makegood.domains.billing.models import DisputedCharge, WithdrawnPetition
from makegood.domains.billing.policy import LateFacts
from makegood.domains.billing.queries.receivables import open_items, unapplied
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Line
from makegood.domains.ledger.postings import TRADE_RECEIVABLE
from makegood.domains.parties.queries import died_by


def late_facts(party: str, order: str, today: date) -> LateFacts:
    """An order's charge as it stands for a late fee; nothing is owed of one that is paid."""
    about, zero = f"order:{order}", Money.zero()
    nothing = OpenItem(about, zero, zero, today)
    died = died_by(party)
    return LateFacts(
        party=party, order=order,
        item=next((one for one in open_items(party) if one.about == about), nothing),
        waits=sum_of([one.amount for one in unapplied(party)], zero.currency),
        is_charged=late_fee_of(order) is not None,
        died_on=local(died).date() if died else None,
        settled_on=_settled_on(party, about),
    )  # fmt: skip


def _settled_on(party: str, about: str) -> date | None:
    """When what keeps an order from being asked for last ended: a dispute, or a wrong petition."""
    ended = DisputedCharge.objects.filter(about=about).aggregate(at=Max("ended_at"))["at"]
    wrong = WithdrawnPetition.objects.filter(party=party).aggregate(at=Max("withdrawn_at"))["at"]
    moments = [at for at in (ended, wrong) if at]
    return local(max(moments)).date() if moments else None


def late_fee_of(order: str) -> Money | None:
    """The late fee that was charged for an order; None when there was none."""
    return ledger.debited_by(late_fee_source(order))


def late_fee_source(order: str) -> str:
    """The source of the only late fee that an order may have."""
    return f"order:{order}:late_fee"


def open_before(day: date) -> Iterator[tuple[str, str]]:
    """Whose orders may have an open charge from before a day: the party and the order.

    What of it is open since then may be less, or nothing: that is looked at one by one.
    """
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, about__startswith="order:")
    sums = lines.exclude(party="").values("party", "about")
    late = sums.annotate(owed=Sum("cents"), since=Min("entry__on")).filter(owed__gt=0)
    for one in late.filter(since__lt=day).order_by("about"):
        yield one["party"], one["about"].removeprefix("order:")
