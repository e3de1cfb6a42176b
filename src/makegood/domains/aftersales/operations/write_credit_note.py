"""Write a credit note: a return invoice becomes a file that the buyer's programs can read."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.canonical import digest
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.aftersales.disputing import clause
from makegood.domains.aftersales.models import CreditMemo
from makegood.domains.aftersales.models.notes import note_of
from makegood.domains.aftersales.ubl import MEDIA_TYPE, Note, credit_note
from makegood.domains.documents import queries as documents
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content
from makegood.domains.documents.operations import file_under


class WriteCreditNoteAsk(Ask):
    """Which credit memo is written."""

    credit_memo: Ref[CreditMemo] = Field(description="The credit memo.", examples=["CM-1001"])


class CreditNoteWritten(Result):
    """The document, and the hash of its bytes."""

    document: str
    sha256: str


@register
class WriteCreditNote(Operation[WriteCreditNoteAsk, Note, CreditNoteWritten]):
    """Write a return invoice as XML (UBL 2.1, type 381) and file it with the customer's papers."""

    name = "aftersales.write_credit_note"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"
    only_inside = True

    def gather(self, ask: WriteCreditNoteAsk) -> Note:
        return note_of(ask.credit_memo)

    def decide(self, ask: WriteCreditNoteAsk, facts: Note) -> Decision:
        return allow(clauses=[clause(4, self.today)])

    def execute(
        self, ask: WriteCreditNoteAsk, facts: Note, decision: Decision
    ) -> CreditNoteWritten:
        memo = CreditMemo.objects.get(number=ask.credit_memo)
        kept = Content.objects.get(sha256=keep(credit_note(facts), MEDIA_TYPE))
        filed = file_under(
            self, kept, kind="credit-note", title=f"Return invoice {facts.number}", day=facts.on,
            party=memo.party, subject_ref=memo.ref, source=f"{memo.ref}:xml",
        )  # fmt: skip
        return CreditNoteWritten(document=filed.document.number, sha256=kept.sha256)

    def verify(self, ask: WriteCreditNoteAsk, facts: Note, result: CreditNoteWritten) -> None:
        content = documents.content(result.document)
        ensure(digest(content) == result.sha256, "the bytes are these")
        ensure(facts.invoice.encode() in content, "it names the invoice that it corrects")
