"""Describe what was on record of a customer before the company kept its records here."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from makegood.domains.parties.addressing import PostalAddress
from makegood.domains.parties.models import ContactKind, Role, Usage

EXAMPLE = {
    "number": "C-6",
    "since": "2024-03-01",
    "accounts": [{"number": "40006", "line": "appliances", "opened_on": "2024-03-01"}],
}


class _Past(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_max_length=400)


class PastAddress(PostalAddress):
    """An address and the days on which it is or was used; `until` no longer counts."""

    usage: tuple[Usage, ...] = (Usage.BILLING, Usage.MAILING, Usage.SERVICE)
    start: date
    until: date | None = None
    changed_on: date | None = None

    @property
    def place(self) -> PostalAddress:
        """The address without its days."""
        return PostalAddress.model_validate(
            self.model_dump(include=set(PostalAddress.model_fields))
        )


class PastContactPoint(_Past):
    """An e-mail address or phone number, and the day it was put on record."""

    kind: ContactKind
    value: str
    added_on: date
    verified: bool = True


class PastAccount(_Past):
    """An account, and what the party is on it."""

    number: str
    line: str = "appliances"
    role: Role = Role.HOLDER
    opened_on: date
    terms: str = "prepaid"


class PastConsent(_Past):
    """What a party agreed to, on which day."""

    purpose: str
    channel: str
    on: date
    wording: str


class PartyHistory(_Past):
    """All that was on record of a customer elsewhere."""

    number: str = Field(pattern=r"^C-[0-9]{1,12}$")
    since: date
    addresses: tuple[PastAddress, ...] = ()
    contact_points: tuple[PastContactPoint, ...] = ()
    accounts: tuple[PastAccount, ...] = Field(min_length=1)
    consents: tuple[PastConsent, ...] = ()
