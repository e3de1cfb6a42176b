"""The import contracts of pyproject.toml are kept, and each of them can be broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.rules.sources import HOUSE

LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
CONTRACTS = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]

# A small house that keeps every contract; each bad sample adds one line to one file of it.
SMALL_HOUSE = (
    "config",
    "faces.api",
    "faces.cli",
    "adapters.channels.mail",
    "adapters.payments.simulator",
    "representative.dialogue",
    "domains.billing.models",
    "domains.billing.policy",
    "domains.billing.tests.test_refund",
    "domains.parties.models",
    "core.clock",
    "core.models",
    "handbook",
)

BAD_SAMPLES = [
    ("house", "core.clock", "import makegood.domains.parties.models"),
    ("house", "handbook", "import makegood.core.clock"),
    ("house", "faces.api", "import makegood.config"),
    ("house", "faces.api", "import makegood.adapters.channels.mail"),
    ("house", "domains.parties.models", "import makegood.representative.dialogue"),
    ("business", "domains.parties.models", "import makegood.domains.billing.models"),
    ("faces-apart", "faces.api", "import makegood.faces.cli"),
    ("adapters-apart", "adapters.channels.mail", "import makegood.adapters.payments.simulator"),
    ("no-rows-outside", "faces.api", "import makegood.domains.billing.models"),
    ("no-rows-outside", "adapters.channels.mail", "import makegood.domains.billing.models"),
    ("no-rows-outside", "representative.dialogue", "import makegood.domains.billing.models"),
    ("pure-policy", "domains.billing.policy", "import django.db"),
    ("pure-policy", "domains.billing.policy", "import makegood.core.clock"),
    ("pure-policy", "domains.billing.policy", "import makegood.domains.billing.models"),
]


@pytest.fixture
def small_house(tmp_path):
    for name in SMALL_HOUSE:
        file = tmp_path.joinpath("makegood", *name.split(".")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        for folder in file.relative_to(tmp_path).parents[:-1]:
            (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "makegood/domains/billing/tests/test_refund.py").write_text(
        "import makegood.faces.api\nimport makegood.config\n"
    )
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    asked = [part for contract in contracts for part in ("--contract", contract)]
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo", *asked],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_house_in_order_keeps_every_contract_and_its_tests_may_use_anything(small_house):
    said = lint(small_house)
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in said.stdout


@pytest.mark.parametrize(("contract", "where", "line"), BAD_SAMPLES)
def test_the_contract_can_be_broken(small_house, contract, where, line):
    file = small_house.joinpath("makegood", *where.split(".")).with_suffix(".py")
    file.write_text(f"{line}\n")
    said = lint(small_house, contract)
    assert said.returncode == 1
    assert "0 kept, 1 broken" in said.stdout, said.stdout + said.stderr


@pytest.mark.parametrize(("contract", "where"), [("house", "helpers"), ("business", "domains.x")])
def test_a_part_that_no_contract_names_is_noticed(small_house, contract, where):
    file = small_house.joinpath("makegood", *where.split(".")).with_suffix(".py")
    file.touch()
    said = lint(small_house, contract)
    assert said.returncode == 1
    assert "exhaustive" in said.stdout.lower() + said.stderr.lower()


def test_every_contract_has_a_bad_sample():
    assert {contract["id"] for contract in CONTRACTS} == {sample[0] for sample in BAD_SAMPLES}
