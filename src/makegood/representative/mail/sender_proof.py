"""Tell whether the company's own mail host found a sender's address to be the sender's. RFC 8601.

Only that host's word counts, and only the newest of it: whatever stands below came from outside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

_MOST_READ = 8_000
_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_RESULT = re.compile(r"^([a-z0-9-]{2,20})\s*=\s*([a-z]{3,12})\b", re.IGNORECASE)
_PROPERTY = re.compile(r"\b([a-z]+\.[a-z-]+)\s*=\s*([^\s;\"]+)", re.IGNORECASE)


class SenderProof(StrEnum):
    """What is known of the address that a mail says to come from."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: Mapping[str, str]


def proof_of_sender(message: Message, sender: str, trusted: Collection[str]) -> SenderProof:
    """Whether the sender's address was proven, by the word of our own host (`trusted`: its name
    in these headers); unknown where it says nothing that decides.
    """
    domain = sender.rpartition("@")[2].lower()
    results = tuple(_newest(message, {name.lower() for name in trusted}))
    for one in results:
        if one.method == "dmarc" and one.result in ("pass", "fail"):
            is_ours = one.properties.get("header.from", domain) == domain
            return _by(one.result == "pass" and is_ours, one.result == "fail")
    aligned = any(_is_aligned(one, domain) for one in results)
    failed = {one.method for one in results if one.result == "fail"}
    passed = {one.method for one in results if one.result == "pass"}
    return _by(aligned, bool(failed & {"spf", "dkim"}) and not passed & {"spf", "dkim"})


def _by(passed: bool, failed: bool) -> SenderProof:
    if passed:
        return SenderProof.PASSED
    return SenderProof.FAILED if failed else SenderProof.UNKNOWN


def _newest(message: Message, trusted: Collection[str]) -> Iterator[_Result]:
    """What our host wrote on top; a header further down with its name may be anybody's."""
    for header in message.get_all("Authentication-Results", ()):
        host, _, told = _plain(str(header)).partition(";")
        if (host.split() or [""])[0].lower() in trusted:
            yield from _results(told)
            return


def _results(told: str) -> Iterator[_Result]:
    for part in told.split(";"):
        found = _RESULT.match(part.strip())
        if found:
            properties = {name.lower(): value.lower() for name, value in _PROPERTY.findall(part)}
            yield _Result(found[1].lower(), found[2].lower(), properties)


def _is_aligned(one: _Result, domain: str) -> bool:
    """Whether what passed speaks for the domain of the sender's address (relaxed, RFC 7489)."""
    names = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}.get(one.method, ())
    proven = next((one.properties[name] for name in names if name in one.properties), "")
    proven = proven.rpartition("@")[2]
    is_same = domain == proven or domain.endswith(f".{proven}")
    return one.result == "pass" and "." in proven and is_same


def _plain(header: str) -> str:
    """The header without comments, and without what stands in quotes: neither says a result."""
    text = _QUOTED.sub("", " ".join(header[:_MOST_READ].split()))
    before = ""
    while text != before:
        before, text = text, _COMMENT.sub(" ", text)
    return text
