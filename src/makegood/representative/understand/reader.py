"""Read a customer's message into commands: what they want, what they state, how sure we are."""

from dataclasses import replace
from datetime import date

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.awaited import Awaited
from makegood.representative.understand.commands import (
    Command,
    Confirm,
    Emergency,
    Give,
    Question,
    Smalltalk,
    Start,
    Unclear,
)
from makegood.representative.understand.costs import Costs
from makegood.representative.understand.grouping import Heard
from makegood.representative.understand.intents import EMERGENCY, Intents
from makegood.representative.understand.keeping import Keeping
from makegood.representative.understand.language import LanguageGuess
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import (
    AwaitChoice,
    AwaitCode,
    AwaitConfirm,
    AwaitSlot,
    Mention,
    Reading,
    ReadingContext,
    Span,
)
from makegood.representative.understand.recognisers.things import Recognisers
from makegood.representative.understand.reliability import Read
from makegood.representative.understand.requests import Requests
from makegood.representative.understand.second_fact import (
    CLAIM,
    in_small_letters,
    name_and_place,
    name_beside,
    name_in,
    self_named,
)
from makegood.representative.understand.segment import Segmenter
from makegood.representative.understand.slots import SlotReader
from makegood.representative.understand.text import Spelling, clean, fold, words_of

_WORDS_OF_A_SMALL_NAME = 2


