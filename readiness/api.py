"""REST: daily logs, read and written, and an athlete's normal ranges."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError as Refused
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.access import Actor
from athletes.api import (
    ApiView,
    Conflict,
    DaysQuery,
    RowSerializer,
    Strict,
    page,
    page_of,
    read_day,
    read_query,
    scope,
    seen,
    within,
)
from athletes.consents import consent_of
from athletes.models import Athlete
from athletes.zones import local_date
from readiness.consented import masked
from readiness.engine.ranges import MEASURES
from readiness.logging_days import check_day, clear_log, write_log
from readiness.models import DailyLog, DayValues, Illness, Source
from readiness.selectors import log_of, normals_of

EARLIEST = datetime.date(2000, 1, 1)
"""No training log that a program could bring is older."""
DEFAULT_NORMAL_DAYS = 28
MAX_NORMAL_DAYS = 92


class LogSerializer(Strict, RowSerializer):
    """The log of one local day. Wellness items and appetite 1-5 with 5 best; null is missing, never zero.

    `client_id` is made by the program that writes: the same id again is the same write and changes nothing.
    What the athlete did not agree to be kept is null or empty here, and refused when it is written.
    """

    date = serializers.DateField(source="local_date", read_only=True)
    client_id = serializers.UUIDField(default=uuid4, write_only=True)
    illness = serializers.ChoiceField(choices=Illness.choices, required=False)

    class Meta:
        model = DailyLog
        read_only_fields = ["date", "zone", "revision", "source", "written_at"]
        fields = [*read_only_fields, "client_id", *DayValues.FIELDS]

    def to_representation(self, log: DailyLog) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(masked(log, self.context["kinds"]))
        return shown


def check_may_log(actor: Actor, athlete: Athlete) -> None:
    """Staff who edit may log for their athletes, athletes for themselves. Raises PermissionDenied."""
    if not actor.token_may_write:
        raise PermissionDenied(_("This token reads only. Make one with --write."))
    if not actor.may_write and actor.athlete != athlete:
        raise PermissionDenied(_("Your role in this team reads only. Ask the team's owner for more."))


def check_log_day(actor: Actor, athlete: Athlete, day: datetime.date) -> None:
    """Staff may fill in any past day, athletes the last three. Raises ValidationError that names the date."""
    try:
        check_day(day, timezone.now(), athlete.zone)
    except Refused as refused:
        if refused.code != "too_old" or not actor.may_write:
            raise ValidationError({"date": refused.messages}) from refused
        if day < EARLIEST:
            raise ValidationError({"date": [_("Logs begin with the year 2000.")]}) from refused


class LogsView(ApiView):
    @extend_schema(operation_id="list_logs", parameters=[DaysQuery], responses=page_of(LogSerializer))
    def get(self, request: Request, pk: int) -> Response:
        """The athlete's daily logs, oldest first. A day without a log is not in the list."""
        athlete = seen(self.actor, pk, "logs")
        query = read_query(DaysQuery, request)
        kinds = consent_of(athlete)
        logs = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete if kinds else None)
        return page(
            request, within(logs.order_by("local_date"), "local_date", query), query, LogSerializer, kinds=kinds
        )


