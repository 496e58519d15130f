"""Steering with a database: what a coach said beforehand is met by the night once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete, Record
from notices.models import OutboxMessage
from plans import late_logs, night, steering
from plans.answers import give_answer, undo_answer
from plans.changes import By, LimitBroken, make_change
from plans.engine.operations import InsertRest
from plans.engine.steering import Automation as Wanted
from plans.engine.steering import Mode
from plans.engine.vocabulary import Verdict
from plans.models import Answer, AnswerKind, Automation, Cause, Change, Decision, LockKind, Plan
from plans.recomputing import recompute
from plans.steering_facts import locks_in_force, steerings
from readiness.logging_days import write_log
from readiness.models import Source
from tests.cast import Cast, an_athlete
from tests.season import begin, words_of

NIGHT = date(2026, 12, 10)
"""A Thursday. Two days of rest take Saturday's run, which touches no limit."""
MONDAY, FRIDAY, SATURDAY = (NIGHT + timedelta(days=n) for n in (-3, 1, 2))
AFTER = datetime(2026, 12, 11, 2, 0, tzinfo=UTC)  # 03:00 in Berlin
FINE = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4}
FEVER = {**FINE, "illness": "systemic"}
WIDE = Wanted(Mode.APPLY, 28, 100)


@pytest.fixture
def ana(cast: Cast) -> Iterator[Athlete]:
    """Ana in the sixth week of her plan, with a fever on Thursday, told in time."""
    with time_machine.travel(AFTER - timedelta(hours=9), tick=False) as clock:
        ill(cast.ana)
        clock.move_to(AFTER)
        yield cast.ana


def ill(athlete: Athlete) -> None:
    athlete.nights_from = NIGHT
    athlete.save()
    begin(athlete)
    write_log(athlete, NIGHT, FEVER, client_id=uuid4(), source=Source.CHECK_IN)


def set_mode(cast: Cast, mode: Wanted | None, athlete: Athlete | None = None) -> None:
    steering.set_automation(cast.team, {Verdict.REST: mode}, cast.coach, athlete)


def go(*athletes: Athlete, nights_later: int = 0) -> Decision:
    """The night, or one some nights later with the fever still on; the last decision of the first athlete."""
    now = AFTER + timedelta(days=nights_later)
    with time_machine.travel(now - timedelta(hours=9), tick=False):
        if nights_later:
            write_log(athletes[0], NIGHT + timedelta(days=nights_later), FEVER, client_id=uuid4(), source=Source.IMPORT)
    with time_machine.travel(now, tick=False):
        for later in range(nights_later + 1):
            night.decide_chunk([athlete.pk for athlete in athletes], AFTER + timedelta(days=later))
    return decisions(athletes[0])[-1]


def runs_on_saturday(athlete: Athlete) -> bool:
    return any(each.startswith("Sat") for each in words_of(plan_of(athlete), MONDAY))


def decisions(athlete: Athlete) -> list[Decision]:
    return list(Decision.objects.in_team(athlete.team).filter(athlete=athlete).order_by("night", "revision"))


def plan_of(athlete: Athlete) -> Plan:
    return Plan.objects.in_team(athlete.team).get(athlete=athlete)


def answers_of(athlete: Athlete) -> list[str]:
    return list(Answer.objects.in_team(athlete.team).filter(decision__athlete=athlete).values_list("kind", flat=True))


def notes(decision: Decision) -> set[str]:
    return {message for message, _ in decision.reasons if message.startswith(("steer.", "referral."))}


def test_by_default_it_is_asked(ana: Athlete) -> None:
    decision = go(ana)
    assert (decision.rule, decision.verdict, bool(decision.operations)) == ("D1", "rest", True)
    assert (decision.answer_until, decision.steering, notes(decision)) == (NIGHT + timedelta(days=2), {}, set())
    assert runs_on_saturday(ana)
    assert not answers_of(ana)


