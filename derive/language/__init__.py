"""What a person writes: SymPy classes for alphabets, laws and measures.

Nothing here decides anything. The objects say what they mean by `unfold()`; the
kernel and the numerical attack each give that meaning a value of their own.
"""
