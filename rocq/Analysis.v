(** Facts about the real functions of Semantics.v. *)

From Coq Require Import Reals ZArith QArith Qreals List Lia Lra.
From Derive Require Import Semantics.
Local Open Scope R_scope.

(** ** Logarithms, indicators, powers *)

Lemma log_0 : log 0 = 0.
Proof.
  unfold log, ln. rewrite Rabs_R0. destruct (Rlt_dec 0 0) as [H|]; auto. exfalso. exact (Rlt_irrefl 0 H).
Qed.

Lemma log_1 : log 1 = 0.
Proof. unfold log. rewrite Rabs_R1. exact ln_1. Qed.

Lemma log_pos x : 0 < x -> log x = ln x.
Proof. intros H. unfold log. rewrite Rabs_right; lra. Qed.

Lemma log_mul x y : x <> 0 -> y <> 0 -> log (x * y) = log x + log y.
Proof. intros. unfold log. rewrite Rabs_mult, ln_mult; auto using Rabs_pos_lt. Qed.

Lemma log_inv x : log (/ x) = - log x.
Proof.
  destruct (Req_EM_T x 0) as [->|N]. { rewrite Rinv_0, log_0. lra. }
  unfold log. rewrite Rabs_inv. apply ln_Rinv. auto using Rabs_pos_lt.
Qed.

Lemma log_exp x : log (exp x) = x.
Proof. rewrite log_pos by apply exp_pos. apply ln_exp. Qed.

Lemma log_neq x : log x <> 0 -> x <> 0.
Proof. intros H ->. exact (H log_0). Qed.

Lemma nonzero_0 : nonzero 0 = 0.
Proof. unfold nonzero. destruct (Req_EM_T 0 0); lra. Qed.

Lemma nonzero_1 x : x <> 0 -> nonzero x = 1.
Proof. unfold nonzero. destruct (Req_EM_T x 0); tauto. Qed.

Lemma nonzero_neq x : nonzero x <> 0 -> x <> 0.
Proof. intros H ->. exact (H nonzero_0). Qed.

Lemma nonzero_range x : 0 <= nonzero x <= 1.
Proof. unfold nonzero. destruct (Req_EM_T x 0); lra. Qed.

Lemma nonzero_mul x y : nonzero (x * y) = nonzero x * nonzero y.
Proof.
  destruct (Req_EM_T x 0) as [->|N]. { rewrite Rmult_0_l, nonzero_0. lra. }
  destruct (Req_EM_T y 0) as [->|L]. { rewrite Rmult_0_r, nonzero_0. lra. }
  rewrite (nonzero_1 x N), (nonzero_1 y L), nonzero_1; [lra|]. apply Rmult_integral_contrapositive; auto.
Qed.

Lemma nonzero_absorb x y : (x <> 0 -> y <> 0) -> nonzero y * x = x.
Proof.
  intros H. destruct (Req_EM_T x 0) as [->|N]; [lra|]. rewrite nonzero_1; auto. lra.
Qed.

Lemma pow_0_pos p : 0 ^ Pos.to_nat p = 0.
Proof. apply pow_i. lia. Qed.

Lemma power_0 k : k <> 0%Z -> powerRZ 0 k = 0.
Proof. destruct k; simpl; intros; [tauto|apply pow_0_pos|]. rewrite pow_0_pos. apply Rinv_0. Qed.

Lemma power_neq x k : x <> 0 -> powerRZ x k <> 0.
Proof. apply powerRZ_NOR. Qed.

Lemma power_base_neq x k : k <> 0%Z -> powerRZ x k <> 0 -> x <> 0.
Proof. intros K H ->. exact (H (power_0 k K)). Qed.

Lemma power_1_base k : powerRZ 1 k = 1.
Proof. destruct k; simpl; rewrite ?pow1; auto using Rinv_1. Qed.

Lemma power_add x j k : j <> 0%Z -> k <> 0%Z -> (j + k <> 0)%Z -> powerRZ x j * powerRZ x k = powerRZ x (j + k).
Proof.
  intros. destruct (Req_EM_T x 0) as [->|N]. { rewrite !power_0 by auto. lra. }
  symmetry. apply powerRZ_add; auto.
Qed.

Lemma power_cancel x j k : j <> 0%Z -> (j + k = 0)%Z -> powerRZ x j * powerRZ x k = nonzero x.
Proof.
  intros J K. destruct (Req_EM_T x 0) as [->|N]. { rewrite !power_0, nonzero_0 by lia. lra. }
  rewrite nonzero_1, <- powerRZ_add, K by auto. reflexivity.
Qed.

Lemma power_nonzero x k : k <> 0%Z -> powerRZ (nonzero x) k = nonzero x.
Proof. intros. unfold nonzero. destruct (Req_EM_T x 0); auto using power_0, power_1_base. Qed.

