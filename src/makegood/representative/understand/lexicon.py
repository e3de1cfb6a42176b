"""The company's words: how its customers say each operation, and the small words between.

A plain picture of `handbook/<company>/voice`, so that reading a message needs no folder, no
database and no clock. `lexicon_of_the_house()` draws it from the handbook in force.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from makegood.handbook.phrasings import ways_to_say

Phrases = tuple[str, ...]
FIRST_LANGUAGE = "en"
WORD_LISTS = (
    "yes", "no", "unknown", "courtesy", "cancel", "undo", "human", "titles", "stop", "conditions",
    "corrections", "negations", "another", "adding", "more", "too_many", "contrast",
    "leaving_out", "all_but",
    "if", "only_if", "unless", "free", "at_most", "at_least", "below", "above", "before", "by",
    "linking", "including", "arrives", "negating", "of_amounts",
    "joins", "beside", "meant_for", "single", "other",
    "everything", "questions", "names", "threatening", "pointing",
    "asking_price",
)  # fmt: skip
GOODS = frozenset({"goods", "appliance", "part"})
_OF_A_PLACE = 2  # the last figures of a postal code tell the place, those before them the area
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The small words of one language, and what customers say that is no operation.

    `dangers` are the words that tell which danger it is, where it is sure that there is one.
    `offered` are the operations to choose from where somebody only tells what happened: each kind
    of `heard` that is no courtesy and no fact of something asked for, with what may be done.
    """

    words: Mapping[str, Phrases]
    ordinals: Mapping[int, Phrases]
    numbers: Mapping[int, Phrases]
    records: Mapping[str, Phrases]
    shorthand: Mapping[str, Phrases]
    heard: Mapping[str, Phrases]
    offered: Mapping[str, Phrases]
    dangers: Mapping[str, Phrases]


@dataclass(frozen=True, slots=True)
class SlotWords:
    """One fact an operation needs: its kind, how we ask for it, how customers say each option."""

    kind: str
    ask: Mapping[str, str]
    options: Mapping[str, Mapping[str, Phrases]]

    def option_phrases(self) -> Iterator[tuple[str, str]]:
        """Each (phrase, option) in every language."""
        for option, by_language in self.options.items():
            for phrases in by_language.values():
                yield from ((phrase, option) for phrase in phrases)


@dataclass(frozen=True, slots=True)
class OperationWords:
    """How one operation is named and asked for, by language, and the facts it needs."""

    name: Mapping[str, str]
    phrasings: Mapping[str, Phrases]
    slots: Mapping[str, SlotWords]


