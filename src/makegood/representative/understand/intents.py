"""What one clause asks for, read by the model taught with the company's phrasings."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from makegood.representative.understand.commands import (
    Cancel,
    Command,
    Emergency,
    Human,
    OptOut,
    Question,
    Smalltalk,
    Start,
)
from makegood.representative.understand.costs import Answer, Costs
from makegood.representative.understand.keeping import Keeping
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.model import IntentModel
from makegood.representative.understand.recognisers.things import Recognisers
from makegood.representative.understand.reliability import Read
from makegood.representative.understand.text import Phrasebook, Spelling, tokenise

ASK_KNOWLEDGE = "knowledge.answer_question"
HAND_OVER = "conversations.hand_over"
EMERGENCY = "cases.report_emergency"
OPT_OUT = "parties.revoke_consent"
TELL_WHO = "parties.claim_identity"
GREETING = "conversations.open_conversation"
OUTSIDE = "heard.off_topic"
SURELY_OUTSIDE = 0.5
MOST_ALTERNATIVES = 3
LEAST_ALTERNATIVE = 0.1
LEANS = 0.5
"""From which probability on, gathered from all clauses, a request may be offered."""
ALSO_LIKELY = 0.25
GRAVEST_FIRST = (
    "self_harm", "fire", "gas", "co", "shock", "downed_line", "water_near_electric", "flood",
)  # fmt: skip
FACTS_ONLY = "heard.inform"
INSTRUCT = "instruct"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a clause asks for: a label, its probability, what to do about it, and what is close.

    `ranked` are all labels with their probabilities; `situation` is what it tells of, where there
    is something to choose from, and `states` how likely it is that it asks for nothing.
    """

    label: str
    probability: float
    answer: Answer
    alternatives: tuple[tuple[str, float], ...] = ()
    ranked: tuple[tuple[str, float], ...] = ()
    situation: str = ""
    states: float = 0.0

    def share_of(self, label: str) -> float:
        """The probability of one label."""
        return dict(self.ranked).get(label, 0.0)

    @property
    def is_clear(self) -> bool:
        """Whether acting on it is expected to cost the customer less than asking does."""
        return self.answer is Answer.ACT

    @property
    def is_another(self) -> bool:
        """Whether it surely asks for or tells something, so that it is nobody's name."""
        is_none = self.label in (TELL_WHO, OUTSIDE, ASK_KNOWLEDGE)
        return (self.is_clear and not is_none) or bool(self.situation)


