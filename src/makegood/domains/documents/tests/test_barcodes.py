"""A number becomes the bars of Code 128, with the check that scanners look for."""

from __future__ import annotations

import pytest

from makegood.domains.documents.barcodes import _WIDTHS, check_of, code128


def test_each_sign_is_eleven_modules_wide_and_looks_like_no_other():
    assert len(_WIDTHS) == len(set(_WIDTHS)) == 107
    assert {sum(map(int, one)) for one in _WIDTHS[:-1]} == {11}
    assert _WIDTHS[-1] == "2331112"


def test_the_check_is_the_one_of_the_standards_own_example():
    pjj123c = [103, 48, 42, 42, 17, 18, 19, 35]
    assert check_of(pjj123c) == 54


def test_bars_begin_with_the_start_and_end_with_the_stop():
    bars = code128("MF1")
    assert bars[:6] == (2, 1, 1, 2, 1, 4)
    assert bars[-7:] == (2, 3, 3, 1, 1, 1, 2)
    assert sum(bars) == 11 * 5 + 13


def test_what_scanned_is_what_was_written():
    bars, text = code128("KP2606151001"), ""
    signs = ["".join(map(str, bars[at : at + 6])) for at in range(0, len(bars) - 7, 6)]
    values = [_WIDTHS.index(one) for one in signs]
    for value in values[1:-1]:
        text += chr(value + 32)
    assert (text, values[-1]) == ("KP2606151001", check_of(values[:-1]))


def test_a_sign_without_bars_is_named():
    with pytest.raises(ValueError, match="'é' has no bars"):
        code128("é")
