"""In and out, and what a person signs in with. The names are the library's, whose redirects use them."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path
from django.views.decorators.http import require_POST

from athletes.views import account, digest
from athletes.views.signing_in import AskForCode, AskForReset, ByPasskey, leaving_nothing, page

sign_in = page(account_views.login)
sign_out = require_POST(leaving_nothing(account_views.logout))

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/code/", page(AskForCode.as_view()), name="account_request_login_code"),
    path("sign-in/code/sent/", page(account_views.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/second/", page(factor_views.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", page(ByPasskey.as_view()), name="mfa_login_webauthn"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-out/", sign_out, name="sign_out"),
    path("password/", page(AskForReset.as_view()), name="account_reset_password"),
    path("password/sent/", page(account_views.confirm_password_reset_code), name="account_confirm_password_reset_code"),
    path("password/new/", page(account_views.complete_password_reset), name="account_complete_password_reset"),
    path("account/", account.account, name="mfa_index"),
    path("account/", account.account, name="mfa_list_webauthn"),
    path("account/", account.account, name="account"),
    path("account/digest/", digest.digest_switch, name="digest_switch"),
    path("account/confirm/", page(account_views.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", page(factor_views.reauthenticate), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", page(passkey_views.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/password/", account.password, name="account_change_password"),
    path("account/email/", account.email, name="account_email"),
    path("account/email/sent/", account.email_code, name="account_email_code"),
    path("account/sessions/", account.sessions, name="usersessions_list"),
    path("account/app/", page(app_views.activate_totp, after_confirming=True), name="mfa_activate_totp"),
    path("account/app/off/", page(app_views.deactivate_totp, after_confirming=True), name="mfa_deactivate_totp"),
    path("account/passkeys/new/", page(passkey_views.add_webauthn, after_confirming=True), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/",
        page(passkey_views.edit_webauthn, after_confirming=True),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        page(passkey_views.remove_webauthn, after_confirming=True),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/recovery-codes/",
        page(code_views.view_recovery_codes, after_confirming=True),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        page(code_views.generate_recovery_codes, after_confirming=True),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/file/",
        page(code_views.download_recovery_codes, after_confirming=True),
        name="mfa_download_recovery_codes",
    ),
]
