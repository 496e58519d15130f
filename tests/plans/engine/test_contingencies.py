"""What stands in a session's place when life comes between (S26)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import apply
from plans.engine.contingencies import alternatives, sort_of
from plans.engine.drafts import FLEXIBLE
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.operations import Replace
from plans.engine.settling import settled
from plans.engine.template_choices import Situation
from plans.engine.vocabulary import NOT_RUNNING, Level, SessionKind
from plans.engine.week import SessionState
from tests.plans.engine.shipped import REFERENCE, plan, template

NO_TIME, BAD_WEATHER, TRAVELLING = Situation

OFFERED = [
    (1, "Thu", NO_TIME, ["Short easy run 12 min", "Strides at the door 13 min", "Loosen up 10 min"]),
    (1, "Sat", NO_TIME, ["Short easy run 12 min", "Loosen up 10 min"]),
    (1, "Sun", NO_TIME, ["Three moves 15 min", "Loosen up 10 min"]),
    (1, "Wed", NO_TIME, ["Loosen up 10 min", "Brisk walk 15 min"]),
    (5, "Tue", NO_TIME, ["Short easy run 12 min", "Strides at the door 13 min", "Loosen up 10 min"]),
    (1, "Thu", BAD_WEATHER,
     ["On the treadmill 37 min", "On the bike 37 min", "Stairs 25 min", "Body weight at home 20 min"]),
    (1, "Sat", BAD_WEATHER, ["On the treadmill 45 min", "On the bike 45 min"]),
    (1, "Sun", BAD_WEATHER, []),
    (5, "Tue", BAD_WEATHER, ["On the treadmill 44 min", "On the bike 44 min", "Stairs 25 min"]),
    (1, "Thu", TRAVELLING, ["Run from the door 25 min", "Stairs 15 min", "See the place on foot 30 min"]),
    (1, "Sat", TRAVELLING, ["Half a long run 22 min", "See the place on foot 30 min"]),
    (1, "Sun", TRAVELLING, ["Body weight in the room 24 min"]),
]  # fmt: skip
"""Intermediate: week, day, situation, what is offered. Thu easy, Sat long, Sun strength, Wed bike, Tue steady."""


@pytest.mark.parametrize(
    ("week", "day", "situation", "offered"), OFFERED, ids=[f"week {w} {d} {s}" for w, d, s, _ in OFFERED]
)
def test_what_is_offered(week: int, day: str, situation: Situation, offered: list[str]) -> None:
    session = _on(week, day)
    found = alternatives(session, situation, Level.INTERMEDIATE, template())
    assert [f"{each.title} {each.session.duration_min} min" for each in found] == offered


def _on(week: int, day: str) -> SessionState:
    return next(s for s in plan(Level.INTERMEDIATE, 50).weeks[week - 1].sessions if f"{s.day:%a}" == day)


def test_on_the_treadmill_the_work_stays_as_it_is() -> None:
    steady = _on(5, "Tue")
    treadmill = alternatives(steady, BAD_WEATHER, Level.INTERMEDIATE, template())[0].session
    assert (treadmill.kind, treadmill.rpe, treadmill.distance_km) == (steady.kind, steady.rpe, steady.distance_km)
    assert treadmill.steps == ("On the treadmill: Incline 1 %, the same effort as outside; a fan helps.", *steady.steps)
    assert treadmill.id != steady.id


def test_a_new_route_is_not_found_on_a_treadmill_but_flexible_stays_flexible() -> None:
    week = plan(Level.INTERMEDIATE, 50).weeks[11]
    slot = next(s for s in week.sessions if FLEXIBLE in s.marks)
    route = next(s for s in week.sessions if "new_route" in s.marks)
    for session, marks in ((slot, (FLEXIBLE,)), (route, ())):
        assert alternatives(session, BAD_WEATHER, Level.INTERMEDIATE, template())[0].session.marks == marks


@pytest.mark.parametrize("kind", SessionKind)
def test_every_kind_has_its_sort(kind: SessionKind) -> None:
    named = {sort for group in template().contingencies.values() for each in group for sort in each.instead_of}
    assert sort_of(kind, template()) in named


def test_micro_sessions_take_10_to_15_minutes() -> None:
    for each in template().contingencies[NO_TIME]:
        assert all(10 <= minutes <= 15 for minutes in each.minutes.values())


@given(st.sampled_from(Level), st.sampled_from(Situation), st.data())
def test_a_stand_in_asks_for_no_more_and_breaks_no_hard_limit(
    level: Level, situation: Situation, data: st.DataObject
) -> None:
    made = plan(level, REFERENCE[level])
    session = made.session(data.draw(st.sampled_from([s.id for s in made.sessions()])))
    assert session
    offered = alternatives(session, situation, level, template())
    assert alternatives(session, situation, level, template()) == offered
    if not offered:
        return
    new = data.draw(st.sampled_from(offered)).session
    assert (new.day, new.position, new.original_day) == (session.day, session.position, session.original_day)
    assert 1 <= new.duration_min <= session.duration_min
    assert (new.distance_km is None) == (new.kind in NOT_RUNNING)
    assert (new.distance_km or 0) <= (session.distance_km or 0)
    assert new.rpe <= max(session.rpe, 5)
    operations = settled(made, (Replace(session.id, new),))
    after, inverse = apply(made, operations)
    found = new_breaches(made, after, History(made.baseline_km_per_week))
    assert [b.sentence for b in found if b.severity is Severity.HARD] == []
    assert apply(after, inverse)[0] == made
