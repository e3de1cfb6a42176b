"""The customers the demo begins with: who they are, where they live, how they are reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from makegood.handbook.dealers import DealerClaimSeed, DealerSeed, check_dealers
from makegood.handbook.orders import OrderSeed
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import NotInHandbook, Problem


class PartyKind(StrEnum):
    """Whether a party is a person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ContactKind(StrEnum):
    """By what a party is reached."""

    EMAIL = "email"
    PHONE = "phone"


class AddressSeed(Page):
    """A postal address and the days on which it is used."""

    line1: str = Field(description="Street and number.")
    line2: str = Field("", description="Flat, floor or unit.")
    locality: str = Field(description="The town, such as Harlow.")
    region: str = Field(description="The state, such as XM.")
    postal_code: str = Field(description="The postcode, such as 55501.")
    country: str = Field("US", pattern=r"^[A-Z]{2}$", description="The country's ISO code.")
    usage: tuple[str, ...] = Field(
        ("billing", "mailing", "service"), description="What it is used for."
    )
    start: date = Field(alias="from", description="The first day it is used.")
    until: date | None = Field(None, description="The first day it is no longer used.")
    changed_on: date | None = Field(None, description="The day the customer asked for it.")


class ContactPointSeed(Page):
    """An e-mail address or phone number and the day it was added."""

    kind: ContactKind = Field(description="email or phone.")
    value: str = Field(description="The address, or the number as +12025550106.")
    added_on: date = Field(description="The day it was put on record.")
    verified: bool = Field(True, description="true when a code sent there was answered.")


class AccountSeed(Page):
    """An account of a party, and the role the party has on it."""

    number: str = Field(pattern=r"^4[0-9]{4}$", description="The account number, such as 40006.")
    line: str = Field("appliances", description="The line of business.")
    role: str = Field("holder", description="holder, joint, authorised or payer.")
    opened_on: date = Field(description="The day it was opened.")
    terms: str = Field("prepaid", description="prepaid or net30.")


class ConsentSeed(Page):
    """A consent a party gave in the past."""

    purpose: str = Field(description="What for, such as marketing.")
    channel: str = Field(description="email, sms, voice or post.")
    on: date = Field(description="The day it was given.")
    wording: str = Field(description="What the customer agreed to.")


class PartySeed(Page):
    """A customer of the demo."""

    number: str = Field(pattern=r"^C-[0-9]+$", description="The party's number, such as C-6.")
    kind: PartyKind = Field(description="person or organisation.")
    name: str = Field(description="The full name.")
    language: str = Field("en", description="The language they are written to.")
    since: date = Field(description="The day they became a customer.")
    situation: str = Field(description="What brings them here, in one sentence.")
    addresses: tuple[AddressSeed, ...] = Field(min_length=1, description="Their addresses.")
    contact_points: tuple[ContactPointSeed, ...] = Field(description="How they are reached.")
    accounts: tuple[AccountSeed, ...] = Field(min_length=1, description="Their accounts.")
    consents: tuple[ConsentSeed, ...] = Field((), description="Consents given before.")

    def address_on(self, day: date) -> AddressSeed:
        """Return the address used on a day; NotInHandbook when there is none."""
        for address in self.addresses:
            if address.start <= day and (address.until is None or day < address.until):
                return address
        raise NotInHandbook(f"{self.number} has no address on {day}")


@dataclass(frozen=True, slots=True)
class People:
    """The customers, orders and dealers the demo begins with."""

    parties: tuple[PartySeed, ...]
    orders: tuple[OrderSeed, ...]
    dealers: tuple[DealerSeed, ...] = ()
    dealer_claims: tuple[DealerClaimSeed, ...] = ()

    def party(self, number: str) -> PartySeed:
        """Return a customer by number; NotInHandbook when there is none."""
        for party in self.parties:
            if party.number == number:
                return party
        raise NotInHandbook(f"no party {number} among the people")

    def order(self, number: str) -> OrderSeed:
        """Return an order by number; NotInHandbook when there is none."""
        for order in self.orders:
            if order.number == number:
                return order
        raise NotInHandbook(f"no order {number} among the people")

    def dealer(self, number: str) -> DealerSeed:
        """Return a dealer by number; NotInHandbook when there is none."""
        for dealer in self.dealers:
            if dealer.number == number:
                return dealer
        raise NotInHandbook(f"no dealer {number} among the people")

    def orders_of(self, party: str) -> tuple[OrderSeed, ...]:
        """Return the orders of a customer."""
        return tuple(order for order in self.orders if order.party == party)


@dataclass(frozen=True, slots=True)
class PlacedPeople:
    """The people with the place of each in the files."""

    parties: list[Placed[PartySeed]]
    orders: list[Placed[OrderSeed]]
    dealers: list[Placed[DealerSeed]]
    dealer_claims: list[Placed[DealerClaimSeed]]


def read_people(reading: Reading) -> PlacedPeople:
    """Read each party, order and dealer under people/."""
    people = PlacedPeople([], [], [], [])
    for path in reading.files("people/*.toml"):
        source = reading.toml(path)
        if source is not None:
            reading.only(source, "party", "order", "dealer", "dealer_claim")
            people.parties.extend(reading.rows(source, "party", PartySeed))
            people.orders.extend(reading.rows(source, "order", OrderSeed))
            people.dealers.extend(reading.rows(source, "dealer", DealerSeed))
            people.dealer_claims.extend(reading.rows(source, "dealer_claim", DealerClaimSeed))
    return people


def check_people(people: PlacedPeople, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield what does not hang together between customers, accounts and orders."""
    numbers: set[str] = set()
    accounts: dict[str, str] = {}
    for placed in people.parties:
        party = placed.item
        if party.number in numbers:
            yield placed.problem(("number",), f"{party.number} is there twice", "each number once")
        numbers.add(party.number)
        accounts.update({account.number: party.number for account in party.accounts})
        if party.language not in languages:
            yield placed.problem(("language",), "is not served", ", ".join(languages))
    seen: set[str] = set()
    for order in people.orders:
        item = order.item
        if item.number in seen:
            yield order.problem(("number",), f"{item.number} is there twice", "each number once")
        seen.add(item.number)
        if item.party not in numbers:
            yield order.problem(("party",), f"{item.party} is no party", "a number in people/")
        elif accounts.get(item.account) != item.party:
            wrong = f"{item.account} is no account of {item.party}"
            yield order.problem(("account",), wrong, "an account of that party")
    yield from check_dealers(people.dealers, people.dealer_claims, accounts)
