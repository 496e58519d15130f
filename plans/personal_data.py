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
            Category.BOOKKEEPING: "id team athlete template revision created_by created_at signed_off_by",
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
            Category.TRAINING: "local_date outcome rpe duration_min distance_km felt_relaxed",
            Category.WORDS: "note",
            Category.BOOKKEEPING: "id team athlete session written_at",
        },
        field_words={
            "local_date": _("day"),
            "outcome": _("what happened"),
            "rpe": _("effort, 0-10"),
            "duration_min": _("minutes"),
            "distance_km": _("kilometres"),
        },
    ),
    Kept(
        "plans.Decision",
        _("Decisions of the nights"),
        athlete="athlete",
        fields={
            Category.PLAN: "night verdict rule reasons operations",
            Category.WELLNESS: "facts",
            Category.BOOKKEEPING: (
                "id team athlete revision plan directive answer_until plan_state thresholds rules_version decided_at "
                "checked_at"
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
            Category.BOOKKEEPING: "id team plan operations inverse undoes",
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
)
IMPERSONAL = {"plans.TemplateVersion": "a template, as a team wrote it"}
