"""Files that come with a mail are listed by names that can do no harm."""

from email.message import EmailMessage

import pytest

from makegood.domains.conversations.enclosed import harmless
from makegood.representative.mail.attachments import MOST_FILES, enclosed_in


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("dent.png", "dent.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\tom\\bill.pdf", "bill.pdf"),
        ("invoice.pdf.exe", "invoice.pdf.exe.blocked"),
        ("page.HTML", "page.HTML.blocked"),
        ("bill\u202efdp.exe", "billfdp.exe.blocked"),
        ("a\r\nX-Evil: yes.txt", "aX-Evil yes.txt"),
        (" .. ", "without-a-name"),
        ("", "without-a-name"),
        ("photo of the washer", "photo of the washer"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
        ("x" * 300 + ".exe", "x" * 108 + ".exe.blocked"),
    ],
)
def test_a_name_leads_nowhere_hides_nothing_and_starts_nothing(name, kept):
    assert harmless(name) == kept


def test_size_and_kind_are_told_and_only_twenty_files_are_listed():
    mail = EmailMessage()
    mail.set_content("See these")
    for place in range(30):
        mail.add_attachment(b"1234", maintype="image", subtype="png", filename=f"{place}.png")
    found = enclosed_in(mail)
    assert len(found) == MOST_FILES == 20
    assert (found[0].name, found[0].media_type, found[0].size) == ("0.png", "image/png", 4)
