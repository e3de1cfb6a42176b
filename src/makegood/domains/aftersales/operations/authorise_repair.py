"""Authorise a repair: what failed is repaired under warranty, by a visit or in our workshop."""

from __future__ import annotations

from makegood.core.actor import V2
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.statements import Article, Sayable, Statement
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair, unit_facts
from makegood.domains.aftersales.models.repairing import AuthoriseRepairAsk, keep_repair
from makegood.domains.aftersales.operations import letter_about, visit_due
from makegood.domains.aftersales.policy import UnitFacts, war
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.handbook import book


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
        return unit_facts(ask.unit, lock=True).used_for(ask.used_for)

    def decide(self, ask: AuthoriseRepairAsk, facts: UnitFacts) -> Decision:
        fault = policy.as_first_told(facts, ask.fault(self.today), self.today)
        return policy.may_authorise_repair(facts, fault, today=self.today)

    def execute(
        self, ask: AuthoriseRepairAsk, facts: UnitFacts, decision: Decision
    ) -> RepairAuthorised:
        row = keep_repair(ask, facts, number=next_number("RP"), at=self.now, by=self.actor.name)
        subject, told = f"repair:{row.number}", [war(7, row.place, self.today, repair=row.number)]
        if row.place == "visit":
            due = visit_due(self.today)
            told.append(war(7, "by", self.today, due=due))
            self.promise(
                "repair_visit", subject=subject, party=facts.party, due=evening_of(due),
                sentence=told[-1],
            )  # fmt: skip
        if ask.damage:
            told.append(self._claims_hear_of_it(row))
        for sentence in told:
            self.tell(sentence)
        says = (*decision.says, *told)
        item = Article(facts.sku)
        notice = letter_about(
            subject, facts.party, "repair_authorised", says, number=row.number, item=item
        )
        self.run(SendNotice, notice)
        self.record(subject)
        return RepairAuthorised(
            repair=row.number, place=row.place, parts=True, labour=row.pays_labour
        )

    def _claims_hear_of_it(self, row: Repair) -> Statement:
        """Tell the department for claims what else was damaged, and promise its call."""
        days = book().clause("WAR-13", on=self.today).whole("call_days")
        due = company_calendar().add_business_days(self.today, days)
        call = war(13, "call", self.today, due=due)
        self.promise(
            "damage_call", subject=row.ref, party=row.party, due=evening_of(due), sentence=call
        )
        named: dict[str, Sayable] = {"repair": row.number, "serial": row.serial}
        body = war(13, "told_on", self.today, item=Article(row.sku), damage=row.damage, **named)
        self.queue(
            kind="mail", key=f"{row.ref}:damage",
            payload={
                "to": book().company.department("claims").contact, "notice": "damage",
                "subject": row.number, "body": body.text(),
            },
        )  # fmt: skip
        return call

    def verify(self, ask: AuthoriseRepairAsk, facts: UnitFacts, result: RepairAuthorised) -> None:
        card = queries.unit_card(facts.serial)
        open_ones = [one.number for one in card.repairs if one.ended == ""]
        ensure(result.repair in open_ones, "the repair is open on the piece's own page")
        promised = {one.kind for one in open_promises(f"repair:{result.repair}")}
        ensure(not ask.damage or "damage_call" in promised, "and Claims will call")
