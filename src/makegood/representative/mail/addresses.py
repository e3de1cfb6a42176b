"""Know the company's own mail addresses, also with a part after a plus."""

from __future__ import annotations

from makegood.handbook import book


def own_addresses() -> frozenset[str]:
    """The mail addresses of the company, in lower case."""
    return frozenset(value.lower() for value in book().company.contact.values() if "@" in value)


def is_ours(address: str) -> bool:
    """Whether this is an address of the company, such as care+R-2001@northvale.example.com."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in own_addresses()
