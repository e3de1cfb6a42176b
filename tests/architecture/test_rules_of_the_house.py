"""The whole project keeps the rules of the house."""

import pytest
from typer.main import get_group

from makegood.config.place import default_place
from makegood.config.premises import ThisMachine
from makegood.faces.cli.app import console
from tests.architecture.rules import habits, names, papers, rooms, sizes, types_and_imports
from tests.architecture.rules.sources import HOUSE, Breach, Source, project_sources

RULES = (
    sizes.file_is_read_in_one_sitting,
    sizes.function_is_read_at_a_glance,
    sizes.line_fits,
    names.name_says_what_it_is,
    names.docstring_comes_first,
    habits.time_comes_from_the_clock,
    habits.no_signals,
    habits.no_foreign_key_by_string_across_domains,
    habits.operation_says_only_what_the_act_means,
    habits.only_the_console_prints,
    habits.no_mocks,
    types_and_imports.ignored_type_has_code_and_reason,
    types_and_imports.any_stays_in_core,
    types_and_imports.handbook_stands_alone,
    types_and_imports.only_adapters_call_out,
    types_and_imports.import_is_declared,
)
ROOM_RULES = (rooms.domain_has_only_its_rooms, rooms.operation_has_its_test, rooms.heart_beats)
DOCUMENTS = (
    "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "STYLE.md", "SECURITY.md",
    *(str(page.relative_to(HOUSE)) for page in sorted((HOUSE / "docs").glob("*.md"))),
)  # fmt: skip


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found = project_sources()
    assert len(found) > 10
    return found


def assert_none(breaches: list[Breach]) -> None:
    if breaches:
        pytest.fail("\n".join(["", *map(str, breaches)]), pytrace=False)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule, sources):
    assert_none([breach for source in sources for breach in rule(source)])


@pytest.mark.parametrize("rule", ROOM_RULES, ids=lambda rule: rule.__name__)
def test_every_domain_has_its_rooms(rule):
    assert_none(rule(papers.project_files()))


def test_no_text_names_a_machine_or_a_registry():
    assert_none(
        [
            breach
            for path in papers.project_files()
            if (text := papers.read_text(path)) is not None
            for breach in papers.names_no_machine(path, text)
        ]
    )


def test_every_make_command_in_the_documents_exists():
    targets = papers.make_targets((HOUSE / "Makefile").read_text("utf-8"))
    assert {"demo", "test", "check", "bench"} <= targets
    assert_none(
        [
            breach
            for name in DOCUMENTS
            if (HOUSE / name).is_file()
            for breach in papers.commands_exist(name, (HOUSE / name).read_text("utf-8"), targets)
        ]
    )


def test_every_console_command_in_the_documents_exists():
    told = {
        command
        for name in DOCUMENTS
        if (HOUSE / name).is_file()
        for command in papers.console_commands((HOUSE / name).read_text("utf-8"))
    }
    assert {"handbook", "migrate", "work"} <= told
    assert told - set(get_group(console(ThisMachine(default_place()))).commands) == set()


def test_every_vendored_file_is_the_one_written_down():
    folders = {folder for folder in (HOUSE / "src").rglob("vendor") if folder.is_dir()}
    assert_none(
        [
            breach
            for folder in sorted(folders)
            for breach in papers.vendored_file_is_the_one_written_down(folder)
        ]
    )


@pytest.mark.parametrize("lock", sorted(one.name for one in HOUSE.glob("requirements*.lock")))
def test_each_lock_serves_any_index(lock):
    extras = {"psycopg", "openai"}
    wanted = types_and_imports.declared_distributions()
    text = (HOUSE / lock).read_text("utf-8")
    assert_none(papers.lock_serves_any_index(lock, text, wanted - extras))
