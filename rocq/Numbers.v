(** Signs of numbers: closed terms, made of rationals with +, *, powers, logarithms and exponentials.
    Such a number is 0 where its normal form is; its sign is otherwise that of rational bounds. *)

From Coq Require Import Reals ZArith QArith Qreals Qabs List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Laws Signs Normal.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition encloses (b : Q * Q) (x : R) : Prop := Q2R (fst b) <= x <= Q2R (snd b).

(** ** Rounding to a multiple of 2^-128, which numbers m stand for *)

Definition bits : Z := 128.
Definition grid : positive := Eval vm_compute in (2 ^ 128)%positive.
Definition at_grid (m : Z) : R := IZR m / IZR (Zpos grid).
Definition floor (c : Q) : Q := (Qnum c * Zpos grid / Zpos (Qden c))%Z # grid.
Definition ceiling (c : Q) : Q := (- floor (- c))%Q.
Definition mul_low (a b : Z) : Z := Z.shiftr (a * b) bits.
Definition mul_high (a b : Z) : Z := (- Z.shiftr (- (a * b)) bits)%Z.
Definition div_low (a : Z) (k : positive) : Z := (a / Zpos k)%Z.
Definition div_high (a : Z) (k : positive) : Z := (- (- a / Zpos k))%Z.

