"""Who asks: what the server counts as one client."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.requests import HTTPConnection


def client_of(request: HTTPConnection) -> str:
    """The client of a request: its address, or for IPv6 the network of 64 bits that one subscriber has."""
    return network_of(request.client.host) if request.client else ""


@lru_cache(maxsize=4096)
def network_of(host: str) -> str:
    """The address that counts as one client; what is no address is one by itself.

    >>> network_of("192.0.2.7"), network_of("2001:db8:1:2:3:4:5:6"), network_of("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else str(IPv6Network((address, 64), strict=False))
