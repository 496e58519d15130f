"""The night: every athlete gets exactly one decision for every local night that is over.

Gather, decide, record. `owed(now)` asks the database which athletes have no decision for their last
local night; `decide_chunk(ids, now)` decides them in one transaction with a constant number of queries.
Delivered twice, killed half-way or late by a week, the outcome is the same: the row (athlete, night) is
unique, a transaction that did not end wrote nothing, and missed nights are caught up in their order.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from athletes.models import Athlete
from plans.engine import decision_policy
from plans.engine.decision import Directive, NightDecision
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts
from plans.engine.records import NO_STEERING, Met, Record, record
from plans.models import Decision, NightFailure, Plan
from plans.night_facts import gather
from plans.plan_rows import load_states
from plans.planning import template_of
from plans.rulebooks import rulebooks_of, with_gates_of
from plans.running_history import histories
from plans.steering import apply_alone
from plans.steering_facts import steerings

log = logging.getLogger(__name__)

MAX_RETRY_MINUTES = 6 * 60
GRACE = timedelta(minutes=1)
"""A log that was being written while the night read is looked at again (`plans.late_logs`)."""


def last_night(now: datetime, zone: str) -> date:
    """The latest local night that is over at `now`: the night of a date ends at 03:00 of the date after it.

    Wall-clock time decides, so a night of 23 or 25 hours is one night.
    """
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=settings.NIGHT_HOUR)).date() - timedelta(days=1)


_OWED = """
    SELECT a.id
    FROM athletes_athlete a
    JOIN athletes_team t ON t.id = a.team_id AND t.archived_at IS NULL
    JOIN unnest(%s::text[], %s::date[]) AS z (zone, night) ON z.zone = a.zone
    WHERE a.archived_at IS NULL
      AND a.nights_from <= z.night
      AND NOT EXISTS (SELECT FROM plans_decision d WHERE d.night = z.night AND d.athlete_id = a.id)
      AND NOT EXISTS (SELECT FROM plans_nightfailure f WHERE f.athlete_id = a.id AND f.retry_at > %s)
      AND (%s::bigint IS NULL OR a.team_id = %s)
    ORDER BY a.id