Lemma grid_pos : 0 < IZR (Zpos grid).
Proof. apply IZR_lt. reflexivity. Qed.
Lemma at_grid_Q m : Q2R (m # grid) = at_grid m.
Proof. reflexivity. Qed.
Lemma at_grid_le m n : (m <= n)%Z -> at_grid m <= at_grid n.
Proof.
  intros H. apply IZR_le in H. unfold at_grid, Rdiv. apply Rmult_le_compat_r; auto. left. apply Rinv_0_lt_compat, grid_pos.
Qed.
Lemma at_grid_opp m : at_grid (- m) = - at_grid m.
Proof. unfold at_grid. rewrite opp_IZR. field. pose proof grid_pos. lra. Qed.
Lemma at_grid_plus m n : at_grid (m + n) = at_grid m + at_grid n.
Proof. unfold at_grid. rewrite plus_IZR. field. pose proof grid_pos. lra. Qed.
Lemma at_grid_nonneg m : 0 <= at_grid m <-> (0 <= m)%Z.
Proof.
  pose proof grid_pos as P. unfold at_grid. split; intros H.
  - apply le_IZR. apply Rmult_le_reg_r with (/ IZR (Zpos grid)); [apply Rinv_0_lt_compat, P|]. unfold Rdiv in H. lra.
  - apply Rmult_le_pos; [apply IZR_le, H|left; apply Rinv_0_lt_compat, P].
Qed.
Lemma quotient_le n d : (0 < d)%Z -> IZR (n / d) <= IZR n / IZR d.
Proof.
  intros P. apply IZR_lt in P. apply Rmult_le_reg_r with (IZR d); auto. unfold Rdiv.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r, <- mult_IZR by lra. apply IZR_le. apply lt_IZR in P.
  rewrite Z.mul_comm. apply Z.mul_div_le, P.
Qed.
Lemma floor_le c : Q2R (floor c) <= Q2R c.
Proof.
  destruct c as [n d]. unfold floor. rewrite at_grid_Q. unfold at_grid, Q2R. cbn [Qnum Qden].
  pose proof (quotient_le (n * Zpos grid) (Zpos d) ltac:(lia)) as H. rewrite mult_IZR in H. pose proof grid_pos as P.
  apply Rmult_le_reg_r with (IZR (Zpos grid)); auto. unfold Rdiv in *. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.
Lemma ceiling_ge c : Q2R c <= Q2R (ceiling c).
Proof. unfold ceiling. pose proof (floor_le (- c)) as H. rewrite Q2R_opp in *. lra. Qed.
Lemma mul_low_le a b : at_grid (mul_low a b) <= at_grid a * at_grid b.
Proof.
  unfold mul_low. rewrite Z.shiftr_div_pow2 by discriminate. change (2 ^ bits)%Z with (Zpos grid).
  pose proof (quotient_le (a * b) (Zpos grid) ltac:(reflexivity)) as H. pose proof grid_pos as P. rewrite mult_IZR in H.
  unfold at_grid. apply Rmult_le_reg_r with (IZR (Zpos grid)); auto.
  replace (IZR a / IZR (Zpos grid) * (IZR b / IZR (Zpos grid)) * IZR (Zpos grid)) with (IZR a * IZR b / IZR (Zpos grid)) by (field; lra).
  unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.
Lemma mul_high_ge a b : at_grid a * at_grid b <= at_grid (mul_high a b).
Proof.
  unfold mul_high. pose proof (mul_low_le (- a) b) as H. unfold mul_low in H. rewrite Z.mul_opp_l, at_grid_opp in H.
  rewrite at_grid_opp. lra.
Qed.
Lemma div_low_le a k : at_grid (div_low a k) <= at_grid a / IZR (Zpos k).
Proof.
  unfold div_low, at_grid. pose proof (quotient_le a (Zpos k) ltac:(reflexivity)) as H. pose proof grid_pos as P.
  assert (0 < IZR (Zpos k)) by (apply IZR_lt; reflexivity).
  replace (IZR a / IZR (Zpos grid) / IZR (Zpos k)) with (IZR a / IZR (Zpos k) / IZR (Zpos grid)) by (field; lra).
  unfold Rdiv at 1 2. apply Rmult_le_compat_r; auto. left. apply Rinv_0_lt_compat, P.
Qed.
Lemma div_high_ge a k : at_grid a / IZR (Zpos k) <= at_grid (div_high a k).
Proof.
  pose proof (div_low_le (- a) k) as H. unfold div_low in H. unfold div_high. rewrite at_grid_opp in *. unfold Rdiv in *. lra.
Qed.

(** ** Exponentials: x^i/i! for i < n in all, and c·x^n/n!; this is <= e^x for c = 1, >= for c = 3 *)

Fixpoint taylor (n : nat) (x : R) : R := match n with O => 0 | S n => taylor n x + x ^ n / INR (fact n) end.
Definition with_rest (n : nat) (c x : R) : R := taylor n x + c * (x ^ n / INR (fact n)).

Lemma term_derivable n x : derivable_pt_lim (fun x => x ^ S n / INR (fact (S n))) x (x ^ n / INR (fact n)).
Proof.
  replace (x ^ n / INR (fact n)) with (INR (S n) * x ^ pred (S n) / INR (fact (S n))).
  - apply derivable_pt_lim_div_scal, derivable_pt_lim_pow.
  - rewrite fact_simpl, mult_INR. cbn [pred]. field. split; [apply INR_fact_neq_0|apply not_0_INR; lia].
Qed.
Lemma with_rest_derivable n c x : derivable_pt_lim (with_rest (S n) c) x (with_rest n c x).
Proof.
  unfold with_rest. apply (derivable_pt_lim_plus (taylor (S n)) (fun x => c * (x ^ S n / INR (fact (S n))))).
  - clear. induction n as [|n IH].
    + apply (derivable_pt_lim_ext (fun _ => 1)); [intros z; simpl; field|apply derivable_pt_lim_const].
    + apply (derivable_pt_lim_plus (taylor (S n)) (fun x => x ^ S n / INR (fact (S n)))); [exact IH|apply term_derivable].
  - apply (derivable_pt_lim_scal (fun x => x ^ S n / INR (fact (S n)))), term_derivable.
Qed.
Lemma with_rest_0 n c : with_rest (S n) c 0 = 1.
Proof.
  unfold with_rest. replace (0 ^ S n) with 0 by (simpl; ring).
  assert (T : taylor (S n) 0 = 1).
  { induction n as [|n IH]; [simpl; field|]. change (taylor (S (S n)) 0) with (taylor (S n) 0 + 0 ^ S n / INR (fact (S n))).
    rewrite IH. simpl pow. field. apply INR_fact_neq_0. }
  rewrite T. field. apply INR_fact_neq_0.
Qed.
Lemma with_rest_bounds n : forall x, 0 <= x <= 1 -> with_rest n 1 x <= exp x <= with_rest n 3 x.
Proof.
  induction n as [|n IH]; intros x X.
  - unfold with_rest. simpl. pose proof (exp_ineq1_le x). pose proof exp_le_3.
    assert (exp x <= exp 1) by (destruct (proj2 X) as [L| ->]; [left; apply exp_increasing, L|right; reflexivity]). lra.
  - destruct (Req_EM_T x 0) as [->|N]; [rewrite !with_rest_0, exp_0; lra|].
    assert (D : forall c, exists z, 0 < z < x /\ exp x - with_rest (S n) c x = (exp z - with_rest n c z) * x).
    { intros c. destruct (MVT_cor2 (fun x => exp x - with_rest (S n) c x) (fun x => exp x - with_rest n c x) 0 x) as [z [E Z]]; [lra| |].
      - intros y _. apply (derivable_pt_lim_minus exp (with_rest (S n) c)); [apply derivable_pt_lim_exp|apply with_rest_derivable].
      - exists z. split; auto. cbv beta in E. rewrite with_rest_0, exp_0 in E. rewrite Rminus_0_r in E. lra. }
    destruct (D 1) as [y [Y Ey]], (D 3) as [z [Z Ez]]. destruct (IH y ltac:(lra)) as [A _], (IH z ltac:(lra)) as [_ B].
    assert (0 <= (exp y - with_rest n 1 y) * x) by (apply Rmult_le_pos; lra).
    assert (0 <= (with_rest n 3 z - exp z) * x) by (apply Rmult_le_pos; lra). lra.
Qed.

Fixpoint summed (n : nat) (c : R) (k : positive) (t x : R) : R :=
  match n with O => c * t | S n => t + summed n c (Pos.succ k) (t * x / IZR (Zpos k)) x end.
Fixpoint summed_low (n : nat) (k : positive) (t x : Z) : Z :=
  match n with O => t | S n => (t + summed_low n (Pos.succ k) (div_low (mul_low t x) k) x)%Z end.
Fixpoint summed_high (n : nat) (k : positive) (t x : Z) : Z :=
  match n with O => (3 * t)%Z | S n => (t + summed_high n (Pos.succ k) (div_high (mul_high t x) k) x)%Z end.

Lemma summed_taylor n c x : forall i, summed n c (Pos.of_succ_nat i) (x ^ i / INR (fact i)) x + taylor i x = with_rest (i + n) c x.
Proof.
  induction n as [|n IH]; intros i; cbn [summed].
  - rewrite Nat.add_0_r. unfold with_rest. ring.
  - replace (i + S n)%nat with (S i + n)%nat by lia. rewrite <- IH. cbn [taylor].
    change (Pos.of_succ_nat (S i)) with (Pos.succ (Pos.of_succ_nat i)).
    replace (x ^ i / INR (fact i) * x / IZR (Zpos (Pos.of_succ_nat i))) with (x ^ S i / INR (fact (S i))); [ring|].
    rewrite fact_simpl, mult_INR, <- (SuccNat2Pos.id_succ i), INR_IPR, SuccNat2Pos.id_succ. change (IPR (Pos.of_succ_nat i)) with (IZR (Zpos (Pos.of_succ_nat i))).
    simpl pow. field. split; [apply INR_fact_neq_0|apply not_0_IZR; discriminate].
Qed.
Lemma summed_low_le n : forall k t x u y, (0 <= t)%Z -> (0 <= x)%Z -> at_grid t <= u -> at_grid x <= y ->
  at_grid (summed_low n k t x) <= summed n 1 k u y.
Proof.
  induction n as [|n IH]; intros k t x u y T X U Y; cbn [summed summed_low]; [lra|].
  rewrite at_grid_plus. apply Rplus_le_compat; auto.
  assert (M : (0 <= mul_low t x)%Z) by (apply Z.shiftr_nonneg; lia).
  apply IH; auto; [apply Z.div_pos; lia|].
  eapply Rle_trans; [apply div_low_le|]. unfold Rdiv. apply Rmult_le_compat_r.
  - left. apply Rinv_0_lt_compat, IZR_lt. reflexivity.
  - eapply Rle_trans; [apply mul_low_le|]. apply at_grid_nonneg in T, X. apply Rmult_le_compat; auto.
Qed.
Lemma summed_high_ge n : forall k t x u y, 0 <= u -> 0 <= y -> u <= at_grid t -> y <= at_grid x ->
  summed n 3 k u y <= at_grid (summed_high n k t x).
Proof.
  induction n as [|n IH]; intros k t x u y U Y T X; cbn [summed summed_high].
  - replace (3 * t)%Z with (t + t + t)%Z by ring. rewrite !at_grid_plus. lra.
  - rewrite at_grid_plus. apply Rplus_le_compat; auto.
    assert (K : 0 < / IZR (Zpos k)) by (apply Rinv_0_lt_compat, IZR_lt; reflexivity).
    apply IH; auto.
    + apply Rmult_le_pos; [apply Rmult_le_pos; auto|lra].
    + eapply Rle_trans; [|apply div_high_ge]. unfold Rdiv. apply Rmult_le_compat_r; [lra|].
      eapply Rle_trans; [|apply mul_high_ge]. apply Rmult_le_compat; auto.
Qed.

Definition orders : nat := 26.
Definition exp_small (x : Z) : Z * Z := (summed_low orders 1 (Zpos grid) x, summed_high orders 1 (Zpos grid) (x + 1)).
Fixpoint squared (h : nat) (b : Z * Z) : Z * Z :=
  match h with O => b | S h => let (l, u) := squared h b in (mul_low l l, mul_high u u) end.
(** e^r for r >= 0, by e^(r/2^h) with r/2^h <= 1/16 about. *)
Definition exp_bounds_nonneg (r : Q) : option (Z * Z) :=
  let h := Z.to_nat (Z.log2 (Qnum r / Zpos (Qden r) + 1) + 5) in
  let x := (Qnum r * Zpos grid / (Zpos (Qden r) * 2 ^ Z.of_nat h))%Z in
  if Z.leb 0 (Qnum r) &&& Z.leb 0 x &&& Z.leb (x + 1) (Zpos grid) &&& Nat.leb h 40
  then Some (squared h (exp_small x)) else None.
Definition exp_bounds (r : Q) : option (Q * Q) :=
  if Z.leb 0 (Qnum r) then option_map (fun b => (fst b # grid, snd b # grid)) (exp_bounds_nonneg r)
  else match exp_bounds_nonneg (- r) with
       | Some (l, u) => if Z.leb l 0 then None else Some (floor (/ (u # grid)), ceiling (/ (l # grid)))
       | None => None
       end.

Lemma exp_small_sound x y : (0 <= x)%Z -> (x + 1 <= Zpos grid)%Z -> at_grid x <= y <= at_grid (x + 1) -> 0 <= y ->
  at_grid (fst (exp_small x)) <= exp y <= at_grid (snd (exp_small x)).
Proof.
  intros X L Y P. unfold exp_small. cbn [fst snd].
  assert (One : at_grid (Zpos grid) = 1) by (unfold at_grid; field; pose proof grid_pos; lra).
  assert (Y1 : 0 <= y <= 1) by (split; auto; rewrite <- One; eapply Rle_trans; [apply Y|apply at_grid_le, L]).
  destruct (with_rest_bounds orders y Y1) as [A B].
  pose proof (fun c => summed_taylor orders c y 0) as T. simpl taylor in T. cbn [Nat.add Pos.of_succ_nat] in T.
  replace (y ^ 0 / INR (fact 0)) with 1 in T by (simpl; field).
  split.
  - eapply Rle_trans; [|exact A]. rewrite <- T, Rplus_0_r. apply summed_low_le; [discriminate|exact X|lra|apply Y].
  - eapply Rle_trans; [exact B|]. rewrite <- T, Rplus_0_r. apply summed_high_ge; [lra|exact P|lra|apply Y].
Qed.
Lemma squared_sound h : forall b y, (0 <= fst b)%Z -> at_grid (fst b) <= exp y <= at_grid (snd b) ->
  (0 <= fst (squared h b))%Z /\ at_grid (fst (squared h b)) <= exp (2 ^ h * y) <= at_grid (snd (squared h b)).
Proof.
  induction h as [|h IH]; intros b y P B; cbn [squared pow]; [rewrite Rmult_1_l; auto|].
  destruct (IH b y P B) as [P' B']. destruct (squared h b) as [l u]. cbn [fst snd] in *.
  split; [apply Z.shiftr_nonneg; lia|]. replace (2 * 2 ^ h * y) with (2 ^ h * y + 2 ^ h * y) by ring. rewrite exp_plus.
  apply at_grid_nonneg in P'. split.
  - eapply Rle_trans; [apply mul_low_le|]. apply Rmult_le_compat; lra.
  - eapply Rle_trans; [|apply mul_high_ge]. pose proof (exp_pos (2 ^ h * y)). apply Rmult_le_compat; lra.
Qed.
Lemma summed_low_nonneg n : forall k t x, (0 <= t)%Z -> (0 <= x)%Z -> (0 <= summed_low n k t x)%Z.
Proof.
  induction n as [|n IH]; intros k t x T X; cbn [summed_low]; auto. apply Z.add_nonneg_nonneg; auto. apply IH; auto.
  apply Z.div_pos; [|lia]. apply Z.shiftr_nonneg. lia.
Qed.
Lemma exp_bounds_nonneg_sound r b : exp_bounds_nonneg r = Some b ->
  (0 <= fst b)%Z /\ at_grid (fst b) <= exp (Q2R r) <= at_grid (snd b).
Proof.
  unfold exp_bounds_nonneg. set (h := Z.to_nat _). set (x := (_ / (_ * 2 ^ Z.of_nat h))%Z).
  destruct (Z.leb_spec 0 (Qnum r)) as [R0|]; [|discriminate]. destruct (Z.leb_spec 0 x) as [X0|]; [|discriminate].
  destruct (Z.leb_spec (x + 1) (Zpos grid)) as [X1|]; [|discriminate]. destruct (Nat.leb h 40); [|discriminate].
  intros H. injection H as <-.
  assert (P2 : (0 < 2 ^ Z.of_nat h)%Z) by (apply Z.pow_pos_nonneg; lia).
  assert (Pd : (0 < Zpos (Qden r) * 2 ^ Z.of_nat h)%Z) by lia.
  assert (R2 : 0 < 2 ^ h) by (apply pow_lt; lra).
  assert (Rd : 0 < IZR (Zpos (Qden r))) by (apply IZR_lt; lia).
  replace (Q2R r) with (2 ^ h * (Q2R r / 2 ^ h)) by (field; lra).
  assert (Id : IZR (Zpos (Qden r) * 2 ^ Z.of_nat h) = IZR (Zpos (Qden r)) * 2 ^ h) by (rewrite mult_IZR, <- pow_IZR; reflexivity).
  pose proof grid_pos as G.
  assert (V : Q2R r / 2 ^ h = IZR (Qnum r * Zpos grid) / IZR (Zpos (Qden r) * 2 ^ Z.of_nat h) / IZR (Zpos grid)).
  { rewrite Id, mult_IZR. unfold Q2R. field. lra. }
  apply squared_sound; [apply summed_low_nonneg; [discriminate|exact X0]|]. apply exp_small_sound; auto.
  - rewrite V. unfold at_grid, Rdiv at 1 4 5.
    assert (Gi : 0 <= / IZR (Zpos grid)) by (left; apply Rinv_0_lt_compat, G).
    split; apply Rmult_le_compat_r; auto.
    + apply quotient_le, Pd.
    + assert (L : (Qnum r * Zpos grid <= (x + 1) * (Zpos (Qden r) * 2 ^ Z.of_nat h))%Z).
      { unfold x. pose proof (Z.mul_succ_div_gt (Qnum r * Zpos grid) (Zpos (Qden r) * 2 ^ Z.of_nat h) Pd). lia. }
      apply IZR_le in L. rewrite (mult_IZR (x + 1)) in L. apply IZR_lt in Pd.
      apply Rmult_le_reg_r with (IZR (Zpos (Qden r) * 2 ^ Z.of_nat h)); auto.
      unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
  - apply Rmult_le_pos; [|left; apply Rinv_0_lt_compat, R2]. unfold Q2R. apply Rmult_le_pos; [apply IZR_le, R0|].
    left. apply Rinv_0_lt_compat, Rd.
Qed.
Lemma exp_bounds_sound r b : exp_bounds r = Some b -> encloses b (exp (Q2R r)).
Proof.
  unfold exp_bounds. destruct (Z.leb 0 (Qnum r)).
  - destruct (exp_bounds_nonneg r) as [c|] eqn:E; [|discriminate]. intros H. injection H as <-.
    apply exp_bounds_nonneg_sound in E. apply E.
  - destruct (exp_bounds_nonneg (- r)) as [[l u]|] eqn:E; [|discriminate]. apply exp_bounds_nonneg_sound in E.
    destruct E as [_ [A B]]. cbn [fst snd] in *. destruct (Z.leb_spec l 0) as [|L]; [discriminate|]. intros H. injection H as <-.
    rewrite Q2R_opp, exp_Ropp in *. pose proof (exp_pos (Q2R r)) as P.
    assert (Pl : 0 < at_grid l) by (apply Rmult_lt_0_compat; [apply IZR_lt, L|apply Rinv_0_lt_compat, grid_pos]).
    assert (Pi : 0 < / exp (Q2R r)) by (apply Rinv_0_lt_compat, P).
    split; cbn [fst snd].
    + eapply Rle_trans; [apply floor_le|]. rewrite Q2R_inverse, at_grid_Q, <- (Rinv_inv (exp (Q2R r))).
      apply Rinv_le_contravar; auto.
    + eapply Rle_trans; [|apply ceiling_ge]. rewrite Q2R_inverse, at_grid_Q, <- (Rinv_inv (exp (Q2R r))).
      apply Rinv_le_contravar; auto.
Qed.

(** ** Logarithms: a guess by a series, whose exponentials show it right *)

Fixpoint halved (n : nat) (y : Q) (k : Z) : Q * Z :=
  match n with
  | O => (y, k)
  | S n => if Qle_bool 2 y then halved n (Qred (y / 2)) (k + 1) else if Qle_bool 1 y then (y, k)
           else halved n (Qred (y * 2)) (k - 1)
  end.
Fixpoint series (n : nat) (k : Z) (power square : Q) : Q :=
  match n with
  | O => 0%Q
  | S n => floor (power / inject_Z k + series n (k + 2) (floor (power * square)) square)
  end.
Definition artanh2 (y : Q) : Q := let x := floor ((y - 1) / (y + 1)) in floor (2 * series 45 1 x (floor (x * x)))%Q.
Definition ln2 : Q := Eval vm_compute in artanh2 2.
Definition ln_guess (c : Q) : Q := let (y, k) := halved 300 c 0 in floor (artanh2 y + inject_Z k * ln2).
Definition slack : Q := Eval vm_compute in 1 # (2 ^ 90).
Definition ln_bounds (c : Q) : option (Q * Q) :=
  let g := ln_guess c in
  match exp_bounds (g - slack), exp_bounds (g + slack) with
  | Some (_, h), Some (l, _) =>
      if Qle_bool c 0 ||| negb (Qle_bool h c) ||| negb (Qle_bool c l) then None else Some (g - slack, g + slack)%Q
  | _, _ => None
  end.
Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. intros P [L| ->]; [left; apply ln_increasing; auto|right; reflexivity]. Qed.
Lemma ln_bounds_sound c b : ln_bounds c = Some b -> 0 < Q2R c /\ encloses b (ln (Q2R c)).
Proof.
  unfold ln_bounds. destruct (exp_bounds (ln_guess c - slack)) as [[l1 h1]|] eqn:E1; [|discriminate].
  destruct (exp_bounds (ln_guess c + slack)) as [[l2 h2]|] eqn:E2; [|discriminate].
  destruct (Qle_bool c 0) eqn:P; [discriminate|]. apply Q2R_pos in P.
  destruct (Qle_bool h1 c) eqn:A; [|discriminate]. destruct (Qle_bool c l2) eqn:B; [|discriminate].
  cbn [negb]. intros H. injection H as <-. split; auto. apply Qle_bool_iff, Qle_Rle in A, B.
  apply exp_bounds_sound in E1, E2. unfold encloses in *. cbn [fst snd] in *.
  rewrite <- (ln_exp (Q2R (ln_guess c - slack))), <- (ln_exp (Q2R (ln_guess c + slack))).
  split; apply ln_le; try apply exp_pos; lra.
Qed.

(** ** Closed terms *)

Definition qmin (c d : Q) : Q := if Qle_bool c d then c else d.
Definition qmax (c d : Q) : Q := if Qle_bool c d then d else c.
Definition times_bounds (a b : Q * Q) : Q * Q :=
  let (l, h) := a in let (m, k) := b in
  (floor (qmin (qmin (l * m) (l * k)) (qmin (h * m) (h * k))),
   ceiling (qmax (qmax (l * m) (l * k)) (qmax (h * m) (h * k))))%Q.
Definition inverse_bounds (b : Q * Q) : option (Q * Q) :=
  let (l, h) := b in
  if Qle_bool l 0 &&& Qle_bool 0 h then None else Some (floor (/ h), ceiling (/ l))%Q.
Definition log_bounds (b : Q * Q) : option (Q * Q) :=
  if Qeq_bool (fst b) 0 &&& Qeq_bool (snd b) 0 then Some (0, 0)%Q else
  let (l, h) := if Qle_bool (snd b) 0 then (- snd b, - fst b)%Q else b in
  match ln_bounds l, ln_bounds h with Some (x, _), Some (_, y) => Some (x, y) | _, _ => None end.
Fixpoint enclose (t : tm) : option (Q * Q) :=
  match t with
  | TConst c => Some (c, c)
  | TAdd s t =>
      match enclose s, enclose t with
      | Some a, Some b => Some (fst a + fst b, snd a + snd b)%Q | _, _ => None end
  | TMul s t => match enclose s, enclose t with Some a, Some b => Some (times_bounds a b) | _, _ => None end
  | TPow t k =>
      match enclose t with
      | Some b =>
          let p := Nat.iter (Z.to_nat (Z.abs k)) (times_bounds b) (1, 1)%Q in
          if Z.ltb k 0 then inverse_bounds p else Some p
      | None => None
      end
  | TLog t => match enclose t with Some b => log_bounds b | None => None end
  | TExp t =>
      match enclose t with
      | Some (l, h) =>
          match exp_bounds l, exp_bounds h with Some (x, _), Some (_, y) => Some (x, y) | _, _ => None end
      | None => None
      end
  | _ => None
  end.

Lemma Q2R_qmin c d : Q2R (qmin c d) <= Q2R c /\ Q2R (qmin c d) <= Q2R d.
Proof.
  unfold qmin. destruct (Qle_bool c d) eqn:E.
  - apply Qle_bool_iff, Qle_Rle in E. lra.
  - assert (~ Q2R c <= Q2R d) by (intros H; apply Rle_Qle, Qle_bool_iff in H; congruence). lra.
Qed.
Lemma Q2R_qmax c d : Q2R c <= Q2R (qmax c d) /\ Q2R d <= Q2R (qmax c d).
Proof.
  unfold qmax. destruct (Qle_bool c d) eqn:E.
  - apply Qle_bool_iff, Qle_Rle in E. lra.
  - assert (~ Q2R c <= Q2R d) by (intros H; apply Rle_Qle, Qle_bool_iff in H; congruence). lra.
Qed.
Lemma product_between a b c d x y m k : a <= x <= b -> c <= y <= d ->
  m <= a * c -> m <= a * d -> m <= b * c -> m <= b * d -> a * c <= k -> a * d <= k -> b * c <= k -> b * d <= k ->
  m <= x * y <= k.
Proof.
  intros X Y. intros.
  assert (A : m <= x * c <= k) by (destruct (Rle_lt_dec 0 c); split; nra).
  assert (B : m <= x * d <= k) by (destruct (Rle_lt_dec 0 d); split; nra).
  destruct (Rle_lt_dec 0 x); split; nra.
Qed.
Lemma times_bounds_sound a b x y : encloses a x -> encloses b y -> encloses (times_bounds a b) (x * y).
Proof.
  destruct a as [l h], b as [m k]. unfold encloses, times_bounds. cbn [fst snd]. intros X Y.
  set (u := qmin _ _). set (v := qmax _ _).
  assert (P : Q2R u <= x * y <= Q2R v).
  { pose proof (Q2R_qmin (qmin (l * m) (l * k)) (qmin (h * m) (h * k))).
    pose proof (Q2R_qmin (l * m) (l * k)). pose proof (Q2R_qmin (h * m) (h * k)).
    pose proof (Q2R_qmax (qmax (l * m) (l * k)) (qmax (h * m) (h * k))).
    pose proof (Q2R_qmax (l * m) (l * k)). pose proof (Q2R_qmax (h * m) (h * k)).
    fold u in H. fold v in H2. rewrite !Q2R_mult in *.
    apply (product_between (Q2R l) (Q2R h) (Q2R m) (Q2R k)); lra. }
  pose proof (floor_le u). pose proof (ceiling_ge v). lra.
Qed.
Lemma inverse_bounds_sound b c x : inverse_bounds b = Some c -> encloses b x -> encloses c (/ x).
Proof.
  destruct b as [l h]. unfold inverse_bounds, encloses.
  destruct (Qle_bool l 0 &&& Qle_bool 0 h) eqn:E; [discriminate|]. intros H. injection H as <-. cbn [fst snd].
  intros [A B]. pose proof (floor_le (/ h)). pose proof (ceiling_ge (/ l)). rewrite !Q2R_inverse in *.
  destruct (Qle_bool l 0) eqn:L.
  - assert (Q2R h < 0).
    { apply Rnot_le_lt. intros N. rewrite <- Q2R_0 in N. apply Rle_Qle, Qle_bool_iff in N. congruence. }
    assert (Inv : forall u v, u <= v < 0 -> / v <= / u).
    { intros u v U. apply Ropp_le_cancel. rewrite <- !Rinv_opp. apply Rinv_le_contravar; lra. }
    pose proof (Inv x (Q2R h)). pose proof (Inv (Q2R l) x). lra.
  - apply Q2R_pos in L. pose proof (Rinv_le_contravar x (Q2R h)). pose proof (Rinv_le_contravar (Q2R l) x). lra.
Qed.
Lemma log_bounds_sound b c x : log_bounds b = Some c -> encloses b x -> encloses c (log x).
Proof.
  unfold log_bounds. destruct b as [l h]. cbn [fst snd]. unfold encloses at 1. cbn [fst snd]. intros H X.
  destruct (Qeq_bool l 0 &&& Qeq_bool h 0) eqn:Z.
  { ands. apply Q2R_is_0 in Heqb, Z. injection H as <-. assert (x = 0) as -> by lra.
    rewrite log_0. split; cbn [fst snd]; rewrite Q2R_0; lra. }
  assert (G : forall l h y, Q2R l <= y <= Q2R h ->
    match ln_bounds l, ln_bounds h with Some (x, _), Some (_, y) => Some (x, y) | _, _ => None end = Some c ->
    0 < y /\ encloses c (ln y)).
  { clear. intros l h y Y. destruct (ln_bounds l) as [[a a']|] eqn:A; [|discriminate].
    destruct (ln_bounds h) as [[b' b]|] eqn:B; [|discriminate]. intros H. injection H as <-.
    apply ln_bounds_sound in A, B. destruct A as [P [A _]], B as [_ [_ B]]. cbn [fst snd] in *.
    assert (0 < y) by lra. split; auto. split; cbn [fst snd].
    - eapply Rle_trans; [exact A|]. apply ln_le; lra.
    - eapply Rle_trans; [|exact B]. apply ln_le; lra. }
  destruct (Qle_bool h 0) eqn:N.
  - apply Qle_bool_iff, Qle_Rle in N. rewrite Q2R_0 in N.
    destruct (G (- h)%Q (- l)%Q (- x)) as [P E]; auto; [rewrite !Q2R_opp; lra|].
    unfold log. rewrite Rabs_left by lra. exact E.
  - destruct (G l h x X H) as [P E]. rewrite log_pos; auto.
Qed.

Lemma enclose_sound M t e : forall b, enclose t = Some b -> encloses b (ev M t e).
Proof.
  induction t; intros b; cbn [enclose ev]; try discriminate.
  - intros H. injection H as <-. split; simpl; lra.
  - destruct (enclose t1) as [x|]; [|discriminate]. destruct (enclose t2) as [y|]; [|discriminate].
    intros H. injection H as <-. destruct (IHt1 x eq_refl), (IHt2 y eq_refl).
    split; cbn [fst snd]; rewrite Q2R_plus; lra.
  - destruct (enclose t1) as [x|]; [|discriminate]. destruct (enclose t2) as [y|]; [|discriminate].
    intros H. injection H as <-. apply times_bounds_sound; auto.
  - destruct (enclose t) as [x|]; [|discriminate].
    assert (P : encloses (Nat.iter (Z.to_nat (Z.abs k)) (times_bounds x) (1, 1)%Q) (ev M t e ^ Z.to_nat (Z.abs k))).
    { induction (Z.to_nat (Z.abs k)) as [|n IH]; simpl; [split; simpl; rewrite Q2R_1; lra|].
      apply times_bounds_sound; auto. }
    assert (W : powerRZ (ev M t e) k = if Z.ltb k 0 then / ev M t e ^ Z.to_nat (Z.abs k) else ev M t e ^ Z.to_nat (Z.abs k))
      by (destruct k; reflexivity).
    rewrite W. destruct (Z.ltb k 0); intros H; [apply (inverse_bounds_sound _ _ _ H P)|injection H as <-; exact P].
  - destruct (enclose t) as [x|]; [|discriminate]. intros H. apply (log_bounds_sound x); auto.
  - destruct (enclose t) as [[l h]|]; [|discriminate]. destruct (IHt _ eq_refl) as [A B]. cbn [fst snd] in *.
    destruct (exp_bounds l) as [[a a']|] eqn:El; [|discriminate].
    destruct (exp_bounds h) as [[c' c]|] eqn:Eh; [|discriminate]. intros H. injection H as <-.
    apply exp_bounds_sound in El, Eh. destruct El as [El _], Eh as [_ Eh]. cbn [fst snd] in *.
    assert (Mono : forall u v, u <= v -> exp u <= exp v).
    { intros u v [L| ->]; [left; apply exp_increasing, L|right; reflexivity]. }
    split; cbn [fst snd]; [eapply Rle_trans; [exact El|]|eapply Rle_trans; [|exact Eh]]; auto.
Qed.

(** The sign of a number, as far as it is found out. *)
Definition number_sign (K : facts) (t : tm) : option comparison :=
  if is_zero_term K t then Some Eq else
  match enclose t with
  | Some (l, h) => if negb (Qle_bool l 0) then Some Gt else if negb (Qle_bool 0 h) then Some Lt else None
  | None => None
  end.
Lemma number_sign_sound K M t e c : sound K M -> in_range M e -> number_sign K t = Some c ->
  match c with Eq => ev M t e = 0 | Gt => 0 < ev M t e | Lt => ev M t e < 0 end.
Proof.
  intros G V. unfold number_sign. destruct (is_zero_term K t) eqn:Z.
  { intros H. injection H as <-. apply (is_zero_term_sound K M G t e V Z). }
  destruct (enclose t) as [[l h]|] eqn:E; [|discriminate]. apply (enclose_sound M t e) in E.
  destruct E as [A B]. cbn [fst snd] in *. destruct (Qle_bool l 0) eqn:L; cbn [negb].
  - destruct (Qle_bool 0 h) eqn:P; cbn [negb]; [discriminate|]. intros H. injection H as <-.
    assert (~ 0 <= Q2R h); [|lra]. intros N. rewrite <- Q2R_0 in N. apply Rle_Qle, Qle_bool_iff in N. congruence.
  - intros H. injection H as <-. apply Q2R_pos in L. lra.
Qed.
