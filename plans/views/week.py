"""The coach's week of one athlete: seven days, move, drop and add, limits beside what they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from athletes import looks
from athletes.access import Actor, coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import changes, week_editing
from plans.answers import undo_answer
from plans.engine.applying import NotPossible
from plans.engine.contingencies import Alternative
from plans.engine.limits import Breach
from plans.engine.operations import Operation
from plans.engine.settling import settled
from plans.engine.template_choices import Situation
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from plans.forms import EditForm
from plans.free_minutes import full_days
from plans.models import Answer, Cause, Change, PhaseKind, Plan
from plans.models import SessionKind as SessionKindChoices
from plans.plan_rows import load_state
from plans.planning import template_of
from plans.rulebooks import rulebook_of
from plans.running_history import history_of
from plans.selectors import running_plan
from plans.views import toasts
from plans.views.shown import ShownSession, shown

SITUATIONS = {
    Situation.NO_TIME: gettext_noop("No time"),
    Situation.BAD_WEATHER: gettext_noop("Bad weather"),
    Situation.TRAVELLING: gettext_noop("Travelling"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One column of the week."""

    date: date
    sessions: list[tuple[ShownSession, list[tuple[str, tuple[Alternative, ...]]]]]
    """Each with what can stand in its place, by situation."""
    breaches: list[Breach]


