"""JupyterHub's proxy in Python, made to pass streams on as they come: the usual one does so too."""

from typing import Any

from configurable_http_proxy.cli import main
from configurable_http_proxy.handlers import ProxyHandler
from tornado.httpclient import AsyncHTTPClient

OF_THE_WAY = {"connection", "content-length", "transfer-encoding"}


async def call_proxy(self: Any, path: str | None = None) -> None:
    """Answer a request with what its target answers, piece by piece."""
    url = await self.get_target_url(path)
    if url is None:
        return
    request = self._get_proxy_request(url)
    request.request_timeout = 0

    def header(line: str) -> None:
        if line.startswith("HTTP/"):
            self.clear()
            self.set_status(int(line.split()[1]))
        elif ":" in line:
            name, _, value = line.strip().partition(": ")
            if name.lower() not in OF_THE_WAY:
                self.add_header(name, value)

    async def piece(data: bytes) -> None:
        self.write(data)
        await self.flush()

    request.header_callback, request.streaming_callback = header, piece
    await AsyncHTTPClient().fetch(request, raise_error=False)
    self.finish()


if __name__ == "__main__":
    ProxyHandler.call_proxy = call_proxy
    main()
