"""The first page, the rules, the record."""

from django.urls import path

from plans.views import finding, guide, home, record

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", finding.find, name="find"),
    path("help/", home.help_page, name="help"),
    path("help/rules/", guide.rules, name="rules"),
    path("team/record/", record.record, name="record"),
]
