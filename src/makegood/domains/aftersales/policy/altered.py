"""Decide what a changed serial number means, and what an objection changes (C21; WAR-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, Statement, allow, needs_info, refuse
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.aftersales.policy.rejecting import photo_lacks
from makegood.domains.aftersales.policy.warranties import UnitFacts, war
from makegood.domains.aftersales.telling import ret
from makegood.handbook import book

LEAST_FOUND = 10
"""How many characters say at least what was found of a changed label."""


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A piece whose serial number was found changed: by whom, when, and what was objected.

    `number` is empty where nothing is held against it; `found_in` the return in which it came;
    `photos` are filed with the return in which it comes now.
    """

    unit: UnitFacts
    number: str = ""
    found_on: date | None = None
    found_by: str = ""
    found_in: str = ""
    objected_on: date | None = None
    photos: frozenset[str] = frozenset()

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.unit.rights


def object_until(found_on: date) -> date:
    """The last day to object. Source: WAR-14."""
    return found_on + timedelta(days=book().clause("WAR-14", on=found_on).whole("object_days"))


def review_due(objected_on: date) -> date:
    """By when somebody else decides about an objection. Source: WAR-14."""
    days = book().clause("WAR-14", on=objected_on).whole("review_days")
    return company_calendar().add_business_days(objected_on, days)


def may_record_altered(
    facts: FindingFacts, findings: str, evidence: str, *, found_in: str, today: date
) -> Decision:
    """Whether it is held against a piece that its number was changed: once, and with a photo.

    Of a piece that came in a return, the photo is filed with that return.
    """
    if facts.number:
        return refuse("policy_denied", says=[war(14, "already", today, finding=facts.number)])
    if not evidence:
        return needs_info("evidence", says=[ret(22, "evidence", today)])
    if found_in:
        lacking = photo_lacks(evidence, facts.photos, found_in, field="evidence")
        if lacking is not None:
            return lacking
    item, what = Article(facts.unit.sku), findings.rstrip(". ")
    return allow(
        clauses=[book().clause("WAR-14", on=today)],
        says=[
            war(14, "altered", today, item=item, serial=facts.unit.serial, findings=what),
            war(14, "says", today),
            war(14, "object_until", today, last_day=object_until(today)),
        ],
    )


def may_object(facts: FindingFacts, *, today: date) -> Decision:
    """Whether a customer objects: to what is held against a piece, in time, once."""
    if not facts.number or facts.found_on is None:
        return refuse("policy_denied", says=[war(14, "none", today, serial=facts.unit.serial)])
    if facts.objected_on is not None:
        due = review_due(facts.objected_on)
        return refuse("policy_denied", says=[war(14, "objected_already", today, due=due)])
    last = object_until(facts.found_on)
    if today > last:
        return refuse("policy_denied", says=[war(14, "too_late", today, last_day=last)])
    return allow(says=[war(14, "objected", today, due=review_due(today))])


def may_decide_finding(
    facts: FindingFacts, *, stands: bool, why: str, reviewer: str, today: date
) -> Decision:
    """Whether somebody decides about a finding: never who made it."""
    if not facts.number:
        return refuse("policy_denied", says=[war(14, "none", today, serial=facts.unit.serial)])
    if reviewer == facts.found_by:
        return refuse("not_authorised", says=[war(14, "same_person", today)])
    return allow(says=list(_decided(facts, stands, why.rstrip(". "), today)))


def _decided(facts: FindingFacts, stands: bool, why: str, today: date) -> list[Statement]:
    told = [war(14, "stands" if stands else "lifted", today, why=why)]
    if not stands and facts.found_in:
        told.append(war(14, "return_next", today, return_number=facts.found_in))
    return told
