"""Send a copy of a paper again, to an address that is on record, and to no other. C04, C14."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.core.acting import Leaving
from makegood.core.actor import V1
from makegood.core.clock import local, today
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Result
from makegood.core.outcome import ensure
from makegood.core.standing import Rights, holder
from makegood.core.statements import Word
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.policy import ENCLOSING
from makegood.domains.conversations.queries import notice, notices_about, ways_to
from makegood.domains.documents.papers import PaperKind, made
from makegood.domains.documents.policy import Copy, clause, may_send_copy, say_not_you
from makegood.domains.parties.queries import contact_point_for

PAPER_COPY = "paper_copy"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """Whose paper it is, and how a copy of it would go out."""

    rights: Rights
    copy: Copy


class CopySent(Result):
    """The notice that brings the paper."""

    notice: str


class SendsCopy(Leaving):
    """What the acts have alike that send a paper of somebody's money once more, as it stands."""

    needs: ClassVar[Needs] = Needs(
        level=V1, standing=holder("billing"), authority=None, automated=True
    )
    retention: ClassVar[str] = "ledger_7y"
    asks_first: ClassVar[bool] = False

    def decide(self, ask: Ask, facts: CopyFacts) -> Decision:
        """Whether a copy may go out now."""
        return may_send_copy(facts.copy, self.today)

    def verify(self, ask: Ask, facts: CopyFacts, result: CopySent) -> None:
        """It goes nowhere but to an address on record."""
        ensure(goes_to_record(result.notice, facts.copy), "it goes to an address on record")


def copy_of(kind: PaperKind, number: str) -> Copy:
    """A paper of a record as it would go out once more; NotFound when the record has none."""
    paper = made(kind, number)
    channels = [one.channel for one in ways_to(paper.party, "service", with_papers=True)]
    channel = next((one for one in channels if one in ENCLOSING), "")
    mailbox = contact_point_for(paper.party, "email") if channel == "mail" else None
    sent = [one for one in notices_about(paper.subject) if one.name == PAPER_COPY]
    return Copy(
        kind=kind.value, number=number, party=paper.party, subject=paper.subject,
        channel=channel, masked=mailbox.masked if mailbox else "",
        sent_today=sum(local(one.at).date() == today() for one in sent),
    )  # fmt: skip


def send(acting: Leaving, copy: Copy) -> str:
    """Write to the customer with the paper enclosed; answer with the notice's number."""
    letter = SendNoticeAsk.about(
        copy.subject, to=copy.party, notice=PAPER_COPY, prefer="mail",
        says=[say_not_you(clause("DOC-4", acting.today))],
        encloses=[f"paper:{copy.kind}:{copy.number}"],
        title=Word(f"documents.paper_{copy.kind}"), number=copy.number,
    )  # fmt: skip
    return acting.run(SendNotice, letter).number


def goes_to_record(sent: str, copy: Copy) -> bool:
    """Whether a notice goes to an address on record of whom the paper is for."""
    card = notice(sent)
    return card.to in {one.to for one in ways_to(copy.party, "service", with_papers=True)}
