"""OpenID Connect: against a real provider, and against one that lies in every way that counts."""

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from motcua.apps.citizens.ports import IdentityRefused, IdentityUnreachable
from motcua.connectors.identity.oidc import Client, OpenIdConnect
from tests.connectors import identity_provider

BACK = "http://127.0.0.1:9/dang-nhap/dinh-danh/ve"
ISSUER = "https://xacthuc.example.vn"
CLIENT = Client(issuer=ISSUER, client_id="motcua", client_secret="s")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}, auto_kid=False)
OTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}, auto_kid=False)


@pytest.fixture(scope="module")
def client():
    with identity_provider.running(BACK) as client:
        yield client


def come_back(provider, login="anh"):
    """Sign in at the provider; return the code that it sends us and the attempt."""
    place, attempt = provider.begin(redirect_uri=BACK, at=datetime.now(UTC))
    back = parse_qs(urlsplit(identity_provider.walk(place, login)).query)
    assert back["state"] == [attempt.state]
    return back["code"][0], attempt


def test_a_real_provider_tells_who_signs_in(client):
    provider = OpenIdConnect(client)
    code, attempt = come_back(provider)

    claims = provider.finish(code=code, attempt=attempt, redirect_uri=BACK, at=datetime.now(UTC))

    assert (claims.issuer, claims.subject, claims.reference) == (client.issuer, "anh", "T-1001")
    assert (claims.name, claims.citizen_id) == ("Đặng Thị Ngọc Ánh", "033591204716")
    assert (claims.born_on, claims.sex) == ("1991-09-14", "female")


def test_a_code_without_its_verifier_is_worth_nothing(client):
    provider = OpenIdConnect(client)
    code, attempt = come_back(provider)

    with pytest.raises(IdentityRefused):
        provider.finish(
            code=code, attempt=replace(attempt, verifier="x" * 64), redirect_uri=BACK, at=datetime.now(UTC)
        )


def test_a_code_is_good_once(client):
    provider = OpenIdConnect(client)
    code, attempt = come_back(provider)
    provider.finish(code=code, attempt=attempt, redirect_uri=BACK, at=datetime.now(UTC))

    with pytest.raises(IdentityRefused):
        provider.finish(code=code, attempt=attempt, redirect_uri=BACK, at=datetime.now(UTC))


def test_an_answer_to_another_attempt_is_refused(client):
    provider = OpenIdConnect(client)
    code, attempt = come_back(provider)

    with pytest.raises(IdentityRefused, match="nonce"):
        provider.finish(
            code=code, attempt=replace(attempt, nonce="n"), redirect_uri=BACK, at=datetime.now(UTC)
        )


def test_a_provider_that_is_not_there_is_said_to_be_unreachable():
    provider = OpenIdConnect(Client(issuer="http://127.0.0.1:9", client_id="motcua", client_secret="s"))

    with pytest.raises(IdentityUnreachable):
        provider.begin(redirect_uri=BACK, at=NOW)


def lying(*, key=KEY, token=None, about=None, info=None, **claims):
    """Return a provider whose ID token, documents and user info say what a test wants."""
    served = {
        "/.well-known/openid-configuration": {
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks", "userinfo_endpoint": f"{ISSUER}/me",
        } | (about or {}),
        "/jwks": {"keys": [KEY.as_dict(private=False)]},
        "/me": {"sub": "anh", "SoDinhDanh": "033591204716"} | (info or {}),
    }  # fmt: skip
    nonces: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/token":
            return httpx.Response(200, json=served[request.url.path])
        told = {
            "iss": ISSUER, "sub": "anh", "aud": "motcua", "nonce": nonces[0], "iat": int(NOW.timestamp()),
            "exp": int((NOW + timedelta(minutes=5)).timestamp()), "HoVaTen": "Đặng Thị Ngọc Ánh",
        } | claims  # fmt: skip
        kept = {name: value for name, value in told.items() if value is not None}
        made = token or jwt.encode({"alg": "RS256", "kid": "one"}, kept, key)
        return httpx.Response(200, json={"id_token": made, "access_token": "a"})

    provider = OpenIdConnect(CLIENT, http=lambda: httpx.Client(transport=httpx.MockTransport(answer)))
    _, attempt = provider.begin(redirect_uri=BACK, at=NOW) if about is None else ("", None)
    nonces.append(attempt.nonce if attempt else "")
    return provider, attempt


def finish(provider, attempt):
    return provider.finish(code="c", attempt=attempt, redirect_uri=BACK, at=NOW)


def test_an_honest_provider_is_believed():
    assert finish(*lying()).citizen_id == "033591204716"


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param({"iss": "https://other.example.vn"}, id="another issuer"),
        pytest.param({"aud": "another"}, id="for another"),
        pytest.param({"aud": ["motcua", "another"]}, id="for several, not issued to us"),
        pytest.param({"nonce": "another"}, id="another nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"exp": int((NOW - timedelta(minutes=5)).timestamp())}, id="expired"),
        pytest.param({"exp": None}, id="never expires"),
        pytest.param({"sub": None}, id="nobody"),
        pytest.param({"key": OTHER_KEY}, id="another key"),
        pytest.param({"info": {"sub": "binh"}}, id="user info of somebody else"),
    ],
)
def test_a_lie_is_refused(lie):
    provider, attempt = lying(**lie)

    with pytest.raises(IdentityRefused):
        finish(provider, attempt)


def forged_by_hand(header: dict[str, str], secret: bytes) -> str:
    """Return a token that no library makes: our public key used as a password, or no signature at all."""
    told = {"iss": ISSUER, "sub": "anh", "aud": "motcua", "iat": int(NOW.timestamp()), "exp": 2**40}
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, told)]
    signature = hmac.digest(secret, b".".join(parts), "sha256") if secret else b""
    return b".".join([*parts, urlsafe_b64encode(signature).rstrip(b"=")]).decode()


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        pytest.param(
            {"alg": "HS256", "kid": "one"}, KEY.as_pem(private=False), id="public key as a password"
        ),
        pytest.param({"alg": "none"}, b"", id="no signature"),
    ],
)
def test_a_token_with_a_signature_that_proves_nothing_is_refused(header, secret):
    provider, attempt = lying(token=forged_by_hand(header, secret))

    with pytest.raises(IdentityRefused, match="signature"):
        finish(provider, attempt)


@pytest.mark.parametrize(
    "about", [{"issuer": "https://other.example.vn"}, {"token_endpoint": "http://xacthuc.example.vn/token"}]
)
def test_a_discovery_document_of_others_or_in_the_open_is_refused(about):
    provider, _ = lying(about=about)

    with pytest.raises(IdentityRefused):
        provider.begin(redirect_uri=BACK, at=NOW)


def test_an_enterprise_is_no_citizen():
    claims = finish(*lying(info={"LoaiTaiKhoan": "2", "MaSoThue": "0100109106"}))

    assert (claims.citizen_id, claims.tax_code) == ("", "0100109106")
