"""REST: the running plan, its weeks and sessions, and what the nights decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from athletes.api import (
    ApiView,
    DaysQuery,
    RowSerializer,
    page,
    page_of,
    read_day,
    read_query,
    scope,
    seen,
    within,
)
from athletes.consents import consent_of
from plans import visibility
from plans.engine.words import Explanation, Line, athlete_sentence, explanation, sentence, split
from plans.models import Answer, AnswerKind, Decision, Feedback, Phase, PhaseKind, Plan, Session, Week
from plans.selectors import running_plan
from plans.withheld import shown


class WordsField(serializers.ListField):
    """A list of words."""

    child = serializers.CharField()


class PhaseSerializer(RowSerializer):
    """A phase: the weeks it has now, and how few and how many it may have."""

    first_monday = serializers.DateField(allow_null=True)
    weeks = serializers.IntegerField(source="week_count")

    class Meta:
        model = Phase
        fields = ["kind", "first_monday", "weeks", "min_weeks", "default_weeks", "max_weeks"]
        read_only_fields = fields


class TemplateSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    version = serializers.IntegerField()


class PlanSerializer(RowSerializer):
    template = TemplateSerializer()
    phases = PhaseSerializer(many=True)

    class Meta:
        model = Plan
        fields = [
            "id", "start", "goal", "level", "baseline_km_per_week", "template", "revision", "created_at",
            "phases",
        ]  # fmt: skip
        read_only_fields = fields


class FeedbackSerializer(RowSerializer):
    """What happened, as the athlete told it. RPE 0-10; legs and enjoyment 1-5, 5 = best."""

    class Meta:
        model = Feedback
        fields = ["outcome", "rpe", "duration_min", "distance_km", "leg_feel", "enjoyment", "note", "written_at"]
        read_only_fields = fields


class SessionSerializer(RowSerializer):
    """A planned session: effort is RPE 0-10, `position` orders the sessions of a day from 0."""

    steps = WordsField()
    marks = WordsField()
    protects = WordsField()
    feedback = FeedbackSerializer(allow_null=True)

    class Meta:
        model = Session
        fields = [
            "id", "day", "position", "original_day", "kind", "duration_min", "distance_km", "rpe", "steps",
            "marks", "protects", "feedback",
        ]  # fmt: skip
        read_only_fields = fields


class WeekSerializer(RowSerializer):
    """Monday to Sunday. `fraction` is the planned share of the plan's baseline."""

    phase = serializers.ChoiceField(PhaseKind.choices, source="phase.kind")
    goals = WordsField()
    sessions = SessionSerializer(many=True)

    class Meta:
        model = Week
        fields = ["monday", "phase", "template_week", "fraction", "deload", "goals", "sessions"]
        read_only_fields = fields


class ReasonSerializer(serializers.Serializer):
    """One reason in words (`sentence`), and as the name of the sentence with its numbers; the headline is the first."""

    sentence = serializers.CharField()
    message = serializers.CharField()
    values = serializers.DictField()


class AnswerSerializer(RowSerializer):
    answered_by = serializers.CharField(allow_null=True)

    class Meta:
        model = Answer
        fields = ["kind", "note", "answered_by", "answered_at"]
        read_only_fields = fields


class DecisionSerializer(RowSerializer):
    """What one local night decided, by which rule and why; `operations` is what it proposes for the plan.

    In words: `sentence`, `notes` to the coach, at most three `drivers` with their numbers, the `coverage` of the data,
    what would have been decided `otherwise`, and what the athlete reads. `reasons` are the same by name, for programs.
    `answer_until` is the last day to answer, where one is asked; `answer` is the coach's answer in force.
    """

    sentence = serializers.CharField(source="said.headline")
    notes = WordsField(source="said.notes")
    drivers = WordsField(source="said.drivers")
    coverage = WordsField(source="said.coverage")
    otherwise = WordsField(source="said.otherwise")
    athlete_sentence = serializers.CharField(source="said.athlete")
    reasons = serializers.SerializerMethodField()
    operations = serializers.ListField(child=serializers.DictField())
    answer = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = [
            "night", "revision", "plan", "verdict", "rule", "sentence", "notes", "drivers", "coverage",
            "otherwise", "athlete_sentence", "reasons", "operations", "answer_until", "answer",
            "rules_version", "decided_at",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, decision: Decision) -> dict[str, Any]:
        decision.reasons = shown(decision.reasons, self.context["kinds"])
        decision.said = self.said(decision)  # type: ignore[attr-defined]
        return super().to_representation(decision)

    def said(self, decision: Decision) -> Explanation:
        return explanation(decision.reasons, translation)

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, decision: Decision) -> list[dict[str, Any]]:
        parts = split(decision.reasons)
        lines = (parts.headline, *parts.notes, *parts.drivers, *parts.coverage, *parts.otherwise)
        return [_reason(line) for line in lines]

    @extend_schema_field(AnswerSerializer(allow_null=True))
    def get_answer(self, decision: Decision) -> dict[str, Any] | None:
        in_force: list[Answer] = decision.answers_in_force  # type: ignore[attr-defined]
        return AnswerSerializer(in_force[0]).data if in_force else None


