"""Find the numbers that name a person to a state or an account to a bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from makegood.core.redaction.reading import Claim, Item, Kind, Reading, without_overlaps, words_of

# Length of an IBAN by country: ISO 13616, the registry published by SWIFT.
_IBAN_LENGTHS: Mapping[str, int] = {
    entry[:2]: int(entry[2:])
    for entry in words_of(
        "ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 bi27 br29 by28 ch21 cr22 cy28 cz24 de22",
        "dj27 dk18 do28 ee20 eg29 es24 fi18 fk18 fo18 fr27 gb22 ge22 gi23 gl18 gr27 gt28 hn28",
        "hr21 hu28 ie22 il23 iq23 is26 it27 jo30 kw30 kz20 lb28 lc32 li21 lt20 lu20 lv21 ly25",
        "mc27 md24 me22 mk19 mn20 mr27 mt31 mu30 ni28 nl18 no15 om23 pk24 pl28 ps29 pt25 qa29",
        "ro24 rs22 ru33 sa24 sc31 sd18 se24 si19 sk24 sm27 so23 st25 sv28 tl23 tn24 tr26 ua29",
        "va22 vg24 xk20 ye30",
    )
}
# A bracket counts as a letter at either edge, because a mark may take a neighbour's place.
_IBAN_START = re.compile(r"(?<![a-z0-9\]])[a-z]{2}[ -]?[0-9]{2}")
_IBAN_GAPS = " -.\t\n\r"
_SSN = re.compile(
    r"(?<![0-9\]+])(?<![0-9\]][ .-])(?!000|666)[0-9]{3}([ .-])(?!00)[0-9]{2}\1(?!0000)[0-9]{4}"
    r"(?![0-9\[])(?![ .-][0-9\[])"
)
_NINO = re.compile(
    r"(?<![a-z0-9\]])(?!bg|gb|kn|nk|nt|sn|tn|zz)[abceghj-prstw-z][abceghj-nprstw-z]"
    r"[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[a-d](?![a-z0-9\[])"
)
_SSN_WORDS = frozenset({"ssn", "itin"})
_SOCIAL_WORDS = frozenset({"social", "sociale"})
_ROUTING_WORDS = words_of("routing aba rtn transit ruta transito acheminement")
_ACCOUNT_WORDS = words_of(
    "account acct acc cuenta compte checking savings ahorros corriente",
)
_BETWEEN = words_of(
    "number num no nr numero code is es est was security seguridad de del la le my mi mon",
    "transit aba routing account acct cuenta compte bank banco banque checking savings and y et",
    "us",
)
_REACH = 14  # items between a routing number and the account that belongs to it


def find_identifiers(reading: Reading) -> list[Claim]:
    """IBANs (ISO 13616, checked), US social security and UK national insurance numbers."""
    claims = list(_ibans(reading.folded))
    claims.extend(
        Claim(kind, found.start(), found.end(), f"[{kind.upper()} removed]")
        for kind, shape in (("ssn", _SSN), ("nino", _NINO))
        for found in shape.finditer(reading.folded)
    )
    claims.extend(_named_ssns(reading.items))
    return without_overlaps(claims)


def find_bank_accounts(reading: Reading) -> list[Claim]:
    """ABA routing numbers (checked) that are named so or followed by a named account.

    The account beside one goes with it; an account number alone may be one of our own.
    """
    items = reading.items
    claims: list[Claim] = []
    for index, item in enumerate(items):
        named = item.kind is Kind.WORD and item.text in _ROUTING_WORDS
        if not named and len(item.text) != 9:
            continue
        first = _past_between(items, index + 1) if named else index
        last = _joined_to(items, first, 9)
        if last is None or not _is_routing("".join(_digits(items, first, last))):
            continue
        accounts = list(_accounts_near(items, first, last))
        if named or any(claim.kind == "bank_account" for claim in accounts):
            mark = "[routing number removed]"
            claims.append(Claim("routing", items[first].start, items[last].end, mark))
            claims.extend(accounts or _account_at(items, last + 2))
    return without_overlaps(claims)


def _ibans(folded: str) -> Iterator[Claim]:
    for found in _IBAN_START.finditer(folded):
        end = _iban_end(folded, found.start())
        if end is None:
            continue
        plain = "".join(each for each in folded[found.start() : end] if each not in _IBAN_GAPS)
        turned = plain[4:] + plain[:4]
        if int("".join(str(int(each, 36)) for each in turned)) % 97 == 1:
            mark = f"[IBAN ••••{plain[-4:].upper()}]"
            yield Claim("iban", found.start(), end, mark)


def _iban_end(folded: str, start: int) -> int | None:
    length = _IBAN_LENGTHS.get(folded[start : start + 2])
    if length is None:
        return None
    seen, gap = 0, 0
    for index in range(start, min(start + 4 * length, len(folded))):
        if folded[index] in _IBAN_GAPS:
            gap += 1
        elif folded[index].isascii() and folded[index].isalnum():
            seen, gap = seen + 1, 0
        else:
            return None
        if gap > 3:
            return None
        if seen == length:
            following = folded[index + 1 : index + 2]
            return None if following.isalnum() or following == "[" else index + 1
    return None


def _named_ssns(items: Sequence[Item]) -> Iterator[Claim]:
    for index, item in enumerate(items):
        if item.kind is not Kind.WORD:
            continue
        if item.text in _SSN_WORDS or item.text in _SOCIAL_WORDS:
            first = _past_between(items, index + 1)
            last = _joined_to(items, first, 9)
            if last is not None:
                yield Claim("ssn", items[first].start, items[last].end, "[SSN removed]")


def _is_routing(digits: str) -> bool:
    # The weights of the American Bankers Association's check digit.
    total = sum(int(digit) * (3, 7, 1)[place % 3] for place, digit in enumerate(digits))
    prefix = int(digits[:2])
    is_issued = prefix <= 12 or 21 <= prefix <= 32 or 61 <= prefix <= 72 or prefix == 80
    return total % 10 == 0 and total > 0 and is_issued


def _accounts_near(items: Sequence[Item], first: int, last: int) -> Iterator[Claim]:
    near = (*range(max(first - _REACH, 0), first), *range(last + 1, min(last + _REACH, len(items))))
    for index in near:
        if items[index].kind is Kind.WORD and items[index].text in _ACCOUNT_WORDS:
            start = _past_between(items, index + 1)
            if start < first or start > last:
                yield from _account_at(items, start, shortest=4)


def _account_at(items: Sequence[Item], index: int, shortest: int = 6) -> Iterator[Claim]:
    end = index
    while end + 2 < len(items) and _is_next_part(items, end):
        end += 2
    digits = "".join(_digits(items, index, end)) if index < len(items) else ""
    if shortest <= len(digits) <= 17:
        shown = f"••••{digits[-4:]}" if len(digits) >= 8 else "removed"
        mark = f"[bank account {shown}]"
        yield Claim("bank_account", items[index].start, items[end].end, mark)


def _is_next_part(items: Sequence[Item], index: int) -> bool:
    return items[index + 1].text in (" ", "-") and items[index + 2].kind is Kind.NUMBER


def _joined_to(items: Sequence[Item], index: int, count: int) -> int | None:
    """The index of the last of the numbers from here on that have so many digits together."""
    if index >= len(items) or items[index].kind is not Kind.NUMBER:
        return None
    digits = len(items[index].text)
    while digits < count and index + 2 < len(items) and _is_next_part(items, index):
        index += 2
        digits += len(items[index].text)
    return index if digits == count else None


def _digits(items: Sequence[Item], first: int, last: int) -> Iterator[str]:
    return (item.text for item in items[first : last + 1] if item.kind is Kind.NUMBER)


def _past_between(items: Sequence[Item], index: int) -> int:
    for _ in range(10):
        if index >= len(items):
            break
        item = items[index]
        is_filler = item.kind is Kind.WORD and item.text in _BETWEEN
        if not is_filler and item.kind not in (Kind.GAP, Kind.SIGN):
            break
        index += 1
    return index
