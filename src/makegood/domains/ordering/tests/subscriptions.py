"""Filters that come again and again, as the tests of subscriptions need them."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.outcome import Outcome
from makegood.domains.ordering import queries
from makegood.domains.ordering.queries import SubscriptionCard
from makegood.domains.ordering.tests.cast import TOM, do, done
from makegood.handbook import folder, use_folder


def start(by: Actor = TOM, **other: JsonValue) -> Outcome:
    """What Tom hears when he wants a filter again and again."""
    return do("ordering.start_subscription", by, **{"sku": "HY-FILTER", "consent": True, **other})


def started(**other: JsonValue) -> str:
    """The number of a subscription that began on June 15, with its first order."""
    asked: dict[str, JsonValue] = {"sku": "HY-FILTER", "consent": True, **other}
    return str(done("ordering.start_subscription", TOM, **asked).answer("subscription"))


def card(number: str) -> SubscriptionCard:
    return queries.subscription_card(number)


def orders() -> list[str]:
    """Tom's orders of filters, the oldest first."""
    found = [queries.order_card(one.number) for one in queries.orders_of("C-6")]
    return sorted(one.number for one in found if any(x.sku == "HY-FILTER" for x in one.lines))


def mails() -> list[str]:
    rows = Effect.objects.filter(kind="mail", payload__notice="subscription").order_by("pk")
    return [str(one.payload["body"]) for one in rows]


def filters_cost(amount: str, at: Path) -> None:
    """Let the company's filters have another list price from now on."""
    own = Path(shutil.copytree(folder(), at / amount))
    prices = own / "prices" / "list.toml"
    prices.write_text(prices.read_text("utf-8").replace('"24.50"', f'"{amount}"'), "utf-8")
    use_folder(own)


def filters_are_sold_no_more(at: Path) -> None:
    """Let the company's filters have no price from December on."""
    own = Path(shutil.copytree(folder(), at / "none"))
    prices = own / "prices" / "list.toml"
    price, since = 'amount = "24.50"\nin_force = { from = ', "2024-01-01"
    assert f"{price}{since} }}" in prices.read_text("utf-8")
    ended = f"{price}{since}, until = 2026-12-01 }}"
    prices.write_text(prices.read_text("utf-8").replace(f"{price}{since} }}", ended), "utf-8")
    use_folder(own)


def filters_leave_the_catalogue(at: Path) -> None:
    """Let the company's filters be neither in its catalogue nor in its prices any more."""
    own = Path(shutil.copytree(folder(), at / "left"))
    for name in ("catalog/products_parts.toml", "tables/supply.toml", "prices/list.toml"):
        rows = (own / name).read_text("utf-8").split("\n[[")
        kept = [row for row in rows if 'sku = "HY-FILTER"' not in row]
        assert len(kept) < len(rows)
        (own / name).write_text("\n[[".join(kept), "utf-8")
    use_folder(own)


def belts_come_by_themselves_too(at: Path) -> None:
    """Let drive belts be an article of the company that may be subscribed to."""
    own = Path(shutil.copytree(folder(), at / "belts"))
    table = own / "tables" / "supply.toml"
    row = '\n[[table.rows]]\nid = "SUBS-BELT"\nsku = "PT-BELT-24"\nusual_months = 6\n'
    rows = table.read_text("utf-8").replace("usual_months = 6\n", f"usual_months = 6\n{row}")
    table.write_text(rows, "utf-8")
    use_folder(own)
