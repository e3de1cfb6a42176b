"""Refuse what another site's page would have a visitor's browser do here."""

from __future__ import annotations

from django.http import HttpRequest

_OWN = frozenset({"", "same-origin", "none"})


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that another site's page sent this. Source: Fetch Metadata."""
    return request.headers.get("Sec-Fetch-Site", "") not in _OWN
