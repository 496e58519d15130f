"""The guards between people that `teeth.py` takes away one by one, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """`text` of `file` becomes `instead`, and one of `tests` fails."""

    name: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]
    in_the_database: bool = False
    """Whether it is a constraint, which tests see in a database made anew."""


def cells(*ways: str) -> tuple[str, ...]:
    return tuple(f"tests/isolation/test_matrix.py::test_everybody_gets_what_the_table_says[{way}]" for way in ways)


def archived(way: str) -> tuple[str, ...]:
    return (f"tests/isolation/test_refusals.py::test_an_athlete_who_is_archived_is_not_found[{way}]",)


def crossed(way: str, actor: str = "the head coach") -> tuple[str, ...]:
    return (f"tests/isolation/test_foreign_keys.py::test_the_rows_of_one_address_belong_together[{way}-{actor}]",)


def owing(way: str) -> tuple[str, ...]:
    return (f"tests/isolation/test_refusals.py::test_a_coach_who_owes_the_team_a_second_factor_sees_nobody[{way}]",)


def named(field: str) -> tuple[str, ...]:
    return (f"tests/isolation/test_foreign_keys.py::test_somebody_elses_row_is_refused[{field}]",)


CANARIES = ("tests/test_canaries.py",)
FORMS = ("tests/isolation/test_refusals.py::test_a_form_without_its_token_is_refused[no token-POST /athletes/new/]",)
PLACES = "athletes/places.py"
ACCESS, SETTINGS, API, TOKENS = "athletes/access.py", "config/settings.py", "athletes/api.py", "athletes/tokens.py"
VIEWS, PLANS = "athletes/views", "plans/views"
ONE = "/athletes/<int:pk>/"
REST = "/api/v1/athletes/<int:pk>"
LOG = f"{REST}/logs/<str:date>"
SEES = "runner = get_object_or_404("
PK, ROW = "(request: TeamRequest, pk: int) -> HttpResponse:\n", "    runner = get_object_or_404("
MINE, WHOLE_TEAM = "request.actor.athletes", "Athlete.objects.in_team(request.actor.team)"
ANYWHERE = ".objects.across_teams()"

WHO_IS_IN = (
    Guard("a sign-in for every page", SETTINGS,
          '    "athletes.access.SignInRequiredMiddleware",\n', "", cells("GET /help/")),
    Guard("a form's own token", SETTINGS, '    "django.middleware.csrf.CsrfViewMiddleware",\n', "", FORMS),
    Guard("a place that ended is none", PLACES,
          "WHERE user_id = %(user)s AND ended_at IS NULL", "WHERE user_id = %(user)s", cells("GET /athletes/")),
    Guard("an archived team is no place", PLACES,
          "ON team.id = place.team_id AND team.archived_at IS NULL", "ON team.id = place.team_id",
          cells("GET /athletes/")),
    Guard("an archived athlete is no place", PLACES,
          "WHERE user_id = %(user)s AND archived_at IS NULL", "WHERE user_id = %(user)s", cells("GET /today/")),
    Guard("a guardianship that ended is none", PLACES,
          " AND guardian.ended_at IS NULL", "", ("tests/athletes/test_places.py",)),
    Guard("an archived ward is nobody's", PLACES,
          " AND ward.archived_at IS NULL", "", ("tests/athletes/test_places.py",)),
    Guard("only one's own teams are chosen", f"{VIEWS}/signing_in.py",
          "if actor is None or actor.team.pk != pk:", "if actor is None:", cells("POST /teams/<int:pk>/choose/")),
    Guard("one's own sessions", f"{VIEWS}/account.py",
          "UserSession.objects.filter(user=request.user)", "UserSession.objects.all()",
          cells("POST /account/sessions/")),
    Guard("a second factor that is owed, on pages", ACCESS,
          "if not own and second_factor.is_owed(actor):", "if False:", owing("GET /athletes/")),
    Guard("a second factor that is owed, for programs", TOKENS,
          "if second_factor.is_owed(actor):", "if False:", owing("GET /api/v1/athletes")),
    Guard("an invitation is for one address", "athletes/joining.py",
          "if user.email.lower() != invitation.email.lower():", "if False:", ("tests/athletes/test_joining.py",)),
    Guard("an archived team is restored by its owner", "athletes/teams.py",
          'archived_at__isnull=False, pk__in=owned.values("team"))', "archived_at__isnull=False)",
          cells("POST /team/archived/<int:pk>/restore/")),
)  # fmt: skip

WHO_MAY = (
    Guard("coaches' pages", ACCESS,
          "coach_page = _page(lambda actor: actor.is_coach,", "coach_page = _page(lambda actor: True,",
          cells("GET /athletes/")),
    Guard("managers' pages", ACCESS,
          "lambda actor: actor.may_manage,", "lambda actor: actor.may_write,", cells("GET /team/groups/")),
    Guard("owners' pages", ACCESS,
          "owner_page = _page(lambda actor: actor.is_owner,", "owner_page = _page(lambda actor: actor.may_manage,",
          cells("GET /team/settings/")),
    Guard("athletes' pages", ACCESS,
          "athlete_page = _page(lambda actor: actor.is_athlete,", "athlete_page = _page(lambda actor: True,",
          cells("GET /check-in/")),
    Guard("guardians' pages", ACCESS,
          "guardian_page = _page(lambda actor: bool(actor.wards),", "guardian_page = _page(lambda actor: True,",
          cells("GET /wards/")),
    Guard("who reads only does not write", ACCESS,
          'if writing and request.method == "POST" and not actor.may_write:', "if False:",
          cells(f"POST {ONE}weeks/<day:monday>/edit/")),
    Guard("the roles that write", ACCESS,
          "self.token_may_write and self.role in WRITING_ROLES", "self.token_may_write and self.is_coach",
          cells(f"POST {ONE}edit/")),
    Guard("who manages has all groups", ACCESS,
          "(Role.OWNER, Role.HEAD_COACH) and self.group_ids is None", "(Role.OWNER, Role.HEAD_COACH)",
          cells("GET /team/groups/")),
    Guard("the record is for managers", f"{PLANS}/record.py", "@manager_page\n", "", cells("GET /team/record/")),
    Guard("nobody gives a role above their own", "athletes/authority.py",
          "return given_by(actor).issuperset(roles)", "return True", ("tests/athletes/test_memberships.py",)),
    Guard("a paper is entered by who manages", f"{VIEWS}/consent.py",
          'if request.method == "POST" and not request.actor.may_manage:', "if False:", cells(f"POST {ONE}consent/")),
    Guard("athletes are erased by who manages", f"{VIEWS}/rights.py",
          "if not request.actor.may_manage:", "if False:", cells(f"GET {ONE}erase/")),
)  # fmt: skip

WHOM_THEY_SEE = (
    Guard("one's own team", ACCESS,
          "Athlete] = Athlete.objects.in_team(self.team)", f"Athlete] = Athlete{ANYWHERE}", cells(f"GET {ONE}")),
    Guard("the groups of a coach", ACCESS,
          'return team.filter(pk__in=places.values("athlete"))', "return team", cells(f"GET {ONE}")),
    Guard("who is archived is not seen", ACCESS,
          "return self._in_scope().filter(archived_at=None)", "return self._in_scope()", archived(f"GET {ONE}")),
    Guard("the athlete's page", f"{PLANS}/athlete.py",
          f'{SEES}{MINE}, pk=pk)\n    looks.note(request.actor, [runner], "athlete")',
          f'{SEES}{WHOLE_TEAM}, pk=pk)\n    looks.note(request.actor, [runner], "athlete")', cells(f"GET {ONE}")),
    Guard("the page of a new plan", f"{PLANS}/athlete.py",
          f"def plan_new{PK}{ROW}{MINE}", f"def plan_new{PK}{ROW}{WHOLE_TEAM}", cells(f"POST {ONE}plan/new/")),
    Guard("the athlete of a week", f"{PLANS}/week_page.py",
          "get_object_or_404(actor.athletes, pk=pk)", "get_object_or_404(Athlete.objects.in_team(actor.team), pk=pk)",
          cells(f"GET {ONE}weeks/<day:monday>/")),
    Guard("the form of an athlete", f"{VIEWS}/roster_editing.py",
          f"get_object_or_404({MINE}", f"get_object_or_404({WHOLE_TEAM}", cells(f"GET {ONE}edit/")),
    Guard("the roster", "athletes/roster_list.py",
          "if shown.archived else actor.athletes", "if shown.archived else Athlete.objects.in_team(actor.team)",
          cells("GET /athletes/")),
    Guard("the profile", f"{VIEWS}/profile.py",
          f"get_object_or_404({MINE}", f"get_object_or_404({WHOLE_TEAM}", cells(f"GET {ONE}profile/")),
    Guard("the training history", f"{VIEWS}/looking_back.py",
          f"get_object_or_404({MINE}", f"get_object_or_404({WHOLE_TEAM}", cells(f"GET {ONE}history/")),
    Guard("the consents", f"{VIEWS}/consent.py",
          f"get_object_or_404({MINE}", f"get_object_or_404({WHOLE_TEAM}", cells(f"GET {ONE}consent/")),
    Guard("a guardian's own wards", f"{VIEWS}/consent.py",
          "(ward for ward in request.actor.wards if ward.pk == pk)",
          "iter(Athlete.objects.in_team(request.actor.team).filter(pk=pk))", cells("GET /wards/<int:pk>/")),
    Guard("whom an action on many is about", "athletes/roster_changes.py",
          "if len(found) != len(set(ids)):", "if False:", cells("POST /athletes/bulk/")),
    Guard("what one person put aside", "athletes/shelf.py",
          'if place.get("shelf") != [actor.user.pk, actor.team.pk, kind]:', "if False:",
          cells("GET /athletes/results/<slug:key>/")),
)  # fmt: skip

WHAT_AN_ADDRESS_NAMES = (
    Guard("the plan belongs to the athlete of the address", f"{PLANS}/athlete.py",
          "pk=plan_pk, athlete=pk)", "pk=plan_pk)", crossed(f"POST {ONE}plans/<int:plan_pk>/end/")),
    Guard("the plan is of an athlete in scope", f"{PLANS}/athlete.py",
          f"Plan.objects.in_team(request.actor.team).filter(athlete__in={MINE})",
          "Plan.objects.in_team(request.actor.team)", cells(f"POST {ONE}plans/<int:plan_pk>/end/")),
    Guard("the time away belongs to the athlete of the address", f"{PLANS}/away.py",
          "times.filter(athlete=athlete).select_related", "times.select_related",
          crossed(f"POST {ONE}away/<int:away_pk>/remove/")),
    Guard("the time away is of an athlete in scope", f"{PLANS}/away.py",
          f"def away_remove(request: TeamRequest, pk: int, away_pk: int) -> HttpResponse:\n{ROW}{MINE}",
          f"def away_remove(request: TeamRequest, pk: int, away_pk: int) -> HttpResponse:\n{ROW}{WHOLE_TEAM}",
          cells(f"POST {ONE}away/<int:away_pk>/remove/")),
    Guard("the change belongs to the plan of the address", f"{PLANS}/week.py",
          "        plan__athlete=pk,\n", "", crossed(f"POST {ONE}changes/<int:change_pk>/undo/")),
    Guard("the decision is of an athlete in scope", f"{PLANS}/morning.py",
          f"Decision.objects.in_team(request.actor.team).filter(athlete__in={MINE})",
          "Decision.objects.in_team(request.actor.team)", cells("POST /decisions/<int:pk>/answer/")),
    Guard("the answer is of an athlete in scope", f"{PLANS}/morning.py",
          f"Answer.objects.in_team(request.actor.team).filter(decision__athlete__in={MINE})",
          "Answer.objects.in_team(request.actor.team)", cells("POST /answers/<int:pk>/undo/")),
    Guard("a report is about one's own session", f"{PLANS}/today.py",
          "filter(plan__athlete=athlete, plan__ended_at=None)", "filter(plan__ended_at=None)",
          cells("POST /today/sessions/<uuid:pk>/report/")),
    Guard("the injury is the athlete's", f"{VIEWS}/profile.py",
          "pk=pk, athlete=whose.athlete)", "pk=pk)", cells("POST /me/profile/injuries/<int:injury_pk>/")),
    Guard("the other minutes are the athlete's", f"{VIEWS}/profile.py",
          "pk=exception_pk, athlete=whose.athlete)", "pk=exception_pk)",
          cells("POST /me/profile/exceptions/<int:exception_pk>/remove/")),
    Guard("the activity is the athlete's", "athletes/past_weeks.py",
          "return activities.filter(athlete=athlete)", "return activities",
          cells("POST /me/history/activities/<int:activity_pk>/remove/")),
    Guard("the coach is of the team", f"{VIEWS}/people.py",
          "membership = get_object_or_404(in_force(request.actor.team), pk=pk)\n    if",
          f"membership = get_object_or_404(Membership{ANYWHERE}, pk=pk)\n    if",
          cells("GET /team/people/<int:pk>/")),
    Guard("the group is of the team", f"{VIEWS}/groups.py",
          "Group.objects.in_team(request.actor.team), pk=pk", f"Group{ANYWHERE}, pk=pk",
          cells("GET /team/groups/<int:pk>/")),
    Guard("the invitation is of the team", f"{VIEWS}/invitations.py",
          "not_accepted(request.actor.team), pk=pk", f"Invitation{ANYWHERE}, pk=pk",
          cells("POST /team/invitations/<int:pk>/renew/")),
    Guard("the groups that a coach is given are of the team", "athletes/team_forms.py",
          "groups = Group.objects.in_team(actor.team)", f"groups = Group{ANYWHERE}", named("RoleForm.groups")),
)  # fmt: skip

PROGRAMS = (
    Guard("a program needs a token", SETTINGS,
          '["rest_framework.permissions.IsAuthenticated"]', '["rest_framework.permissions.AllowAny"]',
          cells("GET /api/v1/rules")),
    Guard("a revoked token is none", TOKENS,
          "filter(digest=digest, revoked_at=None, user", "filter(digest=digest, user", cells("GET /api/v1/athletes")),
    Guard("a deactivated person's token is none", TOKENS,
          "revoked_at=None, user__is_active=True)", "revoked_at=None)", cells("GET /api/v1/athletes")),
    Guard("a token is of one team", ACCESS,
          "if actor is None or actor.team.pk != token.team_id:", "if actor is None:", cells("GET /api/v1/athletes")),
    Guard("a token that reads does not write", ACCESS,
          "token_may_write=token.may_write", "token_may_write=True", cells(f"DELETE {LOG}")),
    Guard("whom a token reads", API,
          "in_scope(actor).filter(pk=pk).first()", "Athlete.objects.in_team(actor.team).filter(pk=pk).first()",
          cells(f"GET {REST}")),
    Guard("an athlete's token is about themselves", API,
          "return actor.athletes.filter(pk__in=[actor.athlete.pk] if actor.athlete else [])", "return actor.athletes",
          cells(f"GET {REST}")),
    Guard("a log is written by who may", "readiness/api.py",
          "if not actor.may_write and actor.athlete != athlete:", "if False:", cells(f"PUT {LOG}")),
    Guard("rules are changed by who manages", "plans/rules_api.py",
          "    if not actor.may_manage:", "    if False:", cells("PATCH /api/v1/rules")),
    Guard("what coaches write to each other, in the rules", "plans/rules_api.py",
          "in_force.note if in_force and self.actor.is_coach else", "in_force.note if in_force else",
          cells("GET /api/v1/rules")),
    Guard("what there is no consent for is not read", "readiness/selectors.py",
          "return masked(log, kinds) if log and kinds else None", "return log", ("tests/readiness/test_consent.py",)),
)  # fmt: skip

WHAT_IS_TOLD = (
    Guard("errors in the log, as places", "athletes/error_reports.py",
          "return places(ei[1])", "return super().formatException(ei)", CANARIES),
    Guard("error reports without the request", SETTINGS,
          'DEFAULT_EXCEPTION_REPORTER = "athletes.error_reports.Report"', "pass", CANARIES),
    Guard("the line of a task that failed", SETTINGS,
          '"celery.app.trace": {"filters": ["kind_only"]}', '"celery.app.trace": {}', CANARIES),
    Guard("codes of invitations in the log", "athletes/log_filters.py",
          'without = _CODE.sub(r"\\1…", line)', "without = line", CANARIES),
    Guard("a night that failed, by kind and place", "plans/night.py",
          "failure.error = kind_and_place(error)", "failure.error = str(error)[:200]", CANARIES),
    Guard("mail that did not go out, by kind", "notices/outbox.py",
          "message.last_error = type(error).__name__", "message.last_error = str(error)[:200]", CANARIES),
)  # fmt: skip

THE_TENANT = (
    Guard("a query of people's rows has a scope", "athletes/tenancy.py",
          "        raise UnscopedQuery(", "        UnscopedQuery(",
          ("tests/athletes/test_tenancy.py::test_a_query_without_a_team_is_refused",)),
    Guard("the rows of one team", "athletes/tenancy.py",
          "return self.filter(team=team)", "return self.across_teams()", cells("POST /decisions/<int:pk>/answer/")),
    Guard("a row that points into another team", "athletes/tenancy.py",
          'return (\n            f"CONSTRAINT {quote(self.name)} FOREIGN KEY',
          'return f"CONSTRAINT {quote(self.name)} CHECK (TRUE)"\n        (\n            f"CONSTRAINT FOREIGN KEY',
          ("tests/athletes/test_tenancy.py::test_the_database_refuses_a_row_that_points_into_another_team",),
          in_the_database=True),
)  # fmt: skip

TEAM_MATES = "request.actor.athletes.model.objects.in_team(request.actor.team)"
NOTE = f"{ONE}notes/<int:note_pk>/"
PLAN = f"{ONE}plans/<int:plan_pk>/"


def in_scope(name: str, file: str, way: str) -> Guard:
    """A decision is found by its number only where its athlete is in scope."""
    rows = "Decision.objects.in_team(request.actor.team)"
    return Guard(
        name, f"{PLANS}/{file}.py", f"mine = {rows}.filter(athlete__in={MINE})\n", f"mine = {rows}\n", cells(way)
    )


def looked_at(name: str, file: str, page: str, way: str) -> Guard:
    """A page of one athlete, who is in scope."""
    seen = f'looks.note(request.actor, [runner], "{page}")'
    mine, everybody = (f"{SEES}{whose}, pk=pk)\n    {seen}" for whose in (MINE, TEAM_MATES))
    return Guard(name, f"{PLANS}/{file}.py", mine, everybody, cells(way))


THE_DESK = (
    Guard("what a change is taken back of", f"{PLANS}/week.py",
          f".filter(plan__athlete__in={MINE})", "", cells(f"POST {ONE}changes/<int:change_pk>/undo/")),
    in_scope("a decision that is asked about", "morning_asides", "POST /decisions/<int:pk>/ask/"),
    in_scope("a decision that is put off", "morning_asides", "POST /decisions/<int:pk>/snooze/"),
    Guard("a cohort that another coach put aside", "athletes/shelf.py",
          'if place.get("shelf") != [actor.user.pk, actor.team.pk, kind]:', "if False:",
          cells("POST /board/moves/<slug:key>/")),
    Guard("copies that another coach put aside", "athletes/shelf.py",
          'if place.get("shelf") != [actor.user.pk, actor.team.pk, kind]:', "if False:",
          cells("GET /weeks/copies/<slug:key>/")),
    Guard("the draft of an athlete in scope", f"{PLANS}/week_page.py",
          "athlete = get_object_or_404(actor.athletes, pk=pk)",
          "athlete = get_object_or_404(actor.athletes.model.objects.in_team(actor.team), pk=pk)",
          cells(f"GET {ONE}draft/")),
    Guard("the group of a morning", f"{PLANS}/morning_page.py",
          "get_object_or_404(groups_to_choose(request.actor), pk=chosen)",
          f"get_object_or_404(Group{ANYWHERE}, pk=chosen)", named("morning_page._scope.group")),
    Guard("the athletes of a board", "plans/boards.py",
          'rows = actor.athletes.only(', "rows = actor.athletes.model.objects.in_team(actor.team).only(",
          cells("GET /board/")),
    Guard("whom a cohort is made of", "plans/cohorts.py",
          "athletes = list(actor.athletes.filter(pk__in=ids)",
          "athletes = list(actor.athletes.model.objects.across_teams().filter(pk__in=ids)",
          named("cohorts.board_moves.athlete")),
    looked_at("the charts of an athlete", "athlete_parts", "charts", f"GET {ONE}charts/"),
    looked_at("the past of an athlete", "athlete_parts", "past", f"GET {ONE}past/"),
    looked_at("the messages of an athlete", "conversation", "messages", f"GET {ONE}messages/"),
    looked_at("what an athlete may do alone", "contingencies", "automation", f"GET {ONE}contingencies/"),
    Guard("the notes are of an athlete in scope", f"{PLANS}/coach_notes.py",
          f".filter(athlete__in={MINE}, athlete=pk)", ".filter(athlete=pk)", cells(f"POST {NOTE}")),
    Guard("the note is of the athlete of the address", f"{PLANS}/coach_notes.py",
          f"athlete__in={MINE}, athlete=pk)", f"athlete__in={MINE})", crossed(f"POST {NOTE}")),
    Guard("a note is changed by who wrote it", "plans/coach_notes.py",
          "if note.author_id != actor.user.pk:", "if False:", cells(f"POST {NOTE}")),
    Guard("the lock is of an athlete in scope", f"{PLANS}/steering.py",
          f".filter(athlete__in={MINE}, athlete=pk)", ".filter(athlete=pk)",
          cells(f"POST {ONE}locks/<int:lock_pk>/end/")),
    Guard("the lock is of the athlete of the address", f"{PLANS}/steering.py",
          f"athlete__in={MINE}, athlete=pk)", f"athlete__in={MINE})", crossed(f"POST {ONE}locks/<int:lock_pk>/end/")),
    Guard("automation is set by who manages", f"{PLANS}/steering.py",
          '@require_http_methods(["GET", "POST"])\n@manager_page\ndef team_automation',
          '@require_http_methods(["GET", "POST"])\n@coach_page\ndef team_automation', cells("POST /team/automation/")),
    Guard("the plan that is handed over is of an athlete in scope", f"{PLANS}/hand_over.py",
          f".filter(athlete__in={MINE})", "", cells(f"GET {PLAN}hand-over.pdf")),
    Guard("the plan that is handed over is the athlete's", f"{PLANS}/hand_over.py",
          "pk=plan_pk, athlete=pk)", "pk=plan_pk)", crossed(f"GET {PLAN}hand-over.csv")),
    Guard("niggles are handed over with consent", "plans/hand_over.py",
          "tuple(injuries) if ConsentKind.ILLNESS in agreed else None", "tuple(injuries)",
          ("tests/plans/test_hand_over.py::test_without_consent_no_niggle_is_told",)),
    Guard("the group that tries rules", f"{PLANS}/rules.py",
          "Group.objects.in_team(request.actor.team), pk=int(wanted)", f"Group{ANYWHERE}, pk=int(wanted)",
          named("rules._group.group")),
    Guard("rules are set by who manages", f"{PLANS}/rules.py",
          "@require_POST\n@manager_page\ndef rules_save", "@require_POST\n@coach_page\ndef rules_save",
          cells("POST /team/rules/save/")),
    Guard("templates that a team reads", "plans/template_versions.py",
          "filter(Q(team=team) | Q(team=None))", "all()", cells("GET /team/templates/<int:pk>/")),
    Guard("templates that a team writes", f"{PLANS}/templates.py",
          'select_related("team"), team=request.actor.team, pk=pk)', 'select_related("team"), pk=pk)',
          cells("POST /team/templates/<int:pk>/retire/")),
    Guard("drafts of the team", f"{PLANS}/template_drafts.py",
          "TemplateDraft.objects.in_team(request.actor.team)", f"TemplateDraft{ANYWHERE}",
          cells("GET /team/template-drafts/<int:pk>/")),
    Guard("templates that a plan is made from", "plans/forms.py",
          "templates.queryset = offered(athlete.team)", "templates.queryset = TemplateVersion.objects.all()",
          named("PlanForm.template")),
    Guard("whom a template is given", "plans/assigning.py",
          "list(actor.athletes.filter(pk__in=ids)",
          "list(actor.athletes.model.objects.across_teams().filter(pk__in=ids)",
          named("assigning.template_assign.athlete")),
    Guard("what is printed is of an athlete in scope", f"{PLANS}/printing.py",
          f'{SEES}{MINE}, pk=pk)\n    looks.note(request.actor, [runner], "week")\n    return _season',
          f'{SEES}{TEAM_MATES}, pk=pk)\n    looks.note(request.actor, [runner], "week")\n    return _season',
          cells(f"GET {ONE}print/")),
    Guard("as far as an athlete sees, on paper", f"{PLANS}/printing.py",
          "if last is not None and monday > last:", "if False:",
          ("tests/plans/test_printing.py::test_an_athlete_prints_what_they_see",)),
    Guard("whom a coach finds", "plans/finding.py",
          'names = actor.athletes.order_by', "names = actor.athletes.model.objects.in_team(actor.team).order_by",
          cells("GET /find/")),
    Guard("whom a digest counts", "plans/digests.py",
          "    athletes = actor.athletes\n", "    athletes = actor.athletes.model.objects.in_team(actor.team)\n",
          ("tests/plans/test_digests.py::TestWhat::test_only_the_athletes_a_coach_sees_are_counted",)),
)  # fmt: skip

GUARDS = (
    *WHO_IS_IN, *WHO_MAY, *WHOM_THEY_SEE, *WHAT_AN_ADDRESS_NAMES, *PROGRAMS, *WHAT_IS_TOLD, *THE_TENANT, *THE_DESK,
)  # fmt: skip
