"""Give out as plain facts what a gift that comes back is of."""

from __future__ import annotations

from datetime import date

from makegood.core.money import Money
from makegood.domains.aftersales.models.facts import lock_line_to_return, open_on
from makegood.domains.aftersales.policy.gifts import REASON, GiftFacts
from makegood.domains.billing import queries as billing
from makegood.domains.parties.queries import account_of


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
