"""The addresses of the public half."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.urls import serve_pattern

from committee_pages.law import urls as law_urls
from home import sitemap
from home import views as home_views
from home.media.views import published_file
from home.search import views as search_views
from home.serving import serve
from portal import errors, security_txt
from portal.urls import health
from reports.intake import leaving
from reports.intake import urls as intake_urls

public_patterns = [
    path("", home_views.to_language, name="to_language"),
    path("leave", leaving.leave, name="leave"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("media/<str:name>", published_file, name="published_file"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap.file, name="sitemap_file"),
    path("akn/", include(law_urls)),
    *i18n_patterns(
        path("report/", include(intake_urls)),
        path("search/", search_views.search, name="search"),
        # The pages alone: Wagtail's list has a sign-in for private pages, too.
        re_path(serve_pattern, serve, name="wagtail_serve"),
    ),
]
urlpatterns = [*health.urlpatterns, *public_patterns]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
