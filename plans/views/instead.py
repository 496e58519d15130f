"""The athlete's way out when life comes between: a stand-in, another day, or a word to the coach."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes.access import athlete_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import contingencies, visibility
from plans.changes import By, LimitBroken, undo_change
from plans.contingency_forms import SITUATIONS
from plans.engine.applying import NotPossible
from plans.engine.contingencies import DAYS_AHEAD, alternatives, free_days
from plans.engine.contingency_policy import Ask
from plans.engine.template import Template
from plans.engine.template_choices import Situation
from plans.engine.week import PlanState, SessionState
from plans.models import Cause, Change, Plan
from plans.plan_rows import load_state
from plans.refusals import reason_of
from plans.selectors import running_plan
from plans.template_words import say
from plans.views import toasts
from plans.views.shown import shown

WORDS = {
    Ask.LOCKED: gettext_lazy("Your coach has fixed this day."),
    Ask.KEY_SESSION: gettext_lazy("This session carries the week, so your coach decides with you."),
    Ask.NOT_ALONE: gettext_lazy("Your coach decides this with you."),
}


@require_http_methods(["GET", "POST"])
@athlete_page
def instead(request: TeamRequest, pk: UUID) -> HttpResponse:
    plan = running_plan(request.actor.runner)
    today = local_date(timezone.now(), request.actor.runner.zone)
    if plan is None:
        raise Http404(_("No plan is running."))
    state = load_state(plan)
    session = _own(plan, state, pk, today)
    template = contingencies.template_for(plan)
    error = ""
    if request.method == "POST":
        try:
            change = _chosen(request, plan, state, session, template, today)
        except NotPossible as refusal:
            error = reason_of(refusal)
        except LimitBroken as refusal:
            error = _("That would not fit: %(why)s") % {"why": refusal}
        else:
            _tell(request, change)
            return redirect("today")
    because = request.GET.get("because", "")
    context = {"session": shown(session), "error": error, **_offered(plan, state, session, template, today, because)}
    return render(request, "plans/contingencies/instead.html", context, status=422 if error else 200)


@require_POST
@athlete_page
def swap_days(request: TeamRequest) -> HttpResponse:
    """Two days of one week change places."""
    runner = request.actor.runner
    plan = running_plan(runner)
    if plan is None:
        raise Http404(_("No plan is running."))
    today = local_date(timezone.now(), runner.zone)
    first, second = (_day(request.POST.get(name, "")) for name in ("day", "with"))
    last = visibility.last_day(plan, today)
    if last is not None and max(first, second) > last:
        raise Http404
    monday = first - timedelta(days=first.weekday()) if first > date.min else None
    try:
        change = contingencies.swap_days_alone(
            plan, load_state(plan), first, second, request.user, contingencies.template_for(plan), today
        )
    except NotPossible as refusal:
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": reason_of(refusal)})
    except LimitBroken as refusal:
        messages.error(request, _("That would not fit: %(why)s Nothing was changed.") % {"why": refusal})
    else:
        _tell(request, change, "week")
    return redirect(f"{reverse('my_week')}?monday={monday}" if monday else "my_week")


@require_POST
@athlete_page
def own_change_undo(request: TeamRequest, pk: int) -> HttpResponse:
    """The athlete takes back what they chose today."""
    runner = request.actor.runner
    today = local_date(timezone.now(), runner.zone)
    change = get_object_or_404(contingencies.own_changes(runner, request.user, today), pk=pk)
    try:
        undo_change(change, By(Cause.UNDO, request.user))
    except NotPossible as error:
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": reason_of(error)})
    else:
        messages.success(request, _("It is as it was."))
    return redirect("my_week" if request.GET.get("from") == "week" else "today")


@require_GET
@athlete_page
def instead_today(request: TeamRequest, situation: str) -> HttpResponse:
    """From a flag of the check-in to what may stand in for today's session, or a word that nothing has to give way."""
    if situation not in set(Situation):
        raise Http404
    runner = request.actor.runner
    plan = running_plan(runner)
    today = local_date(timezone.now(), runner.zone)
    week = load_state(plan).week_of(today) if plan else None
    ahead = [session for session in (week.on(today) if week else ()) if not session.has_feedback]
    if not ahead:
        messages.info(request, _("Nothing is planned today that would have to give way."))
        return redirect("my_away" if situation == Situation.TRAVELLING else "my_week")
    longest = max(ahead, key=lambda session: session.duration_min)
    return redirect(f"{reverse('instead', args=[longest.id])}?because={situation}")


def _own(plan: Plan, state: PlanState, pk: UUID, today: date) -> SessionState:
    """A session of the days ahead that the athlete sees and has not reported on."""
    session = state.session(str(pk))
    last = min(visibility.last_day(plan, today) or date.max, today + timedelta(days=DAYS_AHEAD))
    if session is None or session.has_feedback or not today <= session.day <= last:
        raise Http404(_("There is no session to replace."))
    return session


def _chosen(
    request: TeamRequest, plan: Plan, state: PlanState, session: SessionState, template: Template, today: date
) -> Change | None:
    if "day" in request.POST:
        day = _day(request.POST["day"])
        return contingencies.move_alone(plan, state, session, day, request.user, template, today)
    wanted = request.POST.get("stand_in", "")
    words = next(
        (
            str(label)
            for situation, label in SITUATIONS.items()
            if any(each.session.id == wanted for each in alternatives(session, situation, state.level, template))
        ),
        "",
    )
    return contingencies.take_instead(plan, state, session, wanted, request.user, template, words)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return date.min  # on which nothing is ever free


def _tell(request: TeamRequest, change: Change | None, came_from: str = "") -> None:
    if change:
        undo = reverse("own_change_undo", args=[change.pk])
        toasts.keep(request, _("Done. Your coach sees it."), f"{undo}?from={came_from}" if came_from else undo)


def _offered(
    plan: Plan, state: PlanState, session: SessionState, template: Template, today: date, because: str
) -> dict[str, Any]:
    """By situation, `because` first, what may be taken or why the coach is asked; and the days to move to."""
    groups = []
    for situation, label in sorted(SITUATIONS.items(), key=lambda each: each[0] != because):
        offered = alternatives(session, situation, state.level, template)
        why = contingencies.why_asked(plan, session, situation, template)
        groups.append((label, WORDS[why] if why else "", [(say(each.title), shown(each.session)) for each in offered]))
    why_move = contingencies.why_asked(plan, session, None, template)
    whys = {why for _label, why, _offered in groups} | {WORDS[why_move] if why_move else ""}
    return {
        "why_all": next(iter(whys)) if len(whys) == 1 else "",
        "groups": [group for group in groups if group[2]],
        "days": free_days(state, session, today),
        "why_not_move": WORDS[why_move] if why_move else "",
    }
