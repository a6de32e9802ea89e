"""Compression of what becomes smaller by it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PACKED_ALREADY = ("image/", "audio/", "video/", "application/pdf")


class CompressionMiddleware(GZipMiddleware):
    """Django's, but for pictures, recordings and PDFs: a part of one must be its very bytes."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed where that helps."""
        if response.headers.get("Content-Type", "").startswith(_PACKED_ALREADY):
            return response
        return super().process_response(request, response)
