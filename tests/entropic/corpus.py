"""Statements about entropies, true and false, from textbooks and the provers' documentation.

C&T: Cover & Thomas, Elements of Information Theory, 2nd ed.; Y: Yeung, Information Theory and
Network Coding; EK: El Gamal & Kim, Network Information Theory; CK: Csiszár & Körner. Each entry is
a line as `derive prove --file` reads it.
"""

TRUE = """
# basic inequalities (C&T chapter 2, Y chapter 2)
H(X) >= 0
H(X|Y) >= 0
I(X;Y) >= 0
I(X;Y|Z) >= 0
H(X,Y) = H(X) + H(Y|X)
H(X,Y) = H(Y) + H(X|Y)
H(X,Y|Z) = H(X|Z) + H(Y|X,Z)
I(X;Y) = H(X) - H(X|Y)
I(X;Y) = H(X) + H(Y) - H(X,Y)
I(X;X) = H(X)
I(X;Y) = I(Y;X)
I(X;Y|Z) = H(X|Z) - H(X|Y,Z)
H(X|Y) <= H(X)
H(X|Y,Z) <= H(X|Y)
H(X,Y) <= H(X) + H(Y)
H(X,Y,Z) <= H(X) + H(Y) + H(Z)
H(X,Y) >= H(X)
I(X;Y) <= H(X)
I(X;Y) <= H(Y)
I(X,Y;Z) = I(X;Z) + I(Y;Z|X)
I(X,Y;Z) >= I(X;Z)
I(X1,X2,X3;Y) = I(X1;Y) + I(X2;Y|X1) + I(X3;Y|X1,X2)
H(X1,X2,X3,X4) = H(X1) + H(X2|X1) + H(X3|X1,X2) + H(X4|X1,X2,X3)
I(X;Y|Z) + H(Z) >= I(X;Y|Z)
# C&T problems of chapter 2
2.14: H(Z|X) = H(Y|X) given func(Z; X,Y); func(Y; X,Z)
2.14b: H(X) <= H(Z) given func(Z; X,Y); func(X; Y,Z); X ⊥ Y
2.14c: H(Y) <= H(Z) given func(Z; X,Y); func(Y; X,Z); X ⊥ Y
2.4: H(Y) <= H(X) given func(Y; X)
2.6: I(X;Y|Z) <= I(X;Y) given X -> Y -> Z
2.15: I(X1;X2,X3,X4) = I(X1;X2) given X1 -> X2 -> X3 -> X4
2.16: I(X1;X3) <= H(X2) given X1 -> X2 -> X3
2.21a: H(X,Y|Z) >= H(X|Z)
2.21b: I(X,Y;Z) >= I(X;Z)
2.21c: H(X,Y,Z) - H(X,Y) <= H(X,Z) - H(X)
2.21d: I(X;Z|Y) >= I(Z;Y|X) - I(Z;Y) + I(X;Z)
2.25: I(X;Y;Z) = I(X;Y) - I(X;Y|Z)
2.25b: I(X;Y;Z) = H(X,Y,Z) - H(X) - H(Y) - H(Z) + I(X;Y) + I(Y;Z) + I(Z;X)
2.28: H(X|Z) <= H(X|Y) + H(Y|Z)
2.29: H(X,Y,Z) + H(Z) <= H(X,Z) + H(Y,Z)
2.42a: H(X,Y) + H(Y,Z) + H(Z,X) >= 2 H(X,Y,Z)
2.43: H(X|Y) + H(Y|Z) >= H(X|Z)
metric: H(X|Z) + H(Z|X) <= H(X|Y) + H(Y|X) + H(Y|Z) + H(Z|Y)
# data processing, Markov chains
dpi: I(X;Z) <= I(X;Y) given X -> Y -> Z
dpi2: I(X;Z) <= I(Y;Z) given X -> Y -> Z
dpi3: I(X;W) <= I(Y;Z) given X -> Y -> Z -> W
dpi4: H(X|Y) <= H(X|Z) given X -> Y -> Z
dpi5: I(X;Y,Z) = I(X;Y) given X -> Y -> Z
4.33: I(X1;X4) + I(X2;X3) >= I(X1;X3) + I(X2;X4) given X1 -> X2 -> X3 -> X4
15.2: I(X;Y) <= I(X;Z) + I(X;Y|Z)
chain20: I(X1;X20) <= I(X10;X11) given X1 -> X2 -> X3 -> X4 -> X5 -> X6 -> X7 -> X8 -> X9 -> X10 -> X11 -> X12 -> X13 -> X14 -> X15 -> X16 -> X17 -> X18 -> X19 -> X20
# Han, Shearer, Madiman–Tetali (C&T 17.6, Y)
han2: H(X,Y) + H(Y,Z) + H(X,Z) <= 2 (H(X) + H(Y) + H(Z))
han3: 2 H(X,Y,Z) <= H(X,Y) + H(Y,Z) + H(X,Z)
han4: 3 H(A,B,C,D) <= H(A,B,C) + H(A,B,D) + H(A,C,D) + H(B,C,D)
han4b: 2 (H(A,B,C) + H(A,B,D) + H(A,C,D) + H(B,C,D)) <= 3/2 (H(A,B) + H(A,C) + H(A,D) + H(B,C) + H(B,D) + H(C,D)) + 1/2 (H(A,B) + H(A,C) + H(A,D) + H(B,C) + H(B,D) + H(C,D))
han lower: H(A|B,C) + H(B|A,C) + H(C|A,B) <= H(A,B,C)
shearer: 2 H(A,B,C,D) <= H(A,B) + H(B,C) + H(C,D) + H(D,A)
conditional han: 2 H(X,Y,Z|W) <= H(X,Y|W) + H(Y,Z|W) + H(X,Z|W)
# independence, functions, common information
xor: I(X;Y|Z) >= I(X;Y) given X ⊥ Y
indep: H(X,Y) = H(X) + H(Y) given indep(X,Y)
mutual: H(A,B,C,D) = H(A) + H(B) + H(C) + H(D) given indep(A,B,C,D)
pairwise: I(A,B;C) = 0 given indep(A,B,C)
blocks: I(A;C) = 0 given indep(A,B; C,D)
product: I(X1,X2;Y1,Y2) >= I(X1;Y1) + I(X2;Y2) given X1 ⊥ X2
memoryless: I(X1,X2;Y1,Y2) <= I(X1;Y1) + I(X2;Y2) given Y1 -> X1 -> (X2,Y2); Y2 -> X2 -> (X1,Y1)
func: H(Z) <= H(X) + H(Y) given func(Z; X,Y)
func2: H(f|Y) <= H(X|Y) given func(f; X)
func3: I(f;Y) <= I(X;Y) given func(f; X)
nested: H(C) <= H(A) given func(B; A); func(C; B)
iid: H(X1,X2,X3) = 3 H(X1) given iid(X1,X2,X3)
double markov: I(X;Z|Y,W) = 0 given X -> Y -> (Z,W)
weak union: I(X;Y|Z,W) = 0 given I(X;Y,W|Z) = 0
contraction: I(X;Y,W|Z) = 0 given I(X;Y|Z) = 0; I(X;W|Y,Z) = 0
common part: H(K) <= I(X;Y) given func(K; X); func(K; Y)
gacs-korner: H(K) <= I(X;Y|K) + H(K) given func(K; X); func(K; Y)
# secrecy, network coding, storage
shannon secrecy: H(K) >= H(M) given func(M; C,K); M ⊥ C
perfect: H(M|C) = H(M) given M ⊥ C
one-time: I(M;C) >= H(M) - H(K) given func(M; C,K)
secret sharing: H(S1) >= H(S) given func(S; S1,S2); S ⊥ S2
sharing 3: H(A) + H(B) >= 2 H(S) given func(S; A,B); S ⊥ A; S ⊥ B
butterfly: H(A) + H(B) <= H(C) + H(D) given func(A; C,D); func(B; C,D); A ⊥ B
cut-set: H(W) <= I(W;Y) given func(W; Y)
fano-like: H(W) <= I(X;Y) + H(W|Y) given W -> X -> Y
feedback: I(W;Y1,Y2) <= I(X1;Y1) + I(X2;Y2) given func(X1; W); func(X2; W,Y1); (W) -> X1 -> Y1; (W,X1,Y1) -> X2 -> Y2
csiszar sum: I(A;C|D) - I(C;A|D) = 0
degraded: I(X;Z) <= I(X;Y) given X -> Y -> Z; H(X) <= 3
slepian-wolf: H(X|Y) <= 2 given H(X,Y) <= 1 + H(Y)
# numbers
two bits: H(X,Y) <= 2 given H(X) <= 1; H(Y) <= 1
budget: I(X;Y) <= 1/2 given H(X) <= 0.5
triangle: H(X|Z) <= 3 given H(X|Y) <= 1; H(Y|Z) <= 2
exactly: H(X,Y) = 3 given H(X) = 1; H(Y|X) = 2
fractions: 1/3 H(X) + 2/3 H(Y) >= 1/3 I(X;Y) + 1/3 H(Y)
large: 1000000000 H(X) + H(Y) >= H(X,Y)
close: 0.99999999 I(X;Z) <= I(X;Y) given X -> Y -> Z
constant close: H(X,Y) <= 2.00000001 given H(X) <= 1; H(Y) <= 1.00000001
# conditions that go by their number, say a thing twice, or have numbers far apart
numbered: H(X) <= 2 given func(Y; X,V); H(X) <= 1
numbered2: H(A) + H(B) = 2 H(A) given func(Y; A,V); iid(A,B)
numbered3: H(A) <= 3 given func(Y; A,V); H(A) <= 1; H(A) <= 2
twice: H(X) <= H(X,W) given H(X) = H(Y); H(Y) = H(X)
thrice: H(X) <= H(Y) given H(X) = H(Y); 3 H(X) = 3 H(Y)
equal: H(X) <= 1 given 1 = H(X); 2 H(X) <= 2
cycle: I(A;B) <= 0 given C -> A -> E; func(A; C,E); indep(E,D,C,A)
far apart: I(A;B) + 1 >= 1000000000 H(E) given 1000000000 H(E) <= 1; E -> A -> B
far apart2: 2 H(A,X) - H(A) - H(X) + 1 - 1000000000 H(E) >= 0 given 1000000000 H(E) <= 1
# degenerate
H(X|X) = 0
I(X;Y|X) = 0
I(X;X|Y) = H(X|Y)
H(X,X,Y) = H(Y,X)
0 >= 0
H(X) <= H(X)
I(X;Y|Z) >= 0
3 >= 2
"""

