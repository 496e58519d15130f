"""Reminders at the athlete's own hour: one a day, none once the day is logged, and not a word about health in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from athletes.consents import consented
from athletes.models import Athlete
from notices import outbox
from notices.models import OutboxMessage
from readiness.models import DailyLog, Reminder

CHECK_IN, WIND_DOWN = "check_in", "wind_down"
KINDS = (CHECK_IN, WIND_DOWN)
WINDOW = timedelta(hours=2)
"""After an outage a reminder still goes out for so long; later it would only disturb."""
_SALT = "readiness.reminders"


@dataclass(frozen=True, slots=True)
class Owed:
    """A reminder whose hour has come, on the athlete's own day."""

    athlete: Athlete
    kind: str
    day: date

    @property
    def key(self) -> str:
        return _key(self.athlete, self.kind, self.day)


def owed(now: datetime) -> list[Owed]:
    """Whose hour has come and who has neither logged the day nor been reminded of it. Three queries."""
    rows = (
        Reminder.objects.across_teams()
        .filter(Q(check_in_at__isnull=False) | Q(wind_down_at__isnull=False))
        .filter(athlete__archived_at=None, athlete__user__is_active=True, team__archived_at=None)
        .select_related("athlete__user", "athlete__team")
    )
    due = [each for row in rows for each in _due(row, now)]
    days = {each.day for each in due}
    logged = set(
        DailyLog.objects.across_teams()
        .filter(athlete__in=[each.athlete for each in due], local_date__in=days)
        .values_list("athlete_id", "local_date")
    )
    written = OutboxMessage.objects.across_teams().filter(key__in=[each.key for each in due])
    known = set(written.values_list("key", flat=True))
    return [
        each
        for each in due
        if each.key not in known and (each.kind != CHECK_IN or (each.athlete.pk, each.day) not in logged)
    ]


def _due(row: Reminder, now: datetime) -> list[Owed]:
    here = now.astimezone(ZoneInfo(row.athlete.zone))
    hours = {CHECK_IN: row.check_in_at, WIND_DOWN: row.wind_down_at}
    return [Owed(row.athlete, kind, here.date()) for kind, at in hours.items() if at and _has_come(at, here)]


def _has_come(at: time, here: datetime) -> bool:
    """On the clock of the wall: an hour that a night skips or repeats comes once."""
    wall = here.replace(tzinfo=None)
    return timedelta() <= wall - datetime.combine(wall.date(), at) < WINDOW


def put_owed(now: datetime) -> int:
    """Write the reminders that are owed into the outbox, each once however often this runs; returns how many."""
    written, due = 0, owed(now)
    agreed = consented([each.athlete for each in due])
    for each in due:
        if each.athlete.user is None or not agreed[each.athlete.pk]:
            continue  # who agreed to nothing is not asked how they are
        outbox.put(
            team=each.athlete.team,
            recipient=each.athlete.user,
            kind=f"{each.kind}_reminder",
            key=each.key,
            context={"stop": stop_token(each.athlete, each.kind)},
        )
        written += 1
    return written


def call_off(athlete: Athlete, day: date) -> None:
    """The day is logged: a reminder of it that still waits does not go out."""
    waiting = OutboxMessage.objects.in_team(athlete.team_id).filter(
        key=_key(athlete, CHECK_IN, day), delivered_at=None, given_up_at=None
    )
    # One that is on its way is held by whoever sends it: no check-in waits for a mail server.
    free = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    waiting.filter(pk__in=free).update(given_up_at=timezone.now())


def stop_token(athlete: Athlete, kind: str) -> str:
    """Names one reminder of one athlete to whoever has their mail; it can do nothing but stop it."""
    return signing.dumps([athlete.pk, kind], salt=_SALT)


def stop(token: str) -> Athlete | None:
    """Switch that reminder off; None for a token that nobody made."""
    try:
        athlete_id, kind = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    row = Reminder.objects.across_teams().filter(athlete=athlete_id).select_related("athlete").first()
    if row is None or kind not in KINDS:
        return None
    setattr(row, f"{kind}_at", None)
    row.save(update_fields=[f"{kind}_at"])
    return row.athlete


def is_known(token: str) -> bool:
    try:
        signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def _key(athlete: Athlete, kind: str, day: date) -> str:
    return f"reminder-{kind}-{athlete.pk}-{day}"
