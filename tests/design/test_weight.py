"""A first visit on a bad network: the page of results, its style, its script (issue 2, section 4)."""

import gzip

import brotli
from django.urls import reverse

from boussole.design import assets


def test_twenty_offers_travel_in_few_bytes(client):
    page = client.get(reverse("gallery:journey")).content
    assets.ensure_built()
    files = sum(
        len(brotli.compress((assets.BUILT / name).read_bytes())) for name in ("public.css", "boussole.js")
    )

    again = len(gzip.compress(page, 6))

    assert again < 15_000
    assert again + files < 60_000


def test_a_card_stays_light_to_read(client):
    """Its markup is repeated as many times as there are offers: old phones read it all."""
    page = client.get(reverse("gallery:journey")).content

    assert len(page) / 20 < 3_000
