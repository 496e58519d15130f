"""REST: the roster, and what every route under `/api/v1/` shares: scope, strict input, pages.

Errors have one shape, which `config.api_errors` gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from athletes import looks
from athletes.access import Actor
from athletes.models import Athlete

MAX_PAGE_ROWS = 500


class Conflict(APIException):
    """What was sent does not fit what is stored; the detail says why."""

    status_code = 409


class BodyParser(JSONParser):
    """JSON, of which the deepest nesting is a client's error and not the server's."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error


class ApiView(APIView):
    """A route: the token's person is `self.actor`; answers are never kept by caches."""

    parser_classes = [BodyParser]

    @property
    def actor(self) -> Actor:
        actor = self.request.auth
        assert isinstance(actor, Actor)
        return actor

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Cache-Control": "no-store"}


def in_scope(actor: Actor) -> QuerySet[Athlete]:
    """The active athletes that a token may read: staff those they look after, athletes only themselves."""
    if actor.is_coach:
        return actor.athletes
    return actor.athletes.filter(pk__in=[actor.athlete.pk] if actor.athlete else [])


def scope(actor: Actor, pk: int) -> Athlete:
    """The athlete, when the token may read them. Raises NotFound for a foreign one as for one unknown."""
    athlete = in_scope(actor).filter(pk=pk).first()
    if athlete is None:
        raise NotFound
    return athlete


def seen(actor: Actor, pk: int, page: str) -> Athlete:
    """The same, for health data: that it was read is written down."""
    athlete = scope(actor, pk)
    looks.note(actor, [athlete], page)
    return athlete


class Strict(serializers.Serializer):
    """Names what it does not know instead of leaving it out in silence."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            raise ValidationError({name: [_("There is no such field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


class Number(serializers.DecimalField):
    """A decimal that is a plain number in JSON."""

    def __init__(self, *, min_value: float | None = None, max_value: float | None = None, **arguments: Any) -> None:
        # The model's bounds may be floats; this field compares decimals.
        low, high = (None if bound is None else Decimal(str(bound)) for bound in (min_value, max_value))
        super().__init__(min_value=low, max_value=high, **arguments)

    def to_representation(self, value: Any) -> Any:
        return float(value)


class RowSerializer(serializers.ModelSerializer):
    """A row with its numbers as numbers."""

    serializer_field_mapping: ClassVar[dict[Any, Any]] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DecimalField: Number,
    }


class PageQuery(Strict):
    limit = serializers.IntegerField(min_value=1, max_value=MAX_PAGE_ROWS, default=100, help_text="Rows per page.")
    offset = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0, help_text="Rows to leave out.")


class DaysQuery(PageQuery):
    """A page of the days `from` … `to`, both included and both optional."""

    def get_fields(self) -> dict[str, Any]:
        first = serializers.DateField(required=False, help_text="First day, YYYY-MM-DD.")
        last = serializers.DateField(required=False, help_text="Last day, YYYY-MM-DD.")
        return {"from": first, "to": last, **super().get_fields()}

    def validate(self, query: dict[str, Any]) -> dict[str, Any]:
        if "from" in query and "to" in query and query["to"] < query["from"]:
            raise ValidationError({"to": [_("This day lies before “from”.")]})
        return query


def read_query(serializer: type[Strict], request: Request) -> dict[str, Any]:
    """The checked query of a request. Raises ValidationError that names the parameter."""
    query = serializer(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


def within(rows: QuerySet[Any], day_field: str, query: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows whose `day_field` lies in the days of a `DaysQuery`."""
    bounds = {"from": f"{day_field}__gte", "to": f"{day_field}__lte"}
    return rows.filter(**{lookup: query[name] for name, lookup in bounds.items() if name in query})


def read_day(name: str, text: str) -> date:
    """A date of the path. Raises ValidationError that names the part and the expected form."""
    try:
        day: date = serializers.DateField().run_validation(text)
    except ValidationError as error:
        raise ValidationError({name: error.detail}) from error
    return day


def page(
    request: Request,
    rows: QuerySet[Any],
    query: Mapping[str, Any],
    serializer: type[serializers.BaseSerializer[Any]],
    **context: Any,
) -> Response:
    """One page of rows, how many there are in all, and where the next page is."""
    count = rows.count()
    end = query["offset"] + query["limit"]
    following = replace_query_param(request.build_absolute_uri(), "offset", end) if end < count else None
    results = serializer(rows[query["offset"] : end], many=True, context=context).data
    return Response({"count": count, "next": following, "results": results})


def page_of(serializer: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """The shape of a page, for the OpenAPI document."""
    return inline_serializer(
        name=serializer.__name__.removesuffix("Serializer") + "Page",
        fields={
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "results": serializer(many=True),
        },
    )


class AthleteSerializer(RowSerializer):
    class Meta:
        model = Athlete
        fields = [
            "id", "name", "email", "zone", "level", "age_group", "baseline_km_per_week",
            "available_min_by_weekday",
        ]  # fmt: skip
        read_only_fields = fields


class AthletesView(ApiView):
    @extend_schema(operation_id="list_athletes", parameters=[PageQuery], responses=page_of(AthleteSerializer))
    def get(self, request: Request) -> Response:
        """The athletes of the token's team, by name; an athlete's own token sees only that athlete."""
        return page(request, in_scope(self.actor), read_query(PageQuery, request), AthleteSerializer)


class AthleteView(ApiView):
    @extend_schema(operation_id="get_athlete", responses=AthleteSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One athlete. Minutes free to train are listed Monday first."""
        return Response(AthleteSerializer(scope(self.actor, pk)).data)
