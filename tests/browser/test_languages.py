"""Words are longer in other languages: nothing scrolls sideways on the narrowest phone in any of them."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import Browser

from athletes.models import User
from plans.planning import default_template_version
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import MONDAY, NOW, THURSDAY, ask, begin, session_on

pytestmark = pytest.mark.slow

WIDTH = 320


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_nothing_is_too_wide(
    browser: Browser, live_server: object, cast: Cast, transactional_db: None, language: str
) -> None:
    found: list[str] = []
    with time_machine.travel(NOW):
        plan = begin(cast.ana, cast.coach)
        ask(plan)
        User.objects.update(language=language)
        shipped, ana = default_template_version(), f"/athletes/{cast.ana.pk}/"
        session = session_on(plan, THURSDAY).pk
        pages = {
            cast.coach.email: [
                "/morning/", "/board/", "/athletes/", ana, f"{ana}weeks/{MONDAY}/", f"{ana}charts/", f"{ana}profile/",
                f"{ana}weeks/{MONDAY}/sessions/{session}/", "/team/", "/team/rules/", "/team/contingencies/",
                f"/team/templates/{shipped.pk}/", "/help/rules/",
            ],
            cast.ana_user.email: [
                "/today/", "/check-in/", "/my-week/", "/progress/", "/me/", "/me/profile/", "/me/data/", "/me/away/",
                "/me/reminders/", "/messages/", f"/today/sessions/{session}/instead/", "/account/",
            ],
        }  # fmt: skip
        for email, paths in pages.items():
            context = browser.new_context(base_url=str(live_server), viewport={"width": WIDTH, "height": 640})
            page = context.new_page()
            sign_in(page, email)
            for path in paths:
                answer = page.goto(path)
                if answer is None or answer.status != 200 or page.locator("html").get_attribute("lang") != language:
                    found.append(f"{path} is not there in {language}")
                if (width := page.evaluate("document.documentElement.scrollWidth")) > WIDTH:
                    found.append(f"{path}: {width} px wide")
            context.close()
    assert found == []
