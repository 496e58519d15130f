"""A change of a week from its form to the reply: made, merged with what came meanwhile, or refused in words."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from athletes.requests import TeamRequest
from plans import changes, drafts, undoing, week_editing
from plans.contingencies import template_for
from plans.engine.applying import NotPossible
from plans.engine.operations import Operation
from plans.engine.settling import settled
from plans.models import Cause, Change, Draft, Plan
from plans.plan_rows import load_state
from plans.refusals import reason_of
from plans.views import toasts
from plans.views.shown import SITUATIONS
from plans.views.week_page import athlete_and_plan, focus_of, said, week_of, week_reply
from plans.week_forms import EditForm


def edited(request: TeamRequest, pk: int, monday: date, form: EditForm) -> HttpResponse:
    if not form.is_valid():
        why = _("This could not be done: %(why)s Nothing was changed.") % {"why": first_error(form)}
        return week_reply(request, pk, monday, refused=why)
    again = _sent_again(request)
    try:
        outcome = _made(request, pk, monday, form)
    except NotPossible as error:
        return week_reply(request, pk, monday, refused=_("%(why)s Nothing was changed.") % {"why": reason_of(error)})
    except changes.PlanMovedOn as error:
        conflict = [(change, undoing.in_words(change)) for change in error.changes]
        return week_reply(request, pk, monday, moved_on=True, conflict=conflict, again=again)
    except changes.LimitBroken as error:
        offered = _note_offered(request, pk, form)
        return week_reply(request, pk, monday, limits=error, note_offered=offered, again=again)
    if isinstance(outcome, Draft):
        return _drafted(request, pk, monday, form)
    if outcome is not None and outcome.change is not None:
        return _told(request, pk, monday, outcome, outcome.change)
    return week_reply(request, pk, monday, said="") if request.htmx else redirect("week", pk, monday)


def _told(request: TeamRequest, pk: int, monday: date, outcome: changes.Outcome, change: Change) -> HttpResponse:
    """The week after a change, with what was done, what limits say of it, and the way back."""
    at, today = outcome.at, outcome.at.known.today
    if today is None or change.first_day <= today:
        at = changes.standing(at.plan)  # what was run by now is weighed against what was planned by now
    found = week_of(at.state, monday)
    text = said(change, found, at.breaches)
    if outcome.meanwhile:
        others = "; ".join(undoing.in_words(each) for each in outcome.meanwhile)
        text += " " + _("Meanwhile, %(others)s. Both are kept.") % {"others": others}
    undo_url = reverse("change_undo", args=[pk, change.pk])
    if not request.htmx:
        toasts.keep(request, text, undo_url)
        return redirect("week", pk, monday)
    focus, steps = focus_of(change, found), undoing.Next(undo=change)  # a new change leaves nothing to redo
    return week_reply(request, pk, monday, at=at, focus=focus, steps=steps, said=text, undo_url=undo_url)


@transaction.atomic
def _made(request: TeamRequest, pk: int, monday: date, form: EditForm) -> changes.Outcome | Draft | None:
    try:
        at = changes.locked_running(request.actor.athletes, pk, request.actor.team)
    except Plan.DoesNotExist as error:
        raise Http404(_("No plan is running.")) from error
    week_of(at.state, monday)
    at, draft = drafts.seen(at)
    revision, step = form.cleaned_data["revision"], form.cleaned_data["step"]
    try:
        operations = settled_operations(at, form, monday)
    except NotPossible as error:
        if meanwhile := changes.changes_since(at.plan, revision):
            raise changes.PlanMovedOn(meanwhile) from error
        raise
    by = changes.By(Cause.COACH, request.user, form.cleaned_data["note"])
    if draft is None and step is None:
        return changes.carry_out(at, operations, by, expected_revision=revision)
    made = drafts.edit(at.plan, operations, by, expected_revision=revision, expected_step=step)
    return made if isinstance(made, Draft) else None


def _drafted(request: TeamRequest, pk: int, monday: date, form: EditForm) -> HttpResponse:
    """The week with one more step of its draft."""
    if not request.htmx:
        return redirect("week", pk, monday)
    values = form.cleaned_data
    focus = f"session-{values['session']}" if values["session"] else f"day-{values['day']}"
    return week_reply(request, pk, monday, focus=focus, said=_("Put into the draft."))


def settled_operations(at: changes.Standing, form: EditForm, monday: date) -> tuple[Operation, ...]:
    """A lighter week is what later weeks are measured against: they give way instead of forbidding it."""
    operations = form.operations(at.state, lambda: template_for(at.plan))
    return settled(at.state, operations, later_than=monday, check=at.breaches_of)


def _note_offered(request: TeamRequest, pk: int, form: EditForm) -> str:
    """What came between is itself the reason for a swap, which a coach can send as it is."""
    if form.cleaned_data["op"] != EditForm.SWAP:
        return ""
    _athlete, plan = athlete_and_plan(request.actor, pk)
    state = load_state(plan)
    session = state.session(str(form.cleaned_data["session"]))
    wanted = str(form.cleaned_data["stand_in"])
    offered = week_editing.stand_ins(state, session, template_for(plan)) if session else {}
    found = (s for s, group in offered.items() if any(each.session.id == wanted for each in group))
    return next((_(SITUATIONS[situation]) for situation in found), "")


def _sent_again(request: TeamRequest) -> list[tuple[str, str]]:
    """What was sent, for a form that sends it once more with a note or on top of another change."""
    leave_out = {"csrfmiddlewaretoken", "revision", "step", "note"}
    return [(name, value) for name, values in request.POST.lists() if name not in leave_out for value in values]


def first_error(form: EditForm) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{name}: {errors[0]}"
