from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from notices import checks  # noqa: F401 - registers itself
        from notices.phones import signed_out

        user_logged_out.connect(signed_out, dispatch_uid="notices")
