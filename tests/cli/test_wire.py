"""What a script's process sends is text with bounds: nothing in it is unpickled."""

import json
import pickle
import subprocess
import sys

import pytest

from derive.cli.main import status
from derive.cli.parts import Part
from derive.cli.wire import Garbled, decode, encode
from derive.report.formulas import Formula
from derive.report.pictures import Picture

PART = Part(
    *("t", "proved", "proved", True, ("proved",), "shown", {"a": [1, None]}),
    *((("s", "{}", "fact 1"),), None),
)


@pytest.mark.parametrize(
    "message",
    [
        ("alive", "loading"),
        ("loaded", 3, "doc"),
        ("problem", None, "why"),
        ("said", "é\n"),
        ("part", PART),
        ("end",),
    ],
)
def test_messages_come_as_they_were_sent(message):
    assert decode(encode(message)) == message


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"garbage",
        pickle.dumps(PART),
        b'["end", 1]',
        b'["eval", "1"]',
        b'["loaded", "3", "doc"]',
        b'["loaded", true, "doc"]',
        b'["part", {"Job": ["x"]}]',
        b'["part", {"os.system": ["x"]}]',
        b'["part", {"Part": ["t", "proved", "proved", 1]}]',
        b'["part", {"Part": ["t", "proved", "proved", true, [1]]}]',
        b'["part", {"Part": ["t", "proved", "proved", true, [], "", null, [["a"]]]}]',
        b'["part", 1]',
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_refused(text):
    with pytest.raises(Garbled):
        decode(text)


def test_classes_are_a_closed_list():
    with pytest.raises(TypeError):
        encode(("part", object()))
    made = decode(encode(("part", Part("t", "open", "open", True, page=Picture(("<svg/>",), "c")))))
    assert made[1].page == Picture(("<svg/>",), "c")
    with pytest.raises(Garbled):
        decode(json.dumps(["part", {"Formula": [1, "x"]}]).encode())
    assert decode(encode(("said", "x"))) == ("said", "x")
    assert Formula("a", "b") == Formula("a", "b")


SENDS = """
import os, sys
from derive import *

class Bad:
    def __reduce__(self):
        return os.system, ("touch {owned}",)

frame = sys._getframe()
while "parent" not in frame.f_locals:
    frame = frame.f_back
frame.f_locals["parent"].send(Bad())

p = Distribution("p", Alphabet("x"))

@theorem("t")
def t(proof):
    proof.claim(H(p) >= 0)
"""


def test_an_object_sent_by_a_script_is_not_made(tmp_path, monkeypatch, capsys):
    owned = tmp_path / "owned"
    (tmp_path / "mallory.py").write_text(SENDS.replace("{owned}", str(owned)))
    monkeypatch.chdir(tmp_path)
    assert status(["check", "mallory.py"]) == 2
    assert not owned.exists()
    assert "died" in capsys.readouterr().err


ENDS = """
import os, signal
os.kill(os.getppid(), signal.SIGKILL)
from derive import *
"""


def test_a_script_that_ends_what_starts_its_process_takes_no_other_with_it(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text(ENDS)
    (tmp_path / "b.py").write_text(NAMED)
    monkeypatch.chdir(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "derive", "check", "a.py", "b.py", "-j", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "1 derivation: 1 proved" in run.stdout
    assert "Traceback" not in run.stderr


NAMED = """
from derive import *
p = Distribution("p", Alphabet("x"))

@theorem("t")
def t(proof):
    proof.claim(H(p) >= 0)
t.name = "/../../outside"
"""


def test_a_name_leads_no_certificate_out_of_its_folder(tmp_path, monkeypatch):
    (tmp_path / "mallory.py").write_text(NAMED)
    monkeypatch.chdir(tmp_path)
    assert status(["check", "mallory.py", "--certificates", "in/side/certificates"]) == 0
    (written,) = (tmp_path / "in").rglob("*.json")
    assert written.parent.name == "certificates"
    assert not list(tmp_path.glob("outside*"))
