"""Passwords are hashed slowly, and not all at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from makegood.domains.company import passwords
from makegood.domains.company.passwords import AT_ONCE, is_password, slow_hash


class Watched:
    """A hasher that keeps everybody inside until as many came in as there is room for."""

    def __init__(self) -> None:
        self.inside, self.most, self._count, self._full = 0, 0, Lock(), Event()

    def verify(self, kept: str, given: str) -> None:
        with self._count:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.inside == AT_ONCE:
                self._full.set()
        assert self._full.wait(10)
        with self._count:
            self.inside -= 1


def test_only_the_password_that_was_kept_is_one() -> None:
    kept = slow_hash("a green door")
    assert is_password("a green door", kept)
    assert not is_password("a red door", kept)
    assert not is_password("a green door", None)


def test_of_many_who_sign_in_at_once_two_are_looked_at_while_the_others_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched = Watched()
    monkeypatch.setattr(passwords._slowly, "hasher", watched)
    with ThreadPoolExecutor(8) as people:
        told = list(people.map(lambda _: is_password("a green door", "kept"), range(8)))
    assert told == [True] * 8
    assert (watched.most, watched.inside) == (AT_ONCE, 0)
