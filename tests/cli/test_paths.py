"""Names where paths are expected, paths where names are, and files that are no scripts."""

import pytest

from derive.cli.main import status

SCRIPT = """from derive import *
x = Alphabet('x')
p = Distribution('p', x)

@theorem('Not negative')
def positive(proof):
    proof.claim(H(p) >= 0)

@theorem('Nor of two')
def twice(proof):
    proof.claim(2*H(p) >= 0)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n4.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts").mkdir()
    for name in ("notes.md", "a.tex", "a.txt", "a.html", "nb.ipynb", "c.json", "b.docx"):
        (tmp_path / name).write_text("# not Python", encoding="utf-8")
    (tmp_path / "texts" / "notes.md").write_text("Text.", encoding="utf-8")
    return tmp_path


def run(capsys, line):
    try:
        code = status(line.split())
    except SystemExit as ended:
        code = ended.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("command", ["latex", "show", "axioms"])
@pytest.mark.parametrize(
    "names",
    ["n4.py", "./n4.py", ".", "twice n4.py", "n4.py twice", "n4.py:twice", "./n4.py:twice"],
)
def test_names_and_paths_in_any_order(command, names, capsys):
    code, out, _ = run(capsys, f"{command} {names} --trials 5")
    assert code == 0
    assert "Nor of two" in out and ("Not negative" in out) == ("twice" not in names)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("check positive", "no such file or folder. To see a derivation by its name: derive show"),
        ("check n5.py", "no such file or folder. Did you mean n4.py?"),
        ("check text", "Did you mean texts?"),
        ("check empty", "empty: no script and no notes in this folder."),
        ("list texts", "no *.py in this folder, only notes.md, and that is not read."),
        ("list a.tex", "LaTeX is read by derive check a.tex alone"),
        ("list a.html", "HTML is read by derive check a.html alone"),
        ("check a.txt", "one a line: derive prove --file a.txt"),
        ("list nb.ipynb", "derive check nb.ipynb alone: the formulas in its text."),
        ("check c.json", "python -m recheck c.json"),
        ("check b.docx", ".docx is not read"),
        ("list notes.md", "Markdown is read by derive check notes.md alone"),
        ("latex notes.md", "Markdown is read by derive check notes.md alone"),
        ("show notes.md", "Markdown is read by derive check notes.md alone"),
        ("show", "no folder 'proofs' here. Try giving a script or a folder, such as n4.py."),
        ("show posittive n4.py", "no derivation of this name. Did you mean positive?"),
        ("show ./n4.py:positve", "no derivation of this name. Did you mean positive?"),
        ("latex", "latex: no name. Try a derivation's name, a script, or"),
        ("ledger n4.py", "n4.py: no such folder. Try one with claims.json"),
        ("chek n4.py", "chek: no such command. Did you mean check?"),
        ("n4.py", "n4.py: no such command. Try derive check n4.py"),
        ("help", "Try derive --help"),
        ("check n4.py --certificates n4.py", "n4.py: this is a file, and a folder is expected."),
        ("frobnicate", "no such command. There are check, "),
        ("check --trails 5 n4.py", "unrecognized arguments: --trails. Did you mean --trials?"),
    ],
)
def test_what_to_type_instead(line, told, capsys):
    code, out, err = run(capsys, line)
    assert code == 2
    assert told in " ".join(err.split())
    assert "SyntaxError" not in err + out and "Errno" not in err


def test_the_scripts_beside_are_checked(capsys):
    code, out, err = run(capsys, "check b.docx n4.py --trials 5")
    assert code == 2 and ".docx is not read" in err
    assert "2 derivations: 2 proved" in out and "1 script not loaded" in out
