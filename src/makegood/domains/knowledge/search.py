"""Find the written section that answers a question; pure arithmetic on words. Source: C07."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SATURATION = 1.2
_ENOUGH_COVERED = 0.55
_SAID_ALREADY = 80
_IN_TEXT, _IN_TITLE, _IN_KEYWORDS, _IN_PART_OF_KEYWORDS = 1.0, 2.0, 3.0, 0.5
_IN_HEADING = 2
_A_PHRASE = 0.5
_OWN, _IN_OWN_WORDS = 1.5, 0.2

_EMPTY_WORDS = {
    "en": """a about after all already also am an and any are as at be been but by can could
    did do does for from get had has have how i if in into is it its just like may me might
    my no not now of on or our out please shall should so some tell than that the their them
    then there these they this to up us was we were what whats when where which while who
    why will with would you your someone something know mean much many it's i'm don't ur pls
    want need question policy rule rules explain here take takes way thing things stuff item
    items s t m d ll re ve""",
    "es": """a al algo como con cual cuando cuanta cuanto cuantos cuantas de del desde donde el ella
    en es esta este esto estan hay la las le lo los me mi mis muy no nos o para pero por porque
    puedo puede que quien se si sin sobre son su sus tengo tiene tienen un una uno y ya hace hacer
    quiero saber necesito favor ustedes politica regla reglas explicar explique aqui cosa cosas""",
    "fr": """a ai as au aux avec ce ces cet cette combien comment dans de des du elle en est et eu
    il ils j je la le les leur lui ma mais mes moi mon ne nos notre nous on ou par pas peut peux
    plus pour pourquoi qu quand que quel quelle quels quelles qui sa sans se ses si son sont sur ta
    te tu un une vos votre vous y c d l m n s t est-ce faut fait faire veux voudrais savoir
    politique regle regles expliquer expliquez ici chose choses""",
}
_STOP = {
    language: frozenset(words.replace("'", "").split()) for language, words in _EMPTY_WORDS.items()
}
_ENDINGS = {
    "en": ("ings", "ing", "ies", "ed", "es", "s", "y", "e"),
    "es": ("ciones", "cion", "es", "os", "as", "ar", "er", "ir", "s", "o", "a", "e"),
    "fr": ("tions", "tion", "ments", "ment", "er", "es", "ee", "re", "s", "e"),
}
_SHORTEST_STEM = 3
_IRREGULAR = {"kept": "keep", "paid": "pay", "broke": "break", "broken": "break"}


@dataclass(frozen=True, slots=True)
class Page:
    """An article that may answer: its words by the place they stand in.

    `sections` are pairs of heading and text, the most wanted first.
    """

    article: str
    title: str
    keywords: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A section that answers, and how well: `covered` is the share of the question it meets."""

    article: str
    section: int
    text: str
    score: float
    covered: float


@lru_cache(maxsize=4096)
def words_of(text: str, language: str) -> tuple[str, ...]:
    """The telling words of a text: without case, accents, endings and empty words."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("'", " "))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    empty = _STOP.get(language, frozenset())
    return tuple(_stem(word, language) for word in _WORD.findall(plain) if word not in empty)


def best_match(question: str, pages: Sequence[Page], language: str) -> Match | None:
    """The section that answers a question best; None when none answers enough of it.

    First the article, then its section. Words that few articles have weigh more; words in
    keywords and title weigh more than in the text; words nobody has written weigh most of all,
    so that a question about something unknown is not answered by chance.
    """
    asked = tuple(dict.fromkeys(words_of(question, language)))
    if not asked or not pages:
        return None
    counted = [_weighted(page, set(asked), language) for page in pages]
    rarity = _rarity(asked, counted)
    scores = [
        _score(weights, asked, rarity) + _phrases_met(page, set(asked), language)
        for page, weights in zip(pages, counted, strict=True)
    ]
    best = max(range(len(pages)), key=lambda place: scores[place])
    met = sum(rarity[word] for word in asked if word in counted[best])
    covered = met / sum(rarity.values())
    if len(asked) == 1 and counted[best].get(asked[0], 0.0) <= _IN_TEXT:
        return None  # a word that stands in some sentence says little of what is asked
    if covered < _ENOUGH_COVERED and not _names_twice(pages[best], asked, language):
        return None
    section = _best_section(pages[best], asked, language)
    text = pages[best].sections[section][1]
    score, share = round(scores[best], 6), round(covered, 6)
    return Match(pages[best].article, section, text, score, share)


def ranked(
    question: str, pages: Sequence[Page], language: str, among: int, own: Set[int] = frozenset()
) -> list[tuple[int, float, float]]:
    """The places of the pages that meet a question, the closest first, with score and share met.

    `among` is how many pages there are in all, of which these hold some word of the question;
    `own` are the places of those about what whoever asks has from us: they come before others.
    """
    asked = tuple(dict.fromkeys(words_of(question, language)))
    counted = [_weighted(page, set(asked), language) for page in pages]
    rarity = _rarity(asked, counted, among)
    whole = sum(rarity.values())
    found = []
    for place, weights in enumerate(counted):
        score = _score(weights, asked, rarity) + _phrases_met(pages[place], set(asked), language)
        own_words = set(
            words_of(" ".join(" ".join(one) for one in pages[place].sections), language)
        )
        score += _IN_OWN_WORDS * sum(rarity[word] for word in asked if word in own_words)
        share = sum(rarity[word] for word in asked if word in weights) / whole if whole else 0.0
        found.append((place, score * (_OWN if place in own else 1), share))
    return sorted(found, key=lambda one: -one[1])


def best_sentences(question: str, text: str, language: str, most: int = 3) -> tuple[str, ...]:
    """Up to three sentences of a text that meet a question best, in their own order."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) <= most:
        return tuple(lines)
    asked = set(words_of(question, language))
    met = [len(asked & set(words_of(line, language))) for line in lines]
    ranked = sorted(range(len(lines)), key=lambda place: (-met[place], place))
    return tuple(lines[place] for place in sorted(ranked[:most]))


