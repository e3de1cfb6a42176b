"""Make a letter into a PDF that screen readers can read, the same bytes for the same letter."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.domains.documents.ports import Sheet, TypesettingFailed

if TYPE_CHECKING:
    from typst import Compiler, PDFStandards

TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"
_STANDARDS: tuple[PDFStandards, ...] = (["a-2a", "ua-1"], [])


class TypstTypesetter:
    """Typesets one letter at a time; Typst itself is loaded with the first."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._compiler: Compiler | None = None

    def typeset(self, sheet: Sheet) -> bytes:
        """The letter as a PDF; TypesettingFailed says what Typst did not accept."""
        from typst import TypstError

        said = asdict(sheet) | {"written_at": sheet.written_at.isoformat()}
        with self._one_at_a_time:
            fault: TypstError | None = None
            for standards in _STANDARDS:  # a sign that no font has keeps the stricter ones away
                try:
                    return self._compiled(json.dumps(said), sheet, standards)
                except TypstError as refused:
                    fault = refused
        raise TypesettingFailed(f"the letter could not be typeset: {fault}")

    def _compiled(self, said: str, sheet: Sheet, standards: PDFStandards) -> bytes:
        from typst import Compiler

        if self._compiler is None:
            self._compiler = Compiler(
                TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True, sys_inputs={}
            )
        page = self._compiler.compile(
            format="pdf",
            sys_inputs={"letter": said},
            pdf_standards=standards,
            timestamp=sheet.written_at.replace(microsecond=0),  # Typst takes whole seconds only
        )
        if not isinstance(page, bytes):
            raise TypesettingFailed("the typesetter gave no page")
        return page
