"""A mail that cannot be kept is tried again, then set aside; it never holds up the rest."""

from __future__ import annotations

import pytest

from makegood.adapters.channels.imap.fetcher import MOST_TRIES, NotKept
from makegood.adapters.channels.imap.tests.test_fetcher import CARE, TODAY, TOM, mail
from makegood.adapters.channels.imap.tests.test_fetcher import account as account
from makegood.adapters.channels.imap.tests.test_fetcher import fetcher as fetcher
from makegood.adapters.channels.imap.tests.test_fetcher import provider as provider
from makegood.adapters.channels.imap.tests.test_fetcher import shelf as shelf

pytestmark = pytest.mark.django_db


def test_a_mail_that_could_not_be_kept_is_fetched_again(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY)
    provider.lay(mail(2), TODAY)
    shelf.is_full_after = 1

    with pytest.raises(NotKept, match="no space left"):
        fetcher.fetch()
    shelf.is_full_after = 1000
    assert fetcher.fetch() == 1
    assert [raw for raw, _, _ in shelf.kept] == [mail(1), mail(2)]


@pytest.mark.parametrize("name", ["To", "Cc", "X-Original-To"])
def test_brackets_in_brackets_without_end_stop_no_mail(fetcher, provider, shelf, name):
    provider.lay(mail(1, f"{name}: {'(' * 1_200}\r\n"), TODAY)
    provider.lay(b"From: " + b"(" * 1_200 + b"\r\n\r\nHello", TODAY)
    provider.lay(mail(3), TODAY)

    assert fetcher.fetch() == 3
    assert [(sender, to) for _, sender, to in shelf.kept] == [
        (TOM, (CARE,)), ("", (CARE,)), (TOM, (CARE,)),
    ]  # fmt: skip


def test_one_mail_that_never_can_be_kept_is_set_aside_and_the_rest_follows(
    fetcher, provider, shelf
):
    provider.lay(mail(1, "X-Odd: 1\r\n"), TODAY)
    provider.lay(mail(2), TODAY)
    shelf.cannot_read = b"X-Odd"
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(NotKept, match="this cannot be read"):
            fetcher.fetch()
    assert (shelf.kept, shelf.aside) == ([], [])

    assert fetcher.fetch() == 2
    ((raw, why),) = shelf.aside
    assert raw == mail(1, "X-Odd: 1\r\n")
    assert why.endswith("ValueError: this cannot be read")
    assert [raw for raw, _, _ in shelf.kept] == [mail(2)]
    assert fetcher.fetch() == 0


def test_a_house_that_can_keep_nothing_passes_over_no_mail(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY)
    shelf.is_full_after = 0
    for _ in range(MOST_TRIES + 2):
        with pytest.raises(NotKept, match="no space left"):
            fetcher.fetch()
    shelf.is_full_after = 1000
    assert fetcher.fetch() == 1
    assert [raw for raw, _, _ in shelf.kept] == [mail(1)]


def test_what_the_provider_withholds_is_not_passed_over_in_silence(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY)
    provider.lay(mail(2), TODAY)
    provider.withholds = 1
    with pytest.raises(NotKept, match="does not give it out"):
        fetcher.fetch()
    provider.withholds = 0
    assert fetcher.fetch() == 2

    provider.withholds = provider.lay(mail(3), TODAY)
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(NotKept):
            fetcher.fetch()
    assert fetcher.fetch() == 1
    assert shelf.aside[0][0] == b"mail 3: the provider does not give it out"
