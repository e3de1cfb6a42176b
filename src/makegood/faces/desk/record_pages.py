"""Gather what the pages of an order, a return and a case show, in few looks at the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from makegood.core import journal
from makegood.core.checks import Looked, looks_at
from makegood.core.money import Money
from makegood.core.promises import OpenPromise, open_promises
from makegood.domains.aftersales.queries import (
    ExchangeCard,
    InvoiceCard,
    ReturnCard,
    TestCard,
    UnitCard,
    comparison,
    credit_memo_card,
    invoice_card,
    invoices_of_order,
    is_stopped,
    lot_card,
    papers_of,
    returns_of_order,
)
from makegood.domains.billing.queries import history, refunds_from, refunds_of
from makegood.domains.cases.queries import CaseCard, cases_about
from makegood.domains.conversations.queries import NoticeCard, written
from makegood.domains.documents.queries import DocumentCard, documents_about
from makegood.domains.ordering.queries import (
    BillCard,
    OrderCard,
    QuoteCard,
    bills_of,
    carriages_of,
    changes_of,
    costs_of,
    delays_of,
    holds_of,
    quote_behind,
    refs_within,
    searches_of,
    supply_of,
)
from makegood.domains.parties.queries import names_of
from makegood.faces.desk import layout, naming, on_pieces, possible, sending, steps
from makegood.faces.desk.arithmetic import Line
from makegood.faces.desk.history import Attempt, Said, attempts
from makegood.faces.desk.offering import Offer
from makegood.faces.desk.printing import prints_of_order
from makegood.faces.desk.staying import stays
from makegood.faces.desk.steps import Step
from makegood.handbook import NotInHandbook, book

_DECIDED_BY = ("aftersales.inspect_return", "aftersales.refund_return", "aftersales.open_return")
_LOOKED_THROUGH = 60
_MOST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around any record: whose it is, what can be done, what was written and kept."""

    title: str
    party: str
    name: str
    steps: tuple[Step, ...]
    acts: tuple[Offer, ...]
    promises: tuple[OpenPromise, ...]
    checks: tuple[Looked, ...]
    letters: tuple[NoticeCard, ...]
    documents: tuple[DocumentCard, ...]
    refs: tuple[str, ...]


def order_inside(card: OrderCard) -> dict[str, object]:
    """An order: its steps, lines, money, parcels, returns and cases."""
    ref = f"order:{card.number}"
    moved, refunds = history(card.number), refunds_of(card.number)
    returns, holds = returns_of_order(card.number), holds_of(card.number)
    carriages, searches = carriages_of(card.number), searches_of(card.number)
    quoted = [f"quote:{quote}"] if (quote := quote_behind(card.number)) else []
    lines, parcels = (one.number for one in card.lines), (one.number for one in card.shipments)
    refs = (card.number, *lines, *parcels)
    around = around_of(
        ref,
        card.party,
        refs=refs,
        line=steps.of_order(card, moved),
        acts=possible.on_order(
            card, refunds, returns, holds, carriages, sending.sought(searches)
        ),
        letters=(ref, *quoted, *(f"return:{one.number}" for one in returns)),
        checks=(ref, *(f"refund:{one.number}" for one in refunds),
                *refs_within(card, searches)),
    )  # fmt: skip
    titles = {line.number: line.title_in("en") for line in card.lines}
    bills = bills_of(card.number)
    left = sum((one.amount for one in moved), start=Money.zero(card.total.currency))
    return {
        "card": card, "around": around, "moved": moved, "returns": returns, "titles": titles,
        "left": left, "stays": stays(card, returns, left),
        "invoices": invoices_of_order(card.number),
        "bills": bills, "prints": prints_of_order(card, carriages, bills),
        "changes": changes_of(card.number),
        "delays": delays_of(card.number),
        "holds": holds, "searches": searches, "supply": supply_of(card.number),
        "carriages": [one for one in carriages if not one.shipment],
        "cases": cases_about(ref),
    }  # fmt: skip


def quote_inside(card: QuoteCard) -> dict[str, object]:
    """A quote: each line with the rules that made its price, and what it costs us."""
    ref = f"quote:{card.number}"
    around = around_of(
        ref,
        card.party,
        refs=(card.number, *((card.order,) if card.order else ())),
        line=steps.of_quote(card),
        acts=possible.on_quote(card),
        letters=(ref,),
        checks=(),
    )
    return {"card": card, "around": around, "costs": costs_of(card.number)}


def return_inside(card: ReturnCard) -> dict[str, object]:
    """A return: its steps, what is refunded and why, and where the money went."""
    ref = f"return:{card.number}"
    refunds = refunds_from(ref)
    refs = (card.number, *card.refunds)
    around = around_of(
        ref,
        card.party,
        refs=refs,
        line=steps.of_return(card),
        acts=possible.on_return(card, refunds),
        letters=(ref,),
        checks=(ref, *(f"refund:{one}" for one in card.refunds)),
    )
    decided = _decided(card.number)
    goes = [one.sum.goes for one in decided if one.sum and one.sum.goes]
    return {
        "card": card, "around": around, "refunds": refunds, "decided": next(iter(decided), None),
        "why": _why(decided), "goes": goes[0] if goes else (), "cases": cases_about(ref),
    }  # fmt: skip


