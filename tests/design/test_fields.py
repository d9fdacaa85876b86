"""One tag draws any field: label, hint, field and error tied together."""

import re

import pytest
from django import forms
from django.template import Context, Template


class Details(forms.Form):
    phone = forms.CharField(label="Téléphone", help_text="Pour te rappeler.")
    first_name = forms.CharField(
        label="Prénom", required=False, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    moment = forms.ChoiceField(
        label="Quand", choices=[("am", "Le matin"), ("pm", "Le soir")], widget=forms.RadioSelect
    )
    agreement = forms.BooleanField(label="J’accepte", required=False)
    message = forms.CharField(label="Message", widget=forms.Textarea, max_length=300, required=False)

    def clean(self):
        raise forms.ValidationError("Un moyen de te joindre, au moins.")


def drawn(source, form):
    return Template(source).render(Context({"form": form}))


def attributes(html, element):
    return dict(re.findall(r'([\w-]+)="([^"]*)"', re.search(rf"<{element}[^>]*>", html)[0]))


def test_the_hint_and_the_error_are_read_with_the_field():
    html = drawn('{% field form.phone autocomplete="tel" inputmode="tel" %}', Details({}))
    field = attributes(html, "input")

    assert field["aria-describedby"] == "id_phone-hint id_phone-error"
    assert field["aria-invalid"] == "true"
    assert (field["autocomplete"], field["inputmode"]) == ("tel", "tel")
    assert 'id="id_phone-hint">Pour te rappeler.' in html
    assert '<div id="id_phone-error">' in html


def test_an_untouched_field_is_not_called_wrong():
    field = attributes(drawn("{% field form.phone %}", Details()), "input")

    assert "aria-invalid" not in field
    assert field["class"] == "fr-input"


@pytest.mark.parametrize(("name", "marked"), [("first_name", True), ("phone", False), ("agreement", False)])
def test_what_may_be_left_empty_says_so(name, marked):
    assert ("(facultatif)" in drawn(f"{{% field form.{name} %}}", Details())) is marked


def test_the_attributes_of_the_widget_are_kept():
    assert (
        attributes(drawn("{% field form.first_name %}", Details()), "input")["autocomplete"] == "given-name"
    )


@pytest.mark.parametrize("look", ["", "answers", "inline"])
def test_choices_are_a_group_with_a_legend(look):
    html = drawn(f'{{% field form.moment look="{look}" %}}', Details({"moment": "pm"}))

    assert "<legend" in html
    assert re.search(r'value="pm"[^>]* checked', html)
    assert not re.search(r'value="am"[^>]* checked', html)
    assert re.findall(r'<label[^>]*for="([^"]+)"', html) == ["id_moment_0", "id_moment_1"]


def test_a_long_text_counts_its_characters():
    assert attributes(drawn("{% field form.message %}", Details()), "textarea")["data-count"] == "300"


def test_a_search_that_suggests_asks_where_it_is_told():
    html = drawn('{% field form.phone combobox_url="/communes/" combobox_value_name="code" %}', Details())
    field = attributes(html, "input")

    assert (field["data-combobox-url"], field["data-combobox-value-name"]) == ("/communes/", "code")


def test_the_list_of_errors_leads_to_each_field_in_the_order_of_the_form():
    html = drawn("{% error_summary form %}", Details({}))

    assert re.findall(r'href="#([^"]+)"', html) == ["id_phone", "id_moment_0"]
    assert "Un moyen de te joindre, au moins." in html


def test_the_sentence_of_a_box_is_not_repeated_in_the_list_of_errors():
    class Agreement(forms.Form):
        agreement = forms.BooleanField(
            label="J’accepte tout ce qui est écrit ici", error_messages={"required": "Coche cette case."}
        )

    html = drawn("{% error_summary form %}", Agreement({}))

    assert '<a href="#id_agreement">Coche cette case.</a>' in html
    assert "J’accepte" not in html


def test_a_right_form_has_no_list_of_errors():
    assert drawn("{% error_summary form %}", Details()).strip() == ""
