"""Take files out of a mail: what may not be kept of it, such as the picture of a card. C05."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.enclosed import empty_files, without_files
from makegood.domains.conversations.models import InboundMail


class WhyTakenOut(StrEnum):
    """Why the bytes of a file are not kept."""

    SHOWS_CARD = "shows_card"
    HARMFUL = "harmful"
    NOT_LOOKED_AT = "not_looked_at"


class TakeOutFilesAsk(Ask):
    """Which files of which mail, and why."""

    mail: Ref[InboundMail] = Field(description="The mail.", examples=["ML-1001"])
    places: tuple[int, ...] = Field(
        description="Which of its files, the first is 1.", examples=[[2]], min_length=1
    )
    why: WhyTakenOut = Field(description="Why they are not kept.", examples=["shows_card"])


@dataclass(frozen=True, slots=True)
class WholeMailFacts:
    """The mail, and which of those files are still kept with it."""

    number: str
    places: tuple[int, ...]


class FilesTakenOut(Result):
    """The mail, and the places of the files whose bytes went."""

    mail: str
    places: tuple[int, ...]


@register
class TakeOutFiles(Operation[TakeOutFilesAsk, WholeMailFacts, FilesTakenOut]):
    """Keep a mail from now on without the bytes of some files, and why they went."""

    name = "conversations.take_out_files"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: TakeOutFilesAsk) -> WholeMailFacts:
        row = InboundMail.objects.select_for_update().filter(number=ask.mail).first()
        if row is None:
            raise NotFound("mail", ask.mail)
        gone = empty_files(bytes(row.raw)) if row.raw else frozenset(ask.places)
        return WholeMailFacts(row.number, tuple(one for one in ask.places if one not in gone))

    def decide(self, ask: TakeOutFilesAsk, facts: WholeMailFacts) -> Decision:
        return policy.may_take_out(facts.places, self.today)

    def execute(
        self, ask: TakeOutFilesAsk, facts: WholeMailFacts, decision: Decision
    ) -> FilesTakenOut:
        row = InboundMail.objects.get(number=facts.number)
        raw = without_files(bytes(row.raw or b""), facts.places)
        row.raw, row.size, row.sha256 = raw, len(raw), hashlib.sha256(raw).hexdigest()
        row.attachments = [
            {**one, "taken_out": str(ask.why)} if place in facts.places else one
            for place, one in enumerate(row.attachments, 1)
        ]
        row.save(update_fields=["raw", "size", "sha256", "attachments"])
        self.record(f"mail:{row.number}")
        return FilesTakenOut(mail=row.number, places=facts.places)

    def verify(self, ask: TakeOutFilesAsk, facts: WholeMailFacts, result: FilesTakenOut) -> None:
        kept = InboundMail.objects.values_list("raw", flat=True).get(number=result.mail)
        ensure(empty_files(bytes(kept or b"")) >= set(result.places), "their bytes are gone")
