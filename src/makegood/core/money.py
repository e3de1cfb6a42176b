"""Say an amount of money exactly: whole cents of one currency, never a float."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Annotated, Self

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_AMOUNT = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{2}))?(?: ([A-Z]{3}))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents (minor units) of one currency (ISO 4217). Source: DESIGN 5."""

    cents: int
    currency: str = "USD"

    @classmethod
    def zero(cls, currency: str = "USD") -> Self:
        """Nothing at all, of a currency."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "750.44", "-5.00" or "750.44 EUR"; ValueError for any other shape."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise ValueError("an amount such as 25.00, with two decimals or none")
        sign, whole, decimals, currency = found.groups()
        cents = int(whole) * 100 + int(decimals or "0")
        return cls(-cents if sign else cents, currency or "USD")

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact to the cent."""
        return Decimal(self.cents) / 100

    def __str__(self) -> str:
        """Spell the amount as "750.44 USD"."""
        whole, part = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole}.{part:02} {self.currency}"

    def __add__(self, other: Money) -> Money:
        """Add an amount of the same currency."""
        return Money(self.cents + self._same(other).cents, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Take away an amount of the same currency."""
        return Money(self.cents - self._same(other).cents, self.currency)

    def __neg__(self) -> Money:
        """Turn a debt into a credit, and back."""
        return Money(-self.cents, self.currency)

    def __mul__(self, count: int) -> Money:
        """Take the amount so many times."""
        return Money(self.cents * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Whether this is less than an amount of the same currency."""
        return self.cents < self._same(other).cents

    def __bool__(self) -> bool:
        """Whether it is any money at all."""
        return self.cents != 0

    def percent(self, rate: Decimal | int) -> Money:
        """Take so many per cent of it, rounded half-up to the cent (domain.md, conventions)."""
        exact = Decimal(self.cents) * Decimal(rate) / 100
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), self.currency)

    def share(self, parts: int, of: int) -> Money:
        """So many of `of` equal parts, rounded half-up to the cent."""
        exact = Decimal(self.cents) * parts / of
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{other.currency} cannot be counted together with {self.currency}")
        return other

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept "25.00" or {"amount": "25.00", "currency": "USD"}; answer with the latter.

        A `currency` in the validation's context is the only one accepted.
        """
        return core_schema.with_info_plain_validator_function(
            _read_money,
            serialization=core_schema.plain_serializer_function_ser_schema(_write_money),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe money to the faces as text with two decimals."""
        return {"type": "string", "format": "money", "pattern": r"^-?\d{1,12}(\.\d{2})?$"}


def sum_of(amounts: Sequence[Money], currency: str = "USD") -> Money:
    """Add up amounts of one currency; of none, it is zero."""
    return sum(amounts, Money.zero(amounts[0].currency if amounts else currency))


def allocate(total: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Share out a total by whole-number weights so that the shares sum to it exactly.

    Largest remainder: the cents left over go to the largest remainders, the first of equals
    first. Weights must be 0 or more, and not all 0. Source: C10, document tax to lines.
    """
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights of 0 or more, not all of them 0")
    whole = sum(weights)
    sign = -1 if total.cents < 0 else 1
    exact = [divmod(abs(total.cents) * weight, whole) for weight in weights]
    shares = [share for share, _ in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-exact[index][1], index))
    for index in by_remainder[: abs(total.cents) - sum(shares)]:
        shares[index] += 1
    return tuple(Money(sign * share, total.currency) for share in shares)


def _read_money(value: object, info: ValidationInfo) -> Money:
    money = _money_of(value)
    if money is None:
        raise PydanticCustomError(
            "money", "Write an amount such as 25.00, with two decimals or none"
        )
    wanted = (info.context or {}).get("currency", money.currency)
    if money.currency != wanted:
        raise PydanticCustomError("money", "Write an amount in {wanted}", {"wanted": wanted})
    return money


def _money_of(value: object) -> Money | None:
    if isinstance(value, Money):
        return value
    try:
        if isinstance(value, str):
            return Money.parse(value)
        if isinstance(value, dict) and set(value) <= {"amount", "currency"}:
            return Money.parse(f"{value['amount']} {value.get('currency', 'USD')}")
    except (ValueError, KeyError):
        pass
    return None


def _write_money(value: Money) -> dict[str, str]:
    return {"amount": f"{value.amount:.2f}", "currency": value.currency}


def _something(amount: Money) -> Money:
    if amount.cents <= 0:
        raise ValueError("an amount above zero")
    return amount


def _not_negative(amount: Money) -> Money:
    if amount.cents < 0:
        raise ValueError("an amount of 0 or more")
    return amount


Amount = Annotated[Money, AfterValidator(_something)]
NotNegative = Annotated[Money, AfterValidator(_not_negative)]
