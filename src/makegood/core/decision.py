"""Decide whether an act may be done, and say why: the answer that every policy gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from makegood.core.actor import Level
from makegood.core.money import Money
from makegood.core.statements import Figure, Statement, say
from makegood.handbook import Clause

__all__ = [
    "Code", "Decision", "Figure", "Statement", "Use", "Verdict",
    "allow", "needs_info", "refuse", "say",
]  # fmt: skip


class Verdict(StrEnum):
    """What a policy says of an act."""

    ALLOW = "allow"
    REFUSE = "refuse"
    NEEDS_INFO = "needs_info"


class Code(StrEnum):
    """Why an act was not done, in a word that a program can read. Source: B0."""

    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STALE = "stale"
    VERIFICATION_REQUIRED = "verification_required"
    NOT_AUTHORISED = "not_authorised"
    PROHIBITED = "prohibited"
    POLICY_DENIED = "policy_denied"
    APPROVAL_REQUIRED = "approval_required"
    NEEDS_INFO = "needs_info"


PolicyCode = Literal["verification_required", "not_authorised", "prohibited", "policy_denied"]


@dataclass(frozen=True, slots=True)
class Use:
    """Authority that an act uses up: what kind, how much, about what.

    `mechanical` means that the amount was derived from records and not judged by anybody.
    `subject` is the case or other record whose cap counts, such as "case:CS-1";
    `monthly_budget` what all teams may give of the kind in a month. Source: C06.
    """

    kind: str
    amount: Money
    mechanical: bool = False
    subject: str | None = None
    monthly_budget: Money | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy decided, the clauses it rests on, and what can be told of it."""

    verdict: Verdict
    clauses: tuple[str, ...] = ()
    says: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    uses: Use | None = None
    code: Code | None = None
    instead: tuple[Statement, ...] = ()
    level: Level | None = None
    fact: str | None = None
    options: tuple[str, ...] = ()

    def figure(self, name: str) -> Money:
        """One of the decided amounts by its name; KeyError when there is none of that name."""
        return {figure.name: figure.amount for figure in self.figures}[name]


def allow(
    *,
    clauses: Iterable[Clause] = (),
    says: Iterable[Statement] = (),
    figures: Iterable[Figure] = (),
    uses: Use | None = None,
) -> Decision:
    """Allow the act, citing the clauses and saying what follows from them."""
    sentences = tuple(says)
    return Decision(
        verdict=Verdict.ALLOW,
        clauses=_cited(clauses, sentences),
        says=sentences,
        figures=tuple(figures),
        uses=uses,
    )


def refuse(
    code: PolicyCode,
    *,
    clause: Clause | None = None,
    says: Iterable[Statement],
    instead: Iterable[Statement] = (),
    level: Level | None = None,
) -> Decision:
    """Refuse the act: the reason, and what is possible instead. `level` is what would help."""
    sentences, others = tuple(says), tuple(instead)
    return Decision(
        verdict=Verdict.REFUSE,
        clauses=_cited([clause] if clause else [], (*sentences, *others)),
        says=sentences,
        code=Code(code),
        instead=others,
        level=level,
    )


def needs_info(
    fact: str,
    *,
    says: Iterable[Statement] = (),
    options: Sequence[str] = (),
    clauses: Iterable[Clause] = (),
) -> Decision:
    """Ask for the one fact (a field of the ask) that would decide, and say why it matters."""
    sentences = tuple(says)
    return Decision(
        verdict=Verdict.NEEDS_INFO,
        clauses=_cited(clauses, sentences),
        says=sentences,
        code=Code.NEEDS_INFO,
        fact=fact,
        options=tuple(options),
    )


def _cited(clauses: Iterable[Clause], sentences: Iterable[Statement]) -> tuple[str, ...]:
    named = [clause.version for clause in clauses]
    named += [sentence.source for sentence in sentences if "@" in sentence.source]
    return tuple(dict.fromkeys(named))
