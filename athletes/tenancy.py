"""A team is a tenant: its rows are never read by accident together with another team's.

`TeamOwned` gives a model its team and a default manager that refuses a query without a scope.
`SameTeam` is a database constraint: a row cannot point to an object of another team.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.constraints import BaseConstraint


class UnscopedQuery(RuntimeError):
    """A query on a team's rows named neither a team nor, on purpose, all teams."""


class TeamQuerySet(models.QuerySet):
    """Rows of people. Runs only with a scope: a team in the filter, a related object, or `across_teams()`."""

    _across_teams = False

    def in_team(self, team: Any) -> Self:
        return self.filter(team=team)

    def across_teams(self) -> Self:
        """Read all teams at once: for the night, commands and the outbox, never for a request."""
        clone = self.all()
        clone._across_teams = True
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._across_teams = self._across_teams
        return clone

    def _require_scope(self) -> None:
        if self._across_teams or isinstance(self._hints.get("instance"), TeamOwned):  # type: ignore[attr-defined]
            return
        for lookup in self.query.where.children:
            target = getattr(getattr(lookup, "lhs", None), "target", None)
            if getattr(target, "name", None) == "team" and getattr(lookup, "lookup_name", "") in ("exact", "in"):
                return
        raise UnscopedQuery(
            f"{self.model.__name__} was queried without a team: use .in_team(team), or .across_teams() on purpose."
        )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()


TeamManager = models.Manager.from_queryset(TeamQuerySet)


class TeamOwned(models.Model):
    """A row that belongs to one team."""

    team = models.ForeignKey("athletes.Team", on_delete=models.CASCADE, related_name="+")

    objects = TeamManager()

    class Meta:
        abstract = True


class SameTeam(BaseConstraint):
    """The object that `field` points to has this row's team: a foreign key over (team, id).

    The model pointed to carries a unique constraint on (team, its primary key).
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTeam) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))

    def _definition(self, model: type[models.Model], schema_editor: Any) -> str:
        field = model._meta.get_field(self.field)
        parent = field.related_model._meta  # type: ignore[union-attr]
        quote = schema_editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('team_id')}, {quote(field.column)}) "  # type: ignore[union-attr]
            f"REFERENCES {quote(parent.db_table)} ({quote('team_id')}, {quote(parent.pk.column)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        return self._definition(model, schema_editor)  # type: ignore[arg-type]

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)  # type: ignore[union-attr]
        return f"ALTER TABLE {table} ADD {self._definition(model, schema_editor)}"  # type: ignore[arg-type]

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"  # type: ignore[union-attr]

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database: forms choose from querysets of the team, so nobody meets this as a message."""
