"""Decide about tests of products: which are worth it, whose consent, what follows (C22; TST)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales import sampling
from makegood.domains.aftersales.sampling import Lab, Method, Verdict
from makegood.handbook import book

LAB = "Product Test Lab"

ACCEPT_LOT = "accept_lot"
"""The action of a test that found a fault in a whole lot."""

SHIP = "ship"
"""The action of a test that found what it looked at safe."""


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """A piece in a test: why, who holds it, whether its seal is whole, and its verdict."""

    serial: str
    role: str
    holder: str
    is_sealed: bool
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """A test as it stands, with the samples that count.

    `asked_by` is the customer who wanted it tested, `is_accepted` whether they agreed in writing
    to bear the cost of an independent laboratory; before `not_before` nothing is destroyed; what
    was `set_aside` counts no more.
    """

    number: str
    sku: str
    lot: str
    method: str
    samples: tuple[SampleFacts, ...]
    decided_on: date | None
    lab: str = LAB
    cost: Money = field(default_factory=Money.zero)
    asked_by: str = ""
    is_accepted: bool = False
    not_before: date | None = None
    set_aside: tuple[str, ...] = ()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The results of all samples but the known-good ones, which only prove the method."""
        return tuple(one.verdict for one in self.samples if one.verdict and one.role != "control")

    def sample(self, serial: str) -> SampleFacts | None:
        """The sample of a serial number; None when it is not in the test."""
        return next((one for one in self.samples if one.serial == serial), None)


