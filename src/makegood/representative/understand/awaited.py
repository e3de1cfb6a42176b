"""Read a message as the answer to what was just asked; a clear other request is still heard."""

from collections.abc import Sequence
from dataclasses import replace

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import (
    Cancel,
    Choose,
    Command,
    Confirm,
    Correct,
    Decline,
    Give,
    Human,
    OptOut,
    Question,
    Smalltalk,
    Start,
    Value,
)
from makegood.representative.understand.conditions import condition_in, hangs
from makegood.representative.understand.facts import FREE_TEXT, is_second, telling, within
from makegood.representative.understand.goods_said import (
    explains_goods,
    goods_changed,
    goods_with_more,
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
from makegood.representative.understand.requests import Requests
from makegood.representative.understand.second_fact import CLAIM, may_be_name, second_fact
from makegood.representative.understand.segment import Segment
from makegood.representative.understand.slots import NUMBERED, POINTED_AT, VAGUE, SlotReader

MOST_WORDS_OF_A_DESCRIPTION, MOST_WORDS_OF_AN_ANSWER, MOST_WORDS_OF_TEXT = 12, 2, 4
SURE_OTHER_REQUEST = 0.8
BINDING = frozenset({"amount", "date", "number", "quantity"})
MESSAGE = "message"  # for somebody else, whatever it asks of them
IN_OWN_WORDS = frozenset({*FREE_TEXT, MESSAGE, "name", "address"})


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
        if self._takes_back(text, clauses, context, spans):
            return Heard((Cancel(),))
        match context.awaiting:
            case AwaitConfirm():
                return self._confirming(text, clauses, context, spans)
            case AwaitSlot() as awaited:
                return self._filling(text, clauses, context, spans, awaited)
            case AwaitChoice() as awaited:
                if (goods := goods_with_more(text, context, spans, self._answers)) is not None:
                    return Heard((goods,))
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

    def _takes_back(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> bool:
        """Whether it is nothing but "undo that"; "I changed my mind" may also be a reason."""
        if not self._answers.is_alone("undo", text):
            return False
        free_words = isinstance(context.awaiting, AwaitSlot) and context.awaiting.kind in FREE_TEXT
        facts = context.active_operation and self._requests.facts.of_active(clauses, context, spans)
        return not facts and not free_words

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
        if (condition := condition_in(text, spans, self._answers)) is not None:
            return Heard((condition,))
        is_conditional = hangs(text, self._answers)
        if is_conditional and self._answers.begins_with("if", text):
            return Heard()  # neither a yes nor a no with it: asked for plainly
        asks = len(clauses) == 1 and self._answers.is_question(text, asks=clauses[0].asks)
        if asks and self._answers.has("asking_price", text):
            return Heard((Question(text),))
        first, rest = clauses[0], clauses[1:]
        agrees = self._answers.is_plain_yes(first.text) and not is_conditional
        agrees = agrees and not self._answers.has("conditions", text)
        refuses = self._answers.is_plain_no(first.text)
        if refuses and any(self._answers.is_plain_yes(clause.text) for clause in rest):
            return Heard()  # "no, nothing to add, go ahead": asked for plainly
        heard = self._requests.read(rest if agrees or refuses else clauses, context, spans)
        corrected = tuple(self._corrected(text, clauses, context, spans))
        only_polite = all(isinstance(command, Smalltalk) for command in heard.commands)
        if corrected:
            asks = any(self._answers.is_question(one.text, asks=one.asks) for one in clauses)
            return self._with_corrections(heard, corrected, refuses=refuses, asks=asks)
        if agrees and not heard.commands and any(s.kind in BINDING for s in spans):
            return Heard()  # "yes, I need it by the 20th" says more than a yes
        if agrees and (heard.asks_something or only_polite):
            return replace(heard, commands=(Confirm(), *heard.commands))
        if refuses:
            return replace(heard, commands=(Decline(), *heard.commands), alternatives=())
        return heard

    def _corrected(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> Sequence[Command]:
        """What is stated anew of what was read back, without asking for anything."""
        stating = [c for c in clauses if not self._requests.is_other_question(c, context)]
        facts = self._requests.facts.of_active(stating, context, spans, sorry=True)
        goods = [slot for slot, kind in context.slots_of_active if kind == "goods"]
        if stating:  # "and a dryer" is more than "a dryer", and "not the washer" is part of it
            words = text[stating[0].start : stating[-1].end]
            facts = [
                Correct(one.slot, words) if isinstance(one, Correct) and one.slot in goods else one
                for one in facts
            ]
        return facts or goods_changed(text, context, spans, self._answers)

    def _with_corrections(
        self, heard: Heard, corrected: tuple[Command, ...], *, refuses: bool, asks: bool
    ) -> Heard:
        """Corrections, and of all else only what is surely asked for beside them.

        Goods that are named to be put in or left out are not asked about by that.

        "No, the other one" is no refusal, but the no stays where it should turn out that nothing
        is stated anew.
        """
        others = tuple(
            one
            for one in heard.commands
            if not isinstance(one, Correct | Decline | Smalltalk)
            and (not isinstance(one, Start) or heard.confidence >= SURE_OTHER_REQUEST)
            and (asks or not explains_goods(one))
        )
        belongs = any(isinstance(one, Start) for one in others)
        others = others if belongs else tuple(o for o in others if not isinstance(o, Give))
        no = (Decline(),) if refuses else ()
        return replace(heard, commands=(*corrected, *no, *others), alternatives=())

    def _filling(
        self,
        text: str,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        awaited: AwaitSlot,
    ) -> Heard:
        asked_who = awaited.kind == "reference"
        if asked_who and (named := self._requests.name_alone(text, context.language, spans)):
            return Heard(tuple(named))
        if awaited.kind in IN_OWN_WORDS:
            return self._in_own_words(text, clauses, context, spans, awaited)
        answered: list[Segment] = []
        value: Value | None = None
        answering = [c for c in clauses if not self._requests.is_other_question(c, context)]
        for clause in telling(answering, awaited.kind, spans):
            if (read := self._answer(awaited, clause.text, within(spans, clause))) is not None:
                value = read if value is None else value
                answered.append(clause)
        plain = spans if value is None else [s for s in spans if s.kind not in VAGUE]
        facts = self._other_facts(answering, context, plain, awaited)
        if value is not None:
            if awaited.kind == "reference" and not any(is_second(fact) for fact in facts):
                facts += second_fact(text, str(value), is_asked=True)
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
            picked = self._answers.choice(text, AwaitChoice(len(awaited.options)), spans)
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
        return self._requests.facts.of_active(clauses, rest, spans)

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
        is_text = awaited.kind == "text"
        is_short = len(text.split()) <= (MOST_WORDS_OF_TEXT if is_text else MOST_WORDS_OF_AN_ANSWER)
        begun = {one.operation for one in heard.commands if isinstance(one, Start)}
        is_place = begun == {"parties.change_address"} and text[:1].isdigit()  # "14 Mill Road"
        claims = CLAIM in begun and (is_text or len(begun) == 1)
        ends = any(isinstance(one, Human | Cancel) for one in heard.commands)
        is_message = awaited.kind == MESSAGE and not ends
        is_answer = is_message or (bool(begun) and (is_short or is_place or claims))
        if heard.asks_something and heard.confidence >= SURE_OTHER_REQUEST and not is_answer:
            return heard
        if self._answers.is_alone("unknown", text):
            return Heard()
        is_courtesy = bool(heard.commands) and not heard.asks_something
        is_courtesy = is_courtesy or self._answers.is_plain_yes(text)
        if awaited.kind == "name" and (is_courtesy or not may_be_name(text)):
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
        number = next((str(span.value) for span in spans if span.kind in NUMBERED), "")
        beside = [] if any(map(is_second, facts)) else second_fact(text, number)
        if any(one.slot == "name" for one in beside) or any(c.isdigit() or c == "@" for c in text):
            return (*beside, *facts)
        return ()
