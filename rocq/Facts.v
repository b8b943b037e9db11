(** The rules beside the kernel that are theorems: optimisers, induction on the number of variables,
    growth, a bound that is attained. What they are applied to are theorems that the checker accepts,
    in exported files; the names of the rules are those of [derive/rules]. *)

From Coq Require Import Reals ZArith Lia Lra.
From Derive Require Import Finite.
Local Open Scope R_scope.

(** ** Optimisers: [derive/rules/optimisers.py] *)

(** What grows where f grows has the same maximisers, and minimisers. *)
Theorem same_order n f g : (forall i k, (i < n)%nat -> (k < n)%nat -> f k <= f i <-> g k <= g i) -> forall i,
  (is_argmax n f i <-> is_argmax n g i) /\ (is_argmin n f i <-> is_argmin n g i).
Proof.
  intros H i. split; split; intros [I M]; split; auto; intros k K; [apply H|apply H|apply H|apply H]; auto.
Qed.

Lemma by_difference a b p q : p = q -> a - b = p - q -> a = b.
Proof. lra. Qed.

(** SCALE: g is c f and something that does not depend on the letter, for a c > 0. *)
Theorem scale n f g c : 0 < c -> (forall i k, (i < n)%nat -> (k < n)%nat -> g i - g k = c * (f i - f k)) -> forall i,
  (is_argmax n f i <-> is_argmax n g i) /\ (is_argmin n f i <-> is_argmin n g i).
Proof.
  intros C H. apply same_order. intros i k I K. specialize (H i k I K). split; intros L.
  - assert (0 <= c * (f i - f k)) by (apply Rmult_le_pos; lra). lra.
  - apply Rnot_lt_le. intros B. assert (0 < c * (f k - f i)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** The same with - c: the maximisers of f are the minimisers of g. *)
Theorem turned n f g c : 0 < c -> (forall i k, (i < n)%nat -> (k < n)%nat -> g k - g i = c * (f i - f k)) -> forall i,
  (is_argmax n f i <-> is_argmin n g i) /\ (is_argmin n f i <-> is_argmax n g i).
Proof.
  intros C H i. destruct (scale n f (fun i => - g i) c C) with (i := i) as [A B].
  { intros j k J K. specialize (H j k J K). lra. }
  assert (T : (is_argmax n (fun i => - g i) i <-> is_argmin n g i) /\
              (is_argmin n (fun i => - g i) i <-> is_argmax n g i)).
  { split; split; intros [I M]; split; auto; intros k K; specialize (M k K); lra. }
  tauto.
Qed.

(** LOG: ln is strictly increasing. *)
Theorem logarithm n f : (forall i, (i < n)%nat -> 0 < f i) -> forall i,
  (is_argmax n f i <-> is_argmax n (fun i => ln (f i)) i) /\ (is_argmin n f i <-> is_argmin n (fun i => ln (f i)) i).
