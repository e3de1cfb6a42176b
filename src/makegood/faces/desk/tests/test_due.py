"""What is due at the desk: what gave up is shown with its reason."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.models import Effect


def test_a_dead_letter_is_shown_with_its_reason_to_staff_with_a_role_only(at_the_desk):
    now = clock.now()
    Effect.objects.create(
        key="mail:1", kind="mail", payload={}, act="A", queued_at=now, next_try_at=now,
        dead_at=now, last_error="<b>refused</b>",
    )  # fmt: skip
    html = at_the_desk("rae").get("/desk/due").content.decode()
    assert 'Dead letters <span class="quiet" data-count>1</span>' in html
    assert "&lt;b&gt;refused&lt;/b&gt;" in html
    assert "refused" not in at_the_desk("noor").get("/desk/due").content.decode()
