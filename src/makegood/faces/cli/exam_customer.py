"""Play a customer: answer what is asked from the facts the customer knows, as the mood puts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from pydantic import JsonValue

Words = str | tuple[str, ...]
"""How a fact is told: always the same way, or otherwise each time that it is asked for."""

Moods = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]
"""By language, mood and what is asked for, the ways to put a fact into words."""

_MOST_TIMES_UNKNOWN = 2
_PLACE = re.compile(r"\{(\w+)\}")


class Customer:
    """A customer in one conversation; told the same, it answers the same.

    Each fact is known by what asks for it: a slot (`reference`, `line`), `confirm`, `person`
    (whether a person shall take over), `reading` (which of several readings is meant) or `code`,
    whose words hold `{code}` where the code that was sent is read out. `wants` are the acts that
    this customer is here for.
    """

    def __init__(
        self,
        facts: Mapping[str, Words],
        manner: Mapping[str, tuple[str, ...]],
        wants: Collection[str],
        read_code: Callable[[], str],
    ) -> None:
        self._facts, self._manner, self._wants = facts, manner, wants
        self._read_code = read_code
        self._asked: Counter[str] = Counter()

    def answer(
        self, state: Mapping[str, JsonValue], later: Iterator[str], again: Iterator[str]
    ) -> str | None:
        """What the customer says next; None when there is nothing to say."""
        asked = str(state.get("slot") or state.get("wait") or "nothing")
        is_lost = bool(state.get("unclear"))
        if asked in ("nothing", "reading") or (is_lost and asked not in self._facts):
            other = self._pick(state) if asked == "reading" else None
            rephrased = next(again, None) if is_lost else None
            return other or rephrased or next(later, None)
        self._asked[asked] += 1
        return self._put(asked)

    def _put(self, asked: str) -> str | None:
        """A fact in words: the conversation's own ones, or the mood's with the fact in it."""
        nth = self._asked[asked] - 1
        known = self._facts.get(asked)
        if isinstance(known, tuple):
            return self._filled(known[min(nth, len(known) - 1)])
        ways = self._manner.get(asked, ())
        if known is not None and not any(f"{{{asked}}}" in way for way in ways):
            return self._filled(known)
        if ways:
            return self._filled(_nth(ways, nth))
        unknown = self._manner.get("unknown", ())
        return _nth(unknown, nth) if unknown and nth < _MOST_TIMES_UNKNOWN else None

    def _filled(self, words: str) -> str:
        return _PLACE.sub(lambda found: self._spoken(found[1]), words)

    def _spoken(self, name: str) -> str:
        if name == "code":
            return self._read_code()
        known = self._facts.get(name, "")
        return known if isinstance(known, str) else known[0]

    def _pick(self, state: Mapping[str, JsonValue]) -> str | None:
        """Which of the offered readings is meant: the act that the customer is here for."""
        options = state.get("options")
        for option in options if isinstance(options, list) else ():
            if isinstance(option, dict) and option.get("value") in self._wants:
                return str(option.get("label"))
        return None


def _nth(ways: Sequence[str], nth: int) -> str:
    return ways[nth % len(ways)]
