"""A flag ends before its day with what was found, and only while it stands."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers import queries
from makegood.domains.dealers.models import AuditFlag
from makegood.domains.dealers.tests.story import INES, RAE, do, done
from makegood.domains.ordering.tests.cast import nothing_changes

FOUND = "The clock shows the hours that were claimed."


def lift(actor=INES):
    return do("dealers.lift_flag", actor, dealer="DL-4", why=FOUND)


def test_a_flag_is_lifted_with_what_was_found_and_stays_on_record():
    done("dealers.flag_dealer", INES, dealer="DL-4", reasons=["complaint"],
         why="A customer says that nobody came.")  # fmt: skip
    with nothing_changes():
        assert lift(RAE).code is Code.NOT_AUTHORISED
    assert told(lift()) == ["The flag of DL-4 ends today."]
    assert queries.dealer_card("DL-4").flag is None
    (row,) = AuditFlag.objects.all()
    assert (row.lifted_why, row.lifted_by) == (FOUND, "ines")
    with nothing_changes():
        again = lift()
    assert told(again) == ["This dealer is not flagged for audit."]
