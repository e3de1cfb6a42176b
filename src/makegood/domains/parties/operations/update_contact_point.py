"""Put a new e-mail address or phone of a customer on record, and tell the old one."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.decision import Decision, say
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.parties.models import ContactKind, ContactPoint, Party
from makegood.domains.parties.policy import (
    ContactFacts,
    is_old_enough,
    may_update_contact_point,
    usable_from,
)
from makegood.domains.parties.queries.contact import contact_facts, points_told
from makegood.domains.parties.queries.reach import letter_to
from makegood.domains.parties.spelling import contact_value
from makegood.handbook import book


class UpdateContactPointAsk(Ask):
    """A new e-mail address or phone, and the one it takes the place of, if any."""

    contact_kind: ContactKind = Field(description="email or phone.", examples=["email"])
    value: str = Field(
        description="The new address or number.",
        examples=["tom.gallagher@example.com"],
        min_length=3,
        max_length=254,
    )
    replaces: Ref[ContactPoint] | None = Field(
        None, description="The contact point that is no longer used.", examples=["CP-1001"]
    )
    lost_access: bool | None = Field(
        None, description="Whether the old one cannot be reached any more.", examples=[True]
    )


class ContactPointUpdated(Result):
    """The new contact point, shown in part, and from when codes may be sent there."""

    number: str
    masked: str
    usable_from: date


@register
class UpdateContactPoint(Operation[UpdateContactPointAsk, ContactFacts, ContactPointUpdated]):
    """Put a new contact point on record; the old one hears of it at once."""

    name = "parties.update_contact_point"
    # The policy asks for more: V2, or V3 when the old contact point is lost (ACC-6).
    needs = Needs(level=V1, standing=holder("account"), authority=None, automated=True)
    retention = "customer_7y"

    def gather(self, ask: UpdateContactPointAsk) -> ContactFacts:
        lost = ask.lost_access is True
        return contact_facts(self.actor, ask.contact_kind, ask.value, ask.replaces, lost=lost)

    def decide(self, ask: UpdateContactPointAsk, facts: ContactFacts) -> Decision:
        return may_update_contact_point(facts=facts, lost=ask.lost_access, today=self.today)

    def execute(
        self, ask: UpdateContactPointAsk, facts: ContactFacts, decision: Decision
    ) -> ContactPointUpdated:
        party = Party.objects.get(number=self.actor.party or "")
        clause = book().clause("ACC-2", on=self.today)
        not_you = say(clause, "not_you", phone=book().company.contact["phone"])
        for reach in points_told(party.number):
            letter = letter_to(reach, "contact_changed", not_you, masked=facts.masked)
            self.queue(kind=reach.channel, payload=letter, key=f"point:{self.act}:{reach.number}")
        if facts.replaced:
            ContactPoint.objects.filter(number=facts.replaced).update(retired_at=self.now)
            self.record(f"contact_point:{facts.replaced}")
        point = ContactPoint.objects.create(
            number=next_number("CP"),
            party=party,
            kind=ask.contact_kind,
            value=contact_value(ask.contact_kind, ask.value) or "",
            added_at=self.now,
        )
        self.record(f"contact_point:{point.number}")
        day = usable_from(added_on=self.today, today=self.today)
        return ContactPointUpdated(number=point.number, masked=facts.masked, usable_from=day)

    def verify(
        self, ask: UpdateContactPointAsk, facts: ContactFacts, result: ContactPointUpdated
    ) -> None:
        kept = ContactPoint.objects.get(number=result.number)
        ensure(kept.value != "" and kept.retired_at is None, "the new contact point is in use")
        ensure(not is_old_enough(added_on=self.today, today=self.today), "it gets no codes yet")
        old = ContactPoint.objects.filter(number=facts.replaced, retired_at=None)
        ensure(not old.exists(), "the old contact point is no longer used")
