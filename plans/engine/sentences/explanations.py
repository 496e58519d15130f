"""What stands below the headline: the numbers that drove it, what is known, and what would have changed it."""

from __future__ import annotations

from plans.engine.decision import Directive
from plans.engine.sentences.plural import Sentences, ngettext_lazy
from readiness.engine.sentences import gettext_noop

DRIVERS: Sentences = {
    "cues.on": gettext_noop("On together: {cues}."),
    "d3.days": gettext_noop("Below own normal on {flagged} of {logs} logs this week."),
    "driver.below": ngettext_lazy(
        "{item} {value} on {dates}; own normal {normal}, low at {limit} or less.",
        "{item} low on {dates}, {value} at last; own normal {normal}, low at {limit} or less.",
        by="days",
    ),
    "driver.above": ngettext_lazy(
        "{item} {value} on {dates}; own normal {normal}, high at {limit} or more.",
        "{item} high on {dates}, {value} at last; own normal {normal}, high at {limit} or more.",
        by="days",
    ),
    "driver.low": ngettext_lazy(
        "{item} {value} of 5 on {dates}; low at {limit} or less.",
        "{item} low on {dates}, {value} of 5 at last; low at {limit} or less.",
        by="days",
    ),
    "driver.short_nights": gettext_noop("{item} under {limit} on the last nights logged, {value} before {until}."),
    "driver.pain": ngettext_lazy(
        "Pain {value} of 10 on {dates}; noted from {limit} up.",
        "Pain on {dates}, {value} of 10 at last; noted from {limit} up.",
        by="days",
    ),
    "driver.pain_stop": ngettext_lazy(
        "Pain {value} of 10 on {dates}; training stops above {limit}.",
        "Pain on {dates}, {value} of 10 at last; training stops above {limit}.",
        by="days",
    ),
    "driver.stride": gettext_noop("Pain that changes the stride on {dates}."),
    "driver.alarm": gettext_noop("Fainting or chest pain on {dates}."),
    "driver.systemic": gettext_noop("Fever, chest, gut or aches on {dates}."),
    "driver.cold": gettext_noop("A cold, above the neck, on {dates}."),
}

COVERAGE: Sentences = {
    "coverage.logs": ngettext_lazy("{logs} check-in in {days} days.", "{logs} check-ins in {days} days.", by="logs"),
    "coverage.away": ngettext_lazy("{days} day away left out.", "{days} days away left out.", by="days"),
    "coverage.sessions": ngettext_lazy(
        "{done} of {planned} session of the week reported as done.",
        "{done} of {planned} sessions of the week reported as done.",
        by="planned",
    ),
    "coverage.km": gettext_noop("{low} km reported this week; with what is not reported yet, up to {high} km."),
}

