"""Put a new customer on record, with an account and a way to be reached."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0, ActorKind
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.parties.addressing import PostalAddress
from makegood.domains.parties.history import EXAMPLE, PartyHistory
from makegood.domains.parties.models import ContactKind, PartyKind
from makegood.domains.parties.policy import RegisterFacts, may_register_party
from makegood.domains.parties.queries import party_card
from makegood.domains.parties.recording import NewParty, alike_on_record, put_on_record
from makegood.handbook import book


class RegisterPartyAsk(Ask):
    """A new customer: who it is and how it is reached; or one brought in with its history."""

    kind: PartyKind = Field(description="A person or an organisation.", examples=["person"])
    name: str = Field(
        description="The full name.", examples=["Tom Gallagher"], min_length=2, max_length=160
    )
    language: str = Field(
        "en", description="The language they are written to.", examples=["en"], max_length=2
    )
    email: str | None = Field(
        None, description="The e-mail address.", examples=["tom@example.com"], max_length=254
    )
    phone: str | None = Field(
        None, description="The phone number.", examples=["+1 202 555 0106"], max_length=32
    )
    address: PostalAddress | None = Field(
        None,
        description="Where bills and letters go.",
        examples=[{"line1": "4 Mill Lane", "locality": "Harlow", "region": "XM"}],
    )
    birth_date: date | None = Field(
        None, description="The date of birth, kept sealed.", examples=["1980-02-29"]
    )
    tax_number: str | None = Field(
        None, description="The tax number, kept sealed.", examples=["12-3456789"], max_length=32
    )
    is_new: bool | None = Field(
        None,
        description="Whether it is a new customer although somebody much alike is on record.",
        examples=[True],
    )
    history: PartyHistory | None = Field(
        None,
        description="What was on record before; only the company's own import gives it.",
        examples=[EXAMPLE],
    )


class PartyRegistered(Result):
    """The new customer's numbers."""

    party: str
    accounts: tuple[str, ...]
    contact_points: tuple[str, ...]


@register
class RegisterParty(Operation[RegisterPartyAsk, RegisterFacts, PartyRegistered]):
    """Put a new customer on record; one much alike is shown first, and never joined."""

    name = "parties.register_party"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"
    secrets = frozenset({"birth_date", "tax_number"})

    def gather(self, ask: RegisterPartyAsk) -> RegisterFacts:
        new = _new_party(ask)
        return RegisterFacts(
            alike=() if ask.history else alike_on_record(new),
            brings_history=ask.history is not None,
            is_import=self.actor.kind is ActorKind.SYSTEM,
            is_reachable=bool(new.contacts) or ask.history is not None,
        )

    def decide(self, ask: RegisterPartyAsk, facts: RegisterFacts) -> Decision:
        return may_register_party(
            facts=facts, is_new=ask.is_new, has_address=ask.address is not None, today=self.today
        )

    def execute(
        self, ask: RegisterPartyAsk, facts: RegisterFacts, decision: Decision
    ) -> PartyRegistered:
        number = put_on_record(_new_party(ask), ask.history, at=self.now, today=self.today)
        clause = book().clause("ACC-10", on=self.today)
        self.tell(say(clause, "registered", name=ask.name, party=number))
        self.record(f"party:{number}")
        card = party_card(number)
        accounts = tuple(account.number for account in card.accounts)
        points = tuple(point.number for point in card.contact_points)
        return PartyRegistered(party=number, accounts=accounts, contact_points=points)

    def verify(self, ask: RegisterPartyAsk, facts: RegisterFacts, result: PartyRegistered) -> None:
        card = party_card(result.party)
        ensure(card.name == ask.name and bool(card.accounts), "the customer has an account")


def _new_party(ask: RegisterPartyAsk) -> NewParty:
    return NewParty.of(
        kind=ask.kind,
        name=ask.name,
        language=ask.language,
        given={ContactKind.EMAIL: ask.email, ContactKind.PHONE: ask.phone},
        address=ask.address,
        birth_date=ask.birth_date,
        tax_number=ask.tax_number,
    )
