"""A customer agrees with what the papers show, and the return invoice is really made."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lindqvist import INVOICE, LINDQVIST
from makegood.domains.aftersales.tests.story import TOM
from makegood.domains.ordering.tests.cast import do, nothing_changes, usd


def accept(actor=LINDQVIST):
    return do("aftersales.accept_credit", actor, invoice=INVOICE)


def test_AC20_1_what_was_told_is_credited_once_it_is_agreed():
    compared = do("aftersales.compare_papers", LINDQVIST, invoice=INVOICE)
    assert [one.text() for one in compared.news] == [
        "Nothing is credited yet: tell me to credit invoice 10231, and I make the return invoice"
        " at once."
    ]
    assert queries.invoice_card(INVOICE).credited == usd("0.00")
    outcome = accept()
    assert outcome.answer("total") == {"amount": "117.45", "currency": "USD"}
    assert queries.invoice_card(INVOICE).credited == usd("109.00")
    assert INVOICE in outcome.news[0].text()


def test_it_is_credited_once_and_nobody_else_agrees_for_them():
    with nothing_changes():
        assert accept(TOM).code in (Code.NOT_FOUND, Code.NOT_AUTHORISED)
    accept()
    with nothing_changes():
        assert not accept().is_done
