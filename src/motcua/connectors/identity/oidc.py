"""Sign-in through an OpenID Connect provider: authorization code, PKCE (S256), state and nonce.

What the provider is able to do comes from its discovery document; the ID token is believed only when its signature,
issuer, audience, nonce and time are right. Claims have the names of the national portal's single sign-on or those of
the standard.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from motcua.apps.citizens.ports import Attempt, Claims, IdentityRefused, IdentityUnreachable
from motcua.domain.identity import CitizenIdInvalid, parse_citizen_id

log = structlog.get_logger("motcua.identity")
SECONDS: Final = 10.0
KEEP_SECONDS: Final = 3600.0
LEEWAY: Final = 60
ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
ENTERPRISE: Final = "2"
SEXES: Final[Mapping[str, str]] = {
    "nam": "male", "male": "male", "1": "male", "nữ": "female", "female": "female", "2": "female", "0": "female",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How a provider knows us. `scope` and `acr_values` are what the national portal asks for."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid"
    acr_values: str = ""


@dataclass(slots=True)
class OpenIdConnect:
    """A provider, and what it has said about itself within the last hour."""

    client: Client
    http: Callable[[], httpx.Client] = field(
        default=lambda: httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False)
    )
    _about: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _until: float = 0.0

    def begin(self, *, redirect_uri: str, at: datetime) -> tuple[str, Attempt]:
        """Return where to send the browser, and what it keeps meanwhile. Raises IdentityUnreachable."""
        attempt = Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
        asked = {
            "response_type": "code", "client_id": self.client.client_id, "redirect_uri": redirect_uri,
            "scope": self.client.scope, "state": attempt.state, "nonce": attempt.nonce,
            "code_challenge": _challenge(attempt.verifier), "code_challenge_method": "S256",
        }  # fmt: skip
        if self.client.acr_values:
            asked["acr_values"] = self.client.acr_values
        place = str(self._discovered(at)["authorization_endpoint"])
        return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}", attempt

    def finish(self, *, code: str, attempt: Attempt, redirect_uri: str, at: datetime) -> Claims:
        """Return who came back with a code. Raises IdentityRefused and IdentityUnreachable."""
        self._discovered(at)
        tokens = self._post(
            str(self._about["token_endpoint"]),
            {
                "grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri,
                "code_verifier": attempt.verifier,
            },
        )  # fmt: skip
        told = self._id_token(tokens, attempt, at)
        more = self._user_info(tokens, told["sub"])
        return _claims(self.client.issuer, {**told, **more})

    def _discovered(self, at: datetime) -> Mapping[str, Any]:
        """Return the provider's document about itself, which must name the issuer we were told of."""
        if self._until < at.timestamp() or not self._about:
            about = self._get(f"{self.client.issuer.rstrip('/')}/.well-known/openid-configuration")
            if about.get("issuer") != self.client.issuer:
                raise _refused("another issuer in the discovery document")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _require_safe(str(about.get(name, "")))
            self._about, self._keys, self._until = about, None, at.timestamp() + KEEP_SECONDS
        return self._about

    def _key_set(self, *, anew: bool) -> KeySet:
        if self._keys is None or anew:
            self._keys = KeySet.import_key_set(self._get(str(self._about["jwks_uri"])))  # type: ignore[arg-type]
        return self._keys

    def _id_token(self, tokens: Mapping[str, Any], attempt: Attempt, at: datetime) -> dict[str, Any]:
        """Return the claims of an ID token that is right in every respect (OpenID Connect Core 3.1.3.7)."""
        text = tokens.get("id_token")
        if not isinstance(text, str):
            raise _refused("no ID token")
        claims = self._decoded(text)
        try:
            jwt.JWTClaimsRegistry(
                now=int(at.timestamp()), leeway=LEEWAY,
                iss={"essential": True, "value": self.client.issuer}, sub={"essential": True},
                aud={"essential": True, "value": self.client.client_id}, exp={"essential": True},
                iat={"essential": True},
            ).validate(claims)  # fmt: skip
        except JoseError as error:
            raise _refused(f"claims of the ID token: {error}") from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self.client.client_id:
            raise _refused("an ID token for several, not issued to us")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), attempt.nonce.encode()):
            raise _refused("another nonce")
        return claims

    def _decoded(self, text: str) -> dict[str, Any]:
        """Return what a signed token says; keys that the provider has just renewed are fetched once more."""
        for anew in (False, True):
            try:
                return dict(jwt.decode(text, self._key_set(anew=anew), algorithms=ALGORITHMS).claims)
            except (JoseError, ValueError) as error:
                if anew:
                    raise _refused(f"signature of the ID token: {type(error).__name__}") from error
        raise AssertionError("unreachable")

    def _user_info(self, tokens: Mapping[str, Any], subject: str) -> dict[str, Any]:
        """Return what the provider tells beyond the ID token; it must speak of the same person."""
        place, token = self._about.get("userinfo_endpoint"), tokens.get("access_token")
        if not place or not token:
            return {}
        _require_safe(str(place))
        told = self._ask("POST", str(place), headers={"Authorization": f"Bearer {token}"})
        if told.get("sub") != subject:
            raise _refused("user info of somebody else")
        return {name: value for name, value in told.items() if name not in {"iss", "aud", "sub"}}

    def _get(self, place: str) -> dict[str, Any]:
        return self._ask("GET", place)

    def _post(self, place: str, data: Mapping[str, str]) -> dict[str, Any]:
        known = f"{_quoted(self.client.client_id)}:{_quoted(self.client.client_secret)}"
        basic = base64.b64encode(known.encode()).decode()
        methods = self._about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" not in methods:
            secret = {"client_id": self.client.client_id, "client_secret": self.client.client_secret}
            return self._ask("POST", place, data={**data, **secret})
        return self._ask("POST", place, data=dict(data), headers={"Authorization": f"Basic {basic}"})

    def _ask(self, method: str, place: str, **more: Any) -> dict[str, Any]:
        _require_safe(place)
        try:
            with self.http() as http:
                answer = http.request(method, place, **more)
        except httpx.HTTPError as error:
            log.warning("identity.unreachable", host=urlsplit(place).hostname, error=type(error).__name__)
            raise IdentityUnreachable from error
        if answer.status_code >= 500:
            log.warning("identity.unreachable", host=urlsplit(place).hostname, status=answer.status_code)
            raise IdentityUnreachable
        if answer.status_code != 200:
            raise _refused(f"status {answer.status_code}")
        try:
            found = answer.json()
        except ValueError as error:
            raise _refused("no JSON") from error
        if not isinstance(found, dict):
            raise _refused("no JSON object")
        return found


