"""Who may read a record: whoever works here, and a customer what is their own."""

from __future__ import annotations

import pytest

from makegood.core.actor import V1, V2, Actor
from makegood.core.outcome import NotFound
from makegood.domains.ordering.tests.cast import INES, NOOR, RAE, chat, done
from makegood.faces.shared.records import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_tom_reads_his_order_and_rae_reads_the_same() -> None:
    found = read("order:O-1041", chat("C-6"))
    assert isinstance(found, dict)
    assert (found["number"], found["party"]) == ("O-1041", "C-6")
    assert read("O-1041", RAE) == found


@pytest.mark.parametrize(
    "actor",
    [chat("C-20", V2), chat("C-6", V1), NOOR, NOOR.on_behalf_of("C-6", V2)],
    ids=["another customer", "Tom unproven", "Noor", "Noor for Tom who proved himself"],
)
def test_nobody_else_reads_it(actor: Actor) -> None:
    with pytest.raises(NotFound):
        read("O-1041", actor)


def test_a_dealer_does_not_read_that_it_is_flagged_and_our_people_do() -> None:
    why = "Six of eight claims of May ask for whole hours."
    done("dealers.flag_dealer", INES, dealer="DL-4", reasons=["round_hours"], why=why)
    ours = read("DL-4", RAE)
    assert isinstance(ours, dict)
    assert why in str(ours["flag"])
    assert read("DL-4", chat(str(ours["party"]))) == {**ours, "flag": None}
