"""Keep by what means people pay, and what the company itself holds for them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self

from django.db import models

from makegood.core.numbers import next_number
from makegood.core.sealed import SealedField, blind_index


class Tender(StrEnum):
    """By what means somebody pays."""

    CARD = "card"
    GIFT = "gift"
    STORE_CREDIT = "store_credit"
    CASH = "cash"
    ACH = "ach"
    CHEQUE = "cheque"
    MONEY_ORDER = "money_order"
    LOAN = "loan"


class Purpose(StrEnum):
    """What a payment is for: something down on an order, or what is owed."""

    DEPOSIT = "deposit"
    ORDER = "order"


STORED_VALUE = frozenset({Tender.GIFT, Tender.STORE_CREDIT})
"""Tenders whose money the company itself holds (account 2300)."""

BY_PROVIDER = frozenset({Tender.CARD, Tender.ACH})
"""Tenders that the payment provider captures."""


class TenderAccount(models.Model):
    """A gift card (whoever has the code) or store credit (its party's); the ledger has its balance.

    `code` is sealed because whoever knows a gift card's code can spend it; it is found by its
    blind index.
    """

    ref_kind = "tender"

    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=12)
    code = SealedField(found_by="code_index", index_kind="tender")
    code_index = models.CharField(max_length=64, unique=True)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    opened_at = models.DateTimeField()

    @property
    def ref(self) -> str:
        """Its name in the ledger, such as "tender:TA-1001"."""
        return f"tender:{self.number}"

    @classmethod
    def open(cls, kind: Tender, *, at: datetime, code: str = "", party: str = "") -> Self:
        """Open a gift card under its code, or somebody's store credit under its own number."""
        number = next_number("TA")
        return cls.objects.create(
            number=number,
            kind=kind,
            code=code or number,
            code_index=blind_index(code or number, "tender"),
            party=party,
            opened_at=at,
        )

    @classmethod
    def for_store_credit(cls, party: str, *, at: datetime) -> Self:
        """The store credit of a party, opened when it has none yet."""
        return cls._store_credit(party) or cls.open(Tender.STORE_CREDIT, at=at, party=party)

    @classmethod
    def store_credit_of(cls, party: str) -> str | None:
        """The number under which a party has store credit; None without any."""
        held = cls._store_credit(party)
        return held.number if held else None

    @classmethod
    def _store_credit(cls, party: str) -> Self | None:
        return cls.objects.filter(party=party, kind=Tender.STORE_CREDIT).order_by("pk").first()