Proof.
  intros P. apply same_order. intros i k I K. pose proof (P i I). pose proof (P k K). split; intros L.
  - destruct (Rle_lt_or_eq_dec _ _ L) as [L'|E]; [left; apply ln_increasing; auto|rewrite E; lra].
  - apply Rnot_lt_le. intros B. pose proof (ln_increasing (f i) (f k)). lra.
Qed.

(** ** Induction on the number of variables: [derive/rules/induction.py]

    A word of t letters is a number: that of the first t - 1 letters, times the number of letters that
    can come next, and the next. *)

Theorem sum_pairs m n f : ∑ w < m * n, f w = ∑ u < m, ∑ v < n, f (u * n + v)%nat.
Proof.
  assert (S : forall b a, ∑ w < a + b, f w = ∑ w < a, f w + ∑ v < b, f (a + v)%nat).
  { induction b; intros a; simpl; [rewrite Nat.add_0_r; lra|].
    rewrite Nat.add_succ_r. simpl. rewrite IHb. lra. }
  induction m; [reflexivity|]. cbn [Nat.mul]. rewrite Nat.add_comm, S, IHm. reflexivity.
Qed.

Lemma sum_plus n f g : ∑ k < n, (f k + g k) = ∑ k < n, f k + ∑ k < n, g k.
Proof. induction n; simpl; [lra|]. rewrite IHn. lra. Qed.
Lemma sum_swap m n f : ∑ u < m, ∑ v < n, f u v = ∑ v < n, ∑ u < m, f u v.
Proof.
  induction m; simpl; [induction n; simpl; lra|]. rewrite IHm, sum_plus. reflexivity.
Qed.
Theorem sum_ext n f g : (forall k, (k < n)%nat -> f k = g k) -> sum n f = sum n g.
Proof. induction n; simpl; intros H; auto. rewrite IHn, H; auto. Qed.

Fixpoint prod (n : nat) (f : nat -> R) : R := match n with O => 1 | S n => prod n f * f n end.

Lemma prod_const n g : prod n (fun _ => g) = g ^ n.
Proof. induction n; simpl; [lra|]. rewrite IHn. lra. Qed.

Theorem induction_equal A g : (forall t : nat, A (S t) = A t + g t) -> forall T, A T = A O + sum T g.
Proof. intros H. induction T; simpl; [lra|]. rewrite H, IHT. lra. Qed.
Theorem induction_below A g : (forall t : nat, A (S t) <= A t + g t) -> forall T, A T <= A O + sum T g.
Proof. intros H. induction T; simpl; [lra|]. pose proof (H T). lra. Qed.
Theorem induction_above A g : (forall t : nat, A (S t) >= A t + g t) -> forall T, A T >= A O + sum T g.
Proof. intros H. induction T; simpl; [lra|]. pose proof (H T). lra. Qed.
Theorem induction_product A g : (forall t : nat, A (S t) = A t * g t) -> forall T, A T = A O * prod T g.
Proof. intros H. induction T; simpl; [lra|]. rewrite H, IHT. lra. Qed.

(** What is said of words of one letter more, as sums over words and letters: [rule] rewrites what
    the law, or the quantity, of longer words is. Nothing is unfolded on the way. *)
Ltac grows rule :=
  lazymatch goal with
  | |- ?a = ?b => first [constr_eq a b; exact eq_refl|grows_inside rule]
  end
with grows_inside rule :=
  lazymatch goal with
  | |- sum (_ * _) _ = sum _ (fun _ => sum _ _) =>
      rewrite sum_pairs; apply sum_ext; intros ? ?; apply sum_ext; intros ? ?; grows rule
  | |- sum ?n _ = sum ?m _ =>
      first [constr_eq n m; apply sum_ext; intros ? ?|rewrite sum_swap]; grows rule
  | |- _ + _ = _ + _ => apply (f_equal2 Rplus); grows rule
  | |- _ - _ = _ - _ => apply (f_equal2 Rminus); grows rule
  | |- _ * _ = _ * _ => apply (f_equal2 Rmult); grows rule
  | |- _ / _ = _ / _ => apply (f_equal2 Rdiv); grows rule
  | |- _ ^ _ = _ ^ _ => apply (f_equal2 pow); grows rule
  | |- - _ = - _ => apply (f_equal Ropp); grows rule
  | |- ln _ = ln _ => apply (f_equal ln); grows rule
  | |- exp _ = exp _ => apply (f_equal exp); grows rule
  | |- _ => rule; grows rule
  end.

(** ** Growth: [derive/rules/growth.py] *)

(** Bernoulli's inequality, one term more. *)
Theorem power_grows h n : 0 <= h -> 1 + INR n * h + INR n * (INR n - 1) / 2 * h ^ 2 <= (1 + h) ^ n.
Proof.
  intros H. induction n as [|[|n] IH]; [simpl; lra|simpl; lra|].
  change ((1 + h) ^ S (S n)) with ((1 + h) * (1 + h) ^ S n). set (k := INR (S n)) in *.
  assert (K : 1 <= k) by (unfold k; rewrite S_INR; pose proof (pos_INR n); lra).
  replace (INR (S (S n))) with (k + 1) by (unfold k; rewrite !S_INR; lra). assert (0 <= k * (k - 1) / 2 * h ^ 2 * h).
  { apply Rmult_le_pos; auto. apply Rmult_le_pos; [|apply pow2_ge_0].
    apply Rmult_le_pos; [apply Rmult_le_pos; lra|lra]. }
  apply Rle_trans with ((1 + h) * (1 + k * h + k * (k - 1) / 2 * h ^ 2)); [lra|]. apply Rmult_le_compat_l; lra.
Qed.

Lemma beyond x : exists n, x < INR n.
Proof.
  exists (Z.to_nat (up x)). destruct (archimed x) as [A _]. destruct (Z_le_gt_dec 0 (up x)) as [P|N].
  - rewrite INR_IZR_INZ, Z2Nat.id; auto.
  - pose proof (pos_INR (Z.to_nat (up x))). assert (IZR (up x) < 0) by (apply IZR_lt; lia). lra.
Qed.

(** What stays below a line in every power is at most 1. *)
Theorem growth a g c : 0 < a -> (forall T : nat, a * g ^ T <= c * INR (S T)) -> g <= 1.
Proof.
  intros A H. apply Rnot_lt_le. intros G. set (h := g - 1). assert (P : 0 < h) by (unfold h; lra).
  assert (C : 0 < c) by (specialize (H O); simpl in H; lra). set (q := a * h ^ 2).
  assert (Q : 0 < q) by (apply Rmult_lt_0_compat; [auto|apply pow_lt; auto]).
  (* from this T on the square alone is more than the line *)
  destruct (beyond (3 + 4 * c / q)) as [T L]. specialize (H T). pose proof (power_grows h T (Rlt_le _ _ P)) as B.
  replace (1 + h) with g in B by (unfold h; lra). rewrite S_INR in H. set (t := INR T) in *.
  assert (0 < 4 * c / q) by (apply Rdiv_lt_0_compat; lra). assert (D : 4 * c < (t - 3) * q).
  { replace (4 * c) with (4 * c / q * q) by (field; lra). apply Rmult_lt_compat_r; lra. }
  assert (E : t * (t - 1) / 2 * q <= a * g ^ T).
  { replace (t * (t - 1) / 2 * q) with (a * (t * (t - 1) / 2 * h ^ 2)) by (unfold q; field).
    apply Rmult_le_compat_l; [lra|]. assert (0 <= t * h) by (apply Rmult_le_pos; lra). lra. }
  assert (F : (t + 1) * (4 * c) < (t + 1) * ((t - 3) * q)) by (apply Rmult_lt_compat_l; lra).
  assert (N : (t + 1) * (t - 3) * q <= t * (t - 1) * q) by (apply Rmult_le_compat_r; nra).
  assert (0 < (t + 1) * c) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** ** A bound that is attained: [derive/rules/extremes.py] *)

(** A value that no f x is beyond, among the x that are meant, and that is one of them. *)
Definition is_max {A} (meant : A -> Prop) (f : A -> R) (v : R) : Prop :=
  (forall x, meant x -> f x <= v) /\ exists x, meant x /\ f x = v.
Definition is_min {A} (meant : A -> Prop) (f : A -> R) (v : R) : Prop :=
  (forall x, meant x -> f x >= v) /\ exists x, meant x /\ f x = v.

Theorem attained_max {A} (meant : A -> Prop) f v x :
  (forall x, meant x -> f x <= v) -> meant x -> f x = v -> is_max meant f v.
Proof. intros. split; eauto. Qed.
Theorem attained_min {A} (meant : A -> Prop) f v x :
  (forall x, meant x -> f x >= v) -> meant x -> f x = v -> is_min meant f v.
Proof. intros. split; eauto. Qed.
