"""Read a message as the answer to what was just asked; a clear other request is still heard."""

from collections.abc import Sequence
from dataclasses import replace

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import (
    Choose,
    Command,
    Confirm,
    Correct,
    Decline,
    Give,
    OptOut,
    Smalltalk,
    Start,
    Value,
)
from makegood.representative.understand.grouping import Heard
from makegood.representative.understand.reading import (
    AwaitChoice,
    AwaitCode,
    AwaitConfirm,
    AwaitSlot,
    ReadingContext,
    Span,
)
from makegood.representative.understand.requests import FREE_TEXT, Requests, within
from makegood.representative.understand.second_fact import MOST_WORDS_OF_A_NAME, second_fact
from makegood.representative.understand.segment import Segment
from makegood.representative.understand.slots import (
    NUMBERED,
    POINTED_AT,
    VAGUE,
    SlotReader,
)

MOST_WORDS_OF_A_DESCRIPTION = 12
MOST_WORDS_OF_AN_ANSWER = 2
SURE_OTHER_REQUEST = 0.8
IN_OWN_WORDS = frozenset({*FREE_TEXT, "name", "address"})


class Awaited:
    """Reads answers: what was asked is filled first, but no other request is swallowed."""

    def __init__(self, requests: Requests, slots: SlotReader, answers: Answers) -> None:
        self._requests = requests
        self._slots = slots
        self._answers = answers

    def read(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> Heard:
        """The commands of the message, given what was asked."""
        match context.awaiting:
            case AwaitConfirm():
                return self._confirming(text, clauses, context, spans)
            case AwaitSlot() as awaited:
                return self._filling(text, clauses, context, spans, awaited)
            case AwaitChoice() as awaited:
                picked = self._answers.choice(text, awaited, spans)
                if picked is not None:
                    return Heard((Choose(picked),))
            case AwaitCode():
                codes = [s for s in spans if s.kind == "code"]
                if codes:
                    return Heard((Give("code", str(codes[0].value)),))
            case None:
                pass
        return self._requests.read(clauses, context, spans)

    def _confirming(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> Heard:
        if self._answers.is_plain_yes(text):
            return Heard((Confirm(),))
        if self._answers.is_plain_no(text):
            return Heard((Decline(),))
        if self._answers.is_yes_and_no(text):
            return Heard()
        first, rest = clauses[0], clauses[1:]
        agrees = self._answers.is_plain_yes(first.text) and not self._answers.has(
            "conditions", text
        )
        refuses = self._answers.is_plain_no(first.text)
        heard = self._requests.read(rest if agrees or refuses else clauses, context, spans)
        corrected = any(isinstance(c, Correct) for c in heard.commands)
        only_polite = all(isinstance(command, Smalltalk) for command in heard.commands)
        if agrees and (heard.asks_something or only_polite) and not corrected:
            return replace(heard, commands=(Confirm(), *heard.commands))
        if refuses and not corrected:
            return replace(heard, commands=(Decline(), *heard.commands), alternatives=())
        return heard

    def _filling(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        awaited: AwaitSlot,
    ) -> Heard:
        if awaited.kind == "reference" and not spans and (named := second_fact(text, "")):
            return Heard(tuple(named))
        if awaited.kind in IN_OWN_WORDS:
            return self._in_own_words(text, clauses, context, spans, awaited)
        answered: list[Segment] = []
        value: Value | None = None
        answering = [c for c in clauses if not self._requests.is_other_question(c, context)]
        for clause in answering:
            read = self._answer(awaited, clause.text, within(spans, clause))
            if read is not None:
                value = read if value is None else value
                answered.append(clause)
        plain = spans if value is None else [s for s in spans if s.kind not in VAGUE]
        facts = self._other_facts(answering, context, plain, awaited)
        if value is not None:
            if awaited.kind == "reference" and not any(_is_second(fact) for fact in facts):
                facts += second_fact(text, str(value))
            left = [c for c in clauses if c not in answered]
            heard = self._requests.read(left, context, spans, keep_facts=False)
            return replace(heard, commands=(Give(awaited.slot, value), *facts, *heard.commands))
        heard = self._requests.read(clauses, context, spans, keep_facts=False)
        if not self._answers.has("stop", text):
            kept = tuple(one for one in heard.commands if not isinstance(one, OptOut))
            heard = replace(heard, commands=kept)
        if heard.commands or facts:
            return replace(heard, commands=(*facts, *heard.commands))
        described = awaited.kind in POINTED_AT and not (
            self._answers.has("unknown", text) or self._answers.is_plain_yes(text)
        )
        if described and len(text.split()) <= MOST_WORDS_OF_A_DESCRIPTION:
            return Heard((Give(awaited.slot, text),))
        return heard

    def _answer(self, awaited: AwaitSlot, text: str, spans: Sequence[Span]) -> Value | None:
        value = self._slots.asked_for(awaited.operation, awaited.slot, awaited.kind, text, spans)
        if awaited.kind == "boolean" and value is None:
            if self._answers.is_plain_yes(text):
                return True
            return False if self._answers.is_plain_no(text) else None
        if awaited.kind == "choice" and awaited.options:
            if value in awaited.options:
                return value
            listed = AwaitChoice(len(awaited.options))
            picked = self._answers.choice(text, listed, spans)
            return awaited.options[picked - 1] if picked else None
        return value

    def _other_facts(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        awaited: AwaitSlot,
    ) -> list[Command]:
        others = tuple(s for s in context.slots_of_active if s[0] != awaited.slot)
        rest = replace(context, slots_of_active=others)
        return self._requests.facts_of_active(clauses, rest, spans)

    def _in_own_words(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        awaited: AwaitSlot,
    ) -> Heard:
        """Free words are taken as they are, unless they surely ask for something else."""
        asks_otherwise = any(self._requests.is_other_question(one, context) for one in clauses)
        if awaited.kind == "name" and not asks_otherwise:
            of_self = self._of_self(text, clauses, context, spans, awaited)
            if of_self:
                return Heard(of_self)
        typed = self._slots.value(awaited.operation, awaited.slot, awaited.kind, text, spans)
        if awaited.kind not in FREE_TEXT and typed is not None:
            return Heard((Give(awaited.slot, typed),))
        heard = self._requests.read(clauses, context, spans, keep_facts=False)
        # A word or two are the answer itself ("email"), whatever else they could begin.
        is_short = len(text.split()) <= MOST_WORDS_OF_AN_ANSWER
        begun = {one.operation for one in heard.commands if isinstance(one, Start)}
        is_answer = bool(begun) and (is_short or begun == {"parties.claim_identity"})
        if heard.asks_something and heard.confidence >= SURE_OTHER_REQUEST and not is_answer:
            return heard
        if self._answers.is_alone("unknown", text):
            return Heard()
        is_courtesy = bool(heard.commands) and not heard.asks_something
        if awaited.kind == "name" and (is_courtesy or not _may_be_name(text)):
            return heard
        return Heard((Give(awaited.slot, text),))

    def _of_self(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        awaited: AwaitSlot,
    ) -> tuple[Command, ...]:
        """What tells who somebody is, where a name was asked for: a number is never a name."""
        facts = self._other_facts(clauses, context, spans, awaited)
        numbers = [str(span.value) for span in spans if span.kind in NUMBERED]
        beside = second_fact(text, next(iter(numbers), ""))
        if any(map(_is_second, facts)):
            beside = []
        named = any(one.slot == "name" for one in beside)
        if named or any(letter.isdigit() for letter in text):
            return (*beside, *facts)
        return ()


def _is_second(fact: Command) -> bool:
    return isinstance(fact, Give | Correct) and fact.slot in {"name", "postcode"}


def _may_be_name(text: str) -> bool:
    is_short = len(text.split()) <= MOST_WORDS_OF_A_NAME
    return is_short and not any(letter.isdigit() for letter in text)
