"""Read the requests in a message, clause by clause, each with the facts that belong to it."""

from collections.abc import Sequence

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import (
    Cancel,
    Command,
    Decline,
    Give,
    Human,
    OptOut,
    Question,
    Smalltalk,
    Start,
    Unclear,
)
from makegood.representative.understand.costs import Answer
from makegood.representative.understand.facts import Facts
from makegood.representative.understand.grouping import Group, Heard, merged
from makegood.representative.understand.intents import (
    ASK_KNOWLEDGE,
    FACTS_ONLY,
    INSTRUCT,
    OUTSIDE,
    Intent,
    Intents,
    leaning,
    situation_of,
)
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import AwaitConfirm, ReadingContext, Span
from makegood.representative.understand.recognisers.figures import CODE_DIGITS
from makegood.representative.understand.second_fact import (
    in_small_letters,
    name_and_place,
    second_fact,
)
from makegood.representative.understand.segment import Segment
from makegood.representative.understand.slots import SlotReader
from makegood.representative.understand.weighing import (
    SURE_OF_ITSELF,
    Part,
    Weighing,
    joined,
    joined_questions,
)

MOST_WORDS_OF_A_CORRECTION = 6
MUST_BE_SURE = frozenset({OUTSIDE, "heard.threat", "heard.legal"})
SURELY_ASKED = 0.5
"""From which probability on a clause asks something though it has no form of a question."""
COURTESIES = frozenset(map(Smalltalk, ("greeting", "thanks", "goodbye")))
TOLD = "told"
"""Somebody told something that is no fact of anything asked for."""
CERTAIN = Intent("heard.inform", 1.0, Answer.ACT)


