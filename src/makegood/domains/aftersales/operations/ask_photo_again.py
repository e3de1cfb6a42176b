"""Ask for another photo: the one that came does not show it, and that says nothing of anybody."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import PhotoLook, lock_photo
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import PhotoFacts
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.documents.models import Document
from makegood.domains.ordering.models import OrderLine


class PhotoFinding(StrEnum):
    """Why a photo does not show what it should. Source: C19, B46."""

    ANOTHER_MODEL = "another_model"
    UNCLEAR = "unclear"
    NO_FAULT_SEEN = "no_fault_seen"


class AskPhotoAgainAsk(Ask):
    """Which photo, of which goods, and what it does not show."""

    photo: Ref[Document] = Field(description="The photo.", examples=["DC-1007"])
    line: Ref[OrderLine] = Field(description="The goods it is of.", examples=["O-1041/1"])
    finding: PhotoFinding = Field(description="What is seen on it.", examples=["another_model"])


class PhotoAskedAgain(Result):
    """The photo that does not count, and the goods of which another one is awaited."""

    photo: str
    line: str


@register
class AskPhotoAgain(Operation[AskPhotoAgainAsk, PhotoFacts, PhotoAskedAgain]):
    """Ask a customer for another photo of their goods, and let the first one prove nothing."""

    name = "aftersales.ask_photo_again"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: AskPhotoAgainAsk) -> PhotoFacts:
        return lock_photo(ask.photo, ask.line)

    def decide(self, ask: AskPhotoAgainAsk, facts: PhotoFacts) -> Decision:
        return policy.may_ask_again(facts, finding=ask.finding, today=self.today)

    def execute(
        self, ask: AskPhotoAgainAsk, facts: PhotoFacts, decision: Decision
    ) -> PhotoAskedAgain:
        PhotoLook.objects.create(
            document=ask.photo, line=OrderLine.objects.get(number=ask.line), party=facts.party,
            finding=ask.finding, looked_at=self.now, looked_by=self.actor.name,
        )  # fmt: skip
        subject = f"order:{facts.order}"
        self.run(SendNotice, letter_about(subject, facts.party, "photo_again", decision.says))
        self.record(f"document:{ask.photo}")
        self.record(subject)
        return PhotoAskedAgain(photo=ask.photo, line=ask.line)

    def verify(self, ask: AskPhotoAgainAsk, facts: PhotoFacts, result: PhotoAskedAgain) -> None:
        looks = {(one.photo, one.line) for one in queries.photo_looks_of(facts.party)}
        ensure((ask.photo, ask.line) in looks, "the look at it is on record")
