"""Weigh what each clause asks for against what the message asks for as a whole."""

from collections.abc import Callable, Sequence

from makegood.representative.understand.commands import (
    Cancel,
    Command,
    Emergency,
    Human,
    OptOut,
    Question,
    Start,
)
from makegood.representative.understand.costs import Answer
from makegood.representative.understand.intents import (
    ASK_KNOWLEDGE,
    OUTSIDE,
    TELL_WHO,
    Intent,
    Intents,
)
from makegood.representative.understand.segment import Segment

SURE_OF_ITSELF = 0.9
SPEAKS_FOR = 0.15
"""From which share on the message as a whole speaks for a request that one clause makes."""
MAY_TELL_WHY = 0.1
"""From which share on a clause may as well only state facts for the request beside it."""
NOTHING_OF = 0.02
"""Below this share on the message as a whole, even what is asked there belongs to the rest."""
UNHEARD, BEYOND_DOUBT = 0.005, 0.98
"""Below this share on the message as a whole, a clause that is sure of itself only tells why for
the request beside it, unless it is beyond doubt. Of two requests that people really made, joined in
one message, one in twenty is lost by that; of what only looked like a second one, two in three.
"""
REQUESTS = (Start, Question, Human)
GRAVE = (Emergency, OptOut)
"""What is heard beside a request even where the message as a whole does not speak for it."""

Part = tuple[Segment, Command | None, Intent]


class Weighing:
    """Lets the whole of a message decide where its clauses, one by one, are not sure."""

    def __init__(self, intents: Intents) -> None:
        self._intents = intents

    def settled(self, parts: Sequence[Part], language: str, *, is_first: bool) -> list[Part]:
        """Each clause as read by itself, but for what the message as a whole speaks against.

        A clause that tells why ("the washer is dead, I need a repair") may look like a request of
        its own; unless that is sure, it only states facts for what the whole message asks for.
        Where nothing is under way (`is_first`), the whole is heard even if no clause says it,
        and there is nothing to be given up.
        """
        if len(parts) < 2:
            return list(parts)
        if is_first and any(isinstance(command, Start) for _, command, _ in parts):
            # "I want to send it back, I don't want it."
            parts = [(c, None if command == Cancel() else command, i) for c, command, i in parts]
        parts = _without_reasons(parts)
        asked, spoken = _asked(parts, is_first=is_first), _spoken(parts, is_first=is_first)
        if len(spoken) < 2 and not is_first and not asked:
            return list(parts)
        whole = self._intents.of(joined([clause for clause, _, _ in parts]).text, language)
        if len(spoken) < 2 and not is_first:
            return [(c, None if _is_slip(k, i, whole) else k, i) for c, k, i in parts]
        told = all(isinstance(c, Question) and not clause.asks for clause, c, _ in parts)
        if told and whole.is_clear and whole.label == ASK_KNOWLEDGE:
            question = joined([clause for clause, _, _ in parts])
            return [(question, Question(question.text), whole)]
        if is_first:
            parts = [(part[0], None if _seems(part, whole) else part[1], part[2]) for part in parts]
            asked, spoken = _asked(parts, is_first=True), _spoken(parts, is_first=True)
        if any(whole.label == intent.label for _, command, intent in parts if command is not None):
            return _without_asides(parts, whole) if len(spoken) > 1 else list(parts)
        return self._told_as_a_whole(parts, whole, asked) if is_first and asked else list(parts)

    def _told_as_a_whole(
        self, parts: Sequence[Part], whole: Intent, asked: Sequence[tuple[Command | None, Intent]]
    ) -> list[Part]:
        """What the whole asks for, where no clause is sure of what it asks for by itself.

        One request alone is no more than the whole of which it is a part: "I would like to give
        mine back and get the other one" asks for an exchange.
        """
        unsure = all(not _is_sure(intent) or _is_unheard(intent, whole) for _, intent in asked)
        unsure = unsure or (len(asked) == 1 and whole.is_clear)
        backed = any(whole.share_of(intent.label) >= SPEAKS_FOR for _, intent in asked)
        if not unsure or backed or not self._starts(whole):
            return list(parts)
        return self._as_a_whole(parts, whole)

    def _as_a_whole(self, parts: Sequence[Part], whole: Intent) -> list[Part]:
        """No request but the whole's, at the clause that speaks for it most; or asked about."""
        kept = [
            (clause, None, whole)
            if _is_request(command, intent) or command == Cancel()
            else (clause, command, intent)
            for clause, command, intent in parts
        ]
        if whole.is_clear:
            nearest = max(range(len(parts)), key=lambda n: parts[n][2].share_of(whole.label))
            kept[nearest] = (parts[nearest][0], self._intents.command(whole.label, ""), whole)
        return kept

    def _starts(self, whole: Intent) -> bool:
        begins = isinstance(self._intents.command(whole.label, ""), Start)
        return begins and whole.label != TELL_WHO and whole.answer is not Answer.UNKNOWN


