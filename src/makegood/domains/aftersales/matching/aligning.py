"""Find the lines of several papers that mean the same article. Source: C20, align_lines.

First by stock number, then by the buyer's part number, then by what replaced what, then by a
description that is nearly the same. What arrived and was not ordered, beside what was ordered and
did not arrive, is taken as one article in place of the other when the pieces are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from makegood.domains.aftersales.matching.papers import Kind, Paper, PaperLine, pieces_of

_FIRST = (Kind.ORDER, Kind.INVOICE)
_COUNTS_NOTHING = frozenset({Kind.PRICE_CHANGE, Kind.USAGE_REPORT})


@dataclass(slots=True)
class Aligned:
    """The lines of all papers about one article, and how the last of them was recognised."""

    lines: dict[Kind, list[PaperLine]] = field(default_factory=dict)
    by: dict[Kind, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> Sequence[PaperLine]:
        """Its lines on papers of a kind."""
        return self.lines.get(kind, ())

    def add(self, kind: Kind, line: PaperLine, by: str) -> None:
        """Take in a line of a paper."""
        self.lines.setdefault(kind, []).append(line)
        self.by[kind] = by

    @property
    def all(self) -> list[PaperLine]:
        """Every line, those of the order first."""
        kinds = (*_FIRST, *(kind for kind in Kind if kind not in _FIRST))
        return [line for kind in kinds for line in self.of(kind)]

    @property
    def name(self) -> str:
        """What the article is called, by its order first."""
        return next((line.name for line in self.all if line.name), "")

    @property
    def is_goods(self) -> bool:
        """Whether it is something that is packed and received, not a service."""
        return any(line.is_goods for line in self.all)


def align(
    papers: Iterable[Paper], *, successors: Mapping[str, str], similarity: int
) -> tuple[Aligned, ...]:
    """The lines of the papers, article by article, in the order of the order's lines.

    `successors` says which stock number replaced which; `similarity` is how alike two
    descriptions must be, in per cent.
    """
    found: list[Aligned] = []
    order = {kind: place for place, kind in enumerate((*_FIRST, *Kind))}
    for paper in sorted(papers, key=lambda paper: order.get(paper.kind, len(order))):
        for line in paper.lines:
            _place(found, paper.kind, line, successors, similarity)
    return tuple(_with_substitutes(found))


def _place(
    found: list[Aligned],
    kind: Kind,
    line: PaperLine,
    successors: Mapping[str, str],
    similarity: int,
) -> None:
    for by in ("stock_number", "buyer_part", "supersession", "description"):
        for article in found:
            if any(_same(by, line, other, successors, similarity) for other in article.all):
                article.add(kind, line, by)
                return
    found.append(Aligned())
    found[-1].add(kind, line, "stock_number" if line.sku else "description")


def _same(
    by: str, one: PaperLine, other: PaperLine, successors: Mapping[str, str], similarity: int
) -> bool:
    if by == "stock_number":
        return bool(one.sku) and one.sku == other.sku
    if by == "buyer_part":
        return bool(one.buyer_part) and one.buyer_part == other.buyer_part
    if by == "supersession":
        latest = [_latest(sku, successors) for sku in (one.sku, other.sku)]
        return bool(one.sku and other.sku) and latest[0] == latest[1]
    if one.sku and other.sku:
        return False
    described = (one.description.casefold(), other.description.casefold())
    return all(described) and fuzz.token_sort_ratio(*described) >= similarity


def _latest(sku: str, successors: Mapping[str, str]) -> str:
    seen = {sku}
    while (following := successors.get(sku)) and following not in seen:
        seen.add(sku := following)
    return sku


def _with_substitutes(found: list[Aligned]) -> list[Aligned]:
    """Put what came unasked beside what was asked for and did not come."""
    counted = (one for one in found if not one.lines.keys() <= _COUNTS_NOTHING)
    for stranger in [one for one in counted if Kind.ORDER not in one.lines]:
        fitting = [one for one in found if one is not stranger and _may_stand_for(stranger, one)]
        if len(fitting) == 1:
            for kind, lines in stranger.lines.items():
                for line in lines:
                    fitting[0].add(kind, line, "in_its_place")
            found.remove(stranger)
    return found


def _may_stand_for(stranger: Aligned, other: Aligned) -> bool:
    return (
        Kind.ORDER in other.lines
        and not stranger.lines.keys() & other.lines.keys()
        and stranger.is_goods == other.is_goods
        and _pieces(stranger) == _pieces(other)
    )


def _pieces(one: Aligned) -> int:
    return max(pieces_of(lines) for lines in one.lines.values())