@extend_schema(parameters=[OpenApiParameter("date", OpenApiTypes.DATE, OpenApiParameter.PATH)])
class LogView(ApiView):
    @extend_schema(operation_id="get_log", responses=LogSerializer)
    def get(self, request: Request, pk: int, date: str) -> Response:
        """The log of one day."""
        athlete = seen(self.actor, pk, "logs")
        log = log_of(athlete, read_day("date", date))
        if log is None:
            raise NotFound(_("No log was written for this day."), code="no_log")
        return _answer(athlete, log)

    @extend_schema(operation_id="put_log", request=LogSerializer, responses={200: LogSerializer, 201: LogSerializer})
    def put(self, request: Request, pk: int, date: str) -> Response:
        """Write the whole log of one day; what the body leaves out is empty. 201 for the first, else 200.

        A write repeated with its `client_id` changes nothing and is answered with the log as it stands.
        """
        athlete, local_date = self._writable(pk, date)
        if request.stream is None:
            # A body sent in chunks arrives here as none, and must not empty the day.
            raise ValidationError({"body": [_("The body is empty. Send JSON, with its Content-Length.")]})
        body = LogSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        values: dict[str, Any] = body.validated_data
        client_id = values.pop("client_id")
        try:
            written = write_log(
                athlete,
                local_date,
                values,
                client_id=client_id,
                source=Source.API,
                written_by=self.actor.user,
            )
        except Refused as refused:
            if hasattr(refused, "error_dict"):
                raise ValidationError(refused.message_dict) from refused
            raise Conflict(refused.messages[0], code=refused.code) from refused
        if written.log.pk is None:
            raise Conflict(_("This write was cleared since. Use a new client_id to log the day again."), code="cleared")
        is_first = written.changed and written.log.revision == 1
        return _answer(athlete, written.log, status=201 if is_first else 200)

    @extend_schema(operation_id="clear_log", responses={204: None})
    def delete(self, request: Request, pk: int, date: str) -> Response:
        """Clear the log of one day: the day is unknown again. 204 also where there was none."""
        clear_log(*self._writable(pk, date))
        return Response(status=204)

    def _writable(self, pk: int, date: str) -> tuple[Athlete, datetime.date]:
        athlete = scope(self.actor, pk)
        check_may_log(self.actor, athlete)
        local_date = read_day("date", date)
        check_log_day(self.actor, athlete, local_date)
        return athlete, local_date


def _answer(athlete: Athlete, log: DailyLog, status: int = 200) -> Response:
    return Response(LogSerializer(log, context={"kinds": consent_of(athlete)}).data, status=status)


class NormalsQuery(Strict):
    """The days `from` … `to`, both included: at most 92, and the last 28 unless told otherwise."""

    def get_fields(self) -> dict[str, Any]:
        first = serializers.DateField(required=False, help_text="First day; 27 days before “to” if left out.")
        last = serializers.DateField(required=False, help_text="Last day; the athlete's today if left out.")
        return {"from": first, "to": last}

    def validate(self, query: dict[str, Any]) -> dict[str, Any]:
        last = query.get("to", self.context["today"])
        if min(last, query.get("from", last)) < EARLIEST:
            raise ValidationError({"from": [_("Logs begin with the year 2000.")]})
        first = query.get("from", last - datetime.timedelta(days=DEFAULT_NORMAL_DAYS - 1))
        if last < first:
            raise ValidationError({"to": [_("This day lies before “from”.")]})
        if (last - first).days >= MAX_NORMAL_DAYS:
            raise ValidationError({"to": [_("Ask for at most %(days)s days.") % {"days": MAX_NORMAL_DAYS}]})
        return {"from": first, "to": last}


class RangeSerializer(serializers.Serializer[Any]):
    """`low` and `high` lie one standard deviation from `mean`."""

    mean = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class NormalsSerializer(serializers.Serializer[Any]):
    """What one day is compared with; null while the athlete's normal is being learned.

    Points 1-5, 5 = best; `sleep_h` hours; `resting_hr_bpm` beats per minute; `ln_rmssd` the natural logarithm of
    RMSSD in ms, for the 7-day mean that ends on the day.
    """

    date = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **{name: RangeSerializer(allow_null=True) for name in MEASURES}}


class NormalsView(ApiView):
    @extend_schema(operation_id="list_normals", parameters=[NormalsQuery], responses=page_of(NormalsSerializer))
    def get(self, request: Request, pk: int) -> Response:
        """The athlete's own normal ranges by day, oldest first, all on one page."""
        athlete = seen(self.actor, pk, "logs")
        query = NormalsQuery(
            data=request.query_params.dict(), context={"today": local_date(timezone.now(), athlete.zone)}
        )
        query.is_valid(raise_exception=True)
        normals = normals_of(athlete, query.validated_data["from"], query.validated_data["to"])
        days = [{"date": day, **ranges} for day, ranges in normals.items()]
        return Response({"count": len(days), "next": None, "results": NormalsSerializer(days, many=True).data})
