"""Each rule finds its bad sample, and leaves the good one alone."""

import pytest

from tests.architecture.rules import habits, names, papers, rooms, sizes, types_and_imports
from tests.architecture.rules.sources import Source
from tests.architecture.test_rules_of_the_house import ROOM_RULES, RULES

OPERATION = "src/makegood/domains/aftersales/operations/open_return.py"
DOMAIN = "src/makegood/domains/aftersales/models.py"
CORE = "src/makegood/core/runner.py"
FACE = "src/makegood/faces/api/routes.py"
BOOK = "src/makegood/handbook/clauses.py"

LONG_FUNCTION = "def tell():\n" + "    x = 1\n" * 40
SHORT_FUNCTION = "def tell():\n" + "    x = 1\n" * 39

SAMPLES = [
    # the rule, where the file stands, what is wrong, what is right
    (sizes.file_is_read_in_one_sitting, CORE, "x = 1\n" * 301, "x = 1\n" * 300),
    (sizes.file_is_read_in_one_sitting, OPERATION, "x = 1\n" * 121, "x = 1\n" * 120),
    (sizes.function_is_read_at_a_glance, CORE, LONG_FUNCTION, SHORT_FUNCTION),
    (sizes.line_fits, CORE, "#" * 101, "#" * 100),
    (names.name_says_what_it_is, CORE, "class ReturnManager: ...", "class Return: ..."),
    (names.name_says_what_it_is, CORE, "def handle_it(): ...", "def hand_over(): ..."),
    (names.name_says_what_it_is, CORE, "async def process(): ...", "def proceed(): ..."),
    (names.name_says_what_it_is, CORE, "class OrderData: ...", "class DatabaseOfOrders: ..."),
    (types_and_imports.only_adapters_call_out, DOMAIN, "import httpx", "import hashlib"),
    (
        types_and_imports.only_adapters_call_out,
        FACE,
        "from urllib.request import urlopen",
        "from urllib.parse import urlsplit",
    ),
    (names.docstring_comes_first, CORE, "x = 1", '"""What it is for."""\nx = 1'),
    (names.docstring_comes_first, CORE, '"""A."""\nclass A: ...', '"""A."""\nclass _A: ...'),
    (names.docstring_comes_first, CORE, '"""A."""\ndef a(): ...', '"""A."""\ndef a(): "B."'),
    (
        habits.time_comes_from_the_clock,
        DOMAIN,
        "from datetime import datetime as dt\nx = dt.now()",
        "from makegood.core import clock\nx = clock.now()",
    ),
    (
        habits.time_comes_from_the_clock,
        DOMAIN,
        "from django.utils import timezone\nfield = Field(default=timezone.now)",
        "import time\nx = time.monotonic() - time.perf_counter()",
    ),
    (
        habits.time_comes_from_the_clock,
        DOMAIN,
        "import datetime\nx = datetime.date.today()",
        "from datetime import date\nx = date(2026, 6, 15)",
    ),
    (
        habits.time_comes_from_the_clock,
        DOMAIN,
        "from time import time\nx = time()",
        "def today(time): return time",
    ),
    (
        habits.no_signals,
        DOMAIN,
        "from django.db.models.signals import post_save",
        "from django.db.models import Model",
    ),
    (habits.no_signals, DOMAIN, "from django.dispatch import receiver", "import signal"),
    (
        habits.no_foreign_key_by_string_across_domains,
        DOMAIN,
        "x = models.ForeignKey('ordering.Order')",
        "x = models.ForeignKey('aftersales.Return')",
    ),
    (
        habits.no_foreign_key_by_string_across_domains,
        DOMAIN,
        "x = OneToOneField(to='ordering.Order')",
        "x = OneToOneField(to='self')",
    ),
    (
        habits.operation_says_only_what_the_act_means,
        OPERATION,
        "try:\n    x = 1\nexcept ValueError:\n    x = 2",
        "x = 1",
    ),
    (
        habits.operation_says_only_what_the_act_means,
        OPERATION,
        "import logging",
        "from makegood.core.outcome import ensure",
    ),
    (
        habits.operation_says_only_what_the_act_means,
        OPERATION,
        "connection.commit()",
        "self.run(Refund, ask)",
    ),
    (
        habits.operation_says_only_what_the_act_means,
        OPERATION,
        "from django.db import transaction",
        "from django.db.models import Sum",
    ),
    (habits.only_the_console_prints, CORE, "print('x')", "self.print('x')"),
    (habits.no_mocks, "tests/journeys/test_a.py", "from unittest.mock import patch", "import x"),
    (
        types_and_imports.ignored_type_has_code_and_reason,
        CORE,
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[arg-type]  # the library says less than it takes",
    ),
    (
        types_and_imports.ignored_type_has_code_and_reason,
        CORE,
        "x = 1  # type: ignore[arg-type]",
        "x = '# type: ignore'",
    ),
    (types_and_imports.any_stays_in_core, FACE, "from typing import Any", "x: object = 1"),
    (types_and_imports.any_stays_in_core, FACE, "import typing\nx: typing.Any", "import typing"),
    (types_and_imports.handbook_stands_alone, BOOK, "import django", "import pydantic, tomllib"),
    (
        types_and_imports.handbook_stands_alone,
        BOOK,
        "from makegood.core import money",
        "from makegood.handbook import clauses",
    ),
    (types_and_imports.import_is_declared, CORE, "import pytest", "import django.db, json"),
]

