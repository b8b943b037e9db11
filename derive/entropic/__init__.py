"""Statements about the joint entropies of random variables, decided.

    problem, parse, grammar   what is asked: a linear relation between entropies, under conditions
    reduce, family            fewer variables, fewer sets, which elemental inequalities to try
    program, exact            linear programs in floats, and their exact rational solutions
    shannon, certificate      multipliers, and the kernel theorem made of them
    steps                     the same as a derivation that a person reads
    points, linear, network   distributions that may break a statement; refute chooses among them
    prove                     the verdict

Entropies are in bits wherever a constant stands beside them.
"""
