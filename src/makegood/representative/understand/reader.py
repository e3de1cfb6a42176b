"""Read a customer's message into commands: what they want, what they state, how sure we are."""

from dataclasses import replace
from datetime import date

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.awaited import Awaited
from makegood.representative.understand.commands import (
    Command,
    Emergency,
    Smalltalk,
    Start,
    Unclear,
)
from makegood.representative.understand.costs import Costs
from makegood.representative.understand.grouping import Heard
from makegood.representative.understand.intents import EMERGENCY, Intents
from makegood.representative.understand.language import LanguageGuess
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import Mention, Reading, ReadingContext, Span
from makegood.representative.understand.recognisers.things import Recognisers
from makegood.representative.understand.reliability import Read
from makegood.representative.understand.requests import Requests
from makegood.representative.understand.segment import Segmenter
from makegood.representative.understand.slots import SlotReader
from makegood.representative.understand.text import Spelling, clean


class Reader:
    """Reads messages with one lexicon; learning it takes about a second, so keep it."""

    def __init__(self, lexicon: Lexicon, costs: Costs) -> None:
        self.lexicon = lexicon
        spelling = Spelling(_all_phrases(lexicon))
        self._recognisers = Recognisers(lexicon, spelling)
        self._languages = LanguageGuess(lexicon)
        self._segmenter = Segmenter(lexicon)
        self._intents = Intents(lexicon, costs, self._recognisers, spelling)
        slots, answers = SlotReader(lexicon, spelling), Answers(lexicon, spelling)
        requests = Requests(lexicon, self._intents, slots, answers)
        self._awaited = Awaited(requests, slots, answers)

    def read(self, text: str, context: ReadingContext) -> Reading:
        """The commands in a message; never empty, Unclear when nothing could be read safely."""
        own = clean(text)
        language = self._languages.language(own, context.language)
        spans = self._recognisers.spans(own, language, context.today)
        if not own:
            return Reading((Unclear(),), language, 1.0)
        clauses = self._segmenter.segments(own, language, spans)
        cards = [s for s in spans if s.kind == "card"]
        clauses = tuple(c for c in clauses if not any(c.start <= s.start < c.end for s in cards))
        heard = Heard()
        if clauses:
            here = replace(context, language=language)
            heard = self._awaited.read(own, clauses, here, spans)
        commands = self._in_order(own, heard.commands, cards)
        return Reading(
            commands or (Unclear(),), language, heard.confidence, heard.alternatives, spans
        )

    def own_phrasings_unseen(self) -> list[Read]:
        """How the phrasings it learnt from would have been read, each by what the others teach."""
        return self._intents.phrasings_unseen(self.lexicon)

    def mention(self, words: str, language: str, today: date) -> Mention:
        """What the raw words of a Give point at, for whoever looks it up in the records."""
        known = (
            language if language in self.lexicon.languages else next(iter(self.lexicon.languages))
        )
        return self._recognisers.mention(words, known, today)

    def counted(
        self, words: str, language: str, today: date
    ) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The goods in the words, each as (pieces, the articles it may be)."""
        return self._recognisers.counted(words, language, today)

    def _in_order(
        self, text: str, commands: tuple[Command, ...], cards: list[Span]
    ) -> tuple[Command, ...]:
        """Danger first, whatever else was said; a written card number is answered, never used."""
        kind = self._intents.danger(text)
        first: list[Command] = [Emergency(kind)] if kind else []
        first += [c for c in commands if isinstance(c, Emergency) and c not in first]
        unnamed = Start(EMERGENCY)
        if unnamed in commands and not first:
            first = [unnamed]
        rest = [c for c in commands if not isinstance(c, Emergency) and c != unnamed]
        if first:
            rest = [c for c in rest if not isinstance(c, Smalltalk)]
        if cards:
            rest = [*rest, Smalltalk("card")]
        return (*first, *rest)


def _all_phrases(lexicon: Lexicon) -> list[str]:
    phrases = [example.text for example in lexicon.examples()] + 2 * list(lexicon.products)
    for language in lexicon.languages.values():
        for listed in (language.words, language.records, language.numbers, language.ordinals):
            phrases += [p for listed_phrases in listed.values() for p in listed_phrases * 2]
    for operation in lexicon.operations.values():
        for slot in operation.slots.values():
            phrases += [phrase for phrase, _ in slot.option_phrases()] * 2
    return phrases
