"""Give out as plain facts what a gift that comes back is of, and what could not be paid yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.money import Money
from makegood.core.times_of_day import first_minute
from makegood.domains.aftersales.models.facts import is_unpaid, lock_line_to_return, open_on
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.policy.gifts import REASON, GiftFacts
from makegood.domains.billing import queries as billing
from makegood.domains.parties.queries import account_of


@dataclass(frozen=True, slots=True)
class Owing:
    """An accepted return that is not paid: its number, who sent it, and whether it was a gift."""

    number: str
    party: str
    is_gift: bool


def payable_again(today: date) -> tuple[Owing, ...]:
    """The returns accepted before today that are unpaid, and of which nothing stops the payment.

    What a bank takes back, or of a gift what its buyer still owes, stops it.
    """
    rows = Return.objects.filter(
        accepted_at__lt=first_minute(today), refunded_at=None, cancelled_at=None, expired_at=None
    )
    return tuple(
        Owing(row.number, row.party, row.is_gift)
        for row in rows.select_related("line__order").order_by("pk")
        if not _is_stopped(row)
    )


def _is_stopped(row: Return) -> bool:
    order = row.line.order
    if row.is_gift:
        return is_unpaid(order.number, order.party, row.terms.refund)
    return bool(billing.open_chargebacks(order.number))


def lock_gift(
    line: str, recipient: str, *, quantity: int, opened: bool | None, today: date
) -> GiftFacts:
    """An order line, locked, whose goods come back from who was given them. NotFound."""
    back = lock_line_to_return(
        line, quantity=quantity, reason=REASON, opened=opened, language="en", today=today
    )
    much = back.terms.refund if back.terms else Money.zero()
    return GiftFacts(
        back=back, recipient=recipient, recipient_account=account_of(recipient),
        owed=open_on(back.order, back.party, much),
        is_disputed=bool(billing.open_chargebacks(back.order)),
    )  # fmt: skip
