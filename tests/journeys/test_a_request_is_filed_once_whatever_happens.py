"""Pressed twice, reloaded, gone back from, sent from two tabs, lost on the way: one request each time."""

import urllib.request
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route

from boussole.contact_requests.models import ContactRequest, Filing
from boussole.mail.models import OutgoingMessage
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.journeys.professional import Professional
from tests.journeys.shortcuts import carry, enter_as, visit_of_lina
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

PHONE, CORRECTED = "06 39 98 12 34", "06 39 98 56 78"


@dataclass
class Scene:
    """Lina in front of the form, and the people who will read it."""

    lina: YoungPerson
    referent: object
    address: str

    def another_tab(self) -> YoungPerson:
        """The same browser, the form open once more."""
        tab = YoungPerson(self.lina.page.context.new_page(), self.lina.clock)
        tab.page.goto("/ma-demande/")
        return tab


@pytest.fixture
def scene(transactional_db, live_server, open_window, clock) -> Scene:
    return given_lina_in_front_of_the_form(open_window(width=360), live_server.url, clock)


def given_lina_in_front_of_the_form(window, address, clock):
    TerritoryThemeFactory()
    QuestionnaireFactory()
    structure, referent = StructureFactory.with_referent(name="Le Phare")
    offers = [OfferFactory(structure=structure), OfferFactory()]
    lina = YoungPerson(window, clock)
    carry(window, address, visit_of_lina(*offers))
    window.goto("/ma-demande/")
    lina.fills_in(phone=PHONE)
    return Scene(lina, referent, address)


# --- The sentences --------------------------------------------------------------------------------
def test_a_double_click_sends_one_request(scene):
    when_the_button_is_pressed_twice(scene.lina)
    then_it_is_sent(scene.lina)
    then_one_request_per_service_was_filed()


def test_a_double_click_without_javascript_sends_one_request(
    transactional_db, live_server, open_window, clock
):
    window = open_window(width=360, java_script_enabled=False)
    scene = given_lina_in_front_of_the_form(window, live_server.url, clock)
    when_the_button_is_pressed_twice(scene.lina)
    then_it_is_sent(scene.lina)
    then_one_request_per_service_was_filed()


def test_a_reload_after_sending_sends_nothing(scene):
    scene.lina.sends()
    when_the_page_is_reloaded(scene.lina)
    then_it_is_sent(scene.lina)
    then_one_request_per_service_was_filed()


def test_going_back_says_that_it_has_left_already(scene):
    scene.lina.sends()
    when_she_goes_back(scene.lina)
    then_she_reads_that_it_has_left_already(scene.lina)
    then_one_request_per_service_was_filed()


def test_two_tabs_send_one_request(scene):
    other = scene.another_tab()
    other.fills_in(phone=PHONE)
    scene.lina.sends()
    other.sends()
    then_it_is_sent(other)
    then_one_request_per_service_was_filed()


def test_an_answer_lost_on_the_way_can_be_sent_again(scene):
    when_the_answer_of_the_server_is_lost(scene.lina)
    when_she_goes_back_and_sends_again(scene.lina)
    then_it_is_sent(scene.lina)
    then_one_request_per_service_was_filed()


def test_the_same_form_with_a_corrected_number_is_what_the_professional_sees(scene, open_window):
    other = scene.another_tab()
    other.fills_in(phone=CORRECTED)
    scene.lina.sends()
    other.sends()
    then_it_is_sent(other)
    then_the_professional_reads_the_corrected_number(scene, open_window())
    assert Filing.objects.count() == 1


# --- The steps ------------------------------------------------------------------------------------
def when_the_button_is_pressed_twice(lina):
    """Two presses, as an impatient finger makes them: without a script, the browser sends the form twice."""
    button = lina.button("Envoyer à")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    for _ in range(2):
        lina.page.mouse.click(place["x"] + 20, place["y"] + 10)
        lina.page.wait_for_timeout(20)
    lina.page.wait_for_url("**/envoyee/")


def when_the_page_is_reloaded(lina):
    lina.page.reload()


def when_she_goes_back(lina):
    lina.page.go_back()


def when_the_answer_of_the_server_is_lost(lina):
    """The form arrives, is filed, and the network breaks before the page comes back, cookies included."""
    lina.page.route("**/ma-demande/", lose_the_answer)
    lina.button("Envoyer à").click()
    lina.page.wait_for_url("chrome-error://**")
    lina.page.unroute("**/ma-demande/")
    assert Filing.objects.count() == 1


def when_she_goes_back_and_sends_again(lina):
    lina.page.goto("/ma-demande/")
    lina.fills_in(phone=PHONE)
    lina.sends()


def then_it_is_sent(lina):
    assert lina.title == "C’est envoyé, Lina"


def then_she_reads_that_it_has_left_already(lina):
    assert lina.title == "Ta demande est déjà partie"
    lina.reads("Elle n’est partie qu’une fois.")


def then_one_request_per_service_was_filed():
    assert (Filing.objects.count(), ContactRequest.objects.count()) == (1, 2)
    messages = sorted(OutgoingMessage.objects.values_list("template", flat=True))
    assert [name.rpartition("/")[2] for name in messages] == ["acknowledgement", "recap", "recap"]


def then_the_professional_reads_the_corrected_number(scene: Scene, window: Page):
    enter_as(window, scene.address, scene.referent)
    referent = Professional(window, "")
    window.goto("/extranet/")
    referent.press("Lina, 19 ans")
    referent.reads(CORRECTED)
    assert PHONE not in referent.text


def lose_the_answer(route: Route) -> None:
    """Hand the request to the server outside the browser, and tell the browser that it failed."""
    request = route.request
    if request.method != "POST":
        route.fallback()
        return
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in request.frame.page.context.cookies())
    headers = {**request.headers, "Cookie": cookies}
    sent = urllib.request.Request(request.url, data=request.post_data_buffer, headers=headers)
    assert urllib.request.build_opener(DoNotFollow).open(sent).status == 302
    route.abort("connectionreset")


class DoNotFollow(urllib.request.HTTPRedirectHandler):
    """Nobody is there to follow the answer."""

    def http_error_302(self, request, answer, *rest):
        return answer
