"""The mail on Monday: once for each coach at six of their morning, counted, without a word about anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete, Group, GroupAthlete, Membership, Team, User
from notices import outbox
from notices.models import OutboxMessage
from plans.answers import give_answer
from plans.digests import counted, owed, write
from plans.models import AnswerKind, Plan
from tests.athletes.squads import actor_of, limit
from tests.cast import Cast, a_user, an_athlete
from tests.season import ask, begin

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def zones(cast: Cast) -> None:
    User.objects.update(zone="Europe/Berlin")
    User.objects.filter(pk=cast.rival.pk).update(zone="America/New_York")


def whom(now: datetime) -> set[str]:
    return {membership.user.email for membership, _day in owed(now)}


class TestWhen:
    @pytest.mark.parametrize(
        ("now", "berlin", "new_york"),
        [
            (MONDAY - timedelta(minutes=1), False, False),
            (MONDAY, True, False),
            (MONDAY + timedelta(hours=6), True, True),
            (MONDAY + timedelta(hours=17, minutes=59), True, True),
            (MONDAY + timedelta(hours=18), False, True),
            (MONDAY - timedelta(days=1), False, False),
            (datetime(2026, 10, 26, 5, 0, tzinfo=UTC), True, False),  # the morning after a night of 25 hours
            (datetime(2026, 3, 30, 4, 0, tzinfo=UTC), True, False),  # and of 23
        ],
    )
    def test_from_six_on_monday_to_its_end_where_the_coach_is(
        self, cast: Cast, now: datetime, berlin: bool, new_york: bool
    ) -> None:
        assert ((cast.coach.email in whom(now)), (cast.rival.email in whom(now))) == (berlin, new_york)

    def test_once_however_often_it_is_asked(self, cast: Cast) -> None:
        first = write(MONDAY)
        assert first == len(whom(MONDAY - timedelta(days=7)))
        assert write(MONDAY + timedelta(minutes=5)) == 0
        assert write(MONDAY + timedelta(days=7)) == first

    def test_not_for_who_left_switched_it_off_or_is_in_an_archived_team(self, cast: Cast) -> None:
        members = Membership.objects.in_team(cast.team)
        members.filter(user=cast.coach).update(weekly_digest=False)
        members.filter(user=cast.assistant).update(ended_at=MONDAY)
        User.objects.filter(pk=cast.owner.pk).update(is_active=False)
        assert whom(MONDAY) & {cast.coach.email, cast.assistant.email, cast.owner.email} == set()
        Membership.objects.across_teams().filter(user=cast.coach).update(weekly_digest=True)
        assert cast.coach.email in whom(MONDAY)
        Team.objects.update(archived_at=MONDAY)
        assert whom(MONDAY) == set()

    def test_queries_do_not_grow_with_coaches(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as few:
            owed(MONDAY)
        for n in range(10):
            user = a_user(f"Coach {n}")
            Membership.objects.create(team=cast.team, user=user, role="assistant")
        User.objects.update(zone="Europe/Berlin")
        with CaptureQueriesContext(connection) as many:
            assert len(owed(MONDAY)) > 10
        assert len(few) == len(many) == 2


class TestWhat:
    def test_only_the_athletes_a_coach_sees_are_counted(self, cast: Cast) -> None:
        plans = [begin(athlete, cast.coach) for athlete in (cast.ana, cast.ben)]
        for plan in plans:
            ask(plan, night=date(2026, 11, 22))
        give_answer(ask(begin(an_athlete(cast.team, "Cleo")), night=date(2026, 11, 22)), AnswerKind.KEPT, cast.coach)
        hills = Group.objects.create(team=cast.team, name="Only Ana")
        GroupAthlete.objects.create(team=cast.team, group=hills, athlete=cast.ana)
        limit(cast.assistant, cast.team, hills)
        now = datetime.now(UTC)
        found = counted(actor_of(cast.coach), now)
        assert (found["athletes"], found["answered"]) == (Athlete.objects.in_team(cast.team).count(), 1)
        monday = counted(actor_of(cast.coach), MONDAY), counted(actor_of(cast.assistant), MONDAY)
        assert [each["waiting"] for each in monday] == [2, 1]

    @pytest.mark.parametrize(("weeks", "ending"), [(11, 0), (12, 1), (13, 1)])
    def test_plans_that_end_within_two_weeks(self, cast: Cast, weeks: int, ending: int) -> None:
        plan = begin(cast.ana, cast.coach)
        assert plan.weeks.count() == 14
        now = datetime(2026, 11, 2, 6, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(weeks=weeks)
        assert counted(actor_of(cast.coach), now)["ending"] == ending

    def test_the_mail_counts_and_says_no_more(self, cast: Cast) -> None:
        Membership.objects.across_teams().exclude(user=cast.coach).update(weekly_digest=False)
        ask(begin(cast.ana, cast.coach), night=date(2026, 11, 22))
        assert write(MONDAY) == 1
        OutboxMessage.objects.across_teams().update(due_at=MONDAY)
        assert outbox.deliver_due(MONDAY) == 1
        (sent,) = mail.outbox
        assert (sent.subject, sent.to) == (f"Your week with {cast.team.name}", [cast.coach.email])
        assert "1 proposal waits for your answer:" in sent.body
        assert "/morning/" in sent.body
        words = ("ana", "sore", "fatigue", "sleep", "mood", "stress", "pain", "ill", "rest", "red", "km", "bpm")
        assert [word for word in words if word in sent.body.lower().split()] == []


def test_a_coach_switches_it(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.coach)
    assert "Switch it off" in client.get("/account/").content.decode()
    client.post("/account/digest/")
    assert "Switch it on" in client.get("/account/").content.decode()
    assert not Membership.objects.in_team(cast.team).get(user=cast.coach).weekly_digest
    client.post("/account/digest/", {"on": "1"})
    assert Membership.objects.in_team(cast.team).get(user=cast.coach).weekly_digest
    assert Plan.objects.in_team(cast.team).count() == 0
