"""Tell a customer which messages they agreed to or stopped: when, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.parties.policy import SaidOfMessages, consents_told, stopped_channels
from makegood.domains.parties.queries import may_contact, own_rights
from makegood.domains.parties.queries.kept import KeptConsent, kept_person


class TellConsentsAsk(Ask):
    """Nothing but who asks."""


@dataclass(frozen=True, slots=True)
class SaidFacts:
    """What the customer ever said about messages from us, oldest first."""

    rights: Rights
    agreed: tuple[SaidOfMessages, ...]
    stopped: tuple[SaidOfMessages, ...]


class ConsentsTold(Result):
    """How much of it was told."""

    agreed: int
    stopped: int


@register
class TellConsents(Operation[TellConsentsAsk, SaidFacts, ConsentsTold]):
    """Answer why somebody gets our messages: from what they agreed to and what they stopped."""

    name = "parties.tell_consents"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "consent_5y"
    reads_only = True

    def gather(self, ask: TellConsentsAsk) -> SaidFacts:
        party = self.actor.party or ""
        kept = kept_person(party)
        return SaidFacts(
            own_rights(party), tuple(map(_said, kept.consents)), tuple(map(_said, kept.stops))
        )

    def decide(self, ask: TellConsentsAsk, facts: SaidFacts) -> Decision:
        return consents_told(agreed=facts.agreed, stopped=facts.stopped, today=self.today)

    def execute(self, ask: TellConsentsAsk, facts: SaidFacts, decision: Decision) -> ConsentsTold:
        self.record(f"party:{self.actor.party}")
        return ConsentsTold(agreed=len(facts.agreed), stopped=len(facts.stopped))

    def verify(self, ask: TellConsentsAsk, facts: SaidFacts, result: ConsentsTold) -> None:
        party, told = self.actor.party or "", {one.channel for one in _in_force(facts)}
        for channel in stopped_channels("all"):
            sent = may_contact(party, channel, "marketing")
            ensure(not sent or channel in told, "whatever is sent to them was told as agreed")


def _in_force(facts: SaidFacts) -> list[SaidOfMessages]:
    """The yes to advertising that hold."""
    return [one for one in facts.agreed if one.purpose == "marketing" and one.ended_on is None]


def _said(kept: KeptConsent) -> SaidOfMessages:
    return SaidOfMessages(
        purpose=kept.purpose, channel=kept.channel, wording=kept.wording,
        on=clock.local(kept.at).date(),
        ended_on=clock.local(kept.ended_at).date() if kept.ended_at else None,
    )  # fmt: skip
