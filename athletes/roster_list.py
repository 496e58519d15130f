"""Which athletes of an actor's scope a roster page shows: search, filter, sort, one page, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OrderBy, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.access import Actor
from athletes.invitations import open_at
from athletes.models import Athlete, Group, GroupAthlete, Invitation, InvitedAs, Level

PAGE_ROWS = 50
_LONGEST_SEARCH = 120
_MOST_WORDS = 6

ACCOUNTS = {"has": _("Has an account"), "invited": _("Invited"), "none": _("No account")}
STATES = {"archived": _("Archived")}
SORTS = {"name": _("Name"), "level": _("Level"), "baseline": _("Baseline"), "group": _("Group")}
NO_GROUP = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a roster page is asked to show, as its address says; words that mean nothing are left out."""

    q: str = ""
    group: str = ""
    """The number of a group of the actor's, or `NO_GROUP`."""
    level: str = ""
    account: str = ""
    state: str = ""
    """Empty: on the roster; `archived`."""
    sort: str = "name"
    """A key of `SORTS`, with a minus in front for the other way round."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Shown:
        group = query.get("group", "")
        sort = query.get("sort", "")
        return cls(
            q=" ".join(query.get("q", "").replace("\0", "").split())[:_LONGEST_SEARCH],
            group=group if group == NO_GROUP or (group.isascii() and group.isdigit() and len(group) < 19) else "",
            level=query.get("level", "") if query.get("level") in Level.values else "",
            account=query.get("account", "") if query.get("account") in ACCOUNTS else "",
            state=query.get("state", "") if query.get("state") in STATES else "",
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )

    @property
    def archived(self) -> bool:
        return self.state == "archived"

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.group or self.level or self.account)

    @property
    def values(self) -> dict[str, str]:
        """What is not as it is by itself, for addresses and hidden fields."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in said.items() if value and (name, value) != ("sort", "name")}

    def query(self, **more: Any) -> str:
        """The end of the address that shows this: empty, or from the question mark on."""
        values = {**self.values, **more}
        return "?" + urlencode(values) if values else ""

    def sorted_by(self, name: str) -> Shown:
        return replace(self, sort=f"-{name}" if self.sort == name else name)


def groups_in_scope(actor: Actor) -> QuerySet[Group]:
    """The groups that this coach looks after."""
    groups: QuerySet[Group] = Group.objects.in_team(actor.team)
    return groups if actor.group_ids is None else groups.filter(pk__in=actor.group_ids)


def found(actor: Actor, shown: Shown) -> QuerySet[Athlete]:
    """All athletes that `shown` asks for, in its order, each with `account`, a key of `ACCOUNTS`."""
    scope = actor.archived_athletes if shown.archived else actor.athletes
    rows = scope.annotate(account=_account(actor))
    for word in shown.q.split()[:_MOST_WORDS]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    places = GroupAthlete.objects.in_team(actor.team).filter(group__in=groups_in_scope(actor))
    if shown.group == NO_GROUP:
        rows = rows.exclude(pk__in=places.values("athlete"))
    elif shown.group:
        rows = rows.filter(pk__in=places.filter(group=int(shown.group)).values("athlete"))
    if shown.level:
        rows = rows.filter(level=shown.level)
    if shown.account:
        rows = rows.filter(account=shown.account)
    return _sorted(rows, shown.sort, places)


def _account(actor: Actor) -> Case:
    invitations = Invitation.objects.in_team(actor.team).filter(
        open_at(timezone.now()), athlete=OuterRef("pk"), role=InvitedAs.ATHLETE
    )
    return Case(
        When(user__isnull=False, then=Value("has")), When(Exists(invitations), then=Value("invited")),
        default=Value("none"),
    )  # fmt: skip


def _sorted(rows: QuerySet[Athlete], sort: str, places: QuerySet[GroupAthlete]) -> QuerySet[Athlete]:
    name = sort.removeprefix("-")
    keys: dict[str, Any] = {
        "name": Lower("name"),
        "level": Case(*(When(level=level, then=Value(n)) for n, level in enumerate(Level.values))),
        "baseline": F("baseline_km_per_week"),
        "group": Subquery(
            places.filter(athlete=OuterRef("pk"))
            .order_by(Lower("group__name"))
            .values(lowered=Lower("group__name"))[:1]
        ),
    }
    down = sort.startswith("-")
    by = OrderBy(keys[name], descending=down, nulls_last=True)
    return rows.order_by(by, Lower("name").desc() if sort == "-name" else Lower("name"), "pk")


def with_groups(rows: QuerySet[Athlete], actor: Actor) -> QuerySet[Athlete]:
    """The same, each with `places`: where they are in groups that the actor looks after, by the group's name."""
    places = GroupAthlete.objects.in_team(actor.team).filter(group__in=groups_in_scope(actor))
    named = places.select_related("group").order_by(Lower("group__name"), "group")
    return rows.prefetch_related(Prefetch("athlete_groups", queryset=named, to_attr="places"))


def page_of(rows: QuerySet[Athlete], number: str | None, actor: Actor) -> Page[Athlete]:
    """One page of the rows with their groups; the nearest one where there is no such page."""
    return Paginator(with_groups(rows, actor), PAGE_ROWS).get_page(number)


def groups_to_choose(actor: Actor) -> QuerySet[Group]:
    """The groups in scope, each with the number of its athletes as `size`."""
    size = Count("group_athletes", filter=Q(group_athletes__athlete__archived_at=None))
    return groups_in_scope(actor).annotate(size=size)