class OwnDecisionSerializer(DecisionSerializer):
    """The same for the athlete's own token: in the athlete's words, without what coaches write to each other."""

    def said(self, decision: Decision) -> Explanation:
        own = athlete_sentence(decision.reasons, translation)
        return Explanation(headline=own, athlete=own)

    def get_reasons(self, decision: Decision) -> list[dict[str, Any]]:
        return [_reason(split(decision.reasons).athlete)]

    def get_answer(self, decision: Decision) -> dict[str, Any] | None:
        answer = super().get_answer(decision)
        return answer and {**answer, "note": ""}


def _reason(line: Line) -> dict[str, Any]:
    message, values = line
    return {"sentence": sentence(message, values, translation), "message": message, "values": values}


class PlanRoute(ApiView):
    """A route about the running plan of one athlete."""

    def plan(self, pk: int) -> Plan:
        plan = running_plan(scope(self.actor, pk))
        if plan is None:
            raise NotFound(_("No plan is running for this athlete."), code="no_plan")
        return plan

    def last_day(self, plan: Plan) -> date | None:
        """The last day that the token's person sees; coaches see all days."""
        return None if self.actor.is_coach else visibility.last_day(plan)

    def weeks(self, plan: Plan) -> QuerySet[Week]:
        weeks = Week.objects.in_team(plan.team_id).filter(plan=plan).select_related("phase")
        if last := self.last_day(plan):
            weeks = weeks.filter(monday__lte=last)
        return weeks.prefetch_related(Prefetch("sessions", self.sessions(plan)))

    def sessions(self, plan: Plan) -> QuerySet[Session]:
        sessions = Session.objects.in_team(plan.team_id).filter(plan=plan).select_related("feedback")
        last = self.last_day(plan)
        return sessions.filter(day__lte=last) if last else sessions


class PlanView(PlanRoute):
    @extend_schema(operation_id="get_plan", responses=PlanSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """The running plan with its phases."""
        plan = self.plan(pk)
        phases = Phase.objects.in_team(plan.team_id).annotate(
            first_monday=Min("weeks__monday"), week_count=Count("weeks")
        )
        if last := self.last_day(plan):
            phases = phases.filter(first_monday__lte=last)
        prefetch_related_objects([plan], Prefetch("phases", phases), "template")
        return Response(PlanSerializer(plan).data)


class WeeksView(PlanRoute):
    @extend_schema(operation_id="list_weeks", parameters=[DaysQuery], responses=page_of(WeekSerializer))
    def get(self, request: Request, pk: int) -> Response:
        """The weeks of the running plan with their sessions; all, or those with a day in `from` … `to`."""
        weeks = self.weeks(self.plan(pk))
        query = read_query(DaysQuery, request)
        days = {**query, "from": _monday_of(query["from"])} if "from" in query else query
        return page(request, within(weeks, "monday", days), query, WeekSerializer)


class WeekView(PlanRoute):
    @extend_schema(
        operation_id="get_week",
        parameters=[OpenApiParameter("monday", OpenApiTypes.DATE, OpenApiParameter.PATH)],
        responses=WeekSerializer,
    )
    def get(self, request: Request, pk: int, monday: str) -> Response:
        """One week of the running plan."""
        plan = self.plan(pk)
        day = read_day("monday", monday)
        if day.weekday() != 0:
            named = _("A week is named by its Monday: %(monday)s.") % {"monday": _monday_of(day).isoformat()}
            raise ValidationError({"monday": [named]})
        week = self.weeks(plan).filter(monday=day).first()
        if week is None:
            raise NotFound(_("The plan has no week there."), code="no_week")
        return Response(WeekSerializer(week).data)


class SessionsView(PlanRoute):
    @extend_schema(operation_id="list_sessions", parameters=[DaysQuery], responses=page_of(SessionSerializer))
    def get(self, request: Request, pk: int) -> Response:
        """The sessions of the running plan, by day, each with what the athlete reported."""
        sessions = self.sessions(self.plan(pk))
        query = read_query(DaysQuery, request)
        return page(request, within(sessions, "day", query), query, SessionSerializer)


class DecisionsView(ApiView):
    @extend_schema(operation_id="list_decisions", parameters=[DaysQuery], responses=page_of(DecisionSerializer))
    def get(self, request: Request, pk: int) -> Response:
        """What the nights decided, newest first, with reasons in words and the coach's answer.

        An athlete's own token sees what a coach approved; a proposal is the coach's until then.
        """
        athlete = seen(self.actor, pk, "decisions")
        query = read_query(DaysQuery, request)
        in_force = Answer.objects.in_team(athlete.team_id).filter(undone_at=None).select_related("answered_by")
        decisions = (
            Decision.objects.in_team(athlete.team_id)
            .filter(athlete=athlete)
            .order_by("-night", "-revision")
            .prefetch_related(Prefetch("answers", in_force, to_attr="answers_in_force"))
        )
        serializer = DecisionSerializer
        if not self.actor.is_coach:
            approved = in_force.filter(kind__in=[AnswerKind.APPROVED, AnswerKind.EDITED])
            decisions = decisions.filter(Exists(approved.filter(decision=OuterRef("pk"))))
            serializer = OwnDecisionSerializer
        return page(request, within(decisions, "night", query), query, serializer, kinds=consent_of(athlete))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
