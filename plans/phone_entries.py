"""What a phone kept while it had no network: check-ins and reports, taken through the same forms as on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from athletes.consents import consent_of
from athletes.models import AgeGroup, Athlete, User
from athletes.zones import local_date, zone_names
from plans import reports
from plans.forms import FeedbackForm
from plans.models import Session
from plans.plan_rows import session_state
from readiness.engine.phone_clock import Moment, moment
from readiness.forms import CheckInForm
from readiness.logging_days import Said, check_day, write_log
from readiness.models import Source
from readiness.selectors import log_of

KEPT_DAYS = 60
"""What a phone kept longer than this is not taken any more."""


class EntryForm(forms.Form):
    """One entry as the phone sends it; `fields` are those of the check-in or of the report, by their names."""

    CHECK_IN, REPORT = "check_in", "report"

    kind = forms.ChoiceField(choices=[(CHECK_IN, CHECK_IN), (REPORT, REPORT)])
    client_id = forms.UUIDField()
    day = forms.DateField()
    session = forms.UUIDField(required=False)
    zone = forms.CharField(max_length=64, required=False)
    said_at = forms.DateTimeField()
    sent_at = forms.DateTimeField()


@dataclass(frozen=True, slots=True)
class Taken:
    """`is_latest` is whether it is what holds now, or a later answer was there; `is_doubtful`: the clock was off."""

    is_latest: bool
    is_doubtful: bool


def person_of(user: User, athlete: Athlete) -> str:
    """The name under which a phone keeps what this person said: it tells nobody who they are."""
    return salted_hmac("plans.phone_entries", f"{user.pk}.{athlete.pk}", algorithm="sha256").hexdigest()[:32]


def take(athlete: Athlete, by: User, sent: Mapping[str, Any], now: datetime) -> Taken:
    """Write the entry, once however often it comes. Raises ValidationError, with the code `reused` for a number that
    stands on something else; then nothing is written."""
    form = EntryForm(dict(sent))
    if not form.is_valid():
        raise ValidationError([f"{name}: {error}" for name, errors in form.errors.items() for error in errors])
    entry = form.cleaned_data
    said = moment(entry["said_at"], entry["sent_at"], now)
    if now - said.said_at > timedelta(days=KEPT_DAYS):
        raise ValidationError(_("This was kept for more than %(days)s days."), params={"days": KEPT_DAYS})
    zone = entry["zone"] if entry["zone"] in zone_names() else athlete.zone
    take_one = _check_in if entry["kind"] == EntryForm.CHECK_IN else _report
    return take_one(athlete, by, entry, _fields(sent.get("fields")), said, zone)


def _check_in(athlete: Athlete, by: User, entry: dict[str, Any], fields: QueryDict, said: Moment, zone: str) -> Taken:
    check_day(entry["day"], said.said_at, zone)
    kinds = consent_of(athlete)
    if not kinds:
        raise ValidationError(_("There is no consent to keep this."), code="no_consent")
    under_18 = athlete.age_group == AgeGroup.UNDER_18
    fields["client_id"] = str(entry["client_id"])
    form = CheckInForm(fields, instance=log_of(athlete, entry["day"]), under_18=under_18, kinds=kinds)
    _require(form)
    written = write_log(
        athlete,
        entry["day"],
        form.values(),
        client_id=entry["client_id"],
        source=Source.CHECK_IN,
        written_by=by,
        said=Said(said.said_at, zone, date_doubtful=said.is_off),
    )
    return Taken(written.log.client_id == entry["client_id"], said.is_off)


def _report(athlete: Athlete, by: User, entry: dict[str, Any], fields: QueryDict, said: Moment, zone: str) -> Taken:
    sessions = Session.objects.in_team(athlete.team_id).filter(plan__athlete=athlete)
    session = sessions.filter(pk=entry["session"]).first()
    if session is None:
        raise ValidationError(_("This session is no longer in your plan."), code="no_session")
    form = FeedbackForm(fields, session=session_state(session, ()))
    _require(form)
    feedback = reports.report(
        athlete,
        session,
        local_date(said.said_at, zone),
        form.values(),
        client_id=entry["client_id"],
        said_at=said.said_at,
    )
    return Taken(feedback is not None and feedback.client_id == entry["client_id"], said.is_off)


def _require(form: forms.BaseForm) -> None:
    """Raises ValidationError with what is wrong with each field, in words."""
    if form.is_valid():
        return
    named = ((form.fields[name].label if name in form.fields else "", errors) for name, errors in form.errors.items())
    raise ValidationError([f"{label}: {error}" if label else str(error) for label, errors in named for error in errors])


def _fields(sent: Any) -> QueryDict:
    """The fields as a page would have sent them. Raises ValidationError for anything else."""
    fields = QueryDict(mutable=True)
    if not isinstance(sent, dict) or not all(isinstance(name, str) for name in sent):
        raise ValidationError(_("The answers of this entry cannot be read."))
    for name, value in sent.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str) for each in values):
            raise ValidationError(_("The answers of this entry cannot be read."))
        fields.setlist(name, values)
    return fields
