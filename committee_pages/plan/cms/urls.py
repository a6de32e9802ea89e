"""Addresses of the plan's own screens, below `/staff/cms/plan/`."""

from django.urls import path

from committee_pages.plan.cms import views

urlpatterns = [
    path("activities/<int:activity_id>/to/<slug:state>/", views.move, name="plan_move"),
]
