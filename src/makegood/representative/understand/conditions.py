"""Read a yes or a no that hangs on an amount or a day: "only if delivery is free".

Only what leads the words, or ends them, agrees or refuses, and each word of them must be known:
"tell me if delivery is free" asks, and "yes, if it is under 50 and my wife agrees" hangs on more
than can be judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import UNTOLD, Condition
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import Token

NOTHING = "0.00"
_INVERTED = {"at_most": "above", "above": "at_most", "below": "at_least", "at_least": "below"}
_COMPARED = ("at_most", "at_least", "below", "above")
_BY_DAY = ("before", "by")
_IFS = ("only_if", "unless", "if")
_LEADING = (*_IFS, "courtesy", "linking", "yes", "no", "cancel", "undo")
_OF_AMOUNTS = (*_IFS, *_COMPARED, "free", "including", "negating", "of_amounts")
_OF_DAYS = (*_IFS, *_BY_DAY, "arrives", "of_amounts")
_SPANS = ("amount", "number", "date", "quantity")
Word = tuple[Token, str]


def hangs(text: str, answers: Answers) -> bool:
    """Whether the words make anything depend on an "if", in whatever way."""
    return any(name in _IFS for _, name in _words(text, answers, _LEADING))


def condition_in(text: str, spans: Sequence[Span], answers: Answers) -> Condition | None:
    """The yes or no with its condition; None where the words plainly say neither with one."""
    words = _words(text, answers, _LEADING)
    at = next((n for n, (_, name) in enumerate(words) if name in _IFS), None)
    if at is None or "?" in text:
        return None
    start, end, is_unless = words[at][0].start, len(text), words[at][1] == "unless"
    stance = _stance([name for _, name in words[:at]])
    after, _, last = text.rpartition(",")
    if stance is None and at == 0 and len(after) > start:
        said = {"yes": answers.is_plain_yes(last), "no": answers.is_plain_no(last)}
        stance = next((name for name, is_said in said.items() if is_said), None)
        end = len(after) if stance else end
    if stance is None and at == 0 and words[at][1] == "only_if":
        stance = "yes"
    if stance is None:
        return None
    agrees = stance == "yes"
    untold = Condition(text, UNTOLD, NOTHING, "", "", agrees)
    bounds = list(_bounds(spans, start, end))
    is_of_day = any(one.kind == "date" for one in bounds)
    lists = _OF_DAYS if is_of_day else _OF_AMOUNTS
    told = [one for one in _words(text, answers, lists) if start <= one[0].start < end]
    names = [name for _, name in told]
    if sum(name in _IFS for name in names) != 1 or len(bounds) > 1:
        return untold
    inside = [(one.start, one.end) for one in spans if one.kind in _SPANS]
    left = [one for one in told if not any(s <= one[0].start < e for s, e in inside)]
    if is_of_day:
        by = [name for name in names if name in _BY_DAY]
        telling = {name for _, name in left} - {*_IFS, *_BY_DAY, "of_amounts"}
        if telling != {"arrives"} or len(by) != 1 or agrees == is_unless:
            return untold
        return replace(untold, relation=by[0], bound=str(bounds[0].value))
    return _compared(untold, told, left, bounds, turns=agrees == is_unless)


def _words(text: str, answers: Answers, lists: tuple[str, ...]) -> list[Word]:
    """Each word, or phrase as its first word, with the list it is of; empty for none of them.

    The "si" of Spanish and French is also a yes: with its accent, or at the beginning, followed
    by a comma, by courtesy or by another "si".
    """
    words = list(answers.named(lists, text))
    for n, (token, name) in enumerate(words):
        if name != "if" or token.word != "si":
            continue
        then = words[n + 1] if n + 1 < len(words) else None
        begins = n == 0 and (
            then is None
            or text[token.end : token.end + 1] == ","
            or then[1] in ("courtesy", "if", "only_if")
        )
        if begins or text[token.start : token.end].lower() == "sí":
            words[n] = (token, "yes")
    return words


def _stance(names: Sequence[str]) -> str | None:
    """What is said before the "if": yes, no, or None for neither, both, or anything more."""
    said = {"no" if name in ("cancel", "undo") else name for name in names}
    said -= {"courtesy", "linking"}
    return said.pop() if len(said) == 1 and said <= {"yes", "no"} else None


def _compared(
    untold: Condition, words: Sequence[Word], left: Sequence[Word], bounds: list[Span], *,
    turns: bool,
) -> Condition:  # fmt: skip
    """The condition with the amount that it compares; untold where that is not plain."""
    names = [name for _, name in words]
    compared = [name for name in names if name in (*_COMPARED, "free")]
    if len(compared) != 1 or len(bounds) != (compared[0] != "free"):
        return untold
    relation, bound = compared[0], NOTHING
    at = names.index(relation)
    if bounds:
        bound = str(bounds[0].value) + ("" if bounds[0].kind == "amount" else ".00")
    else:
        relation = "at_most"
    if "negating" in names:
        if names.count("negating") > 1 or names.index("negating") > at or not bounds:
            return untold
        turns = not turns
    including = next((n for n, name in enumerate(names) if name == "including"), None)
    if including is not None and including < at:
        return untold
    telling = [one for one, name in left if not name]
    before = [one for one in telling if including is None or one.start < words[at][0].start]
    about = " ".join(one.word for one in before)
    beside = " ".join(one.word for one in telling if one not in before)
    relation = _INVERTED[relation] if turns else relation
    return replace(untold, relation=relation, bound=bound, about=about, beside=beside)


def _bounds(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The amounts and days that are compared with; a number where no amount stands in it."""
    here = [one for one in spans if one.kind in _SPANS and start <= one.start and one.end <= end]
    plain = [one for one in here if one.kind in ("amount", "date")]
    yield from plain
    for one in here:
        if one not in plain and not any(p.start <= one.start < p.end for p in plain):
            yield one
