"""Give the dialogue the house itself: its operations, its records and its words."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from makegood.core.actor import Actor, ActorKind, Channel, Level
from makegood.core.clock import today
from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.registry import registry
from makegood.core.runner import find, preview, run
from makegood.core.statements import Statement
from makegood.domains.conversations.queries import ConversationCard
from makegood.domains.knowledge.queries import telling_words, written_answer
from makegood.domains.ordering.queries import line_card
from makegood.domains.parties.queries import Known, find_by_reference, known_in
from makegood.handbook import book
from makegood.representative.dialogue.driving import IDENTITY
from makegood.representative.dialogue.state import Former, Task
from makegood.representative.dialogue.world import Found, Grounding, Unfound
from makegood.representative.mind import Mind
from makegood.representative.slots.days import day_gone_by
from makegood.representative.slots.goods import ground_article, ground_goods
from makegood.representative.slots.postal import read_address
from makegood.representative.slots.quantities import ground_quantity
from makegood.representative.slots.records import ground_record, is_record
from makegood.representative.slots.who import Who
from makegood.representative.understand.commands import Value

AUTOMATED, ROLE = "automated:digital", "A1"


class House:
    """The house in one turn of one conversation. `ran` lists what was done, for the record."""

    def __init__(
        self,
        card: ConversationCard,
        sequence: int,
        mind: Mind,
        language: str,
        attempt: str = "",
    ) -> None:
        self._card, self._mind, self._language = card, mind, language
        self._place = f"turn:{card.number}/{sequence}{attempt and f' {attempt}'}"
        self._who: Known | None = None
        self.ran: list[Outcome] = []

    @property
    def level(self) -> Level:
        """How well the customer is known in this conversation."""
        return self._known().level

    @property
    def party(self) -> str | None:
        """Who the customer says to be."""
        return self._known().party

    def actor(self) -> Actor:
        """The automated representative, acting for whoever is known here so far."""
        known = self._known()
        return Actor(
            kind=ActorKind.AUTOMATED,
            name=AUTOMATED,
            role=ROLE,
            channel=Channel(self._card.channel),
            party=known.party,
            level=known.level,
            conversation=self._card.number,
            language=self._language,
            caller=self._card.caller,
        )

    @property
    def reached_at(self) -> str:
        """The address or number that they write from; empty where there is none."""
        return self._card.contact_point

    @property
    def is_by_mail(self) -> bool:
        """Whether an answer takes hours, so that one reply says all that can be said."""
        return self._card.channel == Channel.EMAIL

    def operation(self, name: str) -> AnyOperation:
        """An operation by its name."""
        return find(name)

    def ways_back(self) -> tuple[str, ...]:
        """The acts that take something back and that a customer may ask for here."""
        backs = {one.undone_by for one in registry.all() if one.undone_by}
        return tuple(sorted(backs & self._mind.lexicon.operations.keys()))

    def preview(self, operation: str, ask: Mapping[str, JsonValue]) -> Outcome:
        """What would happen."""
        return preview(operation, self._filled_up(operation, ask), actor=self.actor())

    def run(self, operation: str, ask: Mapping[str, JsonValue], seen: str | None = None) -> Outcome:
        """Do it, once for this place in this turn however often the turn is tried."""
        key = f"{self._place}/{len(self.ran)}"
        asked = self._filled_up(operation, ask)
        outcome = run(operation, asked, actor=self.actor(), key=key, seen=seen)
        self.ran.append(outcome)
        self._who = None
        if operation in IDENTITY and outcome.is_done:
            self._note_party(key)
        return outcome

    def tells_anybody(self, operation: str, said: Mapping[str, Value]) -> tuple[Statement, ...]:
        """What helps the customer at once, before it is known who they are."""
        return find(operation).tells_anybody(said, today())

    def ground(
        self, operation: str, slot: str, words: Value | None, task: Task | None = None
    ) -> Grounding:
        """What the words for a fact mean: on record when it is a record, else as they were read.

        `task` says what else is known by now, and what the fact was before it was taken back.
        """
        former = task.former.get(slot, Former()) if task else Former()
        if slot == "conversation":
            return Found(self._card.number)
        known = self._mind.lexicon.operations.get(operation)
        kind = known.slots[slot].kind if known and slot in known.slots else "text"
        if is_record(kind):
            party = self.party
            if party is None:
                return Unfound()
            who = Who(party, self.level, self._language)
            return ground_record(kind, operation, words, who, self._mind.embedded, former)
        if kind == "article":
            said = None if words is None else str(words)
            given = str(task.filled.get("line", "")) if task else ""
            but = line_card(given).sku if given else ""
            return ground_article(said, self._language, self._mind.embedded, but=but)
        if words is None:
            return Unfound()
        if kind == "goods":
            return ground_goods(str(words), self._language, self._mind.embedded, former.value)
        if kind == "address":
            begun = "" if former.value else str(former.words or "")
            address = read_address(str(words)) or read_address(f"{begun}, {words}")
            return Found(address) if address else Unfound(is_incomplete=True)
        if kind == "past_date":
            return Found(day_gone_by(str(words), self._language, today()))
        if kind == "quantity" and task is not None:
            return ground_quantity(words, operation, task)
        return Found(words)

    def line(self, language: str, key: str, nth: int) -> str:
        """The nth wording of a line of the dialogue, from the first again when they are used up."""
        variants = book().voice(language).variants(key)
        return variants[nth % len(variants)]

    def slot_question(self, language: str, operation: str, slot: str) -> str | None:
        """How we ask for a fact of an operation."""
        known = self._mind.lexicon.operations.get(operation)
        words = known.slots.get(slot) if known else None
        return words.ask.get(language) if words else None

    def option_label(self, language: str, operation: str, slot: str, option: str) -> str:
        """How an option of a fact is read by the customer: the first way customers say it."""
        known = self._mind.lexicon.operations.get(operation)
        words = known.slots.get(slot) if known else None
        phrases = words.options.get(option, {}).get(language) if words else None
        return phrases[0] if phrases else option

    def name_of(self, language: str, operation: str) -> str:
        """How an operation is spoken of."""
        return book().voice(language).operation(operation).name

    def order_named_by(self, reference: str) -> str | None:
        """The order that a reference given to identify names, so that it is not asked again."""
        mention = self._mind.embedded.mention(reference, self._language, today())
        return mention.numbers.get("order")

    def goods_of(self, operation: str) -> str | None:
        """The fact of an operation that is goods in the customer's words; None without one."""
        kinds = self._mind.lexicon.slot_kinds(operation)
        return next((slot for slot, kind in kinds if kind == "goods"), None)

    def points_back(self, words: str) -> bool:
        """Whether the words point at what was named before: "how much is it"."""
        return self._mind.embedded.says("pointing", words)

    def asks_price(self, words: str) -> bool:
        """Whether the words ask what something costs: "will I be charged for that?"."""
        return self._mind.embedded.says("asking_price", words)

    def is_theirs(self, reference: Value) -> bool:
        """Whether a number or an address is one of whoever is known here already."""
        if any(one.party == self.party for one in find_by_reference(str(reference))):
            return True
        own = find_by_reference(self.party) if self.party else ()
        return any(str(reference) in one.postcodes for one in own)

    def is_written(self, question: str) -> bool:
        """Whether what somebody asks is answered by what the company has written down."""
        return written_answer(
            question, language=self._language, on=today(), for_staff=False, party=self.party
        ).is_found

    def closest(self, question: str, told: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """Those of what was told that a question is about; none where it asks something else."""
        asked = set(telling_words(question, self._language))
        met = [len(asked & {*telling_words(o.text(self._language), self._language)}) for o in told]
        most = max(met, default=0)
        if not most or 2 * most < len(asked):
            return ()
        return tuple(one for one, count in zip(told, met, strict=True) if count == most)

    def takes_order(self, operation: str) -> bool:
        """Whether an operation is about an order as a whole."""
        known = self._mind.lexicon.operations.get(operation)
        return bool(known and "order" in known.slots and known.slots["order"].kind == "order")

    def _known(self) -> Known:
        # Only an act can change who is known, so it is looked up once between two acts.
        if self._who is None:
            self._who = known_in(self._card.number)
        return self._who

    def _filled_up(self, operation: str, ask: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        """Facts that the conversation itself holds need nobody to say them."""
        fields = find(operation).ask_model().model_fields
        if "conversation" in fields and "conversation" not in ask:
            return {**ask, "conversation": self._card.number}
        return ask

    def _note_party(self, key: str) -> None:
        known = self._known()
        if known.party is None:
            return
        ask: dict[str, JsonValue] = {
            "conversation": self._card.number,
            "party": known.party,
            "level": int(known.level),
        }
        run("conversations.note_party", ask, actor=self.actor(), key=f"{key}/party")
