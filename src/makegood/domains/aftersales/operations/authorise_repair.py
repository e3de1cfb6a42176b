"""Authorise a repair: what failed is repaired under warranty, by a visit or in our workshop."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.statements import Article
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair, Unit, unit_facts
from makegood.domains.aftersales.operations import letter_about, visit_due
from makegood.domains.aftersales.policy import UnitFacts, war
from makegood.domains.aftersales.warranty import Component
from makegood.domains.conversations.operations.send_notice import SendNotice


class AuthoriseRepairAsk(Ask):
    """Which piece, what of it failed and since when, and what it does."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    component: Component = Field(description="What failed.", examples=["motor"])
    symptom: str = Field(
        description="What it does, in the customer's words.", min_length=3, max_length=1000,
        examples=["It hums and does not turn."],
    )  # fmt: skip
    failed_on: date | None = Field(
        None, description="When it failed; today when empty.", examples=["2026-06-14"]
    )


class RepairAuthorised(Result):
    """The repair, where it is done, and what the warranty pays of it."""

    repair: str
    place: str
    parts: bool
    labour: bool


@register
class AuthoriseRepair(Operation[AuthoriseRepairAsk, UnitFacts, RepairAuthorised]):
    """Open a repair under warranty and promise the call that arranges it."""

    name = "aftersales.authorise_repair"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: AuthoriseRepairAsk) -> UnitFacts:
        return unit_facts(ask.unit, lock=True)

    def decide(self, ask: AuthoriseRepairAsk, facts: UnitFacts) -> Decision:
        failed_on = ask.failed_on or self.today
        return policy.may_authorise_repair(
            facts, component=ask.component, failed_on=failed_on, today=self.today
        )

    def execute(
        self, ask: AuthoriseRepairAsk, facts: UnitFacts, decision: Decision
    ) -> RepairAuthorised:
        failed_on, number = ask.failed_on or self.today, next_number("RP")
        cover, credit = (
            facts.cover(ask.component, failed_on),
            facts.credit(ask.component, failed_on),
        )
        place = "visit" if facts.is_large else "depot"
        labour = cover is not None and cover.pays_labour(failed_on)
        Repair.objects.create(
            number=number, serial=facts.serial, sku=facts.sku, party=facts.party,
            account=facts.account, component=ask.component, symptom=ask.symptom,
            failed_on=failed_on, place=place, pays_parts=True, pays_labour=labour,
            credit_cents=credit.cents if credit else None, authorised_at=self.now,
            authorised_by=self.actor.name,
        )  # fmt: skip
        subject, told = f"repair:{number}", [war(7, place, self.today, repair=number)]
        if place == "visit":
            due = visit_due(self.today)
            told.append(war(7, "by", self.today, due=due))
            self.promise(
                "repair_visit", subject=subject, party=facts.party, due=evening_of(due),
                sentence=told[-1],
            )  # fmt: skip
        for sentence in told:
            self.tell(sentence)
        says = (*decision.says, *told)
        notice = letter_about(
            subject, facts.party, "repair_authorised", says, number=number, item=Article(facts.sku)
        )
        self.run(SendNotice, notice)
        self.record(subject)
        return RepairAuthorised(repair=number, place=place, parts=True, labour=labour)

    def verify(self, ask: AuthoriseRepairAsk, facts: UnitFacts, result: RepairAuthorised) -> None:
        card = queries.unit_card(facts.serial)
        open_ones = [one.number for one in card.repairs if one.ended == ""]
        ensure(result.repair in open_ones, "the repair is open on the piece's own page")
