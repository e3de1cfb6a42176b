"""What is kept about a person who is a dealer, for the dealer to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.dealers.models import (
    Appeal,
    Audit,
    ChargeBack,
    ClaimLine,
    Dealer,
    DealerAgreement,
    DealerClaim,
    DealerUnit,
    PartInspection,
    PartReturn,
    RepairApproval,
    WorksheetSignature,
)
from makegood.domains.dealers.queries.claims import claims_of
from makegood.domains.dealers.queries.dealers import audits_of, dealer_of


@kept_about("dealer", Dealer, DealerAgreement, DealerUnit, RepairApproval)
def dealership(party: str) -> object:
    """What was agreed with this dealer, shipped to it, and approved before it repaired.

    Who bought a piece from the dealer is a fact about somebody else.
    """
    found = dealer_of(party)
    if found is None:
        return []
    pieces = DealerUnit.objects.filter(dealer__party=party).order_by("pk")
    approved = RepairApproval.objects.filter(dealer__party=party).order_by("pk")
    return {
        "agreed": found,
        "pieces": list(pieces.values("number", "model", "shipped_on", "sold_on")),
        "approvals": list(
            approved.values(
                "number", "serial", "currency", "most_cents", "straight_hours", "share", "why",
                "approved_at",
            )
        ),
    }  # fmt: skip


@kept_about("dealer_claims", DealerClaim, ClaimLine, Appeal, ChargeBack, PartReturn, PartInspection)
def dealer_claims(party: str) -> object:
    """What this dealer claimed, and what became of each line."""
    found = dealer_of(party)
    return claims_of([found.number]) if found else []


@kept_about("dealer_signatures", WorksheetSignature)
def dealer_signatures(party: str) -> object:
    """Which worksheets of this dealer's claims bear whose signature, and since when."""
    rows = WorksheetSignature.objects.filter(claim__dealer__party=party).order_by("pk")
    return list(rows.values("claim__number", "side", "seal", "signed_at"))


@kept_about("dealer_audits", Audit)
def dealer_audits(party: str) -> object:
    """The audits of this dealer, with the claims that were drawn."""
    found = dealer_of(party)
    return audits_of(found.number) if found else []
