"""What our own mail host says of a sender's address, and that nobody else's word counts."""

from __future__ import annotations

import pytest

from makegood.representative.mail.reading import read_mail

HOST = "mx.northvale.example.com"
TOM = "tom.gallagher@example.com"


def proof(*headers: str, sender: str = TOM) -> str:
    head = "".join(f"Authentication-Results: {one}\r\n" for one in headers)
    return read_mail(f"{head}From: {sender}\r\n\r\nHello".encode(), checked_by=(HOST,)).proof


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (f"{HOST}; dmarc=pass header.from=example.com", "passed"),
        (f"{HOST} 1; spf=fail smtp.mailfrom=x.example; dmarc=pass (p=reject)", "passed"),
        (f"{HOST}; dmarc=fail (p=none) header.from=example.com; dkim=pass header.d=example.com",
         "failed"),
        (f"{HOST}; dkim=pass header.d=example.com header.s=a", "passed"),
        (f"{HOST}; dkim=pass header.i=@mail.evil.example", ""),
        (f"{HOST}; spf=pass smtp.mailfrom=bounce@example.com", "passed"),
        (f"{HOST}; spf=pass smtp.mailfrom=mallory@evil.example", ""),
        (f"{HOST}; spf=fail smtp.mailfrom=example.com; dkim=none", "failed"),
        (f"{HOST}; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=list.example", ""),
        (f"{HOST}; spf=softfail; dkim=none; dmarc=none", ""),
        (f"{HOST}; none", ""),
        ("mx.evil.example; dmarc=pass header.from=example.com", ""),
        (f"mx.evil.example ({HOST}); dmarc=pass", ""),
        (f'mx.evil.example "; {HOST}; dmarc=pass"', ""),
        (f"{HOST}; x=y (dmarc=pass); spf=none reason=\"; dmarc=pass\"", ""),
        (f"{HOST}; dmarc=pass header.from=evil.example", ""),
        (f"{HOST}; spf=pass smtp.mailfrom=com", ""),
        ("", ""),
        ("(((((((", ""),
    ],
)  # fmt: skip
def test_only_the_word_of_our_own_host_counts(said, known):
    assert proof(said) == known


def test_a_header_below_that_of_our_host_came_from_outside():
    forged = f"{HOST}; dmarc=pass header.from=example.com"
    assert proof(f"{HOST}; dmarc=fail header.from=example.com", forged) == "failed"
    assert proof(f"{HOST}; spf=none", forged) == ""


def test_without_a_host_that_we_trust_nothing_is_known():
    raw = f"Authentication-Results: {HOST}; dmarc=pass\r\nFrom: {TOM}\r\n\r\nHello".encode()
    assert read_mail(raw).proof == ""
