(** The normal form of terms: which equalities of finite sums the checker knows. Equal normal forms are
    equal values, in every model of what is known; the converse is not claimed. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Logarithms *)

(** Prime factors, by trial division; whether their product is n is looked at where they are
    used. *)
Fixpoint prime_factors (fuel : nat) (d n : Z) : list positive :=
  match fuel with
  | O => [Z.to_pos n]
  | S fuel =>
      if Z.leb n 1 then [] else
      if Z.ltb n (d * d) then [Z.to_pos n] else
      let (q, r) := Z.div_eucl n d in
      if Z.eqb r 0 then Z.to_pos d :: prime_factors fuel d q
      else prime_factors fuel (if Z.eqb d 2 then 3 else d + 2)%Z n
  end.
Definition factors_of (n : positive) : list positive :=
  let l := prime_factors 3000 2 (Zpos n) in
  if Pos.eqb (fold_right Pos.mul 1%positive l) n then l else [n].
Definition log_positive (s : Q) (n : positive) : poly :=
  fold_right (fun p q => padd [(s, [(TLog (TConst (Zpos p # 1)), 1%Z)])] q) [] (factors_of n).
Definition log_number (c : Q) : poly :=
  padd (log_positive 1 (Z.to_pos (Z.abs (Qnum c)))) (log_positive (-1) (Qden c)).
Definition log_atoms (m : mono) : poly :=
  fold_right (fun x p =>
    match fst x with
    | TExp t => padd (pscale (inject_Z (snd x)) (to_poly t)) p
    | a => if idempotent a then p else padd [(inject_Z (snd x), [(TLog a, 1%Z)])] p
    end) [] m.
(** ∏ [aᵢ ≠ 0] over the factors. *)
Definition indicator (m : mono) : mono :=
  sorted (map (fun a => (if idempotent a then a else TNz a, 1%Z)) (atoms_of m)).
Definition log_step (o : ops) (f : Q * mono) : poly :=
  let (c, m) := f in
  if Qeq_bool c 0 then [] else
  let w := indicator m in
  pmap (fun n => product o (times n w)) (padd (log_number c) (log_atoms m)).

(** ** Terms *)

(** c − cλ as c·(1 − λ), for a λ between 0 and 1. *)
Definition with_complement (K : facts) (keep : bool) (p : poly) : poly :=
  match p with
  | [(c, []); (d, [(TQty q at_, Zpos xH)])] =>
      match sign_at K q at_ with
      | SignUnit => if keep &&& Qeq_bool (c + d) 0
                    then [(c, [(TAdd (TConst 1) (TMul (TConst (-1)) (TQty q at_)), 1%Z)])] else p
      | _ => p
      end
  | _ => p
  end.

Section step.
  Variables (K : facts) (keep : bool) (o : ops).

  (** A term as rational × product, before anything is multiplied out. *)
  Fixpoint factors (t : tm) : Q * mono :=
    match t with
    | TConst c => (c, [])
    | TMul s t => let (c, m) := factors s in let (d, n) := factors t in (Qred (c * d), times m n)
    | TPow t k => power_of (factors t) k
    | _ => factored (again o t)
    end.
  Fixpoint summands (t : tm) : poly :=
    match t with TAdd s t => padd (summands s) (summands t) | _ => again o t end.
  (** The constant factor, and the others. *)
  Fixpoint constants (t : tm) : Q * list tm :=
    match t with
    | TConst c => (c, [])
    | TMul s t => let (c, l) := constants s in let (d, k) := constants t in (Qred (c * d), l ++ k)
    | _ => (1%Q, [t])
    end.

  Definition term_step (t : tm) : poly :=
    match t with
    | TConst c => pconst c
    | TLaw l args => if is_total K l args then pconst 1 else psingle [(t, 1%Z)]
    | TQty _ _ | TCard _ => psingle [(t, 1%Z)]
    | TDelta i j => if same_index i j then pconst 1 else psingle [(canon 1 t, 1%Z)]
    | TAdd _ _ => with_complement K keep (summands t)
    | TMul _ _ =>
        match constants t with
        | (c, []) => pconst c
        | (c, [s]) => pscale c (again o s)
        | _ => let (c, m) := factors t in pscale c (product o m)
        end
    | TPow _ _ => let (c, m) := factors t in pscale c (product o m)
    | TLog t => log_step o (factors t)
    | TExp t => product o [(TExp (of_poly (again o t)), 1%Z)]
    | TNz t => let (c, m) := factors t in
               if Qeq_bool c 0 then [] else product o (indicator m)
    | TSum i s =>
        let (b, u) := strip t in
        if distinct b then psummed o b (again o u) else psummed o [i] (again o s)
    end.
End step.

Fixpoint ops_at (K : facts) (keep : bool) (n : nat) : ops :=
  match n with
  | O => Ops psingle (fun b m => psingle [(sums b (of_mono m), 1%Z)]) (fun t => psingle [(t, 1%Z)])
  | S n =>
      let o := ops_at K keep n in
      Ops (product_step K keep o) (sum_step K o) (term_step K keep o)
  end.
Definition effort : nat := 300.
Strategy opaque [effort].
Definition kernel (K : facts) (keep : bool) : ops := ops_at K keep effort.
Definition normal (K : facts) (t : tm) : poly := again (kernel K true) t.
Definition in_factors (K : facts) (t : tm) : Q * mono := factors (kernel K true) t.

(** ** What is 0 *)

Fixpoint has_complement (K : facts) (t : tm) : bool :=
  match t with
  | TAdd s u => (match complement K t with Some _ => true | None => false end)
                ||| has_complement K s ||| has_complement K u
  | TMul s u => has_complement K s ||| has_complement K u
  | TPow t _ | TLog t | TExp t | TNz t | TSum _ t => has_complement K t
  | _ => false
  end.
(** 1 − λ written out, where supports no longer need it. *)
Definition written_out (K : facts) (p : poly) : poly :=
  if any (fun x => any (fun y => has_complement K (fst y)) (snd x)) p then again (kernel K false) (of_poly p) else p.
(** Sums that are divided by, as far as they are not 0. *)
Definition denominators (K : facts) (p : poly) : mono :=
  let below := fold_right (fun x m =>
    fold_right (fun y m => if Z.ltb (snd y) 0 then lowest (fst y) (- snd y) m else m) m (snd x)) [] p in
  filter (fun x => nonzero_where K [fst x] []) below.
Definition reduced (K : facts) (p : poly) : poly :=
  let p := written_out K p in
  let below := denominators K p in
  if any (fun x => match fst x with TAdd _ _ => true | _ => false end) below then
    let whole := pmap (fun m => product (kernel K true) (times m below)) p in
    if is_zero (written_out K whole) then [] else p
  else p.
Definition is_zero_term (K : facts) (t : tm) : bool :=
  let p := normal K t in is_zero p ||| is_zero (reduced K p).
(** Visibly ≥ 0: as a product of such factors, or multiplied out. *)
Definition nonneg_term (K : facts) (t : tm) : bool :=
  let (c, m) := in_factors K t in
  Qeq_bool c 0 ||| nonneg_mono K c m |||
  (let p := normal K t in nonneg_poly K p ||| combined K p).
(** Visibly ≠ 0 at all letters. *)
Definition never_zero (K : facts) (t : tm) : bool :=
  let (c, m) := in_factors K t in
  negb (Qeq_bool c 0) &&& nonzero_where K (map fst m) [].

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Lemma evp_single a e : evp (psingle [(a, 1%Z)]) e = ev a e.
  Proof. rewrite evp_psingle. cbn [Mono.evm]. rewrite powerRZ_1. ring. Qed.

  Lemma evp_log_positive s n e : evp (log_positive s n) e = Q2R s * ln (IZR (Zpos n)).
  Proof.
    unfold log_positive. set (l := factors_of n). assert (L : fold_right Pos.mul 1%positive l = n).
    { unfold l, factors_of. set (k := prime_factors _ _ _).
      destruct (Pos.eqb_spec (fold_right Pos.mul 1%positive k) n); auto. simpl. lia. }
    rewrite <- L. clear L. induction l as [|p l IH]; cbn [fold_right].
    - simpl. rewrite ln_1. ring.
    - rewrite evp_padd, IH, Pos2Z.inj_mul, mult_IZR, ln_mult by (apply IZR_lt; lia).
      cbn [Mono.evp Mono.evm]. rewrite powerRZ_1. cbn [Core.ev].
      assert (E : Q2R (Zpos p # 1) = IZR (Zpos p)) by (unfold Q2R; simpl; lra).
      rewrite E, log_pos by (apply IZR_lt; lia). ring.
  Qed.

  Lemma evp_log_number c e : Q2R c <> 0 -> evp (log_number c) e = log (Q2R c).
  Proof.
    intros N. unfold log_number. rewrite evp_padd, !evp_log_positive, Q2R_1, Q2R_m1.
    assert (C : Qnum c <> 0%Z). { intros E. apply N. unfold Q2R. rewrite E. lra. }
    rewrite Z2Pos.id by lia. unfold Q2R.
    rewrite log_mul; [|apply not_0_IZR; exact C|apply Rinv_neq_0_compat, not_0_IZR; lia].
    rewrite log_inv. unfold log. rewrite <- !abs_IZR. simpl (Z.abs (Z.pos _)). lra.
  Qed.

  Lemma evp_log_atoms m e : evm m e <> 0 -> evp (log_atoms m) e = log (evm m e).
  Proof.
    induction m as [|[a k] m IH]; cbn [log_atoms fold_right fst snd Mono.evm]; intros N.
    - simpl. symmetry. apply log_1.
    - assert (N1 : powerRZ (ev a e) k <> 0) by (intros Z; apply N; rewrite Z; ring).
      assert (N2 : evm m e <> 0) by (intros Z; apply N; rewrite Z; ring).
      rewrite log_mul, log_power by auto. fold (log_atoms m).
      assert (L : evp (padd [(inject_Z k, [(TLog a, 1%Z)])] (log_atoms m)) e = IZR k * log (ev a e)
        + log (evm m e)).
      { rewrite evp_padd, IH by auto. cbn [Mono.evp Mono.evm]. rewrite powerRZ_1, Q2R_Z.
        cbn [Core.ev]. ring. }
      assert (I : idempotent a = true -> evp (log_atoms m) e = IZR k * log (ev a e) + log (evm m e)).
      { intros I. rewrite IH by auto. assert (IZR k * log (ev a e) = 0); [|lra].
        destruct (Z.eq_dec k 0) as [->|Nk]; [lra|]. apply power_base_neq in N1; auto.
        pose proof (ev_idempotent_square M a e I).
        assert (ev a e = 1) by (apply (Rmult_eq_reg_l (ev a e)); auto; lra). rewrite H0, log_1. lra. }
      destruct a; try exact L; try (apply I; reflexivity).
      rewrite evp_padd, evp_pscale, evp_to_poly, Q2R_Z, IH by auto. cbn [Core.ev]. rewrite log_exp. reflexivity.
  Qed.

  Lemma evm_indicator m e : evm (indicator m) e = nonzero (evm m e).
  Proof.
    unfold indicator, atoms_of. rewrite evm_sorted. induction m as [|[a k] m IH]; simpl.
    - symmetry. apply nonzero_1. lra.
    - rewrite nonzero_mul, <- IH. destruct (Z.eqb_spec k 0) as [->|N]; simpl.
      + rewrite nonzero_1 by lra. ring.
      + f_equal. assert (P : nonzero (powerRZ (ev a e) k) = nonzero (ev a e)).
        { destruct (Req_EM_T (ev a e) 0) as [Z|Z]; [rewrite Z, power_0 by auto; reflexivity|].
          rewrite !nonzero_1; auto using power_neq. }
        rewrite P, Rmult_1_r. destruct (idempotent a) eqn:I; [|reflexivity].
        pose proof (ev_idempotent_square M a e I) as S. unfold nonzero.
        destruct (Req_EM_T (ev a e) 0) as [->|Z]; auto. apply (Rmult_eq_reg_l (ev a e)); auto. lra.
  Qed.

  Lemma log_step_sound o c m e : ops_sound M o -> in_range M e -> evp (log_step o (c, m)) e = log (Q2R c * evm m e).
  Proof.
    intros O V. unfold log_step. destruct (Qeq_bool c 0) eqn:C.
    { rewrite (Q2R_is_0 _ C), Rmult_0_l, log_0. reflexivity. }
    apply Q2R_not_0 in C. rewrite (evp_pmap M _ (evm (indicator m) e)).
    2: { intros n. rewrite (product_sound M o O), evm_times by auto. ring. }
    rewrite evm_indicator, evp_padd, evp_log_number by auto. destruct (Req_EM_T (evm m e) 0) as [Z|N].
    - rewrite Z, nonzero_0, Rmult_0_r, log_0. ring.
    - rewrite evp_log_atoms, nonzero_1, log_mul by auto. ring.
  Qed.

  Lemma factors_sound o t : ops_sound M o -> forall c m e, in_range M e -> factors o t = (c, m) ->
    ev t e = Q2R c * evm m e.
  Proof.
    intros O. assert (F : forall t c m e, in_range M e -> factored (again o t) = (c, m) -> ev t e = Q2R c * evm m e).
    { intros. rewrite <- (again_sound M o O) by auto. apply factored_sound. assumption. }
    induction t; intros c0 m e V H; cbn [factors] in H; try (apply F; assumption).
    - injection H as <- <-. simpl. ring.
    - destruct (factors o t1) as [c1 m1]. destruct (factors o t2) as [c2 m2].
      assert (E1 : c0 = Qred (c1 * c2)) by congruence. assert (E2 : m = times m1 m2) by congruence.
      subst. rewrite Q2R_red, Q2R_mult, evm_times. simpl.
      rewrite (IHt1 _ _ e V eq_refl), (IHt2 _ _ e V eq_refl). ring.
    - destruct (factors o t) as [c1 m1]. cbn [Core.ev]. rewrite (IHt _ _ e V eq_refl),
        <- power_of_sound, H. reflexivity.
  Qed.

  Lemma summands_sound o t e : ops_sound M o -> in_range M e -> evp (summands o t) e = ev t e.
  Proof.
    intros O V. induction t; cbn [summands]; try (apply (again_sound M o O); auto; fail).
    rewrite evp_padd, IHt1, IHt2. reflexivity.
  Qed.

  Lemma constants_sound t e c l : constants t = (c, l) -> ev t e = Q2R c * fold_right (fun s x =>
      ev s e * x) 1 l.
  Proof.
    assert (App : forall l k, fold_right (fun s x => ev s e * x) 1 (l ++ k) =
      fold_right (fun s x => ev s e * x) 1 l * fold_right (fun s x => ev s e * x) 1 k).
    { induction l0; simpl; intros; rewrite ?IHl0; ring. }
    revert c l. induction t; cbn [constants]; intros c' l' H;
      try (injection H as <- <-; cbn [fold_right]; rewrite Q2R_1; ring).
    - injection H as <- <-. simpl. ring.
    - destruct (constants t1) as [c1 l1]. destruct (constants t2) as [c2 l2]. injection H as <- <-.
      rewrite App, Q2R_red, Q2R_mult. cbn [Core.ev]. rewrite (IHt1 _ _ eq_refl), (IHt2 _ _ eq_refl). ring.
  Qed.

  Lemma with_complement_sound keep p e : evp (with_complement K keep p) e = evp p e.
  Proof.
    unfold with_complement. destruct p as [|[c [|]] [|[d [|[a k] [|]]] [|]]]; auto;
      destruct a; auto; destruct k as [|[]|]; auto.
    destruct (sign_at K q at_); auto.
    match goal with |- context [if ?x then [_] else _] => destruct x eqn:B end; auto. ands.
    apply Q2R_is_0 in B. rewrite Q2R_plus in B. cbn [Mono.evp Mono.evm]. rewrite !powerRZ_1.
    cbn [Core.ev]. rewrite Q2R_1, Q2R_m1. replace (Q2R d) with (- Q2R c) by lra. ring.
  Qed.

  Lemma sum_over_single i F e : sum_over M [i] F e = total (size M (i_alphabet i)) (fun k =>
      F (set e i k)).
  Proof. reflexivity. Qed.

  Lemma term_step_sound keep o t e : ops_sound M o -> in_range M e -> evp (term_step K keep o t) e = ev t e.
  Proof.
    intros O V. assert (F : evp (let (c, m) := factors o t in pscale c (product o m)) e = ev t e).
    { destruct (factors o t) as [c m] eqn:E. rewrite evp_pscale, (product_sound M o O) by auto.
      symmetry. apply (factors_sound o t O); auto. }
    destruct t; cbn [term_step].
    - apply evp_pconst.
    - destruct (is_total K l args) eqn:T; [|apply evp_single].
      rewrite evp_pconst, (law_total K M G) by auto. apply Q2R_1.
    - apply evp_single.
    - apply evp_single.
    - destruct (same_index i j) eqn:E; [|rewrite evp_single, ev_canon; reflexivity].
      apply same_index_eq in E. subst. rewrite evp_pconst. simpl. rewrite Nat.eqb_refl. apply Q2R_1.
    - rewrite with_complement_sound. apply summands_sound; auto.
    - destruct (constants (TMul t1 t2)) as [c [|s [|]]] eqn:C; try exact F;
        rewrite (constants_sound _ e _ _ C); cbn [fold_right].
      + rewrite evp_pconst. ring.
      + rewrite evp_pscale, (again_sound M o O) by auto. ring.
    - exact F.
    - destruct (factors o t) as [c m] eqn:E. rewrite log_step_sound by auto. cbn [Core.ev].
      rewrite (factors_sound o t O c m e V E). reflexivity.
    - rewrite (product_sound M o O) by auto. cbn [Mono.evm]. rewrite powerRZ_1. cbn [Core.ev].
      rewrite ev_of_poly, (again_sound M o O) by auto. ring.
    - destruct (factors o t) as [c m] eqn:E. cbn [Core.ev]. rewrite (factors_sound o t O c m e V E), nonzero_mul.
      destruct (Qeq_bool c 0) eqn:Z.
      + rewrite (Q2R_is_0 _ Z), nonzero_0. simpl. ring.
      + apply Q2R_not_0 in Z. rewrite (product_sound M o O), evm_indicator, (nonzero_1 (Q2R c)) by auto. ring.
    - pose proof (ev_strip M (TSum i t) e) as S. destruct (strip (TSum i t)) as [b u]. destruct (distinct b).
      + rewrite psummed_sound, S by auto. apply sum_over_ext; auto. intros. apply (again_sound M o O); auto.
      + rewrite psummed_sound by auto. cbn [Core.ev]. rewrite sum_over_single. apply total_ext. intros.
        apply (again_sound M o O). apply in_range_set; auto.
  Qed.

  Lemma ops_at_sound keep n : ops_sound M (ops_at K keep n).
  Proof.
    induction n as [|n IH]; cbn [ops_at]; constructor; cbn [product summed again]; intros.
    - apply evp_psingle.
    - rewrite evp_single, ev_sums. apply sum_over_eq. intros. apply ev_of_mono.
    - apply evp_single.
    - apply (product_step_sound K M G); auto.
    - apply (sum_step_sound K M G); auto.
    - apply term_step_sound; auto.
  Qed.

  Lemma normal_sound t e : in_range M e -> evp (normal K t) e = ev t e.
  Proof. unfold normal, kernel. apply (again_sound M _ (ops_at_sound true effort)). Qed.

  Lemma in_factors_sound t c m e : in_range M e -> in_factors K t = (c, m) -> ev t e = Q2R c * evm m e.
  Proof. unfold in_factors, kernel. intros. eapply factors_sound; eauto. apply ops_at_sound. Qed.

  Lemma written_out_sound p e : in_range M e -> evp (written_out K p) e = evp p e.
  Proof.
    intros V. unfold written_out. destruct (any _ p); auto.
    unfold kernel. rewrite (again_sound M _ (ops_at_sound false effort)) by auto. apply ev_of_poly.
  Qed.

  Lemma reduced_sound p e : in_range M e -> evp (reduced K p) e = evp p e.
  Proof.
    intros V. unfold reduced. rewrite <- (written_out_sound p e V). set (q := written_out K p). clearbody q.
    set (below := denominators K q).
    match goal with |- context [if ?x then _ else q] => destruct x end; auto.
    match goal with |- context [if is_zero ?x then _ else q] => destruct (is_zero x) eqn:Z end; auto.
    apply (evp_is_zero M _ e) in Z. rewrite written_out_sound in Z by auto. rewrite (evp_pmap M _ (evm below e)) in Z.
    2: { intros n. unfold kernel. rewrite (product_sound M _ (ops_at_sound true effort)), evm_times by auto. ring. }
    assert (N : evm below e <> 0).
    { apply evm_not_0. intros x I. unfold below, denominators in I. apply filter_In in I.
      destruct I as [_ I]. apply (nonzero_where_sound K M G _ _ e V I); [intros b []|]. left. reflexivity. }
    simpl. apply (Rmult_eq_reg_l (evm below e)); auto. rewrite Z. ring.
  Qed.

  Lemma is_zero_term_sound t e : in_range M e -> is_zero_term K t = true -> ev t e = 0.
  Proof.
    intros V H. rewrite <- (normal_sound t e V). apply or_true in H. destruct H as [H|H].
    - apply evp_is_zero. exact H.
    - rewrite <- reduced_sound by auto. apply evp_is_zero. exact H.
  Qed.

  Lemma nonneg_term_sound t e : in_range M e -> nonneg_term K t = true -> 0 <= ev t e.
  Proof.
    intros V. unfold nonneg_term. destruct (in_factors K t) as [c m] eqn:F. intros H.
    apply or_true in H. destruct H as [H|H]; [apply or_true in H; destruct H as [H|H]|].
    - rewrite (in_factors_sound t c m e V F), (Q2R_is_0 _ H). lra.
    - rewrite (in_factors_sound t c m e V F). apply (nonneg_mono_sound K M G); auto.
    - rewrite <- (normal_sound t e V). apply or_true in H. destruct H as [H|H].
      + apply (nonneg_poly_sound K M G); auto.
      + apply (combined_sound K M G); auto.
  Qed.

  Lemma never_zero_sound t e : in_range M e -> never_zero K t = true -> ev t e <> 0.
  Proof.
    intros V. unfold never_zero. destruct (in_factors K t) as [c m] eqn:F. intros H. ands.
    rewrite (in_factors_sound t c m e V F). apply Rmult_integral_contrapositive. split.
    - apply Q2R_not_0, negb_true_iff. assumption.
    - apply evm_not_0. intros x I. apply (nonzero_where_sound K M G _ _ e V H); [intros b []|]. apply in_map. exact I.
  Qed.
End sound.