class Intents:
    """Reads clauses as operations, courtesies, facts or nothing of ours."""

    def __init__(
        self,
        lexicon: Lexicon,
        costs: Costs,
        recognisers: Recognisers,
        spelling: Spelling,
        keeping: Keeping | None = None,
    ) -> None:
        self._costs = costs
        self._recognisers = recognisers
        self._spelling = spelling
        self._situations = lexicon.situations()
        self.model = (
            keeping.model(f"{costs.outside_share} {lexicon}", lambda: self._learnt(lexicon))
            if keeping
            else self._learnt(lexicon)
        )
        self._dangers = Phrasebook(_options(lexicon, EMERGENCY, "emergency_kind"))
        self._hints = Phrasebook(
            (phrase, kind)
            for words in lexicon.languages.values()
            for kind, phrases in words.dangers.items()
            for phrase in phrases
        )
        self._channels = Phrasebook(_options(lexicon, OPT_OUT, "channel"))

    def _learnt(self, lexicon: Lexicon) -> IntentModel:
        return IntentModel(OUTSIDE, self._costs.outside_share).fit(*self._taught(lexicon))

    def phrasings_unseen(self, lexicon: Lexicon) -> list[Read]:
        """How each phrasing is read by a model that learnt from all others, the likeliest first."""
        texts, labels, sources = self._taught(lexicon)
        found = IntentModel(OUTSIDE, self._costs.outside_share).readings_unseen(
            texts, labels, sources
        )
        read = {
            source: Read(one.label, label, one.probability)
            for source, label, one in zip(sources, labels, found, strict=True)
        }
        return list(read.values())

    def _taught(self, lexicon: Lexicon) -> tuple[list[str], list[str], list[str]]:
        """Each example as the model sees it, what it means, and the phrasing that it is from."""
        examples = list(lexicon.examples())
        return (
            [self._recognisers.masked(one.text, one.language) for one in examples],
            [one.label for one in examples],
            [f"{one.label} {one.phrasing}" for one in examples],
        )

    def of(self, clause: str, language: str) -> Intent:
        """The reading of one clause."""
        prediction = self.model.predict(self._recognisers.masked(clause, language))
        close = tuple(
            (label, share)
            for label, share in prediction.ranked[:MOST_ALTERNATIVES]
            if share >= LEAST_ALTERNATIVE and _may_be_offered(label)
        )
        answer = self._costs.best(
            prediction.probability,
            sum(share for _, share in close),
            1 - prediction.share_of(OUTSIDE),
            only_tells=prediction.label in (ASK_KNOWLEDGE, OUTSIDE),
        )
        if prediction.label == OUTSIDE and prediction.probability < SURELY_OUTSIDE:
            answer = Answer.ASK if answer is Answer.ASK else Answer.UNKNOWN
        if prediction.label == EMERGENCY and prediction.probability >= LEANS:
            answer = Answer.ACT  # what to do in danger is told rather than asked about
        offered = close if answer is Answer.ASK else ()
        label, told = prediction.label, self._situations.get(prediction.label, ())
        if told and answer is Answer.ACT:
            answer, offered = Answer.ASK, tuple((one, 1 / len(told)) for one in told)
        stating = {FACTS_ONLY, *self._situations}
        return Intent(
            label, prediction.probability, answer, offered, prediction.ranked,
            situation=label.removeprefix("heard.") if told and offered else "",
            states=sum(share for one, share in prediction.ranked if one in stating),
        )  # fmt: skip

    def tells_who(self, text: str, language: str) -> bool:
        """Whether it surely says who somebody is, and asks for nothing."""
        intent = self.of(text, language)
        return intent.label == TELL_WHO and intent.is_clear

    def danger(self, text: str) -> str | None:
        """The gravest danger the words name, whatever else they say."""
        hits = self._dangers.find(self._spelling.mended(tokenise(text)))
        return min((hit.value for hit in hits), key=GRAVEST_FIRST.index, default=None)

    def _hinted(self, text: str) -> str | None:
        """The one danger that single words speak of, where it is sure that there is one; None
        where they speak of several or of none, so that it is asked which."""
        kinds = {hit.value for hit in self._hints.find(self._spelling.mended(tokenise(text)))}
        return kinds.pop() if len(kinds) == 1 else None

    def command(self, label: str, clause: str) -> Command | None:
        """The command a label stands for; None for a clause that only states facts."""
        if label == FACTS_ONLY or label in self._situations:
            return None
        if label == "heard.cancel":
            return Cancel()
        if label.startswith("heard."):
            return Smalltalk(label.removeprefix("heard."))
        if label == GREETING:
            return Smalltalk("greeting")
        if label == HAND_OVER:
            return Human()
        if label == ASK_KNOWLEDGE:
            return Question(clause)
        if label == OPT_OUT:
            hits = self._channels.find(self._spelling.mended(tokenise(clause)))
            return OptOut(hits[0].value if hits else "all")
        kind = (self.danger(clause) or self._hinted(clause)) if label == EMERGENCY else None
        return Emergency(kind) if kind else Start(label)


def leaning(intents: Sequence[Intent]) -> tuple[tuple[str, float], ...]:
    """What several clauses together lean to, though none of them is clear: what may be offered.

    A request counts as meant unless every clause, taken as told by itself, means another; what no
    clause is likely to mean is not gathered from many.
    """
    labels = {label for intent in intents for label, _ in intent.ranked[:MOST_ALTERNATIVES]}
    meant = {
        label: 1 - prod(1 - intent.share_of(label) for intent in intents)
        for label in labels
        if _may_be_offered(label) and max(i.share_of(label) for i in intents) >= ALSO_LIKELY
    }
    likely = sorted(meant.items(), key=lambda one: (-one[1], one[0]))
    if len(intents) < 2 or not likely or likely[0][1] < LEANS:
        return ()
    return tuple(one for one in likely[:MOST_ALTERNATIVES] if one[1] >= ALSO_LIKELY)


def situation_of(unsure: Sequence[Intent], *, is_busy: bool) -> str:
    """What the clauses tell of; while something is arranged they only state its facts."""
    told_of = [intent.situation for intent in unsure if intent.situation]
    return told_of[-1] if told_of and not is_busy else ""


def _may_be_offered(label: str) -> bool:
    """Whether it is something one may choose to have done; a greeting and small talk are not."""
    return label != GREETING and not label.startswith("heard.")


def _options(lexicon: Lexicon, operation: str, slot: str) -> list[tuple[str, str]]:
    words = lexicon.operations.get(operation)
    return list(words.slots[slot].option_phrases()) if words and slot in words.slots else []
