"""Tom has his washer repaired: late with what shows the day, or with a wet floor besides."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core.promises import open_promises
from makegood.domains.aftersales.models import Repair, Unit
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


def test_a_number_that_no_maker_gave_is_read_again_or_its_photo_by_one_of_us():
    chat, told = known("I want to register my washer, the serial number is SN-12345")
    assert "we say neither yes nor no to the warranty" in told
    assert "SN-77250" in chat.say("sorry, it is SN-77250")
    chat.say("yes")
    assert chat.ran == ["aftersales.register_warranty"]
    assert Unit.objects.get().number == "SN-77250"


def test_the_same_number_again_comes_as_a_photo_and_is_promised_to_be_read():
    chat, _ = known("I want to register my washer, the serial number is SN-12345")
    assert "no fault of yours" in chat.say("It says the same. The photo is on its way by mail.")
    assert "You hear from us by June 16, 2026." in chat.say("yes")
    assert [one.kind for one in open_promises("label:C-6")] == ["label_read"]
