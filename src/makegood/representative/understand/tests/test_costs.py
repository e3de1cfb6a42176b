"""What is done with a reading follows from what each mistake costs, as the handbook states it."""

import pytest

from makegood.representative.understand.costs import Answer, Costs
from makegood.representative.understand.model import IntentModel
from makegood.representative.understand.reliability import (
    Read,
    answered,
    bands,
    calibration_error,
    measured,
)

COSTS = Costs(40, 16, 10, 20, 0.18)
SAID = {
    "card": ["where is my card", "my card has not come", "has the card come", "card not here yet"],
    "money": ["add money to the account", "top up with money", "how do I add money", "add money"],
    "out_of_scope": ["sing a song", "who won the game", "tell me a joke", "what is the weather"],
}


@pytest.mark.parametrize(
    ("likeliest", "offered", "known", "only_tells", "answer"),
    [
        (0.76, 1.0, 1.0, False, Answer.ACT),
        (0.74, 1.0, 1.0, False, Answer.ASK),
        (0.40, 1.0, 1.0, True, Answer.ACT),
        (0.30, 0.6, 1.0, False, Answer.ASK),
        (0.30, 0.4, 1.0, False, Answer.UNKNOWN),
        (0.30, 0.4, 0.4, False, Answer.UNKNOWN),
    ],
)
def test_the_cheapest_answer_is_given(
    likeliest: float, offered: float, known: float, only_tells: bool, answer: Answer
) -> None:
    assert COSTS.best(likeliest, offered, known, only_tells=only_tells) is answer


def test_dearer_mistakes_move_the_thresholds_and_northvale_states_these(costs: Costs) -> None:
    assert (COSTS.act_at, round(COSTS.known_at, 3)) == (0.75, 0.667)
    assert Costs(100, 16, 10, 20, 0.18).act_at == 0.9
    assert costs == COSTS


def test_the_calibration_error_is_how_far_the_stated_lies_from_what_is_right() -> None:
    reads = [Read("a", "a", 0.95)] * 3 + [Read("a", "b", 0.95)] + [Read("a", "b", 0.05)] * 4

    high = list(bands(reads))[1]
    assert (high.messages, high.stated, high.right) == (4, 0.95, 0.75)
    assert calibration_error(reads) == pytest.approx((4 * 0.2 + 4 * 0.05) / 8)


def test_a_model_is_measured_by_what_it_reads_in_scope_and_finds_outside() -> None:
    texts = [text for said in SAID.values() for text in said]
    labels = [label for label, said in SAID.items() for _ in said]
    model = IntentModel().fit(texts, labels)

    found = measured(model, texts, labels, COSTS)

    assert (found.in_scope, found.out_of_scope) == (8, 4)
    assert found.accuracy_in_scope == 1.0
    assert sum(band.messages for band in found.reliability) == 12
    assert found.milliseconds_median < 100


def test_a_model_that_knows_no_outside_always_reads() -> None:
    texts = [text for label in ("card", "money") for text in SAID[label]]
    model = IntentModel().fit(texts, ["card"] * 4 + ["money"] * 4)

    label, stated = answered(model, model.predict("add some money"), COSTS)

    assert label == "money"
    assert 0.5 < stated <= 1.0


def test_readings_of_what_was_held_out_are_given_for_each_text() -> None:
    texts = [text for said in SAID.values() for text in said]
    labels = [label for label, said in SAID.items() for _ in said]

    found = IntentModel().readings_unseen(texts, labels)

    assert len(found) == len(texts)
    assert all(sum(s for _, s in one.ranked) == pytest.approx(1.0) for one in found)
