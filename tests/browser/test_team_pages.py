"""The pages of templates, rules and stand-ins, and what is printed: for axe, and on a phone, in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, expect

from athletes.models import Group
from plans.planning import default_template_version
from plans.rulebooks import change_thresholds
from plans.templates import duplicate, open_draft
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast, an_athlete
from tests.season import MONDAY, NOW, THURSDAY, begin, session_on


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def paths(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> dict[str, list[str]]:
    """By e-mail, the pages that this person opens."""
    plan = begin(cast.ana, cast.coach)
    an_athlete(cast.team, "Cleo")
    hills = Group.objects.create(team=cast.team, name="Hills")
    change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, "Calmer", group=hills)
    version = duplicate(cast.team, default_template_version(), "Short and kind", cast.coach)
    draft = open_draft(version, cast.team, cast.coach)
    ana, team, of_draft = f"/athletes/{cast.ana.pk}/", "/team/templates/", f"/team/template-drafts/{draft.pk}/"
    return {
        cast.coach.email: [
            team, f"{team}{version.pk}/", f"{team}{version.pk}/preview/?athlete={cast.ana.pk}",
            f"{team}{version.pk}/assign/", f"{team}{version.pk}/update/", of_draft, f"{of_draft}weeks/8/",
            f"{of_draft}phases/potency/", f"{of_draft}gates/", f"/team/rules/?group={hills.pk}",
            "/team/contingencies/", "/team/contingencies/no_time/0/", f"{ana}contingencies/",
            f"{ana}print/", f"{ana}weeks/{MONDAY}/print/", f"{ana}plans/{plan.pk}/hand-over/", "/find/?q=a",
            "/account/",
        ],
        cast.ana_user.email: [
            f"/today/sessions/{session_on(plan, THURSDAY).pk}/instead/", "/my-week/print/", "/me/season/print/",
            "/me/hand-over/",
        ],
    }  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Browser, live_server: object, paths: dict[str, list[str]], width: int
) -> None:
    found: list[str] = []
    complaints: list[str] = []
    for email, its in paths.items():
        context = browser.new_context(base_url=str(live_server), viewport={"width": width, "height": 800})
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        sign_in(page, email)
        for path in its:
            page.goto(path)
            expect(page.locator("h1")).to_be_visible()
            found += violations(page)
            for each in {width, 768}:
                page.set_viewport_size({"width": each, "height": 800})
                if (is_wide := page.evaluate("document.documentElement.scrollWidth")) > each:
                    found.append(f"{path} is too wide for {each}: {is_wide}")
            page.set_viewport_size({"width": width, "height": 800})
        context.close()
    assert (found, complaints) == ([], [])
