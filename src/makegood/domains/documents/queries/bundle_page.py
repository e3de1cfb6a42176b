"""Put a whole correspondence on paper: its index, then each piece in full. AC08.4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from makegood.core import clock
from makegood.core.statements import Sayable
from makegood.domains.documents.papers import paper, spelled, table
from makegood.domains.documents.ports import Paper, Reason, typeset
from makegood.domains.documents.queries.bundle import Bundle, Piece
from makegood.handbook import book

_HEADS = ("number", "when", "way", "what", "sha256")
_OF_A_HASH = 12


def bundle_pdf(found: Bundle, name: str, language: str) -> bytes:
    """A correspondence as one PDF that is read from beginning to end. TypesettingFailed.

    It is not filed: what it holds is kept where it stands, and for no longer than that.
    """
    return typeset(bundle_paper(found, name, language))


def bundle_paper(found: Bundle, name: str, language: str) -> Paper:
    """What stands on it: whose it is, the seal over all pieces, the index, the pieces."""
    index = [_row(one, language) for one in found.pieces]
    facts: list[tuple[str, Sayable | None]] = [
        ("documents.bundle_with", f"{name} ({found.party})"),
        ("documents.bundle_pieces", len(found.pieces)),
        ("documents.bundle_earlier", found.earlier),
    ]
    made = paper(
        "correspondence", found.about, subject=found.about, party=found.party,
        at=found.pieces[-1].at if found.pieces else clock.now(), language=language, facts=facts,
        table=table([f"documents.bundle_{one}" for one in _HEADS], index, language),
        left=len(_HEADS),
    )  # fmt: skip
    pieces = tuple(_pieces(found, language))
    seal = Reason(book().voice(language).statement("documents.bundle_seal"), found.sha256)
    return replace(made, notes=(seal, *pieces))


def _row(one: Piece, language: str) -> tuple[Sayable, ...]:
    what = f"{one.record} {one.title}".strip()
    way = book().voice(language).statement(f"documents.bundle_{one.way}")
    return str(one.place), one.at, way, what, one.sha256[:_OF_A_HASH]


def _pieces(found: Bundle, language: str) -> Iterator[Reason]:
    for one in found.pieces:
        way = book().voice(language).statement(f"documents.bundle_{one.way}")
        told = f"{one.place}. {way} · {spelled(one.at, language)} · {one.channel} · {one.who}"
        body = "\n".join(part for part in (told, one.title, one.text) if part)
        yield Reason(body, f"\n{one.record} · SHA-256 {one.sha256}")
