"""Recognise the short answers that steer a conversation: yes, no, stop, the second one."""

from collections.abc import Iterator, Sequence

from makegood.representative.understand.lexicon import WORD_LISTS, Lexicon
from makegood.representative.understand.reading import AwaitChoice, Span
from makegood.representative.understand.slots import NUMBERED
from makegood.representative.understand.text import Phrasebook, Spelling, Token, fold, tokenise

SHORT_ANSWER_WORDS = 4


class Answers:
    """Reads steering words in every language; a plain yes is nothing but yes and courtesy."""

    def __init__(self, lexicon: Lexicon, spelling: Spelling) -> None:
        self._spelling = spelling
        self._lists = {name: Phrasebook(lexicon.listed(name)) for name in WORD_LISTS}
        self._lexicon = lexicon
        self._named: dict[tuple[str, ...], Phrasebook[str]] = {}
        self._agreeing = Phrasebook([*lexicon.listed("yes"), *lexicon.listed("courtesy")])
        self._refusing = Phrasebook([*lexicon.listed("no"), *lexicon.listed("courtesy")])
        self._either = Phrasebook(
            [*lexicon.listed("yes"), *lexicon.listed("no"), *lexicon.listed("courtesy")]
        )
        self._courteous = Phrasebook(lexicon.listed("courtesy"))
        courteous = [*lexicon.listed("courtesy"), *lexicon.listed("yes")]
        self._alone = {
            name: Phrasebook([*lexicon.listed(name), *courteous])
            for name in ("unknown", "cancel", "stop")
        }
        self._alone["corrections"] = Phrasebook(
            [*lexicon.listed("corrections"), *lexicon.listed("no"), *lexicon.listed("courtesy")]
        )
        # "Actually no, undo that" is nothing but a wish to take back.
        taking_back = [*lexicon.listed("undo"), *lexicon.listed("cancel")]
        self._lists["undo"] = Phrasebook(taking_back)
        self._alone["undo"] = Phrasebook([*taking_back, *courteous, *lexicon.listed("corrections")])
        # "The manager, please" asks for one; "I am the manager" claims to be one.
        introducing = set(lexicon.listed("names"))
        asking = [one for one in courteous if one not in introducing]
        self._alone["human"] = Phrasebook([*lexicon.listed("human"), *asking])
        self._alone["titles"] = Phrasebook([*lexicon.listed("titles"), *asking])

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of the text, mended."""
        return self._spelling.mended(tokenise(text))

    def has(self, name: str, text: str) -> bool:
        """Whether a phrase of the list stands anywhere in the text."""
        return bool(self._lists[name].find(self.tokens(text)))

    def named(self, names: tuple[str, ...], text: str) -> Iterator[tuple[Token, str]]:
        """Each word of the text with the list it is of, the first of them; empty for none.

        A phrase of several words comes once, at its first word; the longest wins.
        """
        if names not in self._named:
            listed = [(one, name) for name in names for one, _ in self._lexicon.listed(name)]
            self._named[names] = Phrasebook(listed)
        tokens = self.tokens(text)
        found = {hit.first: hit for hit in self._named[names].find(tokens)}
        place = 0
        while place < len(tokens):
            hit = found.get(place)
            yield tokens[place], hit.value if hit else ""
            place = hit.last if hit else place + 1

    def first_of(self, names: Sequence[str], text: str) -> str | None:
        """The one of several lists of which a phrase stands in the text; the longest wins."""
        tokens = self.tokens(text)
        hits = [(h.last - h.first, name) for name in names for h in self._lists[name].find(tokens)]
        return max(hits, key=lambda hit: hit[0], default=(0, None))[1]

    def begins_with(self, name: str, text: str) -> bool:
        """Whether the text begins with a phrase of the list."""
        hits = self._lists[name].find(self.tokens(text))
        return bool(hits) and hits[0].first == 0

    def ends_with(self, name: str, text: str) -> bool:
        """Whether the text ends with a phrase of the list."""
        tokens = self.tokens(text)
        hits = self._lists[name].find(tokens)
        return bool(hits) and hits[-1].last == len(tokens)

    def is_alone(self, name: str, text: str) -> bool:
        """Whether the text is a phrase of the list and nothing but courtesy besides."""
        return self.has(name, text) and self._alone[name].covers(self.tokens(text))

    def is_courtesy(self, text: str) -> bool:
        """Whether the text is nothing but small words of courtesy: "please", "thank you then"."""
        return self._courteous.covers(self.tokens(text))

    def is_plain_yes(self, text: str) -> bool:
        """Whether the text says yes and nothing else: no condition, no question, no other fact."""
        tokens = self.tokens(text)
        return "?" not in text and self.has("yes", text) and self._agreeing.covers(tokens)

    def is_plain_no(self, text: str) -> bool:
        """Whether the text says no and nothing else."""
        return self.has("no", text) and self._refusing.covers(self.tokens(text))

    def is_bare(self, text: str) -> bool:
        """Whether it is a yes or a no and no more, which answers only what was asked."""
        plain = self.is_plain_yes(text) or self.is_plain_no(text)
        return plain or self.is_alone("corrections", text)

    def is_yes_and_no(self, text: str) -> bool:
        """Whether the text says yes and no at once, and nothing else."""
        both = self.has("yes", text) and self.has("no", text)
        return both and self._either.covers(self.tokens(text))

    def is_question(self, text: str, *, asks: bool) -> bool:
        """Whether the text asks: by its mark or by its first words."""
        return asks or "?" in text or self.begins_with("questions", text)

    def choice(self, text: str, awaited: AwaitChoice, spans: Sequence[Span]) -> int | None:
        """Which of the listed things the text picks (from 1); None unless it picks one."""
        if awaited.n == 1 and (self.is_plain_yes(text) or self.has("no", text)):
            return 1 if self.is_plain_yes(text) else None
        tokens = self.tokens(text)
        picks = [s.value for s in spans if s.kind in {"ordinal", "number", "quantity"}]
        numbers = {
            awaited.n if pick == -1 else int(pick) for pick in picks if isinstance(pick, str | int)
        }
        if len(numbers) == 1 and 1 <= (n := numbers.pop()) <= awaited.n and len(tokens) <= 8:
            return n
        said = {t.word for t in tokens}
        listed = [{t.word for t in self.tokens(label)} for label in awaited.labels]
        shared = [len(said & words) for words in listed]
        best = max(shared, default=0)
        # In a longer message, and in a question, what is said beside the label's words must not
        # outweigh them: "what are your hours" shares a word with "change your address".
        is_short = len(said) <= SHORT_ANSWER_WORDS and not self.is_question(text, asks=False)
        is_about_it = is_short or 2 * best >= len(said)
        if best and shared.count(best) == 1 and is_about_it:
            place = shared.index(best)
            return place + 1 if _names_no_other(spans, awaited.labels[place]) else None
        whole = [
            n for n, label in enumerate(awaited.labels, 1) if fold(label) == fold(text.strip())
        ]
        return whole[0] if len(whole) == 1 else None


def _names_no_other(spans: Sequence[Span], label: str) -> bool:
    """Whether no record is named but the one of the label."""
    return all(str(span.value) in label for span in spans if span.kind in NUMBERED)
