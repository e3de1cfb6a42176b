"""Read the requests in a message, clause by clause, each with the facts that belong to it."""

from collections.abc import Sequence

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import (
    Cancel,
    Command,
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
from makegood.representative.understand.costs import Answer
from makegood.representative.understand.grouping import Group, Heard, merged
from makegood.representative.understand.intents import (
    INSTRUCT,
    OUTSIDE,
    TELL_WHO,
    Intent,
    Intents,
)
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import AwaitConfirm, ReadingContext, Span
from makegood.representative.understand.recognisers.figures import CODE_DIGITS
from makegood.representative.understand.segment import Segment
from makegood.representative.understand.slots import SlotReader

FREE_TEXT = frozenset({"narrative", "text"})
MOST_WORDS_OF_A_CORRECTION = 6
SURE_OF_ITSELF = 0.9
REQUESTS = (Start, Question, Human)
CERTAIN = Intent("heard.inform", 1.0, Answer.ACT)


Part = tuple[Segment, Command | None, Intent]


class Requests:
    """Reads clauses into requests; what only states facts joins the request it belongs to."""

    def __init__(
        self, lexicon: Lexicon, intents: Intents, slots: SlotReader, answers: Answers
    ) -> None:
        self._lexicon = lexicon
        self._intents = intents
        self._slots = slots
        self._answers = answers

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
        for clause, command, intent in self._settled(clauses, context):
            if command is None or (sorry and self._states_facts(clause, context, spans)):
                self._attach(clause, groups, loose, context, spans)
                unsure.append(intent)
                continue
            sureness.append(intent.probability)
            groups.append(Group(command))
            self._state(groups[-1], clause, context, spans)
        only_courtesy = all(isinstance(g.command, Smalltalk) for g in groups)
        on_task = context.active_operation and self.facts_of_active(loose, context, spans)
        if only_courtesy and not on_task and len(clauses) > 1:
            self._read_as_one(clauses, context, spans, groups, sureness)
        commands = self._written(groups, loose, context, spans, keep_facts=keep_facts, sorry=sorry)
        alternatives = max((i.alternatives for i in unsure), key=len, default=())
        return Heard(commands, min(sureness, default=1.0), () if commands else alternatives)

    def _settled(self, clauses: Sequence[Segment], context: ReadingContext) -> list[Part]:
        """Each clause as read by itself, but for what the message as a whole speaks against.

        A clause that tells why ("the washer is dead, I need a repair") may look like a request of
        its own; unless that is sure, it only states facts for what the whole message asks for.
        """
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
        # Who somebody is goes with any request, and is none that speaks against another.
        asked = {c for _, c, i in parts if isinstance(c, REQUESTS) and i.label != TELL_WHO}
        if len(asked) < 2:
            return parts
        whole = self._intents.of(_joined(clauses).text, context.language)
        if not whole.is_clear or all(whole.label != intent.label for _, _, intent in parts):
            return parts
        return [
            (clause, None if self._is_aside(command, intent, whole) else command, intent)
            for clause, command, intent in parts
        ]

    def _is_aside(self, command: Command | None, intent: Intent, whole: Intent) -> bool:
        is_other = isinstance(command, REQUESTS) and intent.label not in (whole.label, TELL_WHO)
        return is_other and intent.probability < SURE_OF_ITSELF

    def _of(
        self, clause: Segment, context: ReadingContext, *, leads: bool = True
    ) -> tuple[Command | None, Intent]:
        certain = self._steering(clause.text, context, leads=leads)
        if certain is not None:
            return certain, CERTAIN
        if self._says_nothing(clause.text):
            return None, CERTAIN
        intent = self._intents.of(clause.text, context.language)
        text = clause.text + ("?" if clause.asks else "")
        if self._answers.is_plain_yes(clause.text) and not intent.label.startswith("heard."):
            return None, CERTAIN
        is_aside = intent.label == OUTSIDE and intent.probability < SURE_OF_ITSELF
        if not intent.is_clear or (is_aside and context.awaiting is not None):
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
        empty = ("unknown", "stop")
        return bare or any(self._answers.is_alone(name, text) for name in empty)

    def is_other_question(self, clause: Segment, context: ReadingContext) -> bool:
        """Whether the clause clearly asks for something besides the task in hand."""
        if not self._answers.is_question(clause.text, asks=clause.asks):
            return False
        intent = self._intents.of(clause.text, context.language)
        other = intent.label != context.active_operation and not intent.label.startswith("heard.")
        return other and intent.is_clear

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
        return not asking and not more and bool(self.facts_of_active([clause], context, spans))

    def _steering(self, text: str, context: ReadingContext, *, leads: bool) -> Command | None:
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
        return Decline() if self._answers.is_plain_no(text) else None

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
            self._state(started[-1], clause, context, spans)
        else:
            loose.append(clause)

    def _state(
        self, group: Group, clause: Segment, context: ReadingContext, spans: Sequence[Span]
    ) -> None:
        group.clauses.append(clause)
        if isinstance(group.command, Start):
            inside = within(spans, clause)
            kinds = [k for k in self._kinds(group.command, context) if k[1] not in FREE_TEXT]
            takes_back = any(self._answers.has("corrections", c.text) for c in group.clauses)
            for slot, value in self._slots.values(
                group.command.operation, kinds, clause.text, inside
            ):
                if takes_back or slot not in group.facts:
                    group.facts[slot] = value

    def _kinds(self, start: Start, context: ReadingContext) -> tuple[tuple[str, str], ...]:
        if start.operation == context.active_operation:
            return context.slots_of_active
        return self._lexicon.slot_kinds(start.operation)

    def _read_as_one(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        groups: list[Group],
        sureness: list[float],
    ) -> None:
        """Several clauses, none clear by itself, may be clear together."""
        together = _joined(clauses)
        command, intent = self._of(together, context)
        if command is not None and not isinstance(command, Smalltalk):
            groups.append(Group(command))
            sureness.append(intent.probability)
            for clause in clauses:
                self._state(groups[-1], clause, context, spans)

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
            commands += self.facts_of_active(loose, context, spans, sorry=sorry)
        elif starts:
            for clause in loose:
                self._state(starts[0], clause, context, spans)
        for group in merged(groups):
            commands.append(group.command)
            commands += [Give(slot, value) for slot, value in self._facts(group, context)]
        return tuple(commands)

    def _facts(self, group: Group, context: ReadingContext) -> list[tuple[str, Value]]:
        if not isinstance(group.command, Start):
            return []
        story = [(s, k) for s, k in self._kinds(group.command, context) if k == "narrative"]
        words = ", ".join(c.text for c in sorted(group.clauses, key=lambda c: c.start))
        told = dict(group.facts) | {slot: words for slot, _ in story}
        return list(told.items())

    def facts_of_active(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        *,
        sorry: bool = False,
    ) -> list[Command]:
        """The facts the clauses state for the task in hand: given, or corrected when said so."""
        found: list[Command] = []
        kinds = [k for k in context.slots_of_active if k[1] not in FREE_TEXT]
        correcting = sorry or any(self._answers.has("corrections", c.text) for c in clauses)
        seen: set[str] = set()
        for clause in clauses:
            inside = within(spans, clause)
            for slot, value in self._slots.values(
                context.active_operation or "", kinds, clause.text, inside, on_task=True
            ):
                if slot not in seen:
                    found.append(Correct(slot, value) if correcting else Give(slot, value))
                    seen.add(slot)
        return found


def _joined(clauses: Sequence[Segment]) -> Segment:
    """All clauses as one."""
    text = ", ".join(clause.text for clause in clauses)
    return Segment(text, clauses[0].start, clauses[-1].end, clauses[-1].asks)


def within(spans: Sequence[Span], clause: Segment) -> list[Span]:
    """The typed pieces that stand in a clause."""
    return [s for s in spans if clause.start <= s.start and s.end <= clause.end]
