"""What every answer tells the browser to keep to, whatever it is an answer to."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.settings import Settings

POLICY = (
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "form-action 'self'"
)
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # People's data; what the pages are made of says otherwise.
    "Cache-Control": "no-store",
}
# Only where people come by TLS: a browser that was told so never comes without it again.
BY_TLS = {"Strict-Transport-Security": "max-age=31536000"}


class SafeHeaders:
    """Adds to every answer what it does not say itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._said = ALWAYS | (BY_TLS if settings.behind_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._said.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
