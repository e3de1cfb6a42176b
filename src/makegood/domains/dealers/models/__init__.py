"""The tables of dealers: agreements, pieces, claims with their lines, and what follows."""

from makegood.domains.dealers.models.after import Appeal, Audit, ChargeBack
from makegood.domains.dealers.models.claims import ClaimLine, DealerClaim
from makegood.domains.dealers.models.dealers import (
    Dealer,
    DealerAgreement,
    DealerUnit,
    RepairApproval,
)
from makegood.domains.dealers.models.flags import AuditFlag
from makegood.domains.dealers.models.parts import Finding, PartInspection, PartReturn
from makegood.domains.dealers.models.signing import WorksheetSignature

__all__ = [
    "Appeal",
    "Audit",
    "AuditFlag",
    "ChargeBack",
    "ClaimLine",
    "Dealer",
    "DealerAgreement",
    "DealerClaim",
    "DealerUnit",
    "Finding",
    "PartInspection",
    "PartReturn",
    "RepairApproval",
    "WorksheetSignature",
]
