"""Read the settings from the environment, and fail loudly on a value that makes no sense."""

from __future__ import annotations

import os
from pathlib import Path


class BadSetting(SystemExit):
    """A setting has a value that cannot be accepted."""

    def __init__(self, name: str, value: str, accepted: str) -> None:
        super().__init__(f"{name} is {value!r}; accepted is {accepted}. Nothing was started.")


def text(name: str, default: str = "") -> str:
    """A setting, or the content of the file that NAME_FILE names (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        path = Path(file)
        if not path.is_file():
            raise BadSetting(f"{name}_FILE", file, "the path of a readable file")
        return path.read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A setting that is yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0"}:
        raise BadSetting(name, value, "yes or no")
    return value in {"yes", "true", "1"}


def number(name: str, default: int) -> int:
    """A setting that is a whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise BadSetting(name, value, "a whole number")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """A setting that is a list, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def one_of(name: str, default: str, accepted: tuple[str, ...]) -> str:
    """A setting that is one of a few words."""
    value = text(name, default).lower()
    if value not in accepted:
        raise BadSetting(name, value, ", ".join(accepted))
    return value
