"""Print a letter: what the company wrote becomes a page, filed once in the customer's file."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.canonical import digest
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations.models import Notice
from makegood.domains.documents import policy, queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content
from makegood.domains.documents.operations import file_under
from makegood.domains.documents.ports import PDF, typeset
from makegood.domains.documents.printing import sheet_of
from makegood.domains.documents.queries import DocumentCard


class PrintLetterAsk(Ask):
    """Which notice is printed."""

    notice: Ref[Notice] = Field(description="The notice.", examples=["NT-1001"])


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """How the notice went out, and its letter if it was printed before."""

    sent: policy.Sent
    printed: DocumentCard | None


class LetterPrinted(Result):
    """The document, the name it is filed under, and whether it was made only now."""

    document: str
    name: str
    sha256: str
    is_new: bool


@register
class PrintLetter(Operation[PrintLetterAsk, LetterFacts, LetterPrinted]):
    """Print what was written to a customer as a letter, once, and file it."""

    name = "documents.print_letter"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: PrintLetterAsk) -> LetterFacts:
        row = Notice.objects.select_for_update().filter(number=ask.notice).first()
        if row is None:
            raise NotFound("notice", ask.notice)
        sent = policy.Sent(row.channel, bool(row.blocked))
        return LetterFacts(sent, queries.letter_of(row.number))

    def decide(self, ask: PrintLetterAsk, facts: LetterFacts) -> Decision:
        return policy.may_print(facts.sent, self.today)

    def execute(self, ask: PrintLetterAsk, facts: LetterFacts, decision: Decision) -> LetterPrinted:
        if facts.printed is not None:
            self.record(f"document:{facts.printed.number}")
            name = queries.filed_as(ask.notice)
            return _told(facts.printed.number, name, facts.printed.sha256, is_new=False)
        row = Notice.objects.get(number=ask.notice)
        kept = Content.objects.get(sha256=keep(typeset(sheet_of(row.number)), PDF))
        filed = file_under(
            self, kept, kind=row.name.replace("_", "-"), title=row.subject or row.name,
            day=local(row.at).date(), party=row.party, subject_ref=row.subject_ref,
            source=f"notice:{row.number}",
        )  # fmt: skip
        return _told(filed.document.number, filed.name, kept.sha256, is_new=True)

    def verify(self, ask: PrintLetterAsk, facts: LetterFacts, result: LetterPrinted) -> None:
        content = queries.content(result.document)
        ensure(digest(content) == result.sha256, "the bytes are these")
        ensure(queries.filed_as(ask.notice) == result.name, "the letter is filed once")


def _told(document: str, name: str, sha256: str, *, is_new: bool) -> LetterPrinted:
    return LetterPrinted(document=document, name=name, sha256=sha256, is_new=is_new)
