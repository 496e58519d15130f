"""What athletes may do alone, and the list of micro-sessions and swaps: kept by coaches, used by both (S26)."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete, RecordKind, Team, User
from athletes.recording import record
from plans.changes import By, make_change
from plans.engine.applying import NotPossible
from plans.engine.contingencies import alternatives, days_to_swap, free_days, moves_to_swap, sort_of
from plans.engine.contingency_policy import Ask, ContingencyPolicy, asks, from_json, to_json
from plans.engine.drafts import FLEXIBLE
from plans.engine.operations import Move, Replace
from plans.engine.template import Template
from plans.engine.template_choices import Situation, read_stand_in
from plans.engine.week import PlanState, SessionState
from plans.models import Cause, Change, Lock, LockKind, Plan
from plans.models import ContingencyPolicy as Row
from plans.planning import DATA, default_document, template_of

StandIns = dict[str, list[dict[str, Any]]]
"""By situation, as a template writes them."""

MOST_STAND_INS = 20
"""In one situation: a longer list is read by nobody who has no time."""


class Overtaken(Exception):
    """Somebody else saved the list since the page was made. Nothing was written."""


def policies_of(team: Team, athlete: Athlete) -> tuple[ContingencyPolicy, ContingencyPolicy | None]:
    """What holds for the team, and the athlete's own policy where there is one. One query."""
    rows = Row.objects.in_team(team).filter(Q(athlete=None) | Q(athlete=athlete)).only("athlete_id", "may_alone")
    found = {row.athlete_id: from_json(row.may_alone) for row in rows if row.may_alone is not None}
    return found.get(None, ContingencyPolicy()), found.get(athlete.pk)


def policy_of_team(team: Team) -> ContingencyPolicy:
    row = Row.objects.in_team(team).filter(athlete=None).first()
    return from_json(row.may_alone) if row and row.may_alone is not None else ContingencyPolicy()


@transaction.atomic
def set_policy(team: Team, policy: ContingencyPolicy | None, user: User, athlete: Athlete | None = None) -> bool:
    """What athletes may do alone, for the team or for one of them; None is as the team has it, or as Fallow comes.

    Says whether anything changed; what changed is on the record.
    """
    row = _held(team, athlete)
    wanted = to_json(policy) if policy else None
    if row.may_alone == wanted:
        return False
    record(
        team, RecordKind.POLICY, "contingency.changed", actor=user, athlete=athlete,
        before=row.may_alone or {}, after=wanted or {},
    )  # fmt: skip
    row.may_alone = wanted
    _write(row, user)
    return True


def listed(team: Team) -> tuple[StandIns, str]:
    """The team's list, or the one that comes with Fallow, and its version: empty where it is Fallow's. One query."""
    row = Row.objects.in_team(team).filter(athlete=None).first()
    if row is None or row.stand_ins is None:
        return copy.deepcopy(default_document()["contingencies"]), ""
    return row.stand_ins, row.set_at.isoformat()


@transaction.atomic
def set_list(team: Team, wanted: StandIns | None, user: User, seen: str | None = None) -> None:
    """Keep a list of the team's own; None goes back to Fallow's. Raises ValidationError for what is no list, and
    `Overtaken` where `seen` is not the version that is kept."""
    if wanted is not None:
        _check(wanted)
    row = _held(team, None)
    if seen is not None and seen != (row.set_at.isoformat() if row.stand_ins is not None else ""):
        raise Overtaken
    if row.stand_ins == wanted:
        return
    record(team, RecordKind.POLICY, "contingency.listed", actor=user, after={"sessions": _count(wanted)})
    row.stand_ins = wanted
    _write(row, user)


def _held(team: Team, athlete: Athlete | None) -> Row:
    # The team's row is held, so that two people who save at once write one after the other.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    return Row.objects.in_team(team).filter(athlete=athlete).first() or Row(team=team, athlete=athlete)


def _write(row: Row, user: User) -> None:
    if row.may_alone is None and row.stand_ins is None:
        Row.objects.in_team(row.team_id).filter(pk=row.pk).delete()
        return
    row.set_by, row.set_at = user, timezone.now()
    row.save()


def _count(stand_ins: StandIns | None) -> int:
    return sum(map(len, (stand_ins or default_document()["contingencies"]).values()))


def _check(wanted: StandIns) -> None:
    schema = json.loads((DATA / "template.schema.json").read_text(encoding="utf-8"))
    try:
        jsonschema.validate(wanted, {**schema["properties"]["contingencies"], "$defs": schema["$defs"]})
    except jsonschema.ValidationError as error:
        raise ValidationError(_("This is no list of sessions: %(why)s") % {"why": error.message}) from error
    if any(len(each) > MOST_STAND_INS for each in wanted.values()):
        raise ValidationError(_("Up to %(most)s sessions for each situation.") % {"most": MOST_STAND_INS})


