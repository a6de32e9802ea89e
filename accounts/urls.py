"""Addresses of signing in, of step-up and of one's own account."""

from django.urls import path

from accounts.views import account, confirm, factors, passkey, sessions, sign_in

urlpatterns = [
    path("", sign_in.password, name="staff_sign_in"),
    path("code/", sign_in.code, name="staff_code"),
    path("sign-out/", sign_in.sign_out, name="staff_sign_out"),
    path("confirm/", confirm.confirm, name="staff_confirm"),
    path("passkey/device/options/", passkey.ask_device, name="passkey_ask_device"),
    path("passkey/device/", passkey.device, name="passkey_device"),
    path("passkey/code/options/", passkey.ask_code, name="passkey_ask_code"),
    path("passkey/code/", passkey.code, name="passkey_code"),
    path("passkey/confirm/options/", passkey.ask_confirm, name="passkey_ask_confirm"),
    path("passkey/confirm/", passkey.confirm, name="passkey_confirm"),
    path("passkey/new/options/", passkey.ask_new, name="passkey_ask_new"),
    path("passkey/new/", passkey.new, name="passkey_new"),
    path("account/", account.account, name="staff_account"),
    path("account/factors/", factors.overview, name="staff_factors"),
    path("account/factors/app/", factors.app, name="staff_app"),
    path("account/factors/codes/", factors.make_codes, name="staff_make_codes"),
    path(
        "account/factors/passkeys/<int:pk>/remove/", factors.remove_passkey, name="passkey_remove"
    ),
    path("account/sessions/", sessions.sessions, name="staff_sessions"),
    path("account/sessions/others/end/", sessions.end_other_sessions, name="staff_end_others"),
    path("account/sessions/<int:pk>/end/", sessions.end_session, name="staff_end_session"),
]
