"""A mailbox at a provider: what is new is brought once, and nothing in it is lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from makegood.adapters.channels.imap.fetcher import (
    MOST_IN_ONE_ROUND,
    Account,
    Fetcher,
    MailboxAway,
)
from makegood.adapters.channels.imap.tests.provider import Provider, Serving
from makegood.core.clock import RealTime
from makegood.domains.conversations.keeping import KeptPlaces
from makegood.domains.conversations.ports import MOST_MAIL_BYTES

pytestmark = pytest.mark.django_db

CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"


def mail(number: int, more: str = "") -> bytes:
    return (
        f"Return-Path: <{TOM}>\r\nDelivered-To: {CARE}\r\nFrom: Tom <{TOM}>\r\n{more}"
        f"Message-ID: <tom-{number}@mail.example.com>\r\n\r\nHello {number}\r\n"
    ).encode()


class Shelf:
    """A letter box that keeps all in memory, until it is told to be full."""

    def __init__(self) -> None:
        self.kept: list[tuple[bytes, str, tuple[str, ...]]] = []
        self.aside: list[tuple[bytes, str]] = []
        self.is_full_after = 1000
        self.cannot_read = b"no mail has this in it"

    def has_address(self, address: str) -> bool:
        return address.startswith("care")

    def put(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> str:
        if len(self.kept) >= self.is_full_after:
            raise OSError("no space left on device")
        if self.cannot_read in raw:
            raise ValueError("this cannot be read")
        self.kept.append((raw, sender, recipients))
        return f"ML-{1000 + len(self.kept)}"

    def set_aside(self, raw: bytes, why: str) -> str:
        if len(self.kept) >= self.is_full_after:
            raise OSError("no space left on device")
        self.aside.append((raw, why))
        return f"ML-{2000 + len(self.aside)}"


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def account(provider: Provider) -> Iterator[Account]:
    serving = Serving(provider)
    yield Account("127.0.0.1", serving.port, provider.user, provider.password, tls=False)
    serving.stop()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def fetcher(account: Account, shelf: Shelf) -> Fetcher:
    return Fetcher(account, shelf, KeptPlaces())


TODAY = RealTime().now().date()


def test_what_came_is_brought_byte_for_byte_and_only_once(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY)
    provider.lay(mail(2), TODAY)

    assert fetcher.fetch() == 2
    assert fetcher.fetch() == 0
    assert shelf.kept == [(mail(1), TOM, (CARE,)), (mail(2), TOM, (CARE,))]
    provider.lay(mail(3), TODAY)
    assert fetcher.fetch() == 1
    assert provider.given_out == [1, 2, 3]


def test_the_first_look_answers_no_old_mail_and_none_that_was_read(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY - timedelta(days=400))
    provider.lay(mail(2), TODAY, seen=True)
    provider.lay(mail(3), TODAY)

    assert fetcher.fetch() == 1
    assert [raw for raw, _, _ in shelf.kept] == [mail(3)]


def test_a_first_look_into_a_box_without_anything_new_begins_at_its_end(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY - timedelta(days=400))

    assert fetcher.fetch() == 0
    provider.lay(mail(2), TODAY)
    assert fetcher.fetch() == 1


def test_a_line_that_breaks_loses_nothing_and_brings_nothing_twice(fetcher, provider, shelf):
    for number in (1, 2, 3):
        provider.lay(mail(number), TODAY)
    provider.breaks_at = 2

    with pytest.raises(MailboxAway):
        fetcher.fetch()
    provider.breaks_at = 0
    assert fetcher.fetch() == 2
    assert [raw for raw, _, _ in shelf.kept] == [mail(1), mail(2), mail(3)]


def test_numbers_made_anew_bring_the_last_day_again_and_lose_nothing(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY - timedelta(days=9))
    provider.lay(mail(2), TODAY)
    fetcher.fetch()
    provider.number_anew()
    provider.lay(mail(3), TODAY)

    assert fetcher.fetch() == 2
    assert [raw for raw, _, _ in shelf.kept] == [mail(2), mail(2), mail(3)]
    assert fetcher.fetch() == 0


def test_of_a_mail_too_large_the_head_is_kept_so_that_its_sender_hears_of_it(
    fetcher, provider, shelf
):
    provider.lay(mail(1) + b"x" * MOST_MAIL_BYTES, TODAY)

    assert fetcher.fetch() == 1
    ((raw, sender, _),) = shelf.kept
    assert (raw, sender) == (mail(1).partition(b"\r\n\r\n")[0] + b"\r\n\r\n", TOM)


def test_a_bounce_stays_a_bounce(fetcher, provider, shelf):
    provider.lay(mail(1).replace(b"<tom.gallagher@example.com>\r\nDel", b"<>\r\nDel"), TODAY)

    fetcher.fetch()
    assert [sender for _, sender, _ in shelf.kept] == [""]


def test_a_mail_taken_away_in_the_meantime_is_passed_over(fetcher, provider, shelf, monkeypatch):
    provider.lay(mail(1), TODAY)
    gone = provider.lay(mail(2), TODAY)
    found = provider.found
    monkeypatch.setattr(provider, "found", lambda asked: sorted({*found(asked), gone}))
    del provider.mails[1]

    assert fetcher.fetch() == 2
    assert [raw for raw, _, _ in shelf.kept] == [mail(1)]
    assert provider.given_out == [1]


def test_a_token_lets_us_in_where_passwords_do_not(account, provider, shelf, tmp_path):
    provider.token = "ya29.of-today"
    (tmp_path / "token").write_text("ya29.of-today\n")
    with_token = replace(account, password="", token_file=str(tmp_path / "token"))
    provider.lay(mail(1), TODAY)

    assert Fetcher(with_token, shelf, KeptPlaces()).fetch() == 1
    (tmp_path / "token").write_text("ya29.of-yesterday\n")
    with pytest.raises(MailboxAway, match="the token is old"):
        Fetcher(with_token, shelf, KeptPlaces()).fetch()


def test_a_wrong_password_and_a_folder_that_is_not_there_are_told(account, shelf):
    with pytest.raises(MailboxAway, match="wrong name or password"):
        Fetcher(replace(account, password="guess"), shelf, KeptPlaces()).fetch()
    with pytest.raises(MailboxAway, match="no folder Kunden"):
        Fetcher(replace(account, folder="Kunden"), shelf, KeptPlaces()).fetch()
    with pytest.raises(MailboxAway):
        Fetcher(replace(account, port=1), shelf, KeptPlaces()).fetch()
    assert shelf.kept == []


def test_another_machine_that_is_behind_does_not_take_us_back(fetcher, account, provider, shelf):
    places = KeptPlaces()
    provider.lay(mail(1), TODAY)
    fetcher.fetch()
    behind = places.place(account.name)
    provider.lay(mail(2), TODAY)
    fetcher.fetch()
    assert behind is not None
    places.note(account.name, behind)

    assert places.place(account.name) == replace(behind, uid=2)


def test_the_first_look_passes_over_what_was_read_between_and_after(fetcher, provider, shelf):
    for number, seen in ((1, False), (2, True), (3, False), (4, True)):
        provider.lay(mail(number), TODAY, seen=seen)

    assert fetcher.fetch() == 2
    assert fetcher.fetch() == 0
    assert [raw for raw, _, _ in shelf.kept] == [mail(1), mail(3)]
    provider.lay(mail(5), TODAY, seen=True)  # somebody was faster, and it came to us all the same
    assert fetcher.fetch() == 1


def test_a_mailbox_of_any_size_is_fetched(fetcher, provider, shelf):
    provider.lay(mail(1), TODAY - timedelta(days=9))
    old = provider.mails[0]
    provider.mails = [replace(old, uid=uid) for uid in range(1_000_000, 1_140_000)]
    provider.next_uid = 1_140_000
    assert fetcher.fetch() == 0
    assert fetcher.look() == 140_000
    for number in range(MOST_IN_ONE_ROUND + 1):
        provider.lay(mail(number), TODAY)

    assert [fetcher.fetch(), fetcher.fetch(), fetcher.fetch()] == [MOST_IN_ONE_ROUND, 1, 0]


def test_a_provider_that_does_not_tell_the_next_number_is_asked_for_the_last(
    fetcher, provider, shelf
):
    provider.tells_next = False
    provider.lay(mail(1), TODAY - timedelta(days=9))
    assert fetcher.fetch() == 0
    provider.lay(mail(2), TODAY)
    assert (fetcher.fetch(), fetcher.fetch()) == (1, 0)


def test_of_an_endless_head_only_its_beginning_is_fetched(fetcher, provider, shelf):
    provider.lay(mail(1, f"X-Long: {'x' * MOST_MAIL_BYTES}\r\n"), TODAY)

    assert fetcher.fetch() == 1
    assert len(shelf.kept[0][0]) == 200_000