@require_GET
@coach_page
def week(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    athlete, plan = _athlete_and_plan(request.actor, pk)
    state = load_state(plan)
    found = _week_of(state, monday)
    if found.monday != monday:
        return redirect("week", pk, found.monday)
    looks.note(request.actor, [athlete], "week")
    context = {**_context(athlete, plan, state, found), **toasts.kept(request)}
    return render(request, "plans/week.html", context)


@require_GET
@coach_page
def week_of(request: TeamRequest, pk: int, day: date) -> HttpResponse:
    """The week that a day is in: links know days, pages have Mondays."""
    return redirect("week", pk, day - timedelta(days=day.weekday()))


@require_POST
@coach_page
def week_edit(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    athlete, plan = _athlete_and_plan(request.actor, pk)
    state = load_state(plan)
    _week_of(state, monday)
    form = EditForm(request.POST)
    refusal: dict[str, object] = {}
    change: Change | None = None
    if not form.is_valid():
        refusal = {"refused": _("This could not be done: %(why)s Nothing was changed.") % {"why": _first_error(form)}}
    else:
        try:
            # A lighter week is what later weeks are measured against: they give way instead of forbidding it.
            rules = rulebook_of(plan.team)
            known = history_of(plan, local_date(timezone.now(), plan.athlete.zone), rules)
            operations = settled(state, (_operation(form, state),), rules.plans, known, later_than=monday)
            by = changes.By(Cause.COACH, request.user, form.cleaned_data["note"])
            revision = form.cleaned_data["revision"]
            change = changes.make_change(plan, operations, by, expected_revision=revision)
        except NotPossible as error:
            refusal = {"refused": _("%(why)s Nothing was changed.") % {"why": error}}
        except changes.PlanMovedOn:
            refusal = {
                "refused": _("The plan was changed meanwhile. This is how it stands now; nothing of yours was written.")
            }
        except changes.LimitBroken as error:
            refusal = {"limits": error, "form": form, "note_offered": _note_offered(form, state)}
    if change is not None and not request.htmx:
        toasts.keep(request, _said(change), reverse("change_undo", args=[pk, change.pk]))
        return redirect("week", pk, monday)
    return _week_reply(request, athlete, monday, change, refusal)


@require_POST
@coach_page
def change_undo(request: TeamRequest, pk: int, change_pk: int) -> HttpResponse:
    athlete, plan = _athlete_and_plan(request.actor, pk)
    change = get_object_or_404(Change.objects.in_team(request.actor.team), pk=change_pk, plan=plan)
    refusal: dict[str, object] = {}
    given = Answer.objects.in_team(request.actor.team).filter(change=change).first()
    try:
        if given is not None:
            undo_answer(given, request.user)
        else:
            changes.undo_change(change, changes.By(Cause.UNDO, request.user))
    except NotPossible as error:
        refusal = {"refused": str(error)}
    monday = change.first_day - timedelta(days=change.first_day.weekday())
    if not request.htmx and not refusal:
        return redirect("week", pk, monday)
    return _week_reply(request, athlete, monday, None, refusal)


def _week_reply(
    request: TeamRequest, athlete: Athlete, monday: date, change: Change | None, refusal: dict[str, object]
) -> HttpResponse:
    plan = running_plan(athlete)
    assert plan is not None
    state = load_state(plan)
    context = {**_context(athlete, plan, state, _week_of(state, monday)), **refusal}
    if change is not None:
        context |= {"said": _said(change), "undo_url": reverse("change_undo", args=[athlete.pk, change.pk])}
    template = "plans/_week_reply.html" if request.htmx else "plans/week.html"
    # htmx shows only successful replies; without it, a refusal says so with its status.
    return render(request, template, context, status=200 if request.htmx or not refusal else 409)


def _operation(form: EditForm, state: PlanState) -> Operation:
    values = form.cleaned_data
    match values["op"]:
        case EditForm.MOVE:
            return week_editing.move(state, str(values["session"]), values["day"])
        case EditForm.DROP:
            return week_editing.drop(str(values["session"]))
        case EditForm.SWAP:
            return week_editing.swap(state, str(values["session"]), str(values["stand_in"]))
        case _:
            return week_editing.add(state, SessionKind(values["kind"]), values["day"])


def _note_offered(form: EditForm, state: PlanState) -> str:
    """What came between is itself the reason for a swap, which a coach can send as it is."""
    session = state.session(str(form.cleaned_data["session"]))
    wanted = str(form.cleaned_data["stand_in"])
    offered = week_editing.stand_ins(state, session) if session else {}
    found = (s for s, group in offered.items() if any(each.session.id == wanted for each in group))
    return next((_(SITUATIONS[situation]) for situation in found), "")


def _context(athlete: Athlete, plan: Plan, state: PlanState, found: WeekState) -> dict[str, object]:
    rules, today = rulebook_of(plan.team), local_date(timezone.now(), athlete.zone)
    breaches = week_editing.breaches_of(state, found, history_of(plan, today, rules), rules.plans)
    days = [found.monday + timedelta(days=n) for n in range(7)]
    made = Change.objects.in_team(plan.team_id).filter(
        plan=plan, first_day__lte=found.sunday, last_day__gte=found.monday
    )
    template = template_of(plan)
    mondays = [w.monday for w in state.weeks]
    place = mondays.index(found.monday)
    return {
        "athlete": athlete,
        "plan": plan,
        "today": today,
        "week": found,
        "weeks": state.weeks,
        "number": place + 1,
        "before": mondays[place - 1] if place else None,
        "after": mondays[place + 1] if place + 1 < len(mondays) else None,
        "phase": PhaseKind(found.phase),
        "days": [
            Day(
                day,
                [(shown(s), _stand_ins(state, s)) for s in found.on(day)],
                [b for b in breaches if day == max(b.days, default=None)],
            )
            for day in days
        ],
        "week_breaches": [b for b in breaches if not b.days],
        "full_days": full_days(athlete, found, today),
        "protects": [(name, template.variants[name].shifts) for name in plan.protects],
        "totals": week_editing.totals(state, found),
        "kinds": SessionKindChoices.choices,
        "changes": made.select_related("actor", "undone_by").order_by("-pk")[:8],
    }


def _stand_ins(state: PlanState, session: SessionState) -> list[tuple[str, tuple[Alternative, ...]]]:
    offered = week_editing.stand_ins(state, session) if not session.has_feedback else {}
    return [(_(SITUATIONS[situation]), group) for situation, group in offered.items()]


def _athlete_and_plan(actor: Actor, pk: int) -> tuple[Athlete, Plan]:
    athlete = get_object_or_404(actor.athletes, pk=pk)
    plan = running_plan(athlete)
    if plan is None:
        raise Http404(_("No plan is running."))
    return athlete, plan


def _week_of(state: PlanState, day: date) -> WeekState:
    found = state.week_of(day)
    if found is None:
        raise Http404(_("The plan has no week there."))
    return found


def _first_error(form: EditForm) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{name}: {errors[0]}"


def _said(change: Change) -> str:
    first, last = change.first_day, change.last_day
    days = f"{first:%a}" if first == last else f"{first:%a} – {last:%a}"
    return _("Changed %(days)s.") % {"days": days}
