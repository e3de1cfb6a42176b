"""Decide about tests of products: which are worth it, whose consent, what follows (C22; TST)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales import sampling
from makegood.domains.aftersales.sampling import Method, Verdict
from makegood.handbook import book

LAB = "Product Test Lab"

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
    """A test as it stands, with its samples."""

    number: str
    sku: str
    lot: str
    method: str
    samples: tuple[SampleFacts, ...]
    decided_on: date | None

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


def may_order(method: Method | None, *, sku: str, consent: str, today: date) -> Decision:
    """Whether a test is ordered: by a known method, with consent if it destroys (AC22.5)."""
    if method is None:
        names = ", ".join(row.text("method") for row in book().table("test_methods", on=today).rows)
        return needs_info("method", says=[tst(1, "methods", today, methods=names)])
    if method.destructive and not consent:
        return needs_info("consent", says=[tst(2, "says", today)])
    says = [tst(1, "ordered", today, item=Article(sku), cost=method.cost, days=method.days)]
    return allow(
        clauses=[book().clause(f"TST-{number}", on=today) for number in (1, 2)],
        says=says,
        figures=[Figure(name="test_cost", amount=method.cost)],
    )


def may_sample(
    facts: TrialFacts, *, failed: Sequence[str], controls: Sequence[str], strangers: Sequence[str],
    today: date,
) -> Decision:  # fmt: skip
    """Whether the choice is fair: a failed piece, a known-good one, the rest of the lot."""
    if facts.samples or facts.decided_on is not None:
        return refuse("policy_denied", says=[tst(1, "sampled", today, test=facts.number)])
    if not failed or not controls:
        return needs_info("failed" if not failed else "controls", says=[tst(1, "fair", today)])
    if strangers:
        told = tst(1, "not_of_lot", today, serials=", ".join(strangers), lot=facts.lot)
        return needs_info("same_lot", says=[told])
    return allow(says=[tst(1, "fair", today)])


def may_hand_on(facts: TrialFacts, *, serial: str, today: date) -> Decision:
    """Whether a hand-over may be written down: of a sample, before the decision."""
    if facts.sample(serial) is None:
        return refuse("policy_denied", says=[tst(1, "no_sample", today, serial=serial)])
    if facts.decided_on is not None:
        told = tst(1, "decided", today, test=facts.number, on=facts.decided_on)
        return refuse("policy_denied", says=[told])
    return allow()


def may_measure(
    facts: TrialFacts, method: Method, *, serial: str, unit: str, today: date
) -> Decision:
    """Whether a result counts: of a sample in the laboratory, sealed till there, in its unit."""
    unfit = may_hand_on(facts, serial=serial, today=today)
    if unfit.code is not None:
        return unfit
    sample = facts.sample(serial)
    if unit != method.unit:
        return needs_info("unit", says=[tst(1, "unit", today, unit=method.unit)])
    if sample is None or sample.holder != LAB or not sample.is_sealed:
        return refuse("policy_denied", says=[tst(1, "custody", today, serial=serial)])
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
    return allow(clauses=[book().clause("TST-3", on=today)], says=says)


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
