"""Templates and their drafts."""

from django.urls import path

from plans.views import assigning, template_updates, templates
from plans.views import template_drafts as drafts

urlpatterns = [
    path("team/templates/", templates.templates_page, name="templates"),
    path("team/templates/import/", templates.template_import, name="template_import"),
    path("team/templates/<int:pk>/", templates.template, name="template"),
    path("team/templates/<int:pk>/file/", templates.template_export, name="template_export"),
    path("team/templates/<int:pk>/preview/", templates.template_preview, name="template_preview"),
    path("team/templates/<int:pk>/duplicate/", templates.template_duplicate, name="template_duplicate"),
    path("team/templates/<int:pk>/retire/", templates.template_retire, name="template_retire"),
    path("team/templates/<int:pk>/bring-back/", templates.template_bring_back, name="template_bring_back"),
    path("team/templates/<int:pk>/draft/", drafts.draft_open, name="draft_open"),
    path("team/templates/<int:pk>/assign/", assigning.template_assign, name="template_assign"),
    path("team/templates/<int:pk>/assign/<slug:key>/", assigning.template_assignment, name="template_assignment"),
    path("team/templates/<int:pk>/assign/<slug:key>/done/", assigning.template_assigned, name="template_assigned"),
    path(
        "team/templates/<int:pk>/assign/<slug:key>/undo/",
        assigning.template_assigned_undo,
        name="template_assigned_undo",
    ),
    path("team/templates/<int:pk>/update/", template_updates.template_update, name="template_update"),
    path("team/templates/<int:pk>/update/<slug:key>/", template_updates.template_updated, name="template_updated"),
    path(
        "team/templates/<int:pk>/update/<slug:key>/undo/",
        template_updates.template_update_undo,
        name="template_update_undo",
    ),
    path("team/template-drafts/<int:pk>/", drafts.template_draft, name="template_draft"),
    path("team/template-drafts/<int:pk>/words/", drafts.draft_words, name="draft_words"),
    path("team/template-drafts/<int:pk>/gates/", drafts.draft_gates, name="draft_gates"),
    path("team/template-drafts/<int:pk>/phases/<slug:kind>/", drafts.draft_phase, name="draft_phase"),
    path("team/template-drafts/<int:pk>/weeks/<int:number>/", drafts.draft_week, name="draft_week"),
    path("team/template-drafts/<int:pk>/weeks/<int:number>/again/", drafts.draft_week_again, name="draft_week_again"),
    path("team/template-drafts/<int:pk>/weeks/<int:number>/drop/", drafts.draft_week_drop, name="draft_week_drop"),
    path("team/template-drafts/<int:pk>/undo/", drafts.draft_undo, name="draft_undo"),
    path("team/template-drafts/<int:pk>/publish/", drafts.draft_publish, name="draft_publish"),
    path("team/template-drafts/<int:pk>/discard/", drafts.draft_discard, name="draft_discard"),
]
