"""Tell from which address somebody calls, also through the proxies that stand before us."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from makegood.config.environment import BadSetting

Network = IPv4Network | IPv6Network


def proxies(name: str, given: Sequence[str]) -> tuple[Network, ...]:
    """The networks of a setting. BadSetting for anything else."""
    try:
        return tuple(ip_network(one) for one in given)
    except ValueError:
        accepted = "addresses or networks parted by commas, such as 10.0.0.7,10.1.0.0/16"
        raise BadSetting(name, ",".join(given), accepted) from None


def address_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The caller's address: of those a trusted proxy names, the last that is none of ours.

    Whatever stands before it was written by the caller, who may write anything.
    """
    address = peer
    for named in reversed(forwarded.split(",")):
        if not _is_within(address, trusted) or not _is_address(named.strip()):
            break
        address = named.strip()
    return address


class KnownCallers:
    """Put the caller's own address in place of the proxy's, for all that comes after."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app within does."""
        if scope["type"] == "http":
            peer = (scope.get("client") or ("", 0))[0]
            forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
            scope["client"] = (address_of(peer, forwarded, self._trusted), 0)
        await self._app(scope, receive, send)


def _is_within(address: str, trusted: Sequence[Network]) -> bool:
    if not _is_address(address):
        return False
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in one for one in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
