"""Which proxy leads to the online service: its client heeds none for the connection that carries speech."""

from __future__ import annotations

import re

from mathspeak.errors import EngineUnavailable

HOST = "speech.platform.bing.com"
_PASSWORD = re.compile(r"(?<=://)[^/@]*@")


def proxy_of_environment() -> str | None:
    """What HTTPS_PROXY or else ALL_PROXY names, or the system's own settings, unless NO_PROXY excepts the service."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    named = proxies.get("https") or proxies.get("all")
    return checked(named) if named and not proxy_bypass(HOST) else None


def checked(proxy: str) -> str:
    """The proxy as an address; EngineUnavailable where it is of a kind that the client cannot use.

    >>> checked("localhost:3128")
    'http://localhost:3128'
    """
    address = proxy if "://" in proxy else f"http://{proxy}"
    if not _is_address(address):
        raise EngineUnavailable(
            f"the proxy {shown(address)} is of a kind that edge cannot use",
            hint="HTTPS_PROXY takes an address such as http://host:3128; NO_PROXY=bing.com goes without",
        )
    return address


def shown(proxy: str | None) -> str | None:
    """The address without the name and the password in it.

    >>> shown("http://me:secret@localhost:3128")
    'http://localhost:3128'
    """
    return _PASSWORD.sub("", proxy) if proxy else None


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
