"""Take down that a customer agrees to something, with the proof of it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.parties.models import Consent, Party
from makegood.domains.parties.policy import ConsentFacts, may_capture_consent
from makegood.domains.parties.queries import may_contact, own_rights
from makegood.domains.parties.queries.reach import stops_of
from makegood.handbook import book


class Purpose(StrEnum):
    """What a customer may agree to."""

    MARKETING = "marketing"
    SERVICE = "service"
    SURVEY = "survey"
    RECORDING = "recording"


class ConsentChannel(StrEnum):
    """On which channel the agreement holds."""

    EMAIL = "email"
    SMS = "sms"
    VOICE = "voice"
    POST = "post"


class CaptureConsentAsk(Ask):
    """What the customer agrees to, on which channel, in which words."""

    purpose: Purpose = Field(description="What it is for.", examples=["marketing"])
    channel: ConsentChannel = Field(description="The channel.", examples=["email"])
    wording: str = Field(
        description="The words in which the customer agreed.",
        examples=["yes, send me offers by email"],
        min_length=1,
        max_length=400,
    )


class ConsentCaptured(Result):
    """What the customer has agreed to."""

    purpose: Purpose
    channel: ConsentChannel


@register
class CaptureConsent(Operation[CaptureConsentAsk, ConsentFacts, ConsentCaptured]):
    """Take down a customer's consent: what for, on which channel, when and how it was given."""

    name = "parties.capture_consent"
    needs = Needs(level=V1, standing=holder("account"), authority=None, automated=True)
    retention = "consent_5y"

    def gather(self, ask: CaptureConsentAsk) -> ConsentFacts:
        party = self.actor.party or ""
        given = Consent.objects.filter(
            party__number=party, purpose=ask.purpose, channel=ask.channel, revoked_at=None
        )
        return ConsentFacts(rights=own_rights(party), is_given_already=given.exists())

    def decide(self, ask: CaptureConsentAsk, facts: ConsentFacts) -> Decision:
        return may_capture_consent(purpose=ask.purpose, channel=ask.channel, today=self.today)

    def execute(
        self, ask: CaptureConsentAsk, facts: ConsentFacts, decision: Decision
    ) -> ConsentCaptured:
        party = Party.objects.get(number=self.actor.party)
        stops_of(party.number).filter(channel=ask.channel).update(lifted_at=self.now)
        if not facts.is_given_already:
            Consent.objects.create(
                party=party,
                purpose=ask.purpose,
                channel=ask.channel,
                wording=ask.wording,
                wording_version=book().clause("PRV-2", on=self.today).version,
                captured_how=f"{self.actor.channel}:{self.actor.conversation or self.act}",
                given_at=self.now,
            )
        self.record(f"party:{party.number}")
        return ConsentCaptured(purpose=ask.purpose, channel=ask.channel)

    def verify(self, ask: CaptureConsentAsk, facts: ConsentFacts, result: ConsentCaptured) -> None:
        party = self.actor.party or ""
        ensure(may_contact(party, ask.channel, ask.purpose), "what was agreed to may be sent")
