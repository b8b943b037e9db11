(** Signs of numbers: closed terms, made of rationals with +, *, powers, logarithms and exponentials.
    Such a number is 0 where its normal form is; its sign is otherwise that of rational bounds. *)

From Coq Require Import Reals ZArith QArith Qreals Qabs List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Laws Signs Normal Exponential.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

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
