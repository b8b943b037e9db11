from derive import *

x, theta = alphabets("x θ")
p = Distribution("p", x)
m = Channel("m", x, given=theta)


@theorem("Exercise 30", given=[Dominated(1, m(x | theta))])
def exercise(proof):
    proof.start(ArgMax(Sum(p(x) * log(m(x | theta)), x), theta))
    proof.eq(ArgMax(Sum(p(x) * log(1 / m(x | theta)), x), theta), "cross-entropy")
