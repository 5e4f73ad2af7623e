"""What went wrong between here and the online service, from what its client raises."""

from __future__ import annotations

import errno
import ssl
import time

import aiohttp
from edge_tts.exceptions import EdgeTTSException, SkewAdjustmentError

from mathspeak.errors import EngineFailed, EngineUnavailable, MathspeakError, ServiceFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Explain = Callable[[Any, str | None], MathspeakError]

_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
# The client's token changes every five minutes; a clock that is off by less does no harm.
_SKEW_SECONDS = 240
_UPDATE = "pip install --upgrade edge-tts"
_OFFLINE = "check the network, or speak without one: --engine offline"


def explained(error: Exception, proxy: str | None) -> MathspeakError:
    """Our error for one of the client's.

    ServiceFailed is worth another try; EngineUnavailable says that there is no way to the service; EngineFailed that is
    not transient says that the service refuses, and for a while no other try will help.
    """
    for kinds, explain in _EXPLANATIONS:
        if isinstance(error, kinds):
            return explain(error, proxy)
    # The client reads answers as if they were always well formed.
    told = error if isinstance(error, EdgeTTSException) else f"{type(error).__name__}: {error}"
    return EngineFailed(
        f"edge's service gave an answer that makes no sense ({told})",
        transient=True,
        hint=f"try again; if it goes on, {_UPDATE}",
    )


def _by_proxy(error: aiohttp.ClientHttpProxyError, proxy: str | None) -> MathspeakError:
    told = f"the proxy {proxy} does not let edge through to edge's service ({error.status} {error.message})"
    if error.status >= 500:
        return ServiceFailed(told)
    if error.status == 407:
        return EngineUnavailable(told, hint="HTTPS_PROXY takes a name and a password: http://name:password@host:port")
    return EngineUnavailable(told, hint="ask who keeps the proxy, or name another in HTTPS_PROXY")


def _by_no_date(error: SkewAdjustmentError, proxy: str | None) -> MathspeakError:
    if isinstance(error.__cause__, aiohttp.ClientHttpProxyError):
        return _by_proxy(error.__cause__, proxy)
    return EngineFailed(
        "edge's service refuses (403) and tells no time to set the clock by: it may be a firewall that answers",
        hint=f"try another network, or {_UPDATE}",
    )


def _by_status(error: aiohttp.ClientResponseError, proxy: str | None) -> MathspeakError:
    if error.status == 403:
        return _refused(error)
    if error.status == 429:
        return ServiceFailed("edge's service is asked too often (429)", hint="wait some minutes")
    if error.status >= 500:
        return ServiceFailed(f"edge's service is out of order ({error.status})", hint="try again later")
    if error.status < 300:
        return _by_stranger(error, proxy)
    return EngineFailed(f"edge's service no longer knows this client ({error.status})", hint=_UPDATE)


def _refused(error: aiohttp.ClientResponseError) -> MathspeakError:
    """The client set its clock by the service's and asked again, to no avail."""
    from edge_tts.drm import DRM

    date = DRM.parse_rfc2616_date(error.headers.get("Date", "")) if error.headers else None
    skew = date - time.time() if date else 0.0
    if abs(skew) > _SKEW_SECONDS:
        return EngineFailed(
            f"edge's service refuses (403), and the clock here is {_said(skew)}", hint=f"set the clock; {_UPDATE}"
        )
    return EngineFailed(
        "edge's service refuses this client (403)",
        hint=f"{_UPDATE}; if that does not help, the service refuses this network, or everybody, for a time",
    )


def _said(skew: float) -> str:
    minutes = round(abs(skew) / 60)
    return f"{minutes} minutes {'slow' if skew > 0 else 'fast'}"


def _by_stranger(error: aiohttp.ClientResponseError, proxy: str | None) -> MathspeakError:
    return EngineUnavailable(
        f"something else answers in place of edge's service ({error.status} {error.message})",
        hint="a network that asks for a login first? Open a page in a browser",
    )


def _by_certificate(error: aiohttp.ClientError, proxy: str | None) -> MathspeakError:
    return EngineUnavailable(
        f"what answers in place of edge's service cannot show that it is it ({error})",
        hint="where a proxy opens all connections, SSL_CERT_FILE names the file of its certificate",
    )


def _by_proxy_gone(error: aiohttp.ClientProxyConnectionError, proxy: str | None) -> MathspeakError:
    return EngineUnavailable(
        f"the proxy {proxy} cannot be reached ({error.os_error})", hint="HTTPS_PROXY and ALL_PROXY name it"
    )


def _by_no_name(error: aiohttp.ClientConnectorDNSError, proxy: str | None) -> MathspeakError:
    return EngineUnavailable(f"there is no network: {error.host} cannot be found", hint=_OFFLINE)


def _by_connection(error: OSError | aiohttp.ClientError, proxy: str | None) -> MathspeakError:
    reason = getattr(error, "os_error", error)
    if getattr(reason, "errno", None) in _NO_WAY:
        return EngineUnavailable(f"there is no network: {reason}", hint=_OFFLINE)
    return ServiceFailed(f"the connection to edge's service failed ({reason or type(error).__name__})")


# The first that fits: a subclass comes before its class.
_EXPLANATIONS: tuple[tuple[tuple[type[Exception], ...], Explain], ...] = (
    ((aiohttp.ClientHttpProxyError,), _by_proxy),
    ((SkewAdjustmentError,), _by_no_date),
    ((aiohttp.ContentTypeError,), _by_stranger),
    ((aiohttp.ClientResponseError,), _by_status),
    ((aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError), _by_certificate),
    ((aiohttp.ClientProxyConnectionError,), _by_proxy_gone),
    ((aiohttp.ClientConnectorDNSError,), _by_no_name),
    ((aiohttp.ClientError, OSError), _by_connection),
)