Lemma power_mul x y k : powerRZ (x * y) k = powerRZ x k * powerRZ y k.
Proof. destruct k; simpl; rewrite ?Rpow_mult_distr, ?Rinv_mult; lra. Qed.

Lemma power_mult_exponents x j k : powerRZ (powerRZ x j) k = powerRZ x (j * k).
Proof.
  destruct (Z.eq_dec j 0) as [->|J]. { simpl. apply power_1_base. }
  destruct (Z.eq_dec k 0) as [->|K]. { rewrite Z.mul_0_r. reflexivity. }
  destruct (Req_EM_T x 0) as [->|N]. { rewrite (power_0 j), !power_0 by nia. reflexivity. }
  assert (Nat' : forall n, powerRZ (powerRZ x j) (Z.of_nat n) = powerRZ x (j * Z.of_nat n)).
  { induction n. { rewrite Z.mul_0_r. reflexivity. }
    rewrite Nat2Z.inj_succ, <- Z.add_1_r, Z.mul_add_distr_l, !powerRZ_add, IHn by auto using power_neq.
    rewrite Z.mul_1_r, powerRZ_1. reflexivity. }
  destruct (Z_le_gt_dec 0 k) as [L|L].
  - rewrite <- (Z2Nat.id k L). apply Nat'.
  - replace k with (- Z.of_nat (Z.to_nat (- k)))%Z by lia. rewrite Z.mul_opp_r, !powerRZ_neg'. f_equal. apply Nat'.
Qed.

Lemma power_succ x p : powerRZ x (Zpos p) = x * powerRZ x (Zpos p - 1).
Proof.
  destruct (Pos.eq_dec p 1) as [->|N]; [simpl; lra|]. replace (Zpos p - 1)%Z with (Zpos (Pos.pred p)) by lia.
  cbn [powerRZ]. rewrite <- (Pos.succ_pred p N) at 1. rewrite Pos2Nat.inj_succ. reflexivity.
Qed.

Lemma power_nonneg x k : 0 <= x -> 0 <= powerRZ x k.
Proof.
  intros [L|<-]; [left; apply powerRZ_lt; auto|].
  destruct (Z.eq_dec k 0) as [->|K]; [simpl; lra|]. rewrite power_0 by auto. lra.
Qed.

Lemma power_even x k : Z.even k = true -> 0 <= powerRZ x k.
Proof.
  intros H. apply Z.even_spec in H. destruct H as [j ->]. rewrite Z.mul_comm, <- power_mult_exponents.
  change (powerRZ (powerRZ x j) 2) with (powerRZ x j ^ 2). apply pow2_ge_0.
Qed.

Lemma log_power x k : log (powerRZ x k) = IZR k * log x.
Proof.
  destruct (Req_EM_T x 0) as [->|N].
  { destruct (Z.eq_dec k 0) as [->|K]; [simpl; rewrite log_1; lra|].
    rewrite power_0, log_0 by auto. lra. }
  assert (P : forall n, log (x ^ n) = INR n * log x).
  { induction n; [simpl; rewrite log_1; lra|].
    rewrite S_INR. simpl pow. rewrite log_mul, IHn by auto using pow_nonzero. lra. }
  destruct k; simpl.
  - rewrite log_1. lra.
  - rewrite P, INR_IPR. reflexivity.
  - rewrite log_inv, P, INR_IPR. change (IZR (Z.neg p)) with (- IPR p). lra.
Qed.

Lemma exp_power x k : powerRZ (exp x) k = exp (IZR k * x).
Proof.
  assert (P : forall n, exp x ^ n = exp (INR n * x)).
  { induction n; [simpl; rewrite Rmult_0_l, exp_0; lra|].
    simpl pow. rewrite S_INR, IHn, <- exp_plus. f_equal. lra. }
  destruct k; simpl.
  - rewrite Rmult_0_l, exp_0. lra.
  - rewrite P, INR_IPR. reflexivity.
  - rewrite P, INR_IPR, <- exp_Ropp. f_equal. change (IZR (Z.neg p)) with (- IPR p). lra.
Qed.

(** The analytic fact on which everything rests. *)
Lemma tangent x : 0 < x -> 0 <= x - 1 - ln x.
Proof. intros H. pose proof (exp_ineq1_le (ln x)) as E. rewrite exp_ln in E by auto. lra. Qed.

Lemma tangent_touches x : 0 < x -> x - 1 - ln x = 0 -> x = 1.
Proof.
  intros H E. destruct (Req_EM_T (ln x) 0) as [Z|N].
  - rewrite Z in E. lra.
  - pose proof (exp_ineq1 (ln x) N) as X. rewrite exp_ln in X by auto. lra.
Qed.

Lemma ln_nonneg x : 1 <= x -> 0 <= ln x.
Proof.
  intros [H| <-]; [|rewrite ln_1; lra]. rewrite <- ln_1. left. apply ln_increasing; lra.
Qed.

(** ** Totals *)

Lemma total_ext n f g : (forall k, (k < n)%nat -> f k = g k) -> total n f = total n g.
Proof. induction n; simpl; intros H; auto. rewrite IHn, H; auto. Qed.

Lemma total_scale n c f : total n (fun k => c * f k) = c * total n f.
Proof. induction n; simpl; rewrite ?IHn; lra. Qed.

Lemma total_plus n f g : total n (fun k => f k + g k) = total n f + total n g.
Proof. induction n; simpl; rewrite ?IHn; lra. Qed.

Lemma total_const n c : total n (fun _ => c) = INR n * c.
Proof. induction n; [simpl; lra|]. rewrite S_INR. simpl. rewrite IHn. lra. Qed.

Lemma total_swap n m f : total n (fun i => total m (fun j => f i j)) = total m (fun j => total n (fun i => f i j)).
Proof.
  induction n; simpl. { rewrite total_const. lra. }
  rewrite IHn. symmetry. apply total_plus.
Qed.

Lemma total_nonneg n f : (forall k, (k < n)%nat -> 0 <= f k) -> 0 <= total n f.
Proof.
  induction n; simpl; intros H; [lra|]. pose proof (H n (Nat.lt_succ_diag_r n)). assert (0 <= total n f) by auto. lra.
Qed.

Lemma total_mono n f g : (forall k, (k < n)%nat -> f k <= g k) -> total n f <= total n g.
Proof.
  induction n; simpl; intros H; [lra|]. pose proof (H n (Nat.lt_succ_diag_r n)).
  assert (total n f <= total n g) by auto. lra.
Qed.

Lemma total_ge n f k : (forall k, (k < n)%nat -> 0 <= f k) -> (k < n)%nat -> f k <= total n f.
Proof.
  induction n; intros H L; [lia|]. simpl. assert (P : 0 <= total n f) by (apply total_nonneg; auto).
  destruct (Nat.eq_dec k n) as [->|]; [lra|]. assert (f k <= total n f) by (apply IHn; auto; lia).
  pose proof (H n (Nat.lt_succ_diag_r n)). lra.
Qed.

Lemma total_not_0 n f : total n f <> 0 -> exists k, (k < n)%nat /\ f k <> 0.
Proof.
  induction n; simpl; intros H; [tauto|]. destruct (Req_EM_T (f n) 0) as [E|N]; [|exists n; auto].
  rewrite E, Rplus_0_r in H. destruct (IHn H) as [k [L K]]. exists k. auto.
Qed.

Lemma total_one_point n f k : (k < n)%nat -> (forall j, (j < n)%nat -> j <> k -> f j = 0) -> total n f = f k.
Proof.
  induction n; intros L H; [lia|]. simpl. destruct (Nat.eq_dec k n) as [->|N].
  - rewrite (total_ext n f (fun _ => 0)), total_const by (intros; apply H; lia). lra.
  - rewrite IHn by (auto; lia). rewrite (H n) by lia. lra.
Qed.

(** ** Rationals *)

Lemma Q2R_0 : Q2R 0 = 0. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_1 : Q2R 1 = 1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_m1 : Q2R (-1) = -1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_red c : Q2R (Qred c) = Q2R c. Proof. apply Qeq_eqR, Qred_correct. Qed.
Lemma Q2R_Z k : Q2R (inject_Z k) = IZR k. Proof. unfold Q2R; simpl; lra. Qed.

Lemma Q2R_is_0 c : Qeq_bool c 0 = true -> Q2R c = 0.
Proof. intros H. apply Qeq_bool_eq in H. rewrite (Qeq_eqR _ _ H). apply Q2R_0. Qed.

Lemma Q2R_not_0 c : Qeq_bool c 0 = false -> Q2R c <> 0.
Proof.
  intros H E. apply Qeq_bool_neq in H. apply H, eqR_Qeq. rewrite E, Q2R_0. reflexivity.
Qed.

Lemma Q2R_inverse c : Q2R (/ c) = / Q2R c.
Proof.
  destruct (Qeq_dec c 0) as [E|N]; [|apply Q2R_inv; auto]. assert (I : (/ c == 0)%Q) by (rewrite E; reflexivity).
  rewrite (Qeq_eqR _ _ E), (Qeq_eqR _ _ I), Q2R_0, Rinv_0. reflexivity.
Qed.

Lemma Q2R_nonneg c : Qle_bool 0 c = true -> 0 <= Q2R c.
Proof. intros H. apply Qle_bool_iff, Qle_Rle in H. rewrite Q2R_0 in H. exact H. Qed.

Lemma Q2R_pos c : Qle_bool c 0 = false -> 0 < Q2R c.
Proof.
  intros H. destruct (Rle_lt_dec (Q2R c) 0) as [L|L]; auto.
  rewrite <- Q2R_0 in L. apply Rle_Qle, Qle_bool_iff in L. congruence.
Qed.
