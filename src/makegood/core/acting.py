"""Hold what a running act knows and leaves behind, beside the rows it changes itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.inserting import insert
from makegood.core.models import Check, Effect, Job, Promise
from makegood.core.outcome import Outcome, PromiseMade
from makegood.core.promises import warning_time
from makegood.core.sealed import seal
from makegood.core.statements import Statement
from makegood.core.waking import wake_when_saved

if TYPE_CHECKING:
    from makegood.core.approvals import Approval
    from makegood.core.journal import Draft
    from makegood.core.operation import AnyOperation, Ask, Operation, Result

AskT = TypeVar("AskT", bound="Ask")
FactsT = TypeVar("FactsT")
ResultT = TypeVar("ResultT", bound="Result")


@dataclass(slots=True)
class Acting:
    """One act while it runs: who, when, and all that will be told of it."""

    act: str
    operation: str
    actor: Actor
    now: datetime
    today: date
    run_child: Callable[..., Outcome]
    parent: str = ""
    approval: Approval | None = None
    statements: list[Statement] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    promises: list[PromiseMade] = field(default_factory=list)
    notifications: list[str] = field(default_factory=list)
    checks_at: list[datetime] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    prepared: object = None


class Leaving:
    """What an operation may leave behind while it executes; all of it saved with the act."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._acting.actor

    @property
    def prepared(self) -> object:
        """What was done before the transaction began."""
        return self._acting.prepared

    @property
    def language(self) -> str:
        """The language in which the customer is told."""
        return self._acting.actor.language

    @property
    def now(self) -> datetime:
        """The moment of the act, in UTC."""
        return self._acting.now

    @property
    def today(self) -> date:
        """The day of the act where the company is."""
        return self._acting.today

    @property
    def act(self) -> str:
        """The act's own id, as the journal will carry it."""
        return self._acting.act

    @property
    def approver(self) -> Actor | None:
        """Who approved the act, when it needed somebody's yes."""
        approval = self._acting.approval
        return approval.approver if approval else None

    def run(
        self,
        operation: type[Operation[AskT, FactsT, ResultT]],
        ask: AskT,
        *,
        by: Actor | None = None,
    ) -> ResultT:
        """Do another act inside this one; unless it is done, the whole is taken back.

        The mandate of this act counts for it: identity, standing and authority were passed. `by`
        is who does it, such as the company itself; whoever does this act when empty.
        """
        outcome = self._acting.run_child(operation, ask, self._acting, by)
        self._take_over(outcome)
        return operation.result_model().model_validate(outcome.result)

    def run_approved(
        self, operation: AnyOperation, ask: JsonValue, *, asker: Actor, approval: Approval
    ) -> Outcome:
        """Do what somebody else asked for, on the strength of this approval, on today's facts."""
        outcome = self._acting.run_child(operation, ask, self._acting, asker, approval)
        self._take_over(outcome)
        return outcome

    def _take_over(self, child: Outcome) -> None:
        for reference in child.records:
            self.record(reference)
        self._acting.notifications.extend(child.notifications)
        self._acting.checks_at.extend(child.checks_at)
        self._acting.promises.extend(child.promises)

    def tell(self, statement: Statement) -> None:
        """Add a sentence that is known only now, such as the number of what was opened."""
        self._acting.statements.append(statement)

    def record(self, reference: str) -> None:
        """Say that this record was made or changed, such as "return:R-2001"."""
        if reference not in self._acting.records:
            self._acting.records.append(reference)

    def note(self, reference: str) -> None:
        """Say, while gathering, what the attempt is about, to be found again even if refused.

        Only the journal knows it: whoever asked is not shown it.
        """
        self._acting.noted.append(reference)

    def queue(
        self,
        *,
        kind: str,
        payload: Mapping[str, JsonValue],
        key: str,
        then: str | None = None,
        at: datetime | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        """Have something done in the outside world after this is saved, once for this key.

        `then` names the operation that learns the receipt: it is asked {effect_key, receipt}.
        `secrets` are kept sealed; {name} in a text of the payload is filled on its way out.
        """
        sealed = {"sealed": {name: seal(text) for name, text in (secrets or {}).items()}}
        effect = {
            "key": key,
            "kind": kind,
            "payload": {**payload, **(sealed if secrets else {})},
            "then": then or "",
            "act": self.act,
            "party": self.actor.party or "",
            "queued_at": self.now,
            "next_try_at": at or self.now,
        }
        insert(Effect, effect)
        wake_when_saved()
        self._acting.notifications.append(f"{kind}:{key}")

    def promise(
        self, kind: str, *, subject: str, party: str, due: datetime, sentence: Statement
    ) -> None:
        """Promise a customer something by a time; its owner is told before it is late."""
        promised = {
            "kind": kind,
            "subject": subject,
            "party": party,
            "owner": self.actor.name,
            "statement": sentence,
            "made_at": self.now,
            "due_at": due,
            "next_look_at": warning_time(self.now, due),
            "act": self.act,
        }
        insert(Promise, promised)
        self._acting.promises.append(PromiseMade(kind=kind, text=sentence, due=due))

    def keep_promise(self, kind: str, subject: str) -> None:
        """Note that what was promised about this record is now done."""
        Promise.objects.filter(kind=kind, subject=subject, kept_at=None, released_at=None).update(
            kept_at=self.now
        )

    def release_promise(self, kind: str, subject: str) -> None:
        """Let go of a promise that no longer stands, such as when a return is cancelled."""
        Promise.objects.filter(kind=kind, subject=subject, kept_at=None, released_at=None).update(
            released_at=self.now
        )

    def check_later(
        self,
        name: str,
        *,
        subject: str,
        due: datetime,
        deadline: datetime | None = None,
        on_fail: str | None = None,
    ) -> None:
        """Look at the source of truth again at a time; unknown is not failed until `deadline`.

        `on_fail` names the operation that mends it, asked {subject, finding}.
        """
        looked_at = {
            "name": name,
            "subject": subject,
            "due_at": due,
            "deadline_at": deadline or due,
            "next_look_at": due,
            "on_fail": on_fail or "",
            "act": self.act,
        }
        insert(Check, looked_at)
        self._acting.checks_at.append(due)

    def later(
        self,
        operation: str,
        ask: Mapping[str, JsonValue],
        *,
        at: datetime,
        key: str,
        by: Actor | None = None,
    ) -> None:
        """Have another act done at a time, once for this key, by the company or another actor."""
        actor = by or Actor.system(f"system:{operation}").on_behalf_of(self.actor.party)
        Job.objects.get_or_create(
            key=key,
            defaults={
                "operation": operation,
                "ask": dict(ask),
                "actor": actor.model_dump(mode="json"),
                "run_at": at,
            },
        )
        wake_when_saved()

    def call_off(self, key: str) -> None:
        """Call off an act that was to be done later, if it was not done yet."""
        Job.objects.filter(key=key, done_at=None).delete()
