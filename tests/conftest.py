"""Where the tests run: on which engine, in which browser, and what is skipped without one."""

import os
from pathlib import Path

import pytest
from django.conf import settings

CHROMIUM = Path(os.environ.get("MAKEGOOD_CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def engine() -> str:
    return str(settings.DATABASES["default"]["ENGINE"]).rpartition(".")[2]


def missing() -> dict[str, str]:
    """Say, for each marker whose tests cannot run here, why."""
    found = {}
    if not CHROMIUM.is_file():
        found["browser"] = f"no Chromium at {CHROMIUM}: apt-get install chromium"
    if engine() != "postgresql":
        found["postgres"] = "holds on PostgreSQL only, and this run is on SQLite"
    return found


def pytest_report_header() -> list[str]:
    browser = str(CHROMIUM) if CHROMIUM.is_file() else f"none at {CHROMIUM}"
    return [f"engine: {engine()}, chromium: {browser}"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": QUIET}
