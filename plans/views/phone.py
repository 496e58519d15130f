"""What a phone asks and sends by itself, in JSON: who is signed in, what it may keep, and what it kept.

It never redirects: a page that is not JSON would be taken for an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from athletes import units
from athletes.consents import consent_of
from athletes.models import AgeGroup, Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import phone_entries, visibility
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState
from plans.engine.work import HAS_FAST_PARTS
from plans.forms import FeedbackForm
from plans.models import Feedback
from plans.plan_rows import session_state
from plans.planning import template_of
from plans.reports import LATE_DAYS
from plans.selectors import running_plan
from plans.template_words import say
from plans.views.shown import shown
from readiness.forms import CheckInForm

SHEETS = ("tokens", "base", "layout", "components", "forms", "athlete", "utilities")
MODULES = ("checkin", "phone/box", "phone/sending", "phone/kept", "phone/offline_page")
AHEAD_DAYS = 35
"""Of the plan a phone keeps what can still be reported on, and five weeks to come, as far as the athlete sees."""
MOST_BYTES = 16 * 1024
_AN_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def athlete_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """401 for who is not signed in, 403 for who is no athlete; both in JSON."""

    @login_not_required
    @never_cache
    @wraps(view)
    def checked(request: TeamRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return refusal(
                401, "signed_out", _("You are signed out. What is kept on this phone is sent after the next sign-in.")
            )
        if request.actor is None or request.actor.athlete is None:
            return refusal(403, "no_athlete", _("This page is for athletes."))
        return view(request, request.actor.athlete)

    return checked


def refusal(status: int, code: str, message: str) -> JsonResponse:
    """As the REST interface says it."""
    challenge = {"WWW-Authenticate": 'Session realm="Fallow"'} if status == 401 else {}
    return JsonResponse({"error": {"code": code, "message": message}}, status=status, headers=challenge)


@gzip_page
@require_GET
@athlete_only
def phone_state(request: TeamRequest, athlete: Athlete) -> HttpResponse:
    """Who this is, and what their phone may keep for the hours without network."""
    form = CheckInForm(under_18=athlete.age_group == AgeGroup.UNDER_18, kinds=consent_of(athlete))
    return JsonResponse(
        {
            "person": phone_entries.person_of(request.user, athlete),
            "csrf": _token(request),
            "asks": sorted(set(form.fields) - {"client_id"}) if consent_of(athlete) else [],
            "sessions": _sessions(athlete, local_date(timezone.now(), athlete.zone)),
        }
    )


def _token(request: TeamRequest) -> str:
    """The token for what this phone sends. It renews no cookie that is there: this answer may arrive after somebody has
    signed in on another page, and would put the old cookie back in the place of theirs."""
    token = get_token(request)
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return token


@require_POST
@athlete_only
def phone_entry(request: TeamRequest, athlete: Athlete) -> HttpResponse:
    """One entry that was kept: 200 once it is in the database, also for the second delivery."""
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return refusal(422, "unreadable", _("This entry cannot be read."))
    if sent.get("person") != phone_entries.person_of(request.user, athlete):
        return refusal(403, "other_person", _("Somebody else is signed in on this phone."))
    try:
        taken = phone_entries.take(athlete, request.user, sent, timezone.now())
    except ValidationError as error:
        is_reused = getattr(error, "code", None) == "reused"
        return refusal(409 if is_reused else 422, "reused" if is_reused else "refused", " ".join(error.messages))
    return JsonResponse({"is_latest": taken.is_latest, "is_doubtful": taken.is_doubtful})


phone_entry.max_body_bytes = MOST_BYTES  # type: ignore[attr-defined]


def _sessions(athlete: Athlete, today: date) -> list[dict[str, Any]]:
    """What the athlete sees of the days around today, in words. Four queries at most."""
    plan = running_plan(athlete)
    if plan is None:
        return []
    last = min(today + timedelta(days=AHEAD_DAYS), visibility.last_day(plan, today) or date.max)
    rows = list(plan.sessions.filter(team=plan.team, day__range=(today - timedelta(days=LATE_DAYS), last)))
    told = Feedback.objects.in_team(plan.team).filter(session__in=rows).values_list("session_id", flat=True)
    reported, library = set(told), template_of(plan).library
    found = []
    for row in rows:
        state = session_state(row, reported)
        words = shown(state)
        found.append(
            {
                "id": words.id,
                "day": state.day.isoformat(),
                "title": words.title,
                "dose": words.dose,
                "effort": words.effort,
                "marks": words.marks,
                "protects": words.protects,
                "steps": [say(step) for step in state.steps],
                "cue": say(library[state.kind].cue),
                "has_fast_parts": state.kind in HAS_FAST_PARTS,
                "is_reported": state.has_feedback,
            }
        )
    return found


@gzip_page
@login_not_required
@require_GET
def offline(request: TeamRequest) -> HttpResponse:
    """The page that opens without network. It is about nobody: what it shows of a person is on their phone. Only the
    language and the units are those of who fetched it."""
    with units.speaking(_units(request)):
        return HttpResponse(_shell())


@login_not_required
@require_GET
@never_cache
def service_worker(request: TeamRequest) -> HttpResponse:
    """What runs beside the pages of this address; at the top, since it looks after all of them."""
    names = ("img/icons.svg", "img/favicon.svg", *(f"js/{name}.js" for name in MODULES))
    assets = [*_sheets(), *map(static, names)]
    text = _worker_text()
    shown = (text, assets, _shell_shown(get_language(), _units(request)))
    head = (
        f"import {{ sendAll }} from {json.dumps(static('js/phone/sending.js'))};\n"
        f"const SHELL = {json.dumps(reverse('offline'))};\n"
        f"const ASSETS = {json.dumps(assets)};\n"
        f"const VERSION = {json.dumps(sha256(repr(shown).encode()).hexdigest()[:12])};\n"
    )
    return HttpResponse(head + text, content_type="text/javascript")


_ANY_RUN = SessionState(
    id="", day=date.min, position=0, original_day=date.min, kind=SessionKind.STRIDES, duration_min=0, distance_km=None,
    rpe=0, steps=(), marks=(), protects=(), has_feedback=False,
)  # fmt: skip
"""With fast parts, so that their question is on the page; the phone leaves it out where there are none."""


def _shell() -> str:
    context = {"sheets": _sheets(), "form": CheckInForm(), "report": FeedbackForm(session=_ANY_RUN)}
    return render_to_string("plans/phone/offline.html", context)


@cache
def _shell_shown(language: str, distance_units: str) -> str:
    """The shell without the ids that are new each time: a phone fetches another one where this differs."""
    with units.speaking(distance_units):
        return _AN_ID.sub("", _shell())


def _units(request: TeamRequest) -> str:
    return request.user.units if request.user.is_authenticated else units.KM


def _sheets() -> list[str]:
    return [static(f"css/{name}.css") for name in SHEETS]


@cache
def _worker_text() -> str:
    found = finders.find("js/phone/service_worker.js")
    assert isinstance(found, str)
    return Path(found).read_text()
