from datetime import date

import pytest

from makegood.core.models import Promise
from makegood.core.runner import run
from makegood.domains.cases.policy import due_on, extended_to
from makegood.domains.cases.queries import privacy_request_card
from makegood.domains.cases.tests.conftest import attempts, staff
from makegood.domains.cases.tests.privacy import asked_for_erasure
from makegood.domains.conversations.models import Notice


@pytest.fixture(autouse=True)
def _northvale(northvale, db):
    pass


def extend(request):
    asked = {"request": request, "reason": "Your orders go back to three shops."}
    return run("cases.extend_request", asked, actor=staff())


def test_AC05_3_a_month_from_receipt_and_two_more_with_notice_inside_the_first(at):
    at("2026-01-30T10:00")
    request = asked_for_erasure()
    assert privacy_request_card(request).due_on == date(2026, 2, 28)

    at("2026-02-28T16:00")
    done = extend(request)

    assert done.is_done, done
    card = privacy_request_card(request)
    assert (card.state, card.due_on) == ("extended", date(2026, 4, 30))
    told = Notice.objects.get(name="request_extended")
    assert "you have our answer by April 30, 2026" in told.body
    assert "The reason: Your orders go back to three shops." in told.body
    still = Promise.objects.get(kind="privacy_answer", released_at=None)
    assert still.due_at.date() == date(2026, 4, 30)


def test_AC05_3_a_day_after_the_first_month_is_too_late(at):
    at("2026-01-30T10:00")
    request = asked_for_erasure()
    at("2026-03-01T10:00")
    rows = attempts()

    refused = extend(request)

    assert refused.code == "policy_denied"
    assert "that is over" in refused.statements[0].text()
    assert privacy_request_card(request).due_on == date(2026, 2, 28)
    assert attempts() == rows + 1


def test_it_is_extended_once():
    request = asked_for_erasure()
    assert extend(request).is_done

    assert extend(request).code == "policy_denied"


@pytest.mark.parametrize(
    ("received", "first", "second"),
    [
        ((2026, 1, 30), (2026, 2, 28), (2026, 4, 30)),
        ((2028, 1, 31), (2028, 2, 29), (2028, 4, 30)),
        ((2026, 6, 15), (2026, 7, 15), (2026, 9, 15)),
    ],
)
def test_AC05_3_an_extension_counts_from_receipt_and_not_from_a_clamped_day(
    received, first, second
):
    assert due_on(date(*received)) == date(*first)
    assert extended_to(date(*received)) == date(*second)
