"""Every campaign has its command, and the page that lists them lists all."""

from pathlib import Path

import pytest

from trials.__main__ import MODULES, main

PAGE = Path(__file__).parent.parent / "docs" / "trials.md"


@pytest.mark.parametrize("name", MODULES)
def test_each_campaign_has_options_of_its_own(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: python -m trials {name}" in capsys.readouterr().out


def test_another_name_is_refused_with_the_list(capsys):
    assert main(["tampering"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in MODULES)


def test_the_page_lists_them():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    assert [row.split("`")[1] for row in rows[1:]] == list(MODULES)
