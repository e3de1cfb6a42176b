"""Print a paper of a record: it is made as the record stands, and filed once with its hash."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.canonical import digest
from makegood.core.clock import local
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.documents import policy, queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content, Filing
from makegood.domains.documents.operations import file_under
from makegood.domains.documents.papers import PaperKind, made, ready
from makegood.domains.documents.ports import PDF, Paper, typeset


class PrintPaperAsk(Ask):
    """Which paper, of which record."""

    kind: PaperKind = Field(description="Which paper.", examples=["order_confirmation"])
    number: str = Field(
        description="The record it is of: an order, a shipment, an invoice, a return.",
        examples=["O-1041"], min_length=1, max_length=40, pattern=r"^[A-Z0-9-]+$",
    )  # fmt: skip


class PaperPrinted(Result):
    """The document, the name it is filed under, its hash, and whether it was made only now."""

    document: str
    name: str
    sha256: str
    is_new: bool


@register
class PrintPaper(Operation[PrintPaperAsk, Paper, PaperPrinted]):
    """Print a paper of a record; while the record stays as it is, it is the same one."""

    name = "documents.print_paper"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    @classmethod
    def prepare(cls, ask: PrintPaperAsk) -> None:
        ready(ask.kind, ask.number)

    def gather(self, ask: PrintPaperAsk) -> Paper:
        return made(ask.kind, ask.number)

    def decide(self, ask: PrintPaperAsk, facts: Paper) -> Decision:
        return allow(clauses=[policy.clause("DOC-1", self.today)])

    def execute(self, ask: PrintPaperAsk, facts: Paper, decision: Decision) -> PaperPrinted:
        sha256, source = keep(typeset(facts), PDF), f"paper:{ask.kind}:{ask.number}"
        filed = Filing.objects.filter(source=source, document__sha256=sha256).first()
        is_new = filed is None
        if filed is None:
            filed = file_under(
                self, Content.objects.get(sha256=sha256), kind=ask.kind.replace("_", "-"),
                title=f"{facts.title} {facts.number}", day=local(facts.made_at).date(),
                party=facts.party, subject_ref=facts.subject, source=source,
            )  # fmt: skip
        self.record(f"document:{filed.document.number}")
        return PaperPrinted(
            document=filed.document.number, name=filed.name, sha256=sha256, is_new=is_new
        )

    def verify(self, ask: PrintPaperAsk, facts: Paper, result: PaperPrinted) -> None:
        ensure(digest(queries.content(result.document)) == result.sha256, "the bytes are these")
        filed = {one.name for one in queries.document(result.document).filings}
        ensure(result.name in filed, "and it is filed under its name")
