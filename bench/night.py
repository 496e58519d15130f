"""How fast a night is: athletes per second, queries per chunk and peak memory, for 1,000 and 10,000 athletes.

    DATABASE_URL=postgres://… SECRET_KEY=bench python -m bench.night          SIZES="1000 10000" chooses others

Runs in a database of its own that is removed afterwards. All have a plan and three weeks of statuses. On the Wednesday
a fifth needs a proposal (two red days); on the Sunday everybody stands at the end of a phase with one, the dearest
night there is. Prints figures and ratios; judges nothing.
"""

from __future__ import annotations

import os
import resource
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from plans.models import Plan

SIZES = tuple(int(size) for size in os.environ.get("SIZES", "1000 10000").split())
CHUNK = 500
WEDNESDAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 22)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    from plans import night

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        print(f"{'athletes':>9} {'night':>10} {'athletes/s':>11} {'ms each':>8} {'queries/chunk':>14} {'peak MB':>8}")
        per_athlete: dict[tuple[str, int], float] = {}
        made = 0
        for size in SIZES:
            _populate(made, size)
            made = size
            for on in (WEDNESDAY, SUNDAY):
                now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC) + timedelta(days=1)
                _owe(on)
                ids = night.owed(now)
                assert len(ids) == size, (len(ids), size)
                counts: list[int] = []
                started = time.perf_counter()
                for n in range(0, size, CHUNK):
                    count = Counter()
                    with connection.execute_wrapper(count):
                        tally = night.decide_chunk(ids[n : n + CHUNK], now)
                    counts.append(count.queries)
                    assert (tally.decided, tally.failed) == (len(ids[n : n + CHUNK]), 0), tally
                seconds = time.perf_counter() - started
                per_athlete[f"{on:%a}", size] = seconds / size
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{size:>9} {on:%a %d %b} {size / seconds:>11.0f} {1000 * seconds / size:>8.2f} "
                    f"{_span(counts):>14} {peak:>8.0f}"
                )
        for day in ("Wed", "Sun"):
            ratio = per_athlete[day, SIZES[-1]] / per_athlete[day, SIZES[0]]
            print(f"time per athlete, {SIZES[-1]} against {SIZES[0]}, {day}: {ratio:.2f}")
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


class Counter:
    """Counts what is sent to the database."""

    queries = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)


def _span(counts: Sequence[int]) -> str:
    return f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)}-{max(counts)}"


def _owe(on: date) -> None:
    """Forget earlier nights of the bench, so that exactly this one is owed."""
    from athletes.models import Athlete
    from plans.models import Decision

    Decision.objects.across_teams().delete()
    Athlete.objects.across_teams().update(nights_from=on)


def _populate(first: int, last: int) -> None:
    """Athletes `first` to `last` with a plan, three weeks of statuses and logs. One generated plan is copied."""
    from athletes.consents import ALL_KINDS
    from athletes.models import Athlete, Consent, Team
    from plans.planning import create_plan
    from readiness import statuses
    from readiness.models import DailyLog, Source

    team, _ = Team.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    athletes = Athlete.objects.bulk_create(
        Athlete(
            team=team, name=f"Runner {n}", zone="UTC", baseline_km_per_week=50,
            available_min_by_weekday=[120] * 7, nights_from=WEDNESDAY,
        )
        for n in range(first, last)
    )  # fmt: skip
    Consent.objects.bulk_create(
        Consent(team=team, athlete=each, kind=kind, version=1) for each in athletes for kind in ALL_KINDS
    )
    _copy_plan(create_plan(athletes[0], date(2026, 11, 2)), [athlete.pk for athlete in athletes[1:]])
    days = [SUNDAY - timedelta(days=n) for n in range(21)]
    DailyLog.objects.bulk_create(
        (
            DailyLog(
                team=team, athlete=a, local_date=day, zone="UTC", client_id=uuid.uuid4(), source=Source.IMPORT,
                **dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), _value(n, day)),
            )
            for n, a in enumerate(athletes)
            for day in days
        ),
        batch_size=5_000,
    )  # fmt: skip
    for n in range(0, len(athletes), CHUNK):
        statuses.refresh(athletes[n : n + CHUNK], days[-1], days[0])


def _copy_plan(plan: Plan, athlete_ids: list[int]) -> None:
    """Give every athlete the same plan, row by row, in four statements."""
    from django.db import connection

    statements = (
        """INSERT INTO plans_plan (team_id, athlete_id, template_id, start, level, baseline_km_per_week, goal, protects,
                                    revision, created_at)
           SELECT p.team_id, a.id, p.template_id, p.start, p.level, p.baseline_km_per_week, p.goal, p.protects, 0,
                  p.created_at
           FROM plans_plan p, unnest(%(athletes)s::bigint[]) AS a (id) WHERE p.id = %(plan)s""",
        """INSERT INTO plans_phase (team_id, plan_id, kind, position, min_weeks, default_weeks, max_weeks)
           SELECT o.team_id, n.id, o.kind, o.position, o.min_weeks, o.default_weeks, o.max_weeks
           FROM plans_phase o, plans_plan n WHERE o.plan_id = %(plan)s AND n.athlete_id = ANY(%(athletes)s)""",
        """INSERT INTO plans_week (team_id, plan_id, phase_id, monday, template_week, fraction, deload, goals)
           SELECT o.team_id, n.plan_id, n.id, o.monday, o.template_week, o.fraction, o.deload, o.goals
           FROM plans_week o JOIN plans_phase op ON op.id = o.phase_id JOIN plans_phase n ON n.kind = op.kind
           JOIN plans_plan p ON p.id = n.plan_id
           WHERE o.plan_id = %(plan)s AND p.athlete_id = ANY(%(athletes)s)""",
        """INSERT INTO plans_session (id, team_id, plan_id, week_id, day, position, original_day, kind, duration_min,
                                       distance_km, rpe, steps, marks, protects)
           SELECT gen_random_uuid(), o.team_id, n.plan_id, n.id, o.day, o.position, o.original_day, o.kind,
                  o.duration_min, o.distance_km, o.rpe, o.steps, o.marks, o.protects
           FROM plans_session o JOIN plans_week ow ON ow.id = o.week_id JOIN plans_week n ON n.monday = ow.monday
           JOIN plans_plan p ON p.id = n.plan_id
           WHERE o.plan_id = %(plan)s AND p.athlete_id = ANY(%(athletes)s)""",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"plan": plan.pk, "athletes": athlete_ids})
        cursor.execute("ANALYZE")


def _value(n: int, day: date) -> int:
    """Every fifth athlete had two bad days before each of the two nights."""
    bad = n % 5 == 0 and day in (WEDNESDAY, WEDNESDAY - timedelta(days=1), SUNDAY, SUNDAY - timedelta(days=1))
    return 1 if bad else 3 + (n + day.toordinal()) % 2


if __name__ == "__main__":
    main()
