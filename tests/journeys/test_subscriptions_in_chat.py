"""Customers have something come again and again, and stop it, in the chat."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.ordering.queries import subscriptions_of
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "agrees", "yes", "no_more"),
    [
        ("en", "I want a subscription for the drinking-water filter, every three months please. My "
               "name is Tom Gallagher, account 40006", "I agree to that", "yes",
               "stop my subscription"),
        ("es", "quiero una suscripción del filtro de agua potable, cada tres meses. Soy Tom "
               "Gallagher, cuenta 40006", "estoy de acuerdo", "sí", "cancelen mi suscripción"),
        ("fr", "je veux un abonnement au filtre à eau potable, chaque trimestre. Tom Gallagher, "
               "compte 40006", "je suis d'accord", "oui", "arrêtez mon abonnement"),
    ],
)  # fmt: skip
def test_a_filter_comes_every_three_months_until_it_is_stopped(
    language: str, wish: str, agrees: str, yes: str, no_more: str
) -> None:
    chat = Chat(language)
    chat.say(wish)
    chat.say(chat.code())
    chat.say(agrees)
    if "ordering.start_subscription" not in chat.ran:
        chat.say(yes)
    (started,) = subscriptions_of("C-6")
    assert (started.sku, started.every_months, started.stopped_on) == ("HY-FILTER", 3, None)
    chat.say(no_more)
    if "ordering.stop_subscription" not in chat.ran:
        chat.say(yes)
    (ended,) = subscriptions_of("C-6")
    assert ended.stopped_on is not None
