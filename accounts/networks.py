"""From which network a request comes, as far as the throttle needs to know."""

from ipaddress import IPv6Address, ip_address, ip_network

_NETWORK_BITS = {4: 24, 6: 64}


def network_of(remote: str, forwarded_for: str, *, proxies: int) -> str:
    """The network of the client: an IPv4 /24, an IPv6 /64, or empty when there is no address.

    `proxies` front servers of our own each added an address at the right end of X-Forwarded-For:
    the last but so many is what the outermost of them saw. What stands left of it anybody can
    write, so it is not read. A malformed header counts as none.
    """
    claimed = [part.strip() for part in forwarded_for.split(",")]
    if proxies and len(claimed) >= proxies:
        return _network(claimed[-proxies]) or _network(remote)
    return _network(remote)


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    # From the bytes: the name of an interface may hang on the address itself.
    return str(ip_network((parsed.packed, _NETWORK_BITS[parsed.version]), strict=False))
