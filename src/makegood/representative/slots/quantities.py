"""Ground how many pieces are meant: a number, or all, or all but one of what is left."""

from __future__ import annotations

import re

from makegood.domains.ordering.queries import OrderCard, order_card
from makegood.representative.dialogue.state import Task
from makegood.representative.dialogue.world import Found, Grounding, Unfound
from makegood.representative.understand.commands import Value
from makegood.representative.understand.slots import ALL

_ALL_BUT = re.compile(rf"{ALL}(?:-(\d+))?")
_OF_WHAT_CAME = ("aftersales.",)


def ground_quantity(words: Value, operation: str, task: Task) -> Grounding:
    """The number of pieces that is meant of the line or the order of a task.

    "All" are all that can still come back, or that have not left, as the act asks.
    """
    found = _ALL_BUT.fullmatch(str(words))
    if found is None:
        return Found(words)
    left = _left(operation, task) - int(found[1] or 0)
    return Found(left) if left > 0 else Unfound()


def _left(operation: str, task: Task) -> int:
    line = str(task.filled.get("line") or "")
    order = line.partition("/")[0] or str(task.filled.get("order") or "")
    if not order:
        return 0
    card: OrderCard = order_card(order)
    lines = [one for one in card.lines if line in ("", one.number) and one.is_goods]
    came = operation.startswith(_OF_WHAT_CAME)
    return sum(one.returnable if came else one.quantity - one.shipped for one in lines)