def _claims(issuer: str, told: Mapping[str, Any]) -> Claims:
    """Return claims of the national portal, or of the standard, in our words."""
    number = _text(told, "SoDinhDanh")
    try:
        citizen_id = str(parse_citizen_id(number)) if number else ""
    except CitizenIdInvalid:
        citizen_id = ""
    enterprise = _text(told, "LoaiTaiKhoan") == ENTERPRISE
    return Claims(
        issuer=issuer,
        subject=str(told["sub"]),
        name=_text(told, "HoVaTen", "name"),
        citizen_id="" if enterprise else citizen_id,
        born_on=_day(_text(told, "NgayThangNamSinh", "birthdate")),
        sex=SEXES.get(_text(told, "GioiTinh", "gender").lower(), ""),
        address=_text(told, "NoiOHienNay", "ThuongTru", "DiaChi"),
        reference=_text(told, "TechID")[:100],
        tax_code=_text(told, "MaSoThue") if enterprise else "",
    )


def _text(told: Mapping[str, Any], *names: str) -> str:
    return next((str(told[name]).strip() for name in names if told.get(name)), "")


def _day(text: str) -> str:
    """Return a day of birth in ISO form, whichever way it is written; nothing for what is no day."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - A day has no zone.
        except ValueError:
            continue
    return text if len(text) == 4 and text.isdecimal() and int(text) <= date.max.year else ""


def _require_safe(place: str) -> None:
    """Refuse to talk in the open, except with this very machine."""
    parts = urlsplit(place)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise _refused("an address without TLS")


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _quoted(text: str) -> str:
    return urlencode({"": text})[1:]


def _refused(reason: str) -> IdentityRefused:
    log.warning("identity.refused", reason=reason)
    return IdentityRefused(reason=reason)
