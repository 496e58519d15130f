"""REST: past activities of an athlete, read and written."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from athletes import looks
from athletes.api import ApiView, Conflict, DaysQuery, RowSerializer, Strict, page, page_of, read_query, scope, within
from athletes.looking_back_forms import EARLIEST
from athletes.models import Activity, ActivitySource, Sport
from athletes.past_weeks import activities_of
from athletes.training_history import Figures, take_one
from athletes.zones import local_date


class ActivitySerializer(Strict, RowSerializer):
    """One activity. Give `started_at` with its offset, or `local_date` where only the day is known.

    `client_id` is made by the program that writes, at most 100 characters: the same id again is the same activity and
    changes nothing. Without it an activity is known by its start, sport, kilometres and minutes.
    """

    client_id = serializers.CharField(max_length=100, required=False, write_only=True)
    local_date = serializers.DateField(required=False, help_text="The day in the athlete's zone.")
    sport = serializers.ChoiceField(choices=Sport.choices, default=Sport.RUN)
    race = serializers.BooleanField(default=False)

    class Meta:
        model = Activity
        read_only_fields = ["id", "source", "entered_at"]
        fields = [
            *read_only_fields, "client_id", "started_at", "local_date", "sport", "distance_km", "duration_min", "race",
        ]  # fmt: skip

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        zone = self.context["athlete"].zone
        started_at, today = values.get("started_at"), local_date(timezone.now(), zone)
        if started_at is None and "local_date" not in values:
            raise ValidationError({"started_at": [_("Give started_at, or local_date.")]})
        # The first and the last day of all have no date in some zones.
        if started_at is not None and EARLIEST < started_at.date() <= today + timedelta(days=1):
            values["local_date"] = local_date(started_at, zone)
        elif started_at is not None:
            values["local_date"] = started_at.date()
        if not EARLIEST < values["local_date"] <= today:
            raise ValidationError({"local_date": [_("Activities lie between 1990 and the athlete's today.")]})
        if not values.get("distance_km") and not values.get("duration_min"):
            raise ValidationError({"distance_km": [_("Give distance_km, duration_min, or both.")]})
        return values


class ActivitiesView(ApiView):
    @extend_schema(operation_id="list_activities", parameters=[DaysQuery], responses=page_of(ActivitySerializer))
    def get(self, request: Request, pk: int) -> Response:
        """The athlete's past activities, oldest first."""
        athlete = scope(self.actor, pk)
        query = read_query(DaysQuery, request)
        looks.note(self.actor, [athlete], "history")
        rows = activities_of(athlete).order_by("local_date", "id")
        return page(request, within(rows, "local_date", query), query, ActivitySerializer)

    @extend_schema(
        operation_id="add_activity",
        request=ActivitySerializer,
        responses={200: ActivitySerializer, 201: ActivitySerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Add one activity: 201 when it is new; 200 with the one that is known when it was there already.

        One run of two devices (starts within 5 minutes, as long within a tenth) counts once.
        """
        athlete = scope(self.actor, pk)
        if not self.actor.token_may_write:
            raise PermissionDenied(_("This token reads only. Make one with --write."))
        if not self.actor.may_write and self.actor.athlete != athlete:
            raise PermissionDenied(_("Your role in this team reads only. Ask the team's owner for more."))
        body = ActivitySerializer(data=request.data, context={"athlete": athlete})
        body.is_valid(raise_exception=True)
        values: dict[str, Any] = body.validated_data
        client_id = values.pop("client_id", None)
        figures = Figures(**values)
        name = None if client_id is None else hashlib.sha256(f"client:{client_id}".encode()).hexdigest()
        kept, is_new = take_one(athlete, figures, ActivitySource.API, by=self.actor.user, fingerprint=name)
        if name is not None and kept.fingerprint == name and not is_new and kept.local_date != figures.local_date:
            raise Conflict(_("This client_id was already used for another day."), code="reused")
        return Response(ActivitySerializer(kept).data, status=201 if is_new else 200)
