"""Figures of the handbook: a value with its unit, and how it is written in a sentence."""

import re
from collections.abc import Iterator
from decimal import Decimal
from string import Formatter
from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from makegood.handbook.pages import Page
from makegood.handbook.problems import NotAccepted

COUNTED = (
    "days",
    "working_days",
    "business_days",
    "day_number",
    "hours",
    "minutes",
    "seconds",
    "months",
    "years",
    "weeks",
    "times",
    "pieces",
    "megabytes",
    "words",
)
PERCENT = "percent"
TEXT = "text"
UNITS = (*COUNTED, PERCENT, TEXT)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_AMOUNT = re.compile(r"-?\d+\.\d{2}\Z")
_SHARE = re.compile(r"\d+(\.\d+)?\Z")

FigureValue: TypeAlias = int | Decimal | str


def amount(value: object) -> Decimal:
    """Return an amount of money as written, such as "25.00" (units, not cents)."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _AMOUNT.match(value):
        return Decimal(value)
    raise NotAccepted(f"{value!r} is not an amount", 'an amount with two decimals, such as "25.00"')


def share(value: object) -> Decimal:
    """Return a percentage as written: 15 or "7.75"."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | str) and not isinstance(value, bool) and _SHARE.match(str(value)):
        return Decimal(value)
    raise NotAccepted(f"{value!r} is not a percentage", 'a number such as 15 or "7.75"')


Amount = Annotated[Decimal, BeforeValidator(amount)]
Share = Annotated[Decimal, BeforeValidator(share)]


class Figure(Page):
    """A value with its unit: 30 days, 15 percent, 25.00 USD."""

    unit: str = Field(description="The unit, one of " + ", ".join(UNITS) + " or a currency: USD.")
    value: FigureValue = Field(description="The value, in its unit.")

    @model_validator(mode="before")
    @classmethod
    def _in_its_unit(cls, raw: object) -> object:
        if isinstance(raw, dict) and "unit" in raw and "value" in raw:
            return {**raw, "value": typed_value(raw["value"], str(raw["unit"]))}
        return raw

    @model_validator(mode="after")
    def _unit_is_known(self) -> Self:
        if not (self.unit in UNITS or _CURRENCY.match(self.unit)):
            raise NotAccepted(f"{self.unit!r} is no unit", ", ".join(UNITS) + ", or a currency")
        return self

    def written(self, language: str) -> str:
        """Return the value as a sentence of that language shows it (the unit's word is its own)."""
        if isinstance(self.value, Decimal) and _CURRENCY.match(self.unit):
            return money_text(self.value, self.unit, language)
        if isinstance(self.value, Decimal):
            return decimal_text(self.value, language)
        return str(self.value)


def typed_value(value: object, unit: str) -> FigureValue:
    """Return a written value in the type of its unit; NotAccepted when it cannot be one."""
    if _CURRENCY.match(unit):
        return amount(value)
    if unit == PERCENT:
        return share(value)
    if unit == TEXT and isinstance(value, str):
        return value
    if unit in COUNTED and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise NotAccepted(f"{value!r} is not a number of {unit}", "a whole number, 0 or more")


def decimal_text(value: Decimal, language: str) -> str:
    """Return a number with the decimal sign of the language and no empty decimals."""
    plain = format(value.normalize(), "f")
    return plain.replace(".", ",") if language == "fr" else plain


def money_text(value: Decimal, currency: str, language: str) -> str:
    """Return an amount as the language writes it: $3,000.00, in French 3 000,00 $US."""
    if language == "fr":
        digits = f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")
        return f"{digits}\u00a0{'$US' if currency == 'USD' else currency}"
    return f"${value:,.2f}" if currency == "USD" else f"{value:,.2f} {currency}"


def placeholders(template: str) -> Iterator[str]:
    """Yield the names in braces of a sentence; NotAccepted when its braces do not pair."""
    try:
        for _, name, spec, conversion in Formatter().parse(template):
            if name is not None:
                if not name or spec or conversion:
                    raise NotAccepted(f"{{{name}}} is not a plain name", "a name such as {days}")
                yield name
    except ValueError as error:
        if isinstance(error, NotAccepted):
            raise
        raise NotAccepted(f"braces do not pair: {error}", "a name such as {days}") from error


def filled(template: str, values: dict[str, str]) -> str:
    """Return a sentence with the named values put in; other placeholders stay as they are."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
