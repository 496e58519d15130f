"""What an athlete sees of how the offseason goes: a constant number of queries, whatever there is to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from athletes import units
from athletes.models import Athlete
from athletes.protecting import ATTRIBUTES
from athletes.zones import local_date
from plans.athlete_facts import mondays_of, reported_sessions
from plans.engine.consistency import Tally, Week, tally, weeks_kept
from plans.engine.ledger import Touch
from plans.engine.small_wins import Facts, small_wins
from plans.engine.week_loads import Monotony, WeekLoad, monotony, week_loads
from plans.models import Plan, TimeAway
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import Illness
from readiness.engine.wake_times import WakeRhythm, wake_rhythm
from readiness.selectors import logged_days, wake_times
from readiness.statuses import day_logs

LOG_DAYS = 42
SLEEP_DAYS = 14
KEPT_WEEKS = 4
"""The weeks that consistency is told of, the running one included."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """How regular the mornings were, lately and in the days before; None where too few were told."""

    now: WakeRhythm | None
    before: WakeRhythm | None


@dataclass(frozen=True, slots=True)
class Season:
    """What a plan came to so far. `kept` and `total` are of its last `KEPT_WEEKS` weeks that have begun, `kept`
    newest first."""

    plan: Plan
    kept: tuple[Week, ...]
    total: Tally
    loads: tuple[WeekLoad, ...]
    monotonies: dict[date, Monotony | None]
    """Of the weeks that are over, by their Monday."""


@dataclass(frozen=True, slots=True)
class Progress:
    season: Season | None
    wins: tuple[str, ...]
    sleep: Sleep
    mornings: int
    """Check-ins of the last 28 days."""


def progress_of(athlete: Athlete, today: date) -> Progress:
    """Ten queries at most. Without a plan there are still the mornings."""
    logs = day_logs([athlete], today - timedelta(days=LOG_DAYS), today).get(athlete.pk, {})
    mornings = logged_days(athlete, today - timedelta(days=LOG_DAYS), today)
    sleep = _sleep(athlete, today)
    plan = _newest_plan(athlete)
    sessions = reported_sessions(plan) if plan else []
    reported = [session for session, _protects in sessions]
    weeks: tuple[Week, ...] = ()
    season = None
    if plan:
        mondays = mondays_of(plan)
        last = _last_day(plan, athlete, mondays, today)
        begun = [monday for monday in mondays if monday <= min(today, last)]
        weeks = weeks_kept(reported, _left_out(athlete, logs, plan.start), plan.start, last, today, begun)
        kept = weeks[-KEPT_WEEKS:]
        over = [week.monday for week in weeks if week.monday + timedelta(days=6) < today]
        season = Season(
            plan=plan,
            kept=tuple(reversed(kept)),
            total=tally(day for week in kept for day in week.days),
            loads=week_loads(reported, mondays, today),
            monotonies={monday: monotony(reported, monday) for monday in over},
        )
    facts = Facts(
        today=today,
        weeks=[week for week in weeks if week.monday + timedelta(days=6) < today],
        sessions=reported,
        touches=[Touch(session.day, protects, session.outcome) for session, protects in sessions],
        protects=plan.protects if plan else (),
        attribute_names={value: str(name) for value, name in ATTRIBUTES},
        logs=logs,
        mornings=mornings,
        wakes=sleep.now,
        wakes_before=sleep.before,
        distance=units.in_words,
    )
    return Progress(
        season=season,
        wins=tuple(win.say(_) for win in small_wins(facts)),
        sleep=sleep,
        mornings=sum((today - day).days < 28 for day in mornings),
    )


def _newest_plan(athlete: Athlete) -> Plan | None:
    """The running plan, or the one that ended last: what was done in an offseason is worth looking at after it."""
    plans = Plan.objects.in_team(athlete.team_id).filter(athlete=athlete)
    return plans.order_by(F("ended_at").desc(nulls_first=True)).first()


def _last_day(plan: Plan, athlete: Athlete, mondays: list[date], today: date) -> date:
    last = max(mondays, default=today) + timedelta(days=6)
    return last if plan.ended_at is None else min(last, local_date(plan.ended_at, athlete.zone))


def _left_out(athlete: Athlete, logs: dict[date, DayLog], first: date) -> frozenset[date]:
    """Days of illness or away: life came first, and nothing is counted."""
    ill = {day for day, log in logs.items() if log.illness is not Illness.NONE or log.alarm_sign}
    away = TimeAway.objects.in_team(athlete.team_id).filter(athlete=athlete, last_day__gte=first)
    spans = away.values_list("first_day", "last_day")
    days = {start + timedelta(days=n) for start, end in spans for n in range((end - start).days + 1)}
    return frozenset(ill | days)


def _sleep(athlete: Athlete, today: date) -> Sleep:
    told = wake_times(athlete, today - timedelta(days=2 * SLEEP_DAYS - 1), today)
    middle = today - timedelta(days=SLEEP_DAYS)
    return Sleep(
        wake_rhythm([at for day, at in told.items() if day > middle]),
        wake_rhythm([at for day, at in told.items() if day <= middle]),
    )
