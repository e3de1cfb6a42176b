"""Follow the pieces of one article from paper to paper, and see at which step some went astray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from makegood.domains.aftersales.matching.aligning import Aligned
from makegood.domains.aftersales.matching.papers import Kind, Paper, pieces_of
from makegood.domains.aftersales.matching.patterns import COLUMNS, Seen, Value

KIND_OF = {
    "requisition": Kind.REQUISITION,
    "ordered": Kind.ORDER,
    "acknowledged": Kind.ACKNOWLEDGEMENT,
    "packed": Kind.PACKING_SLIP,
    "delivered": Kind.PROOF_OF_DELIVERY,
    "received": Kind.RECEIVING_REPORT,
    "accepted": Kind.INSPECTION,
    "invoiced": Kind.INVOICE,
}
"""Which paper speaks for which column; a pick list speaks for a packing slip that is not there."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step between two papers at which pieces were lost or gained.

    `pieces` is how many; `over` how many of them this invoice bills all the same. `is_asked` means
    that more was ordered than was wanted, and came.
    """

    seen: Seen
    told: tuple[str, str]
    pieces: int
    over: int
    is_asked: bool = False


def counted(papers: Sequence[Paper], article: Aligned) -> dict[str, int]:
    """How many pieces each paper says; a paper that is there and leaves the article out says 0."""
    there = {paper.kind for paper in papers}
    found: dict[str, int] = {}
    for column, kind in KIND_OF.items():
        lines = article.of(kind)
        if column == "packed" and not lines and kind not in there:
            kind, lines = Kind.PICK_LIST, article.of(Kind.PICK_LIST)
        later = kind is Kind.PROOF_OF_DELIVERY and is_subject_to_count(papers)
        silent = later or (kind in (Kind.PROOF_OF_DELIVERY, Kind.INSPECTION) and not lines)
        unseen = column in ("packed", "delivered", "received", "accepted") and not article.is_goods
        if kind in there and not silent and not unseen:
            found[column] = pieces_of(lines)
    return found


def steps(
    papers: Sequence[Paper], article: Aligned, billed_before: int, tolerance: int, returned: int = 0
) -> list[Step]:
    """Each step at which the count changes and the invoice does not follow. Source: C20.

    A chain of several steps is told apart into its steps, so that each has its own cause: 10
    ordered, 8 packed, 7 accepted is 2 never sent and 1 damaged. What was not accepted and was
    credited as `returned` is settled.
    """
    values = counted(papers, article)
    if "accepted" in values and returned:
        settled = values["accepted"] + returned
        most = max(values["accepted"], values.get("received", settled))
        values["accepted"] = min(settled, most)
    billed = values.pop("invoiced", 0)
    total = billed + billed_before
    if billed and not values.get("ordered"):
        came = values if article.is_goods else {**values, "packed": 0}
        seen = Seen("quantity", {**came, "invoiced": billed})
        return [Step(seen, ("0", str(billed)), billed, billed)]
    guessed = _guess_delivery(papers, article, values)
    chain = [(column, values[column]) for column in COLUMNS if column in values]
    ordered = values.get("ordered", total)
    made = [
        _step(chain, column, before, after, total)
        for (_, before), (column, after) in pairwise(chain)
        if abs(before - after) > tolerance
    ]
    if total - ordered > tolerance:
        same = dict.fromkeys((column for column, _ in chain), ordered)
        seen = Seen("quantity", {**same, "invoiced": total})
        made.append(Step(seen, (str(ordered), str(total)), total - ordered, total - ordered))
    arrived = min(chain[-1][1], ordered) if chain else ordered
    return _of_this_invoice(made, min(billed, max(0, total - arrived)), guessed)


def _step(
    chain: Sequence[tuple[str, int]], column: str, before: int, after: int, total: int
) -> Step:
    """The step as if it were the only one: what came before it is the same, and what after."""
    keyed = column == "ordered" and total == after
    over = max(0, after - before) if keyed else max(0, min(total, before) - after)
    at = COLUMNS.index(column)
    values: dict[str, Value] = {
        name: before if COLUMNS.index(name) < at else after for name, _ in chain
    }
    if keyed:
        values["invoiced"] = after
    elif over or total == before:
        values["invoiced"] = before
    told = (str(before), str(after))
    return Step(Seen("quantity", values), told, abs(before - after), over, is_asked=keyed)


def _of_this_invoice(made: Sequence[Step], most: int, guessed: frozenset[str]) -> list[Step]:
    """The steps with no more pieces than this invoice bills and did not come in the end.

    A loss that nobody was billed for is nothing to dispute.
    """
    found = []
    for step in made:
        over = step.over if step.is_asked else min(step.over, most)
        if step.over and not over:
            continue
        lost = not step.over and int(step.told[1]) < int(step.told[0])
        if lost:
            continue
        most -= 0 if step.is_asked else over
        seen = Seen(step.seen.dimension, step.seen.values, guessed)
        found.append(Step(seen, step.told, step.pieces, over, step.is_asked))
    return found


def _guess_delivery(
    papers: Sequence[Paper], article: Aligned, values: dict[str, int]
) -> frozenset[str]:
    """Work out from pallets or boxes what was delivered, where no paper counts the pieces.

    All of them there: all that was packed. Some missing: what was received, or their share.
    """
    packed = values.get("packed")
    sent = _packages(papers, Kind.PACKING_SLIP)
    came = _packages(papers, Kind.PROOF_OF_DELIVERY)
    counted_here = "delivered" in values or is_subject_to_count(papers)
    if packed is None or not sent or came is None or counted_here:
        return frozenset()
    share = packed * min(came, sent) // sent
    values["delivered"] = packed if came >= sent else values.get("received", share)
    return frozenset({"delivered"})


def is_subject_to_count(papers: Sequence[Paper]) -> bool:
    """Whether it was signed for "subject to count": only the count on arrival tells. C20."""
    return any(one.subject_to_count for one in papers)


def _packages(papers: Sequence[Paper], kind: Kind) -> int | None:
    counts = [one.packages for one in papers if one.kind is kind and one.packages is not None]
    return sum(counts) if counts else None
