(** What a function does near a finite end c of its interval. With y = |x - c| each of its parts is
    y^v·(-ln y)^j·(what is continuous at c); the least v and of these the largest j decide. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Laws Signs Normal Univariate Functions Derivative Descent Numbers.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition scale (v j : Z) (y : R) : R := powerRZ y v * powerRZ (- ln y) j.

(** [rest] times [scale v j] is the part. *)
Record scaled := Scaled { s_v : Z; s_j : Z; rest : part }.
Definition base (c : Q) : pol := [Qred (- c); 1%Q].
Definition is_atom (a : atom) (x : atom * nat) : bool := match atom_cmp a (fst x) with Eq => true | _ => false end.
Definition power_in (a : atom) (l : powers) : nat := fold_right (fun x n => if is_atom a x then (snd x + n)%nat else n) O l.
Definition without (a : atom) (l : powers) : powers := filter (fun x => negb (is_atom a x)) l.
Definition scaled_part (right : bool) (c : Q) (t : part) : scaled :=
  let p := base c in
  let len := length (top t) in
  let (n, k) := stripped p len (top t) in
  let v := (Z.of_nat len - Z.of_nat k - Z.of_nat (power_in (Below p) (below t)))%Z in
  let j := power_in (Ln p) (logs t) in
  let turn := xorb (right && Z.odd v) (Z.odd (Z.of_nat j)) in
  Scaled v (Z.of_nat j)
    (Part (if turn then uneg n else n) (without (Below p) (below t)) (without (Ln p) (logs t)) (expo t)).

Definition smaller (x y : scaled) : bool :=   (* x has the least v, of these the largest j *)
  Z.ltb (s_v x) (s_v y) ||| (Z.eqb (s_v x) (s_v y) &&& Z.ltb (s_j y) (s_j x)).
Definition same_scale (x y : scaled) : bool := Z.eqb (s_v x) (s_v y) &&& Z.eqb (s_j x) (s_j y).
Definition leading (l : list scaled) : option scaled :=
  match l with [] => None | x :: l => Some (fold_left (fun x y => if smaller y x then y else x) l x) end.

(** A part's value at c, as a closed term. *)
Definition closed_powers (c : Q) (l : powers) (t : tm) : tm :=
  fold_right (fun x t =>
    let p := TConst (uat (inside (fst x)) c) in
    let k := Z.of_nat (snd x) in
    TMul (match fst x with
          | Below _ => TPow p (- k)
          | Ln _ => TPow (TLog p) k
          | InvLn _ => TPow (TLog p) (- k)
          end) t) t l.
Definition closed_part (c : Q) (t : part) : tm :=
  TMul (TConst (uat (top t) c)) (closed_powers c (below t) (closed_powers c (logs t) (TExp (TConst (uat (expo t) c))))).
Definition continuous_at (c : Q) (t : part) : bool :=
  let D := map (fun x => inside (fst x)) (below t ++ logs t) in
  forallb (fun p => negb (Qeq_bool (uat p c) 0)) D &&& valid D [t].

(** Whether f is above 0 near c, or vanishes there. *)
Definition above_end (K : facts) (right : bool) (c : Q) (f : function) : bool :=
  let l := map (scaled_part right c) f in
  match leading l with
  | None => true
  | Some x =>
      forallb (fun y => (same_scale x y ||| smaller x y) &&& continuous_at c (rest y)) l &&&
      (Z.ltb 0 (s_v x) |||
       match number_sign K (fold_right (fun y t => if same_scale x y then TAdd (closed_part c (rest y)) t else t) (TConst 0) l) with
       | Some Gt => true
       | Some Eq => Z.eqb (s_v x) 0 &&& Z.eqb (s_j x) 0
       | _ => false
       end)
  end.

(** ** Scales *)

Lemma scale_pos v j y : 0 < y < 1 -> 0 < scale v j y.
Proof.
  intros Y. assert (0 < - ln y) by (pose proof (ln_increasing y 1 ltac:(lra) ltac:(lra)); rewrite ln_1 in *; lra).
  apply Rmult_lt_0_compat; apply powerRZ_lt; lra.
Qed.
Lemma scale_add v j w k y : 0 < y < 1 -> scale (v + w) (j + k) y = scale v j y * scale w k y.
Proof.
  intros Y. assert (0 < - ln y) by (pose proof (ln_increasing y 1 ltac:(lra) ltac:(lra)); rewrite ln_1 in *; lra).
  unfold scale. rewrite !powerRZ_add by lra. ring.
Qed.

Lemma power_le_exp n L : 0 < L -> L ^ S n <= INR (S n) ^ S n * exp L.
Proof.
  intros P. assert (N : 0 < INR (S n)) by (apply lt_0_INR; lia).
  replace (exp L) with (exp (L / INR (S n)) ^ S n).
  2:{ rewrite pow_powerRZ, exp_power, <- INR_IZR_INZ. f_equal. field. lra. }
  rewrite <- Rpow_mult_distr. apply pow_incr. split; [lra|].
  pose proof (exp_ineq1_le (L / INR (S n))).
  apply Rle_trans with (INR (S n) * (L / INR (S n))); [right; field; lra|]. apply Rmult_le_compat_l; lra.
Qed.

Lemma scale_small v j eta : (0 < v \/ v = 0 /\ j < 0)%Z -> 0 < eta ->
  exists d, 0 < d < 1 /\ forall y, 0 < y < d -> scale v j y < eta.
Proof.
  intros H P.
  set (n := Z.to_nat j). set (B := INR (S n) ^ S n). set (C := 1 + B / eta + 1 / eta).
  assert (PB : 0 < B) by (apply pow_lt, lt_0_INR; lia).
  assert (Ie : 0 < / eta) by (apply Rinv_0_lt_compat; auto).
  assert (PC : 1 < C) by (unfold C; assert (0 < B / eta) by (apply Rmult_lt_0_compat; auto);
    assert (0 < 1 / eta) by (apply Rmult_lt_0_compat; lra); lra).
  exists (exp (- C)). split.
  { split; [apply exp_pos|]. rewrite <- exp_0. apply exp_increasing. lra. }
  intros y [Y1 Y2]. set (L := - ln y).
  assert (YL : y = exp (- L)) by (unfold L; rewrite Ropp_involutive, exp_ln; auto).
  assert (LC : C < L).
  { unfold L. assert (ln y < - C); [|lra]. rewrite <- (ln_exp (- C)). apply ln_increasing; auto. }
  assert (Y3 : 0 < y < 1) by (split; auto; rewrite YL, <- exp_0; apply exp_increasing; lra).
  destruct H as [Hv|[-> Hj]].
  - (* y^v <= y, L^j <= L^n, and y·L^n <= B / L *)
    assert (A1 : powerRZ y v <= y).
    { replace v with (1 + (v - 1))%Z by lia. rewrite powerRZ_add by lra. rewrite powerRZ_1.
      assert (powerRZ y (v - 1) <= 1); [|pose proof (powerRZ_lt y (v - 1) Y1); nra].
      rewrite <- (Z2Nat.id (v - 1)), <- pow_powerRZ by lia. rewrite <- (pow1 (Z.to_nat (v - 1))). apply pow_incr. lra. }
    assert (A2 : powerRZ L j <= L ^ n).
    { destruct (Z_le_gt_dec 0 j) as [G|G].
      - rewrite <- (Z2Nat.id j G), <- pow_powerRZ. right. reflexivity.
      - unfold n. replace (Z.to_nat j) with O by lia. simpl. destruct j; try lia. simpl.
        rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|]. apply pow_R1_Rle. lra. }
    assert (A3 : y * L ^ n * L <= B).
    { replace (y * L ^ n * L) with (y * L ^ S n) by (simpl; ring).
      pose proof (power_le_exp n L ltac:(lra)) as E. fold B in E. rewrite YL, exp_Ropp.
      apply Rmult_le_reg_l with (exp L); [apply exp_pos|]. pose proof (exp_pos L).
      replace (exp L * (/ exp L * L ^ S n)) with (L ^ S n) by (field; lra). lra. }
    assert (A4 : scale v j y <= y * L ^ n).
    { unfold scale. fold L. apply Rmult_le_compat; auto; left; apply powerRZ_lt; lra. }
    assert (A5 : B < eta * L).
    { apply Rmult_lt_reg_r with (/ eta); auto. replace (eta * L * / eta) with L by (field; lra).
      unfold C in LC. assert (0 < 1 / eta) by (apply Rmult_lt_0_compat; lra). unfold Rdiv in *. lra. }
    assert (0 <= y * L ^ n) by (apply Rmult_le_pos; [lra|apply pow_le; lra]). nra.
  - unfold scale. fold L. rewrite powerRZ_O, Rmult_1_l.
    assert (A : powerRZ L j <= / L).
    { replace j with ((- 1) + (j + 1))%Z by lia. rewrite powerRZ_add by lra.
      change (powerRZ L (-1)) with (/ (L ^ 1)). rewrite pow_1.
      assert (powerRZ L (j + 1) <= 1).
      { destruct (j + 1)%Z eqn:E; try lia; simpl; [lra|]. rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|].
        apply pow_R1_Rle. lra. }
      assert (0 < / L) by (apply Rinv_0_lt_compat; lra). nra. }
    assert (/ L < eta); [|lra]. rewrite <- (Rinv_inv eta). apply Rinv_lt_contravar; [apply Rmult_lt_0_compat; lra|].
    unfold C in LC. assert (0 < B / eta) by (apply Rmult_lt_0_compat; auto). unfold Rdiv in *. lra.
