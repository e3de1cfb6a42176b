"""Write an article: what the company explains is written at the desk and read by another."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.knowledge.models import ChangeKind
from makegood.domains.knowledge.operations.add_phrasing import MessageRef
from makegood.domains.knowledge.policy import ChangeFacts, may_change
from makegood.domains.knowledge.queries import article_facts, change_card
from makegood.domains.knowledge.recording import keep_change
from makegood.handbook import ArticleId, Audience


class WriteArticleAsk(Ask):
    """The article as it shall read; one of the same id, language and first day is replaced."""

    id: ArticleId = Field(description="Its id.", examples=["KB-FILTERS"], max_length=60)
    title: str = Field(
        description="Its title.", examples=["Cleaning the filter"], min_length=3, max_length=120
    )
    body: str = Field(
        description="The text; headings begin with ##, figures stand as {RET-2.days}.",
        examples=["## How\n\nTurn the filter to the left."],
        min_length=20,
        max_length=12_000,
    )
    language: str = Field(description="The language.", examples=["en"], pattern=r"^[a-z]{2}$")
    audience: Audience = Field(description="Who may read it.", examples=["customer"])
    owner: str = Field(
        description="The department that keeps it true.", examples=["customer_care"], max_length=40
    )
    starts: date = Field(description="The first day it holds.", examples=["2026-06-15"])
    ends: date | None = Field(
        None, description="The first day it no longer holds.", examples=["2026-12-31"]
    )
    review_due: date = Field(
        description="By when somebody reads it again.", examples=["2026-12-01"]
    )
    clauses: tuple[str, ...] = Field(
        (), description="The clauses it explains.", examples=[["RET-2"]], max_length=30
    )
    products: tuple[str, ...] = Field(
        (), description="The products it is about.", examples=[["WM900"]], max_length=30
    )
    keywords: tuple[str, ...] = Field(
        (), description="Words customers use for it.", examples=[["lint filter"]], max_length=40
    )
    message: MessageRef | None = Field(
        None, description="The question or message that it answers.", examples=["KG-1001"]
    )


class ArticleWritten(Result):
    """Under which number the change is kept, and the file of the handbook that it changes."""

    number: str
    file: str


@register
class WriteArticle(Operation[WriteArticleAsk, ChangeFacts, ArticleWritten]):
    """Write an article, or write one anew, with a second person's yes."""

    name = "knowledge.write_article"
    needs = Needs(level=V0, standing=staff_only(), authority="handbook_change", automated=False)
    retention = "questions_3y"

    def gather(self, ask: WriteArticleAsk) -> ChangeFacts:
        return article_facts(ask.model_dump(exclude={"message"}), self.today)

    def decide(self, ask: WriteArticleAsk, facts: ChangeFacts) -> Decision:
        return may_change(facts=facts, about=ask.title, today=self.today)

    def execute(
        self, ask: WriteArticleAsk, facts: ChangeFacts, decision: Decision
    ) -> ArticleWritten:
        row = keep_change(self, facts, ChangeKind.ARTICLE, ask.id, ask.language, ask.message or "")
        return ArticleWritten(number=row.number, file=row.file)

    def verify(self, ask: WriteArticleAsk, facts: ChangeFacts, result: ArticleWritten) -> None:
        card = change_card(result.number)
        ensure(card.written_by != card.agreed_by, "somebody else agreed")
        ensure(card.about == ask.id, "it is a change of this article")