OTHERWISE: Sentences = {
    "otherwise.fewer_days": ngettext_lazy(
        "With {n} such day fewer, {outcome}.", "With {n} such days fewer, {outcome}.", by="n"
    ),
    "otherwise.clear_log": gettext_noop("A check-in without symptoms ends the rest and begins a gradual return."),
    "otherwise.symptom": gettext_noop("With a symptom in this check-in, rest would go on."),
    "otherwise.one_sign": gettext_noop("With one of these signs alone, {outcome}."),
    "otherwise.not_lighter": gettext_noop("Were next week not lighter as planned, {outcome}."),
    "otherwise.run": gettext_noop("With a run in the last {days} days, {outcome}."),
    "otherwise.as_planned": gettext_noop("With the hard sessions at the planned effort and length, {outcome}."),
    "otherwise.more_km": gettext_noop("With {km} km more this week, {outcome}."),
    "otherwise.planned_km": gettext_noop("With next week planned at {km} km or less, {outcome}."),
    "otherwise.logs": ngettext_lazy(
        "{n} more check-in would have been enough.", "{n} more check-ins would have been enough.", by="n"
    ),
    "otherwise.check_in": gettext_noop("One check-in, and this note goes away."),
    "otherwise.red_day": gettext_noop("One red day in the last {days} days would have held the phase."),
    "otherwise.red_again": gettext_noop("One more such check-in tomorrow brings a rest day."),
    "otherwise.by_sunday": ngettext_lazy(
        "With {n} more such day by Sunday, {outcome}.", "With {n} more such days by Sunday, {outcome}.", by="n"
    ),
    "otherwise.cooldown": ngettext_lazy(
        "Without the change {days} day ago, which is given its time, {outcome}.",
        "Without the change {days} days ago, which is given its time, {outcome}.",
        by="days",
    ),
    "otherwise.gate.all": ngettext_lazy(
        "{n} condition is open; it has to change before the gate opens.",
        "{n} conditions are open; all of them have to change before the gate opens.",
        by="n",
    ),
    "otherwise.gate.calm_share": ngettext_lazy(
        "With {n} such day fewer, the gate would be open.", "With {n} such days fewer, the gate would be open.", by="n"
    ),
    "otherwise.gate.no_red": gettext_noop("Without a red day in the last {days} days, the gate would be open."),
    "otherwise.gate.no_pair": gettext_noop("Without these signs in the last {days} days, the gate would be open."),
    "otherwise.gate.healthy": gettext_noop("Free of illness, and with pain below {limit}, the gate would be open."),
    "otherwise.gate.no_recent_change": ngettext_lazy(
        "With the easing {n} day further back, the gate would be open.",
        "With the easing {n} days further back, the gate would be open.",
        by="n",
    ),
    "otherwise.gate.weeks_served": ngettext_lazy(
        "With {n} week more in this phase, the gate would be open.",
        "With {n} weeks more in this phase, the gate would be open.",
        by="n",
    ),
    "otherwise.gate.seen_lately": gettext_noop("With a check-in for the day, the gate would be open."),
    "otherwise.gate.easy_done": ngettext_lazy(
        "With {n} easy run more, the gate would be open.", "With {n} easy runs more, the gate would be open.", by="n"
    ),
    "otherwise.gate.strength_done": ngettext_lazy(
        "With {n} strength session more, the gate would be open.",
        "With {n} strength sessions more, the gate would be open.",
        by="n",
    ),
    "otherwise.gate.week_km": gettext_noop("With {km} km more in the week, the gate would be open."),
    "otherwise.gate.easy_rpe": gettext_noop("With easy runs at {limit} of 10 or less, the gate would be open."),
    "otherwise.gate.mood": gettext_noop("With mood at {wanted} of 5 this week, the gate would be open."),
    "otherwise.gate.wants_more": gettext_noop("With “I want to train more” said, the gate would be open."),
    "otherwise.gate.weeks_done": ngettext_lazy(
        "With {n} such week more, the gate would be open.", "With {n} such weeks more, the gate would be open.", by="n"
    ),
    "otherwise.gate.moderate": ngettext_lazy(
        "With {n} such day more, the gate would be open.", "With {n} such days more, the gate would be open.", by="n"
    ),
    "otherwise.gate.soreness": gettext_noop("With soreness at {wanted} of 5 this week, the gate would be open."),
    "otherwise.gate.quality": ngettext_lazy(
        "With {n} such session more, the gate would be open.",
        "With {n} such sessions more, the gate would be open.",
        by="n",
    ),
    "otherwise.gate.relaxed": gettext_noop("With fast parts that felt relaxed, the gate would be open."),
    "otherwise.gate.no_pain": gettext_noop("With pain below {limit} in these days, the gate would be open."),
    "otherwise.gate.long_run": gettext_noop("With a longest run of {wanted} km, the gate would be open."),
    "otherwise.gate.tempo": ngettext_lazy(
        "With {n} tempo run more, the gate would be open.", "With {n} tempo runs more, the gate would be open.", by="n"
    ),
    "otherwise.gate.hilly": ngettext_lazy(
        "With {n} hilly run more, the gate would be open.", "With {n} hilly runs more, the gate would be open.", by="n"
    ),
}

OUTCOMES: dict[str, str] = {
    Directive.NOTHING: gettext_noop("the plan would stand as it is"),
    Directive.REST_WHILE_ILL: gettext_noop("rest would come first"),
    Directive.RETURN_GRADUALLY: gettext_noop("a gradual return would begin"),
    Directive.REST_NEXT_RUN: gettext_noop("the next run would become a rest day"),
    Directive.DROP_EASY_RUN: gettext_noop("next week would have one easy run less"),
    Directive.SCALE_BACK: gettext_noop("next week would be scaled back"),
    Directive.RECOVERY_WEEK: gettext_noop("next week would be a recovery week"),
    Directive.LENGTHEN_RESTS: gettext_noop("the rests between hard efforts would be longer"),
    Directive.PREVIOUS_PHASE: gettext_noop("the plan would go back a phase"),
    Directive.REBASE: gettext_noop("next week would start from what was run"),
    Directive.CUT_TO_STEP: gettext_noop("next week would be cut to one step above what was run"),
    Directive.STOP_THE_RAMP: gettext_noop("next week would run no more than this one"),
    Directive.REPEAT_WEEK: gettext_noop("the week would be repeated"),
    Directive.HOLD_FOR_LOGS: gettext_noop("the week would be repeated until check-ins come again"),
    Directive.NEXT_PHASE: gettext_noop("the next phase would begin"),
    Directive.FINISH: gettext_noop("the offseason could end with your signature"),
}
"""What would be proposed instead; fills `{outcome}`."""
