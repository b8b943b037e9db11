(** Rational bounds of exponentials, proved: by Taylor's polynomials in fixed-point arithmetic. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Analysis.
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
