"""Pages by key: every row once, whatever is added meanwhile; a forged cursor opens nothing."""

from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.accounts.models import User
from boussole.web.shared.pagination import CappedCount, Order, capped_count, key_page
from tests.factories import NOW
from tests.factories.accounts import UserFactory

OLDEST, NEWEST = Order("created_at"), Order("created_at", newest_first=True)


@pytest.fixture
def people(db: None) -> list[User]:
    """Seven people; three of them arrived at the same instant."""
    made = [UserFactory() for _ in range(7)]
    for number, user in enumerate(made):
        User.objects.filter(pk=user.pk).update(created_at=NOW + timedelta(minutes=max(0, number - 2)))
    return list(User.objects.order_by("created_at", "pk"))


def walked(order: Order, size: int) -> list[list[User]]:
    """Every page, from the first to the last, following « Suivant »."""
    pages, cursor = [], ""
    while True:
        page = key_page(User.objects.all(), order, cursor, size=size)
        pages.append(page.rows)
        if not page.next:
            return pages
        cursor = page.next


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("order", [OLDEST, NEWEST])
def test_every_row_is_shown_once_and_in_order(people, order, size):
    expected = people if order is OLDEST else people[::-1]

    pages = walked(order, size)

    assert [row for page in pages for row in page] == expected
    assert {len(page) for page in pages[:-1]} <= {size}


@pytest.mark.parametrize("order", [OLDEST, NEWEST])
def test_going_back_shows_the_same_pages(people, order):
    first = key_page(User.objects.all(), order, size=3)
    second = key_page(User.objects.all(), order, first.next, size=3)
    third = key_page(User.objects.all(), order, second.next, size=3)

    back = key_page(User.objects.all(), order, third.previous, size=3)
    again = key_page(User.objects.all(), order, back.previous, size=3)

    assert (back.rows, again.rows) == (second.rows, first.rows)
    assert (first.previous, third.next, again.previous) == ("", "", "")


def test_a_row_that_arrives_meanwhile_neither_hides_nor_repeats_another(people):
    first = key_page(User.objects.all(), OLDEST, size=3)
    latecomer = UserFactory()
    User.objects.filter(pk=latecomer.pk).update(created_at=NOW - timedelta(days=1))

    second = key_page(User.objects.all(), OLDEST, first.next, size=3)

    assert second.rows == people[3:6]


def test_one_page_is_one_query(people, django_assert_num_queries):
    first = key_page(User.objects.all(), OLDEST, size=3)

    with django_assert_num_queries(1):
        key_page(User.objects.all(), OLDEST, first.next, size=3)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "é",
        "=" * 40,
        "A" * 5000,
        urlsafe_b64encode(b">-5.1").decode(),
        urlsafe_b64encode(b">1.99999999999999999999").decode(),
        urlsafe_b64encode(b">1 OR 1=1.2").decode(),
        urlsafe_b64encode("＞１.２".encode()).decode(),
    ],
)
def test_a_cursor_that_means_nothing_gives_the_first_page(people, cursor):
    assert key_page(User.objects.all(), OLDEST, cursor, size=3).rows == people[:3]


def test_a_forged_cursor_only_says_where_to_begin(people):
    far_away = urlsafe_b64encode(b">99999999999999999.999999999999999999").decode()
    mine = User.objects.filter(pk=people[0].pk)

    assert key_page(mine, OLDEST, far_away).rows == []
    assert key_page(mine, OLDEST, urlsafe_b64encode(b">0.0").decode()).rows == [people[0]]


@given(st.text(max_size=64))
def test_reading_a_cursor_never_fails(cursor):
    assert key_page(User.objects.none(), OLDEST, cursor).rows == []


def test_a_count_stops_at_its_cap(people):
    assert str(capped_count(User.objects.all(), cap=3)) == "3+"
    assert capped_count(User.objects.all(), cap=3).of("personne") == "3+\u00a0personnes"
    assert capped_count(User.objects.all()).of("personne") == "7\u00a0personnes"
    assert str(CappedCount(1001)) == "1\u00a0000+"
    assert CappedCount(0).of("personne") == "0\u00a0personne"
