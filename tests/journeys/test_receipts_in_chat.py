"""A receipt is sent again when somebody asks, and a quote is closed when it is not wanted."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.billing.queries import payments_by
from makegood.domains.conversations.models import Notice
from makegood.domains.ordering.queries import find_quotes
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "first", "yes"),
    [
        ("en", "I lost my receipt for O-1041. Tom Gallagher", "the first one", "yes"),
        ("es", "perdí el recibo del pedido O-1041. Soy Tom Gallagher", "el primero", "sí"),
        ("fr", "j'ai perdu le reçu de O-1041. Je suis Tom Gallagher", "le premier", "oui"),
    ],
)  # fmt: skip
def test_which_payment_is_meant_is_asked_and_its_receipt_goes_to_the_address_on_record(
    language: str, wish: str, first: str, yes: str
) -> None:
    chat = Chat(language)
    chat.say(wish)
    latest = next(one for one in payments_by("C-6") if one.order == "O-1041")
    chat.say(chat.code())
    assert latest.number in chat.say(first)
    assert chat.ran == []
    chat.say(yes)
    assert chat.ran == ["billing.send_receipt"]
    assert latest.number in Notice.objects.get(name="receipt").subject


@pytest.mark.parametrize(
    ("language", "wish", "told"),
    [
        ("en", "copy of the bill for my washer O-1041 please, Tom Gallagher, for my taxes",
         "goes once more to your address on record, t•••@example.com"),
        ("es", "necesito una copia de la factura del pedido O-1041. Soy Tom Gallagher",
         "se envía otra vez a su dirección registrada, t•••@example.com"),
        ("fr", "il me faut une copie de la facture de O-1041. Je suis Tom Gallagher",
         "une copie part à votre adresse enregistrée, t•••@example.com"),
    ],
)  # fmt: skip
def test_an_invoice_goes_once_more_to_the_address_on_record(
    language: str, wish: str, told: str
) -> None:
    chat = Chat(language)
    chat.say(wish)
    assert told in chat.say(chat.code())
    assert chat.ran == ["parties.answer_factor", "aftersales.send_invoice"]
    assert Notice.objects.get(name="paper_copy").encloses.startswith("paper:invoice:")


@pytest.mark.parametrize(
    ("language", "wish", "no_thanks", "yes"),
    [
        ("en", "quote me two PT-BELT-24. Tom Gallagher, account 40006",
         "I don't want the quote after all", "yes"),
        ("es", "un presupuesto de dos PT-BELT-24. Soy Tom Gallagher, cuenta 40006",
         "ya no quiero el presupuesto", "sí"),
        ("fr", "un devis pour deux PT-BELT-24. Je suis Tom Gallagher, compte 40006",
         "finalement je ne veux pas du devis", "oui"),
    ],
)  # fmt: skip
def test_a_quote_that_is_not_wanted_is_closed(
    language: str, wish: str, no_thanks: str, yes: str
) -> None:
    chat = Chat(language)
    chat.say(wish)
    chat.say(chat.code())
    chat.say(yes)
    assert [one.state for one in find_quotes("C-6")] == ["sent"]
    assert "QT-1001" in chat.say(no_thanks)
    assert chat.ran == []
    chat.say(yes)
    assert chat.ran == ["ordering.decline_quote"]
    assert [one.state for one in find_quotes("C-6")] == ["declined"]
