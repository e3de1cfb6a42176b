"""What one clause asks for, read by the model taught with the company's phrasings."""

from dataclasses import dataclass

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
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.model import ACT_AT, ASK_AT, IntentModel
from makegood.representative.understand.recognisers.things import Recognisers
from makegood.representative.understand.text import Phrasebook, Spelling, tokenise

ASK_KNOWLEDGE = "knowledge.answer_question"
HAND_OVER = "conversations.hand_over"
EMERGENCY = "cases.report_emergency"
OPT_OUT = "parties.revoke_consent"
GREETING = "conversations.open_conversation"
# Answering a question changes nothing, and a clause of several has less to go by than a message.
QUESTION_AT = 0.4
ACT_IN_PART_AT = 0.7
MOST_ALTERNATIVES = 3
LEAST_ALTERNATIVE = 0.1
GRAVEST_FIRST = (
    "self_harm", "fire", "gas", "co", "shock", "downed_line", "water_near_electric", "flood",
)  # fmt: skip
FACTS_ONLY = frozenset({"heard.inform", "heard.instruct"})


@dataclass(frozen=True, slots=True)
class Intent:
    """What a clause asks for: a label, its probability, and the operations likeliest besides."""

    label: str
    probability: float
    alternatives: tuple[tuple[str, float], ...]

    def is_clear(self, *, whole: bool) -> bool:
        """Whether acting on it costs the customer less than asking; `whole` message or a part."""
        if self.label == ASK_KNOWLEDGE:
            return self.probability >= QUESTION_AT
        return self.probability >= (ACT_AT if whole else ACT_IN_PART_AT)


class Intents:
    """Reads clauses as operations, courtesies, facts or nothing of ours."""

    def __init__(self, lexicon: Lexicon, recognisers: Recognisers, spelling: Spelling) -> None:
        self._recognisers = recognisers
        self._spelling = spelling
        examples = list(lexicon.examples())
        self.model = IntentModel().fit(
            [recognisers.masked(example.text, example.language) for example in examples],
            [example.label for example in examples],
            [example.phrasing for example in examples],
        )
        self._dangers = Phrasebook(_options(lexicon, EMERGENCY, "emergency_kind"))
        self._channels = Phrasebook(_options(lexicon, OPT_OUT, "channel"))

    def of(self, clause: str, language: str) -> Intent:
        """The reading of one clause."""
        prediction = self.model.predict(self._recognisers.masked(clause, language))
        close = tuple(
            (label, share)
            for label, share in prediction.ranked[:MOST_ALTERNATIVES]
            if share >= LEAST_ALTERNATIVE and not label.startswith("heard.")
        )
        enough = sum(share for _, share in close) >= ASK_AT
        return Intent(prediction.label, prediction.probability, close if enough else ())

    def danger(self, text: str) -> str | None:
        """The gravest danger the words name, whatever else they say."""
        hits = self._dangers.find(self._spelling.mended(tokenise(text)))
        return min((hit.value for hit in hits), key=GRAVEST_FIRST.index, default=None)

    def command(self, label: str, clause: str) -> Command | None:
        """The command a label stands for; None for a clause that only states facts."""
        if label in FACTS_ONLY:
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
        kind = self.danger(clause) if label == EMERGENCY else None
        return Emergency(kind) if kind else Start(label)


def _options(lexicon: Lexicon, operation: str, slot: str) -> list[tuple[str, str]]:
    words = lexicon.operations.get(operation)
    return list(words.slots[slot].option_phrases()) if words and slot in words.slots else []
