"""A piece that takes too long is given up at a look, in every thread, and nowhere else."""

import threading
import time

import pytest

from derive import Alphabet, DeriveError, Distribution, H, Positive, Sum, check, theorem
from derive.derivation.check import check as decide
from derive.derivation.limits import Limits, TimeUp, limited
from derive.kernel.looks import look as kernel_look
from derive.looks import look, unlooked
from derive.numeric import Settings

x = Alphabet("x")
p = Distribution("p", x)
a, b = Positive("a"), Positive("b")
LONG = (a + b) ** 64 * (a - b) ** 64  # takes many seconds to multiply out


@theorem("A step that takes long, and others")
def mixed(proof):
    proof.start(Sum(p(x), x) + 0 * a)
    proof.eq(1, "a law")
    proof.eq(1 + LONG - (a**2 - b**2) ** 64, "powers")
    proof.ge(1 - H(p) + LONG - (a**2 - b**2) ** 64, "entropy")


def looking():
    while True:
        look()


def looking_as_the_kernel_does():
    while True:
        kernel_look()


@pytest.mark.parametrize("loop", [looking, looking_as_the_kernel_does])
def test_a_loop_that_looks_is_ended(loop):
    start = time.monotonic()
    with pytest.raises(TimeUp):
        Limits(0.05).run(loop)
    assert time.monotonic() - start < 5
    look(), kernel_look()  # the limit is over with its piece
    assert not limited()


def test_what_does_not_look_is_not_interrupted():
    def deaf():
        time.sleep(0.1)
        return "done"

    assert Limits(0.02).run(deaf) == "done"


def test_what_swallows_it_meets_it_again():
    def swallowing():
        try:
            looking()
        except BaseException:
            look()

    with pytest.raises(TimeUp):
        Limits(0.02).run(swallowing)


def test_nothing_is_raised_through_code_of_others():
    def around():
        with unlooked():
            until = time.monotonic() + 0.1
            while time.monotonic() < until:
                look()
        return "done"

    assert Limits(0.02).run(around) == "done"


def test_the_outer_limit_counts():
    assert Limits(5).run(lambda: Limits(0.0).run(lambda: look() or limited()))
    with pytest.raises(TimeUp):
        Limits(0.0).run(lambda: Limits(5).run(looking))


def test_a_mistake_before_the_time_is_over_is_itself():
    with pytest.raises(ZeroDivisionError):
        Limits(5).run(lambda: 1 / 0)
    assert Limits(5).run(lambda: 1) == 1


def test_a_check_from_python_keeps_its_limit():
    start = time.monotonic()
    report = check(mixed, trials=60, step_timeout=0.4)
    assert [s.verdict for s in report.steps] == ["proved", "open", "open", "open"]
    assert report.steps[1].note.startswith("not decided within 0.4 s; try --step-timeout")
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_no_time_at_all_is_refused(seconds):
    with pytest.raises(DeriveError, match=r"step_timeout: got .*Try step_timeout=60"):
        check(mixed, step_timeout=seconds)


def test_a_limit_holds_in_its_own_thread_alone():
    found = {}

    def work(name, limits):
        found[name] = decide(mixed, Settings(trials=60), limits)

    limits = {"short": Limits(0.0), "other": Limits(0.4)}
    threads = [threading.Thread(target=work, args=item) for item in limits.items()]
    for t in threads:
        t.start()
    assert not limited()
    for t in threads:
        t.join()
    assert [s.verdict for s in found["short"].steps] == ["open"] * 4
    assert [s.verdict for s in found["other"].steps][1:] == ["open"] * 3
