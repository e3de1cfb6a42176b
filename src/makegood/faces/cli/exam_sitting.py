"""Sit an exam: the customer talks with the real representative, and the end is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core import clock, journal
from makegood.core.actor import ActorKind, Channel
from makegood.core.outcome import Status
from makegood.core.registry import registry
from makegood.domains.aftersales.queries import ReturnCard, returns_of
from makegood.domains.conversations import queries
from makegood.domains.ledger import queries as ledger
from makegood.faces.cli import conversing
from makegood.faces.cli.exam_papers import End, Paper, ReturnEnd

_CODE = re.compile(r"\b\d{6}\b")
_MOST_ROWS = 2_000
_OF_THE_TALK = ("conversations.", "parties.claim_identity", "parties.start_verification",
                "parties.answer_factor", "representative.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """How an exam went: what was wrong at the end, and the conversation to read."""

    name: str
    title: str
    wrong: tuple[str, ...]
    wrongly_acted: tuple[str, ...]
    turns: int
    conversation: str
    transcript: tuple[tuple[str, str], ...]

    @property
    def is_passed(self) -> bool:
        """Whether everything was as it must be."""
        return not self.wrong and not self.wrongly_acted

    def plain(self) -> dict[str, JsonValue]:
        """The result for programs."""
        return {
            "name": self.name,
            "title": self.title,
            "passed": self.is_passed,
            "wrong": list(self.wrong),
            "wrongly_acted": list(self.wrongly_acted),
            "turns": self.turns,
            "transcript": [list(line) for line in self.transcript],
        }


def sit(paper: Paper) -> Marked:
    """Have the conversation of an exam, and compare what is true afterwards with what must be."""
    with clock.standing_at(paper.at.isoformat()):
        place = journal.place()
        number, turns = _talk(paper)
        did = _acts_since(place)
        lines = queries.transcript(number)
        return Marked(
            name=paper.name,
            title=paper.title,
            wrong=tuple(_wrong(paper, number, did)),
            wrongly_acted=tuple(sorted(did - set(paper.end.did))),
            turns=turns,
            conversation=number,
            transcript=tuple((line.who, line.text) for line in lines),
        )


def _talk(paper: Paper) -> tuple[str, int]:
    customer = paper.customer
    opened = conversing.open_conversation(Channel.CHAT, language=customer.locale)
    number = str(opened.answer("number"))
    words: str | None = customer.opens
    later = iter(customer.then)
    for turn in range(1, paper.most_turns + 1):
        exchange = conversing.say(number, str(words))
        said = exchange.replies[-1].body if exchange.replies else {}
        words = _answer(paper, said.get("state"), later)
        if words is None:
            return number, turn
    return number, paper.most_turns


def _answer(paper: Paper, state: JsonValue, later: Iterator[str]) -> str | None:
    """What the customer says next; None when there is nothing to say."""
    waits = state if isinstance(state, dict) else {}
    asked = str(waits.get("slot") or waits.get("wait") or "nothing")
    if asked == "code":
        return _code_for(paper)
    if asked == "nothing":
        return next(later, None)
    return paper.customer.knows.get(asked)


def _code_for(paper: Paper) -> str | None:
    """The code as the customer reads it in the message that brought it."""
    for message in reversed(list(conversing.sent_to(paper.customer.party))):
        found = _CODE.search(message.body)
        if found:
            return found[0]
    return None


def _acts_since(place: int) -> set[str]:
    """The acts that changed something for the customer, besides the talk itself."""
    return {
        row.operation
        for row in journal.history(limit=_MOST_ROWS)
        if row.seq > place
        and not row.parent
        and row.status in (Status.DONE, Status.PENDING_APPROVAL)
        and row.actor.startswith(ActorKind.AUTOMATED)
        and not row.operation.startswith(_OF_THE_TALK)
        and not registry.get(row.operation).reads_only
    }


def _wrong(paper: Paper, number: str, did: set[str]) -> Iterator[str]:
    end = paper.end
    for act in sorted(set(end.did) - did):
        yield f"{act} was not done"
    card = queries.card(number)
    if end.level is not None and card.level != end.level:
        yield f"the customer is known at V{int(card.level)}, not V{end.level}"
    if card.waits_for_person != end.handed_over:
        yield "a person was asked" if card.waits_for_person else "no person was asked"
    yield from _wrong_returns(paper.customer.party, end)
    if ledger.trial_balance_sum() or ledger.differences():
        yield "the books do not hold"
    said = " ".join(line.text for line in queries.transcript(number) if line.who != "customer")
    yield from (f"{text!r} was not told" for text in end.tells if text not in said)


def _wrong_returns(party: str, end: End) -> Iterator[str]:
    found = {card.line.number: card for card in returns_of(party)}
    wanted = {one.line: one for one in end.returns}
    for line in sorted(found.keys() ^ wanted.keys()):
        yield f"{line}: a return that {'must not' if line in found else 'should'} be there"
    for line in sorted(found.keys() & wanted.keys()):
        yield from _differing(wanted[line], found[line])


def _differing(wanted: ReturnEnd, found: ReturnCard) -> Iterator[str]:
    shown = {
        "state": found.state,
        "reason": found.reason,
        "refund": str(found.refund).split()[0],
        "fee": str(found.fee).split()[0],
    }
    for name, value in shown.items():
        must = getattr(wanted, name)
        if must is not None and must != value:
            yield f"{wanted.line}: {name} is {value}, not {must}"