def template_for(plan: Plan) -> Template:
    """The plan's template with the team's own list of stand-ins. Two queries at most."""
    template = template_of(plan)
    stored = Row.objects.in_team(plan.team_id).filter(athlete=None).values_list("stand_ins", flat=True).first()
    return replace(template, contingencies=_read(stored)) if stored else template


def _read(stored: Mapping[str, Sequence[Mapping[str, Any]]]) -> Mapping[Situation, Any]:
    return MappingProxyType({each: tuple(map(read_stand_in, stored[each])) for each in Situation})


# --- The athlete's own choice --------------------------------------------------------------------


def is_locked(plan: Plan, *days: date) -> bool:
    """Whether a coach locked one of these days."""
    locks = Lock.objects.in_team(plan.team_id).filter(athlete=plan.athlete_id, kind=LockKind.DAYS, ended_at=None)
    return any(lock.first_day <= day <= lock.last_day for lock in locks for day in days)


def why_asked(plan: Plan, session: SessionState, situation: Situation | None, template: Template) -> Ask | None:
    """Why this athlete asks before the session gives way, and None where it is their own choice. Two queries."""
    of_team, own = policies_of(plan.team, plan.athlete)
    sort = sort_of(session.kind, template)
    return asks(
        own or of_team,
        sort,
        situation,
        is_locked=is_locked(plan, session.day),
        is_flexible=FLEXIBLE in session.marks,
    )


@transaction.atomic
def take_instead(
    plan: Plan, state: PlanState, session: SessionState, stand_in: str, user: User, template: Template, words: str
) -> Change | None:
    """The athlete takes one of the stand-ins, named by its id; `words` say what came between, and are the reason for
    which a soft limit is passed, as in a coach's own swap.

    Raises `NotPossible` where it is not theirs to choose or no longer offered, and what `make_change` raises.
    """
    for situation in Situation:
        for each in alternatives(session, situation, state.level, template):
            if each.session.id == stand_in:
                if why_asked(plan, session, situation, template):
                    raise NotPossible(_("Your coach decides about this session."))
                return make_change(plan, [Replace(session.id, each.session)], By(Cause.ATHLETE, user, words))
    raise NotPossible(_("This session is no longer as it was on your page."))


@transaction.atomic
def move_alone(
    plan: Plan, state: PlanState, session: SessionState, day: date, user: User, template: Template, today: date
) -> Change | None:
    """The athlete moves the session to another day of its week. Raises as `take_instead` does."""
    if day not in free_days(state, session, today):
        raise NotPossible(_("A session moves within its week, to a day that is still to come."))
    if why_asked(plan, session, None, template) or is_locked(plan, day):
        raise NotPossible(_("Your coach decides about this session."))
    week = state.week_of(day)
    assert week is not None  # `free_days` has looked
    # No note: a soft limit is passed by a coach only.
    return make_change(plan, [Move(session.id, day, len(week.on(day)))], By(Cause.ATHLETE, user))


@transaction.atomic
def swap_days_alone(
    plan: Plan, state: PlanState, first: date, second: date, user: User, template: Template, today: date
) -> Change | None:
    """The athlete exchanges all that two days of one week hold. Raises as `take_instead` does."""
    open_days = days_to_swap(state, today, None)
    week = state.week_of(first)
    if first == second or week is None or week is not state.week_of(second) or not {first, second} <= {*open_days}:
        raise NotPossible(_("Two days of one week change places, from today on, before anything is reported of them."))
    given = (*week.on(first), *week.on(second))
    if not given:
        raise NotPossible(_("Both are days of rest."))
    if is_locked(plan, first, second) or any(why_asked(plan, each, None, template) for each in given):
        raise NotPossible(_("Your coach decides about these days."))
    return make_change(plan, moves_to_swap(week, first, second), By(Cause.ATHLETE, user))


def own_changes(athlete: Athlete, user: User, day: date) -> QuerySet[Change]:
    """What the athlete chose since the beginning of a local day and may take back."""
    begun = datetime.combine(day, time.min, ZoneInfo(athlete.zone))
    changes: QuerySet[Change] = Change.objects.in_team(athlete.team_id)
    return changes.filter(
        plan__athlete=athlete, plan__ended_at=None, cause=Cause.ATHLETE, actor=user, made_at__gte=begun
    )
