"""Find the writer's own words in a mail: decoded, without markup, without what was quoted."""

from __future__ import annotations

import html
import re
from email.message import EmailMessage, Message

import nh3
from mailparser_reply import EmailReplyParser

_LANGUAGES = ["en", "es", "fr"]
_BREAK = re.compile(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6]|blockquote)>")
_QUOTE_BEGINS = re.compile(r"(?i)<blockquote")
_QUOTE_ENDS = re.compile(r"(?i)</blockquote>")
_GMAIL_QUOTE = re.compile(r"(?i)<div[^<>]+gmail_quote")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_READ = 200_000
"""Characters of a mail in which its words are looked for: all a message may have and a long quote.

Looking for quotes takes time with the square of a line or of a gap; both are bounded below, so
that nobody keeps us busy for hours with one mail.
"""
_LONGEST_LINE_OF_A_HEADER = 400
_ASIDE = re.compile("\ue000([0-9]+)\ue001")
_INTRODUCES_QUOTE = re.compile(
    r"(?im)^(?!>)[^\n]{0,300}(?:\n[^\n>]{0,120})?(?:wrote|escribió|a écrit)\s*:\s*\n(?=\s*>)"
)


def words_of(message: EmailMessage) -> str:
    """What the writer wrote in this mail, as plain text; empty when there are no words."""
    part = _body(message)
    if part is None:
        return ""
    text = _decoded(part)[:_MOST_READ]
    if part.get_content_subtype() == "html":
        text = plain_text(text)
    return own_words(text.replace("\r\n", "\n"))


def own_words(text: str) -> str:
    """The text without quoted earlier mails and without the signature."""
    lines = _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in text.splitlines()))
    unquoted = _SIGNATURE.split(_without_quoted_end(lines), maxsplit=1)[0]
    kept, short = _long_lines_aside(unquoted)
    reply = EmailReplyParser(languages=_LANGUAGES).parse_reply(short) or ""
    whole = _ASIDE.sub(lambda found: kept[int(found[1])], reply)
    return _BLANK_LINES.sub("\n\n", whole).strip()


def plain_text(markup: str) -> str:
    """The words of HTML, without its markup, scripts, styles and quoted mails."""
    broken = _BREAK.sub("\n", _without_quotes(markup))
    text = html.unescape(nh3.clean(broken, tags=set()))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_quotes(markup: str) -> str:
    """HTML without its quoted mails: from the first quote to the end of the last."""
    first = _QUOTE_BEGINS.search(markup)
    ends = [found.end() for found in _QUOTE_ENDS.finditer(markup)]
    if first and ends and ends[-1] > first.start():
        markup = markup[: first.start()] + markup[ends[-1] :]
    gmail = _GMAIL_QUOTE.search(markup)
    return markup[: gmail.start()] if gmail else markup


def _long_lines_aside(text: str) -> tuple[list[str], str]:
    """The lines that no mail program wrote above a quote, and the text with a mark for each."""
    kept: list[str] = []
    lines = _ASIDE.sub("", text).split("\n")
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_LINE_OF_A_HEADER:
            lines[place] = f"\ue000{len(kept)}\ue001"
            kept.append(line)
    return kept, "\n".join(lines)


def _body(message: EmailMessage) -> Message | None:
    try:
        found = message.get_body(preferencelist=("plain", "html"))
    except (KeyError, ValueError, AttributeError):
        found = None
    if found is not None:
        return found
    return None if message.is_multipart() else message


def _decoded(part: Message) -> str:
    """The part's text; a charset nobody knows is read as far as it goes. No row takes a NUL."""
    return _text(part).replace("\0", "").encode("utf-8", "replace").decode()


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return str(part.get_payload())
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("latin-1")


def _without_quoted_end(text: str) -> str:
    """Cut at the line that introduces a quote, when nothing but the quote follows it."""
    for found in _INTRODUCES_QUOTE.finditer(text):
        rest = text[found.end() :].splitlines()
        if all(not line.strip() or line.lstrip().startswith(">") for line in rest):
            return text[: found.start()]
    return text
