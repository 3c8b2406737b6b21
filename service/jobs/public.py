"""Is an address one that anybody on the internet has, whatever it is wrapped in?"""

from __future__ import annotations

import ipaddress
import re

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 for everybody is allotted from this block alone (IANA, Internet Protocol Version 6 Address Space).
_GLOBAL = ipaddress.IPv6Network("2000::/3")
# A translator's addresses for IPv4 (RFC 6052): as public as what they stand for.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Tunnels lead to the IPv4 address in them by way of whoever offers to; documentation and routing segments lead nowhere.
_NOT_FOR_EVERYBODY = tuple(
    map(
        ipaddress.ip_network,
        ("192.88.99.0/24", "192.0.0.0/24", "2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    )
)
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")


def is_public(address: str) -> bool:
    """Whether the address is one of a single host that is reached over the internet. ValueError if it is no address."""
    return _is_public(ipaddress.ip_address(address))


def _is_public(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _GLOBAL or address.scope_id is not None:
            return False
    excluded = any(address.version == net.version and address in net for net in _NOT_FOR_EVERYBODY)
    return address.is_global and not address.is_multicast and not address.is_reserved and not excluded


def is_address(host: str) -> bool:
    """Whether the host is an IP address as it is written since 1981."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_address_in_disguise(host: str) -> bool:
    """Whether resolvers take the host for an IPv4 address although it is not written as one: ``127.1``, ``0x7f000001``."""
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None and not is_address(host)
