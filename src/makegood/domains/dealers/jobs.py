"""Let a number say whose affairs are meant, and look whether approved claims were paid."""

from __future__ import annotations

from makegood.core.checks import Finding, check
from makegood.domains.dealers.models import Dealer, DealerClaim
from makegood.domains.dealers.queries import claim_card
from makegood.domains.ledger import queries as ledger
from makegood.domains.parties.finders import reference_finder


@reference_finder
def accounts_by_dealer_claim(text: str) -> tuple[str, ...]:
    """The account that a dealer's claim or a dealer of this number is on."""
    number = text.strip().upper()
    claims = DealerClaim.objects.filter(number=number).values_list("dealer__account", flat=True)
    dealers = Dealer.objects.filter(number=number).values_list("account", flat=True)
    return (*claims, *dealers)


@check("dealers.claim_paid")
def claim_paid(subject: str) -> tuple[Finding, str]:
    """Whether a claim ("dealer_claim:DCL-2201") that was approved is paid. Source: LAW-XM-42."""
    card = claim_card(subject.removeprefix("dealer_claim:"))
    if card.decided_at is None:
        return Finding.UNKNOWN, f"{card.number} is {card.state}"
    owed = -ledger.balance_of("2510", party=card.party, about=card.ref)
    if owed:
        return Finding.NO, f"{card.number}: {owed} is owed"
    return Finding.YES, f"{card.number} was paid {card.paid}"
