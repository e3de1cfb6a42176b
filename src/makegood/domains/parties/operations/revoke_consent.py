"""Stop messages as soon as somebody says so, in whatever words, and confirm it once."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.parties.models import Consent, OptOut, Party
from makegood.domains.parties.policy import OptOutFacts, may_revoke_consent, stopped_channels
from makegood.domains.parties.queries.stopping import (
    confirmation_of,
    opt_out_facts,
    stopped_already,
)


class StopChannel(StrEnum):
    """On which channel messages stop."""

    EMAIL = "email"
    SMS = "sms"
    VOICE = "voice"
    POST = "post"
    ALL = "all"


class RevokeConsentAsk(Ask):
    """What should stop, in the customer's words."""

    channel: StopChannel = Field(description="The channel that stops.", examples=["sms"])
    wording: str = Field(
        description="The words in which it was said.",
        examples=["pls stop texting me lol"],
        min_length=1,
        max_length=400,
    )
    contact_value: str | None = Field(
        None,
        description="The number or e-mail address it came from, when nobody is known there.",
        examples=["+12025550106"],
        max_length=254,
    )


class ConsentRevoked(Result):
    """The channels on which messages have stopped, and the last day the law would have given."""

    channels: tuple[str, ...]
    latest_day: date


@register
class RevokeConsent(Operation[RevokeConsentAsk, OptOutFacts, ConsentRevoked]):
    """Stop messages on a channel at once; texts and calls stop together."""

    name = "parties.revoke_consent"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "consent_5y"
    asks_first = False

    def gather(self, ask: RevokeConsentAsk) -> OptOutFacts:
        return opt_out_facts(self.actor, ask.contact_value)

    def decide(self, ask: RevokeConsentAsk, facts: OptOutFacts) -> Decision:
        return may_revoke_consent(facts=facts, channel=ask.channel, today=self.today)

    def execute(
        self, ask: RevokeConsentAsk, facts: OptOutFacts, decision: Decision
    ) -> ConsentRevoked:
        channels = stopped_channels(ask.channel)
        party = Party.objects.filter(number=facts.party or "").first()
        was_stopped = stopped_already(facts, channels)
        for channel in channels:
            OptOut.objects.create(
                party=party,
                contact_value="" if party else facts.contact_value or "",
                channel=channel,
                wording=ask.wording,
                captured_how=f"{self.actor.channel}:{self.actor.conversation or self.act}",
                at=self.now,
            )
        if party:
            given = Consent.objects.filter(party=party, channel__in=channels, revoked_at=None)
            given.update(revoked_at=self.now)
            self.record(f"party:{party.number}")
        confirmation = None if was_stopped else confirmation_of(facts, ask.channel, decision.says)
        if confirmation:
            kind, letter = confirmation
            self.queue(kind=kind, payload=letter, key=f"stopped:{self.act}")
        return ConsentRevoked(channels=channels, latest_day=facts.latest_day)

    def verify(self, ask: RevokeConsentAsk, facts: OptOutFacts, result: ConsentRevoked) -> None:
        ensure(stopped_already(facts, result.channels), "messages have stopped")
        left = Consent.objects.filter(party__number=facts.party or "", revoked_at=None)
        ensure(not left.filter(channel__in=result.channels).exists(), "no consent is left")
