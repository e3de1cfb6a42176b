"""Keep what every act leaves behind: journal, approvals, effects, promises, checks, jobs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class JournalHead(models.Model):
    """The end of the journal's chain: one row, locked while the next rows are added."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class JournalRow(models.Model):
    """One attempt at an act, done or not, chained to the one before it. Never changed.

    `payload` (ask, outcome, explanation) may be erased for a person's sake: the chain holds
    `payload_hash`, so that the row still proves itself. Source: DESIGN 1, AC08.2.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=32, unique=True)
    parent = models.CharField(max_length=32, blank=True, default="")
    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=32)
    channel = models.CharField(max_length=16)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    conversation = models.CharField(max_length=32, blank=True, default="", db_index=True)
    operation = models.CharField(max_length=80)
    status = models.CharField(max_length=20)
    code = models.CharField(max_length=32, blank=True, default="")
    clauses = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    handbook = models.CharField(max_length=64)
    key = models.CharField(max_length=240, null=True)
    ask_hash = models.CharField(max_length=64)
    payload = models.JSONField(null=True)
    payload_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="journal_one_answer_per_key")
        ]


class JournalSubject(models.Model):
    """That a journal row is about a record, so that a record's history can be found."""

    row = models.ForeignKey(JournalRow, on_delete=models.PROTECT, related_name="subjects")
    ref = models.CharField(max_length=90)

    class Meta:
        indexes = [models.Index(fields=["ref", "row"], name="journal_of_record")]


class ApprovalRequest(models.Model):
    """An act that waits for somebody with more authority. Source: C06."""

    ref_kind = "approval"

    number = models.CharField(max_length=20, unique=True)
    operation = models.CharField(max_length=80)
    ask = models.JSONField()
    asker = models.JSONField()
    asker_name = models.CharField(max_length=80)
    party = models.CharField(max_length=32, blank=True, default="")
    kind = models.CharField(max_length=32)
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    reason = models.CharField(max_length=400)
    over_budget = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    approved = models.BooleanField(null=True)
    note = models.CharField(max_length=400, blank=True, default="")
    result_act = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="approval_open", condition=Q(decided_at=None)),
            models.Index(fields=["asker_name", "decided_at"], name="approval_answered"),
        ]


class AuthorityUse(models.Model):
    """Authority used up by an act, so that split amounts are seen as one. Source: C06."""

    at = models.DateTimeField()
    act = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=32)
    actor = models.CharField(max_length=80)
    party = models.CharField(max_length=32, blank=True, default="")
    subject = models.CharField(max_length=90, blank=True, default="")
    amount_cents = models.BigIntegerField()
    mechanical = models.BooleanField()
    approved_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["kind", "party", "at"], name="authority_by_party")]


class Effect(models.Model):
    """Something to do in the outside world once the act is saved: sent at least once, by key.

    Waiting while `delivered_at` and `dead_at` are empty; `attempt` guards the lease.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    then = models.CharField(max_length=80, blank=True, default="")
    act = models.CharField(max_length=32)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempt = models.IntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)
    last_error = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="effect_waiting",
                condition=Q(delivered_at=None, dead_at=None),
            ),
            models.Index(
                fields=["dead_at"], name="effect_gave_up", condition=Q(dead_at__isnull=False)
            ),
        ]


class Promise(models.Model):
    """Something promised to a customer, with its owner and due time. Source: C12, C39.

    `next_look_at` is when its owner hears of it: before it is due, then when it was not kept.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=90, db_index=True)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    owner = models.CharField(max_length=80)
    statement = models.JSONField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    renewed_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    act = models.CharField(max_length=32)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_look_at"],
                name="promise_open",
                condition=Q(kept_at=None, released_at=None, renewed_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("made_at")), name="promise_is_ahead")
        ]


class Check(models.Model):
    """A later look at the source of truth: did what was done really happen? Source: C33."""

    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=90, db_index=True)
    due_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    next_look_at = models.DateTimeField()
    looks = models.IntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=400, blank=True, default="")
    on_fail = models.CharField(max_length=80, blank=True, default="")
    act = models.CharField(max_length=32, db_index=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_look_at"],
                name="check_waiting",
                condition=Q(passed_at=None, failed_at=None),
            )
        ]


class Job(models.Model):
    """An act to be done at a time, by the company itself, exactly once."""

    key = models.CharField(max_length=220, unique=True)
    operation = models.CharField(max_length=80)
    ask = models.JSONField()
    actor = models.JSONField()
    run_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=32, blank=True, default="")
    last_error = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at"], name="job_waiting", condition=Q(done_at=None, dead_at=None)
            )
        ]


class Number(models.Model):
    """The last number given out in a series, such as returns; taken under a row lock."""

    series = models.CharField(max_length=16, primary_key=True)
    last = models.BigIntegerField()


class Tally(models.Model):
    """How often one kind of thing was asked by one, in a span that ends; over all processes."""

    bucket = models.CharField(max_length=90, primary_key=True)
    times = models.BigIntegerField()
    ends_at = models.DateTimeField(db_index=True)


class Look(models.Model):
    """That somebody of ours looked at a customer's records, once for each way and hour.

    Never changed, and gone once it is old enough. Retention: two years (PRV-6, "looks_2y").
    """

    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=32)
    channel = models.CharField(max_length=16)
    party = models.CharField(max_length=32)
    ref = models.CharField(max_length=90)
    at = models.DateTimeField()
    hour = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "actor", "channel", "hour"], name="look_noted_once_an_hour"
            )
        ]


class DemoClock(models.Model):
    """Where the demo's clock stands: this demo moment was that real moment."""

    demo_at = models.DateTimeField()
    real_at = models.DateTimeField()
