"""Templates: versions that never change, and drafts in which a coach builds the next one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from athletes.models import Team, User
from athletes.tenancy import TeamOwned


class TemplateVersion(models.Model):
    """An immutable, schema-checked template. Without a team it is one that ships with Fallow.

    Only `retired_at` is ever written later: a template that is retired is not offered for new plans.
    """

    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField()
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    note = models.CharField(max_length=300, blank=True, help_text="What this version changes, for coaches.")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "slug", "version"], nulls_distinct=False, name="one_template_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class TemplateDraft(TeamOwned):
    """The next version of a team's template while coaches build it; plans are made from versions only."""

    slug = models.SlugField()
    base = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    undone = models.JSONField(default=list, help_text="Documents to go back to, the last one last.")
    revision = models.PositiveIntegerField(default=0, help_text="Counts the edits; a page that is older is told so.")
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "slug"], name="one_draft_per_template")]
