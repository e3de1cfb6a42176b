"""Keep what is being talked about, so that "it" and "one" are the goods that were named last."""

from __future__ import annotations

from makegood.representative.dialogue.state import Task
from makegood.representative.dialogue.talk import Talk
from makegood.representative.dialogue.telling_who import CLAIM
from makegood.representative.understand.commands import Question
from makegood.representative.understand.reading import Reading

_MOST_WORDS = 6


def goods_named(reading: Reading) -> str:
    """The goods that a message names first, as they were written; empty where it names none."""
    return next((span.text for span in reading.spans if span.kind == "product"), "")


def begun(talk: Talk, operation: str, reading: Reading, text: str) -> Task:
    """A request; "I'll take one" is for the goods that were named last."""
    task, slot = Task(operation=operation), talk.world.goods_of(operation)
    if slot and _points_back(talk, reading, text):
        return task.give(slot, f"{text} {talk.topic}")
    return task


def asked(talk: Talk, question: Question, reading: Reading) -> dict[str, str]:
    """A question as it is put to what is written down; "how much is it" is about those goods."""
    if _points_back(talk, reading, question.text):
        asked = {"question": f"{question.text} {talk.topic}"}
        words = f"{question.search} {talk.topic}"
        return asked | ({"in_other_words": words} if question.search else {})
    return question.asked


def _points_back(talk: Talk, reading: Reading, words: str) -> bool:
    if not talk.topic or goods_named(reading) or len(words.split()) > _MOST_WORDS:
        return False  # in a longer sentence "it" may point at anything
    is_free = talk.active is None or talk.active.operation == CLAIM  # else "it" is what is arranged
    return is_free and talk.world.points_back(words)
