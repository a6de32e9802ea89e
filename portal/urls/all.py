"""Both halves in one process: the embedded start."""

from portal import errors
from portal.urls import health
from portal.urls.public import public_patterns
from portal.urls.staff import staff_patterns

urlpatterns = [*health.urlpatterns, *staff_patterns, *public_patterns]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
