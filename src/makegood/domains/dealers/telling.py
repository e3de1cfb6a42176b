"""Put claims into sentences, each from its clause or its record; the money exact. Source: C23."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from makegood.core.decision import Figure, Statement, say
from makegood.core.money import Money
from makegood.core.statements import Article, Sayable, Word
from makegood.domains.dealers.checking import Checked, CheckedLine, ClaimedLine, Work
from makegood.handbook import Clause, book


def clause(id: str, on: date) -> Clause:
    """A clause as it holds on a day."""
    return book().clause(id, on=on)


def dlr(number: int, sentence: str, day: date, /, **params: Sayable) -> Statement:
    """A sentence of a clause about dealers as it holds on a day."""
    return say(clause(f"DLR-{number}", day), sentence, **params)


def about(number: str, sentence: str, /, **params: Sayable) -> Statement:
    """A sentence about a claim, from its own record."""
    return say(f"dealer_claim:{number}", f"dealers.{sentence}", **params)


def what(line: ClaimedLine) -> Sayable:
    """What a line claims, as it is called: a part by its title, an operation by its code."""
    if line.work is Work.PART:
        return Article(line.code)
    return line.code if line.code else Word(f"dealers.work_{line.work}")


def lines_told(checked: Checked, on: date) -> list[Statement]:
    """The grounds of each line that is not allowed as claimed, and what they come to together."""
    if checked.claimed == checked.allowed:
        return [dlr(1, "whole", on, claimed=checked.claimed)]
    return [*_grounds(checked.lines), total_told(checked.claimed, checked.allowed, on)]


def decided(
    checked: Checked, judged: Mapping[int, Money], total: Money, on: date
) -> list[Statement]:
    """A decision in writing: each line's amounts, its specific grounds, what would change them."""
    if total == checked.claimed:
        return [dlr(1, "whole", on, claimed=checked.claimed)]
    told: list[Statement] = []
    for one in checked.lines:
        allowed = judged.get(one.line.place, one.allowed)
        told.append(
            say(
                clause("DLR-1", on), "line", line=one.line.place, what=what(one.line),
                claimed=one.claimed, allowed=allowed,
            )
        )  # fmt: skip
        if allowed != one.claimed:
            told += _grounds([one])
    cures = [why.cure for one in checked.lines for why in one.grounds if why.cure is not None]
    told.append(total_told(checked.claimed, total, on))
    return [*told, *_once(cures)]


def total_told(claimed: Money, allowed: Money, on: date) -> Statement:
    """What was claimed, what is allowed, and the difference."""
    named: dict[str, Sayable] = {
        "claimed": claimed,
        "allowed": allowed,
        "adjustment": allowed - claimed,
    }
    return dlr(1, "total", on, **named)


def figures(checked: Checked, total: Money | None = None) -> list[Figure]:
    """The amounts of a claim by name."""
    allowed = checked.allowed if total is None else total
    return [
        Figure(name="claimed", amount=checked.claimed),
        Figure(name="allowed", amount=allowed),
        Figure(name="claim_adjustment", amount=allowed - checked.claimed),
    ]


def waits(line: ClaimedLine, on: date) -> Statement:
    """That a part was not looked at yet, and until when it may come."""
    return dlr(12, "waits", on, part=Article(line.code), last_day=line.due_on or on)


def _grounds(lines: Iterable[CheckedLine]) -> list[Statement]:
    return _once(why.says for one in lines for why in one.grounds)


def _once(statements: Iterable[Statement]) -> list[Statement]:
    found: list[Statement] = []
    for one in statements:
        if one not in found:
            found.append(one)
    return found
