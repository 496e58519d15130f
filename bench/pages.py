"""How long a coach waits for the pages of a team of 500: morning, board, phases, athlete, week, and a hand on a week.

    DATABASE_URL=postgres://… SECRET_KEY=bench python -m bench.pages          ATHLETES=500 chooses another size

Runs in a database of its own that is removed afterwards, through the test client: what the server does, without a
network. Prints the median of the milliseconds beside the bar that the page has to keep, queries for a team of 5 and
for all, and kilobytes of one. ONLY=board leaves out the other
pages, PROFILE=/board/ also prints where the time of that page goes.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from statistics import median
from typing import Any

import django

ATHLETES = int(os.environ.get("ATHLETES", "500"))
FEW = 5
GROUPS = 8
PROPOSALS = 30
TIMES = 25
HTMX = {"HX-Request": "true"}
MADE = 10
"""Plans that the generator makes; the other athletes have copies of them."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _run()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _machine() -> str:
    """How fast this machine is at the moment: figures of two runs compare only where this does."""
    begun = time.perf_counter()
    for _ in range(5_000_000):
        pass
    return f"an empty loop of 5,000,000 takes {1000 * (time.perf_counter() - begun):.0f} ms"


def _run() -> None:
    from django.db import connection
    from django.utils import timezone

    from config.memory import settle
    from tests.cast import assemble

    cast = assemble()
    today = timezone.localdate()
    few = Squad.of(cast.other_team, cast.rival, FEW, today)
    many = Squad.of(cast.team, cast.owner, ATHLETES, today)
    wanted = os.environ.get("ONLY", "")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself, sooner or later
    settle()  # as a server does when it has started; it has none of what was just made in its memory
    few_answers = [(page, few.ask(page)) for page in PAGES if wanted in page.name]
    print(f"{ATHLETES} athletes, {PROPOSALS} of them ask; the median of {TIMES} visits; {_machine()}")
    print(f"{'':<24} {'ms':>7} {'bar':>6} {'cpu ms':>7} {'queries':>8} {f'for {FEW}':>6} {'KB':>8}")
    for page, small in few_answers:
        big = many.ask(page)
        bar = f"{page.bar_ms}" if page.bar_ms else ""
        print(
            f"{page.name:<24} {big.ms:>7.1f} {bar:>6} {big.cpu_ms:>7.1f} {big.queries:>8} {small.queries:>6}"
            f" {big.kilobytes:>8.1f}"
        )
    if path := os.environ.get("PROFILE"):
        with cProfile.Profile() as profile:
            many.client.get(path)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


@dataclass(frozen=True)
class Page:
    """What is timed: `url` of an athlete's key and this Monday, or a move of a session that is taken back."""

    name: str
    url: str
    bar_ms: int | None = None
    by_htmx: bool = False
    turn: int | None = None
    """Of a session that moves and moves back by turns: which of both is timed."""


PAGES = (
    Page("morning", "/morning/", 60),
    Page("board", "/board/", 150),
    Page("board, filtered", "/board/?phase=maintenance", by_htmx=True),
    Page("phases", "/board/phases/"),
    Page("athlete", "/athletes/{athlete}/"),
    Page("week", "/athletes/{athlete}/weeks/{monday}/"),
    Page("a move in the week", "/athletes/{athlete}/weeks/{monday}/edit/", 25, turn=0),
    Page("its undo", "/athletes/{athlete}/weeks/{monday}/edit/", 25, turn=1),
)


@dataclass(frozen=True)
class Answers:
    ms: float
    cpu_ms: float
    """Of Django alone, without the database: what is left of the time on a machine that is busy otherwise."""
    queries: int
    kilobytes: float


@dataclass
class Squad:
    """A team with its coach's browser, and an athlete whose pages are looked at."""

    client: Any
    athlete: Any
    plan: Any
    monday: date

    @classmethod
    def of(cls, team: Any, coach: Any, athletes: int, today: date) -> Squad:
        from django.test import Client

        from athletes.models import Athlete
        from plans.models import Plan

        populate(team, athletes, today)
        client = Client(SERVER_NAME="localhost")
        client.force_login(coach)
        athlete = Athlete.objects.in_team(team).get(name="Runner 0001")
        plan = Plan.objects.in_team(team).get(athlete=athlete)
        return cls(client, athlete, plan, today - timedelta(days=today.weekday()))

    def ask(self, page: Page) -> Answers:
        url = page.url.format(athlete=self.athlete.pk, monday=self.monday)
        if page.turn is not None:
            return measured(self._moved(url), every=2, turn=page.turn)
        return measured(lambda: partial(self.client.get, url, headers=HTMX if page.by_htmx else {}))

    def _moved(self, url: str) -> Callable[[], Any]:
        """By turns a session goes to the day after, and that is taken back."""
        from plans.models import Change, Session

        monday = self.monday + timedelta(weeks=1)
        url, plan = url.replace(f"{self.monday}", f"{monday}"), self.plan
        session = Session.objects.in_team(plan.team_id).filter(plan=plan, day__gte=monday).earliest("day")
        move = {"op": "move", "session": session.pk, "day": session.day + timedelta(days=1), "note": "bench"}
        turns: Iterator[Callable[[], tuple[str, dict[str, Any]]]] = cycle(
            (
                lambda: (url, {**move, "revision": plan.revision}),
                lambda: (
                    f"/athletes/{self.athlete.pk}/changes/{Change.objects.in_team(plan.team_id).latest('pk').pk}/undo/",
                    {},
                ),
            )
        )

        def ask() -> Callable[[], Any]:
            plan.refresh_from_db(fields=["revision"])
            to, sent = next(turns)()
            return lambda: self.client.post(to, sent, headers=HTMX)

        return ask


