"""The washer costs less than Tom paid, and he asks for the difference in his own words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.config.wiring import learn
from makegood.core import worker
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import usd
from makegood.handbook import folder, use_folder
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
DONE = ["aftersales.credit_price_drop"]


@pytest.fixture
def cheaper(tmp_path: Path) -> Iterator[None]:
    """The company where the washer's list price has fallen from 899.00 to 749.00."""
    before, own = folder(), Path(shutil.copytree(folder(), tmp_path / "own"))
    prices = own / "prices" / "list.toml"
    prices.write_text(prices.read_text("utf-8").replace('"899.00"', '"749.00"'), "utf-8")
    use_folder(own)
    learn()
    yield
    use_folder(before)


def known(wish: str, me: str, language: str = "en") -> tuple[Chat, str]:
    """Tom says what he wants and who he is; what is read back to him before his yes."""
    chat = Chat(language)
    chat.say(wish)
    chat.say(me)
    return chat, chat.say(chat.code())


@pytest.mark.usefixtures("cheaper")
@pytest.mark.parametrize(
    ("language", "wish", "me", "read_back", "yes"),
    [
        ("en", "hey, my washer is 60 bucks less on your site this week, do I get that back?",
         "Tom Gallagher, O-1041", "You get $60.10 and the tax on it of $4.66, $64.76 together.",
         "yes"),
        ("es", "Compré la lavadora hace dos semanas y ahora ustedes la venden más barata, ¿me"
         " devuelven la diferencia?", "Tom Gallagher, O-1041", "$64.76 en total", "sí"),
        ("fr", "La laveuse que je vous ai achetée est moins chère aujourd'hui, rendez-moi la"
         " différence.", "Tom Gallagher, O-1041", "soit 64,76", "oui"),
    ],
)  # fmt: skip
def test_the_difference_is_read_back_and_goes_back_with_a_yes(language, wish, me, read_back, yes):
    chat, told = known(wish, me, language)
    assert read_back in told
    assert billing.refunds_of("O-1041") == []
    chat.say(yes)
    assert chat.ran == DONE
    worker.work_off()
    assert [one.total for one in billing.refunds_of("O-1041")] == [usd("64.76")]


def test_a_price_that_is_higher_today_is_said_kindly_and_nothing_is_done():
    learn()
    chat, told = known("you dropped the washer's price after I bought it, give me the difference",
                       "Tom Gallagher, O-1041")  # fmt: skip
    assert "you paid $809.10, and today it costs $899.00" in told
    assert DONE[0] not in chat.ran
    assert billing.refunds_of("O-1041") == []
