"""Put together a paper of a record: an order's confirmation, an invoice, a label; pure.

Domains above say what stands on it (`paper_of`); what all papers have alike is added here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.statements import Param, Sayable, Statement
from makegood.domains.documents.barcodes import code128
from makegood.domains.documents.ports import (
    Block,
    Labelled,
    Paper,
    Reason,
    SheetTable,
    TypesettingFailed,
    typeset,
)
from makegood.domains.documents.sheets import labels, where_we_are
from makegood.handbook import book


class PaperKind(StrEnum):
    """The papers that records have."""

    ORDER_CONFIRMATION = "order_confirmation"
    PICK_LIST = "pick_list"
    PACKING_SLIP = "packing_slip"
    SHIPPING_LABEL = "shipping_label"
    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"
    RETURN_LABEL = "return_label"
    QUOTE = "quote"
    INSPECTION_REPORT = "inspection_report"


LABELS = frozenset({PaperKind.SHIPPING_LABEL, PaperKind.RETURN_LABEL})

PaperMaker = Callable[[str], Paper]
"""Makes a paper of a record by its number; NotFound when the record has none, or not yet."""

MakerT = TypeVar("MakerT", bound=PaperMaker)
_makers: dict[PaperKind, PaperMaker] = {}


def paper_of(kind: PaperKind) -> Callable[[MakerT], MakerT]:
    """Let records have a paper of this kind, which a domain above makes."""

    def known(maker: MakerT) -> MakerT:
        _makers[kind] = maker
        return maker

    return known


def made(kind: PaperKind, number: str) -> Paper:
    """The paper of a record; NotFound when it has none."""
    return _makers[kind](number)


def ready(kind: PaperKind, number: str) -> None:
    """Typeset a paper ahead of the act that files it, so that nobody waits with rows locked."""
    with suppress(NotFound, TypesettingFailed):  # the act itself says what is wrong
        typeset(made(kind, number))


def paper(
    kind: str, number: str, *, subject: str, party: str, at: datetime, language: str,
    blocks: Sequence[Block] = (), facts: Sequence[tuple[str, Sayable | None]] = (),
    table: SheetTable | None = None, left: int = 1, totals: Sequence[tuple[str, Money]] = (),
    notes: Sequence[Statement] = (), code: str = "", title: str = "",
) -> Paper:  # fmt: skip
    """A paper with the company's head and foot; facts without a value are left out.

    `facts` and `totals` are named by the statements of the voice, `code` is what the bars say,
    `title` what it is called where its kind does not say it.
    """
    company, voice = book().company, book().voice(language)
    return Paper(
        kind=kind,
        is_label=kind in LABELS,
        company=company.name,
        contact=where_we_are(book()),
        title=title or voice.statement(f"documents.paper_{kind}"),
        number=number,
        subject=subject,
        party=party,
        day=spelled(local(at).date(), language),
        code=code or number,
        bars=code128(code or number),
        blocks=tuple(blocks),
        facts=_labelled(facts, language),
        table=table,
        left=left,
        totals=_labelled(totals, language),
        notes=tuple(Reason(one.text(language), _quoted(one.source)) for one in notes),
        labels=labels(book(), language),
        language=language,
        made_at=at,
    )


def spelled(value: Sayable | None, language: str) -> str:
    """A value as it stands on a paper; empty where there is none."""
    return "" if value is None else Param.of(value).spelled(language)


def block(name: str, rows: Sequence[str], language: str) -> Block:
    """An address, or other lines that stand together, with its name from the voice."""
    return Block(book().voice(language).statement(name), tuple(row for row in rows if row))


def table(heads: Sequence[str], rows: Sequence[Sequence[Sayable]], language: str) -> SheetTable:
    """A table with its heads from the voice; None where it has no row."""
    voice = book().voice(language)
    return SheetTable(
        heads=tuple(voice.statement(one) for one in heads),
        rows=tuple(tuple(spelled(value, language) for value in row) for row in rows),
    )


def _labelled(values: Sequence[tuple[str, Sayable | None]], language: str) -> tuple[Labelled, ...]:
    """Values beside their names from the voice; what has none is left out."""
    voice = book().voice(language)
    return tuple(
        Labelled(voice.statement(name), spelled(value, language))
        for name, value in values
        if value not in (None, "")
    )


def _quoted(source: str) -> str:
    """A clause with its day; a record needs no naming on its own paper."""
    return source.rpartition(":")[2].replace("@", " · ") if "@" in source else ""