def measured(prepare: Callable[[], Callable[[], Any]], every: int = 1, turn: int = 0) -> Answers:
    """The median of many; what prepares a request is not timed, and neither is the first one.

    Of requests that take turns, only those whose turn it is.
    """
    from django.db import connection

    took: list[float] = []
    cpu: list[float] = []
    queries, sent = 0, 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    for n in range(every * (TIMES + 1)):
        ask = prepare()
        if n % every != turn:
            ask()
            continue
        queries = 0
        with connection.execute_wrapper(counted):
            started, busy = time.perf_counter(), time.process_time()
            answer = ask()
            took.append(1000 * (time.perf_counter() - started))
            cpu.append(1000 * (time.process_time() - busy))
        assert answer.status_code in (200, 204, 302), (answer.status_code, answer.content[:2000])
        sent = len(answer.content)
    return Answers(median(took[1:]), median(cpu[1:]), queries, sent / 1024)


def populate(team: Any, athletes: int, today: date) -> None:
    """Athletes in groups, each with a plan in its first to tenth week, a fortnight of statuses and of nights."""
    from athletes.models import Athlete, Group, GroupAthlete, Level

    groups = Group.objects.bulk_create(Group(team=team, name=f"Group {n}") for n in range(1, GROUPS + 1))
    squad = Athlete.objects.bulk_create(
        Athlete(
            team=team, name=f"Runner {n:04}", zone="Europe/Berlin", level=Level.values[n % 3],
            baseline_km_per_week=30 + n % MADE * 5, available_min_by_weekday=[120] * 7, nights_from=today,
        )
        for n in range(1, athletes + 1)
    )  # fmt: skip
    GroupAthlete.objects.bulk_create(
        GroupAthlete(team=team, group=groups[n % GROUPS], athlete=athlete) for n, athlete in enumerate(squad)
    )
    plans = give_plans(squad, today)
    give_days(squad, plans, today)


def give_plans(squad: Sequence[Any], today: date) -> list[Any]:
    """The first ones have theirs generated, the others copies of those, row by row."""
    from plans.models import Phase, Plan, Session, Week
    from plans.planning import create_plan

    this = today - timedelta(days=today.weekday())
    made = [create_plan(athlete, this - timedelta(weeks=n)) for n, athlete in enumerate(squad[:MADE])]
    plans: list[Any] = [*made]
    phases: list[Any] = []
    weeks: list[Any] = []
    for n, athlete in enumerate(squad[MADE:]):
        model = made[n % MADE]
        plans.append(_copy(model, athlete=athlete))
    Plan.objects.bulk_create(plans[MADE:])
    models = [
        (
            list(Phase.objects.in_team(plan.team_id).filter(plan=plan)),
            list(Week.objects.in_team(plan.team_id).filter(plan=plan)),
            list(Session.objects.in_team(plan.team_id).filter(plan=plan)),
        )
        for plan in made
    ]
    links = []
    for n, plan in enumerate(plans[MADE:]):
        of_phases, of_weeks, of_sessions = models[n % MADE]
        own_phases = {phase.pk: _copy(phase, plan=plan) for phase in of_phases}
        own_weeks = {week.pk: _copy(week, plan=plan, phase=own_phases[week.phase_id]) for week in of_weeks}
        phases += own_phases.values()
        weeks += own_weeks.values()
        links += [(session, plan, own_weeks[session.week_id]) for session in of_sessions]
    Phase.objects.bulk_create(phases)
    for week in weeks:
        week.phase_id = week.phase.pk
    Week.objects.bulk_create(weeks)
    sessions = [_copy(session, plan=plan, week=week, id=uuid.uuid4()) for session, plan, week in links]
    Session.objects.bulk_create(sessions, batch_size=5000)
    return plans


def _copy(row: Any, **other: Any) -> Any:
    values = {field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
    return type(row)(**{**values, **other})


def give_days(squad: Sequence[Any], plans: Sequence[Any], today: date) -> None:
    """A fortnight of statuses and quiet nights; the last night of some asks for a rest day."""
    from plans.engine.operation_json import to_json
    from plans.engine.operations import InsertRest
    from plans.models import Decision
    from readiness.models import DayStatus, Status

    days = [today - timedelta(days=ago) for ago in range(14)]
    DayStatus.objects.bulk_create(
        (
            DayStatus(
                team_id=athlete.team_id, athlete=athlete, local_date=day, rule="S2", status=status, shown=status,
                assessment={"day": f"{day}", "status": status, "rule": "S2"},
            )
            for n, athlete in enumerate(squad)
            for day in days
            for status in [Status.values[(n + day.day) % 4]]
        ),
        batch_size=5000,
    )  # fmt: skip
    rest = to_json([InsertRest(today + timedelta(days=1))])
    Decision.objects.bulk_create(
        (
            Decision(
                team_id=plan.team_id, athlete_id=plan.athlete_id, plan=plan, night=day, facts={}, rules_version="bench",
                **(
                    {
                        "rule": "D2", "verdict": "rest", "directive": "rest_next_run", "operations": rest,
                        "reasons": [["d2.red_logs", {"red": 2, "logs": 3}]], "answer_until": today + timedelta(days=1),
                    }
                    if asks
                    else {"rule": "-", "verdict": "steady", "reasons": [["steady.settling", {}]]}
                ),
            )
            for n, plan in enumerate(plans)
            for day in days[1:]
            for asks in [n < PROPOSALS and day == days[1]]
        ),
        batch_size=5000,
    )  # fmt: skip


if __name__ == "__main__":
    main()
