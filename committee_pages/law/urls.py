"""Addresses of acts that hold whatever the pages are called, in the manner of FRBR.

`/akn/tl/act/lei/2017/3` is the act, `…/por@2017-01-25` its text of a day in a language,
`…/por@2017-01-25.pdf` that text as a file, `…/~art_163` a place in it.
"""

from django.urls import re_path

from committee_pages.law import views

_WORK = r"^tl/act/(?P<subtype>[a-z-]+)/(?P<year>[0-9]{4})/(?P<number>[0-9]+(?:-[A-Z])?)"
_TEXT = r"(?P<language>[a-z]{3})@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})?"
_PLACE = r"~(?P<eid>[A-Za-z0-9_.-]{1,160})"

urlpatterns = [
    re_path(rf"{_WORK}/?$", views.work, name="law_work"),
    re_path(rf"{_WORK}/{_PLACE}$", views.work, name="law_work_place"),
    # `.pdf`, `.json` and `.akn`: what a text can be written as stands in views.WRITERS.
    re_path(rf"{_WORK}/{_TEXT}\.(?P<kind>[a-z]+)$", views.manifestation, name="law_file"),
    re_path(rf"{_WORK}/{_TEXT}/?$", views.expression, name="law_expression"),
    re_path(rf"{_WORK}/{_TEXT}/{_PLACE}$", views.expression, name="law_expression_place"),
]
