"""Answer how the money of a party stands: what is owed, paid ahead, held, and on its way back."""

from __future__ import annotations

from makegood.domains.billing.policy import ComingBack, Standing
from makegood.domains.billing.queries.payments import refunds_to, stored_value
from makegood.domains.billing.queries.receivables import (
    deposits_held,
    open_items,
    paid_ahead,
    unapplied,
)

_LEFT_US = ("queued", "sent", "stopping")
_STAYED = ("held", "failed")


def standing_of(party: str) -> Standing:
    """What a party owes item by item, and all that is theirs and with us."""
    parts = [leg for one in refunds_to(party) for leg in one.legs]
    return Standing(
        open=tuple(open_items(party)),
        waits=tuple((one.payment, one.amount) for one in unapplied(party)),
        ahead=tuple(paid_ahead(party).items()),
        deposits=tuple(deposits_held(party).items()),
        store_credit=stored_value(party),
        coming_back=tuple(
            ComingBack(leg.amount, leg.tender, leg.state in _LEFT_US)
            for leg in parts
            if leg.state in (*_LEFT_US, *_STAYED)
        ),
    )
