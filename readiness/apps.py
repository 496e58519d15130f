from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "readiness"

    def ready(self) -> None:
        from athletes.consents import changed
        from readiness.consent_changes import consent_changed

        changed.connect(consent_changed, dispatch_uid="readiness")
