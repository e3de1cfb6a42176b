"""Make pages from templates: what is put into one is escaped, each file is named by content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FACES = Path(__file__).parents[1]


@cache
def static(name: str) -> str:
    """The address of a static file, such as css/portal.css; it changes when the file does.

    FileNotFoundError when no face has a file of this name.
    """
    for folder in sorted(_FACES.glob("*/static")):
        if (folder / name).is_file():
            content = (folder / name).read_bytes()
            return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
    raise FileNotFoundError(name)


class Pages:
    """The templates of one face, in the folder `templates` beside its code."""

    def __init__(self, face: Path, *extensions: str, **common: object) -> None:
        """`extensions` are Jinja's; `common` is known in every template of the face."""
        self.templates = Environment(
            loader=FileSystemLoader(face / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=extensions,
        )
        self.templates.globals.update(common, static=static)

    def html(self, template: str, **inside: object) -> str:
        """What a template makes of what is put into it."""
        return self.templates.get_template(template).render(**inside)

    def page(
        self, template: str, language: str, *, status: int = 200, **inside: object
    ) -> HttpResponse:
        """A page made from a template, in a language."""
        html = self.html(template, language=language, **inside)
        headers = {"Content-Language": language, "Vary": "Accept-Language"}
        return HttpResponse(html, status=status, headers=headers)
