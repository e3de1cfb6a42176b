"""Find the numbers of payment cards, however they are grouped, glued or spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from makegood.core.redaction.reading import Claim, Item, Kind, Reading, joins, words_of

SHORTEST, LONGEST = 13, 19
_NARROW = " \t\n\r\v\f-."  # the gaps people leave inside a card number
# First four digits from, to, and the lengths issued (ISO/IEC 7812 ranges as published by
# the networks): Visa, Mastercard, American Express, Diners, JCB, Discover and UnionPay ...
_BRANDS: tuple[tuple[int, int, range], ...] = (
    (4000, 4999, range(16, 20, 3)),
    (5100, 5599, range(16, 17)),
    (2221, 2720, range(16, 17)),
    (3400, 3499, range(15, 16)),
    (3700, 3799, range(15, 16)),
    (3000, 3059, range(14, 15)),
    (3090, 3099, range(14, 15)),
    (3600, 3699, range(14, 15)),
    (3800, 3999, range(14, 15)),
    (3528, 3589, range(16, 20)),
    (6000, 6999, range(16, 20)),
    (5000, 5099, range(16, 20)),
    (5600, 5899, range(16, 20)),
    (2200, 2204, range(16, 20)),
    (8100, 8299, range(16, 20)),
    (9792, 9792, range(16, 17)),
)
_ISSUED = {four: sizes for low, high, sizes in reversed(_BRANDS) for four in range(low, high + 1)}
# Brands common enough to be looked for inside a longer number, which may be a tracking number.
_COMMON = frozenset(
    [
        *range(4000, 5000),
        *range(5100, 5600),
        *range(2221, 2721),
        *range(3400, 3500),
        *range(3700, 3800),
        6011,
        *range(6440, 6600),
    ]
)
_SURE = 1  # the highest rank of a window that is a card and not one by chance
_SERIAL_WORDS = frozenset({"sn", "serial", "serie", "serienummer"})
_BETWEEN_SERIAL = words_of("no nr num nbr number numero de is es est la le my mi mon")


class _Chain(NamedTuple):
    """Numbers with only gaps between them, as one person may have written one card."""

    numbers: list[Item]
    gaps: list[str]
    is_whole: bool
    after_plus: bool


class _Window(NamedTuple):
    """Whole numbers first..last of a chain that read as a card ending in `last_four`."""

    first: int
    last: int
    rank: int
    last_four: str


def find_cards(reading: Reading) -> list[Claim]:
    """Every stretch that holds a card number, one claim for those that overlap.

    13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1), in one piece, grouped as cards
    are, alone in their line of numbers, or of a known brand and length between other numbers;
    not a number in one piece after SN or "serial". Source: C05, AC05.1, AC05.2.
    """
    return [claim for chain in _chains(reading.items) for claim in _claims(chain)]


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    return sum(_weights(digits, len(digits) % 2)) % 10 == 0


def is_of_a_brand(digits: str) -> bool:
    """Whether a card network issues numbers that start so and are so long."""
    return len(digits) in _ISSUED.get(int(digits[:4]), ())


def _weights(digits: str, doubled: int) -> Iterator[int]:
    for index, character in enumerate(digits):
        digit = int(character)
        yield sum(divmod(digit * 2, 10)) if index % 2 == doubled else digit


def _chains(items: Sequence[Item]) -> Iterator[_Chain]:
    # A mark or a serial number parts a chain: no card runs across it, and what stands beside
    # it is not alone. So a second run finds nothing that the first left.
    parts: list[_Chain] = []
    numbers: list[Item] = []
    gaps: list[str] = []
    gap, after_plus, is_whole = "", False, True
    for index, item in enumerate((*items, Item(Kind.SIGN, "", 0, 0))):
        if joins(item):
            gap += item.text if item.kind is Kind.GAP else " "
            continue
        if item.kind is Kind.NUMBER and not _is_serial(items, index):
            if numbers:
                gaps.append(gap)
            else:
                after_plus = index > 0 and items[index - 1].text == "+"
            numbers.append(item)
            gap = ""
            continue
        if numbers:
            parts.append(_Chain(numbers, gaps, True, after_plus))
        numbers, gaps, gap = [], [], ""
        if item.kind in (Kind.MARK, Kind.NUMBER):
            is_whole = False
        else:
            yield from (part._replace(is_whole=is_whole) for part in parts)
            parts, is_whole = [], True


def _is_serial(items: Sequence[Item], index: int) -> bool:
    # "SN4111...", "S/N: 4111...", "serial number is 4111...": at most six items back. A serial
    # number is written in one piece; a card after "SN" mostly is not.
    if len(items[index].text) < SHORTEST:
        return False
    for back in range(index - 1, max(index - 7, -1), -1):
        item = items[back]
        if item.kind is Kind.WORD and item.text == "n" and back >= 2:
            return items[back - 1].text == "/" and items[back - 2].text == "s"
        if item.kind is Kind.WORD and item.text not in _BETWEEN_SERIAL:
            return item.text in _SERIAL_WORDS
        if item.kind in (Kind.NUMBER, Kind.MARK):
            return False
    return False


def _claims(chain: _Chain) -> Iterator[Claim]:
    windows = list(_windows(chain))
    sure = _merged([window for window in windows if window.rank <= _SURE])
    taken = {place for window in sure for place in range(window.first, window.last + 1)}
    chance = [each for each in windows if taken.isdisjoint(range(each.first, each.last + 1))]
    for first, last, _, last_four in (*sure, *_merged(chance)):
        start, end = chain.numbers[first].start, chain.numbers[last].end
        yield Claim("card", start, end, f"[card ••••{last_four}]")


def _merged(windows: Sequence[_Window]) -> list[_Window]:
    merged: list[_Window] = []
    for window in windows:
        if merged and window.first <= merged[-1].last:
            before = merged[-1]
            best = min(before, window, key=lambda each: each.rank)
            merged[-1] = best._replace(first=before.first, last=max(before.last, window.last))
        else:
            merged.append(window)
    return merged


def _windows(chain: _Chain) -> Iterator[_Window]:
    digits = "".join(number.text for number in chain.numbers)
    if len(digits) < SHORTEST:
        return
    starts = list(accumulate((len(number.text) for number in chain.numbers), initial=0))
    # Running Luhn sums for either parity, so that any stretch is checked by one subtraction.
    sums = [list(accumulate(_weights(digits, doubled), initial=0)) for doubled in (0, 1)]
    least = 1
    for first, start in enumerate(starts[:-1]):
        yield from _glued(chain.numbers[first].text, first)
        while least < len(starts) and starts[least] < start + SHORTEST:
            least += 1
        for after in range(least, len(starts)):
            end = starts[after]
            if end - start > LONGEST:
                break
            running = sums[end % 2]
            if (running[end] - running[start]) % 10 == 0:
                rank = _rank(chain, first, after - 1, digits[start:end])
                if rank is not None:
                    yield _Window(first, after - 1, rank, digits[end - 4 : end])


def _rank(chain: _Chain, first: int, last: int, digits: str) -> int | None:
    # The lower the surer; None when it only happens to pass, as one number in ten does.
    if is_of_a_brand(digits):
        return 0 if len(digits) <= 16 else 1
    if chain.after_plus and first == 0 and len(digits) <= 15:
        return None  # a telephone number, which has at most 15 digits (ITU-T E.164)
    if first == last:
        return 2
    if any(gap.strip(_NARROW) for gap in chain.gaps[first:last]):
        return None
    sizes = [len(number.text) for number in chain.numbers[first : last + 1]]
    if _are_card_groups(sizes):
        return 3
    is_alone = chain.is_whole and first == 0 and last == len(chain.numbers) - 1
    return 4 if is_alone and not _reads_as_something_else(chain, sizes) else None


def _are_card_groups(sizes: Sequence[int]) -> bool:
    return sizes in ([4, 6, 5], [4, 6, 4]) or (
        all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4
    )


def _glued(digits: str, first: int) -> Iterator[_Window]:
    # A card with something written right behind or before it, with no gap between.
    for length in (15, 16):
        if len(digits) <= length:
            continue
        for card in (digits[:length], digits[-length:]):
            four = int(card[:4])
            issued = 15 if four // 100 in (34, 37) else 16
            if length == issued and four in _COMMON and passes_luhn(card):
                yield _Window(first, first, 0, card[-4:])


def _reads_as_something_else(chain: _Chain, sizes: Sequence[int]) -> bool:
    """Whether there is an amount, a date or a North American telephone number among them."""
    gaps = [*chain.gaps, ""]
    for index in range(1, len(sizes)):
        if gaps[index - 1] == "." and sizes[index] == 2 and gaps[index] != ".":
            return True
        three = list(sizes[index - 1 : index + 2])
        if three == [3, 3, 4]:
            return True
        if gaps[index - 1] == gaps[index] and gaps[index] in ("-", "."):
            texts = [number.text for number in chain.numbers[index - 1 : index + 2]]
            year = texts[0] if three == [4, 2, 2] else texts[-1]
            if three in ([4, 2, 2], [2, 2, 4]) and year[:2] in ("19", "20"):
                return True
    return False
