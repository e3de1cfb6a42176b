"""Mail that waits at a provider is fetched and answered, also after the company was killed."""

from __future__ import annotations

from makegood.adapters.channels.imap.tests.provider import Provider, Serving
from makegood.core.clock import RealTime
from tests.journeys.by_smtp import awaited, letter, received, rows
from tests.journeys.place import makegood, running_demo

PRIYA = "priya.raman@example.com"
TAKEN_IN = "SELECT became, count(*) FROM conversations_inboundmail GROUP BY became"


def test_a_mail_is_fetched_and_answered_once_however_often_the_company_starts(tmp_path):
    provider = Provider()
    serving = Serving(provider)
    settings = {
        "MAKEGOOD_IMAP_SERVER": f"127.0.0.1:{serving.port}",
        "MAKEGOOD_IMAP_USER": provider.user,
        "MAKEGOOD_IMAP_PASSWORD": provider.password,
        "MAKEGOOD_IMAP_TLS": "no",
        "MAKEGOOD_IMAP_SECONDS": "1",
    }
    first = letter("When are you open?", "<priya-1@mail.example.com>", PRIYA)
    provider.lay(first.as_bytes(policy=first.policy.clone(linesep="\r\n")), RealTime().now().date())
    with running_demo(tmp_path, settings=settings) as demo:
        awaited(lambda: received(demo, PRIYA), "no answer to the mail that was fetched")
    with running_demo(tmp_path, settings=settings) as demo:
        second = letter("And on Sunday?", "<priya-2@mail.example.com>", PRIYA)
        provider.lay(second.as_bytes(), RealTime().now().date())
        awaited(lambda: len(received(demo, PRIYA)) == 2, "no answer to the second mail")
        assert rows(demo, TAKEN_IN) == [("answered", 2)]
    assert provider.given_out == [1, 2]

    looked = makegood(tmp_path, "doctor", settings=settings)
    assert "mails lie there" in looked.stdout
    wrong = makegood(tmp_path, "doctor", settings=settings | {"MAKEGOOD_IMAP_PASSWORD": "guess"})
    assert "wrong name or password" in wrong.stdout
    serving.stop()
