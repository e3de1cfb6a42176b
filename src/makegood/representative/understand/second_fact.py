"""Find the second fact that people write beside a number to say who they are."""

import re
from collections.abc import Sequence

from makegood.representative.understand.commands import Command, Give, Start
from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

CLAIM = "parties.claim_identity"
MOST_WORDS_OF_A_NAME = 4
OUR_NUMBERS = frozenset({"account", "order", "order_line"})
FEWEST_DIGITS_OF_AN_ACCOUNT = 4
"""Below it a number by itself counts or chooses something, and names no account."""
POSTCODE = re.compile(r"\d{5}(?:-\d{4})?")
# Words with a capital beside one another, longer than the "I" of a sentence and not the "O-"
# of an order, nor an "I'm" or "C'est" before a name.
NAME = re.compile(
    r"\b(?!\w+['’](?:m|s|d|ve|re|ll|est|ai|il)\b)[A-ZÀ-Ý][a-zà-ÿ'’-]+"
    r"(?: +[A-ZÀ-Ý][A-Za-zà-ÿ'’-]*[a-zà-ÿ]){1,3}"
)
SMALL = re.compile(r"[a-zà-ÿ'’-]{2,}(?: [a-zà-ÿ'’-]{2,}){1,2}")
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """a an and the my your our me you it its is was i we he she they this that one yes no
        not ok account order number customer code zip mail email address name please thanks
        for of on in at to el la los las mi su un una y es soy cuenta pedido numero codigo
        correo gracias por favor de si le les mon ma mes une et est je suis compte commande
        merci oui non pour sur""",
    )
)
# With which people begin and end a letter, and never a name.
_OF_LETTERS = re.compile(
    r"(?i)\b(?:kind|best|warm|many|thanks|thank|regards|wishes|yours|sincerely|faithfully|truly"
    r"|sent|cheers|dear|hello|hi|yesterday|today|tomorrow|saludos?|cordial(?:es)?|atentamente"
    r"|gracias|muchas|estimad[oa]s?|enviado|ayer|hoy|hola|cordialement|bien|merci|beaucoup"
    r"|salutations|meilleures|distinguées|bonjour|envoyé|hier|sincères)\b"
)


def name_in(text: str) -> str:
    """The first name that stands in the text; empty where there is none."""
    found = (one.group() for one in NAME.finditer(text))
    return next((one for one in found if not _OF_LETTERS.search(one)), "")


def signature(text: str) -> str:
    """The name alone in the last line of several, as one signs a mail; else empty."""
    *above, last = text.strip().splitlines() or [""]
    return last.strip() if above and last.strip() == name_in(last) else ""


def may_be_name(text: str) -> bool:
    """Whether a whole answer may be a name: a few words, and no number."""
    is_short = len(text.split()) <= MOST_WORDS_OF_A_NAME
    return is_short and not any(letter.isdigit() for letter in text)


def in_small_letters(text: str) -> str:
    """A whole answer of two or three words in small letters, as names are written; else empty."""
    found = SMALL.fullmatch(" ".join(text.replace(",", " ").split()).strip(" .!-"))
    words = fold(found.group()).split() if found else []
    return found.group().title() if found and not _NO_NAMES.intersection(words) else ""


def name_beside(text: str, part: str) -> str:
    """The name that stands beside a number and is all there is else; empty where there is none."""
    beside = " ".join(text.replace(part, " ", 1).split()).strip(" ,.;:!-")
    return beside if beside and name_in(beside) == beside else in_small_letters(beside)


def name_and_place(text: str, spans: Sequence[Span], *, is_asked: bool = False) -> list[Give]:
    """Who somebody is by name and place alone: "Abdul Rahman, 61 Station Road, 55501"."""
    if not {"address", "postcode"} & {span.kind for span in spans}:
        return []
    beside = text
    for span in spans:
        if span.kind in ("address", "postcode", "name"):
            beside = beside.replace(span.text, "", 1)
    stated = next((span.text for span in spans if span.kind == "name"), "")
    small = in_small_letters(beside) if is_asked else ""
    named = stated or name_in(beside) or small
    beside = "" if small and small == named else beside.replace(named, "", 1)
    codes = [word for span in spans for word in span.text.split() if POSTCODE.fullmatch(word)]
    told = [Give("name", named)] if named else []
    told += [Give("postcode", code) for code in codes[-1:]]
    return told if not _bare(beside) else []


def self_named(text: str, spans: Sequence[Span]) -> tuple[Command, ...]:
    """Who somebody is, where a message is a number of ours and perhaps a name, and no more."""
    found = next((span for span in spans if _may_say_who(span)), None)
    if found is None:
        return ()
    second = second_fact(text, str(found.value))
    beside = _bare(text)
    for part in (found.text, *(str(fact.value) for fact in second)):
        beside = beside.replace(_bare(part), "", 1)
    return () if beside else (Start(CLAIM), Give("reference", str(found.value)), *second)


def _may_say_who(span: Span) -> bool:
    is_bare = span.kind == "number" and len(span.text) >= FEWEST_DIGITS_OF_AN_ACCOUNT
    return is_bare or span.kind in OUR_NUMBERS


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def second_fact(text: str, reference: str, *, is_asked: bool = False) -> list[Give]:
    """A name or postcode beside a reference: "O-1041, Tom Gallagher" or "O-1041 55501".

    Where it was asked for, the name may be in small letters too.
    """
    if named := name_in(text):
        return [Give("name", named)]
    if is_asked and (named := in_small_letters(text.replace(reference, " "))):
        return [Give("name", named)]
    words = [word.strip(".,;:!()") for word in text.split()]
    for word in words:
        if POSTCODE.fullmatch(word) and word != reference:
            return [Give("postcode", word)]
    return []