class Reader:
    """Reads messages with one lexicon; learning it takes seconds, which `keeping` saves."""

    def __init__(self, lexicon: Lexicon, costs: Costs, keeping: Keeping | None = None) -> None:
        self.lexicon = lexicon
        self._spelling = spelling = Spelling(_all_phrases(lexicon))
        self._asked_about = Spelling(2 * lexicon.asked_about)
        self._recognisers = Recognisers(lexicon, spelling)
        self._languages = LanguageGuess(lexicon)
        self._segmenter = Segmenter(lexicon)
        self._intents = Intents(lexicon, costs, self._recognisers, spelling, keeping)
        self._slots = slots = SlotReader(lexicon, spelling)
        self._answers = answers = Answers(lexicon, spelling)
        requests = Requests(lexicon, self._intents, slots, answers)
        self._awaited = Awaited(requests, slots, answers)

    def read(self, text: str, context: ReadingContext) -> Reading:
        """The commands in a message; never empty, Unclear when nothing could be read safely."""
        own = clean(text)
        language = self._languages.language(own, context.language)
        spans = self._slots.meant(own, self._recognisers.spans(own, language, context.today))
        if not own:
            return Reading((Unclear(),), language, 1.0)
        clauses = self._segmenter.segments(own, language, spans)
        cards = [s for s in spans if s.kind == "card"]
        clauses = tuple(c for c in clauses if not any(c.start <= s.start < c.end for s in cards))
        heard = Heard()
        if clauses:
            here = replace(context, language=language)
            told = _telling_who(own, context, spans) or self._named(own, context, spans)
            heard = Heard(told) if told else self._awaited.read(own, clauses, here, spans)
            is_asked = context.awaiting is None or isinstance(context.awaiting, AwaitSlot)
            if (
                is_asked
                and not (heard.commands or heard.alternatives)
                and self._answers.is_plain_yes(own)
            ):
                heard = Heard((Confirm(),))  # agreed; what was asked, if anything, is asked again
        asked = tuple(self._spelled(command) for command in heard.commands)
        commands = self._in_order(own, asked, cards)
        return Reading(
            commands or (Unclear(),), language, heard.confidence, heard.alternatives, spans,
            heard.told, heard.situation,
        )  # fmt: skip

    def _named(
        self, text: str, context: ReadingContext, spans: tuple[Span, ...]
    ) -> tuple[Command, ...]:
        """Who somebody is by a name and where they live, or a name in small letters and a number,
        where something else may have been asked for."""
        awaited = context.awaiting
        is_fact = isinstance(awaited, AwaitSlot) and awaited.kind != "text"
        if is_fact or isinstance(awaited, AwaitConfirm | AwaitCode):
            return ()
        if placed := name_and_place(text, spans):
            return (Start(CLAIM), *placed) if any(one.slot == "name" for one in placed) else ()
        is_asked = isinstance(awaited, AwaitSlot) or (
            isinstance(awaited, AwaitChoice) and self._answers.choice(text, awaited, spans)
        )
        alone = "" if spans or is_asked else self._name_alone(text, context.language)
        if alone:
            return (Start(CLAIM), Give("name", alone))
        number = spans[0] if len(spans) == 1 and spans[0].kind in ("number", "account") else None
        name = name_beside(text, number.text) if number else ""
        if number is None or not name or not self._intents.tells_who(name, context.language):
            return ()
        return (Start(CLAIM), Give("reference", str(number.value)), Give("name", name))

    def _name_alone(self, text: str, language: str) -> str:
        """A message of two or three words with capitals, or of two in small letters that say
        nothing and are not both words of customers: a name, as people begin; else empty."""
        plain = text.strip(" .,!-")
        words = [fold(word) for word in plain.split()]
        unknown = [word for word in words if not self._spelling.knows(word)]
        is_strange = any(self._spelling.mend(word) == word for word in unknown)
        if name_in(plain) == plain and (unknown or self._intents.tells_who(plain, language)):
            return plain
        is_small = is_strange and len(words) == _WORDS_OF_A_SMALL_NAME
        says_nothing = is_small and not self._intents.of(plain, language).is_another
        return in_small_letters(plain) if says_nothing else ""

    def _spelled(self, command: Command) -> Command:
        """A question that holds slips of the finger can be looked for without them as well."""
        if not isinstance(command, Question):
            return command
        typed = words_of(command.text)
        mended = [self._spelling.mend(word) for word in typed]
        mended = [w if self._spelling.knows(w) else self._asked_about.mend(w) for w in mended]
        return command if mended == [*typed] else replace(command, search=" ".join(mended))

    def own_phrasings_unseen(self) -> list[Read]:
        """How the phrasings it learnt from would have been read, each by what the others teach."""
        return self._intents.phrasings_unseen(self.lexicon)

    def mention(self, words: str, language: str, today: date) -> Mention:
        """What the raw words of a Give point at, for whoever looks it up in the records."""
        known = (
            language if language in self.lexicon.languages else next(iter(self.lexicon.languages))
        )
        return self._recognisers.mention(words, known, today)

    def mended(self, words: str) -> str:
        """The words with slips of the finger mended, in plain letters."""
        return self._recognisers.mended(words)

    def counted(
        self, words: str, language: str, today: date
    ) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The goods in the words, each as (pieces, the articles it may be)."""
        return self._recognisers.counted(words, language, today)

    def numbers(self, words: str, language: str, today: date) -> tuple[int, ...]:
        """The numbers of pieces that the words say."""
        spans = self._recognisers.spans(words, language, today)
        return tuple(
            int(str(one.value)) for one in spans
            if one.kind == "quantity" or (one.kind == "number" and str(one.value).isdigit())
        )  # fmt: skip

    def says(self, name: str, words: str) -> bool:
        """Whether a phrase of one list of small words stands in the words."""
        return self._answers.has(name, words)

    def begins_with(self, name: str, words: str) -> bool:
        """Whether the words begin with a phrase of one list of small words."""
        return self._answers.begins_with(name, words)

    def ends_with(self, name: str, words: str) -> bool:
        """Whether the words end with a phrase of one list of small words."""
        return self._answers.ends_with(name, words)

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
        threat = Smalltalk("threat")
        if not first and threat not in rest and self._answers.has("threatening", text):
            rest = [*rest, threat]
        if cards:
            rest = [*rest, Smalltalk("card")]
        return (*first, *rest)


def _telling_who(
    text: str, context: ReadingContext, spans: tuple[Span, ...]
) -> tuple[Command, ...]:
    """Who somebody is, told with nothing else where a number can be no answer."""
    awaited = context.awaiting
    is_no_answer = awaited is None or (isinstance(awaited, AwaitSlot) and awaited.kind == "text")
    told = self_named(text, spans) if is_no_answer else ()
    is_alone = not any(isinstance(one, Give) and one.slot != "reference" for one in told)
    is_bare = is_alone and all(span.kind == "number" for span in spans)
    return () if awaited is not None and is_bare else told  # it may be what was asked for


def _all_phrases(lexicon: Lexicon) -> list[str]:
    phrases = [example.text for example in lexicon.examples()] + 2 * list(lexicon.products)
    for language in lexicon.languages.values():
        for listed in (language.words, language.records, language.numbers, language.ordinals):
            phrases += [p for listed_phrases in listed.values() for p in listed_phrases * 2]
    for operation in lexicon.operations.values():
        for slot in operation.slots.values():
            phrases += [phrase for phrase, _ in slot.option_phrases()] * 2
    return phrases
