"""Compression of what becomes smaller by it."""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

_PACKED_ALREADY = ("image/", "audio/", "video/", "application/pdf")


class CompressionMiddleware(GZipMiddleware):
    """Django's, but for pictures, recordings and PDFs: a part of one must be its very bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, compressed where that helps."""
        if response.headers.get("Content-Type", "").startswith(_PACKED_ALREADY):
            return response
        answer: HttpResponse = super().process_response(request, response)
        return answer