@dataclass(frozen=True, slots=True)
class Example:
    """One text to learn from; `label` is an operation or "heard.<kind>", `phrasing` its source."""

    text: str
    label: str
    language: str
    phrasing: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All the words the company listens for.

    `asked_about` are the titles and words of its articles, known so that slips in them are seen;
    `postal_area` is how the postal codes around the company begin.
    """

    languages: Mapping[str, LanguageWords]
    operations: Mapping[str, OperationWords]
    products: Mapping[str, Phrases]
    asked_about: Phrases = ()
    postal_area: str = ""

    def slot_kinds(self, operation: str) -> tuple[tuple[str, str], ...]:
        """The (slot, kind) pairs of an operation; none for an operation without words."""
        words = self.operations.get(operation)
        return tuple((n, s.kind) for n, s in words.slots.items()) if words else ()

    def listed(self, name: str) -> Iterator[tuple[str, str]]:
        """Each (phrase, language) of one list of small words, in every language."""
        for language, words in self.languages.items():
            yield from ((phrase, language) for phrase in words.words.get(name, ()))

    def situations(self) -> Mapping[str, Phrases]:
        """What people tell without asking for anything: label -> the operations offered then."""
        return {f"heard.{k}": ops for w in self.languages.values() for k, ops in w.offered.items()}

    def examples(self) -> Iterator[Example]:
        """Every way to say every operation and every heard kind, to learn from."""
        for name, operation in self.operations.items():
            yield from _examples(name, operation.phrasings)
        for kind in dict.fromkeys(k for words in self.languages.values() for k in words.heard):
            spoken = {code: words.heard.get(kind, ()) for code, words in self.languages.items()}
            yield from _examples(f"heard.{kind}", spoken)


def _examples(label: str, phrasings: Mapping[str, Phrases]) -> Iterator[Example]:
    for language, listed in phrasings.items():
        for phrasing in listed:
            for said in ways_to_say(phrasing):
                yield Example(said, label, language, phrasing)


class UnreadableVoice(ValueError):
    """A voice file that lacks what reading needs; the message names language and place."""


def lexicon_from(
    voices: Mapping[str, Mapping[str, object]], products: Mapping[str, Phrases]
) -> Lexicon:
    """Build the lexicon from, per language, the tables of words.toml and operations/*.toml.

    `voices["en"]` has the keys of words.toml and "operations" (operation name -> its table);
    `products` maps each way to name goods to the articles it may mean. Raises UnreadableVoice.
    """
    languages = {language: _language(language, voice) for language, voice in voices.items()}
    operations: dict[str, OperationWords] = {}
    tables = {code: _table(voice, "operations", code) for code, voice in voices.items()}
    for name in tables[FIRST_LANGUAGE]:
        spoken = {
            code: _table(table, name, code) for code, table in tables.items() if name in table
        }
        operations[name] = OperationWords(
            name={code: _text(t, "name", code) for code, t in spoken.items()},
            phrasings={code: _phrases(t, "phrasings", code) for code, t in spoken.items()},
            slots=_slots(name, spoken),
        )
    return Lexicon(languages, operations, products)


def lexicon_of_the_house() -> Lexicon:
    """The lexicon of the handbook in force now."""
    from makegood.handbook import book

    voices: dict[str, Mapping[str, object]] = {}
    for language in book().company.languages:
        voice = book().voice(language)
        voices[language] = {**voice.words, "operations": voice.operations}
    named: dict[str, list[str]] = {}
    for product in book().catalogue.products.values():
        phrases = [
            form
            for language, words in product.words.items()
            for word in words
            for form in (word, several_of(word, language))
        ]
        if product.kind.value in GOODS:
            for phrase in (product.sku, *phrases):
                named.setdefault(phrase.lower(), []).append(product.sku)
    products = {phrase: tuple(dict.fromkeys(skus)) for phrase, skus in named.items()}
    articles = book().articles
    asked = (words for article in articles for words in (article.title, *article.keywords))
    area = book().company.seat.postal_code[:-_OF_A_PLACE]
    return replace(lexicon_from(voices, products), asked_about=tuple(asked), postal_area=area)


def several_of(name: str, language: str) -> str:
    """How goods are named when they are several: "control boards", "placas de control"."""
    first, *rest = name.split(" ")
    if language == "en":
        return name if name.endswith("s") else f"{name}s"
    if first.endswith(("s", "x", "z")):
        return name
    ending = "es" if language == "es" and first[-1] not in "aeiouáéó" else "s"
    return " ".join([first + ending, *rest])


def _language(code: str, voice: Mapping[str, object]) -> LanguageWords:
    words = _table(voice, "words", code)
    lists = {name: _phrases(words, name, code) for name in WORD_LISTS}
    ordinals = _table(voice, "ordinals", code)
    numbers = _table(voice, "numbers", code)
    records = _table(voice, "records", code)
    shorthand = _table(voice, "shorthand", code) if "shorthand" in voice else {}
    heard = _table(voice, "heard", code)
    offered = _table(voice, "offered", code) if "offered" in voice else {}
    dangers = _table(voice, "dangers", code) if "dangers" in voice else {}
    return LanguageWords(
        words=lists,
        ordinals={ORDINALS[name]: _phrases(ordinals, name, code) for name in ordinals},
        numbers={int(digits): _phrases(numbers, digits, code) for digits in numbers},
        records={kind: _phrases(records, kind, code) for kind in records},
        shorthand={meant: _phrases(shorthand, meant, code) for meant in shorthand},
        heard={kind: _phrases(heard, kind, code) for kind in heard},
        offered={kind: _phrases(offered, kind, code) for kind in offered},
        dangers={kind: _phrases(dangers, kind, code) for kind in dangers},
    )


def _slots(name: str, spoken: Mapping[str, Mapping[str, object]]) -> dict[str, SlotWords]:
    by_language = {
        code: _table(table, "slots", f"{code} {name}") if "slots" in table else {}
        for code, table in spoken.items()
    }
    slots: dict[str, SlotWords] = {}
    for slot in by_language.get(FIRST_LANGUAGE, {}):
        place = f"{name} {slot}"
        told = {code: _table(t, slot, place) for code, t in by_language.items() if slot in t}
        options: dict[str, dict[str, Phrases]] = {}
        for code, table in told.items():
            listed = _table(table, "options", place) if "options" in table else {}
            for option in listed:
                options.setdefault(option, {})[code] = _phrases(listed, option, place)
        slots[slot] = SlotWords(
            kind=_text(told[FIRST_LANGUAGE], "kind", place),
            ask={code: _text(table, "ask", place) for code, table in told.items()},
            options=options,
        )
    return slots


def _table(parent: Mapping[str, object], key: str, place: str) -> Mapping[str, object]:
    value = parent.get(key)
    if not isinstance(value, Mapping):
        raise UnreadableVoice(f"{place}: [{key}] is missing")
    return value


def _text(parent: Mapping[str, object], key: str, place: str) -> str:
    value = parent.get(key)
    if not isinstance(value, str):
        raise UnreadableVoice(f"{place}: {key} must be a text")
    return value


def _phrases(parent: Mapping[str, object], key: str, place: str) -> Phrases:
    value = parent.get(key)
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise UnreadableVoice(f"{place}: {key} must be a list of texts")
    return tuple(value)
