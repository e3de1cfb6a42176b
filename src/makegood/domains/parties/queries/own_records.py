"""Who somebody is in our records, for that person to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.parties.models import (
    AccountRole,
    Address,
    Consent,
    ContactPoint,
    Death,
    FalseDeath,
    OptOut,
    Party,
    PurchasePause,
    Verification,
    Vulnerability,
)
from makegood.domains.parties.queries.kept import kept_person

kept_about(
    "person", Party, AccountRole, Address, ContactPoint, Consent, OptOut, Verification,
    Vulnerability, PurchasePause, Death, FalseDeath,
)(kept_person)  # fmt: skip
