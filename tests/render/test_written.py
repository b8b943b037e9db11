"""What `check` returns, printed and written."""

import json

from derive import Alphabet, Distribution, H, check, theorem
from derive.render import to_json
from derive.render.latex import latex

p = Distribution("p", Alphabet("x"))


@theorem("Not negative")
def positive(proof):
    proof.claim(H(p) >= 0)


@theorem("At most 1")
def one(proof):
    proof.claim(H(p) <= 1)


def test_a_report_prints_as_its_table(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    print(check(positive))
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["step", "reason", "verdict", "attack"]
    assert lines[-1].split() == ["claim", "H(p)", "≥", "0", "proved", "300", "ok"]
    assert max(map(len, lines)) <= 80
    assert "right side = 1" in str(check(one)) and "right side" not in repr(check(one))


def test_a_report_as_latex_and_as_data():
    report = check(one)
    assert report.to_latex() == latex(report) and r"H(p) \le 1" in report.to_latex()
    assert report.to_json() == to_json.derivation(report)
    assert json.loads(json.dumps(report.to_json()))["verdict"] == "refuted"
