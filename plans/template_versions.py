"""Which templates a team has, and who runs them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from athletes.models import Team
from plans.models import Plan, TemplateVersion


def in_reach(team: Team) -> QuerySet[TemplateVersion]:
    """Every version that this team may read: its own, and those that ship with Fallow."""
    return TemplateVersion.objects.filter(Q(team=team) | Q(team=None))


def newest(team: Team) -> list[TemplateVersion]:
    """The newest version of each template, retired or not, the team's own first. One query."""
    rows = (
        in_reach(team).select_related("created_by").order_by("team_id", "slug", "-version").distinct("team_id", "slug")
    )
    return sorted(rows, key=lambda row: (row.team_id is None, row.document["title"], row.pk))


def offered(team: Team) -> QuerySet[TemplateVersion]:
    """Those that new plans can be made from: the newest version of each template that is not retired."""
    newest_of_each = (
        in_reach(team).order_by("team_id", "slug", "-version").distinct("team_id", "slug").values_list("pk", flat=True)
    )
    return TemplateVersion.objects.filter(pk__in=list(newest_of_each), retired_at=None).order_by("-team_id", "slug")


def versions_of(version: TemplateVersion) -> QuerySet[TemplateVersion]:
    """All versions of the same template, the newest first."""
    rows = TemplateVersion.objects.filter(team=version.team, slug=version.slug)
    return rows.select_related("created_by").order_by("-version")


def behind(team: Team, version: TemplateVersion) -> QuerySet[Plan]:
    """The team's running plans that were made from an older version of this template."""
    plans: QuerySet[Plan] = Plan.objects.in_team(team)
    return plans.filter(
        template__team=version.team,
        template__slug=version.slug,
        template__version__lt=version.version,
        ended_at=None,
        athlete__archived_at=None,
    )


def running_plans(team: Team, versions: Collection[TemplateVersion]) -> dict[int, int]:
    """How many running plans of this team were made from each of these versions. One query."""
    rows = Plan.objects.in_team(team).filter(template__in=versions, ended_at=None, athlete__archived_at=None)
    return dict(rows.order_by().values_list("template_id").annotate(n=Count("pk")))
