"""Ground words that point at a line of an order, by its article or its number."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.domains.catalog.queries import product
from makegood.domains.ordering.queries import LineCard, find_lines
from makegood.representative.dialogue.state import Option
from makegood.representative.dialogue.world import Found, Grounding
from makegood.representative.slots.who import Who, on_day, one_of
from makegood.representative.understand.reading import Mention

_PLAN = "plan"
_EXCHANGE = "aftersales.exchange_goods"
_GOING_BACK = frozenset(
    {
        "aftersales.open_return",
        _EXCHANGE,
        "aftersales.credit_and_keep",
        "aftersales.credit_price_drop",
    }
)
_SUBSTITUTE = "ordering.substitute"
_END_OF_PLAN = "aftersales.cancel_plan"
BEFORE_IT_LEAVES = frozenset({"ordering.cancel_order", "ordering.amend_order"})
_OF_ONE_LINE = frozenset({"ordering.split_line", _SUBSTITUTE})
"""What is done with goods of one line that has not left, whether its article is named or not."""


def find_line(who: Who, mention: Mention, operation: str) -> Grounding:
    """An order line; of two of one article in one order their pieces tell which is meant."""
    named = mention.skus or mention.ordinal or "order_line" in mention.numbers
    if operation in BEFORE_IT_LEAVES and not named:
        return Found(None)  # the order as a whole
    is_plan = operation == _END_OF_PLAN  # an appliance that is named is only what it is for
    found = _lines(who, mention, () if is_plan else mention.skus, operation)
    found = [one for one in found if not is_plan or product(one.sku).kind == _PLAN]
    if not found and operation in (_EXCHANGE, _SUBSTITUTE):  # what was named shall come instead
        found = _lines(who, mention, (), operation)
    found = [one for one in found if one.is_goods or operation not in _OF_ONE_LINE]
    return one_of([Option(value=line.number, label=_label(line, who, found)) for line in found])


def _lines(who: Who, mention: Mention, skus: Sequence[str], operation: str) -> Sequence[LineCard]:
    return find_lines(
        who.party,
        number=mention.numbers.get("order_line"),
        order=mention.numbers.get("order"),
        skus=skus,
        dates=mention.dates,
        ordinal=mention.ordinal,
        returnable_only=operation in _GOING_BACK,
        to_send_only=operation in BEFORE_IT_LEAVES | _OF_ONE_LINE,
    )


def _label(line: LineCard, who: Who, among: Sequence[LineCard]) -> str:
    title = line.title.get(who.language) or line.title["en"]
    alike = [one for one in among if (one.order, one.sku) == (line.order, line.sku)]
    pieces = f"{line.quantity} × " if len(alike) > 1 else ""
    return f"{pieces}{title} ({line.number}, {on_day(line.ordered_on, who)})"
