"""The cuts made in a style sheet keep what pages need."""

from boussole.design import stylesheets as css


def test_a_sheet_is_read_and_written_without_a_useless_character():
    source = (
        """/* note */ a { color: red; background: url("a;b}c") } @media (min-width:1em) { b { top: 0 } }"""
    )

    assert (
        css.write(css.parse(source)) == 'a{color:red;background:url("a;b}c")}@media (min-width:1em){b{top:0}}'
    )


def test_neighbours_under_one_condition_are_joined():
    source = "@media print{a{top:0}}@media print{b{top:1px}}"

    assert css.write(css.parse(source)) == "@media print{a{top:0}b{top:1px}}"


def test_a_font_face_holds_declarations_and_not_rules():
    assert css.write(css.parse("@font-face { font-family: F; src: url(f.woff2) }")) == (
        "@font-face{font-family:F;src:url(f.woff2)}"
    )


def test_selectors_whose_class_nobody_uses_are_dropped_one_by_one():
    nodes = css.parse(".fr-a,.fr-b:not(.fr-a,.c),p{top:0}.fr-b{left:0}[class*=fr-icon-]{top:0}")

    assert css.write(css.only_classes(nodes, {"fr-a"})) == ".fr-a,p{top:0}"


def test_custom_properties_are_kept_as_long_as_a_chain_of_readers_reaches_them():
    nodes = css.parse(":root{--a:var(--b);--b:red;--c:var(--d);--d:blue}p{color:var(--a)}")

    assert css.write(css.only_read_properties(nodes)) == ":root{--a:var(--b);--b:red}p{color:var(--a)}"


def test_dark_follows_the_system_inside_conditions_too():
    nodes = css.parse(":root[data-fr-theme=dark]{--a:red}@supports (x:y){:root[data-fr-theme=dark] p{top:0}}")

    assert css.write(css.with_system_dark(nodes)) == (
        "@media (prefers-color-scheme:dark){:root{--a:red}}"
        "@supports (x:y){@media (prefers-color-scheme:dark){:root p{top:0}}}"
    )
