"""One action on many athletes: what it would do to each, then doing it with a result per athlete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.access import Actor
from athletes.invitations import invite, open_at
from athletes.models import Athlete, Group, Invitation, InvitedAs, Level
from athletes.roster_changes import AthleteChange, Line, NotInScope, Outcome, carry_out, places_of
from athletes.roster_list import groups_in_scope

KINDS = {
    "archive": gettext_lazy("Archive"),
    "restore": gettext_lazy("Restore from the archive"),
    "invite": gettext_lazy("Invite by e-mail"),
    "level": gettext_lazy("Set level: %(target)s"),
    "add": gettext_lazy("Put into %(target)s"),
    "remove": gettext_lazy("Take out of %(target)s"),
}
_RECORDED = {
    "archive": "roster.archived",
    "restore": "roster.restored",
    "level": "roster.level",
    "add": "roster.grouped",
    "remove": "roster.ungrouped",
}
_OF_MANAGERS = {"add", "remove", "invite"}


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done: a key of `KINDS`, with the level or the group it is about."""

    kind: str
    level: str = ""
    group: Group | None = None

    @classmethod
    def of(cls, actor: Actor, code: str) -> Action | None:
        """The action of a code such as `level:beginner`, `add:7` or `archive`; None for what is none.

        Raises `NotInScope` for a group that is none of the actor's.
        """
        kind, _colon, target = code.partition(":")
        if kind == "level":
            return cls(kind, level=target) if target in Level.values else None
        if kind in ("add", "remove"):
            if not (target.isascii() and target.isdigit() and len(target) < 19):
                return None
            group = groups_in_scope(actor).filter(pk=int(target)).first()
            if group is None:
                raise NotInScope
            return cls(kind, group=group)
        return cls(kind) if kind in KINDS and not target else None

    @property
    def code(self) -> str:
        target = self.group.pk if self.group else self.level
        return f"{self.kind}:{target}" if target else self.kind

    @property
    def title(self) -> str:
        target = self.group.name if self.group else str(Level(self.level).label) if self.level else ""
        return str(KINDS[self.kind]) % {"target": target} if target else str(KINDS[self.kind])

    def require(self, actor: Actor) -> None:
        """Raises PermissionDenied: groups decide who sees whom, so only those who manage change them."""
        if not actor.may_write or (self.kind in _OF_MANAGERS and not actor.may_manage):
            raise PermissionDenied(_("Only the team's owners and its head coach put people into groups and invite."))


def actions_for(actor: Actor, groups: Sequence[Group], *, archived: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the actor may do to the athletes of a list, as groups of choices."""
    if archived:
        return [("", [("restore", str(KINDS["restore"]))])]
    plain = [("archive", str(KINDS["archive"]))]
    if actor.may_manage:
        plain.append(("invite", str(KINDS["invite"])))
    choices = [("", plain), (_("Set level"), [(f"level:{level}", str(level.label)) for level in Level])]
    if actor.may_manage and groups:
        choices += [
            (_("Put into"), [(f"add:{group.pk}", group.name) for group in groups]),
            (_("Take out of"), [(f"remove:{group.pk}", group.name) for group in groups]),
        ]
    return choices


@dataclass(frozen=True, slots=True)
class Intended:
    """What an action would do to one athlete: a change, or only a line that says why none."""

    line: Line
    change: AthleteChange | None = None


def intend(actor: Actor, action: Action, athletes: Mapping[int, Athlete]) -> list[Intended]:
    """What the action would do to each of these athletes, in their order. Writes nothing."""
    places = places_of(actor, list(athletes)) if action.group else {}
    invited = _invited(actor, athletes) if action.kind == "invite" else set()
    return [_intended(action, athlete, places, invited) for athlete in athletes.values()]


def _intended(action: Action, athlete: Athlete, places: Mapping[int, set[int]], invited: set[int]) -> Intended:
    def line(outcome: Outcome, why: str = "") -> Line:
        return Line(athlete.name, outcome, why, athlete.pk)

    archived = athlete.archived_at is not None
    if archived and action.kind not in ("archive", "restore"):
        return Intended(line(Outcome.REFUSED, _("Is archived. Restore first.")))
    change = AthleteChange(athlete.pk)
    match action.kind:
        case "level":
            same = athlete.level == action.level
            change = replace(change, fields={"level": (athlete.level, action.level)})
            why = _("Is %(level)s already.") if same else _("From %(level)s.")
            why = why % {"level": str(Level(athlete.level).label).lower()}
        case "add" | "remove":
            assert action.group is not None
            inside = action.group.pk in places.get(athlete.pk, ())
            group = frozenset({action.group.pk})
            joins = action.kind == "add"
            same = inside is joins
            change = replace(change, joins=group) if joins else replace(change, leaves=group)
            why = (_("Is in it already.") if joins else _("Is not in it.")) if same else ""
        case "archive" | "restore":
            archives = action.kind == "archive"
            same = archived is archives
            change = replace(change, archives=archives)
            why = (_("Is archived already.") if archives else _("Is on the roster already.")) if same else ""
        case _:
            return Intended(_to_invite(athlete, invited, line))
    return Intended(line(Outcome.UNCHANGED, why)) if same else Intended(line(Outcome.DONE, why), change)


def _to_invite(athlete: Athlete, invited: set[int], line: Any) -> Line:
    told: Line
    if athlete.user_id:
        told = line(Outcome.UNCHANGED, _("Has an account already."))
    elif not athlete.email:
        told = line(Outcome.REFUSED, _("Has no e-mail address. Add one first."))
    elif athlete.pk in invited:
        told = line(Outcome.UNCHANGED, _("Is invited already."))
    else:
        told = line(Outcome.DONE, athlete.email)
    return told


def _invited(actor: Actor, athletes: Mapping[int, Athlete]) -> set[int]:
    waiting = Invitation.objects.in_team(actor.team).filter(
        open_at(timezone.now()), athlete__in=athletes, role=InvitedAs.ATHLETE
    )
    return set(waiting.values_list("athlete", flat=True))


def act(
    actor: Actor, action: Action, athletes: Mapping[int, Athlete], *, now: datetime
) -> tuple[list[Line], list[AthleteChange]]:
    """Do it: a line per athlete, and the changes that can be taken back. Raises PermissionDenied, `RosterMoved`."""
    action.require(actor)
    intended = intend(actor, action, athletes)
    if action.kind == "invite":
        return [_invite(actor, athletes, each.line) for each in intended], []
    changes = [each.change for each in intended if each.change]
    done = carry_out(actor, changes, what=_RECORDED[action.kind], now=now)
    lines = [_said(each.line, done) for each in intended]
    succeeded = {line.athlete for line in lines if line.outcome is Outcome.DONE}
    return lines, [change for change in changes if change.athlete in succeeded]


def _said(intended: Line, done: Mapping[int, Line]) -> Line:
    """What happened, with the words of before where it went as intended."""
    happened = done.get(intended.athlete or 0, intended)
    return intended if happened.outcome is intended.outcome else happened


def _invite(actor: Actor, athletes: Mapping[int, Athlete], line: Line) -> Line:
    if line.outcome is not Outcome.DONE or line.athlete is None:
        return line
    athlete = athletes[line.athlete]
    try:
        invite(actor, email=athlete.email, role=InvitedAs.ATHLETE, athlete=athlete)
    except ValidationError as error:
        return replace(line, outcome=Outcome.REFUSED, why=" ".join(error.messages))
    return line
