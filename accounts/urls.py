"""Addresses of signing in."""

from django.urls import path

from accounts import trail, views
from accounts.pages import enrolment, keys, members, password, people, setup, sheet

urlpatterns = [
    path("", views.password, name="staff_sign_in"),
    path("code/", views.code, name="staff_code"),
    path("account/", views.account, name="staff_account"),
    path("setup/<str:token>/", setup.setup, name="staff_setup"),
    path("enrol/<str:token>/", enrolment.enrol, name="staff_enrol"),
    path("enrolling/", enrolment.enrol_factor, name="staff_enrol_factor"),
    path("enrolling/passkey/", enrolment.enrolled_by_passkey, name="staff_enrolled_by_passkey"),
    path("account/password/", password.change_password, name="staff_change_password"),
    path("account/recovery/", sheet.use_sheet, name="staff_use_sheet"),
    path("people/", people.people, name="staff_people"),
    path("people/new/", people.new_person, name="staff_new_person"),
    path("person/<str:username>/", people.person, name="staff_person"),
    path("person/<str:username>/link/", people.new_link, name="staff_new_link"),
    path("person/<str:username>/restore/", people.restore, name="staff_restore"),
    path("person/<str:username>/active/", people.set_active, name="staff_set_active"),
    path("members/", members.members, name="staff_members"),
    path("members/invite/", members.invite, name="staff_invite"),
    path("members/administrator/", members.invite_admin, name="staff_invite_admin"),
    path("member/<str:username>/", members.member, name="staff_member"),
    path("keys/", keys.keys, name="staff_keys"),
    path("keys/new/", keys.new_keys, name="staff_new_keys"),
    path("keys/pin/", keys.move_pin, name="staff_move_pin"),
    path("keys/sheet/", sheet.check_sheet, name="staff_check_sheet"),
    path("sign-out/", views.sign_out, name="staff_sign_out"),
    path("trail/", trail.trail, name="staff_trail"),
    path("trail/export/", trail.export, name="staff_trail_export"),
]