class Requests:
    """Reads clauses into requests; what only states facts joins the request it belongs to."""

    def __init__(
        self, lexicon: Lexicon, intents: Intents, slots: SlotReader, answers: Answers
    ) -> None:
        self._intents = intents
        self._weighing = Weighing(intents)
        self._answers = answers
        self.facts = Facts(lexicon, slots, answers)

    def read(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        *,
        keep_facts: bool = True,
    ) -> Heard:
        """The commands in the clauses; `keep_facts=False` leaves out facts of the active task."""
        groups: list[Group] = []
        loose: list[Segment] = []
        unsure: list[Intent] = []
        sureness: list[float] = []
        sorry = isinstance(context.awaiting, AwaitConfirm) or any(
            self._answers.has("corrections", clause.text) for clause in clauses
        )
        parts = self._settled(clauses, context)
        for clause, command, intent in parts:
            if command is None or (sorry and self._states_facts(clause, context, spans)):
                self._attach(clause, groups, loose, context, spans)
                unsure.append(intent)
                continue
            sureness.append(intent.probability)
            groups.append(Group(command))
            self.facts.state(groups[-1], clause, context, spans)
        only_courtesy = all(isinstance(g.command, Smalltalk) for g in groups)
        on_task = context.active_operation and self.facts.of_active(loose, context, spans)
        if only_courtesy and not on_task and len(clauses) > 1:
            unsure.append(self._read_as_one(clauses, context, spans, groups, sureness))
            if unsure[-1].alternatives and all(g.command in COURTESIES for g in groups):
                groups.clear()
        self._share_what_was_asked(groups, context, spans)
        commands = self._written(groups, loose, context, spans, keep_facts=keep_facts, sorry=sorry)
        situation = situation_of(unsure, is_busy=context.active_operation is not None)
        is_talk = all(isinstance(one, Smalltalk) for one in commands)
        if commands and not (situation and is_talk):
            return Heard(commands, min(sureness, default=1.0))
        return self._offered(commands, situation, unsure, clauses, context, spans)

    def _offered(
        self,
        commands: Sequence[Command],
        situation: str,
        unsure: Sequence[Intent],
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> Heard:
        """What may be chosen, where no clause asks clearly for anything."""
        unsure = [i for i in unsure if i.situation == situation]
        offered = max((i.alternatives for i in unsure), key=len, default=()) or leaning(unsure)
        if not offered:
            stated = [i.label == FACTS_ONLY and i.is_clear for i in unsure if i is not CERTAIN]
            return Heard(situation=TOLD if stated and all(stated) else "")
        told = {label: self._told(Start(label), clauses, context, spans) for label, _ in offered}
        beside = tuple(one for one in commands if one not in COURTESIES)
        return Heard((*beside, Unclear()) if beside else (), 1.0, offered, told, situation)

    def _told(
        self,
        start: Start,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> tuple[Give, ...]:
        """What the clauses tell of a request, should it be the one that was meant."""
        group = Group(start)
        for clause in clauses:
            self.facts.state(group, clause, context, spans)
        return tuple(Give(slot, value) for slot, value in self.facts.of(group, context))

    def _settled(self, clauses: Sequence[Segment], context: ReadingContext) -> list[Part]:
        """Each clause as read by itself, but for what the message as a whole speaks against."""
        parts: list[Part] = []
        for clause in clauses:
            leads = all(isinstance(p[1], Smalltalk) and p[1].kind != INSTRUCT for p in parts)
            if len(clauses) > 1 and self._answers.is_courtesy(clause.text):
                parts.append((clause, None, CERTAIN))
                continue
            if len(clauses) == 1 and self._answers.is_alone("titles", clause.text):
                return [(clause, Human(), CERTAIN)]
            parts.append((clause, *self._of(clause, context, leads=leads)))
        for part in parts:
            # Whoever tells us to break our rules is told so, whatever else they would have of us.
            if part[1] == Smalltalk(INSTRUCT) and part[2].probability >= SURE_OF_ITSELF:
                return [part]
        if any(command == Smalltalk(INSTRUCT) for _, command, _ in parts):
            # Nor does a pasted text that gives orders take back a consent.
            parts = [p for p in parts if not isinstance(p[1], OptOut)]
        is_first = context.active_operation is None and context.awaiting is None
        settled = self._weighing.settled(parts, context.language, is_first=is_first)
        return joined_questions(settled, lambda text: self._answers.has("pointing", text))

    def _of(
        self, clause: Segment, context: ReadingContext, *, leads: bool = True
    ) -> tuple[Command | None, Intent]:
        if (certain := self._steers(clause, context, leads=leads)) is not None:
            return certain, CERTAIN
        if self._says_nothing(clause.text):
            return None, CERTAIN
        intent = self._intents.of(clause.text, context.language)
        text = clause.text + ("?" if clause.asks else "")
        if self._answers.is_plain_yes(clause.text) and not intent.label.startswith("heard."):
            return None, CERTAIN
        is_aside = intent.label in MUST_BE_SURE and intent.probability < SURE_OF_ITSELF
        is_aside = is_aside and (intent.label != OUTSIDE or context.awaiting is not None)
        asks = self._answers.is_question(text, asks=clause.asks)
        is_guess = intent.label == ASK_KNOWLEDGE and intent.probability < SURELY_ASKED and not asks
        if is_guess or is_aside or not intent.is_clear:
            asked = clause.asks and context.active_operation is not None
            return (Question(text) if asked else None), intent
        again = self._answers.has("another", clause.text)
        if intent.label == context.active_operation and not again:
            return None, intent
        return self._intents.command(intent.label, text), intent

    def _says_nothing(self, text: str) -> bool:
        """Whether there are no words to go by: a bare number, "I don't know", or a late STOP."""
        figures = [c for c in text if c.isalnum()]
        bare = all(c.isdigit() for c in figures) and len(figures) != CODE_DIGITS
        return bare or any(self._answers.is_alone(name, text) for name in ("unknown", "stop"))

    def name_alone(self, text: str, language: str, spans: Sequence[Span]) -> list[Give]:
        """Who somebody is by their name, where a number was asked for: "abdul rahman"."""
        if spans:
            return name_and_place(text, spans, is_asked=True)
        lists = ("names", "unknown", "human", "cancel", "stop", "yes", "no", "courtesy")
        plain = "" if any(self._answers.has(one, text) for one in lists) else in_small_letters(text)
        intent = self._intents.of(text, language) if plain else CERTAIN
        asks = self._answers.is_question(text, asks=False)
        is_name = plain and not asks and not intent.is_another
        return [Give("name", plain)] if is_name else second_fact(text, "")

    def is_other_question(self, clause: Segment, context: ReadingContext) -> bool:
        """Whether the clause clearly asks for something besides the task in hand."""
        if not self._answers.is_question(clause.text, asks=clause.asks):
            return False
        intent = self._intents.of(clause.text, context.language)
        is_same = intent.label == context.active_operation
        return intent.is_clear and not is_same and not intent.label.startswith("heard.")

    def _states_facts(
        self, clause: Segment, context: ReadingContext, spans: Sequence[Span]
    ) -> bool:
        """Whether the clause states, without asking, a fact of the task in hand."""
        short = len(clause.text.split()) <= MOST_WORDS_OF_A_CORRECTION
        if context.active_operation is None or not (
            short or self._answers.has("corrections", clause.text)
        ):
            return False
        asking = self._answers.is_question(clause.text, asks=clause.asks)
        more = self._answers.has("another", clause.text)
        return not asking and not more and bool(self.facts.of_active([clause], context, spans))

    def _steers(self, part: Segment, context: ReadingContext, *, leads: bool) -> Command | None:
        text = part.text
        busy = context.active_operation is not None or context.awaiting is not None
        if self._answers.is_alone("human", text):
            return Human()
        if self._answers.is_alone("stop", text):
            if busy and not text.isupper():
                return Cancel()
            # Behind other words, END or QUIT closes a text that was pasted, and takes back nothing.
            return OptOut("all") if leads else None
        if self._answers.is_alone("cancel", text):
            return Cancel()
        return Decline() if self._answers.is_plain_no(text) and (leads or not part.asks) else None

    def _attach(
        self,
        clause: Segment,
        groups: list[Group],
        loose: list[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
    ) -> None:
        started = [g for g in groups if isinstance(g.command, Start)]
        if started:
            self.facts.state(started[-1], clause, context, spans)
        else:
            loose.append(clause)

    def _read_as_one(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        groups: list[Group],
        sureness: list[float],
    ) -> Intent:
        """Several clauses, none clear by itself, may be clear together."""
        together = joined(clauses)
        command, intent = self._of(together, context)
        if command is not None and not isinstance(command, Smalltalk | OptOut):
            groups.append(Group(command))
            sureness.append(intent.probability)
            for clause in clauses:
                self.facts.state(groups[-1], clause, context, spans)
        return intent

    def _share_what_was_asked(
        self, groups: Sequence[Group], context: ReadingContext, spans: Sequence[Span]
    ) -> None:
        """What a question beside the one request names ("how much is a WM900?") goes for both."""
        started = [g for g in groups if isinstance(g.command, Start)]
        asked = [g for g in groups if isinstance(g.command, Question)]
        for clause in [clause for group in asked for clause in group.clauses]:
            if len(started) == 1:
                self.facts.state(started[0], clause, context, spans)

    def _written(
        self,
        groups: Sequence[Group],
        loose: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        *,
        keep_facts: bool,
        sorry: bool,
    ) -> tuple[Command, ...]:
        commands: list[Command] = []
        starts = [g for g in groups if isinstance(g.command, Start)]
        if context.active_operation and keep_facts:
            commands += self.facts.of_active(loose, context, spans, sorry=sorry)
        elif starts:
            for clause in loose:
                self.facts.state(starts[0], clause, context, spans)
        for group in merged(groups):
            commands.append(group.command)
            commands += [Give(slot, value) for slot, value in self.facts.of(group, context)]
        return tuple(commands)
