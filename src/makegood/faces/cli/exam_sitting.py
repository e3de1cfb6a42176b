"""Sit an exam: the customer talks with the real representative, and the end is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from makegood.core import clock, journal
from makegood.core.actor import Channel
from makegood.domains.conversations import queries
from makegood.faces.cli import conversing
from makegood.faces.cli.exam_customer import Customer, Moods
from makegood.faces.cli.exam_marking import (
    Marked,
    acts_since,
    records_of_all,
    wrong,
    wrongly_acted,
)
from makegood.faces.cli.exam_papers import Conversation, Paper

_CODE = re.compile(r"\b\d{6}\b")


def sit(paper: Paper, nth: int, moods: Moods) -> Marked:
    """Have a paper's nth conversation, and compare what is true afterwards with what must be."""
    talk, end = paper.conversations[nth - 1], paper.end_of(paper.conversations[nth - 1])
    with clock.standing_at(paper.at.isoformat()):
        place, before = journal.place(), records_of_all(paper.party)
        number, turns, is_over = _talk(paper, talk, moods)
        did, card = acts_since(place), queries.card(number)
        is_handed_over = card.waits_for_person or card.with_person is not None
        return Marked(
            name=f"{paper.name}/{nth}",
            mood=talk.mood,
            is_built=paper.built,
            wrong=(
                *(() if is_over else (f"it was not over after {turns} turns",)),
                *wrong(end, number, paper.party, did, is_handed_over),
            ),
            wrongly_acted=tuple(wrongly_acted(end, before, did, paper.party)),
            is_needlessly_handed_over=is_handed_over and not end.handed_over,
            turns=turns,
            did=did,
            transcript=tuple(_lines(number)),
        )


def _talk(paper: Paper, talk: Conversation, moods: Moods) -> tuple[str, int, bool]:
    """Talk until the customer has nothing to say: which talk, how many turns, whether it ended."""
    locale = paper.locale_of(talk)
    manner = moods.get(locale, {}).get(talk.mood, {})
    wants = (*paper.end_of(talk).did, *paper.wants)
    customer = Customer(paper.facts_of(talk), manner, wants, lambda: _code_sent_to(paper.party))
    opened = conversing.open_conversation(Channel.CHAT, language=locale)
    number, words = str(opened.answer("number")), talk.opens
    later, again = iter(talk.then), iter(talk.again)
    for turn in range(1, talk.most_turns + 1):
        exchange = conversing.say(number, words)
        state = exchange.replies[-1].body.get("state") if exchange.replies else None
        answer = customer.answer(state if isinstance(state, dict) else {}, later, again)
        if answer is None:
            return number, turn, True
        words = answer
    return number, talk.most_turns, False


def _lines(number: str) -> Iterator[tuple[str, str]]:
    """What was said by whom, with the answers that were offered."""
    offered = [event.body.get("quick_replies") for event in queries.events(number)
               if event.kind == "said"]  # fmt: skip
    ours = iter(offered)
    for line in queries.transcript(number):
        buttons = next(ours, None) if line.who != "customer" else None
        shown = " ".join(f"[{one}]" for one in buttons) if isinstance(buttons, list) else ""
        yield line.who, f"{line.text}\n\n{shown}" if shown else line.text


def _code_sent_to(party: str) -> str:
    """The code as the customer reads it in the message that brought it."""
    for message in reversed(list(conversing.sent_to(party))):
        found = _CODE.search(message.body)
        if found:
            return found[0]
    return "000000"
