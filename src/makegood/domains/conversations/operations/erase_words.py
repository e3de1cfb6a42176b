"""Erase words: of ended conversations only what happened and when is kept, not what was said."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.erasing import empty_effects, empty_talks
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import (
    Conversation,
    Event,
    HandOver,
    InboundMail,
    ModelCall,
    TakeOver,
)
from makegood.domains.conversations.queries import transcript

_OWN = ("conversations",)


class EraseWordsAsk(Ask):
    """In which conversations nothing that was said is kept any more."""

    conversations: list[Ref[Conversation]] = Field(
        max_length=100_000, description="The conversations.", examples=[["CV-1001"]]
    )


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """The conversations that there are of those, and which of them go on."""

    numbers: tuple[str, ...]
    going_on: tuple[str, ...]


class WordsErased(Result):
    """In how many conversations words were erased, and in how many rows of the journal."""

    conversations: int
    journal_rows: int


@register
class EraseWords(Operation[EraseWordsAsk, WordsFacts, WordsErased]):
    """Erase what was said and mailed in ended conversations, wherever it is kept."""

    name = "conversations.erase_words"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "transcripts_3y"
    only_inside = True

    def gather(self, ask: EraseWordsAsk) -> WordsFacts:
        rows = Conversation.objects.select_for_update().filter(number__in=ask.conversations)
        found = list(rows.order_by("pk"))
        going_on = tuple(one.number for one in found if one.closed_at is None)
        return WordsFacts(tuple(one.number for one in found), going_on)

    def decide(self, ask: EraseWordsAsk, facts: WordsFacts) -> Decision:
        rule = policy.clause("PRV-7", self.today)
        if facts.going_on:
            told = say(rule, "still_talking", conversations=", ".join(facts.going_on))
            return refuse("policy_denied", clause=rule, says=[told])
        return allow(clauses=[rule])

    def execute(self, ask: EraseWordsAsk, facts: WordsFacts, decision: Decision) -> WordsErased:
        rows = Conversation.objects.filter(number__in=facts.numbers)
        Event.objects.filter(conversation__in=rows).exclude(body={}).update(body={})
        HandOver.objects.filter(conversation__in=rows).update(reason="", summary="")
        TakeOver.objects.filter(conversation__in=rows).update(note="")
        InboundMail.objects.filter(conversation__in=facts.numbers).update(
            raw=None, sender="", subject="", recipients=[], attachments=[], reason=""
        )
        ModelCall.objects.filter(conversation__in=facts.numbers).update(prompt="", answer="")
        empty_effects(beginnings=[f"reply:{one}/" for one in facts.numbers])
        emptied = empty_talks(facts.numbers, _OWN)
        rows.update(contact_point="", erased_at=self.now)
        for number in facts.numbers:
            self.record(f"conversation:{number}")
        return WordsErased(conversations=len(facts.numbers), journal_rows=emptied)

    def verify(self, ask: EraseWordsAsk, facts: WordsFacts, result: WordsErased) -> None:
        said = [line.text for number in facts.numbers for line in transcript(number)]
        ensure(not any(said), "nothing that was said there is kept")
