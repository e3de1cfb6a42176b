"""Make pages from templates: what is put into one is escaped, each file is named by content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent


@cache
def static(name: str) -> str:
    """The address of a static file, such as css/portal.css; it changes when the file does."""
    content = (_HERE / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["static"] = static


def page(template: str, language: str, **inside: object) -> HttpResponse:
    """A page made from a template, in a language."""
    html = _templates.get_template(template).render(language=language, **inside)
    return HttpResponse(html, headers={"Content-Language": language, "Vary": "Accept-Language"})
