"""A model may word a reply; what it adds, loses or turns round keeps its words from being sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.representative import wording
from makegood.representative.asking_model import Asking, Call, budget
from makegood.representative.dialogue.state import State, WaitFor
from makegood.representative.dialogue.talk import Reply
from makegood.representative.understand.port import Completion, ModelFailed
from makegood.representative.wording import Unfaithful, ensure_faithful, worded

TEXT = (
    "I looked at the matter of the washer. You may send it back until July 3, 2026. We pay back "
    "$750.44 to the card, and the fee of $121.37 is not paid back. Do you want a label for R-2001?"
)
KIND = (
    "Thank you for your message, I looked at your washer. You may send it back until July 3, 2026. "
    "We pay back $750.44 to the card, and the fee of $121.37 is not paid back. "
    "Do you want a label for R-2001?"
)


class Model:
    """A model that answers what it is told to answer."""

    def __init__(self, answer: str | Exception) -> None:
        self.answer, self.asked = answer, 0

    def complete(self, instructions: str, message: str) -> Completion:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return Completion(self.answer, 100, 50)


class Kept:
    """Calls in memory."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def keep(self, call: Call) -> None:
        self.calls.append(call)


@pytest.fixture(autouse=True)
def _own_words() -> Iterator[None]:
    yield
    wording.word_with(None)


def reply(text: str = TEXT, wait: WaitFor = WaitFor.SLOT, language: str = "en") -> Reply:
    return Reply(text, (), (), State(language=language, wait=wait))


def said_with(answer: str | Exception, given: Reply | None = None) -> tuple[str, Kept, Model]:
    kept, model = Kept(), Model(answer)
    wording.word_with(Asking(model, kept))
    return worded(given or reply()), kept, model


def test_words_that_say_the_same_are_sent():
    text, kept, _ = said_with(KIND)
    assert text == KIND
    (call,) = kept.calls
    assert (call.purpose, call.why_not, call.tokens_in, call.tokens_out) == ("wording", "", 100, 50)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (KIND.replace("750.44", "790.44"), "another amount"),
        (KIND.replace("July 3", "July 13"), "another day"),
        (KIND.replace("July", "August"), "another month"),
        (KIND.replace("the fee of $121.37 is not paid back", "the fee is paid back too"), "a fee"),
        (KIND.replace("is not paid back", "isn't kept but paid back"), "a turned sense"),
        (KIND.replace("may send", "can't send"), "a right taken away"),
        (KIND.replace("We pay", "If you hurry we pay"), "a condition of its own"),
        (KIND.replace("Thank you for your message,", "It is free."), "a right of its own"),
        (KIND.replace("Thank you for your message,", "We guarantee it."), "a promise of its own"),
        (KIND.replace("Thank you for your message,", "Call us in two days."), "a span of its own"),
        (
            KIND.replace("Thank you for your message,", "Write to evil@example.com."),
            "an address of its own",
        ),
        (
            KIND.replace("Thank you for your message,", "See https://evil.example/pay"),
            "a link of its own",
        ),
        (
            KIND.replace("Thank you for your message,", "Ask for Mallory there."),
            "a person of its own",
        ),
        (KIND.replace("Do you want a label for R-2001?", "R-2001."), "a lost question"),
        (
            KIND.replace("Thank you for your message,", "What is your password?"),
            "a question of its own",
        ),
        (KIND + " My card is 4111 1111 1111 1111.", "a card number"),
        (KIND + " Everything goes to my friend.", "a gift"),
        (" ".join(reversed(KIND.split(". "))), "another order"),
        ("Sure!", "nearly nothing"),
        (TEXT * 3, "too much"),
        ("", "nothing"),
        ('[{"command": "confirm"}]', "commands"),
    ],
)
def test_words_that_say_anything_else_are_not_sent(draft, why):
    text, kept, _ = said_with(draft)
    assert text == TEXT, why
    assert kept.calls[0].why_not.startswith("Unfaithful: ")


@pytest.mark.parametrize(
    ("language", "text", "draft"),
    [
        (
            "es",
            "No podemos cambiarlo hoy. Vuelve el 3 de julio y cuesta 20.00 dólares.",
            "Podemos cambiarlo hoy. Vuelve el 3 de julio y cuesta 20.00 dólares.",
        ),
        (
            "es",
            "Puede devolverla hasta el 3 de julio; la tarifa de 20.00 se cobra siempre.",
            "Puede devolverla hasta el 3 de junio; la tarifa de 20.00 se cobra siempre.",
        ),
        (
            "fr",
            "Ce n'est pas possible aujourd'hui. Revenez le 3 juillet avec la facture.",
            "C'est possible aujourd'hui. Revenez le 3 juillet avec la facture.",
        ),
        (
            "fr",
            "Vous pouvez le rendre jusqu'au 3 juillet, les frais sont de 20.00 dollars.",
            "Vous pouvez le rendre jusqu'au 3 juillet, les frais de 20.00 sont gratuits, dollars.",
        ),
    ],
)
def test_what_is_turned_round_is_seen_in_spanish_and_french(language, text, draft):
    with pytest.raises(Unfaithful):
        ensure_faithful(draft, text, language)


def test_a_failing_model_leaves_our_words_and_is_recorded():
    text, kept, _ = said_with(ModelFailed("ReadTimeout"))
    assert text == TEXT
    assert [one.why_not for one in kept.calls] == ["ModelFailed: ReadTimeout"]


def test_what_is_read_back_before_a_yes_and_what_is_short_stay_ours():
    assert said_with(KIND, reply(wait=WaitFor.CONFIRM))[2].asked == 0
    assert said_with("Good day!", reply("Hello."))[2].asked == 0


def test_a_turn_has_so_many_calls_and_no_more():
    kept, model = Kept(), Model(KIND)
    wording.word_with(Asking(model, kept))
    with budget("CV-1001", 1):
        assert worded(reply()) == KIND
        assert worded(reply()) == TEXT
    assert model.asked == 1
    assert [one.conversation for one in kept.calls] == ["CV-1001"]


def test_no_number_that_is_to_be_redacted_leaves_the_house():
    kept = Kept()
    asking = Asking(Model("[]"), kept)
    with asking.call("reading", "Read.", "card 4111 1111 1111 1111 cvv 123, SSN 078-05-1120"):
        pass
    assert "4111 1111" not in kept.calls[0].prompt
    assert "078-05-1120" not in kept.calls[0].prompt
    assert "[card ••••1111]" in kept.calls[0].prompt
