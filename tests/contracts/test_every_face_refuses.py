"""Who may not do an act hears the same no at every face, and nothing but the attempt is kept.

What is owed to each is written down here from what an act declares, and not asked of the runner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pydantic import JsonValue
from pytest_django.plugin import DjangoDbBlocker

from makegood.core import clock
from makegood.core.actor import Actor, ActorKind
from makegood.core.canonical import fingerprint
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.operation import AnyOperation
from makegood.core.registry import registry
from makegood.core.standing import Stand
from tests.contracts.faces import FACES, World, build
from tests.contracts.test_every_operation import example_ask

DOORS = frozenset({"desk", "rest", "mcp"})
"""Faces at which nobody without a key or a session comes as far as an act."""
KINDS = {
    "nobody": ActorKind.ANONYMOUS,
    "customer": ActorKind.CUSTOMER,
    "machine": ActorKind.AUTOMATED,
    "noor": ActorKind.STAFF,
    "rae": ActorKind.STAFF,
}
AT = {
    "desk": ("nobody", "customer", "noor", "rae"),
    "rest": ("nobody", "customer", "noor", "rae"),
    "mcp": ("nobody", "customer", "noor", "rae"),
    "console": ("nobody", "customer", "noor", "rae"),
    "conversation": ("nobody", "customer", "machine"),
}
ABOUT_ONESELF = frozenset(
    {
        "billing.tell_balance", "cases.ask_for_erasure", "cases.export_records",
        "aftersales.register_warranty", "conversations.go_on_in_chat", "ordering.create_order",
        "ordering.make_quote", "ordering.start_subscription", "parties.capture_consent",
        "parties.flag_vulnerability",
        "parties.pause_purchases", "parties.record_death", "parties.tell_consents",
        "parties.update_contact_point",
    }
)  # fmt: skip
"""Acts that name nothing of anybody else's, so that a customer who is known may do them."""
KEPT_BY_AN_ATTEMPT = {"core_journalrow", "core_journalsubject", "core_journalhead"}
KEPT_BY_A_REQUEST = {"core_approvalrequest", "core_number"}
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO) "?(\w+)"?', re.IGNORECASE)


def owed(operation: AnyOperation, face: str, who: str) -> str | None:
    """The code with which an act is refused to somebody; None when it is open to them."""
    needs, kind = operation.needs, KINDS[who]
    if (face in DOORS and who == "nobody") or (face, who) == ("desk", "customer"):
        return "not_known"
    if face == "conversation":
        kind = ActorKind.AUTOMATED
        if needs.automated == (who == "machine"):
            return None
    if operation.only_inside or who == "noor":
        return Code.NOT_AUTHORISED
    if who == "rae":
        return _owed_to_a_clerk(operation)
    if not needs.automated or _is_shut(operation, kind):
        return Code.NOT_AUTHORISED
    if needs.standing.concerns_party:
        if who == "nobody":
            return Code.VERIFICATION_REQUIRED
        return None if operation.name in ABOUT_ONESELF else Code.NOT_FOUND
    names_another = "conversation" in example_ask(operation)
    return Code.NOT_FOUND if names_another else None


def _owed_to_a_clerk(operation: AnyOperation) -> str | None:
    if operation.needs.authority in ("goodwill", "manual_journal"):
        return Code.APPROVAL_REQUIRED
    is_hers = operation.offered_to("R1") and not _is_shut(operation, ActorKind.STAFF)
    return None if is_hers else Code.NOT_AUTHORISED


def _is_shut(operation: AnyOperation, kind: ActorKind) -> bool:
    standing = operation.needs.standing
    if standing.concerns_party:
        return False
    return standing.judge(Actor(kind=kind, name="x", role="x"), None) is not Stand.HOLDS


CASES = [
    (operation, face, who, code)
    for operation in registry.all()
    for face, who_comes in AT.items()
    for who in who_comes
    if (code := owed(operation, face, who)) is not None
]


@pytest.fixture(scope="module")
def northvale(northvale_apart: None) -> None:
    """What is done here once for all of these tests is nowhere else."""


@pytest.fixture(scope="module")
def world(django_db_blocker: DjangoDbBlocker, northvale: None) -> World:
    """Northvale, once for all of these tests: each of them is taken back, and changes nothing."""
    with django_db_blocker.unblock(), clock.standing_at("2026-06-15"):
        return build()


@pytest.fixture(scope="module")
def before(django_db_blocker: DjangoDbBlocker, world: World) -> Callable[[str], str]:
    """What stood in a table before anybody tried anything."""
    with django_db_blocker.unblock():
        return {table: content(table) for table in tables()}.__getitem__


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("operation", "face", "who", "code"), CASES,
    ids=[f"{operation.name}-{face}-{who}" for operation, face, who, _ in CASES],
)  # fmt: skip
def test_each_face_refuses_alike_and_keeps_nothing_but_the_attempt(
    world: World,
    before: Callable[[str], str],
    operation: AnyOperation,
    face: str,
    who: str,
    code: str,
) -> None:
    rows = JournalRow.objects.count()
    with written_to() as touched:
        assert FACES[face](world, who, operation.name, ask_of(operation, world)) == code
    may_change = KEPT_BY_AN_ATTEMPT if code != "not_known" else set()
    if code == Code.APPROVAL_REQUIRED:
        may_change |= KEPT_BY_A_REQUEST
    assert [one for one in touched - may_change if content(one) != before(one)] == []
    kept = list(JournalRow.objects.order_by("seq")[rows:].values_list("operation", "code"))
    assert kept == ([] if code == "not_known" else [(operation.name, code)])


def test_every_act_is_refused_to_somebody_at_every_face() -> None:
    refused = {face: {one.name for one, at, *_ in CASES if at == face} for face in FACES}
    everything = {one.name for one in registry.all()}
    assert refused["desk"] == refused["rest"] == refused["mcp"] == refused["console"] == everything
    assert {one.name for one in registry.all() if one.only_inside} <= refused["conversation"]


def ask_of(operation: AnyOperation, world: World) -> Mapping[str, JsonValue]:
    """An example of what is asked, about what is really there where somebody's role is judged."""
    real: dict[str, JsonValue] = {
        "company.approve_request.request": world.approval,
        "company.refuse_request.request": world.approval,
        "company.revoke_api_key.api_key": world.key,
        "company.retry_effect.key": world.effect,
        "cases.assign_referral.referral": world.referral,
        "cases.grant_goodwill.amount": "60.00",
    }
    ask = example_ask(operation)
    return {name: real.get(f"{operation.name}.{name}", value) for name, value in ask.items()}


def tables() -> list[str]:
    """Every table that the company keeps."""
    return [model._meta.db_table for model in apps.get_models()]


def content(table: str) -> str:
    """One hash over all that stands in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
        return fingerprint(sorted(map(repr, cursor.fetchall())))


@contextmanager
def written_to() -> Iterator[set[str]]:
    """The tables that anything was written to meanwhile, even if it was taken back."""
    touched: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := _WRITES.match(sql):
            touched.add(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield touched