FALSE = """
H(X) <= 0
H(X|Y) >= H(X)
H(X,Y) = H(X) + H(Y)
H(X,Y) <= H(X)
I(X;Y) >= H(X)
I(X;Y) = 0
I(X;Y) <= 1
I(X;Y|Z) <= I(X;Y)
I(X;Y|Z) >= I(X;Y)
I(X;Y;Z) >= 0
I(X;Y;Z) <= 0
H(X|Y) = H(Y|X)
H(X,Y,Z) >= H(X) + H(Y) + H(Z)
H(X|Y,Z) >= H(X|Y)
I(X,Y;Z) = I(X;Z) + I(Y;Z)
I(X,Y;Z) <= I(X;Z) + I(Y;Z)
I(X;Y,Z) <= I(X;Y)
I(X;Z) <= I(X;Y)
I(X;Z) >= I(X;Y) given X -> Y -> Z
I(X;Y|Z) >= I(X;Y) given X -> Y -> Z
I(X;Z|Y) = I(X;Z) given X -> Y -> Z
I(X;Y|Z) = 0 given X -> Y -> Z
I(X;Z) = 0 given X -> Y -> Z
X back: I(Y;Z) <= I(X;Z) given X -> Y -> Z
H(X|Z) <= H(X|Y) given X -> Y -> Z
I(X;W) >= I(Y;Z) given X -> Y -> Z -> W
I(X1;X20) >= I(X1;X19) given X1 -> X2 -> X3 -> X4 -> X5 -> X6 -> X7 -> X8 -> X9 -> X10 -> X11 -> X12 -> X13 -> X14 -> X15 -> X16 -> X17 -> X18 -> X19 -> X20
I(X1;X10) >= 1/2 I(X1;X9) given X1 -> X2 -> X3 -> X4 -> X5 -> X6 -> X7 -> X8 -> X9 -> X10
H(X,Y) + H(Y,Z) + H(X,Z) <= 2 H(X,Y,Z)
2 H(X,Y,Z) >= H(X,Y) + H(Y,Z) + H(X,Z)
H(X,Y,Z) <= 2/5 (H(X,Y) + H(Y,Z) + H(X,Z))
4 H(A,B,C,D) <= H(A,B,C) + H(A,B,D) + H(A,C,D) + H(B,C,D)
H(A,B) + H(C,D) >= H(A,C) + H(B,D)
ingleton: I(A;B) <= I(A;B|C) + I(A;B|D) + I(C;D)
I(A;B) <= I(A;B|C) + I(A;B|D)
I(A;B|C) <= I(A;B|C,D) + I(C;D)
I(X;Y|Z) <= I(X;Y) given X ⊥ Y
I(X;Y|Z) = 0 given indep(X,Y)
pairwise: H(A,B,C) = H(A) + H(B) + H(C) given A ⊥ B; B ⊥ C; A ⊥ C
pairwise2: I(A,B;C) = 0 given A ⊥ B; B ⊥ C; A ⊥ C
cond indep: I(X;Y) = 0 given I(X;Y|Z) = 0
intersection: I(X;Y,W|Z) = 0 given I(X;Y|Z,W) = 0; I(X;W|Z,Y) = 0
composition: I(X;Y,W|Z) = 0 given I(X;Y|Z) = 0; I(X;W|Z) = 0
H(Y) >= H(X) given func(Y; X)
H(Z) = H(X) + H(Y) given func(Z; X,Y); X ⊥ Y
H(Z) >= H(X) given func(Z; X,Y); X ⊥ Y
H(X|Z) = H(Y|Z) given func(Z; X,Y)
I(f;Y) >= I(X;Y) given func(f; X)
H(A) <= H(C) given func(B; A); func(C; B)
H(K) >= I(X;Y) given func(K; X); func(K; Y)
H(K) >= 1.1 H(M) given func(M; C,K); M ⊥ C
H(C) >= 1.01 H(M) given func(M; C,K); func(C; M,K); M ⊥ C
H(K) >= H(M) given func(M; C,K)
sharing: H(A) + H(B) >= 3 H(S) given func(S; A,B); S ⊥ A; S ⊥ B
I(M;C) = 0 given func(M; C,K)
H(W) <= I(X;Y) given W -> X -> Y
I(X1,X2;Y1,Y2) >= I(X1;Y1) + I(X2;Y2)
I(X1,X2;Y1,Y2) <= I(X1;Y1) + I(X2;Y2)
I(X1,X2;Y1,Y2) <= I(X1;Y1) + I(X2;Y2) given X1 ⊥ X2
4.33: I(X1;X4) + I(X2;X3) <= I(X1;X3) + I(X2;X4) given X1 -> X2 -> X3 -> X4
H(X1,X2) = H(X1) given iid(X1,X2)
H(X1,X2,X3) = 3 H(X1) given H(X1) = H(X2); H(X2) = H(X3)
H(X,Y) >= 2 H(X) given H(X) = H(Y)
H(X) <= H(Y) given H(X|Y) <= H(Y|X) + 1
metric: H(X|Z) + H(Z|X) >= H(X|Y) + H(Y|X)
1.00000001 I(X;Z) <= I(X;Y) given X -> Y -> Z
I(X;Z) <= 0.99999999 I(X;Y) given X -> Y -> Z
H(X,Y) <= 1.99999999 given H(X) <= 1; H(Y) <= 1
H(X,Y) <= 2 given H(X) <= 1.00000001; H(Y) <= 1
I(X;Y) <= 0.5 given H(X) <= 0.50000001
H(X) >= 0.00000001
2 H(X,Y,Z) <= 0.99999999 (H(X,Y) + H(Y,Z) + H(X,Z))
H(X,Y,Z) <= 1.49999999 given H(X,Y) <= 1; H(Y,Z) <= 1; H(X,Z) <= 1
H(X) <= 3
H(X,Y) = 3 given H(X) = 1; H(Y) = 2
H(X) = 1 given H(X) <= 1
I(X;Y) >= 1 given H(X) = 1; H(Y) = 1
H(X|Y) <= 1 given H(X|Z) <= 1
1/3 H(X) + 2/3 H(Y) >= H(X,Y)
1000000000 H(X|Y) >= H(X)
H(X) <= 1000000000 H(Y)
2 >= 3
H(X) <= 12 given H(X) <= 13
H(X) <= 2 given H(X,Y) <= 2.00000001
H(X) <= 3 given H(X) <= 3.1
H(X) >= 3 given H(X) >= 2.99999999
I(X;Z) <= 1 given X -> Y -> Z; H(Y) <= 1.00000001
I(X;Y) <= 2 given H(X) <= 2.00000001; H(Y) <= 2.00000001
dyadic: H(A) <= 1 given H(A) = 15/8
H(X) + 5 = 1/8 H(Y)
shift: H(A) <= 1 given func(Y; A,V); H(A) <= 2; H(A) >= 1/2
H(A,B,C,D,E) <= H(A,B) + H(C,D) + 1/2 H(E)
I(A;B|C,D,E) <= I(A;B) + I(A;C)
dihedral: H(A|B) + H(B|C) + H(C|A) <= H(A,B,C) - I(A;B)
"""
