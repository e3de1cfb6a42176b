"""Make the company that is to be killed: Northvale, with many customers who bought as Tom did.

A program of its own, because settings belong to one database; prints who is there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from makegood.config.premises import ThisMachine
from makegood.handbook import OrderSeed, PartySeed, book


def main(place: str, many: str, address: str) -> None:
    """Make the company in a place, with so many customers, and print its keys and customers."""
    machine = ThisMachine(Path(place))
    machine.make_demo(fresh=False, address=address, mail_port=0)
    from makegood.config import seeding
    from makegood.faces.cli.demo_company import prepare

    keys = prepare(machine)
    tom, washer = book().people.party("C-6"), book().people.order("O-1041")
    parties = [tom, *(another_tom(tom, place) for place in range(1, int(many)))]
    orders = [washer, *(another_order(washer, place) for place in range(1, int(many)))]
    past: list[seeding.Happening] = []
    for party, order in zip(parties[1:], orders[1:], strict=True):
        past.append(seeding.party_history(party))
        past += seeding.order_history(order)
    seeding.live_through(past)
    customers = [
        {
            "order": order.number,
            "name": party.name,
            "mail": party.contact_points[0].value,
            "serial": order.shipments[0].lines[0].serials[0],
        }
        for party, order in zip(parties, orders, strict=True)
    ]
    print(json.dumps({"keys": keys, "customers": customers}))


def another_tom(tom: PartySeed, place: int) -> PartySeed:
    """One more customer of Tom's name, with a mailbox and an account of his own."""
    point = tom.contact_points[0].model_copy(update={"value": f"tom.{place}@example.com"})
    account = tom.accounts[0].model_copy(update={"number": str(48000 + place)})
    own = {"number": f"C-{9000 + place}", "accounts": (account,), "contact_points": (point,)}
    return tom.model_copy(update=own)


def another_order(washer: OrderSeed, place: int) -> OrderSeed:
    """The same washer, bought, paid and delivered once more."""
    tenders = [
        tender.model_copy(update={"number": f"P-{90000 + 10 * place + n}", "token": token})
        for n, tender in enumerate(washer.tenders)
        for token in [f"GC-{place:04}" if tender.kind == "gift_card" else f"tok_{place}"]
    ]
    sent = washer.shipments[0]
    lines = [
        line.model_copy(update={"serials": (f"SN-{900000 + place}",)}) if line.serials else line
        for line in sent.lines
    ]
    shipment = sent.model_copy(
        update={
            "number": f"SH-{9000 + place}", "tracking": f"MF2606{90000 + place}",
            "lines": tuple(lines),
        }
    )  # fmt: skip
    own = {
        "number": f"O-{9000 + place}", "party": f"C-{9000 + place}",
        "account": str(48000 + place), "tenders": tuple(tenders), "shipments": (shipment,),
    }  # fmt: skip
    return washer.model_copy(update=own)


if __name__ == "__main__":
    main(*sys.argv[1:])
