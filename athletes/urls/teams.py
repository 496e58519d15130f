"""The team: people, groups, invitations, settings; and the door for who is invited."""

from django.urls import path

from athletes.views import groups, invitations, joining, people, signing_in, teams

urlpatterns = [
    path("teams/<int:pk>/choose/", signing_in.choose_team, name="choose_team"),
    path("team/", people.team, name="team"),
    path("team/new/", teams.team_new, name="team_new"),
    path("team/settings/", teams.team_settings, name="team_settings"),
    path("team/archive/", teams.team_archive, name="team_archive"),
    path("team/archived/", teams.team_archived, name="team_archived"),
    path("team/archived/<int:pk>/restore/", teams.team_restore, name="team_restore"),
    path("team/leave/", people.leave, name="team_leave"),
    path("team/people/<int:pk>/", people.member, name="member"),
    path("team/people/<int:pk>/end/", people.member_end, name="member_end"),
    path("team/people/<int:pk>/ownership/", people.ownership, name="ownership"),
    path("team/groups/", groups.groups, name="groups"),
    path("team/groups/<int:pk>/", groups.group, name="group"),
    path("team/groups/<int:pk>/put-in/", groups.group_put_in, name="group_put_in"),
    path("team/groups/<int:pk>/take-out/", groups.group_take_out, name="group_take_out"),
    path("team/groups/<int:pk>/delete/", groups.group_delete, name="group_delete"),
    path("team/invitations/", invitations.invitations, name="invitations"),
    path("team/invitations/coach/", invitations.invite_coach, name="invite_coach"),
    path("team/invitations/athlete/", invitations.invite_athlete, name="invite_athlete"),
    path("team/invitations/<int:pk>/renew/", invitations.invitation_renew, name="invitation_renew"),
    path("team/invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/", joining.invitation_code, name="invitation_code"),
    path("invitations/shown/", joining.invitation_shown, name="invitation_shown"),
    path("invitations/<str:code>/", joining.invitation, name="invitation"),
]
