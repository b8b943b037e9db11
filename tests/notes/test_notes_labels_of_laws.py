r"""P_T(x) beside P_S(x): capitals that tell laws apart; D(P_X‖P_Y) at which letter?"""

from tests.notes.verdicts import FALSE, TRUE, one, steps

KL = r"D_{KL}(P_T \| P_S) = E_{x \sim P_T}[\log \frac{P_T(x)}{P_S(x)}]"


def test_teacher_and_student_are_two_laws():
    found = one("", KL)
    assert found.verdict == "proved if" and "P_{T}(x)" in found.readback_rhs
    assert one("", KL.replace(r"\sim P_T", r"\sim P_S")).verdict in FALSE
    assert one("Let $P_S$ and $P_T$ be any laws.", r"\sum_x P_S(x) = 1").verdict in TRUE


def test_capitals_of_variables_stay_these():
    text = r"""
$$ I(X;Y) = \sum_{x,y} P_{XY}(x,y) \log \frac{P_{XY}(x,y)}{P_X(x) P_Y(y)} $$

$$ P_X(x) = \sum_y P_{XY}(x, y) $$

$$ D(P_X \| P_Y) = \sum_x P_X(x) \log \frac{P_X(x)}{P_Y(x)} $$
"""
    assert [s.verdict for s in steps(text)] == ["proved", "proved", "unread"]


def test_laws_of_two_letters_are_not_compared():
    assert one("", r"D(p(x) \| p(y)) \ge 0").verdict == "unread"
    assert one("", r"I(X;Y) = \sum_x p(x) D(p(y|x) \| p(y))").verdict in TRUE