Qed.

(** ** Parts *)

Lemma at_without a l x : at_powers l x = at_atom a x ^ power_in a l * at_powers (without a l) x.
Proof.
  induction l as [|[b k] l IH]; cbn [at_powers power_in fold_right without filter]; [simpl; ring|].
  fold (power_in a l). fold (without a l). unfold is_atom at 1 2. cbn [fst snd].
  destruct (atom_cmp a b) eqn:E; cbn [negb at_powers]; rewrite IH; try ring.
  apply atom_cmp_eq in E. subst b. rewrite pow_add. ring.
Qed.
Lemma at_base c x : at_pol (base c) x = x - Q2R c.
Proof. simpl. rewrite Q2R_red, Q2R_opp, Q2R_1. ring. Qed.

Lemma power_minus_one v : powerRZ (-1) v = if Z.odd v then -1 else 1.
Proof.
  rewrite (Z.div2_odd v) at 1. rewrite powerRZ_add, <- power_mult_exponents by lra.
  replace (powerRZ (-1) 2) with 1 by (simpl; ring). rewrite power_1_base. destruct (Z.odd v); simpl; ring.
Qed.

Lemma scaled_sound right c t x : (if right : bool then x < Q2R c else Q2R c < x) -> Rabs (x - Q2R c) < 1 ->
  let s := scaled_part right c t in at_part t x = scale (s_v s) (s_j s) (Rabs (x - Q2R c)) * at_part (rest s) x.
