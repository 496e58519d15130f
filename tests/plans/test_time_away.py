"""Time away: weeks give way at once, come back exactly, and silence raises no alarm."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from plans import night
from plans.engine.applying import NotPossible, apply
from plans.engine.away import weeks_that_give_way
from plans.models import Change, Decision, Plan, TimeAway, TimeAwayKind
from plans.plan_rows import load_state
from plans.time_away import enter_time_away, remove_time_away
from tests.cast import Cast
from tests.plans.engine.written_plans import MONDAY as WRITTEN_MONDAY
from tests.plans.engine.written_plans import written
from tests.season import NOW, SUNDAY, WEDNESDAY

pytestmark = pytest.mark.slow

NEXT_MONDAY = SUNDAY + timedelta(days=1)
WEEK = (NEXT_MONDAY, NEXT_MONDAY + timedelta(days=6))
TWO_WEEKS = written("Tue easy 10km, Thu tempo 10km, Sat long 12km", "Tue easy 10km, Sat long 12km")


def day(week: int, weekday: int) -> date:
    return WRITTEN_MONDAY + timedelta(weeks=week, days=weekday)


CASES = {
    "three days: the week gives way": (day(0, 1), day(0, 3), [19.2, 22.0]),
    "two days: it does not": (day(0, 1), day(0, 2), [32.0, 22.0]),
    "a weekend over two weeks: neither does": (day(0, 5), day(1, 1), [32.0, 22.0]),
    "both weeks": (day(0, 0), day(1, 6), [19.2, 13.2]),
}


@pytest.mark.parametrize(("first", "last", "kilometres"), CASES.values(), ids=CASES)
def test_which_weeks_give_way(first: date, last: date, kilometres: list[float]) -> None:
    after, _ = apply(TWO_WEEKS, weeks_that_give_way(TWO_WEEKS, first, last, day(0, 0), 0.6))
    assert [week.distance_km for week in after.weeks] == pytest.approx(kilometres, abs=0.3)
    assert all(week.distance_km <= km + 1e-6 for week, km in zip(after.weeks, kilometres, strict=True))


def test_nothing_hard_stands_on_a_day_away_and_what_is_over_stays() -> None:
    after, _ = apply(TWO_WEEKS, weeks_that_give_way(TWO_WEEKS, day(0, 1), day(0, 4), day(0, 2), 0.6))
    tuesday, thursday = after.weeks[0].sessions[:2]
    assert tuesday.distance_km == 10.0
    assert not thursday.is_hard


def test_entering_and_taking_back_gives_the_same_plan(plan: Plan, cast: Cast) -> None:
    before = load_state(plan)
    away = enter_time_away(cast.ana, TimeAwayKind.TRAVEL, *WEEK, cast.coach, WEDNESDAY)
    weeks = {week.monday: week.distance_km for week in load_state(plan).weeks}
    planned = {week.monday: week.distance_km for week in before.weeks}
    assert weeks[NEXT_MONDAY] <= 0.6 * planned[NEXT_MONDAY] + 1e-6
    remove_time_away(away, cast.coach)
    assert load_state(plan) == before
    assert not TimeAway.objects.in_team(cast.team).exists()


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (WEEK[1], WEEK[0], "order"),
        (WEEK[0], WEEK[0] + timedelta(days=28), "too_long"),
        (WEDNESDAY - timedelta(days=8), WEDNESDAY, "past"),
        (WEEK[0] - timedelta(days=1), WEEK[0], "overlap"),
    ],
)
def test_days_that_make_no_sense(plan: Plan, cast: Cast, first: date, last: date, code: str) -> None:
    enter_time_away(cast.ana, TimeAwayKind.EXAMS, *WEEK, cast.coach, WEDNESDAY)
    with pytest.raises(ValidationError) as refused:
        enter_time_away(cast.ana, TimeAwayKind.TRAVEL, first, last, cast.coach, WEDNESDAY)
    assert refused.value.code == code
    assert TimeAway.objects.in_team(cast.team).count() == 1


def test_a_later_change_of_the_week_keeps_it(plan: Plan, cast: Cast) -> None:
    away = enter_time_away(cast.ana, TimeAwayKind.TRAVEL, *WEEK, cast.coach, WEDNESDAY)
    second = enter_time_away(
        cast.ana, TimeAwayKind.HOLIDAY, WEEK[1] + timedelta(days=1), WEEK[1] + timedelta(days=7), cast.coach, WEDNESDAY
    )
    assert second.change is not None
    Change.objects.in_team(cast.team).filter(pk=second.change.pk).update(first_day=WEEK[0])
    with pytest.raises(NotPossible):
        remove_time_away(away, cast.coach)
    assert TimeAway.objects.in_team(cast.team).count() == 2


def test_silence_on_days_away_raises_no_alarm(plan: Plan, cast: Cast) -> None:
    for athlete in (cast.ana, cast.ben):
        athlete.nights_from = WEDNESDAY - timedelta(days=4)
        athlete.save()
    enter_time_away(
        cast.ana,
        TimeAwayKind.TRAVEL,
        WEDNESDAY - timedelta(days=5),
        WEDNESDAY + timedelta(days=2),
        cast.coach,
        WEDNESDAY,
    )
    night.decide_chunk([cast.ana.pk, cast.ben.pk], NOW)
    asked = Decision.objects.in_team(cast.team).exclude(answer_until=None)
    assert [decision.athlete_id for decision in asked if decision.rule == "S0"] == [cast.ben.pk]


def test_a_coach_enters_and_takes_back_on_the_page(plan: Plan, cast: Cast, coach: Client) -> None:
    url = reverse("away", args=[cast.ana.pk])
    sent = {"kind": "travel", "first_day": WEEK[0].isoformat(), "last_day": WEEK[1].isoformat()}
    assert "weeks lighter" in coach.post(url, sent, follow=True).content.decode()
    again = coach.post(url, sent)
    assert again.status_code == 422
    assert "already there" in again.content.decode()
    away = TimeAway.objects.in_team(cast.team).get()
    page = coach.post(reverse("away_remove", args=[cast.ana.pk, away.pk]), follow=True).content.decode()
    assert "No days away are entered" in page


@pytest.mark.parametrize("who", ["rival", "reader", "ana_user", "stranger"])
def test_who_may_not(plan: Plan, cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(getattr(cast, who))
    sent = {"kind": "travel", "first_day": WEEK[0].isoformat(), "last_day": WEEK[1].isoformat()}
    assert client.post(reverse("away", args=[cast.ana.pk]), sent).status_code in (302, 403, 404)
    assert not TimeAway.objects.across_teams().exists()
    own = enter_time_away(cast.ana, TimeAwayKind.TRAVEL, *WEEK, cast.coach, WEDNESDAY)
    assert client.post(reverse("away_remove", args=[cast.ana.pk, own.pk])).status_code in (302, 403, 404)
    assert TimeAway.objects.across_teams().count() == 1


def test_athletes_enter_their_own_and_take_back_their_own(cast: Cast, plan: Plan, client: Client) -> None:
    enter_time_away(cast.ana, TimeAwayKind.EXAMS, *WEEK, cast.coach, WEDNESDAY)
    later = {"kind": "travel", "first_day": WEEK[1] + timedelta(days=1), "last_day": WEEK[1] + timedelta(days=7)}
    client.force_login(cast.ana_user)
    client.post(reverse("my_away"), later)
    theirs, own = TimeAway.objects.in_team(cast.team).order_by("first_day")
    assert (own.entered_by, own.change and own.change.cause) == (cast.ana_user, "athlete")
    assert client.post(reverse("my_away_remove", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("my_away_remove", args=[own.pk])).status_code == 302
    assert list(TimeAway.objects.in_team(cast.team)) == [theirs]
