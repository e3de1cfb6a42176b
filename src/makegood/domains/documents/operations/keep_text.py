"""Keep the text of a paper beside it, so that the paper is found by its words."""

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
from makegood.domains.documents.models import Document, DocumentText
from makegood.domains.parties.spelling import folded


class KeepTextAsk(Ask):
    """Which paper, and what was read of it."""

    document: Ref[Document] = Field(description="The paper.", examples=["DC-1001"])
    text: str = Field(
        max_length=200_000, description="The text as it was read.", examples=["Receipt No. 12"]
    )


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The paper whose text it is."""

    number: str


class TextKept(Result):
    """The paper, and how many signs were read of it."""

    document: str
    length: int


@register
class KeepText(Operation[KeepTextAsk, PaperFacts, TextKept]):
    """Keep what was read of a paper; read anew, the new text takes the place of the former."""

    name = "documents.keep_text"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"
    secrets = frozenset({"text"})  # the paper's own words stand beside it and nowhere else

    def gather(self, ask: KeepTextAsk) -> PaperFacts:
        row = Document.objects.select_for_update().filter(number=ask.document).first()
        if row is None:
            raise NotFound("document", ask.document)
        return PaperFacts(row.number)

    def decide(self, ask: KeepTextAsk, facts: PaperFacts) -> Decision:
        return allow(clauses=[policy.clause("DOC-1", self.today)])

    def execute(self, ask: KeepTextAsk, facts: PaperFacts, decision: Decision) -> TextKept:
        DocumentText.objects.update_or_create(
            document=Document.objects.get(number=facts.number),
            defaults={"text": ask.text, "words": folded(ask.text), "read_at": self.now},
        )
        self.record(f"document:{facts.number}")
        return TextKept(document=facts.number, length=len(ask.text))

    def verify(self, ask: KeepTextAsk, facts: PaperFacts, result: TextKept) -> None:
        ensure(queries.document(facts.number).text == ask.text, "the text stands beside the paper")
