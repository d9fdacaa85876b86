"""What the consistency tests say of every template, for those of the demo."""

import pytest
from django.template.loader import get_template

from tests.consistency import test_templates as consistency

TEMPLATES = sorted((consistency.PACKAGE / "web" / "demo").glob("templates/**/*.html"))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("file", TEMPLATES, ids=consistency.name)
def test_a_template_reads_and_holds_nothing_that_the_browser_would_refuse(file):
    get_template(consistency.name(file))
    markup = consistency.TEMPLATE_LANGUAGE.sub("", file.read_text())
    assert [what for what, pattern in consistency.FORBIDDEN.items() if pattern.search(markup)] == []
