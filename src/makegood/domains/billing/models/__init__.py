"""Keep what was paid, by which means, what went back, and what banks dispute. Source: C14, C17.

Orders are known by number only: they stand higher in the house. Balances of gift cards and store
credit, what is owed and what was refunded so far are never kept: they follow from entries and legs.
"""

from makegood.domains.billing.models.asked import ChequeAsk
from makegood.domains.billing.models.counters import Drawer
from makegood.domains.billing.models.given import GivenCredit
from makegood.domains.billing.models.payments import Allocation, DisputedCharge, Payment
from makegood.domains.billing.models.petitions import Petition, WithdrawnPetition
from makegood.domains.billing.models.refunds import AS_CHEQUE, Chargeback, Refund, RefundLeg
from makegood.domains.billing.models.tenders import (
    BY_PROVIDER,
    STORED_VALUE,
    Purpose,
    Tender,
    TenderAccount,
)

__all__ = [
    "AS_CHEQUE",
    "BY_PROVIDER",
    "STORED_VALUE",
    "Allocation",
    "Chargeback",
    "ChequeAsk",
    "DisputedCharge",
    "Drawer",
    "GivenCredit",
    "Payment",
    "Petition",
    "Purpose",
    "Refund",
    "RefundLeg",
    "Tender",
    "TenderAccount",
    "WithdrawnPetition",
]