"""


def owed(now: datetime, team_id: int | None = None) -> list[int]:
    """Ids of the athletes whose last local night is over and undecided. Two queries."""
    zones = list(
        Athlete.objects.across_teams()
        .filter(archived_at=None, team__archived_at=None)
        .order_by()
        .values_list("zone", flat=True)
        .distinct()
    )
    nights = [last_night(now, zone) for zone in zones]
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [zones, nights, now, team_id, team_id])
        return [id for (id,) in cursor.fetchall()]


def chunks(ids: Sequence[int]) -> list[list[int]]:
    size = settings.NIGHT_CHUNK_SIZE
    return [list(ids[n : n + size]) for n in range(0, len(ids), size)]


@dataclass(slots=True)
class Tally:
    """What a chunk did: athlete-nights decided, and athletes set aside with a failure."""

    decided: int = 0
    failed: int = 0


def decide_chunk(ids: Sequence[int], now: datetime) -> Tally:
    """Decide every night that these athletes are owed at `now`, oldest first, and say how many."""
    tally = Tally()
    while todo := _next_nights(ids, now):
        night = min(todo.values())
        group = sorted(id for id, due in todo.items() if due == night)
        done = _decide_night(group, night, now, tally)
        # Athletes that another worker holds, or that failed, are left to the next tick.
        ids = [id for id in ids if id in done or todo.get(id, night) != night]
    return tally


def _next_nights(ids: Sequence[int], now: datetime) -> dict[int, date]:
    """The oldest undecided night of each athlete, for those who have one. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.id, a.zone, greatest(a.nights_from, d.night + 1)
            FROM athletes_athlete a
            LEFT JOIN LATERAL (
                SELECT night FROM plans_decision WHERE athlete_id = a.id ORDER BY night DESC LIMIT 1
            ) d ON true
            WHERE a.id = ANY(%s) AND a.archived_at IS NULL
            """,
            [list(ids)],
        )
        return {id: night for id, zone, night in cursor.fetchall() if night <= last_night(now, zone)}


def _decide_night(ids: list[int], night: date, now: datetime, tally: Tally) -> set[int]:
    """One night of many athletes in one transaction; returns who was decided.

    A row that the database refuses must not cost the others their night: the chunk is halved until the one
    athlete is alone and set aside.
    """
    try:
        with transaction.atomic():
            return _gather_decide_record(ids, night, now, tally)
    except DatabaseError as error:
        if len(ids) == 1:
            with transaction.atomic():
                athlete = Athlete.objects.across_teams().get(pk=ids[0])
                _set_aside(athlete, night, error, now)
            tally.failed += 1
            return set()
        middle = len(ids) // 2
        first = _decide_night(ids[:middle], night, now, tally)
        return first | _decide_night(ids[middle:], night, now, tally)


def _gather_decide_record(ids: list[int], night: date, now: datetime, tally: Tally) -> set[int]:
    # Locked, so that a second delivery of this chunk finds nobody and leaves; readers are not held up.
    athletes = list(
        Athlete.objects.across_teams()
        .filter(pk__in=ids, archived_at=None)
        .select_for_update(skip_locked=True, no_key=True)
        .order_by("pk")
    )
    decided_meanwhile = set(
        Decision.objects.across_teams().filter(night=night, athlete__in=athletes).values_list("athlete_id", flat=True)
    )
    athletes = [a for a in athletes if a.pk not in decided_meanwhile]
    if not athletes:
        return set()
    gathered = gather(athletes, night, rulebooks_of(athletes))
    gathered.rulebooks = with_gates_of(gathered.plans, gathered.rulebooks)
    failures = Failures()

    decided: list[Decided] = []
    for athlete in athletes:
        with failures.of(athlete):
            known = gathered.facts_of(athlete)
            decided.append((athlete, known, decide(known, gathered.rulebooks[athlete.pk].decisions)))

    changing = [gathered.plans[a.pk] for a, _, d in decided if d.directive is not Directive.NOTHING]
    states = load_states(changing)
    known_running = histories(changing, night + timedelta(days=1), gathered.rulebooks)
    steered = steerings([a for a, _, d in decided if d.directive is not Directive.NOTHING], night, now)
    rows: list[Decision] = []
    alone: list[int] = []
    for athlete, known, decision in decided:
        with failures.of(athlete):
            plan = gathered.plans.get(athlete.pk)
            met = None
            if plan is not None and plan.pk in states:
                met = Met(states[plan.pk], known_running[plan.pk], template_of(plan))
            made = record(known, decision, gathered.rulebooks[athlete.pk], met, steered.get(athlete.pk, NO_STEERING))
            rows.append(decision_row(athlete, plan, night, made, now))
            if made.applies:
                alone.append(athlete.pk)

    Decision.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    apply_alone(alone, night)
    done = {row.athlete_id for row in rows}
    NightFailure.objects.across_teams().filter(night=night, athlete__in=done).delete()
    for athlete, error in failures.found:
        _set_aside(athlete, night, error, now)
    tally.decided += len(rows)
    tally.failed += len(failures.found)
    return done


Decided = tuple[Athlete, NightFacts, NightDecision]


class Failures:
    """Collects what goes wrong for single athletes, so that it costs the others nothing."""

    def __init__(self) -> None:
        self.found: list[tuple[Athlete, Exception]] = []

    @contextmanager
    def of(self, athlete: Athlete) -> Iterator[None]:
        try:
            yield
        except DatabaseError:
            raise  # the transaction is spoiled: the chunk is halved instead
        except Exception as error:  # noqa: BLE001 - written down with its place, shown, and tried again
            self.found.append((athlete, error))


def decision_row(
    athlete: Athlete, plan: Plan | None, night: date, record: Record, now: datetime, *, revision: int = 0
) -> Decision:
    """The row to write for this night of this athlete."""
    days = NightDecision.ANSWER_DAYS.get(record.rule, 3)
    return Decision(
        team_id=athlete.team_id,
        athlete=athlete,
        night=night,
        revision=revision,
        plan=plan,
        verdict=record.verdict,
        rule=record.rule,
        directive=record.directive,
        answer_until=night + timedelta(days=days) if record.asks else None,
        reasons=record.reasons,
        operations=record.operations,
        facts=record.facts,
        plan_state=record.plan_state,
        thresholds=record.thresholds,
        steering=record.steering,
        rules_version=decision_policy.RULES_VERSION,
        decided_at=now,
        checked_at=now - GRACE,
    )


def _set_aside(athlete: Athlete, night: date, error: BaseException, now: datetime) -> None:
    """Write down that this athlete's night failed and when it is tried again: after 1, 2, 4 … minutes."""
    failure, created = NightFailure.objects.across_teams().get_or_create(
        athlete=athlete,
        night=night,
        defaults={"team_id": athlete.team_id, "error": "", "retry_at": now},
    )
    failure.attempts = 1 if created else failure.attempts + 1
    failure.error = kind_and_place(error)
    failure.retry_at = now + timedelta(minutes=min(2 ** (failure.attempts - 1), MAX_RETRY_MINUTES))
    failure.save()
    log.error("night set aside: athlete %s, night %s, %s", athlete.pk, night, failure.error)


def kind_and_place(error: BaseException) -> str:
    """What may be written down of an error: its text may carry health data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in {where}"
