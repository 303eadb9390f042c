"""One HTTP service, talked to over one kept connection: forms and documents out, bytes in, errors in words.

Basic and digest authentication (RFC 7616, MD5 with ``qop=auth``), because SPARQL services ask for one or the other
before they let anybody write. Redirects are not followed: the user named one address.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlencode, urlsplit

from nhsgraph._version import __version__
from nhsgraph.errors import EndpointError

#: How much of a refusal is shown.
_SHOWN = 300
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, headers and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Service:
    """An address, a time to wait for it, and the name to give it."""

    def __init__(self, url: str, *, timeout: float = 60.0, user: str = "", password: str = "") -> None:
        self._connection: http.client.HTTPConnection | None = None
        self.url, self.timeout, self.user, self.password = url, timeout, user, password
        self._parts = _parts(url)
        self._scheme = ""  # what the service asked for: basic or digest; nothing is given before it asks
        self._challenge: dict[str, str] = {}
        self._count = 0

    def post_form(self, form: Mapping[str, str], *, accept: str) -> Answer:
        """Send a form; raises :class:`~nhsgraph.errors.EndpointError` for anything but a 2xx answer."""
        return self.send("POST", urlencode(form).encode(), "application/x-www-form-urlencoded", accept=accept)

    def send(
        self, method: str, body: bytes, content_type: str, *, accept: str = "*/*", query: str = ""
    ) -> Answer:
        """Send a document (with ``query`` behind the address); errors as for :meth:`post_form`."""
        target = self._parts.path or "/"
        behind = "&".join(part for part in (self._parts.query, query) if part)
        request = _Request(
            method=method,
            target=target + (f"?{behind}" if behind else ""),
            headers={
                "Accept": accept,
                "Content-Type": content_type,
                "User-Agent": f"nhsgraph/{__version__}",
            },
            body=body,
        )
        answer = self._authorised(request)
        if 200 <= answer.status < 300:
            return answer
        raise self._refusal(answer)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        self.close()

    def _authorised(self, request: _Request) -> Answer:
        """Send a request, and once more with the name where the service asks for it; from then on always with it."""
        answer = self._once(self._with_authorization(request))
        if answer.status == 401 and self.user:
            challenge = answer.headers.get("WWW-Authenticate", "")
            self._challenge = {
                key.lower(): quoted or plain
                for key, quoted, plain in _PAIR.findall(challenge.partition(" ")[2])
            }
            self._scheme = challenge.partition(" ")[0].lower() or "basic"
            self._count = 0
            answer = self._once(self._with_authorization(request))
        return answer

    def _with_authorization(self, request: _Request) -> _Request:
        if self._scheme == "digest":
            value = self._digest_header(request)
        elif self._scheme:
            value = "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        else:
            return request
        return replace(request, headers={**request.headers, "Authorization": value})

    def _digest_header(self, request: _Request) -> str:
        def md5(*parts: str) -> str:
            return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()

        realm, nonce = self._challenge.get("realm", ""), self._challenge.get("nonce", "")
        self._count += 1
        count, client = f"{self._count:08x}", secrets.token_hex(8)
        response = md5(
            md5(self.user, realm, self.password),
            nonce,
            count,
            client,
            "auth",
            md5(request.method, request.target),
        )
        values = {
            "username": self.user,
            "realm": realm,
            "nonce": nonce,
            "uri": request.target,
            "response": response,
        }
        values |= {
            "cnonce": client,
            **({"opaque": self._challenge["opaque"]} if "opaque" in self._challenge else {}),
        }
        quoted = ", ".join(f'{key}="{value}"' for key, value in values.items())
        return f"Digest {quoted}, qop=auth, nc={count}, algorithm=MD5"

    def _once(self, request: _Request) -> Answer:
        """One exchange; a kept connection that the service has closed meanwhile is opened again, once."""
        fresh = self._connection is None
        try:
            return self._exchange(request)
        except (
            http.client.RemoteDisconnected,
            http.client.CannotSendRequest,
            BrokenPipeError,
            ConnectionResetError,
        ) as e:
            self.close()
            if fresh:
                raise self._unreachable(e) from None
        except (OSError, http.client.HTTPException) as e:
            self.close()
            raise self._unreachable(e) from None
        try:
            return self._exchange(request)
        except (OSError, http.client.HTTPException) as e:
            self.close()
            raise self._unreachable(e) from None

    def _exchange(self, request: _Request) -> Answer:
        if self._connection is None:
            kind = (
                http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
            )
            self._connection = kind(self._parts.hostname or "", self._parts.port, timeout=self.timeout)
        self._connection.request(request.method, request.target, request.body, dict(request.headers))
        response = self._connection.getresponse()
        body = response.read()
        return Answer(status=response.status, headers=response.headers, body=body)  # type: ignore[arg-type]  # a Message reads like one

    def _unreachable(self, e: Exception) -> EndpointError:
        what = (
            f"did not answer within {self.timeout:g} s"
            if isinstance(e, TimeoutError)
            else f"cannot be reached ({e})"
        )
        return EndpointError(
            f"the service {self.url} {what}. Check the address, and that the service runs.", url=self.url
        )

    def _refusal(self, answer: Answer) -> EndpointError:
        said = " ".join(answer.body.decode("utf-8", "replace").split())[:_SHOWN]
        remedy = {
            401: " Give a name with --user and its password in NHSGRAPH_ENDPOINT_PASSWORD.",
            403: " The service does not allow it to this user.",
            404: " Check the address.",
        }.get(answer.status, "")
        if answer.status >= 500:
            remedy = " The service failed; what it says in its log may help. Then try again."
        if 300 <= answer.status < 400:
            remedy = f" It points to {answer.headers.get('Location', 'another address')}; give that one."
        return EndpointError(
            f"the service {self.url} answered {answer.status}{': ' + said if said else ''}.{remedy}",
            url=self.url,
        )


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username
        or set(url) & set(" \r\n\t")
    ):
        raise EndpointError(
            f"“{url}” is not the address of a service. Write it as http://host:port/path, without a name or password.",
            url=url,
        )
    return parts
