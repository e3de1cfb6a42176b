"""A customer asks where a return is, and hears the record; amounts only when verified."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.actor import V0, V1, V2
from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import inspect, inspected, opened, received, told
from makegood.domains.ordering.tests.cast import chat, do, done, nothing_changes


def asked(number, level=V2, language="en"):
    outcome = done("aftersales.tell_return_status", chat("C-6", level), return_number=number)
    return told(outcome, language)


def test_an_open_return_is_told_with_its_last_day():
    number = opened()
    assert asked(number) == [
        "Return R-2001 is open. We are making the label.",
        "Please send it so that it reaches us by July 15, 2026; the return stays open 30 days.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get back $750.44.",
    ]
    worker.work_off()
    assert asked(number)[0] == "Return R-2001 is open, and you have the label."


def test_a_received_return_is_told_with_the_day_promised():
    assert asked(received()) == [
        "The goods of return R-2001 are here, and a person will look at them.",
        "WM900 washing machine: arrived here on June 15, 2026.",
        "The goods are here. Your refund is paid by June 25, 2026 at the latest.",
        "Because it was opened, a restocking fee of 15% is kept: $121.37.",
        "You get back $750.44.",
    ]


def test_a_refunded_return_is_told_with_each_way_of_paying():
    number = inspected()
    worker.work_off()
    said = asked(number)
    assert said[0] == "Return R-2001 is refunded."
    assert "Because it was opened, a restocking fee of 15% is kept: $121.37." in said
    assert "You get back $750.44." in said
    assert "The money was sent back on June 15, 2026." in said
    assert "$65.54 goes back to your gift card." in said
    assert "$684.90 goes back to your card ending in 4242." in said
    assert "$65.54 arrived on June 15, 2026." in said


def test_a_disputed_return_is_told_with_what_was_found():
    number = received()
    inspect(number, "C", accessories_complete=False, findings="The hose is missing.")
    assert any("The hose is missing." in sentence for sentence in asked(number))


def test_no_amount_is_told_to_who_only_named_the_order():
    number = inspected()
    worker.work_off()
    assert not any("$" in sentence or "4242" in sentence for sentence in asked(number, V1))


def test_it_is_told_in_spanish_and_french():
    number = received()
    spanish, french = (asked(number, language=one)[1] for one in ("es", "fr"))
    assert spanish == "WM900 washing machine: llegó aquí el 15 de junio de 2026."
    assert french == "WM900 washing machine : arrivé chez nous le 15 juin 2026."


def test_nobody_else_hears_of_it():
    number = opened()
    with nothing_changes():
        stranger = do("aftersales.tell_return_status", chat("C-9"), return_number=number)
    with nothing_changes():
        unknown = do("aftersales.tell_return_status", chat("C-6", V0), return_number=number)
    assert stranger.code is Code.NOT_FOUND
    assert unknown.code is Code.VERIFICATION_REQUIRED
