"""Answer a question: from what is being arranged where it is about its price, else from what is
written down."""

from __future__ import annotations

from makegood.representative.dialogue.state import WaitFor
from makegood.representative.dialogue.talk import Talk
from makegood.representative.dialogue.topics import asked
from makegood.representative.understand.commands import Question
from makegood.representative.understand.reading import Reading


def answer_question(talk: Talk, question: Question, reading: Reading) -> None:
    """Say what is asked for; "will I be charged for that?" is asked of what was read back."""
    if talk.wait is WaitFor.CONFIRM and talk.world.asks_price(question.text) and _costs(talk):
        return
    outcome = talk.world.run("knowledge.answer_question", asked(talk, question, reading))
    talk.tell((*outcome.statements, *outcome.news, *outcome.instead))


def _costs(talk: Talk) -> bool:
    """Say once more all that was read back, money first; False where it is so no more.

    A sentence may say who pays without an amount, so none of them is left out.
    """
    task = talk.active
    outcome = None if task is None else talk.world.preview(task.operation, dict(task.filled))
    if task is None or outcome is None or outcome.fingerprint != task.seen:
        return False
    figures = [one for one in outcome.figures if one.amount]
    if figures:
        told = "; ".join(f"{one.label(talk.language)} {one.spelled(talk.language)}"
                         for one in figures)  # fmt: skip
        talk.say("price_is", figures=told)
    else:
        talk.say("price_is_none")
    talk.tell(outcome.statements)
    return True
