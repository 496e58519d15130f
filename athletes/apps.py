import logging

from django.apps import AppConfig


class AthletesConfig(AppConfig):
    name = "athletes"

    def ready(self) -> None:
        from athletes.log_filters import NoInvitationCodes

        # Web servers log paths by loggers of their own, which settings.LOGGING would rob of their handlers.
        for name in ("gunicorn.access", "gunicorn.error", "django.server"):
            logging.getLogger(name).addFilter(NoInvitationCodes())
