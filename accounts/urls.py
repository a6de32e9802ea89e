"""Addresses of signing in, of step-up and of one's own account."""

from django.urls import path, register_converter

from accounts import trail
from accounts.account_name import AccountName
from accounts.views import (
    account,
    confirm,
    enrolment,
    factors,
    keys,
    members,
    passkey,
    password,
    people,
    sessions,
    setup,
    sheet,
    sign_in,
)

register_converter(AccountName, "account")

urlpatterns = [
    path("", sign_in.password, name="staff_sign_in"),
    path("code/", sign_in.code, name="staff_code"),
    path("sign-out/", sign_in.sign_out, name="staff_sign_out"),
    path("confirm/", confirm.confirm, name="staff_confirm"),
    path("setup/<str:token>/", setup.setup, name="staff_setup"),
    path("enrol/<str:token>/", enrolment.enrol, name="staff_enrol"),
    path("enrolling/", enrolment.enrol_factor, name="staff_enrol_factor"),
    path("passkey/device/options/", passkey.ask_device, name="passkey_ask_device"),
    path("passkey/device/", passkey.device, name="passkey_device"),
    path("passkey/code/options/", passkey.ask_code, name="passkey_ask_code"),
    path("passkey/code/", passkey.code, name="passkey_code"),
    path("passkey/confirm/options/", passkey.ask_confirm, name="passkey_ask_confirm"),
    path("passkey/confirm/", passkey.confirm, name="passkey_confirm"),
    path("passkey/new/options/", passkey.ask_new, name="passkey_ask_new"),
    path("passkey/new/", passkey.new, name="passkey_new"),
    path("passkey/first/options/", enrolment.ask_first_passkey, name="passkey_ask_first"),
    path("passkey/first/", enrolment.first_passkey, name="passkey_first"),
    path("account/", account.account, name="staff_account"),
    path("account/password/", password.change_password, name="staff_change_password"),
    path("account/recovery/", sheet.use_sheet, name="staff_use_sheet"),
    path("account/factors/", factors.overview, name="staff_factors"),
    path("account/factors/app/", factors.app, name="staff_app"),
    path("account/factors/codes/", factors.make_codes, name="staff_make_codes"),
    path(
        "account/factors/passkeys/<int:pk>/remove/", factors.remove_passkey, name="passkey_remove"
    ),
    path("account/sessions/", sessions.sessions, name="staff_sessions"),
    path("account/sessions/others/end/", sessions.end_other_sessions, name="staff_end_others"),
    path("account/sessions/<int:pk>/end/", sessions.end_session, name="staff_end_session"),
    path("people/", people.people, name="staff_people"),
    path("people/new/", people.new_person, name="staff_new_person"),
    path("person/<account:username>/", people.person, name="staff_person"),
    path("person/<account:username>/link/", people.new_link, name="staff_new_link"),
    path("person/<account:username>/restore/", people.restore, name="staff_restore"),
    path("person/<account:username>/active/", people.set_active, name="staff_set_active"),
    path("members/", members.members, name="staff_members"),
    path("members/invite/", members.invite, name="staff_invite"),
    path("members/administrator/", members.invite_admin, name="staff_invite_admin"),
    path("member/<account:username>/", members.member, name="staff_member"),
    path("keys/", keys.keys, name="staff_keys"),
    path("keys/new/", keys.new_keys, name="staff_new_keys"),
    path("keys/pin/", keys.move_pin, name="staff_move_pin"),
    path("keys/sheet/", sheet.check_sheet, name="staff_check_sheet"),
    path("trail/", trail.trail, name="staff_trail"),
    path("trail/export/", trail.export, name="staff_trail_export"),
]
