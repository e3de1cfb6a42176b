"""Hold one attempt at an act: what was asked, by whom, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

from pydantic import JsonValue

from makegood.core.acting import Acting
from makegood.core.actor import Actor
from makegood.core.approvals import Approval
from makegood.core.authority import Excess
from makegood.core.canonical import fingerprint
from makegood.core.decision import Code, Decision, Use
from makegood.core.journal import Draft
from makegood.core.operation import AnyOperation, Ask, Result
from makegood.core.outcome import Gate, InvalidAsk, Outcome, Status
from makegood.core.sealed import blind_index
from makegood.core.shape import REMOVED, ask_for_journal
from makegood.core.statements import say


class TakenBack(Exception):
    """Takes back all that an act changed, and carries what is answered instead."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.status)


@dataclass
class Attempt:
    """One attempt. `seen` is the fingerprint that the actor saw; `over` the limit it passed;
    `noted` what it is about even when it is refused."""

    operation: AnyOperation
    ask: Ask
    actor: Actor
    key: str | None = None
    seen: str | None = None
    parent: str = ""
    approval: Approval | None = None
    act: str = field(default_factory=lambda: uuid4().hex)
    over: tuple[Use, Excess] | None = None
    noted: tuple[str, ...] = ()
    prepared: object = None

    @property
    def is_within_mandate(self) -> bool:
        """Whether it is part of another act, whose identity, standing and authority count."""
        return bool(self.parent) and self.approval is None

    @cached_property
    def kept_ask(self) -> JsonValue:
        """The ask as it may be kept: no secrets in it."""
        return ask_for_journal(self.operation, self.ask)

    @cached_property
    def ask_hash(self) -> str:
        """The hash by which the same ask is known again; of its secrets only what is keyed."""
        given = sorted(self.operation.secrets & self.ask.model_fields_set)
        secrets = [blind_index(str(getattr(self.ask, name)), name) for name in given]
        return fingerprint([self.kept_ask, secrets])

    def done(self, acting: Acting, decision: Decision, result: Result, seen: str) -> Outcome:
        """The outcome of an act that was done."""
        return Outcome(
            status=Status.DONE,
            operation=self.operation.name,
            act=self.act,
            result=result.model_dump(mode="json"),
            statements=decision.says,
            news=tuple(acting.statements),
            figures=decision.figures,
            clauses=decision.clauses,
            promises=tuple(acting.promises),
            notifications=tuple(acting.notifications),
            checks_at=tuple(acting.checks_at),
            records=tuple(acting.records),
            fingerprint=seen,
        )

    def unjudged(self) -> Outcome:
        """What is foreseen of a guess: that it may be made, and the same whatever it is."""
        return Outcome(
            status=Status.DONE,
            operation=self.operation.name,
            act=self.act,
            fingerprint=fingerprint(self.operation.name),
        )

    def fingerprint_of(self, facts: object, decision: Decision) -> str:
        """By which it is known again what was foreseen; of a guess nothing was."""
        if self.operation.judges_guess:
            return fingerprint(self.operation.name)
        return fingerprint([facts, decision])

    def beyond_authority(self, decision: Decision, use: Use, over: Excess) -> Outcome:
        """The outcome of an act that waits for somebody with more authority."""
        self.over = (use, over)
        told = say("rule:C06", "core.approval_required", amount=use.amount)
        return Outcome(
            status=Status.PENDING_APPROVAL,
            operation=self.operation.name,
            act=self.act,
            gate=Gate.AUTHORITY,
            code=Code.APPROVAL_REQUIRED,
            uses=use,
            statements=(*decision.says, told),
            figures=decision.figures,
            clauses=decision.clauses,
        )

    def draft(self, outcome: Outcome) -> Draft:
        """The attempt as the journal keeps it."""
        return Draft(
            act=self.act,
            parent=self.parent,
            actor=self.actor,
            operation=self.operation.name,
            status=outcome.status,
            code=outcome.code or "",
            ask=self.kept_ask,
            ask_hash=self.ask_hash,
            key=self.key,
            outcome=self._kept(outcome),
            noted=self.noted,
        )

    def _kept(self, outcome: Outcome) -> Outcome:
        """The outcome without the secrets that only the asker is shown, and only once."""
        secret = self.operation.secrets & (outcome.result or {}).keys()
        if not secret:
            return outcome
        shown: dict[str, JsonValue] = {**(outcome.result or {}), **dict.fromkeys(secret, REMOVED)}
        return outcome.model_copy(update={"result": shown})

    def broken(self, fault: Exception) -> Draft:
        """The incident, when the act failed through a fault of ours; its key stays free."""
        return self._incident("broken", self.kept_ask, f"{type(fault).__name__}: {fault}")

    @classmethod
    def invalid(cls, operation: AnyOperation, actor: Actor, invalid: InvalidAsk) -> Draft:
        """The record of an ask that could not even be read; its words are not kept."""
        nothing = operation.ask_model().model_construct()
        faults: JsonValue = [f"{fault.field}: {fault.reason}" for fault in invalid.faults]
        return cls(operation, nothing, actor)._incident("invalid", faults, "")

    def _incident(self, status: str, ask: JsonValue, note: str) -> Draft:
        return Draft(
            act=self.act,
            parent=self.parent,
            actor=self.actor,
            operation=self.operation.name,
            status=status,
            code="",
            ask=ask,
            ask_hash=fingerprint(ask),
            key=None,
            outcome=None,
            note=note[:400],
        )
