(** Tactics for what tests and options say. *)

From Coq Require Import Bool.
Local Open Scope lazy_bool_scope.

(** Some x = Some y -> …: y is x. Like [injection], but what is equal is left as it stands. *)
Ltac some :=
  let H := fresh in intros H;
  match type of H with Some ?x = Some ?y => assert (y = x) by congruence; clear H; subst y end.
(** The same for what has components. *)
Ltac some' := let H := fresh in intros H; injection H; clear H; intros; subst.

(** From x &&& … = true, each part. *)
Ltac ands := repeat match goal with
  | H : (if ?x then _ else false) = true |- _ => destruct x eqn:?; [|discriminate H]
  end.
Lemma or_true (x y : bool) : (x ||| y) = true -> x = true \/ y = true.
Proof. destruct x; auto. Qed.
