"""Keep a company's own files in one place: the secret, the demo's keys, the log."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SECRETS = "secret-keys.txt"
DEMO_KEYS = "demo-keys.txt"


def default_place() -> Path:
    """The place that the environment names, else the project's own var/."""
    named = os.environ.get("MAKEGOOD_PLACE")
    return Path(named).resolve() if named else Path(__file__).resolve().parents[3] / "var"


def take_up(place: Path, *, demo: bool = False) -> None:
    """Let the settings find what a place holds: its secret, and that it is a demo.

    A place where `makegood demo` once ran is a demo for every command; the environment wins.
    """
    os.umask(0o077)  # whatever is written here is for its owner only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    os.environ["MAKEGOOD_PLACE"] = str(place)
    has_own_secret = {"MAKEGOOD_SECRET_KEYS", "MAKEGOOD_SECRET_KEYS_FILE"} & os.environ.keys()
    if not has_own_secret and (place / SECRETS).is_file():
        os.environ["MAKEGOOD_SECRET_KEYS_FILE"] = str(place / SECRETS)
    if demo or (place / DEMO_KEYS).is_file():
        os.environ.setdefault("MAKEGOOD_DEMO", "yes")


def make_secret(place: Path) -> None:
    """Make a secret of the company's own, readable by its owner only, unless there is one."""
    place.mkdir(parents=True, exist_ok=True)
    if not (place / SECRETS).exists():
        write_private(place / SECRETS, secrets.token_urlsafe(48) + "\n")


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first moment on."""
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)
