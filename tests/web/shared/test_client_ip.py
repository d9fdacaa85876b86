"""Nobody chooses the address under which they are counted (guarantees.md T21)."""

import pytest
from django.test import RequestFactory

from boussole.web.shared.client_ip import client_ip


def seen(proxies, forwarded="", *, peer="198.51.100.7", settings):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return client_ip(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),  # written by the visitor: nobody of ours adds this header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),  # the first is made up
        (2, "192.0.2.66, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),  # came around a proxy of ours
        (1, "", "198.51.100.7"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "not-an-address", "unknown"),
    ],
)
def test_as_many_hops_are_believed_as_there_are_proxies_of_ours(proxies, forwarded, address, settings):
    assert seen(proxies, forwarded, settings=settings) == address


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("[2001:db8:1:2::5]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "unknown"),
    ],
)
def test_a_home_is_one_visitor_whatever_its_addresses(address, group, settings):
    assert seen(0, peer=address, settings=settings) == group


def test_a_visitor_who_makes_up_addresses_stays_the_same_one(settings):
    addresses = {seen(1, f"192.0.2.{n}, 203.0.113.9", settings=settings) for n in range(50)}

    assert addresses == {"203.0.113.9"}
