"""What a coach sends about a week: one change of it, in any of the ways a page has for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plans import week_editing
from plans.engine.template import Template
from plans.engine.vocabulary import SessionKind as Kind
from plans.engine.week import PlanState
from plans.models import SessionKind
from plans.template_words import as_stored
from plans.week_editing import Operations, Reach

MOST_LINES = 20
LONGEST_LINE = 200
MARKS = ("no_watch", "with_others", "new_route", "flexible")

REACHES = {
    Reach.THIS: _("Only this one"),
    Reach.REST: _("The rest of the week"),
    Reach.LATER: _("Likewise in all later weeks"),
}


class Lines(forms.Field):
    """Several inputs of one name, one line of text each; empty ones fall away."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in value or () if line.strip())
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Up to %(most)s lines."), params={"most": MOST_LINES})
        if any(len(line) > LONGEST_LINE or not line.isprintable() for line in lines):
            raise forms.ValidationError(_("A line has up to %(most)s characters."), params={"most": LONGEST_LINE})
        return lines


class EditForm(forms.Form):
    """One change of a week. `revision` is the plan's as the page saw it, `step` the draft's where one is open."""

    MOVE, COPY, EXCHANGE, SWAP, DROP, ADD, SET = "move", "copy", "exchange", "swap", "drop", "add", "set"

    op = forms.ChoiceField(
        choices=[
            (MOVE, _("Move")), (COPY, _("Copy")), (EXCHANGE, _("Swap days with")), (SWAP, _("Swap for")),
            (DROP, _("Drop")), (ADD, _("Add")), (SET, _("Edit")),
        ]
    )  # fmt: skip
    session = forms.UUIDField(required=False)
    other = forms.UUIDField(required=False, label=_("Swap days with"))
    day = forms.DateField(required=False, label=_("Day"))
    kind = forms.ChoiceField(choices=SessionKind, required=False, label=_("Session"))
    stand_in = forms.UUIDField(required=False, label=_("Swap for"))
    reach = forms.ChoiceField(choices=list(REACHES.items()), required=False, label=_("A move takes"))
    duration_min = forms.IntegerField(min_value=1, max_value=600, required=False, label=_("Minutes"))
    distance_km = forms.FloatField(min_value=0.1, max_value=200, required=False, label=_("Kilometres"))
    rpe = forms.IntegerField(min_value=0, max_value=10, required=False, label=_("Effort, 0 to 10"))
    line = Lines(required=False, label=_("Steps and cues"))
    marks = forms.MultipleChoiceField(choices=[(m, m) for m in MARKS], required=False, label=_("Marks"))
    revision = forms.IntegerField(min_value=0)
    step = forms.IntegerField(min_value=0, required=False)
    note = forms.CharField(max_length=300, required=False, label=_("Why it is fine here"))

    NEEDS = {
        MOVE: ("session", "day"), COPY: ("session", "day"), EXCHANGE: ("session", "other"),
        SWAP: ("session", "stand_in"), DROP: ("session",), ADD: ("kind", "day"),
        SET: ("session", "duration_min", "rpe"),
    }  # fmt: skip

    IN_ONE_VALUE = {MOVE: ("session", "day"), DROP: ("session",), ADD: ("kind", "day")}
    """What a menu's button says: its name is the operation, its one value these, with a space between."""

    def __init__(self, data: QueryDict | dict[str, Any] | None = None, *, only_asks: bool = False) -> None:
        """`only_asks`: what limits would say, which no revision matters for."""
        super().__init__(self._spelled_out(data) if data else data)
        self.fields["revision"].required = not only_asks

    @classmethod
    def _spelled_out(cls, data: QueryDict | dict[str, Any]) -> QueryDict | dict[str, Any]:
        op = next((op for op in cls.IN_ONE_VALUE if op in data), None)
        if op is None:
            return data
        spelled = data.copy()
        spelled["op"] = op
        spelled.update(dict(zip(cls.IN_ONE_VALUE[op], str(data[op]).split(), strict=False)))
        return spelled

    def clean(self) -> None:
        for name in self.NEEDS.get(self.cleaned_data.get("op", ""), ()):
            if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("This is needed here."))

    def operations(self, plan: PlanState, template: Callable[[], Template]) -> Operations:
        """What it asks for, on the plan as it is; the template is read where one is needed. Raises `NotPossible`."""
        values = self.cleaned_data
        session, day = str(values["session"]), values["day"]
        make: dict[str, Callable[[], Operations]] = {
            self.MOVE: lambda: week_editing.move(plan, session, day, Reach(values["reach"] or Reach.THIS)),
            self.COPY: lambda: week_editing.copy(plan, session, day),
            self.EXCHANGE: lambda: week_editing.exchange(session, str(values["other"])),
            self.SWAP: lambda: week_editing.swap(plan, session, str(values["stand_in"]), template()),
            self.DROP: lambda: week_editing.drop(session),
            self.ADD: lambda: week_editing.add(plan, Kind(values["kind"]), day, template()),
            self.SET: lambda: week_editing.edit(plan, session, self._new_values(plan, session)),
        }
        return make[values["op"]]()

    def _new_values(self, plan: PlanState, session: str) -> dict[str, object]:
        """Marks that the form does not know stay as they are, and so does the order of the same marks."""
        values, planned = self.cleaned_data, plan.session(session)
        before = planned.marks if planned else ()
        marks = (*(m for m in MARKS if m in values["marks"]), *(m for m in before if m not in MARKS))
        return {
            "duration_min": values["duration_min"],
            "distance_km": values["distance_km"],
            "rpe": values["rpe"],
            "steps": as_stored(values["line"], planned.steps if planned else ()),
            "marks": before if set(marks) == set(before) else marks,
        }
