"""Pages of plans: one module per area. Nouns; dates as YYYY-MM-DD (`<day:…>`, registered in `days`)."""

from plans.urls import (
    athletes,
    board,
    contingencies,
    days,
    morning,
    own,
    phone,
    reports,
    rules,
    site,
    steering,
    templates,
    week_tools,
    weeks,
)

__all__ = ["days", "urlpatterns"]

urlpatterns = [
    *site.urlpatterns,
    *morning.urlpatterns,
    *board.urlpatterns,
    *athletes.urlpatterns,
    *steering.urlpatterns,
    *rules.urlpatterns,
    *contingencies.urlpatterns,
    *templates.urlpatterns,
    *weeks.urlpatterns,
    *week_tools.urlpatterns,
    *own.urlpatterns,
    *phone.urlpatterns,
    *reports.urlpatterns,
]
