"""Showing a built site to this computer alone, with the headers that a good host sends.

The headers for cross-origin isolation are not among them, on purpose: with them the kernel
takes another way to its worker, on which it now and then loses a cell.
"""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # The service worker keeps what is needed; a new version must be seen at once.
    "Cache-Control": "no-cache",
}


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the files of a site."""

    extensions_map = {  # noqa: RUF012 - as the class above it has it
        **SimpleHTTPRequestHandler.extensions_map,
        # What Windows takes these for is up to its registry.
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".json": "application/json",
        ".ipynb": "application/json",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
    }

    def end_headers(self) -> None:
        """Send the headers of every answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of each file."""


def make_server(site: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of the folder *site* on this computer alone, not yet serving.

    It takes a free port if *port* is 0.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(SiteHandler, directory=str(site)))
