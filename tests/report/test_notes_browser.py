"""A page of notes in headless Chromium: typeset, quiet, unfolding, light, dark, on a phone."""

import pytest

from tests.report import noted
from tests.report.browsing import (
    complaints,
    contrast,
    count,
    luminance,
    needs_browser,
    overflow,
    requests,
    style,
    visit,
)

pytestmark = needs_browser
FAILING = 3  # of the formulas, which no KaTeX knows: the display, its relation and its readback


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return noted.write(tmp_path_factory.mktemp("notes"), [noted.page()])


def test_it_is_quiet_offline_and_typeset(browser, page):
    browser.get_log("performance")
    visit(browser, page)
    formulas, typeset = (
        count(browser, ".tex"),
        count(browser, ".tex > .katex, .tex > .katex-display"),
    )
    assert formulas > 30 and count(browser, ".tex-failed") == formulas - typeset <= FAILING
    assert overflow(browser) <= 0
    assert complaints(browser) == []
    urls = requests(browser)
    assert urls and all(url.startswith(("file:///", "data:")) for url in urls), urls


def test_displays_are_typeset_with_the_macros_of_the_notes(browser, page):
    visit(browser, page)
    assert count(browser, ".block > .katex-display") == 3
    shown = browser.find_element("css selector", ".block").text
    assert "∥" in shown and "KL" not in shown and "eq:one" not in shown
    failed = browser.find_element("css selector", ".block.tex-failed")
    assert "alert(7)" in failed.text


def test_no_link_of_a_formula_is_one(browser, page):
    visit(browser, page)
    assert count(browser, ".katex a") == 0
    hrefs = browser.execute_script("return [...document.links].map(a => a.href)")
    assert not any(h.startswith("javascript") for h in hrefs)


def test_what_is_wrong_is_open_and_the_rest_unfolds(browser, page):
    visit(browser, page)
    first, second = browser.find_elements("css selector", "details.step")[:2]
    assert not first.get_attribute("open") and second.get_attribute("open")
    assert "p = (1/2, 1/2)" in second.text
    first.find_element("css selector", "summary").click()
    assert "p ≪ q" in first.text and "φ" in first.text
    button = browser.find_element("id", "unfold")
    button.click()
    assert count(browser, "details.step:not([open])") == 0


def test_the_list_leads_to_the_relation(browser, page):
    visit(browser, page)
    browser.find_element("css selector", ".wrong a").click()
    target = browser.execute_script("return document.querySelector('details:target').id")
    assert target == browser.find_elements("css selector", "details.step")[1].get_attribute("id")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_readable_in_both_themes(browser, page, scheme):
    wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
    try:
        visit(browser, page)
        assert (luminance(style(browser, "backgroundColor")) > 0.5) == (scheme == "light")
        assert contrast(browser, "body", "body") > 7
        for verdict in ("proved", "proved-if", "refuted", "refuted-unless", "unread", "definition"):
            assert contrast(browser, f".badge.{verdict}", f".badge.{verdict}") > 4.5, verdict
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_nothing_is_wider_than_a_phone(phone, page):
    for path in (page, page.parent.parent / "index.html"):
        visit(phone, path)
        phone.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert overflow(phone) <= 0, path
    assert complaints(phone) == []
