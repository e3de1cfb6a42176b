"""Find the writer's own words in a mail: decoded, without markup, without what was quoted."""

from __future__ import annotations

import html
import re
from email.message import EmailMessage, Message

import nh3
from mailparser_reply import EmailReplyParser

_LANGUAGES = ["en", "es", "fr"]
_BREAK = re.compile(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6]|blockquote)>")
_QUOTED_HTML = re.compile(r"(?is)<blockquote.*</blockquote>|<div[^>]+gmail_quote.*")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_BLANK_LINES = re.compile(r"\n{3,}")
_INTRODUCES_QUOTE = re.compile(
    r"(?im)^(?!>)[^\n]{0,300}(?:\n[^\n>]{0,120})?(?:wrote|escribió|a écrit)\s*:\s*\n(?=\s*>)"
)


def words_of(message: EmailMessage) -> str:
    """What the writer wrote in this mail, as plain text; empty when there are no words."""
    part = _body(message)
    if part is None:
        return ""
    text = _decoded(part)
    if part.get_content_subtype() == "html":
        text = plain_text(text)
    return own_words(text.replace("\r\n", "\n"))


def own_words(text: str) -> str:
    """The text without quoted earlier mails and without the signature."""
    unquoted = _SIGNATURE.split(_without_quoted_end(text), maxsplit=1)[0]
    reply = EmailReplyParser(languages=_LANGUAGES).parse_reply(unquoted) or ""
    return _BLANK_LINES.sub("\n\n", reply).strip()


def plain_text(markup: str) -> str:
    """The words of HTML, without its markup, scripts, styles and quoted mails."""
    broken = _BREAK.sub("\n", _QUOTED_HTML.sub("", markup))
    text = html.unescape(nh3.clean(broken, tags=set()))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


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
