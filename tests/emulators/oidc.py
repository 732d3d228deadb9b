"""A company's OpenID Connect login: discovery, keys, the code flow with PKCE, an ID token."""

from __future__ import annotations

import base64
import hashlib
import itertools
import time
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.emulators.server import Emulator

CLIENT_ID, CLIENT_SECRET = "peisuan", "a-secret-of-the-login"


class OidcEmulator(Emulator):
    """Signs in whoever `claims` says, without asking for a password."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        # What an attacker would send instead of what was asked for.
        self.wrong_nonce = False
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._asked: dict[str, dict[str, str]] = {}
        self._numbers = itertools.count(1)
        super().__init__()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/.well-known/openid-configuration", self._discovery)
        router.add_get("/keys", self._keys)
        router.add_get("/authorize", self._authorize)
        router.add_post("/token", self._token)

    async def _discovery(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, request: web.Request) -> web.Response:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return web.json_response({"keys": [{**key, "kid": "k1", "use": "sig", "alg": "RS256"}]})

    async def _authorize(self, request: web.Request) -> web.Response:
        code = f"code-{next(self._numbers)}"
        self._asked[code] = dict(request.query)
        back = request.query["redirect_uri"]
        raise web.HTTPFound(f"{back}?code={code}&state={request.query['state']}")

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        asked = self._asked.pop(str(form["code"]), None)
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or request.headers.get("Authorization") != f"Basic {expected}":
            return web.json_response({"error": "invalid_grant"}, status=400)
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "s1",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": "another" if self.wrong_nonce else asked["nonce"],
            **self.claims,
        }
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "k1"})
        return web.json_response(
            {"access_token": "a", "token_type": "Bearer", "id_token": token, "expires_in": 300}
        )
