"""ClamAV over the wire: what it finds, and what is known when it does not answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.adapters.scanning.clamd.scanner import Clamd
from makegood.adapters.scanning.clamd.simulated import HARMFUL, Fault, SimulatedClamd, listening
from makegood.domains.documents.ports import ScannerAway

SHORT = 0.2


@pytest.fixture
def daemon() -> Iterator[SimulatedClamd]:
    with listening() as found:
        yield found


def test_what_is_harmful_is_named_and_what_is_not_is_let_through(daemon: SimulatedClamd) -> None:
    scanner = Clamd(daemon.address)
    assert scanner.is_there()
    assert scanner.harm_in(b"%PDF- a receipt") == ""
    assert scanner.harm_in(b"") == ""
    assert scanner.harm_in(b"x" * 200_000 + HARMFUL) == "Eicar-Test-Signature"


@pytest.mark.parametrize("fault", list(Fault))
def test_an_answer_that_says_nothing_clearly_is_never_taken_for_clean(
    daemon: SimulatedClamd, fault: Fault
) -> None:
    daemon.faults.append(fault)
    scanner = Clamd(daemon.address, SHORT)
    with pytest.raises(ScannerAway):
        scanner.harm_in(b"%PDF- a receipt")
    assert scanner.harm_in(b"%PDF- a receipt") == "", "the next time it answers"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/clamd.ctl"])
def test_a_daemon_that_is_not_there_is_away(address: str) -> None:
    scanner = Clamd(address, SHORT)
    assert not scanner.is_there()
    with pytest.raises(ScannerAway, match="clamd at"):
        scanner.harm_in(b"%PDF- a receipt")