A_DOMAIN = ("__init__.py", "models.py", "operations/open_return.py", "tests/test_open_return.py")
ROOM_SAMPLES = [
    (rooms.domain_has_only_its_rooms, (*A_DOMAIN, "services.py"), A_DOMAIN),
    (rooms.domain_has_only_its_rooms, A_DOMAIN[:3], A_DOMAIN),
    (rooms.operation_has_its_test, (*A_DOMAIN, "operations/cancel_return.py"), A_DOMAIN),
]


@pytest.mark.parametrize(("rule", "path", "bad", "good"), SAMPLES)
def test_the_rule_finds_the_bad_sample_and_leaves_the_good(rule, path, bad, good):
    assert len(rule(Source(path, bad))) >= 1
    assert rule(Source(path, good)) == []


@pytest.mark.parametrize(("rule", "bad", "good"), ROOM_SAMPLES)
def test_the_rule_of_rooms_finds_the_bad_sample_and_leaves_the_good(rule, bad, good):
    def standing(names):
        return [f"{rooms.DOMAINS}/aftersales/{name}" for name in names]

    assert len(rule(standing(bad))) == 1
    assert rule(standing(good)) == []


def test_a_heart_that_no_longer_exists_is_noticed(monkeypatch):
    monkeypatch.setitem(rooms.HEARTS, "aftersales/matching.py", "finds the differences")
    matching = f"{rooms.DOMAINS}/aftersales/matching.py"
    assert (
        rooms.domain_has_only_its_rooms(
            [f"{rooms.DOMAINS}/aftersales/{name}" for name in A_DOMAIN] + [matching]
        )
        == []
    )
    noticed = [str(breach) for breach in rooms.heart_beats([])]
    assert any("matching.py:1: is named in HEARTS" in one for one in noticed)


def test_every_rule_has_a_sample():
    shown = {sample[0] for sample in SAMPLES} | {sample[0] for sample in ROOM_SAMPLES}
    assert {*RULES, *ROOM_RULES} - shown == {rooms.heart_beats}


def test_only_a_clock_may_ask_the_machine():
    asks = "from datetime import datetime\nx = datetime.now()"
    assert habits.time_comes_from_the_clock(Source(habits.THE_CLOCK, asks)) == []


def test_a_test_may_be_long_in_its_functions_but_not_in_its_lines():
    where = "src/makegood/domains/aftersales/tests/test_open_return.py"
    assert sizes.function_is_read_at_a_glance(Source(where, LONG_FUNCTION)) == []
    assert len(sizes.file_is_read_in_one_sitting(Source(where, "x = 1\n" * 301))) == 1


@pytest.mark.parametrize(
    "said",
    ["/" + "work/main", "'/" + "root/x'", "(/" + "home/rae/x", "py" + "pi.org", "/" + "tmp/x"],
)
def test_a_machine_is_found_in_a_text(said):
    assert len(papers.names_no_machine("docs/x.md", f"see {said} there")) == 1


@pytest.mark.parametrize("said", ["/usr/bin/chromium", "a session", "/desk/work/1", "./var/x"])
def test_an_ordinary_text_names_no_machine(said):
    assert papers.names_no_machine("docs/x.md", f"see {said} there") == []


def test_a_command_that_no_makefile_has_is_found_with_its_line():
    said = "Make sure.\n\n```\nmake demo\nmake dmeo\n```\nand `make test`"
    found = papers.commands_exist("README.md", said, papers.make_targets("demo: env\ntest:\n"))
    assert [str(breach) for breach in found] == [
        "README.md:5: `make dmeo` is no target of the Makefile."
    ]


def test_the_console_commands_of_a_document_are_seen():
    said = (
        "The makegood way.\n```\nmakegood serve\n.venv/bin/makegood chat -x\n```\n`makegood run x`"
    )
    assert papers.console_commands(said) == {"serve", "chat", "run"}


def test_a_vendored_file_that_was_changed_added_or_lost_is_found(tmp_path):
    def breaches():
        found = papers.vendored_file_is_the_one_written_down(tmp_path)
        return [breach.words for breach in found]

    script = tmp_path / "htmx.js"
    script.write_bytes(b"right")
    assert breaches() == ["has no VENDORED.toml."]
    origin = 'package = "htmx.org"\nversion = "4.0.1"\nlicence = "0BSD"\n'
    written = f'["htmx.js"]\n{origin}sha384 = "{papers.sha384(b"right")}"\n'
    (tmp_path / "VENDORED.toml").write_text(written)
    assert breaches() == []
    script.write_bytes(b"changed")
    assert breaches() == ["is not the file whose sha384 VENDORED.toml gives."]
    script.rename(tmp_path / "other.js")
    assert breaches() == ["htmx.js is missing.", "is not named in VENDORED.toml."]


def test_a_lock_with_a_host_without_a_hash_or_without_a_package_is_found():
    wanted = frozenset({"django", "pydantic"})
    good = "django==5.2 \\\n    --hash=sha256:aa\npydantic==2.14 \\\n    --hash=sha256:bb\n"
    assert papers.lock_serves_any_index("x.lock", good, wanted) == []
    bad = "--index-url https://there\ndjango==5.2\n"
    assert [breach.words for breach in papers.lock_serves_any_index("x.lock", bad, wanted)] == [
        "names a host; any index must serve.",
        "django has no hash.",
        "pydantic is not locked.",
    ]
