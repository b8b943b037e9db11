"""The report in headless Chromium: mathematics, links, unfolding, search, themes, phones.

Skipped where Chromium, its driver or selenium is missing, unless DERIVE_BROWSER=required. With
DERIVE_SITE=folder that site's pages are looked at as well, all of them.
"""

import os
from pathlib import Path

import pytest

from tests.report.browsing import (
    complaints,
    contrast,
    count,
    luminance,
    needs_browser,
    overflow,
    requests,
    style,
    typeset,
    visit,
)
from tests.report.html import broken_links

pytestmark = needs_browser

NAMES = ("gibbs", "information", "at_most_one", "independent", "without", "cited", "at_two")
PAGES = [f"{n}.html" for n in ("index", "graph", "figures", "reading")]
PAGES += [f"script/{n}.html" for n in NAMES]


def test_every_page_is_quiet_offline_and_typeset(browser, site):
    browser.get_log("performance")
    formulas = 0
    for page in PAGES:
        visit(browser, site / page)
        formulas += typeset(browser)
        assert overflow(browser) <= 0, page
    assert formulas > 60
    assert complaints(browser) == []
    urls = requests(browser)
    assert len(urls) > len(PAGES)
    assert all(url.startswith(("file:///", "data:")) for url in urls), urls


def test_a_formula_that_katex_refuses_would_be_found(browser, site):
    visit(browser, site / "reading.html")
    browser.execute_script(
        "const e = document.createElement('span'); e.className = 'tex'; e.textContent = 'plain';"
        "e.dataset.tex = '\\\\nonsense{'; document.body.append(e); typesetAll(document);"
    )
    assert browser.find_element("css selector", ".tex-failed").text == "plain"
    with pytest.raises(AssertionError):
        typeset(browser)


def test_katexs_own_fonts_are_used(browser, site):
    visit(browser, site / "script" / "gibbs.html")
    loaded = browser.execute_async_script(
        "const done = arguments[0]; document.fonts.ready.then(() => "
        "done([...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)))"
    )
    assert any("KaTeX_Math" in family for family in loaded)


def test_steps_unfold_by_keyboard(browser, site):
    from selenium.webdriver.common.keys import Keys

    visit(browser, site / "script" / "gibbs.html")
    summary = browser.find_element("css selector", "details.step:nth-of-type(3) > summary")
    inside = browser.find_element("css selector", "details.step:nth-of-type(3) .certificate")
    assert not inside.is_displayed()
    for _ in range(60):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.switch_to.active_element == summary:
            break
    assert browser.switch_to.active_element == summary
    outline = browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", summary)
    assert outline == "solid"
    summary.send_keys(Keys.ENTER)
    assert inside.is_displayed() and "exactly when" in inside.text
    summary.send_keys(Keys.SPACE)
    assert not inside.is_displayed()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser, site):
    from selenium.webdriver.common.keys import Keys

    visit(browser, site / "script" / "gibbs.html")
    browser.find_element("css selector", "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("class") == "skip" and skip.location["x"] >= 0
    skip.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def test_unfold_all_opens_every_step(browser, site):
    visit(browser, site / "script" / "gibbs.html")
    button = browser.find_element("id", "unfold")
    button.click()
    assert count(browser, "details.step:not([open])") == 0
    assert button.text == "Fold all"
    button.click()
    assert count(browser, "details.step[open]") == 0


def test_what_is_refuted_is_open_with_its_counterexample(browser, site):
    visit(browser, site / "script" / "at_most_one.html")
    assert browser.find_element("css selector", ".pictures svg").is_displayed()
    assert "counterexample" in browser.find_element("css selector", "details[open]").text


def shown(browser):
    found = browser.find_elements("css selector", ".entry:not([hidden])")
    return {e.get_attribute("id") for e in found}


def test_search_finds_titles_reasons_and_nothing(browser, site):
    visit(browser, site / "index.html")
    query = browser.find_element("id", "query")
    assert len(shown(browser)) == 7
    for words, ids in [
        ("gibbs NONNEGATIVE", {"script-gibbs", "script-information"}),
        ("has mass", {"script-gibbs"}),
        ("zzz", set()),
    ]:
        query.clear()
        query.send_keys(words)
        assert shown(browser) == ids, words
        status = browser.find_element("id", "found").text
        assert status == f"{len(ids)} of 7 derivations"


def test_every_pages_search_leads_to_the_index(browser, site):
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.expected_conditions import url_contains
    from selenium.webdriver.support.wait import WebDriverWait

    visit(browser, site / "script" / "cited.html")
    browser.find_element("css selector", "body").send_keys("/")
    box = browser.switch_to.active_element
    assert box.get_attribute("name") == "q" and box.get_attribute("value") == ""
    box.send_keys("stein", Keys.ENTER)
    WebDriverWait(browser, 20).until(url_contains("/index.html?q=stein"))
    assert shown(browser) == {"script-cited"}


def test_verdicts_can_be_filtered(browser, site):
    visit(browser, site / "index.html")
    for verdict in ("proved", "cited", "ill-posed"):
        browser.find_element("css selector", f"input[value={verdict}]").click()
    assert shown(browser) == {"script-at_most_one", "script-independent"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_systems_theme_is_followed_and_readable(browser, site, scheme):
    wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
    try:
        visit(browser, site / "index.html")
        assert (luminance(style(browser, "backgroundColor")) > 0.5) == (scheme == "light")
        assert contrast(browser, "body", "body") > 7
        assert contrast(browser, ".entry .title", "body") > 4.5
        for verdict in ("proved", "refuted", "cited", "ill-posed"):
            assert contrast(browser, f".badge.{verdict}", f".badge.{verdict}") > 4.5, verdict
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_theme_can_be_changed_and_is_kept(browser, site):
    visit(browser, site / "index.html")
    before = style(browser, "backgroundColor")
    browser.find_element("id", "theme").click()
    after = style(browser, "backgroundColor")
    assert (luminance(before) > 0.5) != (luminance(after) > 0.5)
    visit(browser, site / "script" / "gibbs.html")
    assert style(browser, "backgroundColor") == after
    browser.find_element("id", "theme").click()
    assert style(browser, "backgroundColor") == before
    browser.execute_script("localStorage.clear()")


def test_nothing_is_wider_than_a_phone(phone, site):
    for page in PAGES:
        visit(phone, site / page)
        phone.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert overflow(phone) <= 0, page
    assert complaints(phone) == []


def test_without_javascript_all_is_there_as_text(browser, site):
    off = {"value": True}
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", off)
    try:
        browser.get((site / "script" / "gibbs.html").resolve().as_uri())
        assert "≥ 0" in browser.find_element("css selector", "details.claim summary").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.skipif("DERIVE_SITE" not in os.environ, reason="DERIVE_SITE names no site")
def test_all_pages_of_a_given_site(phone):
    site = Path(os.environ["DERIVE_SITE"])
    found = sorted(site.rglob("*.html"))
    assert len(found) > 100
    assert broken_links(site) == []
    for path in found:
        visit(phone, path)
        typeset(phone)
        assert overflow(phone) <= 0, path
    assert complaints(phone) == []
