"""Say what can be done with a customer's piece now, and with a repair of it."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.domains.aftersales.queries import RepairCard, UnitCard
from makegood.faces.desk.offering import Offer, offers_on
from makegood.faces.desk.strings import _


def on_unit(card: UnitCard) -> tuple[Offer, ...]:
    """On a piece: tell its cover, open a repair, record how one ended, take it back."""
    here, it = offers_on(card.party), {"unit": card.serial}

    def found() -> Iterator[Offer]:
        yield here("aftersales.check_coverage", _("Tell what the warranty covers"), **it)
        for one in card.repairs:
            if one.comes_and_goes and not (one.ended or one.soak_hours):
                text = _("Let it run and watch it for {repair}").format(repair=one.number)
                yield here("aftersales.begin_soak_test", text, repair=one.number)
            if not one.ended:
                text = _("Record how {repair} ended").format(repair=one.number)
                yield here("aftersales.record_repair", text, repair=one.number)
        if card.label_finding:
            yield here("aftersales.decide_finding", _("Decide about its label"), **it)
        else:
            yield here("aftersales.record_altered_label", _("Its label was changed"), **it)
        yield here("aftersales.authorise_repair", _("Open a repair"), **it)
        if card.line and not card.replaced_by:
            yield here("aftersales.replace_under_warranty", _("Replace it"), **it)
        if not card.line:
            yield here("aftersales.register_warranty", _("Add the receipt"), serial=card.serial)
        elif not card.returns:
            yield here("aftersales.open_return", _("Take it back"), line=card.line)
        yield here("aftersales.log_found_item", _("Something was found in it"), **it)
        yield here("aftersales.transfer_warranty", _("It has another owner"), **it)
        yield here("cases.open_case", _("Open a case about it"), subject=f"unit:{card.serial}")

    return tuple(found())


def on_repair(card: RepairCard) -> tuple[Offer, ...]:
    """On a repair: let it run, record how it ended; then pay what the warranty pays by share."""
    here, it = offers_on(card.party), {"repair": card.number}
    if card.ended:
        share = here("aftersales.pay_share", _("Pay the share"), **it)
        return (share,) if card.credit else ()
    end = here("aftersales.record_repair", _("Record how it ended"), **it)
    if not card.comes_and_goes or card.soak_hours:
        return (end,)
    return (here("aftersales.begin_soak_test", _("Let it run and watch it"), **it), end)