def test_applied_by_itself_it_is_an_answer_of_nobody(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    decision = go(ana)
    assert not runs_on_saturday(ana)
    answer = Answer.objects.in_team(cast.team).get(decision=decision)
    assert (answer.kind, answer.answered_by) == (AnswerKind.APPLIED, None)
    assert answer.change is not None
    assert (answer.change.cause, answer.change.actor) == (Cause.NIGHT, None)
    notice = OutboxMessage.objects.in_team(cast.team).get(kind="plan_changed")
    assert (notice.recipient, notice.context) == (ana.user, {"first_day": "2026-12-12"})
    assert decision.answer_until is not None, "a coach may still undo it and answer otherwise"


def test_delivered_twice_it_is_applied_once(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    go(ana)
    night.decide_chunk([ana.pk], AFTER)
    assert answers_of(ana) == ["applied"]
    assert Change.objects.in_team(cast.team).count() == 1


def test_killed_half_way_nothing_is_left_and_the_next_delivery_does_all(
    cast: Cast, ana: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mode(cast, WIDE)

    def killed(**message: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("notices.outbox.put", killed)
        with pytest.raises(KeyboardInterrupt):
            go(ana)
    assert (decisions(ana), answers_of(ana), runs_on_saturday(ana)) == ([], [], True)
    go(ana)
    assert (len(decisions(ana)), answers_of(ana)) == (1, ["applied"])


@pytest.mark.slow
def test_a_change_that_the_plan_refuses_is_asked_and_costs_nobody_their_night(
    cast: Cast, ana: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mode(cast, WIDE)

    def refuses_ana(plan: Plan, *args: object) -> object:
        if plan.athlete_id == ana.pk:
            raise LimitBroken([])
        return make_change(plan, *args)  # type: ignore[arg-type]

    monkeypatch.setattr("plans.steering.make_change", refuses_ana)
    ill(cast.ben)
    decision = go(ana, cast.ben)
    assert decision.operations
    assert decision.answer_until
    assert (answers_of(ana), answers_of(cast.ben)) == ([], ["applied"])


def test_a_coach_undoes_it_and_the_decision_asks_again(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    decision = go(ana)
    undo_answer(Answer.objects.in_team(cast.team).get(decision=decision), cast.coach)
    assert runs_on_saturday(ana)
    give_answer(decision, AnswerKind.APPROVED, cast.coach)
    assert not runs_on_saturday(ana)


@pytest.mark.slow
def test_what_a_coach_undid_is_asked_the_next_night(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    undo_answer(Answer.objects.in_team(cast.team).get(decision=go(ana)), cast.coach)
    assert notes(go(ana, nights_later=1)) == {"steer.asked.taken_back"}
    assert answers_of(ana) == ["applied"]


def test_off_is_written_down_and_asks_nobody(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, Wanted(Mode.OFF))
    decision = go(ana)
    assert (decision.rule, decision.verdict, decision.directive) == ("D1", "rest", "nothing")
    assert (decision.operations, decision.answer_until, notes(decision)) == ([], None, {"steer.off"})


def test_an_athlete_goes_before_the_team(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, Wanted(Mode.OFF))
    set_mode(cast, WIDE, ana)
    ill(cast.ben)
    go(ana, cast.ben)
    assert answers_of(ana) == ["applied"]
    assert notes(decisions(cast.ben)[0]) == {"steer.off"}
    met = steerings([ana, cast.ben, cast.zoe], NIGHT, AFTER)
    assert [met[each.pk].modes.get(Verdict.REST) for each in (ana, cast.ben, cast.zoe)] == [
        WIDE,
        Wanted(Mode.OFF),
        None,
    ]


def test_locked_days_are_left_alone_until_the_lock_is_ended(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    lock = steering.lock(ana, LockKind.DAYS, SATURDAY, SATURDAY, cast.coach, "The relay")
    decision = go(ana)
    assert (decision.operations, decision.answer_until, notes(decision)) == ([], None, {"steer.locked"})
    assert runs_on_saturday(ana)
    steering.end_lock(lock, cast.coach)
    assert steerings([ana], NIGHT, AFTER)[ana.pk].locked == ()


def test_a_hold_covers_the_day_after_the_night(cast: Cast, ana: Athlete) -> None:
    steering.lock(ana, LockKind.PHASE, FRIDAY, FRIDAY + timedelta(days=3), cast.coach)
    held = {day: steerings([ana], NIGHT + timedelta(days=day), AFTER)[ana.pk].held_until for day in (-1, 0, 3, 4)}
    last = FRIDAY + timedelta(days=3)
    assert held == {-1: None, 0: last, 3: last, 4: None}


@pytest.mark.slow
def test_what_was_refused_comes_back_on_the_eighth_night(cast: Cast, ana: Athlete) -> None:
    give_answer(go(ana), AnswerKind.KEPT, cast.coach)
    nights = [go(ana, nights_later=later) for later in range(1, 8)]
    assert [notes(each) for each in nights] == [{"steer.refused"}] * 6 + [set()]
    assert [bool(each.operations) for each in nights] == [False] * 6 + [True]
    assert all(each.answer_until is None for each in nights[:6])


@pytest.mark.slow
def test_a_refusal_that_is_undone_is_none(cast: Cast, ana: Athlete) -> None:
    undo_answer(give_answer(go(ana), AnswerKind.KEPT, cast.coach), cast.coach)
    assert go(ana, nights_later=1).operations


@pytest.mark.slow
def test_a_night_that_is_caught_up_late_is_asked(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    night.decide_chunk([ana.pk], AFTER + timedelta(days=2))
    assert notes(decisions(ana)[0]) == {"steer.asked.overdue"}
    assert not answers_of(ana)


@pytest.mark.slow
def test_a_late_check_in_is_applied_too_but_not_on_top(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, WIDE)
    ill(cast.ben)
    for athlete, first, then in ((ana, FEVER, FINE), (cast.ben, FINE, FEVER)):
        write_log(athlete, NIGHT, first, client_id=uuid4(), source=Source.CHECK_IN)
        night.decide_chunk([athlete.pk], AFTER)
        with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
            write_log(athlete, NIGHT, then, client_id=uuid4(), source=Source.CHECK_IN)
            now = datetime.now(UTC)
            assert late_logs.revise(late_logs.owed_revisions(now), now) == 1
    assert answers_of(ana) == ["applied"]
    assert answers_of(cast.ben) == ["applied"]
    assert not runs_on_saturday(cast.ben)


@pytest.mark.slow
@pytest.mark.parametrize("said", ["nothing", "apply", "off", "lock", "bounds"])
def test_it_is_made_again_from_its_row(cast: Cast, ana: Athlete, said: str) -> None:
    modes = {"apply": WIDE, "off": Wanted(Mode.OFF), "bounds": Wanted(Mode.APPLY, 1, 5)}
    if said in modes:
        set_mode(cast, modes[said])
    if said == "lock":
        steering.lock(ana, LockKind.DAYS, SATURDAY, SATURDAY, cast.coach)
    decision = go(ana)
    # What is said later changes no decision of before.
    set_mode(cast, None)
    assert bool(decision.steering) == (said != "nothing")
    *_, result = recompute(cast.team)
    assert (result.same, result.different) == (1, [])
    Decision.objects.in_team(cast.team).update(steering={"modes": {"rest": ["off", 7, 30]}})
    *_, result = recompute(cast.team)
    assert bool(result.different) == (said != "off")


@pytest.mark.slow
def test_queries_do_not_grow_with_the_athletes(cast: Cast, ana: Athlete) -> None:
    set_mode(cast, Wanted(Mode.OFF))
    squads = [[ana], [cast.ben, *(an_athlete(cast.team, name) for name in ("Cem K.", "Dina L."))]]
    for newcomer in squads[1]:
        ill(newcomer)
    counts = []
    for squad in squads:
        with CaptureQueriesContext(connection) as context:
            assert night.decide_chunk([each.pk for each in squad], AFTER).decided == len(squad)
        counts.append(len(context))
    assert counts[1] <= counts[0], "the first one read the template"


def test_what_is_set_is_on_the_record_once(cast: Cast) -> None:
    assert steering.set_automation(cast.team, {Verdict.REST: WIDE}, cast.coach)
    assert not steering.set_automation(cast.team, {Verdict.REST: WIDE}, cast.coach)
    assert steering.set_automation(cast.team, {Verdict.REST: None}, cast.owner)
    assert not Automation.objects.in_team(cast.team).exists()
    records = Record.objects.in_team(cast.team).filter(what="automation.changed").order_by("pk")
    assert [(each.actor, each.before, each.after) for each in records] == [
        (cast.coach, {"rest": None}, {"rest": "apply, 28 d, 100 %"}),
        (cast.owner, {"rest": "apply, 28 d, 100 %"}, {"rest": None}),
    ]


def test_a_lock_is_ended_once_and_can_come_back(cast: Cast, ana: Athlete) -> None:
    lock = steering.lock(ana, LockKind.DAYS, SATURDAY, SATURDAY, cast.coach, "words for coaches")
    for _ in range(2):
        steering.end_lock(lock, cast.owner)
    assert locks_in_force([ana, cast.ben]) == {ana.pk: [], cast.ben.pk: []}
    steering.restore_lock(lock, cast.coach)
    assert locks_in_force([ana])[ana.pk] == [lock]
    records = Record.objects.in_team(cast.team).filter(what__startswith="lock.").order_by("pk")
    assert [each.what for each in records] == ["lock.made", "lock.ended", "lock.restored"]
    assert not any("words" in str((each.before, each.after)) for each in records), "free text stays out of the record"
    with time_machine.travel(AFTER + timedelta(days=2), tick=False):
        assert locks_in_force([ana]) == {ana.pk: []}, "it is over with its last day"


def test_a_coach_may_still_change_locked_days(cast: Cast, ana: Athlete) -> None:
    """A lock is for the night; coaches hold the pen."""
    steering.lock(ana, LockKind.DAYS, MONDAY, SATURDAY, cast.coach)
    assert make_change(plan_of(ana), [InsertRest(SATURDAY)], By(Cause.COACH, cast.coach, "rest"))