Proof.
  intros S L. unfold scaled_part. set (p := base c). set (u := x - Q2R c).
  assert (U : at_pol p x = u) by apply at_base.
  assert (N : u <> 0) by (unfold u; destruct right; lra).
  assert (Y : 0 < Rabs u < 1) by (split; [apply Rabs_pos_lt, N|exact L]).
  pose proof (stripped_sound x p (length (top t)) (top t)) as St. rewrite U in St. specialize (St N).
  destruct (stripped p (length (top t)) (top t)) as [n k] eqn:E. cbn [fst snd] in St.
  set (len := length (top t)) in *. set (b := power_in (Below p) (below t)). set (j := power_in (Ln p) (logs t)).
  set (v := (Z.of_nat len - Z.of_nat k - Z.of_nat b)%Z).
  cbv zeta. cbn [s_v s_j rest]. unfold at_part. cbn [top below logs expo].
  rewrite (at_without (Below p) (below t)), (at_without (Ln p) (logs t)). fold b j. cbn [at_atom]. rewrite U.
  assert (T : at_pol (top t) x * (/ u) ^ b = at_pol n x * powerRZ u v).
  { assert (A : at_pol (top t) x = at_pol n x * powerRZ u (Z.of_nat len - Z.of_nat k)).
    { rewrite <- (Rmult_1_r (at_pol (top t) x)). rewrite <- (pow1 len), <- (Rinv_l u N), Rpow_mult_distr, <- Rmult_assoc, <- St.
      unfold Z.sub. rewrite powerRZ_add, powerRZ_neg', <- !pow_powerRZ, pow_inv by auto. ring. }
    rewrite A, pow_inv, pow_powerRZ, <- powerRZ_neg', Rmult_assoc, <- powerRZ_add by auto. reflexivity. }
  assert (Log : log u = - (- ln (Rabs u))) by (unfold log; ring).
  assert (Lj : log u ^ j = (if Z.odd (Z.of_nat j) then -1 else 1) * powerRZ (- ln (Rabs u)) (Z.of_nat j)).
  { rewrite Log. replace (- - ln (Rabs u)) with (-1 * - ln (Rabs u)) at 1 by ring. rewrite Rpow_mult_distr, !pow_powerRZ.
    rewrite power_minus_one. reflexivity. }
  assert (Uv : powerRZ u v = (if right && Z.odd v then -1 else 1) * powerRZ (Rabs u) v).
  { destruct right; simpl.
    - replace u with (-1 * Rabs u) at 1 by (rewrite Rabs_left; unfold u; lra). rewrite power_mul, power_minus_one. reflexivity.
    - rewrite Rabs_right by (unfold u; lra). ring. }
  transitivity (at_pol (top t) x * (/ u) ^ b * log u ^ j * (at_powers (without (Below p) (below t)) x *
    at_powers (without (Ln p) (logs t)) x * exp (at_pol (expo t) x))); [ring|].
  rewrite T, Lj, Uv. unfold scale.
  destruct (right && Z.odd v), (Z.odd (Z.of_nat j)); cbn [xorb]; rewrite ?at_uneg; ring.
Qed.

Section values.
  Variables (M : model) (e : letters).
  Lemma ev_closed_powers c l t : ev M (closed_powers c l t) e = at_powers l (Q2R c) * ev M t e.
  Proof.
    unfold closed_powers. induction l as [|[a k] l IH]; cbn [fold_right at_powers fst snd]; [ring|].
    cbn [ev]. rewrite IH. rewrite <- Rmult_assoc. f_equal. f_equal.
    destruct a; cbn [inside ev at_atom]; rewrite at_uat; rewrite ?powerRZ_neg', <- ?pow_powerRZ, ?pow_inv; reflexivity.
  Qed.
  Lemma ev_closed_part c t : ev M (closed_part c t) e = at_part t (Q2R c).
  Proof.
    unfold closed_part, at_part. cbn [ev]. rewrite !ev_closed_powers. cbn [ev]. rewrite !at_uat. ring.
  Qed.
End values.

Lemma continuous_limit (I : R -> Prop) c t : continuous_at c t = true ->
  limit1_in (at_part t) I (at_part t (Q2R c)) (Q2R c).
Proof.
  unfold continuous_at. set (D := map _ _). destruct (forallb _ D) eqn:N; [|discriminate]. intros V.
  assert (Dv : derivable_pt_lim (at_part t) (Q2R c) (at_ (d_part t) (Q2R c))).
  { apply (part_derivable D); auto. intros p I'. rewrite forallb_forall in N. specialize (N p I').
    apply negb_true_iff, Q2R_not_0 in N. rewrite at_uat in N. exact N. }
  assert (Ct : continuity_pt (at_part t) (Q2R c)).
  { apply derivable_continuous_pt. exists (at_ (d_part t) (Q2R c)). exact Dv. }
  intros eps P. destruct (Ct eps P) as [d [Pd H]]. exists d. split; auto. intros x [_ L].
  destruct (Req_EM_T x (Q2R c)) as [->|Nx].
  - simpl. unfold R_dist. rewrite Rminus_eq_0, Rabs_R0. exact P.
  - apply H. split; [split; [exact Logic.I|auto]|exact L].
Qed.

(** ** Near the end *)

Section near.
  Variables (K : facts) (M : model) (e : letters).
  Hypothesis G : sound K M.
  Hypothesis V : in_range M e.
  Variables (right : bool) (c : Q) (I : R -> Prop).
  Hypothesis Side : forall x, I x -> if right then x < Q2R c else Q2R c < x.
  Let near (x : R) : Prop := I x /\ Rabs (x - Q2R c) < 1.

  Lemma scaled_limit x y : same_scale x y ||| smaller x y = true -> continuous_at c (rest y) = true ->
    limit1_in (fun z => scale (s_v y - s_v x) (s_j y - s_j x) (Rabs (z - Q2R c)) * at_part (rest y) z) near
      (if same_scale x y then at_part (rest y) (Q2R c) else 0) (Q2R c).
  Proof.
    intros S C. pose proof (continuous_limit near c (rest y) C) as L.
    destruct (same_scale x y) eqn:E.
    - unfold same_scale in E. destruct (Z.eqb_spec (s_v x) (s_v y)) as [Ev|]; [|discriminate].
      apply Z.eqb_eq in E. rewrite Ev, E, !Z.sub_diag. intros eps P. destruct (L eps P) as [d [Pd H]].
      exists d. split; auto. intros z Z. unfold scale. simpl. rewrite !Rmult_1_l. apply H, Z.
    - cbn in S. rewrite <- (Rmult_0_l (at_part (rest y) (Q2R c))).
      apply (limit_mul (fun z => scale _ _ (Rabs (z - Q2R c)))); [|exact L].
      intros eps P. destruct (scale_small (s_v y - s_v x) (s_j y - s_j x) eps) as [d [Pd H]]; auto.
      { unfold smaller in S. destruct (Z.ltb_spec (s_v x) (s_v y)); [left; lia|].
        destruct (Z.eqb_spec (s_v x) (s_v y)); [|discriminate]. apply Z.ltb_lt in S. right. lia. }
      exists d. split; [lra|]. intros z [[Iz Lz] Dz]. simpl in *. unfold R_dist in *.
      assert (Py : 0 < Rabs (z - Q2R c)) by (apply Rabs_pos_lt; specialize (Side z Iz); destruct right; lra).
      rewrite Rminus_0_r, Rabs_right; [apply H; lra|]. left. apply scale_pos. lra.
  Qed.

  Lemma above_end_sound f : above_end K right c f = true ->
    forall eta, 0 < eta -> exists d, 0 < d /\ forall x, I x -> Rabs (x - Q2R c) < d -> - eta < at_ f x.
  Proof.
    unfold above_end. set (l := map (scaled_part right c) f). destruct (leading l) as [x|] eqn:Lx.
    2:{ intros _ eta P. exists 1. split; [lra|]. intros z Z _. destruct f; [simpl; lra|]. discriminate Lx. }
    destruct (forallb _ l) eqn:F; [|discriminate]. rewrite forallb_forall in F. set (t := fold_right _ _ l).
    intros H.
    assert (Lim : limit1_in (fun z => fold_right (fun y w => scale (s_v y - s_v x) (s_j y - s_j x) (Rabs (z - Q2R c)) *
        at_part (rest y) z + w) 0 l) near (ev M t e) (Q2R c)).
    { unfold t. clear H Lx t. revert F. generalize l. intros k. induction k as [|y k IH]; intros F; cbn [fold_right].
      - cbn [ev]. rewrite Q2R_0. intros eps P. exists 1. split; [lra|]. intros. simpl. unfold R_dist.
        rewrite Rminus_eq_0, Rabs_R0. exact P.
      - pose proof (F y (or_introl eq_refl)) as Fy. destruct (same_scale x y ||| smaller x y) eqn:S; [|discriminate].
        pose proof (scaled_limit x y S Fy) as L1. assert (L2 := IH (fun z Iz => F z (or_intror Iz))).
        pose proof (limit_plus _ _ _ _ _ _ L1 L2) as L3.
        match goal with |- limit1_in _ _ ?v _ => match type of L3 with limit1_in _ _ ?w _ => replace v with w; [exact L3|] end end.
        destruct (same_scale x y); [|ring]. cbn [ev]. rewrite ev_closed_part. reflexivity. }
    assert (Eq : forall z, near z -> at_ f z = scale (s_v x) (s_j x) (Rabs (z - Q2R c)) *
      fold_right (fun y w => scale (s_v y - s_v x) (s_j y - s_j x) (Rabs (z - Q2R c)) * at_part (rest y) z + w) 0 l).
    { intros z [Iz Dz]. clear - Side Iz Dz. unfold l.
      assert (Py : 0 < Rabs (z - Q2R c)) by (apply Rabs_pos_lt; specialize (Side z Iz); destruct right; lra).
      induction f as [|s f IH]; cbn [at_ map fold_right]; [ring|]. rewrite IH.
      rewrite (scaled_sound right c s z (Side z Iz) Dz) at 1. rewrite Rmult_plus_distr_l, <- Rmult_assoc, <- scale_add by lra.
      repeat f_equal; lia. }
    assert (Step : forall m, 0 < m -> exists d, 0 < d < 1 /\ forall z, I z -> Rabs (z - Q2R c) < d -> near z /\
      Rabs (fold_right (fun y w => scale (s_v y - s_v x) (s_j y - s_j x) (Rabs (z - Q2R c)) * at_part (rest y) z + w) 0 l
        - ev M t e) < m).
    { intros m Pm. destruct (Lim m Pm) as [d [Pd Hd]]. exists (Rmin d (1/2)).
      assert (D1 := Rmin_l d (1/2)). assert (D2 := Rmin_r d (1/2)). split.
      - split; [apply Rmin_glb_lt; lra|lra].
      - intros z Iz Lz. assert (Nz : near z) by (split; auto; lra). split; auto. apply (Hd z). split; auto. simpl. unfold R_dist. lra. }
    intros eta P.
    destruct (Z.ltb_spec 0 (s_v x)) as [Pv|_].
    - (* the scale itself vanishes *)
      destruct (Step 1 ltac:(lra)) as [d [Pd Hd]]. set (B := Rabs (ev M t e) + 1).
      assert (PB : 0 < B) by (unfold B; pose proof (Rabs_pos (ev M t e)); lra).
      destruct (scale_small (s_v x) (s_j x) (eta / B)) as [d' [Pd' Hd']]; [lia|apply Rdiv_lt_0_compat; auto|].
      exists (Rmin d d'). split; [apply Rmin_glb_lt; lra|]. intros z Iz Lz.
      assert (D1 := Rmin_l d d'). assert (D2 := Rmin_r d d').
      destruct (Hd z Iz ltac:(lra)) as [Nz Bz]. rewrite (Eq z Nz).
      assert (Py : 0 < Rabs (z - Q2R c)) by (apply Rabs_pos_lt; specialize (Side z Iz); destruct right; lra).
      set (w := fold_right _ 0 l) in *. specialize (Hd' (Rabs (z - Q2R c)) ltac:(lra)).
      pose proof (scale_pos (s_v x) (s_j x) (Rabs (z - Q2R c)) ltac:(destruct Nz; lra)) as Ps.
      set (s := scale _ _ _) in *.
      assert (Wb : Rabs w < B).
      { unfold B. replace w with ((w - ev M t e) + ev M t e) by ring. pose proof (Rabs_triang (w - ev M t e) (ev M t e)). lra. }
      assert (s * B < eta). { apply Rmult_lt_compat_r with (r := B) in Hd'; auto. replace (eta / B * B) with eta in Hd' by (field; lra). exact Hd'. }
      assert (- B < w) by (unfold Rabs in Wb; destruct (Rcase_abs w); lra). nra.
    - destruct (number_sign K t) as [o|] eqn:O; [|discriminate].
      pose proof (number_sign_sound K M t e o G V O) as So. destruct o; try discriminate.
      + (* the limit is 0 *)
        destruct (Z.eqb_spec (s_v x) 0) as [Ev|]; [|discriminate]. cbn in H. apply Z.eqb_eq in H.
        destruct (Step eta P) as [d [Pd Hd]]. exists d. split; [lra|]. intros z Iz Lz.
        destruct (Hd z Iz Lz) as [Nz Bz]. rewrite (Eq z Nz). rewrite So, Rminus_0_r in Bz. rewrite Ev, H at 1.
        unfold scale at 1. simpl powerRZ at 1 2. set (w := fold_right _ 0 l) in *.
        unfold Rabs in Bz. destruct (Rcase_abs w); lra.
      + (* positive close to the end *)
        destruct (Step (ev M t e) So) as [d [Pd Hd]]. exists d. split; [lra|]. intros z Iz Lz.
        destruct (Hd z Iz Lz) as [Nz Bz]. rewrite (Eq z Nz). set (w := fold_right _ 0 l) in *.
        assert (Py : 0 < Rabs (z - Q2R c)) by (apply Rabs_pos_lt; specialize (Side z Iz); destruct right; lra).
        pose proof (scale_pos (s_v x) (s_j x) (Rabs (z - Q2R c)) ltac:(destruct Nz; lra)).
        assert (0 < w) by (unfold Rabs in Bz; destruct (Rcase_abs (w - ev M t e)); lra). nra.
  Qed.
End near.
