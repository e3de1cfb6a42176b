"""The rule of what people post by hand, where no act of the company does it. J33."""

from __future__ import annotations

from makegood.domains.ledger.postings.sides import Posting, Side, with_money


def entered_by_hand(*lines: Side) -> Posting:
    """J33: what somebody found to be missing in the books, with a second person's yes."""
    return Posting("J33", with_money(*lines))
