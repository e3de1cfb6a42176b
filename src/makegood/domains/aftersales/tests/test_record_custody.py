"""Who holds a sample is known at each moment, and a broken seal is not forgotten."""

from __future__ import annotations

from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import FAILED, measure, sampled
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def hand(number, taker, *, whole=True, serial=FAILED):
    return do(
        "aftersales.record_custody", RAE, test=number, serial=serial, taker=taker, seal_whole=whole
    )


def test_the_chain_goes_from_hand_to_hand():
    number = sampled()
    hand(number, "Meridian Freight")
    hand(number, "Product Test Lab")
    (sample,) = (one for one in queries.test_card(number).samples if one.serial == FAILED)
    assert [(one.giver, one.taker) for one in sample.custody] == [
        ("", "Returns dock"), ("Returns dock", "Meridian Freight"),
        ("Meridian Freight", "Product Test Lab"),
    ]  # fmt: skip


def test_with_a_broken_seal_a_result_proves_nothing():
    number = sampled()
    done(
        "aftersales.record_custody", RAE, test=number, serial=FAILED, taker="Product Test Lab",
        seal_whole=False,
    )  # fmt: skip
    with nothing_changes():
        outcome = measure(number, "0.90")
    assert told(outcome)[0].endswith("so a result of it proves nothing.")


def test_what_is_no_sample_is_not_handed_on():
    number = sampled()
    with nothing_changes():
        assert not hand(number, "Product Test Lab", serial="SN-77140").is_done
