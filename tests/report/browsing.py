"""Chromium without a window, and what is asked of the page that it shows."""

import importlib.util
import json
import os
import re
import shutil

import pytest

MISSING = [n for n in ("chromium", "chromedriver") if shutil.which(n) is None]
MISSING += ["selenium"] if importlib.util.find_spec("selenium") is None else []
REQUIRED = os.environ.get("DERIVE_BROWSER") == "required"
needs_browser = pytest.mark.skipif(bool(MISSING) and not REQUIRED, reason=f"without {MISSING}")

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--window-size=1200,900"),
)
PHONE = {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0}}


def started(phone=False):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if phone:
        options.add_experimental_option("mobileEmulation", PHONE)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def visit(browser, path, query=""):
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(path.resolve().as_uri() + query)
    wait = WebDriverWait(browser, 20)  # on a busy machine scripts may come after the page
    wait.until(lambda b: b.execute_script("return typeof typesetAll === 'function'"))
    browser.execute_script("typesetAll(document)")


def complaints(browser):
    return [entry["message"] for entry in browser.get_log("browser")]


def requests(browser):
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e for e in events if e["method"] == "Network.requestWillBeSent"]
    return [e["params"]["request"]["url"] for e in sent]


def count(browser, selector):
    return len(browser.find_elements("css selector", selector))


def style(browser, name):
    script = "return getComputedStyle(document.body)[arguments[0]]"
    return browser.execute_script(script, name)


def overflow(browser):
    script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth"
    return browser.execute_script(script)


def typeset(browser):
    """How many formulas there are; all have to be typeset, none with an error."""
    assert count(browser, ".katex-error, .tex-failed") == 0, browser.current_url
    assert count(browser, ".tex") == count(browser, ".tex > .katex"), browser.current_url
    return count(browser, ".tex")


def luminance(colour):
    parts = [int(v) / 255 for v in re.findall(r"\d+", colour)[:3]]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(browser, selector, behind):
    script = """
      const of = (s, k) => getComputedStyle(document.querySelector(s))[k];
      return [of(arguments[0], "color"), of(arguments[1], "backgroundColor")]"""
    light, dark = sorted(map(luminance, browser.execute_script(script, selector, behind)))[::-1]
    return (light + 0.05) / (dark + 0.05)
