"""The third road: certificates checked by a program that is itself proved right, in Rocq.

The files `*.v` are the checker and its proof; the Python beside them only writes certificates as
terms of `Terms.v`, has `coqc` evaluate the checker on them, and reads what it says. It needs
nothing of `derive` and nothing of `recheck`: the standard library, and certificates as they lie in
a folder. If it wrote a certificate wrongly, that would be another certificate: refused, or accepted
and true, but of the statement that was written and not of the one in the file.
"""
