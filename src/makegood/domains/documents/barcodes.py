"""Turn a number into the bars of a barcode, Code 128 in its character set B; pure.

Source: ISO/IEC 15417.
"""

from __future__ import annotations

_START_B, _STOP = 104, 106
_FIRST, _LAST = 32, 126
_SIGNS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 "
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 "
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_WIDTHS = _SIGNS.split(" ")


def code128(text: str) -> tuple[int, ...]:
    """The widths of bars and gaps in turn, a bar first, in modules.

    ValueError for a sign that the character set lacks.
    """
    strange = sorted({sign for sign in text if not _FIRST <= ord(sign) <= _LAST})
    if strange:
        raise ValueError(f"{strange[0]!r} has no bars; plain letters, digits and signs have")
    values = [_START_B, *(ord(sign) - _FIRST for sign in text)]
    values += [check_of(values), _STOP]
    return tuple(int(width) for value in values for width in _WIDTHS[value])


def check_of(values: list[int]) -> int:
    """The check character of a start and its signs: each by its place, modulo 103."""
    return (values[0] + sum(place * value for place, value in enumerate(values))) % 103
