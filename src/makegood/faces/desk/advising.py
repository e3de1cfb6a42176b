"""Suggest what to answer to what a customer wrote last, and what to do about it, and say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.gates import is_offered
from makegood.core.registry import registry
from makegood.domains.conversations.queries import ConversationCard
from makegood.domains.knowledge.queries import written_answer
from makegood.faces.desk.offering import Offer, filled
from makegood.faces.desk.talking import Spoken
from makegood.representative.mind import at_hand
from makegood.representative.understand.commands import Question, Start, Unclear
from makegood.representative.understand.reading import Reading, ReadingContext

_MOST_ACTS = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """What a message was read as, and what follows from it; the person decides.

    `percent` is how surely it was read; `reply` stands word for word in `sources`.
    """

    words: str
    percent: int
    acts: tuple[Offer, ...]
    reply: str
    sources: tuple[str, ...]


def advice(
    actor: Actor, card: ConversationCard, party: str, spoken: Sequence[Spoken]
) -> Advice | None:
    """What to say and do about the customer's last word; None once it has its answer.

    It is read by the embedded reader, so that looking at a page asks no language model; and only
    once the handbook has been read, so that no page waits for that.
    """
    said, head = [one for one in spoken if one.who], at_hand()
    if head is None or card.closed_at or not said or not said[-1].is_customer:
        return None
    text = said[-1].text
    reading = head.embedded.read(text, ReadingContext(card.language, clock.today()))
    acts = tuple(
        filled(name, party, card.number)
        for name in _acts(reading)
        if name in registry and is_offered(registry.get(name), actor)
    )[:_MOST_ACTS]
    asked = [one.text for one in reading.commands if isinstance(one, Question)]
    answers = [
        written_answer(
            one, language=card.language, on=clock.today(), for_staff=False,
            party=card.party or None,
        )
        for one in asked
    ]  # fmt: skip
    says = [one for answer in answers for one in answer.says]
    if not acts and not says:
        return None
    return Advice(
        words=text,
        percent=round(reading.confidence * 100),
        acts=acts,
        reply=" ".join(dict.fromkeys(one.text(card.language) for one in says)),
        sources=tuple(dict.fromkeys(one.source for one in says)),
    )


def _acts(reading: Reading) -> tuple[str, ...]:
    """The acts that were asked for; where nothing is sure, those that may be meant."""
    asked = tuple(one.operation for one in reading.commands if isinstance(one, Start))
    is_unsure = all(isinstance(one, Unclear) for one in reading.commands)
    return asked or tuple(name for name, _ in reading.alternatives if is_unsure)
