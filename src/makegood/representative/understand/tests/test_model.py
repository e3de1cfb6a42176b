"""The model of intents: it learns, states honest probabilities, and never confirms by chance."""

from datetime import date

import numpy as np
import pytest

from makegood.representative.understand.commands import EMERGENCY_KINDS, Confirm
from makegood.representative.understand.costs import Costs
from makegood.representative.understand.intents import GRAVEST_FIRST
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.model import IntentModel
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import AwaitChoice, AwaitConfirm, ReadingContext

TODAY = date(2026, 6, 15)
RETURN = "aftersales.open_return"


def test_it_learns_any_labels_and_tells_what_is_out_of_scope() -> None:
    said = {
        "card_arrival": ["where is my card", "my card has not come", "card still not here"],
        "top_up": ["top up my account", "how do I add money", "add money to the account"],
        "out_of_scope": ["sing a song", "who won the game", "tell me a joke"],
    }
    texts = [
        f"{text} {extra}".strip() for ts in said.values() for text in ts for extra in ("", "?")
    ]
    labels = [label for label, ts in said.items() for _ in ts for _ in range(2)]
    model = IntentModel().fit(texts, labels)

    assert model.labels == ("card_arrival", "out_of_scope", "top_up")
    assert model.predict("has my card come").label == "card_arrival"
    assert model.predict("sing me another song").label == "out_of_scope"
    assert sum(share for _, share in model.predict("hello").ranked) == pytest.approx(1.0)


def test_the_same_phrasings_teach_the_same_model_twice() -> None:
    texts, labels = (
        ["one way", "first way", "two roads", "second road"] * 2,
        ["a", "a", "b", "b"] * 2,
    )

    first, second = (IntentModel().fit(texts, labels).predict("way") for _ in range(2))

    assert first == second


def test_its_probability_is_the_share_it_gets_right(lexicon: Lexicon, costs: Costs) -> None:
    """A fifth of the plain phrasings is held out; the rest, with all patterns, is learnt."""
    examples = list(lexicon.examples())
    plain = sorted({e.phrasing for e in examples if "(" not in e.phrasing})
    unseen = set(plain[::5])
    seen = [e for e in examples if e.phrasing not in unseen]
    model = IntentModel().fit(
        [e.text for e in seen], [e.label for e in seen], [e.phrasing for e in seen]
    )
    read = [(model.predict(e.text), e.label) for e in examples if e.phrasing in unseen]
    stated = np.array([prediction.probability for prediction, _ in read])
    right = np.array([prediction.label == label for prediction, label in read])
    acted = stated >= costs.act_at

    assert abs(stated.mean() - right.mean()) < 0.08
    assert right.mean() > 0.6
    assert right[acted].mean() > 0.78


def test_no_condition_after_a_yes_ever_confirms(reader: Reader, lexicon: Lexicon) -> None:
    slots = reader.lexicon.slot_kinds(RETURN)
    for language, words in lexicon.languages.items():
        context = ReadingContext(language, TODAY, AwaitConfirm(), RETURN, slots)
        yes = words.words["yes"][0]
        for condition in words.words["conditions"]:
            for said in (f"{yes} {condition} it is free", f"{yes}, {condition} 50 dollars"):
                assert Confirm() not in reader.read(said, context).commands, said


def test_every_plain_yes_of_the_handbook_agrees_and_chooses_nothing_from_a_list(
    reader: Reader, lexicon: Lexicon
) -> None:
    for language, words in lexicon.languages.items():
        asked = ReadingContext(language, TODAY, AwaitConfirm(), RETURN)
        for yes in words.words["yes"]:
            assert reader.read(yes, asked).commands == (Confirm(),), yes
            listed = ReadingContext(language, TODAY, AwaitChoice(2, ("A", "B")))
            assert Confirm() not in reader.read(yes, listed).commands, yes


def test_every_danger_has_its_rank_and_its_words_in_each_language(lexicon: Lexicon) -> None:
    options = lexicon.operations["cases.report_emergency"].slots["emergency_kind"].options

    assert set(options) == EMERGENCY_KINDS == set(GRAVEST_FIRST)
    assert all(set(spoken) == {"en", "es", "fr"} for spoken in options.values())


def test_each_operation_is_said_in_enough_ways(lexicon: Lexicon) -> None:
    for name, operation in lexicon.operations.items():
        assert len(operation.phrasings["en"]) >= 25, name
        assert len(operation.phrasings["es"]) >= 15, name
        assert len(operation.phrasings["fr"]) >= 15, name