def closest_lines(question: str, text: str, language: str) -> tuple[str, ...]:
    """The lines of a list that meet most words of a question, in their own order."""
    asked = set(words_of(question, language))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    met = [len(asked & set(words_of(line, language))) for line in lines]
    return tuple(line for line, count in zip(lines, met, strict=True) if count == max(met))


def is_told_already(sentence: str, told: Iterable[str]) -> bool:
    """Whether a sentence says what was said before in nearly the same words."""
    return any(fuzz.token_set_ratio(sentence, one) >= _SAID_ALREADY for one in told)


def _names_twice(page: Page, asked: tuple[str, ...], language: str) -> bool:
    """Whether two words of a question are among the keywords of an article."""
    named = {word for keyword in page.keywords for word in words_of(keyword, language)}
    return len(set(asked) & named) >= 2


def _phrases_met(page: Page, asked: Set[str], language: str) -> float:
    """A keyword of several words that is asked in full says more than its words apart."""
    phrases = [set(words_of(keyword, language)) for keyword in page.keywords]
    return sum((len(words) - 1) * _A_PHRASE for words in phrases if words <= asked and words)


def _best_section(page: Page, asked: tuple[str, ...], language: str) -> int:
    """The section of an article that a question is about; the first when none stands out.

    What the whole article is about tells its sections not apart.
    """
    topics = set(words_of(page.title, language))
    for keyword in page.keywords:
        words = words_of(keyword, language)
        topics |= set(words) if len(words) == 1 else set()
    asked = tuple(word for word in asked if word not in topics)
    counted: list[Counter[str]] = []
    for heading, text in page.sections:
        weights = Counter(words_of(text, language))
        for word in words_of(heading, language):
            weights[word] += _IN_HEADING
        counted.append(weights)
    rarity = _rarity(asked, counted)
    scores = [_score(weights, asked, rarity) for weights in counted]
    return max(range(len(scores)), key=lambda place: scores[place])


def _weighted(page: Page, asked: Set[str], language: str) -> dict[str, float]:
    """How much each word of an article counts; a keyword counts in full when all is asked."""
    body = " ".join(f"{heading} {text}" for heading, text in page.sections)
    found = dict.fromkeys(words_of(body, language), _IN_TEXT)
    for word in set(words_of(page.title, language)):
        found[word] = found.get(word, 0) + _IN_TITLE
    for keyword in page.keywords:
        words = set(words_of(keyword, language))
        weight = _IN_KEYWORDS if words <= asked else _IN_PART_OF_KEYWORDS
        for word in words:
            found[word] = max(found.get(word, 0), _IN_TEXT) + weight
    return found


def _rarity(
    asked: tuple[str, ...], counted: Sequence[Mapping[str, float]], among: int = 0
) -> dict[str, float]:
    total = max(len(counted), among)
    having = {word: sum(word in weights for weights in counted) for word in asked}
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in having.items()}


def _score(
    weights: Mapping[str, float], asked: tuple[str, ...], rarity: Mapping[str, float]
) -> float:
    met = [word for word in asked if weights.get(word)]
    return sum(rarity[word] * weights[word] / (weights[word] + _SATURATION) for word in met)


def _stem(word: str, language: str) -> str:
    if any(letter.isdigit() for letter in word):
        return word
    if language == "en":
        word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
