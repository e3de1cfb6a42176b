"""The dealers the demo begins with: what was agreed with each, and the pieces they sold."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import Field

from makegood.handbook.figures import Amount, Share
from makegood.handbook.pages import Page, Placed
from makegood.handbook.prices import Sku
from makegood.handbook.problems import Problem

_FIRST_CLAIM = 2201


class AgreementSeed(Page):
    """What is agreed with a dealer from a day on."""

    start: date = Field(alias="from", description="The first day it holds.")
    labour_rate: Amount = Field(description="What an hour of labour is paid, such as 95.00.")
    markup: Share = Field(description="What is added to dealer cost of a part, in per cent.")


class UnitSeed(Page):
    """A piece that a dealer was shipped, and perhaps sold."""

    serial: str = Field(description="Its serial number, such as SN-D-40112.")
    model: Sku = Field(description="Its stock number.")
    shipped_on: date = Field(description="The day it was shipped to the dealer.")
    sold_on: date | None = Field(None, description="The day it was sold; none while in stock.")
    owner: str = Field("", description="The customer who bought it, such as C-12.")


class DealerSeed(Page):
    """A dealer of the demo."""

    number: str = Field(pattern=r"^DL-[0-9]+$", description="The dealer's number, such as DL-4.")
    party: str = Field(description="Who the dealer is, among the people: C-4.")
    account: str = Field(description="The dealer's account, such as 40004.")
    since: date = Field(description="The day the first agreement began.")
    labour: bool = Field(True, description="false when the dealer is paid for parts only.")
    models: tuple[Sku, ...] = Field(description="The models the dealer repairs.")
    agreements: tuple[AgreementSeed, ...] = Field(min_length=1, description="What was agreed.")
    units: tuple[UnitSeed, ...] = Field((), description="The pieces the dealer was shipped.")


class DealerLabourSeed(Page):
    """An operation that a claim of the past claims."""

    op: str = Field(description="The operation, such as WM-DRV-02.")
    hours: str = Field(description="The hours claimed, such as 1.5.")


class DealerPartSeed(Page):
    """A part that a claim of the past claims."""

    part: Sku = Field(description="The stock number.")
    price: Amount = Field(description="The price claimed for one.")
    finding: str = Field("", description="What was found when it came back.")


class DealerClaimSeed(Page):
    """A claim of the past, and how far it went."""

    number: str = Field(pattern=r"^DCL-[0-9]+$", description="Its number, in the order they came.")
    ro_no: str = Field(description="The dealer's own repair order.")
    dealer: str = Field(description="The dealer, such as DL-4.")
    serial: str = Field(description="The piece that was repaired.")
    failed_on: date = Field(description="The day it failed.")
    repaired_on: date = Field(description="The day it was repaired.")
    received_on: date = Field(description="The day the claim came.")
    decided_on: date | None = Field(None, description="The day it was decided.")
    paid_on: date | None = Field(None, description="The day it was paid.")
    complaint: str = Field(description="What the customer complained of.")
    cause: str = Field(description="What had failed.")
    correction: str = Field(description="What was done.")
    failure_code: str = Field(description="Which component failed.")
    labour: tuple[DealerLabourSeed, ...] = Field((), description="The operations.")
    parts: tuple[DealerPartSeed, ...] = Field((), description="The parts.")
    trip: Amount | None = Field(None, description="The trip, if one was claimed.")
    miles: int | None = Field(None, ge=0, description="How many miles it was, there and back.")


def check_dealers(
    dealers: Sequence[Placed[DealerSeed]],
    claims: Sequence[Placed[DealerClaimSeed]],
    accounts: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield what does not hang together between dealers, their accounts and their claims."""
    serials: set[str] = set()
    for placed in dealers:
        dealer = placed.item
        if accounts.get(dealer.account) != dealer.party:
            wrong = f"{dealer.account} is no account of {dealer.party}"
            yield placed.problem(("account",), wrong, "an account of that party")
        for unit in dealer.units:
            if unit.serial in serials:
                wrong = f"{unit.serial} is there twice"
                yield placed.problem(("units",), wrong, "each serial number once")
            serials.add(unit.serial)
    known = {placed.item.number for placed in dealers}
    came = sorted(claims, key=lambda placed: placed.item.received_on)
    for place, claim in enumerate(came):
        if claim.item.dealer not in known:
            yield claim.problem(("dealer",), f"{claim.item.dealer} is no dealer", "a dealer")
        if claim.item.number != f"DCL-{_FIRST_CLAIM + place}":
            wrong = f"{claim.item.number} is not the next number"
            yield claim.problem(("number",), wrong, f"DCL-{_FIRST_CLAIM + place}")