def joined_questions(parts: Sequence[Part], points: Callable[[str], bool]) -> list[Part]:
    """A question that points at what it is about, told just before, is one with that.

    "The bank took the payment back, so what does that cost me?"
    """
    together: list[Part] = []
    for clause, command, intent in parts:
        before = together[-1] if together else None
        about = before and not before[0].asks and before[2].label == ASK_KNOWLEDGE
        if about and isinstance(command, Question) and points(clause.text):
            both = joined([together.pop()[0], clause])
            together.append((both, Question(both.text + ("?" if clause.asks else "")), intent))
        else:
            together.append((clause, command, intent))
    return together


def _without_asides(parts: Sequence[Part], whole: Intent) -> list[Part]:
    if not whole.is_clear:
        return list(parts)
    return [(part[0], None if _is_aside(part, whole) else part[1], part[2]) for part in parts]


def _asked(parts: Sequence[Part], *, is_first: bool) -> list[tuple[Command | None, Intent]]:
    """What the clauses ask for; to give something up is nothing to ask for before it is begun."""
    return [
        (command, intent)
        for _, command, intent in parts
        if _is_request(command, intent) or (is_first and command == Cancel())
    ]


def _spoken(parts: Sequence[Part], *, is_first: bool) -> set[Command | None]:
    """The different things asked for, with what is grave."""
    grave = {command for _, command, _ in parts if isinstance(command, GRAVE)}
    return grave | {command for command, _ in _asked(parts, is_first=is_first)}


def joined(clauses: Sequence[Segment]) -> Segment:
    """All clauses as one."""
    text = ", ".join(clause.text for clause in clauses)
    return Segment(text, clauses[0].start, clauses[-1].end, clauses[-1].asks)


def _is_request(command: Command | None, intent: Intent) -> bool:
    # Who somebody is goes with any request, and is none that speaks against another.
    return isinstance(command, REQUESTS) and intent.label != TELL_WHO


def _without_reasons(parts: Sequence[Part]) -> list[Part]:
    """Beside a request that is sure of itself, what may as well only tell why is not another.

    "It was delivered with a dent, I want to send it back" asks for one thing.
    """
    sure = [i for _, command, i in parts if _is_request(command, i) and _is_sure(i)]
    return [
        (clause, None if sure and _may_tell_why(clause, command, i) else command, i)
        for clause, command, i in parts
    ]


def _is_sure(intent: Intent) -> bool:
    return intent.probability >= SURE_OF_ITSELF


def _may_tell_why(clause: Segment, command: Command | None, intent: Intent) -> bool:
    states = not clause.asks and intent.states >= MAY_TELL_WHY
    return isinstance(command, Start) and states and not _is_sure(intent)


def _seems(part: Part, whole: Intent) -> bool:
    """Whether a clause only seems to ask, or to be none of ours, in a message about other things.

    "It is what shops pay" asks nothing, though by itself it may be read so.
    """
    clause, command, intent = part
    if intent.label == OUTSIDE and command is not None:
        return whole.label != OUTSIDE
    seems = isinstance(command, Question)
    is_unsure = not clause.asks and intent.probability < SURE_OF_ITSELF
    return seems and is_unsure and whole.share_of(intent.label) < SPEAKS_FOR


def _is_aside(part: Part, whole: Intent) -> bool:
    clause, command, intent = part
    if isinstance(command, GRAVE):
        return _is_slip(command, intent, whole)
    is_other = isinstance(command, REQUESTS) and intent.label not in (whole.label, TELL_WHO)
    is_asked = clause.asks and whole.share_of(intent.label) >= NOTHING_OF
    if not is_other or is_asked:
        return False
    is_doubted = intent.probability < BEYOND_DOUBT and not isinstance(command, Human)
    return not _is_sure(intent) or (is_doubted and _is_unheard(intent, whole))


def _is_slip(command: Command | None, intent: Intent, whole: Intent) -> bool:
    """Whether one clause, not sure of itself, is heard where the whole says nothing like it.

    Whoever names the channel that shall be silent ("stop texting me") is heard in any case.
    """
    is_vague = isinstance(command, Start) or command == OptOut("all")
    may_be = is_vague and not _is_sure(intent)
    return may_be and _is_unheard(intent, whole)


def _is_unheard(intent: Intent, whole: Intent) -> bool:
    return whole.is_clear and whole.share_of(intent.label) < UNHEARD