def invoice_inside(card: InvoiceCard) -> dict[str, object]:
    """An invoice: its papers side by side, where they disagree, and what was credited."""
    ref = card.ref
    memos = tuple(credit_memo_card(one) for one in card.credit_memos)
    around = around_of(
        ref,
        card.party,
        refs=(card.number, *card.credit_memos),
        line=(),
        acts=possible.on_invoice(card),
        letters=tuple(one.ref for one in memos),
        checks=(),
    )
    return {
        "card": card, "around": around, "found": comparison(card.number), "memos": memos,
        "papers": papers_of(card.order), "cases": cases_about(ref), "bill": None,
    }  # fmt: skip


def bill_inside(card: BillCard) -> dict[str, object]:
    """The bill of a shipment: as any invoice, with what the deposit paid of it and what is due."""
    return invoice_inside(invoice_card(card.number)) | {"bill": card}


def exchange_inside(card: ExchangeCard) -> dict[str, object]:
    """An exchange: both sides and the difference, what is held or charged, and what comes next."""
    ref = f"exchange:{card.number}"
    around = around_of(
        ref,
        card.party,
        refs=tuple(one for one in (card.number, card.back, card.order) if one),
        line=steps.of_exchange(card),
        acts=possible.on_exchange(card),
        letters=(ref,),
        checks=(),
    )
    refunds = refunds_from(ref)
    return {"card": card, "around": around, "refunds": refunds, "cases": cases_about(ref)}


def test_inside(card: TestCard) -> dict[str, object]:
    """A test: its question, its samples and who held them, its decision, whom a stop concerns."""
    around = around_of(
        f"product_test:{card.number}", "", refs=(card.number,), line=steps.of_test(card),
        acts=possible.on_test(card), letters=(), checks=(),
    )  # fmt: skip
    stop = lot_card(card.lot) if card.lot and is_stopped(card.lot) else None
    return {"card": card, "around": around, "stop": stop}


def unit_inside(card: UnitCard) -> dict[str, object]:
    """A piece: what covers it and until when, its repairs, its returns."""
    ref = f"unit:{card.serial}"
    repairs = tuple(f"repair:{one.number}" for one in card.repairs)
    around = around_of(
        ref,
        card.party,
        refs=(card.serial, *(one.number for one in card.repairs)),
        line=(),
        acts=on_pieces.on_unit(card),
        letters=repairs,
        checks=(),
    )
    return {"card": card, "around": around, "cases": cases_about(ref)}


def case_inside(card: CaseCard) -> dict[str, object]:
    """A case: until when it is answered, what is known, whom we asked, what we wrote."""
    ref = f"case:{card.number}"
    around = around_of(
        ref,
        card.party,
        refs=(card.number, *(one.number for one in card.referrals)),
        line=steps.of_case(card),
        acts=possible.on_case(card),
        letters=(ref, *card.subjects),
        checks=(ref, *card.subjects),
    )
    return {"card": card, "around": around, "department": _department}


def other_inside(card: object, number: str) -> dict[str, object]:
    """Any other record: its facts, its lists, and what can be done with it."""
    party = str(getattr(card, "party", "") or "")
    around = around_of(
        number, party, refs=(number,), line=(), acts=possible.on_other(card), letters=(), checks=()
    )
    return {
        "card": card, "around": around,
        "facts": layout.facts_of(card), "parts_of_it": layout.parts_of(card),
    }  # fmt: skip


def around_of(
    ref: str,
    party: str,
    *,
    refs: tuple[str, ...],
    line: tuple[Step, ...],
    acts: tuple[Offer, ...],
    letters: tuple[str, ...],
    checks: tuple[str, ...],
) -> Around:
    """What stands around a record: its head, its acts, and what was promised and written."""
    number = ref.rpartition(":")[2]
    return Around(
        title=f"{naming.kind(number)} {number}",
        party=party,
        name=names_of({party}).get(party, party) if party else "",
        steps=line,
        acts=acts,
        promises=tuple(open_promises(among={ref, *letters, *checks})) if ":" in ref else (),
        checks=looks_at(checks) if checks else (),
        letters=written(subject_refs=letters, limit=_MOST_LETTERS) if letters else (),
        documents=tuple(one for one in documents_about(ref) if not _is_letter(one)),
        refs=refs,
    )


def _is_letter(one: DocumentCard) -> bool:
    """Whether a document is only the PDF of something we wrote, which is listed by itself."""
    return any(filed.source.startswith("notice:") for filed in one.filings)


def _decided(number: str) -> tuple[Attempt, ...]:
    """The acts by which a refund was decided as it stands, first the last that says how."""
    rows = journal.history((number,), limit=_LOOKED_THROUGH)
    found = attempts(r for r in rows if r.operation in _DECIDED_BY and r.status == "done")
    told = [one for one in found if one.sum]
    same = [one for one in told if _total(one) == _total(told[0])]
    return tuple(sorted(same, key=lambda one: not (one.sum and one.sum.lines)))


def _why(decided: Iterable[Attempt]) -> tuple[Said, ...]:
    """The sentences that decided a refund, from the yes to the last look, each of them once."""
    in_order = sorted(decided, key=lambda one: one.place)
    said = {one.text: one for act in in_order for one in act.reasons}
    return tuple(said.values())


def _total(one: Attempt) -> Line | None:
    return one.sum.total if one.sum else None


def _department(code: str) -> str:
    try:
        return book().company.department(code).name
    except NotInHandbook:
        return code
