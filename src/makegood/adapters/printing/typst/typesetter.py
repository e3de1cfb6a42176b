"""Make letters and papers into PDFs that screen readers can read, alike each time they are made."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.domains.documents.ports import Paper, Sheet, TypesettingFailed

if TYPE_CHECKING:
    from typst import Compiler, PDFStandards

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = TEMPLATES / "letter.typ"
_STANDARDS: tuple[PDFStandards, ...] = (["a-2a", "ua-1"], [])


class TypstTypesetter:
    """Typesets one page at a time; Typst itself is loaded with the first."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._compilers: dict[str, Compiler] = {}

    def typeset(self, sheet: Sheet | Paper) -> bytes:
        """The letter or the paper as a PDF; TypesettingFailed says what Typst did not accept."""
        from typst import TypstError

        template, made_at = _template(sheet)
        said = json.dumps(asdict(sheet) | {_moment(sheet): made_at.isoformat()})
        with self._one_at_a_time:
            fault: TypstError | None = None
            for standards in _STANDARDS:  # a sign that no font has keeps the stricter ones away
                try:
                    return self._compiled(template, said, made_at, standards)
                except TypstError as refused:
                    fault = refused
        raise TypesettingFailed(f"the page could not be typeset: {fault}")

    def _compiled(
        self, template: str, said: str, made_at: datetime, standards: PDFStandards
    ) -> bytes:
        from typst import Compiler

        if template not in self._compilers:
            self._compilers[template] = Compiler(
                TEMPLATES / template, root=TEMPLATES, ignore_system_fonts=True, sys_inputs={}
            )
        page = self._compilers[template].compile(
            format="pdf",
            sys_inputs={"said": said},
            pdf_standards=standards,
            timestamp=made_at.replace(microsecond=0),  # Typst takes whole seconds only
        )
        if not isinstance(page, bytes):
            raise TypesettingFailed("the typesetter gave no page")
        return page


def _template(sheet: Sheet | Paper) -> tuple[str, datetime]:
    """By which template it is made, and when it was written."""
    if isinstance(sheet, Sheet):
        return TEMPLATE.name, sheet.written_at
    return ("label.typ" if sheet.is_label else "paper.typ"), sheet.made_at


def _moment(sheet: Sheet | Paper) -> str:
    return "written_at" if isinstance(sheet, Sheet) else "made_at"
