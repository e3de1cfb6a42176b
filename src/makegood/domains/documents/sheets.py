"""Put together what a letter says: the notice's words, and the explanation of the act; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from makegood.core.clock import local
from makegood.core.outcome import Outcome, PromiseMade
from makegood.core.statements import Param, Statement
from makegood.domains.conversations.queries import NoticeCard
from makegood.domains.documents.ports import Labelled, Labels, Reason, Sheet
from makegood.handbook import Handbook

_SINCE = " · "
"""Stands between a clause and the day since which it holds."""


def sheet(handbook: Handbook, notice: NoticeCard, name: str, act: Outcome | None) -> Sheet:
    """The letter of a notice to somebody; `act` is what the company did that caused it.

    Whom it is addressed to is only what the notice itself knew, so that a mail to one address
    never tells another one.
    """
    company, language = handbook.company, notice.language
    contact, own = company.contact, labels(handbook, language)
    reasons = _reasons((*act.statements, *act.news) if act else (), language)
    return Sheet(
        company=company.name,
        legal_name=company.legal_name,
        contact=where_we_are(handbook),
        addressee=_addressee(notice, name),
        place_and_day=Param.of(local(notice.at).date()).spelled(language),
        reference=notice.number,
        title=notice.subject or name,
        paragraphs=_paragraphs(notice, contact),
        figures=_figures(act, language),
        promises=_promises(act.promises if act else (), language),
        reasons=tuple(one for one in reasons if one.says not in notice.body),
        rests_on=_rests_on(reasons, notice.body, own.rests_on),
        labels=own,
        language=language,
        written_at=notice.at,
    )


def where_we_are(handbook: Handbook) -> tuple[str, ...]:
    """The company's address, telephone and mail, as they stand at the head of each page."""
    company = handbook.company
    post = company.contact["post"].removeprefix(f"{company.name}, ")
    return post, company.contact["phone"], company.contact["email"]


def labels(handbook: Handbook, language: str) -> Labels:
    """The letter's own words in a language; where to turn to is the company's own contact."""
    voice, contact = handbook.voice(language), handbook.company.contact
    where = {
        "phone": contact["phone"],
        "email": contact["email"],
        "complaints_email": contact["complaints_email"],
        "post": contact["post"],
    }
    return Labels(
        reference=voice.statement("documents.reference"),
        figures=voice.statement("documents.figures"),
        promises=voice.statement("documents.promises"),
        due=voice.statement("documents.due"),
        why=voice.statement("documents.why"),
        rests_on=voice.statement("documents.rests_on"),
        disagree=voice.statement("documents.disagree"),
        how_to_disagree=voice.statement("documents.how_to_disagree").format_map(where),
        page=voice.statement("documents.page"),
        of=voice.statement("documents.of"),
    )


def _paragraphs(notice: NoticeCard, contact: Mapping[str, str]) -> tuple[str, ...]:
    """What the mail says, without the lines of its signature that every letter's head has."""
    known = (contact["phone"], contact["post"])
    kept = [
        "\n".join(
            line
            for line in part.strip().splitlines()
            if not line.startswith(known) and not line.endswith(f": {notice.number}")
        )
        for part in notice.body.split("\n\n")
    ]
    return tuple(part for part in kept if part)


def _addressee(notice: NoticeCard, name: str) -> tuple[str, ...]:
    if notice.channel != "letter":
        return (name, notice.to)
    return tuple(part.strip() for part in notice.to.split(",", 2))


def _figures(act: Outcome | None, language: str) -> tuple[Labelled, ...]:
    figures = act.figures if act else ()
    return tuple(Labelled(_capital(one.label(language)), one.spelled(language)) for one in figures)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _promises(made: Iterable[PromiseMade], language: str) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(one.text.text(language), Param.of(one.due).spelled(language)) for one in made
    )


def _reasons(says: Iterable[Statement], language: str) -> tuple[Reason, ...]:
    """Each sentence once, with the clause version or the record that it rests on."""
    found = (Reason(one.text(language), _quoted(one.source)) for one in says)
    return tuple(dict.fromkeys(found))


def _rests_on(reasons: Iterable[Reason], body: str, sentence: str) -> str:
    """Name once what the sentences of the body rest on; empty when it has none of them.

    Clauses of one day stand together: "RET-2, RET-4 · 2026-01-01; O-1041".
    """
    days: dict[str, list[str]] = {}
    for because in dict.fromkeys(one.because for one in reasons if one.says in body):
        number, _, day = because.partition(_SINCE)
        days.setdefault(day, []).append(number)
    named = [f"{', '.join(numbers)}{_SINCE if day else ''}{day}" for day, numbers in days.items()]
    return sentence.format(sources="; ".join(named)) if named else ""


def _quoted(source: str) -> str:
    """A source as a customer may quote it: RET-4 with its date, or the number of the record."""
    return source.rpartition(":")[2].replace("@", _SINCE)
