"""File a paper: what a buyer or a carrier wrote is kept with its lines, to be compared."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales import disputing, policy, queries
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.models import KeptPaper
from makegood.domains.aftersales.models.asked import WrittenLine, written
from makegood.domains.aftersales.models.filing import PaperFacts, lock_paper_to_file
from makegood.domains.documents.operations.file_document import FileDocument, FileDocumentAsk
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.parties.models import Party

_LINE = {"sku": "PT-BELTKIT-24", "quantity": 8}


class FilePaperAsk(Ask):
    """What kind of paper it is, what stands on it, and the kept file it was read from."""

    order: Ref[SalesOrder] = Field(description="The order it is about.", examples=["O-1043"])
    kind: Kind = Field(description="What it is.", examples=["receiving_report"])
    own_number: str = Field(
        description="The number on it.", examples=["RR-0608"], min_length=1, max_length=40
    )
    dated_on: date = Field(description="The day on it.", examples=["2026-06-04"])
    due_on: date | None = Field(None, description="The day it promises.", examples=["2026-06-03"])
    subject_to_count: bool = Field(
        False, description="Whether it was signed subject to count.", examples=[False]
    )
    packages: int | None = Field(
        None, description="How many pallets or boxes it counts.", examples=[1], ge=0, le=100_000
    )
    lines: tuple[WrittenLine, ...] = Field(
        (), description="What it says, line by line.", examples=[[_LINE]], max_length=500
    )
    currency: str | None = Field(
        None, description="The currency of its prices, if not ours.", pattern=r"^[A-Z]{3}$",
        examples=["EUR"],
    )  # fmt: skip
    sha256: str | None = Field(
        None, pattern=r"^[a-p]{64}$", description="The SHA-256, in letters, of the kept file.",
        examples=["a" * 64], json_schema_extra={"format": "kept-file"},
    )  # fmt: skip


class PaperFiled(Result):
    """The number under which the paper is found."""

    paper: str


@register
class FilePaper(Operation[FilePaperAsk, PaperFacts, PaperFiled]):
    """Keep a paper of a purchase with its lines, and its file if there is one."""

    name = "aftersales.file_paper"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: FilePaperAsk) -> PaperFacts:
        return lock_paper_to_file(ask.order, ask.kind, ask.own_number, party=self.actor.party)

    def decide(self, ask: FilePaperAsk, facts: PaperFacts) -> Decision:
        lines = written(ask.lines, ask.currency)
        prices = [line.price * line.quantity for line in lines if line.price is not None]
        return policy.may_file(
            ask.own_number, has_words=bool(ask.lines or ask.packages is not None),
            known_as=facts.known_as, ours=facts.ours, copy=prices, today=self.today,
        )  # fmt: skip

    def execute(self, ask: FilePaperAsk, facts: PaperFacts, decision: Decision) -> PaperFiled:
        if ask.sha256 is not None:
            filed = FileDocumentAsk(
                sha256=ask.sha256, type=ask.kind.replace("_", "-"),
                title=f"{ask.kind} {ask.own_number}", party=Ref[Party](facts.party),
                subject=f"order:{ask.order}", source=f"desk:{self.actor.name}",
            )  # fmt: skip
            self.run(FileDocument, filed)
        if facts.ours is not None:  # a copy of an invoice that is on record already
            self.record(f"invoice:{facts.known_as}")
            return PaperFiled(paper=facts.known_as)
        row = KeptPaper.objects.create(
            number=next_number("PP"), order=SalesOrder.objects.get(number=ask.order),
            kind=ask.kind, own_number=ask.own_number, dated_on=ask.dated_on, due_on=ask.due_on,
            packages=ask.packages, subject_to_count=ask.subject_to_count,
            currency=ask.currency or Money.zero().currency, sha256=ask.sha256 or "",
            filed_at=self.now, filed_by=self.actor.name,
        )  # fmt: skip
        row.write_lines(written(ask.lines, ask.currency))
        self.record(row.ref)
        self.tell(disputing.mat(5, "filed", self.today, number=row.number))
        return PaperFiled(paper=row.number)

    def verify(self, ask: FilePaperAsk, facts: PaperFacts, result: PaperFiled) -> None:
        filed = {one.number for one in queries.papers_of(ask.order)}
        ensure(result.paper in (*filed, facts.known_as), "the paper is found with its order")
