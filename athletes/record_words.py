"""What the record says: words for the codes of `record(...)`, and for what it holds of before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.languages import day_words
from athletes.models import Athlete, ConsentKind, InvitedAs, Team

WORDS: Mapping[str, Any] = {
    "team.made": gettext_lazy("Started the team"),
    "team.changed": gettext_lazy("Changed the team’s settings"),
    "team.archived": gettext_lazy("Archived the team"),
    "team.restored": gettext_lazy("Restored the team"),
    "role.given": gettext_lazy("Gave a role, by invitation"),
    "role.changed": gettext_lazy("Changed a role"),
    "role.groups_changed": gettext_lazy("Changed whom a coach looks after"),
    "role.left": gettext_lazy("Left the team"),
    "role.ended": gettext_lazy("Ended a role"),
    "group.made": gettext_lazy("Made a group"),
    "group.renamed": gettext_lazy("Renamed a group"),
    "group.deleted": gettext_lazy("Deleted a group"),
    "group.athlete_in": gettext_lazy("Put into a group"),
    "group.athlete_out": gettext_lazy("Took out of a group"),
    "invitation.made": gettext_lazy("Invited"),
    "invitation.revoked": gettext_lazy("Revoked an invitation"),
    "invitation.accepted": gettext_lazy("Accepted an invitation"),
    "athlete.account": gettext_lazy("Has an account now, by invitation"),
    "guardian.began": gettext_lazy("Is a guardian now, by invitation"),
    "token.made": gettext_lazy("Made a token"),
    "token.revoked": gettext_lazy("Revoked a token"),
    "rules.changed": gettext_lazy("Changed the rules"),
    "rules.changed_for_group": gettext_lazy("Changed the rules of a group"),
    "planning.visibility": gettext_lazy("Changed how far ahead athletes see"),
    "automation.changed": gettext_lazy("Changed what nights may do by themselves"),
    "template.published": gettext_lazy("Published a template"),
    "template.imported": gettext_lazy("Brought a template in"),
    "template.duplicated": gettext_lazy("Duplicated a template"),
    "template.retired": gettext_lazy("Retired a template"),
    "template.brought_back": gettext_lazy("Brought a template back"),
    "contingency.changed": gettext_lazy("Changed what athletes may do alone"),
    "contingency.listed": gettext_lazy("Changed the list of micro-sessions and swaps"),
    "lock.made": gettext_lazy("Locked days or held a phase"),
    "lock.ended": gettext_lazy("Ended a lock"),
    "lock.restored": gettext_lazy("Put a lock back"),
    "plan.created": gettext_lazy("Made a plan"),
    "plan.ended": gettext_lazy("Ended a plan"),
    "plan.withdrawn": gettext_lazy("Took a new plan back"),
    "plan.reopened": gettext_lazy("Opened a plan again"),
    "plan.targets_written": gettext_lazy("Wrote targets for the season"),
    "plan.signed_off": gettext_lazy("Signed an offseason off"),
    "plan.sign_off_taken_back": gettext_lazy("Took a sign-off back"),
    "audit.finished": gettext_lazy("Finished a season audit"),
    "away.entered": gettext_lazy("Entered time away"),
    "away.removed": gettext_lazy("Took time away back"),
    "roster.added": gettext_lazy("Put on the roster"),
    "roster.edited": gettext_lazy("Edited on the roster"),
    "roster.level": gettext_lazy("Changed the level"),
    "roster.archived": gettext_lazy("Archived an athlete"),
    "roster.restored": gettext_lazy("Restored an athlete"),
    "roster.grouped": gettext_lazy("Put into a group"),
    "roster.ungrouped": gettext_lazy("Took out of a group"),
    "roster.undone": gettext_lazy("Undid a change of the roster"),
    "roster.import": gettext_lazy("Imported a file"),
    "roster.imported": gettext_lazy("Changed by an import"),
    "roster.exported": gettext_lazy("Exported the roster"),
    "note.removed": gettext_lazy("Removed a private note"),
    "note.restored": gettext_lazy("Brought a private note back"),
    "profile.changed": gettext_lazy("Changed the profile"),
    "consent.given": gettext_lazy("Agreed to keep health data"),
    "consent.withdrawn": gettext_lazy("Took a consent back"),
    "consent.deleted": gettext_lazy("Took a consent back and deleted the data"),
    "export.made": gettext_lazy("Took all data along"),
    "erasure.done": gettext_lazy("Erased somebody"),
}
"""One entry for every code that is written anywhere in Fallow; a test compares."""

FIELDS: Mapping[str, Any] = {
    "weeks_visible": gettext_lazy("Weeks that athletes see"),
    "role": gettext_lazy("Role"),
    "groups": gettext_lazy("Looks after"),
    "group": gettext_lazy("Group"),
    "invitation": gettext_lazy("Invitation of"),
    "may_write": gettext_lazy("May write"),
    "note": gettext_lazy("Note"),
    "name": gettext_lazy("Name"),
    "weekdays": gettext_lazy("Weekdays available"),
    "athletes": gettext_lazy("Athletes"),
    "situations": gettext_lazy("A stand-in without asking, when there is"),
    "move": gettext_lazy("Moving a session"),
    "key_sessions": gettext_lazy("Also long runs and key runs"),
    "sessions": gettext_lazy("Sessions"),
    "format": gettext_lazy("Format"),
    "new": gettext_lazy("New on the roster"),
    "changed": gettext_lazy("Changed"),
    "kinds": gettext_lazy("Health data"),
    "as_guardian": gettext_lazy("As guardian"),
    "on_paper": gettext_lazy("On paper"),
}
SITUATIONS: Mapping[str, Any] = {
    "no_time": gettext_lazy("no time"),
    "bad_weather": gettext_lazy("bad weather"),
    "travelling": gettext_lazy("travelling"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MODELS: tuple[type[Model], ...] = (Team, Athlete)


def in_words(what: str) -> str:
    """A code that only a later release knows, before a step back, is shown as it is."""
    return str(WORDS.get(what, what))


def field_label(name: str) -> str:
    """The label of a field that was changed; a column by its model’s name."""
    if name in FIELDS:
        return str(FIELDS[name])
    for model in _MODELS:
        try:
            return capfirst(_(str(model._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]
        except FieldDoesNotExist:
            continue
    return capfirst(name.replace("_", " "))


def value_in_words(name: str, value: Any) -> str:
    """One value of `before` or `after`, as a person reads it."""
    if name == "role":
        return str(InvitedAs(value).label)
    if name == "groups" and value == "all":
        return _("all athletes")
    if name == "situations":
        return ", ".join(str(SITUATIONS.get(each, each)) for each in value) or _("nothing")
    if name == "kinds":
        return ", ".join(str(ConsentKind(kind).label) for kind in value)
    match value:
        case bool():
            return _("yes") if value else _("no")
        case None | "" | []:
            return _("nothing")
        case list():
            return ", ".join(str(each) for each in value)
        case dict():
            return ", ".join(f"{field_label(key)}: {value_in_words(key, each)}" for key, each in value.items())
    return day_words(date.fromisoformat(value), "j M Y") if _DAY.fullmatch(str(value)) else str(value)
