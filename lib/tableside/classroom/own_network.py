"""Where this computer is found in its network, so that a class can be told."""

import ipaddress
import socket

import psutil

NOBODY = ("192.0.2.1", 9)
"""An address that no computer has (RFC 5737)."""


def own_addresses() -> tuple[str, ...]:
    """Return this computer's addresses in its networks, the likeliest first; nothing is sent.

    The likeliest is the one from which it would go to the internet. A laptop that makes its own
    hotspot, or a classroom's switch, leads nowhere, and has an address all the same. Without any
    network there is none.
    """
    return sorted_out(leading_address(), interface_addresses())


def leading_address() -> str:
    """Return the address from which this computer would go to the internet; empty if it cannot."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOBODY)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def interface_addresses() -> list[str]:
    """Return the addresses of everything that connects this computer, in its own order."""
    every = psutil.net_if_addrs().values()
    return [each.address for some in every for each in some if each.family == socket.AF_INET]


def sorted_out(leading: str, others: list[str]) -> tuple[str, ...]:
    """Return the addresses at which others can reach this computer, each once.

    One that it gave itself, for want of anybody who gives them out, comes last.
    """
    known = [each for each in dict.fromkeys([leading, *others]) if each]
    outside = [each for each in known if not ipaddress.ip_address(each).is_loopback]
    return tuple(sorted(outside, key=lambda each: ipaddress.ip_address(each).is_link_local))
