"""Keep customers, accounts, contact points, addresses, consents and proofs of identity."""

from makegood.domains.parties.models.care import (
    Death,
    FalseDeath,
    PurchasePause,
    Vulnerability,
    VulnerabilityKind,
)
from makegood.domains.parties.models.consents import Consent, OptOut
from makegood.domains.parties.models.identity import Challenge, Method, Verification
from makegood.domains.parties.models.people import (
    Account,
    AccountRole,
    Party,
    PartyKind,
    Role,
    Scope,
)
from makegood.domains.parties.models.reach import Address, ContactKind, ContactPoint, Usage

__all__ = [
    "Account",
    "AccountRole",
    "Address",
    "Challenge",
    "Consent",
    "ContactKind",
    "ContactPoint",
    "Death",
    "FalseDeath",
    "Method",
    "OptOut",
    "Party",
    "PartyKind",
    "PurchasePause",
    "Role",
    "Scope",
    "Usage",
    "Verification",
    "Vulnerability",
    "VulnerabilityKind",
]
