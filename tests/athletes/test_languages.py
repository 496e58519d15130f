"""People read in their own language: on pages, in mails, and in the order of their days and decimals."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from athletes.languages import day_words, number_words
from athletes.models import ConsentKind, User
from athletes.seen_by import seen_by_coaches
from config.local import catalogues
from notices import outbox
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.engine.limits import Breach, Severity
from plans.refusals import reason_of
from readiness.engine.sentences import Sentence
from readiness.forms import CheckInForm
from readiness.reflection_forms import ReflectionForm
from tests.cast import Cast
from tests.season import begin

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 3)
DECIMAL_COMMA = re.compile(
    r"\s(?:x|y|cx|cy|r|x1|x2|y1|y2|width|height|d|points|style|min|max|step|value)=\"[^\"a-zA-Z]*\d,\d[^\"]*\""
)


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("en", "D j M", "Tue 3 Nov"),
        ("en", "j F Y", "3 November 2026"),
        ("de", "D j M", "Di 3. Nov"),
        ("de", "l j F Y", "Dienstag 3. November 2026"),
        ("es", "j F Y", "3 de noviembre de 2026"),
        ("es", "j M Y", "3 nov 2026"),
        ("fr", "D j M", "mar 3 nov"),
        ("fr", "j F Y", "3 novembre 2026"),
        ("fr", "D j", "mar 3"),
    ],
)
def test_days_are_written_as_the_language_does(language: str, form: str, words: str) -> None:
    with translation.override(language):
        assert day_words(DAY, form) == words
        template = Template("{{ day|date:form }} {{ moment|date:form }}")
        moment = datetime(2026, 11, 3, 12, tzinfo=UTC)
        assert template.render(Context({"day": DAY, "moment": moment, "form": form})) == f"{words} {words}"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "7 7.1 1000.5"), ("de", "7 7,1 1000,5"), ("fr", "7 7,1 1000,5")]
)
def test_numbers_have_the_sign_of_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert " ".join(map(number_words, (7.04, 7.06, 1000.5))) == words


def test_what_limits_say_is_in_the_language() -> None:
    breach = Breach("V7", Severity.SOFT, DAY, (DAY,), "v7.deload", (("km", 30.5), ("limit", 28.0)))
    assert breach.say(gettext) == "30.5 km in an easier week: up to 28 km."
    with translation.override("de"):
        assert str(LimitBroken([breach])) == "30,5 km in einer leichteren Woche: bis 28 km."


@pytest.mark.parametrize(
    ("language", "worst"),
    [
        ("en", ["none", "none", "none"]),
        ("de", ["keiner", "keine", "keins"]),
        ("es", ["ninguno", "cero", "ninguna"]),
    ],
)
def test_a_word_agrees_with_what_it_answers(language: str, worst: list[str]) -> None:
    asked: list[Any] = [
        CheckInForm.base_fields["appetite"],
        ReflectionForm.base_fields["motivation"],
        ReflectionForm.base_fields["confidence"],
    ]
    with translation.override(language):
        assert [field.word(1) for field in asked] == worst


def test_a_reason_is_stored_once_and_read_in_any_language() -> None:
    reason = Sentence.of("{item} {value} of 5", item=Sentence("Mood"), value="2.5")
    assert reason.say(gettext) == "Mood 2.5 of 5"
    with translation.override("fr"):
        assert reason.say(gettext) == "Humeur\N{NO-BREAK SPACE}: 2,5 sur 5"


@pytest.mark.django_db
class TestPages:
    ATHLETE = ("/today/", "/my-week/", "/progress/", "/check-in/", "/messages/", "/me/", "/me/away/", "/account/")
    COACH = ("/morning/", "/board/", "/board/phases/", "/athletes/", "/team/rules/", "/team/templates/", "/help/rules/")

    @pytest.mark.parametrize("language", ["de", "es", "fr"])
    def test_figures_of_drawings_and_fields_keep_their_point(self, cast: Cast, language: str) -> None:
        """A comma in an attribute is another number to a browser, or none."""
        begin(cast.ana, cast.coach)
        for user, paths in ((cast.ana_user, self.ATHLETE), (cast.coach, (*self.COACH, f"/athletes/{cast.ana.pk}/"))):
            client = Client()
            client.force_login(user)
            for path in paths:
                page = client.get(path, headers={"Accept-Language": language})
                assert (path, page.status_code, page.headers["Content-Language"]) == (path, 200, language)
                assert DECIMAL_COMMA.findall(page.content.decode()) == [], path

    def test_a_mail_is_in_its_readers_language(self, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
        User.objects.filter(pk=cast.ana_user.pk).update(language="de")
        with translation.override("fr"):  # whoever caused it
            outbox.put(team=cast.team, recipient=cast.ana_user, kind="message_waiting", key="x", context={"path": "/"})
            assert outbox.deliver_due(timezone.now()) == 1
        assert mailoutbox[0].subject == "Dein Coach hat dir geschrieben"


@pytest.mark.django_db
class TestWhoReads:
    def test_who_chose_reads_in_it_whatever_the_browser_asks(self, client: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.ana_user.pk).update(language="de")
        client.force_login(cast.ana_user)
        page = client.get("/today/", headers={"Accept-Language": "fr"})
        assert page.headers["Content-Language"] == "de"
        assert '<html lang="de">' in page.content.decode()

    def test_who_chose_none_reads_as_the_browser_asks(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.ana_user)
        for asked, told in (("es-MX,es;q=0.9", "es"), ("fr", "fr"), ("pt", "en"), ("", "en")):
            page = client.get("/today/", headers={"Accept-Language": asked})
            assert page.headers["Content-Language"] == told

    def test_one_persons_language_is_not_the_next_ones(self, client: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.ana_user.pk).update(language="de")
        client.force_login(cast.ana_user)
        client.get("/today/")
        other = Client()
        other.force_login(cast.coach)
        assert other.get("/today/").headers["Content-Language"] == "en"

    def test_it_is_chosen_in_the_account(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.ana_user)
        sent = {"name": "Ana", "language": "fr", "first_weekday": "6"}
        page = client.post("/account/", sent, follow=True)
        cast.ana_user.refresh_from_db()
        assert (cast.ana_user.language, cast.ana_user.first_weekday) == ("fr", 6)
        assert page.headers["Content-Language"] == "fr"
        assert client.post("/account/", {**sent, "language": "tlh"}).status_code == 422
        cast.ana_user.refresh_from_db()
        assert cast.ana_user.language == "fr"

    @pytest.mark.parametrize("wrong", [{"language": "xx"}, {"first_weekday": 3}])
    def test_the_database_knows_which_there_are(self, cast: Cast, wrong: dict[str, object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=cast.ana_user.pk).update(**wrong)


def test_what_coaches_see_of_an_athlete_has_words_in_every_language() -> None:
    texts = {capfirst(each.id) for each in catalogues.read("de") if isinstance(each.id, str)}
    shown = {label for seen in seen_by_coaches(list(ConsentKind)) for label in seen.labels}
    assert shown - texts == set()


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_what_an_engine_refuses_is_said_in_the_language_with_its_day(language: str) -> None:
    refusal = NotPossible("{day} lies outside the plan.", day=date(2026, 12, 3))
    assert (str(refusal), reason_of(refusal)) == ("3 Dec 2026 lies outside the plan.",) * 2
    with translation.override(language):
        words = reason_of(refusal)
    assert "outside" not in words
    assert "2026" in words
