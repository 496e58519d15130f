"""The check-in: how an athlete tells about a day, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from athletes.access import athlete_page
from athletes.consents import consent_of
from athletes.guardians import needs_guardian
from athletes.models import AgeGroup, Athlete, ConsentKind
from athletes.requests import TeamRequest
from athletes.seen_by import first_seen
from athletes.zones import local_date
from readiness import selectors
from readiness.engine.advice import after_check_in, same_answers
from readiness.engine.vocabulary import Status
from readiness.forms import BodyForm, CheckInForm, answers_in_words
from readiness.logging_days import LATE_DAYS, check_day, clear_log, write_log
from readiness.models import DailyLog, Source
from readiness.team_rules import readiness_policies


def own_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands on the athlete and the day of the address (none: today), or says why it cannot be filled in."""

    @wraps(view)
    def checked(request: TeamRequest, day: str = "") -> HttpResponse:
        athlete = request.actor.athlete
        assert athlete is not None  # athlete_page has seen to it
        now, zone = timezone.now(), athlete.zone
        try:
            local_day = date.fromisoformat(day) if day else local_date(now, zone)
            check_day(local_day, now, zone)
        except ValidationError as error:
            refusal = error.messages[0]
        except ValueError:
            refusal = _("“%(day)s” is not a date. A date looks like 2026-11-24.") % {"day": day}
        else:
            return view(request, athlete, local_day)
        if request.htmx:
            return HttpResponseClientRedirect(reverse("check_in", args=[day]))
        return render(request, "readiness/no_such_day.html", {"refusal": refusal}, status=404)

    return checked


@gzip_page
@require_http_methods(["GET", "POST"])
@athlete_page
@own_day
@vary_on_headers("HX-Request")
def check_in(request: TeamRequest, athlete: Athlete, day: date) -> HttpResponse:
    if request.method == "GET":
        return _show(request, athlete, day, edit="edit" in request.GET)
    form = _form(athlete, selectors.log_of(athlete, day), request.POST)
    if _written(request, athlete, day, form):
        return _go_on(request, athlete, day)
    return _show(request, athlete, day, form=form)


@require_POST
@athlete_page
@own_day
def check_in_clear(request: TeamRequest, athlete: Athlete, day: date) -> HttpResponse:
    clear_log(athlete, day)
    return _go_on(request, athlete, day)


@require_POST
@athlete_page
@own_day
def check_in_restore(request: TeamRequest, athlete: Athlete, day: date) -> HttpResponse:
    """Bring cleared answers back, the way on which answers come."""
    version = selectors.last_version(athlete, day)
    if version and not selectors.log_of(athlete, day):
        answers = {**version.values, "client_id": uuid4()}
        _written(request, athlete, day, CheckInForm(answers, kinds=consent_of(athlete)))
    return _go_on(request, athlete, day)


@require_http_methods(["GET", "POST"])
@athlete_page
@own_day
def check_in_body(request: TeamRequest, athlete: Athlete, day: date) -> HttpResponse:
    """Ill, or something hurts: told on a map, and answered by what follows from it."""
    context: dict[str, Any] = {"day": day}
    if ConsentKind.ILLNESS not in consent_of(athlete):
        return render(request, "readiness/body.html", {**context, "needs_consent": True})
    log = selectors.log_of(athlete, day)
    form = BodyForm(request.POST if request.method == "POST" else None, instance=log)
    if request.method == "POST" and _written(request, athlete, day, form):
        return redirect("check_in", day.isoformat())
    context["form"] = form
    return render(request, "readiness/body.html", context, status=422 if form.errors else 200)


def _written(request: TeamRequest, athlete: Athlete, day: date, form: CheckInForm | BodyForm) -> bool:
    if not form.is_valid():
        return False
    try:
        write_log(
            athlete,
            day,
            form.values(),
            client_id=form.cleaned_data["client_id"],
            source=Source.CHECK_IN,
            written_by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors


def _go_on(request: TeamRequest, athlete: Athlete, day: date) -> HttpResponse:
    """After a change: htmx gets the card as it stands now, a browser without it the page."""
    return _show(request, athlete, day) if request.htmx else redirect("check_in", day.isoformat())


def _show(
    request: TeamRequest, athlete: Athlete, day: date, *, form: CheckInForm | None = None, edit: bool = False
) -> HttpResponse:
    context = check_in_context(athlete, day, form=form, edit=edit)
    if request.htmx:  # shows only successful replies
        return render(request, "readiness/_check_in.html", context)
    today = local_date(timezone.now(), athlete.zone)
    days = [today - timedelta(days=n) for n in range(LATE_DAYS + 1)]
    logged = selectors.logged_days(athlete, days[-1], today)
    context["other_days"] = [(each, each in logged) for each in days if each != day]
    context["today"] = today
    return render(request, "readiness/check_in.html", context, status=422 if form else 200)


def check_in_context(
    athlete: Athlete, day: date, *, form: CheckInForm | None = None, edit: bool = False
) -> dict[str, Any]:
    """What `readiness/_check_in.html` shows for one day: the form, or what was answered and what follows.

    Who agreed to nothing is not asked how they are.
    """
    if not consent_of(athlete):
        return {
            "check_in": {
                "id": f"check-in-{athlete.pk}-{day.isoformat()}",
                "day": day,
                "needs_consent": True,
                "guardian_decides": needs_guardian(athlete),
            }
        }
    today = local_date(timezone.now(), athlete.zone)
    log = selectors.log_of(athlete, day)
    if form is None and (edit or log is None):
        form = _form(athlete, log)
    card: dict[str, Any] = {
        "id": f"check-in-{athlete.pk}-{day.isoformat()}",
        "day": day,
        "is_today": day == today,
        "asks_illness": ConsentKind.ILLNESS in consent_of(athlete),
        "log": log,
        "form": form,
    }
    if log is None:
        card["cleared"] = selectors.last_version(athlete, day) is not None
    elif form is None:
        card |= {
            "answers": answers_in_words(log),
            "consequence": _consequence(athlete, log, today),
            "seen": first_seen(athlete, log.written_at),
        }
    return {"check_in": card}


def _form(athlete: Athlete, log: DailyLog | None, data: QueryDict | None = None) -> CheckInForm:
    return CheckInForm(data, instance=log, under_18=athlete.age_group == AgeGroup.UNDER_18, kinds=consent_of(athlete))


def _consequence(athlete: Athlete, log: DailyLog, today: date) -> str:
    if log.local_date == today or log.alarm_sign:
        assessment = selectors.assessment_of(athlete, log.local_date)
        if assessment.status is Status.UNKNOWN and ConsentKind.WELLNESS not in consent_of(athlete):
            return _("Logged.")
        policy = readiness_policies([athlete])[athlete.pk]
        follows = after_check_in(assessment, policy).say(_)
        return f"{follows} {same_answers().say(_)}" if selectors.says_the_same(athlete, log.local_date) else follows
    if local_date(log.said_at, log.zone) > log.local_date:
        return _("Logged, and marked as filled in later.")
    return _("Logged.")
