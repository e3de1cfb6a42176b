"""Managers hear of a claim that nobody decided while there still is time."""

from makegood.core.models import Effect
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers.tests.story import card, decided, do, submitted, worked_off_until
from makegood.domains.ordering.tests.cast import nothing_changes


def test_AC23_2_managers_are_told_on_day_25(standing_time):
    standing_time.at = standing_time.at.replace(month=4, day=10)
    number = submitted(failed_on="2026-04-01", repaired_on="2026-04-07", serial="SN-D-40113")
    worked_off_until(standing_time, "2026-05-04")
    assert card(number).alerted_at is None
    worked_off_until(standing_time, "2026-05-05")
    assert card(number).alerted_at is not None
    mail = Effect.objects.get(payload__notice="dealer_claim_waits", key__contains=number)
    assert "after May 10, 2026 it counts as approved" in str(mail.payload["body"])


def test_nobody_is_alerted_early_nor_of_what_is_decided():
    early = submitted(serial="SN-D-40113")
    with nothing_changes():
        outcome = do("dealers.alert_claim", claim=early)
    assert told(outcome) == ["There is time to decide until July 15, 2026."]
    number = decided()
    with nothing_changes():
        assert not do("dealers.alert_claim", claim=number).is_done
