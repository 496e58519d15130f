"""The library's forms in our words, and counted by our limits before anything is compared."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from athletes.accounts import refuse_known
from athletes.forms import LabelsAbove
from athletes.models import Language, User
from athletes.sign_in_limits import first_use, try_factor, try_mail, try_mailed_code

STAY = _("Stay signed in on this device for 30 days")
NO_PASSKEY = _("That is no answer of a passkey. Please try again.")
USED = _("This code was used already. Please wait for the next one.")


def _email_field() -> forms.EmailField:
    return forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _code_field(**attrs: str) -> forms.CharField:
    spelled = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", **attrs}
    return forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=spelled))


def _stay_field() -> forms.BooleanField:
    return forms.BooleanField(label=STAY, required=False, initial=True)


class PasskeyAnswer(forms.JSONField):
    """What a device answered, of the given kind. Looked over first: what is none would break the library."""

    def __init__(self, kind: type[AuthenticationResponse | RegistrationResponse]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        answer = super().to_python(value)
        if answer is not None:
            try:
                self.kind.from_dict(answer)
            except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
                raise ValidationError(NO_PASSKEY) from error
        return answer


def _plain(field: forms.Field, label: Any) -> None:
    """A label above is enough: no text inside the field, no second link to the page for a new password."""
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)


# --- In ----------------------------------------------------------------------------------------


class SignInForm(LabelsAbove, account_forms.LoginForm):
    """E-mail, in any case, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email_field()
        self.fields["login"].widget.attrs["autofocus"] = True
        _plain(self.fields["password"], _("Password"))
        self.fields["remember"] = _stay_field()
        self.order_fields(["login", "password", "remember"])


class PasskeySignInForm(passkey_forms.LoginWebAuthnForm):
    """What a passkey answered; whether this device stays signed in is copied from the form beside it."""

    credential = PasskeyAnswer(AuthenticationResponse)
    remember = _stay_field()


class AskForMailForm(LabelsAbove, forms.Form):
    """Whom to send a code to. Says nothing of whether there is such an account."""

    email = _email_field()

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        try_mail(context.request, email)
        self.user = User.objects.filter(email__iexact=email, is_active=True).first()
        return email


class AskForCodeForm(AskForMailForm):
    remember = _stay_field()

    def clean_email(self) -> str:
        email = super().clean_email()
        self._user = self.user  # as the library's form calls it
        return email


class AskForResetForm(AskForMailForm, account_forms.ResetPasswordForm):
    email = _email_field()

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [self.user] if self.user else []  # as the library's form calls them
        return email


class MailedCodeForm(LabelsAbove, account_forms.BaseConfirmCodeForm):
    """A code that was sent. It is compared a few times, whatever the session says and however many try at once."""

    code = _code_field()

    def clean_code(self) -> str:
        if self.expected_code:
            try_mailed_code(self.purpose, self.expected_code)
        code: str = super().clean_code()
        return code

    purpose = ""


class SignInCodeForm(MailedCodeForm):
    purpose = "sign in"


class ResetCodeForm(MailedCodeForm):
    purpose = "new password"


# --- The second step ---------------------------------------------------------------------------


class _FactorCode(LabelsAbove, factor_forms.BaseAuthenticateForm):
    """A code of an app, or a recovery code: each opens once, in every process."""

    code = _code_field(inputmode="text")

    def clean_code(self) -> str:
        tries = try_factor(context.request, self.user)
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not _opens_first(self.authenticator, code):
            raise ValidationError(USED)
        tries.give_back()
        return code


class SecondStepForm(_FactorCode, factor_forms.AuthenticateForm):
    code = _code_field(inputmode="text", autofocus="true")


class ConfirmByCodeForm(_FactorCode, factor_forms.ReauthenticateForm):
    code = _code_field(inputmode="text", autofocus="true")


def _opens_first(authenticator: Authenticator, code: str) -> bool:
    secret = decrypt(authenticator.data["secret"])
    digits = "".join(sign for sign in code if sign.isdigit())
    for counter in yield_hotp_counters_from_time():
        if format_hotp_value(hotp_value(secret, counter)) == digits:
            at = datetime.fromtimestamp(counter * mfa_settings.TOTP_PERIOD, UTC)
            return first_use(f"code of the app {authenticator.pk}", at)
    return False


class ConfirmForm(LabelsAbove, account_forms.ReauthenticateForm):
    """The password again, before something about the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"))
        self.fields["password"].widget.attrs["autofocus"] = True


class AppForm(LabelsAbove, ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(inputmode="numeric")
        self.fields["code"].label = _("Code that the app shows")


class PasskeySecondStepForm(passkey_forms.AuthenticateWebAuthnForm):
    credential = PasskeyAnswer(AuthenticationResponse)


class ConfirmByPasskeyForm(passkey_forms.ReauthenticateWebAuthnForm):
    credential = PasskeyAnswer(AuthenticationResponse)


class PasskeyForm(LabelsAbove, passkey_forms.AddWebAuthnForm):
    """A new passkey: one that signs in by itself, which asks for a finger, a face or a PIN."""

    credential = PasskeyAnswer(RegistrationResponse)
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("So that you know it again, such as “My phone”.")
    )
    field_order = ["name", "credential", "passwordless"]


class PasskeyNameForm(LabelsAbove, passkey_forms.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)


# --- The account -------------------------------------------------------------------------------


class _OnePassword(LabelsAbove):
    """Typed once: a manager fills it, and who mistypes it gets a new one by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        del fields["password2"]
        _plain(fields["password1"], _("New password"))
        fields["password1"].help_text = _("Eight characters or more; a few words that only you put together are best.")


class ResetPasswordForm(_OnePassword, account_forms.ResetPasswordKeyForm):
    """After a code by e-mail."""


class NewPasswordForm(_OnePassword, account_forms.SetPasswordForm):
    """Of somebody who has just shown that it is them."""


class PersonForm(LabelsAbove, forms.ModelForm):
    """A name, and how Fallow speaks to it."""

    class Meta:
        model = User
        fields = ("name", "language", "first_weekday")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {
            "language": "",
            "first_weekday": _("Plans count from Monday to Sunday; your week page shows it so."),
        }

    def __init__(self, *args: Any, has_weeks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_weeks:  # of their own: what a team plans with counts from Monday
            del self.fields["first_weekday"]
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("As this browser asks")), *Language.choices]


class NewAddressForm(LabelsAbove, forms.Form):
    """The address to move to; it gets a code first."""

    email = forms.EmailField(label=_("New e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        try_mail(context.request, email)
        refuse_known(email)
        return email


class NewAddressCodeForm(LabelsAbove, forms.Form):
    """The code that the new address got; `fits` compares it, which is counted first."""

    code = _code_field(autofocus="true")

    def __init__(self, *args: Any, fits: Callable[[str], bool], sent: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fits, self.sent = fits, sent

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try_mailed_code("new address", self.sent)
        if not self.fits(code):
            raise ValidationError(get_adapter().error_messages["incorrect_code"])
        return code
