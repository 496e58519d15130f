"""How a week is shown to a coach: days with their sessions, what limits say, what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.languages import day_words
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import changes, drafts, undoing, week_editing
from plans.engine.limits import Breach
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from plans.free_minutes import full_days
from plans.models import Change, Draft, Lock, LockKind, PhaseKind, Plan
from plans.planning import template_of
from plans.selectors import running_plan
from plans.template_words import say
from plans.views import week_menus
from plans.views.shown import ShownSession, shown
from plans.views.week_menus import WeekMenus
from plans.week_forms import REACHES

# In SQL, and not put together anew by the ORM: every click on a week asks this.
_LOCKS = """
    SELECT id, kind, first_day, last_day, note, locked_by_id
      FROM plans_lock
     WHERE team_id = %(team)s AND athlete_id = %(athlete)s AND ended_at IS NULL
       AND first_day <= %(sunday)s AND last_day >= %(monday)s
     ORDER BY first_day, id"""
STRENGTH_LIMIT = "V5"
MOST_STEPS_OPEN = 2


@dataclass(frozen=True, slots=True)
class Day:
    """One column of the week."""

    date: date
    iso: str
    weekday: str
    cards: list[SafeString]
    breaches: list[Breach]
    lock: Lock | None
    is_focus: bool
    menu: SafeString | str
    """What can be added to it; empty for who may not."""

    @property
    def short(self) -> str:
        return day_words(self.date, "D")

    @property
    def of_month(self) -> str:
        return day_words(self.date, "j M")


def athlete_and_plan(actor: Actor, pk: int) -> tuple[Athlete, Plan]:
    athlete = get_object_or_404(actor.athletes, pk=pk)
    plan = running_plan(athlete)
    if plan is None:
        raise Http404(_("No plan is running."))
    return athlete, plan


def week_of(state: PlanState, day: date) -> WeekState:
    found = state.week_of(day)
    if found is None:
        raise Http404(_("The plan has no week there."))
    return found


def context(
    request: TeamRequest,
    at: changes.Standing,
    monday: date,
    *,
    focus: str = "",
    draft: Draft | None = None,
    steps: undoing.Next | None = None,
) -> dict[str, object]:
    """Everything the week needs, of the plan as `drafts.seen`; `focus` is the id of what changed, `steps` what undo
    and redo would do next, where that is known."""
    plan, state, athlete = at.plan, at.state, at.plan.athlete
    found, today = week_of(state, monday), local_date(timezone.now(), athlete.zone)
    breaches = week_editing.of_week(at.breaches, found)
    days = [found.monday + timedelta(days=n) for n in range(7)]
    menus = week_menus.menus(athlete.pk, found.monday) if request.actor.may_write else None
    asked = {"team": plan.team_id, "athlete": athlete.pk, "monday": found.monday, "sunday": found.sunday}
    locks = list(Lock.objects.raw(_LOCKS, asked).prefetch_related("locked_by"))
    template = template_of(plan)
    mondays = [w.monday for w in state.weeks]
    place = mondays.index(found.monday)
    steps = steps or undoing.next_of(plan)
    return {
        "athlete": athlete,
        "plan": plan,
        "draft": draft,
        "today": today,
        "week": found,
        "monday": found.monday.isoformat(),
        "first": day_words(found.monday, "j M"),
        "last": day_words(found.sunday, "j M"),
        "weeks": state.weeks,
        "number": place + 1,
        "before": mondays[place - 1] if place else None,
        "after": mondays[place + 1] if place + 1 < len(mondays) else None,
        "phase": PhaseKind(found.phase),
        "days": [
            Day(
                day,
                f"{day}",
                day_words(day, "l"),
                [_card(session, focus == f"session-{session.id}", menus, get_language()) for session in found.on(day)],
                [b for b in breaches if day == max(b.days, default=None)],
                next((k for k in locks if k.kind == LockKind.DAYS and k.first_day <= day <= k.last_day), None),
                focus == f"day-{day}",
                menus.of_day(day) if menus else "",
            )
            for day in days
        ],
        "phase_lock": next((k for k in locks if k.kind == LockKind.PHASE), None),
        "week_breaches": [b for b in breaches if not b.days],
        "strength_clashes": sum(b.limit == STRENGTH_LIMIT for b in breaches),
        "full_days": full_days(athlete, found, today),
        "protects": [(_(name), say(template.variants[name].shifts)) for name in plan.protects],
        "totals": week_editing.totals(state, found),
        "reaches": list(REACHES.items()),
        "steps": steps,
        "undo_words": undoing.undo_words(steps, request.user),
        "redo_words": undoing.redo_words(steps, request.user),
    }


def library(plan: Plan, state: PlanState, monday: date) -> list[ShownSession]:
    """The session library in this plan's doses; it stands beside the week and outlives its changes."""
    template = template_of(plan)
    return [shown(week_editing.from_library(state, kind, monday, template)) for kind in SessionKind]


def week_reply(
    request: TeamRequest,
    pk: int,
    monday: date,
    *,
    at: changes.Standing | None = None,
    draft: Draft | None = None,
    focus: str = "",
    steps: undoing.Next | None = None,
    status: int = 409,
    **more: object,
) -> HttpResponse:
    """The week as it stands, as a partial for htmx or a whole page, with what happened: `said` and `undo_url` for
    the toast, or `refused`, `limits`, `conflict`, which without htmx have this status."""
    if at is None:
        _athlete, plan = athlete_and_plan(request.actor, pk)
        at, draft = drafts.seen(changes.standing(plan))
    if not request.htmx:
        more["library"] = library(at.plan, at.state, monday)
    template = "plans/_week_reply.html" if request.htmx else "plans/week.html"
    # htmx shows only successful replies; without it, a refusal says so with its status.
    status = 200 if request.htmx or "said" in more else status
    week = context(request, at, monday, focus=focus, draft=draft, steps=steps)
    return render(request, template, {**week, **more}, status=status)


def said(change: Change, week: WeekState, breaches: Sequence[Breach]) -> str:
    """What a change did and how many limits speak of the week now, for the toast and the live region."""
    words = undoing.in_words(change, change.actor)
    text = _("%(what)s.") % {"what": words[:1].upper() + words[1:]}
    if count := len(week_editing.of_week(breaches, week)):
        text += " " + ngettext("%(n)s limit speaks.", "%(n)s limits speak.", count) % {"n": count}
    return text


def focus_of(change: Change, week: WeekState) -> str:
    """The id on the page of what a change touched first in this week: a session, or the day where one was."""
    there = {session.id for session in week.sessions}
    for operation in change.operations:
        named = [operation.get(name) for name in ("session", "first", "by")]
        ids = [each["id"] if isinstance(each, dict) else each for each in named if each]
        if found := next((id for id in reversed(ids) if id in there), None):
            return f"session-{found}"
    days = [day for day, _before, _after in change.lines if week.monday.isoformat() <= day <= week.sunday.isoformat()]
    return f"day-{days[0]}" if days else ""


@lru_cache(maxsize=1024)  # of a week that is edited most cards stay as they are
def _card(session: SessionState, is_focus: bool, menus: WeekMenus | None, _language: str | None) -> SafeString:
    """One session of the week. Without `menus` for who may not change it."""
    in_words = shown(session)
    card = {
        "session": in_words,
        "menu": menus.of_session(in_words) if menus and not session.has_feedback else "",
        "first_planned": day_words(session.original_day, "D") if session.day != session.original_day else "",
        "is_focus": is_focus,
        "folds_steps": len(session.steps) > MOST_STEPS_OPEN,
    }
    return render_to_string("plans/week/_card.html", card)
