"""Write the catalogue of the desk's strings, ready for translation; `--check` compares.

Every string that a template or a module of the desk says through `_()` stands in it once, with
no line numbers and no date, so that it changes only when what the desk says changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from scripts.made import HOUSE, keep

DESK = HOUSE / "src" / "makegood" / "faces" / "desk"
CATALOGUE = DESK / "locale" / "desk.pot"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {"_": None, "ngettext": (1, 2)}
HEADER = r"""# The strings of the desk, made by `make strings`. A translation of them is
# locale/<language>/LC_MESSAGES/desk.po, compiled beside it to desk.mo.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


def strings() -> Iterator[str | tuple[str, ...]]:
    """Every string of the desk that goes through `_()`, or in its two forms `ngettext()`."""
    found = extract_from_dir(DESK, METHODS, OPTIONS, KEYWORDS)
    for filename, _line, message, _comments, _context in found:
        if "tests" not in Path(filename).parts:
            yield message


def catalogue() -> str:
    """The catalogue as it should be now."""
    listed = Catalog()
    for message in sorted(set(strings()), key=str):
        listed.add(message)
    written = BytesIO()
    write_po(written, listed, omit_header=True, sort_output=True)
    return f"{HEADER}\n{written.getvalue().decode('utf-8').strip()}\n"


if __name__ == "__main__":
    raise SystemExit(keep(CATALOGUE, catalogue(), remedy="make strings"))
