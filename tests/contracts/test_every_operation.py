"""What holds for every operation of the registry, before its author wrote a single test."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from pydantic import TypeAdapter

from conftest import automated, staff
from makegood.core.actor import V0, V1, V3, Actor, ActorKind, Channel
from makegood.core.canonical import fingerprint
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.operation import AnyOperation
from makegood.core.outcome import InvalidAsk, Outcome, Status
from makegood.core.registry import registry
from makegood.core.runner import preview, run
from makegood.core.standing import Stand
from makegood.handbook import book

OPERATIONS = registry.all()
every = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def example_ask(operation: AnyOperation) -> dict[str, Any]:
    """The ask made of the example of each field that is needed."""
    fields = operation.ask_model().model_fields
    return {
        name: plain(field.examples[0])
        for name, field in fields.items()
        if field.examples and field.is_required()
    }


def plain(example: object) -> object:
    return TypeAdapter(type(example)).dump_python(example, mode="json")


def whole_database() -> str:
    """One hash over every row of every table."""
    return fingerprint(
        {
            model._meta.label: sorted(map(repr, model._default_manager.values_list()))
            for model in apps.get_models()
        }
    )


def likely_actor(operation: AnyOperation) -> Actor:
    """An actor who may try this kind of act at all."""
    standing = operation.needs.standing
    if standing.concerns_party:
        return automated("C-6", V3).model_copy(update={"conversation": "CV-none"})
    manager = staff("omar", "M1")
    is_hers = standing.judge(manager, None) is Stand.HOLDS
    return manager if is_hers else Actor.system("system:tests")


def test_there_are_operations_in_every_domain_of_the_house() -> None:
    found = {operation.name.partition(".")[0] for operation in OPERATIONS}
    assert found == {
        "parties", "company", "knowledge", "conversations", "documents", "ledger", "billing",
        "ordering", "aftersales", "dealers", "cases",
    }  # fmt: skip


@every
def test_each_example_is_what_its_field_accepts(operation: AnyOperation) -> None:
    model = operation.ask_model()
    for field in model.model_fields.values():
        accepts = TypeAdapter(field.rebuild_annotation())
        for example in field.examples or []:
            accepts.validate_json(json.dumps(plain(example)), strict=True)
    model.model_validate_json(json.dumps(example_ask(operation)))


@every
def test_an_unknown_field_is_refused_by_name(operation: AnyOperation) -> None:
    before = JournalRow.objects.count()
    with pytest.raises(InvalidAsk) as caught:
        run(operation, example_ask(operation) | {"no_such_field": 1}, actor=likely_actor(operation))
    assert "no_such_field" in {fault.field for fault in caught.value.faults}
    assert JournalRow.objects.count() == before + 1


@every
def test_a_preview_leaves_every_table_as_it_was(operation: AnyOperation) -> None:
    before = whole_database()
    preview(operation, example_ask(operation), actor=likely_actor(operation))
    assert whole_database() == before


@every
def test_a_preview_of_what_judges_a_guess_says_the_same_whatever_is_guessed(
    operation: AnyOperation,
) -> None:
    if not operation.judges_guess:
        return
    assert not operation.needs.standing.concerns_party, "who stands where would be looked up"
    told = preview(operation, example_ask(operation), actor=likely_actor(operation))
    assert (told.statements, told.news, told.clauses, told.result) == ((), (), (), None)


@every
def test_somebody_without_a_role_is_refused_and_nothing_but_the_attempt_is_kept(
    operation: AnyOperation,
) -> None:
    noor = staff("noor", "").on_behalf_of("C-6", V3)
    before, counts = JournalRow.objects.count(), tables_but_the_journal()
    outcome = run(operation, example_ask(operation), actor=noor)
    assert (outcome.status, outcome.code) == (Status.REFUSED, Code.NOT_AUTHORISED)
    assert JournalRow.objects.count() == before + 1
    assert tables_but_the_journal() == counts


@every
def test_a_customer_not_known_well_enough_is_asked_to_verify(operation: AnyOperation) -> None:
    needs = operation.needs
    if not needs.standing.concerns_party or not needs.automated or needs.level == V0:
        return
    below = V1 if needs.level > V1 else V0
    counts = tables_but_the_journal()
    outcome = run(operation, example_ask(operation), actor=automated("C-6", below))
    assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, needs.level)
    assert tables_but_the_journal() == counts


@every
def test_an_act_for_staff_is_nothing_a_customer_or_the_machine_can_do(
    operation: AnyOperation,
) -> None:
    needs = operation.needs
    customer = Actor(
        kind=ActorKind.CUSTOMER, name="customer:x", role="customer", channel=Channel.API,
        party="C-6", level=V3, conversation="CV-none",
    )  # fmt: skip
    if needs.automated and not needs.standing.staff_only:
        return
    outcome = run(operation, example_ask(operation), actor=customer)
    assert outcome.code is Code.NOT_AUTHORISED


@every
def test_the_same_key_twice_gives_the_first_answer(operation: AnyOperation) -> None:
    actor, ask = likely_actor(operation), example_ask(operation)
    first = answered(operation, ask, actor)
    rows = JournalRow.objects.count()
    again = answered(operation, ask, actor)
    assert without_secrets(again) == without_secrets(first)
    assert JournalRow.objects.count() == rows


@every
def test_a_refusal_or_question_keeps_one_row_and_changes_nothing_else(
    operation: AnyOperation,
) -> None:
    before, counts = JournalRow.objects.count(), tables_but_the_journal()
    outcome = run(operation, example_ask(operation), actor=likely_actor(operation))
    if outcome.status in (Status.REFUSED, Status.NEEDS_INFO):
        assert JournalRow.objects.count() == before + 1
        assert tables_but_the_journal() == counts
        assert outcome.statements, "a refusal says why"


@every
def test_each_clause_it_cites_stands_in_the_handbook(operation: AnyOperation) -> None:
    outcome = preview(operation, example_ask(operation), actor=likely_actor(operation))
    for version in outcome.clauses:
        assert book().clause_version(version).version == version


def answered(operation: AnyOperation, ask: dict[str, Any], actor: Actor) -> Outcome:
    return run(operation, ask, actor=actor, key="the same key")


def without_secrets(outcome: Outcome) -> dict[str, Any]:
    kept = outcome.model_dump(mode="json")
    for name in outcome.result or {}:
        if name in registry.get(outcome.operation).secrets:
            kept["result"][name] = ""
    return kept


def tables_but_the_journal() -> str:
    skipped = {"JournalRow", "JournalHead", "JournalSubject"}
    return fingerprint(
        {
            model._meta.label: sorted(map(repr, model._default_manager.values_list()))
            for model in apps.get_models()
            if model.__name__ not in skipped
        }
    )
