"""Hear numbers that are said in words, in the languages the company serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_VALUES: Mapping[str, int] = {
    word: value
    for value, words in {
        0: "zero oh o nought cero",
        1: "one uno una un une",
        2: "two dos deux",
        3: "three tres trois",
        4: "four cuatro quatre",
        5: "five cinco cinq",
        6: "six seis",
        7: "seven siete sept",
        8: "eight ocho huit",
        9: "nine nueve neuf",
        10: "ten diez dix",
        11: "eleven once onze",
        12: "twelve doce douze",
        13: "thirteen trece treize",
        14: "fourteen catorce quatorze",
        15: "fifteen quince quinze",
        16: "sixteen dieciseis seize",
        17: "seventeen diecisiete",
        18: "eighteen dieciocho",
        19: "nineteen diecinueve",
        20: "twenty veinte vingt vingts",
        21: "veintiuno veintiun",
        22: "veintidos",
        23: "veintitres",
        24: "veinticuatro",
        25: "veinticinco",
        26: "veintiseis",
        27: "veintisiete",
        28: "veintiocho",
        29: "veintinueve",
        30: "thirty treinta trente",
        40: "forty cuarenta quarante",
        50: "fifty cincuenta cinquante",
        60: "sixty sesenta soixante",
        70: "seventy setenta septante",
        80: "eighty ochenta huitante",
        90: "ninety noventa nonante",
    }.items()
    for word in words.split()
}
_TIMES: Mapping[str, int] = {"double": 2, "doble": 2, "triple": 3, "treble": 3}
NUMBER_WORDS = frozenset(_VALUES) | frozenset(_TIMES)
"""The words with which a number that is said begins."""
_AND = frozenset({"y", "et"})
_NO_ROOM = range(0)


def spoken_at(words: Sequence[str], index: int) -> tuple[str, int] | None:
    """The digits said from this word on, and the index after them; None for no number.

    The words are lower case without accents, an empty text for a gap between two words.
    "double four" is 44, "forty-one" 41, "soixante et onze" 71, "quatre-vingt-dix" 90.
    """
    word = words[index]
    if word in _TIMES:
        return _repeated(words, index)
    value = _VALUES.get(word)
    if value is None:
        return None
    after = index + 1
    room = range(1, 10) if value in range(20, 100, 10) else _NO_ROOM
    if word == "dix":
        room = range(7, 10)
    elif word == "soixante":
        room = range(1, 20)
    elif word == "quatre" and _word(words, _past_gap(words, after)).startswith("vingt"):
        value, room, after = 80, range(1, 20), _past_gap(words, after) + 1
    return _added(words, after, value, room)


def _added(words: Sequence[str], after: int, value: int, room: range) -> tuple[str, int]:
    following = _past_gap(words, after)
    if _word(words, following) in _AND:
        following = _past_gap(words, following + 1)
    more = _VALUES.get(_word(words, following), 0)
    if more not in room:
        return str(value), after
    if _word(words, following) == "dix":
        unit = _past_gap(words, following + 1)
        if _VALUES.get(_word(words, unit), 0) in range(7, 10):
            more, following = more + _VALUES[_word(words, unit)], unit
    return str(value + more), following + 1


def _repeated(words: Sequence[str], index: int) -> tuple[str, int] | None:
    following = _past_gap(words, index + 1)
    word = _word(words, following)
    digit = word if len(word) == 1 and word in "0123456789" else str(_VALUES.get(word, 10))
    if len(digit) != 1:
        return None
    return digit * _TIMES[words[index]], following + 1


def _past_gap(words: Sequence[str], index: int) -> int:
    return index + 1 if index < len(words) and words[index] == "" else index


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""
