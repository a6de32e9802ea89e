"""Addresses of the editors' screens, below `/staff/cms/law/`."""

from django.urls import path

from committee_pages.law.cms import views
from committee_pages.law.importing.views import import_text

urlpatterns = [
    path("acts/<int:act_id>/", views.versions, name="law_versions"),
    path("acts/<int:act_id>/import/", import_text, name="law_import"),
    path("versions/<int:version_id>/", views.version, name="law_version"),
    path("versions/<int:version_id>/preview/", views.preview, name="law_preview"),
    path("versions/<int:version_id>/publish/", views.publish, name="law_publish"),
    path("versions/<int:version_id>/withdraw/", views.withdraw, name="law_withdraw"),
    path("versions/<int:version_id>/discard/", views.discard, name="law_discard"),
    path("versions/<int:version_id>/edit/<str:eid>/", views.article, name="law_article"),
]
