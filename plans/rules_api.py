"""REST: the thresholds that a team's nights decide by, read and changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.access import Actor
from athletes.api import ApiView, Strict
from plans.engine.rulebook import thresholds
from plans.rulebooks import change_thresholds, reset_thresholds, rulebook_of
from readiness.models import TeamRules


class ThresholdSerializer(serializers.Serializer[Any]):
    """`policy` is readiness (statuses and signs), decisions (decisions and gates) or plans (limits)."""

    name = serializers.CharField()
    policy = serializers.CharField()
    value = serializers.FloatField()
    default = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    unit = serializers.CharField()
    rule = serializers.CharField()
    grade = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # a name that the base class has too


class RulesSerializer(serializers.Serializer[Any]):
    """`version` goes up with every change; 0 says that none was made. `note` is for coaches."""

    version = serializers.IntegerField()
    written_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    thresholds = ThresholdSerializer(many=True)


@extend_schema_field(OpenApiTypes.NUMBER)
class AsSent(serializers.Field[Any, Any, Any, Any]):
    """A number that is left as it is: the rulebook says what a threshold takes."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class ChangeSerializer(Strict):
    """Thresholds by name; those that are left out stay as they are."""

    thresholds = serializers.DictField(child=AsSent())
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class RulesView(ApiView):
    @extend_schema(operation_id="get_rules", responses=RulesSerializer)
    def get(self, request: Request) -> Response:
        """Every threshold of the token's team: its value, its default, what is allowed, and what stands behind it."""
        return self._rules()

    @extend_schema(operation_id="change_rules", request=ChangeSerializer, responses=RulesSerializer)
    def patch(self, request: Request) -> Response:
        """Put these thresholds in force, as a new version. Decisions already taken stay as they are."""
        _check_may_change(self.actor)
        change = ChangeSerializer(data=request.data)
        change.is_valid(raise_exception=True)
        said = change.validated_data
        try:
            change_thresholds(self.actor.team, said["thresholds"], self.actor.user, said["note"])
        except ValueError as error:
            raise ValidationError({"thresholds": [str(error)]}) from error
        return self._rules()

    @extend_schema(operation_id="reset_rules", responses={200: RulesSerializer})
    def delete(self, request: Request) -> Response:
        """All thresholds back to their defaults, as a new version."""
        _check_may_change(self.actor)
        reset_thresholds(self.actor.team, self.actor.user)
        return self._rules()

    def _rules(self) -> Response:
        rulebook = rulebook_of(self.actor.team)
        in_force = TeamRules.objects.in_team(self.actor.team).filter(group=None).first()
        rules = {
            "version": in_force.version if in_force else 0,
            "written_at": in_force.written_at if in_force else None,
            "note": in_force.note if in_force and self.actor.is_coach else "",
            "thresholds": [
                {
                    "name": name,
                    "policy": entry.policy,
                    "value": rulebook[name],
                    "default": entry.behind.default,
                    "low": entry.behind.low,
                    "high": entry.behind.high,
                    "unit": entry.behind.unit,
                    "rule": entry.behind.rule,
                    "grade": entry.behind.grade,
                    "source": entry.behind.source,
                }
                for name, entry in thresholds().items()
            ],
        }
        return Response(RulesSerializer(rules).data)


def _check_may_change(actor: Actor) -> None:
    if not actor.token_may_write:
        raise PermissionDenied(_("This token reads only. Make one with --write."))
    if not actor.may_manage:
        raise PermissionDenied(_("Only owners and head coaches may change the rules."))
