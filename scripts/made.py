"""Keep a page that is made from something else true: write it, or with `--check` compare it."""

from __future__ import annotations

import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def keep(page: Path, wanted: str, *, remedy: str) -> int:
    """Write what is wanted, or say what to do where the page differs; the script's exit code."""
    if "--check" not in sys.argv[1:]:
        page.parent.mkdir(exist_ok=True)
        page.write_text(wanted, encoding="utf-8")
        print(f"Wrote {page.relative_to(HOUSE)}.")
        return 0
    if page.is_file() and page.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{page.relative_to(HOUSE)} is not what it is made from: run `{remedy}`.")
    return 1
