"""Who does not claim money is written to once more, 90 days before it is lost."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    do,
    done,
    failed,
    mails,
    stand,
)
from makegood.domains.ledger.tests.books import posted


def test_one_is_written_to_ninety_days_before_the_end_and_only_once(
    standing_time: clock.StandingTime,
) -> None:
    leg, before = failed(), posted()
    stand(standing_time, "2029-03-15")
    early = do("billing.warn_unclaimed", leg=leg)
    assert (early.status, mails("refund_unclaimed_soon")) == (Status.REFUSED, [])
    assert early.statements[0].text("en").startswith("Nothing is due about this refund yet")
    stand(standing_time, "2029-03-16")
    done("billing.warn_unclaimed", leg=leg)
    [mail] = mails("refund_unclaimed_soon")
    assert "Tell us by June 14, 2029" in str(mail.payload["body"])
    assert do("billing.warn_unclaimed", leg=leg).status is Status.REFUSED
    assert (len(mails("refund_unclaimed_soon")), posted()) == (1, before)
