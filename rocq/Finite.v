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
  (forall x y z, (x < X)%nat -> (y < Y)%nat -> (z < Z)%nat -> 0 <= p x y z) /\
  ∑ x < X, ∑ y < Y, ∑ z < Z, p x y z = 1.

(** 1 or 0. *)
Definition same (x y : nat) : R := if Nat.eqb x y then 1 else 0.
Definition is_not_0 (x : R) : R := if Req_EM_T x 0 then 0 else 1.

(** Entropy, and Kullback and Leibler's divergence, in nats. *)
Definition entropy (n : nat) (p : nat -> R) : R := ∑ x < n, p x * ln (1 / p x).
Definition KL (n : nat) (p q : nat -> R) : R := ∑ x < n, p x * ln (p x / q x).

(** Where f is largest, and least, among the letters. *)
Definition is_argmax (n : nat) (f : nat -> R) (i : nat) : Prop :=
  (i < n)%nat /\ forall k, (k < n)%nat -> f k <= f i.
Definition is_argmin (n : nat) (f : nat -> R) (i : nat) : Prop :=
  (i < n)%nat /\ forall k, (k < n)%nat -> f i <= f k.
