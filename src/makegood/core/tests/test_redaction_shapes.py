"""Every shape in which a card, a code or a personal number was ever written to us."""

import pytest

from makegood.core.redaction import redact

HOSTILE = [
    # one card, its digits written in every way
    ("4111111111111111", "[card ••••1111]"),
    ("4111-1111-1111-1111", "[card ••••1111]"),
    ("4111.1111.1111.1111", "[card ••••1111]"),
    ("4111 - 1111 - 1111 - 1111", "[card ••••1111]"),
    ("4111\n1111\r\n1111\n\n1111", "[card ••••1111]"),
    ("4111\u00a01111\u20091111\u30001111", "[card ••••1111]"),
    ("4111–1111—1111−1111", "[card ••••1111]"),
    ("4111 1111-1111.1111", "[card ••••1111]"),
    ("41 111 1111 1 1111 11", "[card ••••1111]"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card ••••1111]"),
    ("4111/1111/1111/1111", "[card ••••1111]"),
    ("4111, 1111, 1111, 1111", "[card ••••1111]"),
    ("4111_1111_1111_1111", "[card ••••1111]"),
    ("**4111** **1111** **1111** **1111**", "**[card ••••1111]**"),
    ("4111\x001111\x071111\x7f1111", "[card ••••1111]"),
    ("4111·1111·1111·1111", "[card ••••1111]"),
    ("4111 1111      1111\t\t\t1111", "[card ••••1111]"),
    ("4\u200b1\u200b1\u200b1 1111\u200d1111 1\u2060111", "[card ••••1111]"),
    ("4111\u00ad1111\u00ad1111\u00ad1111", "[card ••••1111]"),
    ("４１１１ １１１１ １１１１ １１１１", "[card ••••1111]"),
    ("٤١١١ ١١١١ ١١١١ ١١١١", "[card ••••1111]"),
    ("४१११११११११११११११", "[card ••••1111]"),
    ("𝟒𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 ①①①① ¹¹¹¹", "[card ••••1111]"),
    ("4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣", "[card ••••1111]"),
    ("mycard4111111111111111thanks", "mycard[card ••••1111]thanks"),
    (
        "call +1 202 555 0106, card 4111 1111 1111 1111",
        "call +1 202 555 0106, card [card ••••1111]",
    ),
    # other brands, among other numbers
    ("3782 822463 10005", "[card ••••0005]"),
    ("3056 930902 5904", "[card ••••5904]"),
    ("O-1041 5500 0055 5555 5559 2", "O-1041 [card ••••5559] 2"),
    ("1041 4242 4242 4242 4242", "1041 [card ••••4242]"),
    ("4111111111111111 5500005555555559", "[card ••••1111] [card ••••5559]"),
    # something glued to it
    ("41111111111111111227123", "[card ••••1111]"),
    ("99994111111111111111", "[card ••••1111]"),
    ("4111111111111111 12/27 123", "[card ••••1111] [expiry] [security code removed]"),
    ("4111111111111111 1227", "[card ••••1111] [expiry]"),
    ("4111111111111111, expires Dec 2027", "[card ••••1111], [expiry]"),
    ("valid thru 12/27: 4111111111111111", "[expiry]: [card ••••1111]"),
    ("4111111111111111 vence el 12/05/2027", "[card ••••1111] [expiry]"),
    ("4111111111111111 expire fin décembre 27", "[card ••••1111] [expiry]"),
    ("%B4111111111111111^DOE/JOHN^25121010000?", "%B[card ••••1111][track data removed]?"),
    (";4111111111111111=25121010000000000?", ";[card ••••1111][track data removed]?"),
    # spoken
    ("four one one one " + "one " * 12, "[card ••••1111] "),
    ("card: four, triple one. double one double one " + "one " * 8, "card: [card ••••1111] "),
    ("double four two four " + "two four " * 5 + "two six", "[card ••••2426]"),
    ("forty-one eleven " + "eleven " * 6 + "please", "[card ••••1111] please"),
    ("four one one one dash 1111 dash 1111 um 1111", "[card ••••1111]"),
    ("cuatro uno uno uno, " + "uno " * 12, "[card ••••1111] "),
    ("cuarenta y uno once once once once once once once", "[card ••••1111]"),
    ("doble cuatro dos cuatro " + "dos cuatro " * 5 + "dos seis", "[card ••••2426]"),
    ("quatre un un un " + "un " * 12, "[card ••••1111] "),
    ("quarante et un onze onze onze onze onze onze onze", "[card ••••1111]"),
    ("quatre-vingt-dix-sept quatre-vingt-douze " + "zéro " * 11 + "trois", "[card ••••0003]"),
    # codes
    ("the security code is 123", "the [security code removed]"),
    ("CVC2: 1234", "[security code removed]"),
    ("cvv123", "[security code removed]"),
    ("cvv one two three", "[security code removed]"),
    ("ｃｖｖ １２３", "[security code removed]"),
    ("c\u200bvv 1 2 3", "[security code removed]"),
    ("código de seguridad: 123", "[security code removed]"),
    ("clave de seguridad: uno dos tres", "[security code removed]"),
    ("le cryptogramme visuel est 123", "le [security code removed]"),
    ("mon code de sécurité: 123", "mon [security code removed]"),
    ("the number on the back is 123", "the [security code removed]"),
    ("my PIN is 1234", "my [PIN removed]"),
    # persons and banks
    ("GB82 WEST 1234 5698 7654 32", "[IBAN ••••5432]"),
    ("iban fr1420041010050500013m02606.", "iban [IBAN ••••2606]."),
    ("ES91-2100-0418-4502-0005-1332", "[IBAN ••••1332]"),
    (
        "routing 021000021 account 123456789",
        "routing [routing number removed] account [bank account ••••6789]",
    ),
    (
        "checking account 12345, ABA no. 0210-0002-1",
        "checking account [bank account removed], ABA no. [routing number removed]",
    ),
    ("SSN 123-45-6789", "SSN [SSN removed]"),
    ("my social security number is 123456789", "my social security number is [SSN removed]"),
    ("NI number AB 12 34 56 C", "NI number [NINO removed]"),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_a_hostile_shape_is_redacted(text, expected):
    assert redact(text).text == expected


ORDINARY = [
    "Call me at +1 202 555 0106 or 202-555-0107.",
    "+49 1512 3456789 is my number in Germany",
    "1 202 555 0106 1 202 555 0107 1 202 555 0108",
    "Hartford CT 06101\n202-555-0106",
    "It came on 2026-06-02, ordered 2026-05-26.",
    "2026-05-26 2026-06-02",
    "06/02/2026 06/15/2026 07/02/2026",
    "899.00 79.00 149.00 39.00 68.83",
    "tracking 1Z999AA10123456784",
    "tracking 9400110200881234567890",
    "tracking 61299998820821171811",
    "tracking 7712 3456 7890",
    "order O-1041, line O-1041/1, return R-2001, account 40006",
    "my account 40006 and my account number 123456789",
    "the code is 123456",
    "expires 12/27",
    "the security code panel 77 broke on the back",
    "serial SN-77120, error E21, lot LOT-24-117",
    "ten to twelve, one or two of three: four five six",
    "number of seals: 1041 1042",
    "IBAN GB82 WEST 1234 5698 7654 33",
    "routing 021000022",
    "000-12-3456 and 123-00-4567",
    "product PT-BELT-24 for WM900",
    "",
    " \u200b ",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_stays_as_it_is(text):
    assert redact(text) == (text, ())


@pytest.mark.parametrize(
    "shape",
    [
        "+49 1512 34567{:02}",
        "+49151234567{:02}",
        "061{:02}\n202-555-0106",
        "202-555-01{:02} 40006",
        "899.00 79.00 149.00 39.{:02}",
        "10417 2026-06-15 {:02}",
        "10417 06.15.2026 {:02}",
    ],
)
def test_what_is_plainly_something_else_stays_though_one_in_ten_passes_luhn(shape):
    for number in range(100):
        text = shape.format(number)
        assert redact(text).text == text
