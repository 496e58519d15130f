"""Weeks as a whole: scaled, copied, inserted, drafted; and how far ahead athletes see."""

from django.urls import path

from plans.views import drafts, visibility, week_copies, week_tools

urlpatterns = [
    path("athletes/<int:pk>/weeks/<day:monday>/scale/", week_tools.week_scale, name="week_scale"),
    path("athletes/<int:pk>/weeks/<day:monday>/rest-day/", week_tools.week_rest_day, name="week_rest_day"),
    path("athletes/<int:pk>/weeks/<day:monday>/recovery/", week_tools.week_recovery, name="week_recovery"),
    path("athletes/<int:pk>/weeks/<day:monday>/skip/", week_tools.week_skip, name="week_skip"),
    path("athletes/<int:pk>/weeks/<day:monday>/copy/", week_copies.week_copy, name="week_copy"),
    path("weeks/copies/<slug:key>/", week_copies.week_copied, name="week_copied"),
    path("athletes/<int:pk>/draft/", drafts.draft, name="draft"),
    path("athletes/<int:pk>/draft/begin/", drafts.draft_begin, name="draft_begin"),
    path("athletes/<int:pk>/draft/undo/", drafts.draft_undo, name="draft_undo"),
    path("athletes/<int:pk>/draft/redo/", drafts.draft_redo, name="draft_redo"),
    path("athletes/<int:pk>/draft/discard/", drafts.draft_discard, name="draft_discard"),
    path("athletes/<int:pk>/draft/restore/", drafts.draft_restore, name="draft_restore"),
    path("athletes/<int:pk>/weeks-visible/", visibility.weeks_visible, name="weeks_visible"),
    path("team/planning/", visibility.team_planning, name="team_planning"),
]
