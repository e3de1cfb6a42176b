"""Put together everything that is kept about one person, as that person may have it. C05, PRV-5.

Each part comes from the domain that keeps it. Other people's personal facts are left out: who
else is on an account, and the names of those who work here; of looks the role is told (PRV-6).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from pydantic import JsonValue

from makegood.core.canonical import canonical
from makegood.core.looks import looks_at
from makegood.core.promises import open_promises
from makegood.domains.aftersales.queries import exchanges_of, invoices_of, returns_of
from makegood.domains.billing.queries import (
    history,
    payments_by,
    refunds_of,
    stored_value,
)
from makegood.domains.cases.queries.cases import cases_of
from makegood.domains.cases.queries.privacy import privacy_requests_of
from makegood.domains.conversations.queries import correspondence, mails_of, of_party, transcript
from makegood.domains.documents.queries import documents_of
from makegood.domains.knowledge.queries import gaps_of
from makegood.domains.ordering.queries import bills_of, orders_of, quotes_of
from makegood.domains.parties.queries.kept import kept_person

_ALL = 100_000
_OURS = frozenset({"by", "owner", "recipients"})
_DAYS = frozenset({"acknowledge_by", "answer_by", "final_by", "promised_by", "replaced_by"})
"""Who of us did something is not told; by when something was promised is, and what came instead."""


def record_of(party: str) -> dict[str, JsonValue]:
    """Everything kept about a person, part by part. Raises NotFound."""
    return {name: _own(part(party)) for name, part in _PARTS.items()}


def _orders(party: str) -> object:
    return [
        {"order": one, "bills": bills_of(one.number), "money": history(one.number)}
        for one in orders_of(party)
    ]


def _refunds(party: str) -> object:
    return [refund for one in orders_of(party) for refund in refunds_of(one.number)]


def _conversations(party: str) -> object:
    return [
        {
            "number": one.number,
            "channel": one.channel,
            "language": one.language,
            "contact_point": one.contact_point,
            "opened_at": one.opened_at,
            "closed_at": one.closed_at,
            "said": [
                {"at": line.at, "who": line.who, "text": line.text}
                for line in transcript(one.number)
            ],
            "mails": mails_of(one.number),
        }
        for one in of_party(party, _ALL)
    ]


def _letters(party: str) -> object:
    return [
        {
            "number": one.number, "at": one.at, "channel": one.channel, "to": one.to,
            "about": one.subject_ref, "subject": one.subject, "body": one.body,
        }
        for one in correspondence(party, _ALL)
    ]  # fmt: skip


def _looks(party: str) -> object:
    return [
        {"at": one.at, "role": one.role, "channel": one.channel, "looked_first_at": one.ref}
        for one in looks_at(party, _ALL)
    ]


_PARTS: Mapping[str, Callable[[str], object]] = {
    "person": kept_person,
    "orders": _orders,
    "quotes": quotes_of,
    "payments": payments_by,
    "store_credit": stored_value,
    "refunds": _refunds,
    "returns": returns_of,
    "exchanges": exchanges_of,
    "invoices": invoices_of,
    "cases": cases_of,
    "conversations": _conversations,
    "letters": _letters,
    "papers": lambda party: documents_of(party, _ALL),
    "questions": gaps_of,
    "promises": lambda party: open_promises(party=party),
    "requests": privacy_requests_of,
    "looks": _looks,
}
SECTIONS = tuple(_PARTS)
"""The parts of the record, in the order in which they are read."""


def _own(found: object) -> JsonValue:
    """The same as plain values, without what is not about the person."""
    return _without_ours(json.loads(canonical(_listed(found))))


def _listed(found: object) -> object:
    return list(found) if isinstance(found, Iterable) and not isinstance(found, str) else found


def _without_ours(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {name: _without_ours(part) for name, part in value.items() if not _is_ours(name)}
    if isinstance(value, list):
        return [_without_ours(part) for part in value]
    return value


def _is_ours(name: str) -> bool:
    return name in _OURS or (name.endswith("_by") and name not in _DAYS)
