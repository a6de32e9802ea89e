"""The addresses of the staff half, all under /staff/."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as cms_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts import urls as accounts_urls
from accounts.gate import needs
from accounts.roles import Role
from accounts.views.sign_in import sign_out
from home.media.views import uploaded_document, uploaded_picture
from portal import errors
from portal.urls import health
from reports.inbox import urls as inbox_urls

staff_patterns = [
    path("staff/", include(accounts_urls)),
    path("staff/inbox/", include(inbox_urls)),
    # Wagtail's own accounts, users and groups are not to be had: `accounts` has the only ones.
    path(
        "staff/cms/account/",
        needs(Role.EDITOR)(RedirectView.as_view(pattern_name="staff_account")),
    ),
    path("staff/cms/logout/", sign_out),
    re_path(
        r"^staff/cms/(?:login|password_reset|users|groups)/",
        needs(Role.EDITOR)(errors.not_found),
    ),
    # One form, one file, cleaned before it is stored. The other way stores first and asks later.
    re_path(
        r"^staff/cms/(?P<what>images|documents)/multiple/add/$",
        needs(Role.EDITOR)(RedirectView.as_view(url="/staff/cms/%(what)s/add/")),
    ),
    re_path(
        r"^staff/cms/(?:(?:images|documents)/multiple|images/\d+/generate_url)/",
        needs(Role.EDITOR)(errors.not_found),
    ),
    path(
        "staff/cms/media/<path:name>",
        needs(Role.EDITOR)(uploaded_picture),
        name="uploaded_picture",
    ),
    path(
        "staff/cms/documents/file/<int:document_id>/<str:name>",
        needs(Role.EDITOR)(uploaded_document),
        name="wagtaildocs_serve",
    ),
    path("staff/cms/", include(decorate_urlpatterns(cms_urls.urlpatterns, needs(Role.EDITOR)))),
]
urlpatterns = [*health.urlpatterns, *staff_patterns]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
