"""Who waits for a laboratory hears when its result is late, and again until it is decided."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Job
from makegood.domains.aftersales.tests.lab import decide, in_lab, measure
from makegood.domains.aftersales.tests.story import mails
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


def late_on(day: str) -> list[str]:
    """The letters to who waits, once all that fell due until then was worked off."""
    with clock.standing_at(day):
        worker.work_off()
    return mails("test_late")


def test_the_morning_after_its_day_whose_washer_failed_is_told_and_of_the_next_day():
    in_lab()
    assert late_on("2026-06-18T20:00") == []
    (mail,) = late_on("2026-06-19T12:00")
    assert "has not told the result of the test of your" in mail
    assert "You hear from us again by June 26, 2026." in mail
    assert "Nothing is decided against you while we wait." in mail


def test_once_all_is_measured_it_is_not_the_laboratory_that_is_late():
    number = in_lab()
    for serial in ("SN-77120", "SN-77250"):
        assert measure(number, "0.40", serial).is_done
    (mail,) = late_on("2026-06-19T12:00")
    assert "laboratory has not told" not in mail
    assert "is done, and we have not decided yet what follows from it." in mail


def test_while_nothing_comes_they_hear_again():
    in_lab()
    assert len(late_on("2026-06-19T12:00")) == 1
    assert len(late_on("2026-06-25T20:00")) == 1
    assert len(late_on("2026-06-26T12:00")) == 2


def test_once_it_is_decided_nobody_hears_that_it_is_late():
    number = in_lab()
    for serial in ("SN-77120", "SN-77250"):
        assert measure(number, "0.40", serial).is_done
    assert decide(number).is_done
    assert late_on("2026-06-19T12:00") == []
    waits = Job.objects.filter(operation="aftersales.tell_test_late", done_at=None)
    assert not waits.exists()


def test_nobody_at_the_desk_says_it_by_hand():
    number = in_lab()
    with nothing_changes():
        assert do("aftersales.tell_test_late", RAE, test=number).code is Code.NOT_AUTHORISED
