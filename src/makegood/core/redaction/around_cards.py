"""Find what is written around a card number: its expiry, security code, PIN or stripe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from makegood.core.redaction.reading import Claim, Item, Kind, Reading, without_overlaps, words_of

_REACH = 20  # items between a card and an expiry that still belongs to it
_CODE_PHRASES: Mapping[str, tuple[str, ...]] = {
    "cvv": ("",),
    "cvc": ("",),
    "csc": ("",),
    "cvn": ("",),
    "cryptogramme": ("",),
    "criptograma": ("",),
    "security": ("code", "number"),
    "card": ("verification value", "verification code", "verification number"),
    "codigo": ("de seguridad", "de verificacion de la tarjeta", "al dorso"),
    "clave": ("de seguridad",),
    "numero": ("de seguridad",),
    "code": ("de securite", "securite", "on the back", "au dos"),
    "number": ("on the back",),
    "digits": ("on the back",),
}
_PIN_PHRASES: Mapping[str, tuple[str, ...]] = {"pin": ("",), "nip": ("",)}
_CODE_WORDS = words_of(
    "is es est was are code codigo number numero no num value visuel de del la le du of on the",
    "my mi mon ma card tarjeta carte back au al dos dorso s it its it",
)
_EXPIRY_STARTS = words_of(
    "exp expiry expires expire expiration expiring valid valida valable thru vence vencimiento",
    "caduca caducidad echeance mmyy",
)
_EXPIRY_WORDS = words_of(
    "date fecha thru until through to on is es est hasta el la le au jusqu fin de del en a in",
    "end of s it month year",
)
_MONTHS = words_of(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept",
    "september oct october nov november dec december ene enero febrero marzo abr abril mayo",
    "junio julio ago agosto septiembre octubre noviembre dic diciembre janv janvier fevr fevrier",
    "mars avr avril mai juin juil juillet aout septembre octobre novembre decembre",
)


def find_around_cards(reading: Reading) -> list[Claim]:
    """The track, expiry and bare code that stand next to the cards marked in this reading.

    The marks are those of this run; the words before an expiry are claimed with it.
    """
    items = reading.items
    cards = [i for i, item in enumerate(items) if item.kind is Kind.MARK and item.text == "card"]
    claims = [claim for card in cards for claim in _after(items, card)]
    claims.extend(_named_expiries(items, cards))
    return without_overlaps(claims)


def find_codes(reading: Reading) -> list[Claim]:
    """Security codes of three or four digits and PINs of four after a word that names them."""
    items = reading.items
    claims: list[Claim] = []
    for index, item in enumerate(items):
        if item.kind is not Kind.WORD:
            continue
        for phrases, mark in ((_CODE_PHRASES, "security code"), (_PIN_PHRASES, "PIN")):
            after = _past_phrase(items, index, phrases)
            end = None if after is None else _code_end(items, after, mark)
            if end is not None:
                kind = mark.lower().replace(" ", "_")
                claims.append(Claim(kind, item.start, end, f"[{mark} removed]"))
    return without_overlaps(claims)


def _past_phrase(
    items: Sequence[Item], index: int, phrases: Mapping[str, tuple[str, ...]]
) -> int | None:
    for phrase in phrases.get(items[index].text, ()):
        after = index + 1
        for word in phrase.split():
            after = _past(items, after, frozenset(), 1)
            if not _is_word(items, after, word):
                break
            after += 1
        else:
            return after
    return None


def _code_end(items: Sequence[Item], index: int, mark: str) -> int | None:
    if _is_number(items, index, "2") and items[index - 1].text in ("cvv", "cvc"):
        index += 1
    index = _past(items, index, _CODE_WORDS, 16)
    needed = 4 if mark == "PIN" else 3
    if index < len(items) and len(items[index].text) in range(needed, 5):
        return items[index].end if items[index].kind is Kind.NUMBER else None
    digits, end = 0, None
    while index < len(items) and items[index].kind is Kind.NUMBER:
        size = len(items[index].text)
        if size > 2 or digits + size > 4:
            break
        digits, end = digits + size, items[index].end
        index = _past(items, index + 1, frozenset(), 1)
    return end if digits >= needed else None


def _after(items: Sequence[Item], card: int) -> Iterator[Claim]:
    track_end = _track_end(items, card + 1)
    if track_end is not None:
        yield Claim("track", items[card + 1].start, track_end, "[track data removed]")
        return
    index = _past(items, card + 1, frozenset(), 3)
    after = _past_date(items, index)
    if after is not None:
        yield Claim("expiry", items[index].start, items[after - 1].end, "[expiry]")
        index = _past(items, after, frozenset(), 3)
    if index < len(items) and _is_bare_code(items, index):
        item = items[index]
        yield Claim("security_code", item.start, item.end, "[security code removed]")


def _track_end(items: Sequence[Item], index: int) -> int | None:
    # ISO/IEC 7813: after the number "=" and digits, or "^", a name of up to 26 signs, "^", digits.
    if index >= len(items) or items[index].text not in ("=", "^"):
        return None
    if items[index].text == "^":
        ends = range(index + 1, min(index + 28, len(items)))
        index = next((end for end in ends if items[end].text == "^"), index)
    # What follows is mostly zeros, so it may have passed for a card itself.
    found = index + 1 < len(items) and items[index + 1].kind in (Kind.NUMBER, Kind.MARK)
    return items[index + 1].end if found else None


def _is_bare_code(items: Sequence[Item], index: int) -> bool:
    item = items[index]
    if item.kind is not Kind.NUMBER or item.spoken or len(item.text) not in (3, 4):
        return False
    if index + 2 >= len(items) or items[index + 2].kind is not Kind.NUMBER:
        return True
    return any(character.isspace() for character in items[index + 1].text)


def _named_expiries(items: Sequence[Item], cards: Sequence[int]) -> Iterator[Claim]:
    following = 0
    for index, item in enumerate(items):
        if item.kind is not Kind.WORD or item.text not in _EXPIRY_STARTS:
            continue
        while following < len(cards) and cards[following] < index - _REACH:
            following += 1
        if following == len(cards) or cards[following] > index + _REACH:
            continue
        after = _past_date(items, _past(items, index + 1, _EXPIRY_WORDS, 12))
        if after is not None:
            yield Claim("expiry", item.start, items[after - 1].end, "[expiry]")


def _past_date(items: Sequence[Item], index: int) -> int | None:
    """The index after a month and year (12/27, 1227, 12 2027, Dec 27) that starts here."""
    if index >= len(items):
        return None
    item = items[index]
    if item.kind is Kind.NUMBER and _is_month(item.text[:2]):
        if len(item.text) == 4 or (len(item.text) == 6 and item.text[2:4] == "20"):
            return index + 1
        if len(item.text) <= 2:
            return _past_year(items, index)
    if item.kind is Kind.WORD and item.text in _MONTHS:
        return _past_year(items, index)
    return None


def _past_year(items: Sequence[Item], month: int) -> int | None:
    year = _past(items, month + 1, frozenset(), 1)
    if year >= len(items) or items[year].kind is not Kind.NUMBER:
        return None
    text = items[year].text
    after = year + 1
    # A day between the two (12/05/2027) makes it a whole date: it goes with them.
    if _is_joined_alike(items, month, year) and items[year + 2].text[:2] == "20":
        after = year + 3
    return after if len(text) == 2 or (len(text) == 4 and text[:2] == "20") else None


def _is_joined_alike(items: Sequence[Item], month: int, year: int) -> bool:
    return (
        year == month + 2
        and year + 2 < len(items)
        and items[year + 2].kind is Kind.NUMBER
        and items[year + 1].text == items[month + 1].text
        and not items[month + 1].text.isspace()
    )


def _is_month(text: str) -> bool:
    return 1 <= int(text) <= 12


def _past(items: Sequence[Item], index: int, words: frozenset[str], most: int) -> int:
    """The index after at most so many gaps, signs and words of these."""
    for _ in range(most):
        if index >= len(items):
            break
        item = items[index]
        if item.kind not in (Kind.GAP, Kind.SIGN) and not (
            item.kind is Kind.WORD and item.text in words
        ):
            break
        index += 1
    return index


def _is_word(items: Sequence[Item], index: int, word: str) -> bool:
    return index < len(items) and items[index].kind is Kind.WORD and items[index].text == word


def _is_number(items: Sequence[Item], index: int, digits: str) -> bool:
    return (
        index < len(items)
        and items[index].kind is Kind.NUMBER
        and items[index].text == digits
        and items[index].start == items[index - 1].end
    )
