"""Tell whether two descriptions of a customer mean the same one; pure arithmetic. Source: C03."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from makegood.domains.parties.models.people import PartyKind
from makegood.domains.parties.spelling import folded

_NEARLY_THE_SAME = 85
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sr", "sra", "don", "m", "mme", "mlle", "monsieur"})
_WEIGHTS = {"name": 40, "contacts": 25, "address": 20, "birth": 15}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a customer; what is not known is empty. `birth` is a blind index."""

    number: str
    name: str
    contacts: frozenset[str]
    address: str
    birth: str


def names_agree(given: str, kind: str, name: str) -> bool:
    """Whether the name somebody gave is the one on record.

    For a person the family name must be there and no word may be foreign to the name; for an
    organisation the first word must be there. A small slip of the pen is forgiven.
    """
    said = [word for word in folded(given).split() if word not in _TITLES]
    known = folded(name).split()
    if not said or not known:
        return False
    needed = known[0] if kind == PartyKind.ORGANISATION else known[-1]
    foreign = [word for word in said if not any(_same_word(word, one) for one in known)]
    return not foreign and any(_same_word(word, needed) for word in said)


def likeness_percent(new: Likeness, known: Likeness) -> Decimal:
    """How much two customers are alike, in percent of what is known of both."""
    parts: dict[str, float] = {"name": fuzz.token_sort_ratio(new.name, known.name)}
    if new.contacts and known.contacts:
        parts["contacts"] = 100 if new.contacts & known.contacts else 0
    if new.address and known.address:
        parts["address"] = fuzz.token_sort_ratio(new.address, known.address)
    if new.birth and known.birth:
        parts["birth"] = 100 if new.birth == known.birth else 0
    if len(parts) == 1:
        # A name alone never shows that two people are one.
        return Decimal(0)
    total = sum(_WEIGHTS[name] * score for name, score in parts.items())
    weight = sum(_WEIGHTS[name] for name in parts)
    return Decimal(str(round(total / weight, 1)))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    return len(other) >= 5 and fuzz.ratio(one, other) >= _NEARLY_THE_SAME
