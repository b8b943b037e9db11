"""Statements about the joint entropies of random variables, decided.

    tree, parse, grammar      text read: the parser's tree checked, then turned into a problem
    advice, ambiguous         what to write instead; XY beside X and Y
    readback                  a second reader: what is printed is what was decided
    scalars, implied, numbers rates and logarithms beside entropies, and what is known of them
    problem                   what is asked: a linear relation between entropies, under conditions
    reduce, family            fewer variables, fewer sets, which elemental inequalities to try
    program, exact            linear programs in floats, and their exact rational solutions
    shannon, certificate      multipliers, and the kernel theorem made of them
    steps                     the same as a derivation that a person reads
    points, linear, network   distributions that may break a statement; refute chooses among them
    prove, lemma              the verdict, and it as a reason in a derivation

Entropies are in bits wherever a constant stands beside them.
"""
