"""File a document: a paper that came in or was made is found again in the customer's file."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.documents import policy, queries
from makegood.domains.documents.models import Content
from makegood.domains.documents.operations import file_under
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card

_SHA256 = r"^[a-p]{64}$"


class FileDocumentAsk(Ask):
    """Which kept bytes are filed, as what, and in whose file; the bytes are never in the ask."""

    sha256: str = Field(
        pattern=_SHA256, description="The bytes' SHA-256, in letters.", examples=["a" * 64]
    )
    type: str = Field(
        pattern=r"^[a-z][a-z0-9-]{0,39}$", description="What it is.", examples=["receipt"]
    )
    title: str = Field(
        min_length=1, max_length=400, description="What it is called.", examples=["Shop receipt"]
    )
    party: Ref[Party] = Field(description="In whose file.", examples=["C-6"])
    subject: str = Field(max_length=90, description="The record.", examples=["order:O-1041"])
    source: str = Field(
        pattern=r"^(desk|mail|chat|portal|api|scan|privacy_request):", max_length=200,
        description="By which way it came in.", examples=["desk:rae"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """The party in whose file it goes, and that the bytes are here."""

    party: str
    sha256: str


class DocumentFiled(Result):
    """The document, and the name under which it was filed."""

    document: str
    name: str


@register
class FileDocument(Operation[FileDocumentAsk, FilingFacts, DocumentFiled]):
    """File bytes that were kept before: the same paper twice is one document, filed twice."""

    name = "documents.file_document"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: FileDocumentAsk) -> FilingFacts:
        kept = Content.objects.select_for_update().filter(sha256=ask.sha256).first()
        if kept is None:
            raise NotFound("content", ask.sha256)
        return FilingFacts(party_card(ask.party).number, kept.sha256)

    def decide(self, ask: FileDocumentAsk, facts: FilingFacts) -> Decision:
        rules = ("DOC-1", "DOC-3") if ask.source.startswith("mail:") else ("DOC-1",)
        return allow(clauses=[policy.clause(one, self.today) for one in rules])

    def execute(
        self, ask: FileDocumentAsk, facts: FilingFacts, decision: Decision
    ) -> DocumentFiled:
        filed = file_under(
            self, Content.objects.get(sha256=facts.sha256), kind=ask.type, title=ask.title,
            day=self.today, party=facts.party, subject_ref=ask.subject, source=ask.source,
        )  # fmt: skip
        return DocumentFiled(document=filed.document.number, name=filed.name)

    def verify(self, ask: FileDocumentAsk, facts: FilingFacts, result: DocumentFiled) -> None:
        card = queries.document(result.document)
        ensure(card.sha256 == ask.sha256, "the document is of these bytes")
        ensure(result.name in {one.name for one in card.filings}, "it is filed under its name")
