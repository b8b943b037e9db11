(** The words in which exported theorems are stated: finite sums, laws, and nothing else.

    It needs only the standard library's reals, where [x / 0 = 0] and [ln x = 0] for [x <= 0]. An
    alphabet is its number of letters; the letters are the numbers below it. *)

From Coq Require Import Reals.
Local Open Scope R_scope.

(** [f 0 + ... + f (n - 1)] *)
Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S n => sum n f + f n end.

Notation "'∑' x < n , t" := (sum n (fun x => t))
  (at level 41, x name, n at level 30, t at level 41, format "'∑'  x  <  n ,  t").

(** Laws of one, two, three variables. A channel W (y|x) is [forall x, (x < X)%nat -> is_law Y (fun
    y => W y x)]. *)
Definition is_law (X : nat) (p : nat -> R) : Prop :=
  (forall x, (x < X)%nat -> 0 <= p x) /\ ∑ x < X, p x = 1.
Definition is_law2 (X Y : nat) (p : nat -> nat -> R) : Prop :=
  (forall x y, (x < X)%nat -> (y < Y)%nat -> 0 <= p x y) /\ ∑ x < X, ∑ y < Y, p x y = 1.
Definition is_law3 (X Y Z : nat) (p : nat -> nat -> nat -> R) : Prop :=
  (forall x y z, (x < X)%nat -> (y < Y)%nat -> (z < Z)%nat -> 0 <= p x y z) /\ ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z = 1.

(** 1 or 0. *)
Definition same (x y : nat) : R := if Nat.eqb x y then 1 else 0.
Definition is_not_0 (x : R) : R := if Req_EM_T x 0 then 0 else 1.

(** What one variable of two is by itself. *)
Definition marginal_1 (Y : nat) (r : nat -> nat -> R) (x : nat) : R := ∑ y < Y, r x y.
Definition marginal_2 (X : nat) (r : nat -> nat -> R) (y : nat) : R := ∑ x < X, r x y.

(** Entropy, cross-entropy, and Kullback and Leibler's divergence, of one, two, three variables.
    Logarithms are natural, or to a base b. *)
Definition entropy_in b X (p : nat -> R) := ∑ x < X, p x * ln (1 / p x) / ln b.
Definition entropy X (p : nat -> R) := ∑ x < X, p x * ln (1 / p x).
Definition entropy2_in b X Y (p : nat -> nat -> R) := ∑ x < X, ∑ y < Y, p x y * ln (1 / p x y) / ln b.
Definition entropy2 X Y (p : nat -> nat -> R) := ∑ x < X, ∑ y < Y, p x y * ln (1 / p x y).
Definition entropy3_in b X Y Z (p : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (1 / p x y z) / ln b.
Definition entropy3 X Y Z (p : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (1 / p x y z).

Definition cross_entropy_in b X (p q : nat -> R) := ∑ x < X, p x * ln (1 / q x) / ln b.
Definition cross_entropy X (p q : nat -> R) := ∑ x < X, p x * ln (1 / q x).
Definition cross_entropy2_in b X Y (p q : nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, p x y * ln (1 / q x y) / ln b.
Definition cross_entropy2 X Y (p q : nat -> nat -> R) := ∑ x < X, ∑ y < Y, p x y * ln (1 / q x y).
Definition cross_entropy3_in b X Y Z (p q : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (1 / q x y z) / ln b.
Definition cross_entropy3 X Y Z (p q : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (1 / q x y z).

Definition KL_in b X (p q : nat -> R) := ∑ x < X, p x * ln (p x / q x) / ln b.
Definition KL X (p q : nat -> R) := ∑ x < X, p x * ln (p x / q x).
Definition KL2_in b X Y (p q : nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, p x y * ln (p x y / q x y) / ln b.
Definition KL2 X Y (p q : nat -> nat -> R) := ∑ x < X, ∑ y < Y, p x y * ln (p x y / q x y).
Definition KL3_in b X Y Z (p q : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (p x y z / q x y z) / ln b.
Definition KL3 X Y Z (p q : nat -> nat -> nat -> R) :=
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z * ln (p x y z / q x y z).

(** H(Y|X), H(X|Y), I(X;Y) of r(x,y); H(Z|X,Y), I(X;Y|Z) of r(x,y,z). *)
Section of_two.
  Variables (b : R) (X Y : nat) (r : nat -> nat -> R).
  Let p := marginal_1 Y r.
  Let q := marginal_2 X r.
  Definition entropy_2_given_1_in := ∑ x < X, ∑ y < Y, r x y * ln (1 / (r x y / p x)) / ln b.
  Definition entropy_2_given_1 := ∑ x < X, ∑ y < Y, r x y * ln (1 / (r x y / p x)).
  Definition entropy_1_given_2_in := ∑ x < X, ∑ y < Y, r x y * ln (1 / (r x y / q y)) / ln b.
  Definition entropy_1_given_2 := ∑ x < X, ∑ y < Y, r x y * ln (1 / (r x y / q y)).
  Definition information_in := ∑ x < X, ∑ y < Y, r x y * ln (r x y / (p x * q y)) / ln b.
  Definition information := ∑ x < X, ∑ y < Y, r x y * ln (r x y / (p x * q y)).
End of_two.
Section of_three.
  Variables (b : R) (X Y Z : nat) (r : nat -> nat -> nat -> R).
  Let xy x y := ∑ z < Z, r x y z.
  Let xz x z := ∑ y < Y, r x y z.
  Let yz y z := ∑ x < X, r x y z.
  Let at_z z := ∑ x < X, ∑ y < Y, r x y z.
  Definition entropy_3_given_12_in :=
    ∑ x < X, ∑ y < Y, ∑ z < Z, r x y z * ln (1 / (r x y z / xy x y)) / ln b.
  Definition entropy_3_given_12 := ∑ x < X, ∑ y < Y, ∑ z < Z, r x y z * ln (1 / (r x y z / xy x y)).
  Definition information_12_given_3_in :=
    ∑ x < X, ∑ y < Y, ∑ z < Z, r x y z * ln (at_z z * r x y z / (xz x z * yz y z)) / ln b.
  Definition information_12_given_3 :=
    ∑ x < X, ∑ y < Y, ∑ z < Z, r x y z * ln (at_z z * r x y z / (xz x z * yz y z)).
End of_three.

(** Where f is largest, and least, among the letters. *)
Definition is_argmax (n : nat) (f : nat -> R) (i : nat) : Prop :=
  (i < n)%nat /\ forall k, (k < n)%nat -> f k <= f i.
Definition is_argmin (n : nat) (f : nat -> R) (i : nat) : Prop :=
  (i < n)%nat /\ forall k, (k < n)%nat -> f i <= f k.
