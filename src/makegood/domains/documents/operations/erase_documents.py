"""Erase documents: papers that nothing obliges us to keep leave the file, and their bytes go."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.documents import policy, queries
from makegood.domains.documents.models import Content, Document, Filing
from makegood.domains.parties.models import Party


class EraseDocumentsAsk(Ask):
    """From whose file, and which documents."""

    party: Ref[Party] = Field(description="In whose file they are.", examples=["C-6"])
    documents: list[Ref[Document]] = Field(
        max_length=100_000, description="The documents.", examples=[["DC-1001"]]
    )


@dataclass(frozen=True, slots=True)
class FiledFacts:
    """Those of the documents that are in this file, and the hashes of those in no other one."""

    numbers: tuple[str, ...]
    only_here: tuple[str, ...]


class DocumentsErased(Result):
    """How many filings were taken out, and the documents of which nothing is left."""

    filings: int
    documents: tuple[str, ...]


@register
class EraseDocuments(Operation[EraseDocumentsAsk, FiledFacts, DocumentsErased]):
    """Take documents out of a file; one that is in nobody else's file is gone with its bytes."""

    name = "documents.erase_documents"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"
    only_inside = True

    def gather(self, ask: EraseDocumentsAsk) -> FiledFacts:
        rows = Document.objects.select_for_update().filter(number__in=ask.documents)
        numbers = tuple(rows.order_by("pk").values_list("number", flat=True))
        filed = Filing.objects.filter(document__number__in=numbers, party=ask.party)
        here = set(filed.values_list("document__number", flat=True))
        elsewhere = Filing.objects.filter(document__number__in=here).exclude(party=ask.party)
        alone = rows.filter(number__in=here).exclude(filings__in=elsewhere)
        return FiledFacts(
            tuple(one for one in numbers if one in here),
            tuple(alone.order_by("pk").values_list("sha256", flat=True)),
        )

    def decide(self, ask: EraseDocumentsAsk, facts: FiledFacts) -> Decision:
        return allow(clauses=[policy.clause("PRV-7", self.today)])

    def execute(
        self, ask: EraseDocumentsAsk, facts: FiledFacts, decision: Decision
    ) -> DocumentsErased:
        filed = Filing.objects.filter(document__number__in=facts.numbers, party=ask.party)
        taken_out, _ = filed.delete()
        gone = Document.objects.filter(sha256__in=facts.only_here)
        numbers = tuple(gone.order_by("pk").values_list("number", flat=True))
        gone.delete()
        Content.objects.filter(sha256__in=facts.only_here).delete()
        for number in numbers:
            self.record(f"document:{number}")
        return DocumentsErased(filings=taken_out, documents=numbers)

    def verify(self, ask: EraseDocumentsAsk, facts: FiledFacts, result: DocumentsErased) -> None:
        kept = {one.number for one in queries.documents_of(ask.party, 100_000)}
        ensure(kept.isdisjoint(facts.numbers), "none of them is in the file any more")
        left = Content.objects.filter(sha256__in=facts.only_here)
        ensure(not left.exists(), "the bytes of what is in no other file are gone")
