"""Erase a person: who they are and how they are reached is forgotten, as far as nothing needs it.

What is left is the least that keeps them from ever getting advertising again: that messages to
the person, and to an address that only its keyed hash can recognise, have stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.parties.models import Address, Death, Party
from makegood.domains.parties.queries import party_card
from makegood.domains.parties.queries.kept import kept_person
from makegood.domains.parties.queries.stopping import addresses_alone_of, suppressed
from makegood.handbook import book

_CHANNELS = {"email": ("email",), "phone": ("sms", "voice")}
_EVERY = ("email", "sms", "voice", "post")
_HOW = "erasure"


class ErasePersonAsk(Ask):
    """Who is erased, and what of them has to stay."""

    party: Ref[Party] = Field(description="The person.", examples=["C-6"])
    keeps_reach: bool = Field(description="Whether we must still write to them.", examples=[False])
    keeps_identity: bool = Field(
        description="Whether name and addresses stand on records that stay.", examples=[True]
    )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who it is, by which addresses they are reached, and which places are theirs alone."""

    party: str
    points: tuple[tuple[str, str], ...]
    places: tuple[int, ...]


class PersonErased(Result):
    """What was forgotten, and for how many addresses messages stay stopped."""

    consents: int
    proofs: int
    contact_points: int
    suppressed: int


@register
class ErasePerson(Operation[ErasePersonAsk, PersonFacts, PersonErased]):
    """Forget a person's consents, proofs, addresses and name, and never advertise to them again."""

    name = "parties.erase_person"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "customer_7y"
    only_inside = True

    def gather(self, ask: ErasePersonAsk) -> PersonFacts:
        row = Party.objects.select_for_update().filter(number=ask.party).first()
        if row is None:
            raise NotFound("party", ask.party)
        points = row.contact_points.exclude(value="").order_by("pk")
        found = tuple(points.values_list("kind", "value"))
        return PersonFacts(row.number, found, addresses_alone_of(row.number))

    def decide(self, ask: ErasePersonAsk, facts: PersonFacts) -> Decision:
        return allow(clauses=[book().clause("PRV-7", on=self.today)])

    def execute(self, ask: ErasePersonAsk, facts: PersonFacts, decision: Decision) -> PersonErased:
        row = Party.objects.get(number=facts.party)
        consents, _ = row.consents.all().delete()
        Death.objects.filter(party=row).delete()
        for care in (row.vulnerabilities, row.purchase_pauses, row.false_deaths):
            care.all().delete()
        proofs = row.verifications.all().delete()[0] + row.challenges.all().delete()[0]
        hashes = self._suppress(row, () if ask.keeps_reach else facts.points)
        if not ask.keeps_reach:
            row.contact_points.filter(retired_at=None).update(retired_at=self.now)
            row.contact_points.update(value="")
        row.birth_date = ""
        if not ask.keeps_identity:
            row.name = row.name_key = row.tax_number = ""
            Address.objects.filter(pk__in=facts.places).update(
                line1="", line2="", locality="", region="", postal_code="", is_checked=False
            )
        row.save()
        self.record(f"party:{row.number}")
        return PersonErased(
            consents=consents, proofs=proofs,
            contact_points=0 if ask.keeps_reach else len(facts.points), suppressed=len(hashes),
        )  # fmt: skip

    def verify(self, ask: ErasePersonAsk, facts: PersonFacts, result: PersonErased) -> None:
        kept, card = kept_person(facts.party), party_card(facts.party)
        ensure(not (kept.consents or kept.proofs or kept.care), "no consent and no proof is kept")
        ensure(ask.keeps_reach or not kept.contact_points, "no address of theirs is kept")
        ensure(ask.keeps_identity or not card.name, "their name is not kept")

    def _suppress(self, row: Party, points: Iterable[tuple[str, str]]) -> list[str]:
        """Stop every channel for the person, and each address by its keyed hash, once."""
        row.opt_outs.all().delete()
        stopped = {"wording": "", "captured_how": _HOW, "at": self.now}
        for channel in _EVERY:
            row.opt_outs.create(channel=channel, **stopped)
        found = {(kind, suppressed(value)) for kind, value in points}
        for kind, keyed in sorted(found):
            for channel in _CHANNELS[kind]:
                row.opt_outs.create(contact_value=keyed, channel=channel, **stopped)
        return [keyed for _, keyed in found]
