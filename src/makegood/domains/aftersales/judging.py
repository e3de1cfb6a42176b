"""Judge what came back: the grade, the serial number, and what they mean for the money (C19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse
from makegood.core.statements import Article
from makegood.domains.aftersales import telling
from makegood.domains.aftersales import terms as money
from makegood.domains.aftersales.policy import ReturnRecord, exc
from makegood.domains.aftersales.policy.altered import LEAST_FOUND
from makegood.domains.aftersales.policy.rejecting import photo_lacks
from makegood.domains.aftersales.telling import about, clauses, ret
from makegood.domains.aftersales.terms import Terms
from makegood.handbook import book

WORN, ALTERED = "worn", "altered"


@dataclass(frozen=True, slots=True)
class Found:
    """What a person found when looking at the goods, and the label with their serial number.

    `known_by` is how else the piece is known where its label is worn, `evidence` the photo of one
    that was changed.
    """

    grade: str
    serial: str
    accessories_complete: bool
    works: bool
    findings: str
    is_empty: bool = False
    label: str = ""
    known_by: str = ""
    evidence: str = ""

    @property
    def is_known_otherwise(self) -> bool:
        """Whether it counts how else the piece is known: no number can be read on a worn label."""
        return self.label == WORN and not self.serial and bool(self.known_by)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an inspection means: accepted or not, what becomes of the goods, and the money."""

    accepted: bool
    disposition: str
    terms: Terms
    says: tuple[Statement, ...]


def judge(record: ReturnRecord, found: Found, *, today: date) -> Judgement:
    """What was found means for the refund. Source: RET-11, RET-12, AC19.2, AC19.4.

    Grade A was not opened and anything else was, whatever was said before; so the fee follows
    what was found. A serial number that only our own pick log knows is our mistake.
    """
    row = book().table("return_grades", on=today).row(grade=found.grade)
    rule = money.rule_for(record.reason, today)
    terms = money.terms_of(
        record.sold, rule, taken=record.taken_before, count=record.quantity,
        opened=found.grade != "A", today=today,
    )  # fmt: skip
    ours = found.serial in record.picked
    known = not record.serials or found.serial in record.serials or found.is_known_otherwise
    differs = not known and not ours
    unsealed = record.sold.sealed_for and rule.window_applies and found.grade != "A"
    taken_as_told = row.text("refund") == "review" and rule.our_fault
    if found.is_empty:
        says = [
            ret(20, "empty", today, return_number=record.number), ret(11, "instead_dispute", today)
        ]  # fmt: skip
    elif found.label == ALTERED:
        named, what = record.number, found.findings.rstrip(". ")
        told = ret(22, "altered", today, return_number=named, findings=what)
        says = [told, ret(11, "instead_dispute", today)]
    elif differs:
        says = [ret(12, "differs", today, return_number=record.number)]
    elif unsealed:
        told = ret(18, record.sold.sealed_for, today)
        says = [told, ret(11, "instead_dispute", today)]
    elif row.text("refund") != "full" and not taken_as_told:
        says = [
            telling.not_as_agreed(found.grade, found.findings, today),
            ret(11, "instead_dispute", today),
        ]
    else:
        says = _accepted(record, found, terms, ours=ours, today=today)
        return Judgement(True, row.text("disposition"), terms, tuple(says))
    return Judgement(False, "quarantine_for_test", record.terms, tuple(says))


def _accepted(
    record: ReturnRecord, found: Found, terms: Terms, *, ours: bool, today: date
) -> list[Statement]:
    says = [ret(11, "accepted", today, grade=found.grade)]
    if found.is_known_otherwise:
        says.append(ret(22, "worn", today, known_by=found.known_by.rstrip(". ")))
    if ours and found.serial not in record.serials:
        says.append(ret(12, "our_mistake", today))
    if terms.fee != record.terms.fee:
        before = record.terms.fee
        says.append(about(record.number, "fee_changed", before=before, after=terms.fee))
    if terms.fee:
        says.append(ret(4, "fee", today, fee=terms.fee))
    elif record.terms.fee:
        says.append(ret(3, "says", today))
    if record.instead is not None:
        item = Article(record.instead.sku)
        return [*says, exc(1, "counts", today, credit=terms.refund, item=item)]
    return [*says, ret(9, "refund", today, refund=terms.refund)]


def may_inspect(record: ReturnRecord, found: Found, *, today: date) -> Decision:
    """Whether an inspection may be recorded: once, of goods that are here, with their serial."""
    number = record.number
    if record.received_on is None:
        told = ret(9, "not_received", today, return_number=number)
        return refuse("policy_denied", says=[told])
    if record.grade:
        return refuse(
            "policy_denied", says=[about(number, "already_inspected", grade=record.grade)]
        )
    if found.is_empty and found.grade != "D":
        meaning = book().table("return_grades", on=today).row(grade="D").text("meaning")
        return needs_info("grade", says=[about(number, "grade_means", grade="D", meaning=meaning)])
    lacking = _label_lacks(record, found, today)
    if lacking is not None:
        return lacking
    if found.grade in "AB" and not (found.accessories_complete and _works(record, found, today)):
        meaning = book().table("return_grades", on=today).row(grade=found.grade).text("meaning")
        return needs_info(
            "grade", says=[about(number, "grade_means", grade=found.grade, meaning=meaning)]
        )
    judgement = judge(record, found, today=today)
    return allow(
        clauses=clauses(today, "RET-11", "RET-12"),
        says=judgement.says,
        figures=telling.figures_of(judgement.terms, ()) if judgement.accepted else (),
    )


def _label_lacks(record: ReturnRecord, found: Found, today: date) -> Decision | None:
    """What is asked about a label: its number, how else the piece is known, its photo, words."""
    if found.label == ALTERED and not found.evidence:
        return needs_info("label_photo", says=[ret(22, "evidence", today)])
    if found.label == ALTERED:
        named, filed = found.evidence, record.photos
        lacking = photo_lacks(named, filed, record.number, field="label_photo")
        if lacking is not None:
            return lacking
    if found.label == ALTERED and len(found.findings) < LEAST_FOUND:
        return needs_info("findings", says=[ret(22, "too_short", today, least=LEAST_FOUND)])
    if not record.serials or found.serial or found.is_empty or found.label == ALTERED:
        return None
    if found.label != WORN:
        return needs_info("serial_number", says=[ret(12, "says", today)])
    if not found.known_by:
        return needs_info("known_by", says=[ret(22, "how_known", today)])
    return None


def _works(record: ReturnRecord, found: Found, today: date) -> bool:
    """A fault that was told beforehand does not count against what comes back."""
    return found.works or money.rule_for(record.reason, today).our_fault
