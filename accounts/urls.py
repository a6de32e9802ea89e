"""Addresses of signing in."""

from django.urls import path

from accounts import trail, views

urlpatterns = [
    path("", views.password, name="staff_sign_in"),
    path("code/", views.code, name="staff_code"),
    path("account/", views.account, name="staff_account"),
    path("sign-out/", views.sign_out, name="staff_sign_out"),
    path("trail/", trail.trail, name="staff_trail"),
    path("trail/export/", trail.export, name="staff_trail_export"),
]
