"""Several requests in one message are each heard, and a reason for one is not another."""

from datetime import date

import pytest

from makegood.representative.understand.commands import Give, Question, Smalltalk, Start
from makegood.representative.understand.costs import Answer
from makegood.representative.understand.intents import Intent, leaning
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

HOME = "12 Elm Street, Harlow, XM 55502"


def _read(reader: Reader, text: str, language: str = "en") -> tuple[object, ...]:
    return reader.read(text, ReadingContext(language, date(2026, 6, 15))).commands


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"I want to return the washer, change my address to {HOME}, and where is my order?"),
        ("es", f"quiero devolver la lavadora, cambiar mi dirección a {HOME} y ¿dónde está "
         "mi pedido?"),
        ("fr", f"je veux rendre le lave-linge, changer mon adresse pour {HOME}, et où est "
         "ma commande ?"),
    ],
)  # fmt: skip
def test_three_requests_are_three_and_the_address_ends_where_it_is_complete(
    reader: Reader, language: str, text: str
) -> None:
    commands = _read(reader, text, language)

    assert [one.operation for one in commands if isinstance(one, Start)] == [
        "aftersales.open_return",
        "parties.change_address",
        "ordering.tell_order_status",
    ]
    assert Give("address", HOME) in commands


def test_an_address_without_a_postal_code_ends_before_what_is_asked_besides(reader: Reader) -> None:
    text = "please change my address to 12 Elm Street, Harlow and cancel my order"

    assert Give("address", "12 Elm Street, Harlow") in _read(reader, text)


def test_why_something_goes_back_is_not_a_wish_of_its_own(reader: Reader) -> None:
    commands = _read(reader, "My washer was delivered with a dent, I want to send it back.")

    assert commands[0] == Start("aftersales.open_return")
    assert not any(isinstance(one, Start) for one in commands[1:])


def test_what_is_told_in_two_clauses_is_one_question(reader: Reader) -> None:
    text = "I'm calling for my mother, she is the account holder."

    assert _read(reader, text) == (
        Question("I'm calling for my mother, she is the account holder"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the guy who came was really great, just wanted to say"),
        ("es", "el repartidor de ayer fue estupendo, de verdad"),
        ("fr", "votre technicien d'hier était vraiment formidable"),
    ],
)
def test_praise_is_heard_as_praise(reader: Reader, language: str, text: str) -> None:
    assert _read(reader, text, language) == (Smalltalk("praise"),)


def test_a_clause_that_only_seems_to_ask_leaves_the_word_to_the_whole_message(
    reader: Reader,
) -> None:
    text = (
        "I phoned in May and wrote in June, somebody promised a real reading each time, and here "
        "is an estimated bill again, for a garage in which I keep a bicycle."
    )
    commands = _read(reader, text)

    assert commands[0] == Start("cases.open_case")
    assert not any(isinstance(one, Question) for one in commands)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the plan, is it any good?"),
        ("es", "el plan de protección, ¿vale la pena?"),
        ("fr", "le contrat de protection, est-ce utile ?"),
    ],
)
def test_a_topic_before_a_question_is_a_part_of_it(
    reader: Reader, language: str, text: str
) -> None:
    commands = _read(reader, text, language)

    assert [type(one) for one in commands] == [Question]
    assert "plan" in str(commands[0]) or "contrat" in str(commands[0])


def test_a_question_with_slips_can_be_looked_for_without_them(reader: Reader) -> None:
    (asked,) = _read(reader, "why was my paymnt bouncd by the bank?")

    assert isinstance(asked, Question)
    assert asked.text == "why was my paymnt bouncd by the bank?"
    assert asked.search == "why was my payment bounced by the bank"


def test_what_several_clauses_lean_to_together_is_offered_though_none_is_clear() -> None:
    told = leaning(
        [
            Intent("a.b", 0.4, Answer.UNKNOWN, ranked=(("a.b", 0.4), ("heard.inform", 0.3))),
            Intent("a.b", 0.4, Answer.UNKNOWN, ranked=(("a.b", 0.4), ("c.d", 0.3))),
        ]
    )
    # Meant unless both clauses mean something else: 1 - 0.6 * 0.6 = 0.64; c.d: 1 - 1 * 0.7 = 0.3.
    assert [(label, round(share, 2)) for label, share in told] == [("a.b", 0.64), ("c.d", 0.3)]
    assert leaning([Intent("a.b", 0.9, Answer.ASK, ranked=(("a.b", 0.9),))]) == ()


def test_a_sentence_before_a_question_of_its_own_stays_a_request(reader: Reader) -> None:
    commands = _read(reader, "My address changed, when does my order come?")

    started = [one.operation for one in commands if isinstance(one, Start)]
    assert started == ["parties.change_address", "ordering.tell_order_status"]
