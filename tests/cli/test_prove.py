"""`derive prove` as a program."""

import json
import subprocess
import sys

import pytest

from derive.cli.main import status


def run(capsys, *argv):
    code = status(["prove", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_proof_is_a_derivation_with_its_equality_condition(capsys):
    code, out, err = run(capsys, "I(X;Z) <= I(X;Y)", "--given", "X -> Y -> Z")
    assert code == 0 and not err
    for part in ("proved", "= I(X;Y|Z) - I(X;Z|Y)", "chain rule", "I(X;Z|Y) = 0", "≥ 0"):
        assert part in out
    assert "with equality iff X → Z → Y" in out


def test_a_refutation_is_a_table_with_both_values(capsys):
    code, out, _ = run(capsys, "I(X;Y|Z) <= I(X;Y)")
    assert code == 1
    assert "refuted" in out and "probability" in out and out.count("1/4") == 4
    assert "I(X;Y|Z) = 1 bit\n" in out and "I(X;Y) = 0 bits" in out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["I(X;Y) <="], "^"),
        ([], "give a statement or --file"),
        (["H(X) >= 0", "--file", "x"], "give a statement or --file"),
        (["--file", "/no/such/file"], "No such file"),
        (["H(X) >= 0", "--given", "X ->"], "expected"),
    ],
)
def test_wrong_usage_is_one_message(capsys, argv, said):
    code, out, err = run(capsys, *argv)
    assert code == 2 and said in err and not out
    assert "Traceback" not in err


def test_names_that_may_be_several_are_asked_for_and_settled(capsys, tmp_path):
    text = "H(XY) <= H(X)+H(Y)"
    code, out, err = run(capsys, text)
    assert code == 2 and not out
    assert "XY: one variable, or X,Y? Write H(X,Y), or --variables XY." in err
    code, out, err = run(capsys, text, "--variables", "XY")
    assert code == 1 and "refuted" in out and "XY  probability" in out
    code, out, _ = run(capsys, "H(X,Y) <= H(X)+H(Y)")
    assert code == 0 and "proved" in out
    path = tmp_path / "two.txt"
    path.write_text(f"{text}\nH(X) >= 0\n", encoding="utf-8")
    code, out, err = run(capsys, "--file", str(path))
    assert code == 2 and ":1: XY: one variable" in err and "proved" in out
    code, _, err = run(capsys, text, "--variables", "X+Y")
    assert code == 2 and "Try --variables XY,YZ" in err


def test_signs_are_printed_not_typed(capsys):
    given = ["--given", "X->Y -> Z", "--given", "H(X)>=1", "--given", "H(Y)==H(X)"]
    _, out, _ = run(capsys, "I(X;Z)<=I(X;Y)", *given)
    assert "I(X;Z) ≤ I(X;Y)\n  given X → Y → Z; H(X) ≥ 1; H(Y) = H(X)\n" in out
    _, out, _ = run(capsys, "I(X;Z)<=I(X;Y)", *given, "--latex")
    assert r"$X \to Y \to Z$ and $H(X) \ge 1$ and $H(Y) = H(X)$" in out
    assert "->" not in out and ">=" not in out and "<=" not in out


def test_what_cannot_be_printed_as_it_was_decided_is_a_fault(capsys, monkeypatch):
    from derive.entropic import readback

    monkeypatch.setattr(readback, "same_problem", lambda *_: False)
    code, out, err = run(capsys, "H(X) >= 0")
    assert code == 2 and "reads otherwise" in err and "proved" not in out


def test_a_file_is_decided_line_by_line(capsys, tmp_path):
    path = tmp_path / "statements.txt"
    path.write_text(
        "# two good ones, one that is not readable\n"
        "dpi: I(X;Z) <= I(X;Y) given X -> Y -> Z\nH(X) <=\nH(X) <= H(Y)  # false\n",
        encoding="utf-8",
    )
    code, out, err = run(capsys, "--file", str(path))
    assert code == 2 and f"{path}:3:" in err
    assert "dpi: I(X;Z) ≤ I(X;Y)" in out and "2 statements: 1 proved, 1 refuted" in out


def test_json_is_data_and_nothing_else():
    command = [sys.executable, "-m", "derive", "prove", "--json"]
    command += ["H(X,Y) <= 2", "--given", "H(X) <= 1", "--given", "H(Y) <= 1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (row,) = json.loads(done.stdout)
    assert row["verdict"] == "proved"
    assert row["equality"] == ["X ⊥ Y", "H(X) = 1", "H(Y) = 1"]
    (proof,) = row["proof"]
    groups = [["X"], ["Y"], []]
    assert proof["informations"] == [{"weight": "1", "term": "I(X;Y)", "groups": groups}]


def test_latex_is_plain_ascii(capsys):
    _, out, _ = run(capsys, "I(X1;X3) <= I(X1;X2)", "--given", "X1 -> X2 -> X3", "--latex")
    assert out.isascii() and r"\begin{align*}" in out and r"\to" in out
    _, out, _ = run(capsys, "I(X;Y|Z) <= I(X;Y)", "--latex")
    assert out.isascii() and r"\begin{array}" in out


def test_a_time_limit_is_kept(capsys):
    code, _, err = run(capsys, "H(X) >= 0", "--time-limit", "5")
    assert code == 0 and not err
    with pytest.raises(SystemExit):
        run(capsys, "H(X) >= 0", "--time-limit", "-1")


def test_no_line_is_wider_than_it_must_be(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    names = [f"X{k}" for k in range(1, 9)]
    others = " + ".join(f"H({','.join(v for v in names if v != u)})" for u in names)
    _, out, _ = run(capsys, f"7 H({','.join(names)}) <= {others}")
    assert max(map(len, out.splitlines())) <= 80
