"""Tom has his washer repaired: late with what shows the day, or with a wet floor besides."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.aftersales.models import Repair
from makegood.domains.aftersales.tests.pieces import bought_elsewhere
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
REPAIR = ["aftersales.authorise_repair"]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def known(wish: str, language: str = "en") -> tuple[Chat, str]:
    """Tom says what he wants and who he is; what he is told then."""
    chat = Chat(language)
    chat.say(wish)
    chat.say("Tom Gallagher, 40006")
    return chat, chat.say(chat.code())


@pytest.mark.parametrize(
    ("language", "wish", "asked", "shows", "taken", "yes"),
    [
        ("en", "The pump of my washer SN-77250 failed on March 18, please send a technician",
         "something must show that day", "The plumber wrote a note that day",
         "We take March 18, 2026 as the day of the fault. What shows it: The plumber wrote a note"
         " that day.", "yes"),
        ("es", "La bomba de mi lavadora SN-77250 falló el 18 de marzo, necesito un técnico",
         "algo debe mostrar ese día", "Tengo una foto con la fecha",
         "Tomamos el 18 de marzo de 2026 como día del fallo. Lo que lo muestra: Tengo una foto con"
         " la fecha.", "sí"),
        ("fr", "La pompe de mon lave-linge SN-77250 ne marche plus depuis le 18 mars, il me faut un"
         " technicien", "quelque chose doit montrer ce jour", "J'ai une photo datée de ce jour-là",
         "Nous retenons le 18 mars 2026 comme jour de la panne. Ce qui le montre : J'ai une photo"
         " datée de ce jour-là.", "oui"),
    ],
)  # fmt: skip
def test_a_fault_told_late_is_taken_with_what_shows_its_day(
    language, wish, asked, shows, taken, yes
):
    bought_elsewhere(bought_on="2025-03-20")
    chat, told = known(wish, language)
    assert asked in told
    assert Repair.objects.count() == 0
    assert taken in chat.say(shows), told
    chat.say(yes)
    assert chat.ran == REPAIR
    repair = Repair.objects.get()
    assert (repair.failed_on.isoformat(), repair.pays_labour) == ("2026-03-18", True)
    assert repair.evidence == shows


def test_a_wet_floor_goes_to_claims_with_the_repair():
    chat, told = known("send a technician for SN-77120, the pump failed and ruined the parquet")
    assert "which our Claims department looks into" in told
    assert "Claims calls you by June 16, 2026." in chat.say("yes")
    assert chat.ran == REPAIR
    assert Repair.objects.get().damage == "floor"
