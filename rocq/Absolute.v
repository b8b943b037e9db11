(** Exported theorems about |e|: the certificate has a number that is 1 where e >= 0 and 0 elsewhere. *)

From Coq Require Import Reals Lra Setoid Morphisms FunctionalExtensionality.
From Derive Require Import Finite.
Local Open Scope R_scope.

Definition is_nonneg (e : R) : R := if Rle_dec 0 e then 1 else 0.

Lemma is_nonneg_unit e : 0 <= is_nonneg e <= 1.
Proof. unfold is_nonneg. destruct (Rle_dec 0 e); lra. Qed.
Lemma is_nonneg_above e : 0 <= is_nonneg e * e.
Proof. unfold is_nonneg. destruct (Rle_dec 0 e); lra. Qed.
Lemma is_nonneg_below e : 0 <= - ((1 - is_nonneg e) * e).
Proof. unfold is_nonneg. destruct (Rle_dec 0 e); lra. Qed.
Lemma is_nonneg_choice e : is_nonneg e * (1 - is_nonneg e) = 0.
Proof. unfold is_nonneg. destruct (Rle_dec 0 e); lra. Qed.
Lemma absolute e : (2 * is_nonneg e - 1) * e = Rabs e.
Proof.
  unfold is_nonneg. destruct (Rle_dec 0 e); [rewrite Rabs_right by lra|rewrite Rabs_left by lra]; ring.
Qed.
Lemma absolute_difference d e : (2 * is_nonneg (- d + e) - 1) * (- d + e) = Rabs (e - d).
Proof. rewrite absolute. f_equal. ring. Qed.
(** Rewriting inside sums. *)
Global Instance sum_of_equals : Proper (eq ==> pointwise_relation nat eq ==> eq) sum.
Proof. intros n _ <- f g E. f_equal. extensionality x. apply E. Qed.

Lemma absolute_after c e : c * (2 * is_nonneg e - 1) * e = c * Rabs e.
Proof. rewrite <- absolute. ring. Qed.
Lemma absolute_difference_after c d e : c * (2 * is_nonneg (- d + e) - 1) * (- d + e) = c * Rabs (e - d).
Proof. rewrite <- absolute_difference. ring. Qed.

Ltac absolute H :=
  cbv beta in H;
  repeat first [setoid_rewrite absolute_difference in H | setoid_rewrite absolute_difference_after in H
               | setoid_rewrite absolute in H | setoid_rewrite absolute_after in H];
  exact H.
