"""What plans keep of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athletes.personal import Category, Kept

KEPT = (
    Kept(
        "plans.Plan",
        _("Plans"),
        athlete="athlete",
        fields={
            Category.PLAN: (
                "start level baseline_km_per_week protects deadline typical_long_run_km ended_at signed_off_at"
            ),
            Category.WORDS: "goal",
            Category.BOOKKEEPING: (
                "id team athlete template weeks_visible revision created_by created_at signed_off_by"
            ),
        },
        field_words={
            "start": _("first day"),
            "baseline_km_per_week": _("baseline, km per week"),
            "protects": _("what to protect"),
            "deadline": _("last day"),
            "typical_long_run_km": _("usual long run, km"),
        },
    ),
    Kept(
        "plans.Phase",
        _("Phases"),
        athlete="plan__athlete",
        fields={
            Category.PLAN: "kind default_weeks min_weeks max_weeks",
            Category.BOOKKEEPING: "id team plan position",
        },
        field_words={
            "kind": _("phase"),
            "default_weeks": _("usual weeks"),
            "min_weeks": _("fewest weeks"),
            "max_weeks": _("most weeks"),
        },
    ),
    Kept(
        "plans.Week",
        _("Weeks"),
        athlete="plan__athlete",
        fields={
            Category.PLAN: "monday fraction deload goals",
            Category.BOOKKEEPING: "id team plan phase template_week",
        },
        field_words={"fraction": _("planned share of the baseline"), "deload": _("lighter week")},
    ),
    Kept(
        "plans.Session",
        _("Sessions"),
        athlete="plan__athlete",
        fields={
            Category.PLAN: "day kind duration_min distance_km rpe steps marks protects",
            Category.BOOKKEEPING: "id team plan week position original_day",
        },
        field_words={
            "kind": _("session"),
            "duration_min": _("minutes"),
            "distance_km": _("kilometres"),
            "rpe": _("effort, 0-10"),
            "protects": _("what it protects"),
        },
    ),
    Kept(
        "plans.Feedback",
        _("Reports of sessions"),
        athlete="athlete",
        fields={
            Category.TRAINING: "local_date outcome rpe duration_min distance_km felt_relaxed leg_feel enjoyment",
            Category.WORDS: "note",
            Category.BOOKKEEPING: "id team athlete session client_id said_at written_at",
        },
        field_words={
            "local_date": _("day"),
            "outcome": _("what happened"),
            "rpe": _("effort, 0-10"),
            "duration_min": _("minutes"),
            "distance_km": _("kilometres"),
            "client_id": _("number of the write"),
            "said_at": _("answered"),
        },
    ),
    Kept(
        "plans.FeedbackVersion",
        _("Earlier versions of reports"),
        athlete="athlete",
        fields={
            Category.TRAINING: "values",
            Category.BOOKKEEPING: "id team athlete session client_id said_at replaced_at",
        },
        field_words={"values": _("what was said"), "client_id": _("number of the write"), "said_at": _("answered")},
        seen_by_coaches=False,
    ),
    Kept(
        "plans.Decision",
        _("Decisions of the nights"),
        athlete="athlete",
        fields={
            Category.PLAN: "night verdict rule reasons operations",
            Category.WELLNESS: "facts",
            Category.BOOKKEEPING: (
                "id team athlete revision plan directive answer_until plan_state thresholds steering rules_version "
                "decided_at checked_at"
            ),
        },
        field_words={"facts": _("what it was decided from"), "operations": _("what it proposed")},
    ),
    Kept(
        "plans.Answer",
        _("Answers of coaches"),
        athlete="decision__athlete",
        fields={
            Category.PLAN: "kind answered_by answered_at undone_at undone_by",
            Category.WORDS: "note",
            Category.BOOKKEEPING: "id team decision change",
        },
        field_words={
            "kind": _("answer"),
            "answered_by": _("by whom"),
            "answered_at": _("when"),
            "undone_at": _("taken back"),
            "undone_by": _("taken back by"),
        },
    ),
    Kept(
        "plans.Change",
        _("Changes of plans"),
        athlete="plan__athlete",
        fields={
            Category.PLAN: "first_day last_day cause actor breaches lines made_at",
            Category.WORDS: "note",
            Category.BOOKKEEPING: "id team plan operations inverse undoes template_before template_after",
        },
        field_words={
            "lines": _("what changed"),
            "breaches": _("limits that it touched"),
            "actor": _("by whom"),
            "made_at": _("when"),
        },
    ),
    Kept(
        "plans.TimeAway",
        _("Time away"),
        athlete="athlete",
        fields={
            Category.TRAINING: "kind first_day last_day",
            Category.BOOKKEEPING: "id team athlete change entered_by entered_at",
        },
    ),
    Kept(
        "plans.NightFailure",
        _("Nights that could not be decided yet"),
        athlete="athlete",
        fields={Category.BOOKKEEPING: "id team athlete night attempts error retry_at"},
        seen_by_coaches=False,
    ),
    Kept(
        "plans.Draft",
        _("Changes of plans that are not published yet"),
        athlete="plan__athlete",
        fields={
            Category.PLAN: "steps begun_by begun_at changed_at",
            Category.BOOKKEEPING: "id team plan undone revision",
        },
        field_words={"steps": _("changes"), "begun_by": _("by whom"), "begun_at": _("since"), "changed_at": _("last")},
    ),
    Kept(
        "plans.Snooze",
        _("Decisions that a coach set aside until later"),
        athlete="decision__athlete",
        fields={Category.BOOKKEEPING: "id team decision until snoozed_by snoozed_at ended_at"},
    ),
    Kept(
        "plans.Automation",
        _("What a night may do by itself"),
        athlete="athlete",
        fields={
            Category.PLAN: "verdict mode within_days within_percent",
            Category.BOOKKEEPING: "id team athlete set_by set_at",
        },
    ),
    Kept(
        "plans.ContingencyPolicy",
        _("What the athlete may change alone"),
        athlete="athlete",
        fields={
            Category.PLAN: "may_alone",
            Category.BOOKKEEPING: "id team athlete stand_ins set_by set_at",
        },
    ),
    Kept(
        "plans.HandOver",
        _("Hand-over to the season"),
        athlete="plan__athlete",
        fields={Category.WORDS: "targets written_by written_at", Category.BOOKKEEPING: "id team plan"},
        field_words={"written_by": _("by whom"), "written_at": _("when")},
    ),
    Kept(
        "plans.Lock",
        _("Days and phases that no night changes"),
        athlete="athlete",
        fields={
            Category.PLAN: "kind first_day last_day locked_by locked_at ended_at ended_by",
            Category.WORDS: "note",
            Category.BOOKKEEPING: "id team athlete",
        },
    ),
    Kept(
        "plans.Message",
        _("Messages"),
        athlete="athlete",
        fields={
            Category.WORDS: "text author written_at",
            Category.BOOKKEEPING: "id team athlete session decision asks",
        },
        field_words={"author": _("by whom"), "written_at": _("when")},
    ),
    Kept(
        "plans.Reading",
        _("How far messages were read"),
        athlete="athlete",
        person="reader",
        fields={Category.BOOKKEEPING: "id team athlete reader read_until"},
    ),
    Kept(
        "plans.CoachNote",
        _("Notes of coaches"),
        athlete="athlete",
        fields={
            Category.WORDS: "text author written_at",
            Category.BOOKKEEPING: "id team athlete changed_at removed_at",
        },
        field_words={"author": _("by whom"), "written_at": _("when")},
        seen_by_coaches=False,
        private_to="author",
    ),
)
IMPERSONAL = {
    "plans.TemplateDraft": "a template, while a team writes it",
    "plans.TemplateVersion": "a template, as a team wrote it",
    "plans.TeamPlanning": "how a team shares its plans",
}
