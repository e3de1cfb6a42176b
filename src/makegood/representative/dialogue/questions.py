"""Answer a question: from what is being arranged where it is about that, else from what is
written down."""

from __future__ import annotations

from makegood.core.outcome import Outcome
from makegood.representative.dialogue.state import WaitFor
from makegood.representative.dialogue.talk import Talk
from makegood.representative.dialogue.telling_who import ANSWER
from makegood.representative.dialogue.topics import asked, goods_named
from makegood.representative.understand.commands import Question
from makegood.representative.understand.reading import Reading

_MOST_WORDS_OF_THIS = 10
"""A longer question is not about what is being arranged, unless it says so."""


def answer_question(talk: Talk, question: Question, reading: Reading) -> None:
    """Say what is asked for; "will I be charged for that?" is asked of what was read back."""
    ask = asked(talk, question, reading)
    is_short = len(question.text.split()) <= _MOST_WORDS_OF_THIS and not goods_named(reading)
    is_of_this = is_short and talk.active is not None and not talk.world.is_written(ask["question"])
    if (outcome := _read_back(talk)) is not None:
        if is_short and talk.world.asks_price(question.text):
            _tell_costs(talk, outcome)
            return
        closest = talk.world.closest(question.text, outcome.statements)
        if is_of_this and not closest:
            talk.say("once_more")
            closest = outcome.statements
        if closest:
            talk.tell(closest)
            return
    elif is_of_this and talk.active is not None and talk.active.operation == ANSWER:
        talk.say("later_when_known")
        return
    outcome = talk.world.run("knowledge.answer_question", ask)
    talk.tell((*outcome.statements, *outcome.news, *outcome.instead))


def _read_back(talk: Talk) -> Outcome | None:
    """What was read back and waits for a yes; None where it is so no more."""
    task = talk.active
    if task is None or talk.wait is not WaitFor.CONFIRM:
        return None
    outcome = talk.world.preview(task.operation, dict(task.filled))
    return outcome if outcome.fingerprint == task.seen else None


def _tell_costs(talk: Talk, outcome: Outcome) -> None:
    """Say once more all that was read back, money first.

    A sentence may say who pays without an amount, so none of them is left out.
    """
    figures = [one for one in outcome.figures if one.amount]
    if figures:
        told = "; ".join(f"{one.label(talk.language)} {one.spelled(talk.language)}"
                         for one in figures)  # fmt: skip
        talk.say("price_is", figures=told)
    else:
        talk.say("once_more")
    talk.tell(outcome.statements)
