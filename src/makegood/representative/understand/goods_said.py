"""Hear what is said of goods that are being arranged: how many now, and what comes with them."""

from collections.abc import Sequence

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import Command, Correct, Give, Question, Start
from makegood.representative.understand.reading import ReadingContext, Span

MOST_WORDS_OF_A_CHANGE = 6


def goods_with_more(
    text: str, context: ReadingContext, spans: Sequence[Span], answers: Answers
) -> Give | None:
    """Goods named with something beside them: more than a choice of what was shown."""
    slot = _slot(context)
    named = any(span.kind == "product" for span in spans)
    return Give(slot, text) if slot and named and answers.has("beside", text) else None


def goods_changed(
    text: str, context: ReadingContext, spans: Sequence[Span], answers: Answers
) -> list[Command]:
    """A short "make it 12" or "without the delivery", said of the goods that were read back."""
    slot = _slot(context)
    if not slot or len(text.split()) > MOST_WORDS_OF_A_CHANGE:
        return []
    counts = any(s.kind in {"quantity", "number"} for s in spans)
    return [Correct(slot, text)] if counts or answers.has("leaving_out", text) else []


def explains_goods(command: Command) -> bool:
    """Whether it would only tell something about goods."""
    about_goods = isinstance(command, Start) and command.operation.startswith("catalog.")
    return about_goods or isinstance(command, Question)


def _slot(context: ReadingContext) -> str:
    return next((slot for slot, kind in context.slots_of_active if kind == "goods"), "")
