"""Choose between doing, asking and saying that one does not know, by what each mistake costs.

A cost is what the customer must do more than if all had gone well; only proportions count.
"""

from dataclasses import dataclass
from enum import StrEnum

WEIGHING = "CNV-12"


class Answer(StrEnum):
    """What is done with a reading."""

    ACT = "act"
    ASK = "ask"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Costs:
    """What a misreading costs the customer, and how many messages ask for nothing of ours.

    `wrong_act` is starting what was not meant: to notice, to say so, to begin again, and to
    wonder. `wrong_answer` is an answer to what was not asked. `needless_question` is a choice
    offered, `needless_unknown` a message to be said in other words.
    """

    wrong_act: float
    wrong_answer: float
    needless_question: float
    needless_unknown: float
    outside_share: float

    @property
    def act_at(self) -> float:
        """From which probability on acting costs less than offering a choice that is right."""
        return 1 - self.needless_question / self.wrong_act

    @property
    def known_at(self) -> float:
        """From which probability of being ours on reading a message costs less than declining."""
        return self.wrong_act / (self.wrong_act + self.needless_unknown)

    def best(self, likeliest: float, offered: float, known: float, *, only_tells: bool) -> Answer:
        """The cheapest answer to expect.

        `likeliest` is the probability of the likeliest reading, `offered` that of all that would
        be offered to choose from, `known` that of the message being ours at all; a reading that
        `only_tells` is answered and starts nothing.
        """
        wrong = self.wrong_answer if only_tells else self.wrong_act
        expected = {
            Answer.ACT: wrong * (1 - likeliest),
            Answer.ASK: self.needless_question + self.needless_unknown * (known - offered),
            Answer.UNKNOWN: self.needless_unknown * known,
        }
        return min(expected, key=lambda answer: expected[answer])


def costs_of_the_house() -> Costs:
    """The costs that the handbook in force states."""
    from makegood.core.clock import today
    from makegood.handbook import book

    clause = book().clause(WEIGHING, on=today())
    return Costs(
        wrong_act=clause.whole("wrong_act"),
        wrong_answer=clause.whole("wrong_answer"),
        needless_question=clause.whole("needless_question"),
        needless_unknown=clause.whole("needless_unknown"),
        outside_share=float(clause.decimal("outside_percent")) / 100,
    )
