"""Past nights once more: the same decisions as the night makes, counted, and nothing written."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete
from plans.engine.generation import generate
from plans.engine.history import night_facts
from plans.engine.replay import Assumptions, Night, Runner, replay
from plans.engine.replay_figures import Figures
from plans.engine.vocabulary import Level, Verdict
from plans.engine.week import PlanState
from plans.models import Decision
from plans.night import decide_chunk
from plans.planning import create_plan, default_template
from plans.replaying import replay_team
from readiness import statuses
from readiness.engine.logs import DayLog
from readiness.engine.policy import DEFAULT_POLICY
from readiness.engine.vocabulary import Status
from readiness.models import DailyLog, Source
from tests.cast import Cast, an_athlete

MONDAY = date(2026, 9, 7)
GOOD, WORST = 4, 1


def days(count: int, start: date = MONDAY) -> list[date]:
    return [start + timedelta(days=n) for n in range(count)]


def a_log(day: date, value: int = GOOD, **others: Any) -> DayLog:
    # A little up and down, so that an athlete's normal has a spread.
    soreness = value - day.toordinal() % 2 if value == GOOD else value
    return DayLog(day, value, soreness, value, value, value, **others)


def calm(count: int) -> dict[date, DayLog]:
    return {day: a_log(day) for day in days(count)}


def a_plan(start: date) -> PlanState:
    return generate(
        default_template(),
        level=Level.INTERMEDIATE,
        baseline_km_per_week=50,
        available_weekdays=range(7),
        start=start,
        plan_id=uuid.UUID(int=start.toordinal()),
    )


def a_runner(logs: Mapping[date, DayLog], readiness: Mapping[date, int] | None = None, **others: Any) -> Runner:
    runner = Runner(
        logs=logs,
        readiness=readiness or {},
        new_plan=a_plan,
        phase_weeks={phase.kind: (phase.min_weeks, phase.max_weeks) for phase in default_template().phases},
        is_refused=lambda before, after: False,
    )
    return replace(runner, **others)


def nights_of(runner: Runner, count: int, *, start: date = MONDAY, reported: bool = True) -> list[Night]:
    last = start + timedelta(days=count - 1)
    return list(replay(runner, start, last, assumptions=Assumptions(reported=reported)))


# The walk.


def test_calm_weeks_pass_through_the_foundation_gate() -> None:
    nights = nights_of(a_runner(calm(28)), 28)

    changes = [(night.day, night.rule) for night in nights if night.changed]
    assert len(nights) == 28
    assert changes[0][1] == "D7"
    assert changes[0][0].weekday() == 6
    assert {night.status for night in nights} == {Status.GREEN}


def test_what_was_not_reported_opens_no_gate() -> None:
    nights = nights_of(a_runner(calm(28)), 28, reported=False)
    assert "D7" not in {night.rule for night in nights}


def test_three_amber_days_ease_the_next_week_once() -> None:
    logs = calm(28) | {day: a_log(day, pain=4) for day in days(3, MONDAY + timedelta(days=17))}
    nights = nights_of(a_runner(logs), 28)

    assert [(n.day, n.verdict) for n in nights if n.rule == "D3" and n.changed] == [
        (MONDAY + timedelta(days=20), Verdict.EASE)
    ]


def test_an_earlier_proposal_counts_so_red_days_in_a_row_ask_for_one_rest_day() -> None:
    logs = calm(28) | {day: a_log(day, WORST) for day in days(4, MONDAY + timedelta(days=15))}
    nights = nights_of(a_runner(logs), 21)
    assert [(night.day - MONDAY).days for night in nights if night.rule == "D2"] == [16]


def test_a_day_without_an_assessment_is_unknown_from_the_day_the_athlete_joined() -> None:
    facts = night_facts(MONDAY, {}, MONDAY - timedelta(days=2), DEFAULT_POLICY)
    assert [day.status for day in facts.days] == [Status.UNKNOWN] * 3


def test_a_change_that_breaks_a_hard_limit_is_refused_and_counted() -> None:
    logs = calm(28) | {day: a_log(day, pain=4) for day in days(3, MONDAY + timedelta(days=17))}
    nights = nights_of(a_runner(logs, is_refused=lambda before, after: True), 28)

    assert not any(night.changed for night in nights)
    assert "D3" in {night.rule for night in nights if night.refused}
    assert Figures.of(nights).refused == sum(night.refused for night in nights)


@pytest.mark.parametrize(
    ("first_log", "start"),
    [
        pytest.param(MONDAY, MONDAY, id="a Monday starts at once"),
        pytest.param(MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=1), id="a Tuesday waits six days"),
        pytest.param(MONDAY + timedelta(days=6), MONDAY + timedelta(weeks=1), id="a Sunday waits one"),
    ],
)
def test_the_plan_starts_on_the_first_monday(first_log: date, start: date) -> None:
    starts: list[date] = []

    def new_plan(monday: date) -> PlanState:
        starts.append(monday)
        return a_plan(monday)

    nights_of(a_runner({}, new_plan=new_plan), 14, start=first_log)
    assert starts == [start]


def test_a_plan_that_ends_starts_again() -> None:
    starts: list[date] = []

    def two_weeks(monday: date) -> PlanState:
        starts.append(monday)
        plan = a_plan(monday)
        return replace(plan, weeks=plan.weeks[:2])

    nights_of(a_runner({}, new_plan=two_weeks), 42)
    assert starts == [MONDAY, MONDAY + timedelta(weeks=2), MONDAY + timedelta(weeks=4)]


def test_a_day_without_a_log_is_unknown_and_never_green() -> None:
    logs = {day: log for day, log in calm(70).items() if day.toordinal() % 3}
    nights = nights_of(a_runner(logs), 70)

    assert {night.status for night in nights if night.day not in logs} == {Status.UNKNOWN}
    assert Status.GREEN in {night.status for night in nights if night.day in logs}


def test_a_log_of_two_answers_is_unknown() -> None:
    [night] = nights_of(a_runner({MONDAY: DayLog(MONDAY, fatigue=5, mood=5)}), 1)
    assert (night.status, night.logged) == (Status.UNKNOWN, False)


def test_figures_refuse_a_green_night_without_a_log() -> None:
    with pytest.raises(AssertionError):
        Figures.of([a_night(status=Status.GREEN, logged=False)])


# The label.


@pytest.mark.parametrize(
    ("usual", "next_day", "is_bad"),
    [
        pytest.param([5, 7] * 14, 4, True, id="far below"),
        pytest.param([6] * 28, 5, True, id="1 below a steady 6"),
        pytest.param([6] * 28, 6, False, id="as ever: the SD is 0.5 at least"),
        pytest.param([5, 7] * 14, 5, False, id="within 1 SD"),
        pytest.param([6] * 14, 5, True, id="14 values are enough"),
        pytest.param([6] * 13, 5, None, id="13 are not"),
        pytest.param([6] * 28, None, None, id="nothing said the next day"),
    ],
)
def test_a_bad_next_day(usual: list[int], next_day: int | None, is_bad: bool | None) -> None:
    tonight = MONDAY + timedelta(days=28)
    ratings = dict(zip((tonight - timedelta(days=n) for n in range(1, 29)), usual, strict=False))
    ratings[tonight] = 0  # the day itself is no part of what the next day is compared with
    if next_day is not None:
        ratings[tonight + timedelta(days=1)] = next_day

    [night] = replay(a_runner({}, ratings), tonight, tonight)

    assert night.bad_next_day is is_bad


# The figures.


def a_night(day: date = MONDAY, status: Status = Status.GREEN, *, logged: bool = True, **others: Any) -> Night:
    return Night(day, status, logged, others.pop("verdict", Verdict.STEADY), others.pop("rule", "-"), **others)


@pytest.mark.parametrize(
    ("changes", "reversals"),
    [
        pytest.param([(0, "ease"), (7, "advance")], 1, id="advance after ease, 7 days"),
        pytest.param([(0, "ease"), (8, "advance")], 0, id="advance after ease, 8 days"),
        pytest.param([(0, "rest"), (1, "advance")], 1, id="advance after rest"),
        pytest.param([(0, "hold"), (7, "advance")], 1, id="advance after hold"),
        pytest.param([(0, "advance"), (3, "rest")], 1, id="rest after advance"),
        pytest.param([(0, "advance"), (7, "ease")], 1, id="ease after advance"),
        pytest.param([(0, "advance"), (7, "hold")], 0, id="hold after advance"),
        pytest.param([(0, "ease"), (7, "ease")], 0, id="the same again"),
        pytest.param([(0, "ease"), (7, "advance"), (14, "ease")], 2, id="there and back"),
        pytest.param([(0, "ease"), (2, "rest"), (8, "advance")], 1, id="the previous change counts"),
    ],
)
def test_a_reversal(changes: list[tuple[int, str]], reversals: int) -> None:
    nights = [a_night(MONDAY + timedelta(days=n), verdict=Verdict(verdict), changed=True) for n, verdict in changes]
    assert Figures.of(nights).reversals == reversals


def test_a_proposal_that_changed_nothing_is_no_change_and_no_reversal() -> None:
    nights = [
        a_night(verdict=Verdict.EASE, rule="D3", changed=True),
        a_night(MONDAY + timedelta(days=7), verdict=Verdict.ADVANCE, rule="D7"),
    ]
    assert Figures.of(nights).changes_by_rule == {"D3": 1}
    assert Figures.of(nights).reversals == 0


def test_figures_of_two_weeks() -> None:
    colours = [Status.GREEN] * 6 + [Status.AMBER] * 3 + [Status.RED] + [Status.UNKNOWN] * 4
    figures = Figures.of(
        [
            a_night(day, status, logged=status is not Status.UNKNOWN)
            for day, status in zip(days(14), colours, strict=True)
        ]
    )
    assert (figures.weeks, figures.logged_days, figures.alerts) == (2, 10, 4)
    assert figures.unknown_share == pytest.approx(4 / 14)
    assert [figures.share(s) for s in (Status.GREEN, Status.AMBER, Status.RED)] == [0.6, 0.3, 0.1]
    assert figures.per_week(figures.alerts) == 2


def test_lift_compares_what_followed_alerts_with_what_followed_green_days() -> None:
    after_alerts = [a_night(status=Status.AMBER, bad_next_day=bad) for bad in (True, True, False, None)]
    after_green = [a_night(bad_next_day=bad) for bad in (True, False, False, False, None)]
    unknown = [a_night(status=Status.UNKNOWN, logged=False, bad_next_day=True)] * 5

    assert Figures.of([*after_alerts, *after_green, *unknown]).lift == pytest.approx((2 / 3) / (1 / 4))


@pytest.mark.parametrize("nights", [[], [a_night(bad_next_day=False)], [a_night(status=Status.RED, bad_next_day=True)]])
def test_without_days_to_compare_there_is_no_lift(nights: list[Night]) -> None:
    assert Figures.of(nights).lift is None


def test_the_total_is_the_sum_of_the_athletes() -> None:
    parts = [Figures.of(nights_of(a_runner(calm(count)), count)) for count in (10, 25, 40)]
    total = Figures.total(parts)
    assert total.days == 75
    assert total.by_status == {Status.GREEN: 75}
    assert total.changes == sum(part.changes for part in parts) > 0


# A team.


def write(athlete: Athlete, logs: Mapping[date, DayLog], **others: Any) -> None:
    DailyLog.objects.bulk_create(
        DailyLog(
            team_id=athlete.team_id,
            athlete=athlete,
            local_date=day,
            zone=athlete.zone,
            client_id=uuid.uuid4(),
            source=Source.IMPORT,
            **{n: getattr(log, n) for n in ("fatigue", "soreness", "sleep_quality", "mood", "stress")},
            **others,
        )
        for day, log in logs.items()
    )


def test_the_replay_decides_as_the_night_does(cast: Cast) -> None:
    """The same logs, night by night through the database and in memory. Nobody answers and nothing is reported,
    until the first change: from then on the replay has approved it."""
    athlete = an_athlete(cast.team, "Rui", nights_from=MONDAY)
    bad = {day: a_log(day, WORST) for day in days(3, MONDAY + timedelta(days=18))}
    logs = {day: log for day, log in (calm(18) | bad).items() if day.day not in (9, 10, 11, 15)}
    create_plan(athlete, MONDAY)
    write(athlete, logs)
    statuses.refresh([athlete], MONDAY, max(logs))

    decide_chunk([athlete.pk], datetime(2026, 9, 28, 12, tzinfo=UTC))
    [replayed] = replay_team(cast.team, assumptions=Assumptions(reported=False)).athletes

    decided = list(
        Decision.objects.in_team(cast.team)
        .filter(athlete=athlete, night__lte=MONDAY + timedelta(days=20))
        .order_by("night")
        .values_list("night", "verdict", "rule")
    )
    changed = next(n for n, night in enumerate(replayed.nights) if night.changed)
    assert [(n.day, n.verdict, n.rule) for n in replayed.nights[: changed + 1]] == decided[: changed + 1]
    assert {rule for _, _, rule in decided[: changed + 1]} >= {"S0", "-"}
    assert replayed.nights[changed].rule.startswith("D")


def test_a_replay_writes_nothing(cast: Cast) -> None:
    write(cast.ana, calm(30), readiness=6)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        replay_team(cast.team)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_each_athlete_from_the_first_log_to_the_last(cast: Cast) -> None:
    write(cast.ana, calm(30))
    write(cast.ben, {MONDAY + timedelta(days=10): a_log(MONDAY)})
    write(cast.zoe, calm(3))

    told: list[int] = []
    result = replay_team(cast.team, progress=_Told(told))

    assert [(each.athlete.name, len(each.nights)) for each in result.athletes] == [("Ana R.", 30), ("Ben O.", 1)]
    assert result.total.days == sum(told[1:]) == told[0] == 31


class _Told:
    """Progress that notes the total, then each step."""

    def __init__(self, told: list[int]) -> None:
        self.told = told

    def __call__(self, title: str, total: int, unit: str) -> _Told:
        self.told.append(total)
        return self

    def __enter__(self) -> Any:
        return self.told.append

    def __exit__(self, *exc_info: object) -> None:
        pass


# The command.


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("replay", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_command_prints_athletes_and_what_it_assumed(cast: Cast) -> None:
    write(cast.ana, calm(28))
    out = run("--team", "harvest")

    ana, together = (line.split() for line in out.splitlines()[1:3])
    assert ana[2:6] == ["4.0", "28", "0.0%", "100.0%"]
    assert together[1:5] == ["4.0", "28", "0.0%", "100.0%"]
    assert "done as planned, easy runs with RPE 3" in out
    assert "“I want to train more” is yes" in out


def test_the_command_says_when_nothing_counts_as_reported(cast: Cast) -> None:
    write(cast.ana, calm(3))
    assert "Assumed: no session was reported" in run("--team", "harvest", "--unreported")


def test_json(cast: Cast) -> None:
    logs = calm(21)
    del logs[MONDAY + timedelta(days=2)]
    write(cast.ana, logs)
    result = json.loads(run("--team", "harvest", "--json"))

    [ana] = result["athletes"]
    assert ana["name"] == "Ana R."
    assert ana["unknown_share"] == pytest.approx(1 / 21, abs=0.001)
    assert ana["status_shares"] == {"green": 1.0, "amber": 0.0, "red": 0.0}
    assert result["total"] == {name: value for name, value in ana.items() if name != "name"}


def test_a_span_and_one_athlete(cast: Cast) -> None:
    write(cast.ana, calm(28))
    write(cast.ben, calm(28))
    result = json.loads(
        run("--team", "harvest", "--json", "--athlete", "ben o.", "--from", "2026-09-10", "--to", "2026-09-12")
    )
    assert [(each["name"], each["days"]) for each in result["athletes"]] == [("Ben O.", 3)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--team", "nope"), "There is no team “nope”.", id="no such team"),
        pytest.param(("--team", "harvest"), "There are no logs to replay.", id="no logs"),
        pytest.param(
            ("--team", "harvest", "--athlete", "Ben O."), "There are no logs to replay.", id="no logs of one athlete"
        ),
        pytest.param(
            ("--team", "harvest", "--athlete", "Zoe W."),
            "There is no athlete “Zoe W.” in this team.",
            id="no such athlete",
        ),
        pytest.param(("--team", "harvest", "--from", "1.9.2026"), "“1.9.2026” is no date", id="no date"),
    ],
)
def test_wrong_options(cast: Cast, options: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*options)