def tst(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on tests, as it holds on a day."""
    return say(book().clause(f"TST-{number}", on=today), sentence, **params)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A test that is wanted: of what, how and where, and who agreed to what.

    `others_are_named` once it is said for whom else a piece is evidence; `asked_by` is the
    customer who wants another laboratory than ours, `accepted` the written yes to its cost.
    """

    sku: str
    method: Method | None
    lab: Lab | None
    consent: str
    others_are_named: bool
    asked_by: str
    accepted: str

    @property
    def cost(self) -> Money:
        """What the laboratory asks for it."""
        if self.method is None or self.lab is None:
            return Money.zero()
        return self.method.cost.percent(self.lab.cost_percent)


def may_order(wanted: Wanted, *, today: date) -> Decision:
    """Whether a test is ordered: by a known method, with consent if it destroys (AC22.5)."""
    method, lab = wanted.method, wanted.lab
    if method is None:
        names = ", ".join(row.text("method") for row in book().table("test_methods", on=today).rows)
        return needs_info("method", says=[tst(1, "methods", today, methods=names)])
    if lab is None:
        names = ", ".join(row.text("lab") for row in book().table("test_labs", on=today).rows)
        return needs_info("lab", says=[tst(4, "labs", today, labs=names)])
    if method.destructive and not wanted.consent:
        return needs_info("consent", says=[tst(2, "says", today)])
    if method.destructive and not wanted.others_are_named:
        return needs_info("interested", says=[tst(2, "says", today), tst(2, "whose", today)])
    says = [tst(1, "ordered", today, item=Article(wanted.sku), cost=wanted.cost, days=method.days)]
    if lab.is_independent and wanted.asked_by:
        told = tst(4, "beforehand", today, lab=lab.name, cost=wanted.cost)
        if not wanted.accepted:
            return needs_info("accepted", says=[told, tst(4, "says", today)])
        says.append(told)
    return allow(
        clauses=[book().clause(f"TST-{number}", on=today) for number in (1, 2, 4)],
        says=says,
        figures=[Figure(name="test_cost", amount=wanted.cost)],
    )


def first_day_to_destroy(ordered_on: date) -> date:
    """Before which day nothing is destroyed, so that whoever it concerns can say so."""
    return ordered_on + timedelta(days=book().clause("TST-2", on=ordered_on).whole("notice_days"))


def may_sample(
    facts: TrialFacts, *, failed: Sequence[str], controls: Sequence[str], others: Sequence[str],
    strangers: Sequence[str], today: date,
) -> Decision:  # fmt: skip
    """Whether the choice is fair: a failed piece, a known-good one, the rest of the lot."""
    is_chosen = bool(facts.samples) and not facts.set_aside
    if is_chosen or facts.decided_on is not None:
        return refuse("policy_denied", says=[tst(1, "sampled", today, test=facts.number)])
    has_failed = bool(failed) or any(one.role == "failed" for one in facts.samples)
    has_good = bool(controls) or any(one.role == "control" for one in facts.samples)
    if not has_failed or not has_good:
        return needs_info("failed" if not has_failed else "controls", says=[tst(1, "fair", today)])
    again = [one for one in (*failed, *controls, *others) if one in facts.set_aside]
    if again:
        told = tst(1, "set_aside_before", today, serials=", ".join(again))
        return refuse("policy_denied", says=[told])
    if strangers:
        told = tst(1, "not_of_lot", today, serials=", ".join(strangers), lot=facts.lot)
        return needs_info("same_lot", says=[told])
    kept = sum(1 for one in facts.samples if one.role != "control")
    chosen = kept + len({*failed, *others} - set(controls))
    return allow(says=[tst(1, "fair", today), *_still_unsaid(facts, chosen, today)])


def _still_unsaid(facts: TrialFacts, chosen: int, today: date) -> list[Statement]:
    """What so few pieces cannot say of a lot, even if none fails; nothing when they are enough."""
    clause = book().clause("TST-3", on=today)
    confidence = clause.decimal("confidence_percent")
    pieces = sampling.pieces_needed(clause.decimal("lot_percent"), confidence)
    if not facts.lot or not chosen or chosen >= pieces:
        return []
    rate = sampling.rate_below(chosen, confidence)
    return [tst(3, "pieces_needed", today, pieces=pieces, chosen=chosen, rate=rate)]


def may_set_aside(facts: TrialFacts, *, serials: Sequence[str], today: date) -> Decision:
    """Whether samples that were mixed up are set aside: of this test, before its decision."""
    for serial in serials:
        unfit = may_hand_on(facts, serial=serial, today=today)
        if unfit.code is not None:
            return unfit
    told = tst(1, "set_aside", today, serials=", ".join(serials))
    return allow(clauses=[book().clause("TST-1", on=today)], says=[told])


def may_hand_on(facts: TrialFacts, *, serial: str, today: date) -> Decision:
    """Whether a hand-over may be written down: of a sample, before the decision."""
    if facts.sample(serial) is None:
        return refuse("policy_denied", says=[tst(1, "no_sample", today, serial=serial)])
    if facts.decided_on is not None:
        told = tst(1, "decided", today, test=facts.number, on=facts.decided_on)
        return refuse("policy_denied", says=[told])
    return allow()


def may_measure(
    facts: TrialFacts, method: Method, *, serial: str, by: str, unit: str, today: date
) -> Decision:
    """Whether a result counts: of a sealed sample in the laboratory, by its method, in its unit."""
    unfit = may_hand_on(facts, serial=serial, today=today)
    if unfit.code is not None:
        return unfit
    sample = facts.sample(serial)
    if by != method.name:
        return needs_info("method", says=[tst(1, "method", today, method=method.name)])
    if unit != method.unit:
        return needs_info("unit", says=[tst(1, "unit", today, unit=method.unit)])
    if sample is None or sample.holder != facts.lab or not sample.is_sealed:
        return refuse("policy_denied", says=[tst(1, "custody", today, serial=serial)])
    if facts.not_before is not None and today < facts.not_before:
        return refuse("policy_denied", says=[tst(2, "not_before", today, day=facts.not_before)])
    if sample.verdict is not None and sample.verdict is not Verdict.INCONCLUSIVE:
        return refuse("policy_denied", says=[tst(1, "measured", today, serial=serial)])
    return allow(clauses=[book().clause("TST-1", on=today)])


def may_decide(facts: TrialFacts, method: Method, *, today: date) -> Decision:
    """What follows from the results, by the handbook's table. Source: AC22.1-AC22.3."""
    if facts.decided_on is not None:
        told = tst(1, "decided", today, test=facts.number, on=facts.decided_on)
        return refuse("policy_denied", says=[told])
    waiting = [one.serial for one in facts.samples if one.verdict is None]
    if waiting or not facts.samples:
        told = tst(1, "waiting", today, serials=", ".join(waiting) or facts.number)
        return refuse("policy_denied", says=[told])
    ruling = sampling.rule_on(method, facts.verdicts, today)
    failing = sum(1 for one in facts.verdicts if one is Verdict.FAIL)
    says = [tst(3, ruling.says, today)]
    if failing:
        tested = len(facts.verdicts)
        chance = sampling.chance_of(failing, tested, method.expected_percent)
        says.insert(0, tst(3, "found", today, failing=failing, tested=tested, chance=str(chance)))
    elif facts.lot and set(facts.verdicts) == {Verdict.PASSED}:
        confidence = book().clause("TST-3", on=today).decimal("confidence_percent")
        rate = sampling.rate_below(len(facts.verdicts), confidence)
        says.insert(0, tst(3, "none_failed", today, tested=len(facts.verdicts), rate=rate))
    bearer = borne_by(facts, ruling.action)
    if bearer:
        says.append(
            tst(
                4,
                f"{bearer}_bears" if bearer == "customer" else "we_bear",
                today,
                lab=facts.lab,
                cost=facts.cost,
            )
        )
    return allow(
        clauses=[book().clause("TST-3", on=today)],
        says=says,
        figures=[Figure(name="test_cost", amount=facts.cost)] if bearer == "customer" else (),
    )


def borne_by(facts: TrialFacts, action: str) -> str:
    """Who bears the cost of a laboratory that a customer wanted: whom its finding is against.

    Nobody yet, while it has to be tested again; and who did not agree before bears nothing.
    Source: TST-4.
    """
    if not facts.is_accepted or action == "retest":
        return ""
    against = (SHIP, "no_trouble_found", "external_cause")
    return "customer" if action in against else "company"


def may_lift(
    lot: str, test: str, *, is_stopped: bool, is_found_safe: bool, is_second: bool, today: date
) -> Decision:
    """Whether a lot may leave again: when pieces taken later were found safe, by a second person.

    `is_second` when whoever lifts it neither stopped it nor decided the test.
    """
    if not is_stopped:
        return refuse("policy_denied", says=[tst(3, "not_stopped", today, lot=lot)])
    if not is_found_safe:
        return refuse("policy_denied", says=[tst(3, "not_safe", today, test=test, lot=lot)])
    if not is_second:
        return refuse("not_authorised", says=[tst(3, "second", today, lot=lot)])
    return allow(says=[tst(3, "lifted", today, lot=lot, test=test)])


def may_tell_late(facts: TrialFacts, again_on: date, *, today: date) -> Decision:
    """Who waits is told that it is late, and whether the result is or what we decide. C22."""
    if facts.decided_on is not None:
        told = tst(1, "decided", today, test=facts.number, on=facts.decided_on)
        return refuse("policy_denied", says=[told])
    is_measured = bool(facts.samples) and all(one.verdict is not None for one in facts.samples)
    sentence = "undecided" if is_measured else "late"
    return allow(says=[tst(1, sentence, today, item=Article(facts.sku), day=again_on)])
