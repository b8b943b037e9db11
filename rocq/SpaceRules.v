(** The world of a model with spaces: always is at almost all points. What is said of sums in a finite world is said
    of integrals here: forms converge because the remainder does. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Support
  Factors Normal Elaborate Contexts Worlds Finitely Forms Steps Rules Values Counted Densities Marginals Rows Known Grounded
  Convergent Provided Summed SpaceTerms.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition no_part := "a part of an integral over a space"%string.
Definition here_rule := "an instance, or an inequality in one variable, over a space"%string.

Definition almostly (M : space_model) : world :=
  World (places M) (almost M) (sev M) (fun r => through M (perm r)) (fun _ t => almost M (fun e => 0 < sev M t e)).

Section judge.
  Variables (contexts : list context) (C : context) (c : nat) (F : sfacts) (before : list (result thm)).

  (** As in a finite context, and no alphabet of the theorem's is a space here that it is not there. *)
  Definition space_inside (D C : context) : bool :=
    includes (fun s t => tm_eqb (selab D s) (selab C t)) D C &&& all (fun a => any (Pos.eqb a) (spaces D)) (spaces C).
  Definition moved_one_to_one (r : renaming) (t : tm) : option tm :=
    if one_to_one r (frees t) &&& safe r t then Some (rename r t) else None.
  (** A part of the sum s: its body at letters that s does not know. *)
  Definition part_at (r : renaming) (s m : tm) : option tm :=
    if all (fun i => same_index (perm r i) i) (frees s) then moved_one_to_one r m else None.
  Definition put_for_almost (a by_ t : tm) : tm :=
    match pairs_at a t with
    | Some r => if tm_eqb (rename r a) t &&& one_to_one r (frees a ++ frees by_) &&& safe r a &&& safe r by_
                then guard (rename r by_) else t
    | None => t
    end.
  Definition space_judge : judge := {|
    elaborated := selab C;
    given_here := hypotheses C;
    context_here := c;
    made_before := before;
    usable_here := usable_in contexts space_inside C c;
    moved := moved_one_to_one;
    replaced a b := replace (put_for_almost a b);
    nonneg := tested F nonneg_term;
    never_0 := tested F never_zero;
    positive_if := tested2 F positive_where;
    positive_sum _ := tested F never_zero;
    less_part b at_ t :=
      let* _ := require (no_spaces F b) no_part in
      let* u := need (part_at (combine b at_) (renamed_sum b t) t) no_place in Ok (tminus (renamed_sum b t) u);
    remainder_0 := remainder_zero F;
    other_rules _ _ := NotHere here_rule
  |}.
End judge.

(** ** Soundness *)

Lemma almostly_lawful M : measures M -> lawful (almostly M).
Proof.
  intros Me. constructor; cbn [almostly place always val relettered some_positive].
  - intros P. apply (almost_all).
  - intros P Q A B. apply (almost_mono2 _ _ _) with (2 := A) (3 := B). auto.
  - intros _ t A B. apply (almost_mono2 _ _ _) with (2 := A) (3 := B). intros e. lra.
  - reflexivity.
  - apply sev_const.
  - apply sev_add.
  - apply sev_mul.
  - apply sev_pow.
  - apply sev_log.
  - apply sev_nz.
Qed.

Section sound.
  Variables (M : space_model) (F : sfacts).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Notation sev := (sev M).
  Notation int := (integral_of M).
  Notation holds := (form_holds (almostly M)).
  Implicit Types e : places M.

  Lemma moved_sound r t u : moved_one_to_one r t = Some u ->
    letter_map (perm r) /\ forall e, sev u e = sev t (through M (perm r) e).
  Proof.
    unfold moved_one_to_one. destruct (one_to_one r (frees t)) eqn:O; [|discriminate].
    destruct (safe r t) eqn:S; [|discriminate]. some.
    split; [apply (perm_letter_map _ _ O)|]. intros e. apply sev_perm; auto.
  Qed.

  Lemma part_almost b t : (forall i, In i b -> counted M (i_alphabet i)) -> almost M (fun e => 0 <= sev t e) ->
    almost M (fun e => sev t e <= int b (sev t) e).
  Proof.
    intros C A. set (f := fun e => Rmax (sev t e) 0).
    assert (Mf : measurable M f) by (apply (m_positive M Me), meas_sev; auto).
    assert (E : almost M (fun e => sev t e = f e)).
    { apply (almost_mono _ _) with (2 := A). intros e L. unfold f. rewrite Rmax_left; auto. }
    apply (almost_mono2 _ _ _) with (2 := part_below M Me b f C Mf (fun e => Rmax_r _ _))
      (3 := almost_and _ _ E (almost_fubini b _ E)).
    intros e L [Q1 Q2]. rewrite Q1, (integral_almost b (sev t) f e) by auto using meas_sev. exact L.
  Qed.
  Lemma part_sound b at_ t u : no_spaces F b = true -> part_at (combine b at_) (renamed_sum b t) t = Some u ->
    almost M (fun e => 0 <= sev t e) -> almost M (fun e => 0 <= sev (tminus (renamed_sum b t) u) e).
  Proof.
    intros Ns P A. unfold part_at in P. destruct (all _ _) eqn:Fs; [|discriminate]. destruct (moved_sound _ _ _ P) as [L E].
    pose proof (almost_through _ _ L (part_almost b t (no_spaces_counted F M G _ Ns) A)) as B.
    apply (almost_mono _ _) with (2 := B). intros e Le. rewrite sev_minus, E.
    rewrite (sev_agree M (renamed_sum b t) e (through M (perm (combine b at_)) e)).
    - rewrite (renamed_sum_sound M Me). lra.
    - intros i O. unfold through. f_equal. symmetry. apply same_index_eq, (all_forall _ _ Fs i), occurs_frees, O.
  Qed.

  (** What is > 0 and converges has an integral > 0: no space is null. *)
  Lemma integral_positive b t e : almost_over M b (fun e => 0 < sev t e) e -> converges M b (sev t) e ->
    0 < int b (sev t) e.
  Proof.
    intros A Cv. assert (N : almost_over M b (fun e => 0 <= sev t e) e) by
      (apply (almost_over_mono b _ _ e) with (2 := A); intros; lra).
    pose proof (integral_nonneg b (sev t) e (meas_sev M Me t) N) as P.
    destruct (Req_EM_T (int b (sev t) e) 0) as [Z|]; [exfalso|lra].
    destruct (almost_over_and b _ _ e A (integral_zero_inv b (sev t) e (meas_sev M Me t) N Cv Z)) as [O [O1 [O2 O3]]].
    destruct (some_point b O e O1 O3) as [e' [_ E]]. specialize (O2 e' E). cbv beta in O2. lra.
  Qed.

  (** A remainder of 0: the gap is what the forms are. *)
  Lemma remainder_rule gap l : remainder_zero F gap l = true -> (forall f, In f l -> holds f) ->
    almost M (fun e => 0 <= sev gap e /\ (all f_equation l = true -> sev gap e = 0) /\
      (any f_positive l = true -> 0 < sev gap e)) /\
    (zero (almostly M) gap <-> all_zero (almostly M) (flat_map f_zero l)).
  Proof.
    intros R H.
    assert (Nf : forall f, In f l -> almost M (fun e => 0 <= sev (f_summand f) e)).
    { intros f I. apply (almost_mono _ _) with (2 := fh_sign _ f (H f I)). intros e. cbn [almostly val].
      destruct (f_equation f); [intros ->; lra|auto]. }
    pose proof (remainder_zero_sound F M G gap l R Nf) as A.
    assert (Nv : almost M (fun e => forall f, In f l -> almost_over M (f_over f) (fun e => 0 <= sev (f_summand f) e) e)).
    { apply (almost_list). intros f I. apply (almost_fubini), Nf, I. }
    assert (Vs : almost M (fun e => 0 <= forms_value M l e /\ forall f, In f l -> 0 <= sev (sform_value f) e <= forms_value M l e)).
    { apply (almost_mono _ _) with (2 := Nv). intros e N.
      apply (lsum_part (fun f => sev (sform_value f)) l e). intros f I. rewrite sform_value_int.
      apply integral_nonneg; auto using meas_sev. }
    assert (Zs : (forall f, In f l -> zero (almostly M) (f_summand f)) -> almost M (fun e => forms_value M l e = 0)).
    { intros Z. apply (almost_mono (fun e => forall f, In f l -> sev (sform_value f) e = 0)).
      - intros e X. apply (lsum_zero (fun f => sev (sform_value f)) l e X).
      - apply (almost_list _ (fun f e => sev (sform_value f) e = 0)). intros f I.
        apply (almost_mono _ _) with (2 := almost_fubini (f_over f) _ (Z f I)). intros e Ae.
        rewrite sform_value_int. apply integral_zero; auto using meas_sev. }
    split.
    - assert (Eq : all f_equation l = true -> almost M (fun e => sev gap e = 0)).
      { intros Al. apply (almost_mono2 _ _ _) with (2 := A) (3 := Zs (fun f I => ltac:(
          pose proof (fh_sign _ f (H f I)) as Z; rewrite (all_forall _ _ Al f I) in Z; exact Z))). intros e [-> _]. auto. }
      assert (Ps : any f_positive l = true -> almost M (fun e => 0 < sev gap e)).
      { intros An. apply any_exists in An. destruct An as [f [I P]].
        apply (almost_mono2 _ _ _) with (2 := almost_and _ _ A Vs)
          (3 := almost_fubini (f_over f) _ (fh_positive _ f (H f I) P)).
        intros e [[-> Cv] [_ V]] Pe. specialize (V f I). rewrite sform_value_int in V.
        pose proof (integral_positive (f_over f) (f_summand f) e Pe (Cv f I)). lra. }
      assert (B : almost M (fun e => (all f_equation l = true -> sev gap e = 0) /\ (any f_positive l = true -> 0 < sev gap e))).
      { apply (almost_and).
        - destruct (all f_equation l); [apply (almost_mono _ _) with (2 := Eq eq_refl); auto|apply almost_all; auto; discriminate].
        - destruct (any f_positive l); [apply (almost_mono _ _) with (2 := Ps eq_refl); auto|apply almost_all; auto; discriminate]. }
      apply (almost_mono2 _ _ _) with (2 := almost_and _ _ A Vs) (3 := B).
      intros e [[E _] [P _]] Q. rewrite E at 1. auto.
    - split.
      + intros Z z Iz. apply in_flat_map in Iz. destruct Iz as [f [If Iz]]. apply (proj1 (fh_zero _ f (H f If))); auto.
        apply (almost_unfubini (f_over f) _ (meas_sev M Me (f_summand f))).
        apply (almost_mono2 _ _ _) with (2 := almost_and _ _ A Z) (3 := almost_and _ _ Vs Nv).
        intros e [[E Cv] Ze] [[_ V] N]. apply (integral_zero_inv); auto using meas_sev.
        rewrite <- sform_value_int. specialize (V f If). cbn [almostly val] in Ze. rewrite <- E, Ze in V. lra.
      + intros Z. apply (almost_mono2 _ _ _) with (2 := A) (3 := Zs (fun f I => proj2 (fh_zero _ f (H f I))
          (fun z Iz => Z z (proj2 (in_flat_map _ _ _) (ex_intro _ f (conj I Iz)))))). intros e [E _] X. cbn [almostly val]. congruence.
  Qed.

  Lemma put_for_almost_sound a by_ t : almost M (fun e => sev a e = sev by_ e) -> is_sum t = false ->
    almost M (fun e => sev (put_for_almost a by_ t) e = sev t e) /\ is_sum (put_for_almost a by_ t) = false.
  Proof.
    intros A S. unfold put_for_almost. destruct (pairs_at a t) as [r|]; [|split; auto; apply almost_all; auto].
    match goal with |- context [if ?x then _ else _] => destruct x eqn:E end; [|split; auto; apply almost_all; auto].
    split; [|apply guard_no_sum]. ands.
    match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H; subst t end.
    match goal with H : one_to_one _ _ = true |- _ => rename H into O end.
    pose proof (almost_through (perm r) _ (perm_letter_map r _ O) A) as A'.
    apply (almost_mono _ _) with (2 := A'). intros e E'. rewrite sev_guard.
    rewrite (proj1 (sev_perm M r a e (one_to_one_incl r _ _ (incl_appl _ (incl_refl _)) O) ltac:(assumption))).
    rewrite (proj1 (sev_perm M r by_ e (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O) ltac:(assumption))).
    symmetry. exact E'.
  Qed.
  Lemma replace_almost a by_ t : almost M (fun e => sev a e = sev by_ e) ->
    forall b, almost M (fun e => evb M (replace (put_for_almost a by_) t) b e = evb M t b e).
  Proof.
    intros A.
    assert (W : forall s t b, is_sum s = false -> is_sum t = false -> almost M (fun e => sev s e = sev t e) ->
      almost M (fun e => evb M s b e = evb M t b e)).
    { intros s t' b S T H. rewrite !evb_int by auto. apply (almost_mono _ _) with (2 := almost_fubini b _ H).
      intros e Ae. apply integral_almost; auto using meas_sev. }
    induction t; cbn [replace]; intros b; try (apply almost_all; auto; fail); try apply IHt;
      try (match goal with |- context [put_for_almost a by_ ?t] => destruct (put_for_almost_sound a by_ t A eq_refl) end;
           apply W; auto; fail).
    all: try (apply W; auto; apply (almost_mono2 _ _ _) with (2 := IHt1 []) (3 := IHt2 []); intros e E1 E2;
      rewrite ?sev_add, ?sev_mul; unfold Values.sev; congruence).
    all: try (apply W; auto; apply (almost_mono _ _) with (2 := IHt []); intros e E1;
      rewrite ?sev_pow, ?sev_log, ?sev_exp, ?sev_nz; unfold Values.sev; congruence).
  Qed.

  Variables (contexts : list context) (C : context) (c : nat) (before : list (result thm)).
  Hypothesis Mo : space_model_of M C.
  Hypothesis Made : forall t, In (Ok t) before -> usable_in contexts space_inside C c t = true -> thm_holds (almostly M) t.

  Lemma space_judge_fair : fair (almostly M) (space_judge contexts C c F before).
  Proof.
    constructor; cbn [space_judge elaborated given_here context_here made_before usable_here moved replaced nonneg never_0
      positive_if positive_sum less_part remainder_0 other_rules]; auto.
    - apply almostly_lawful, Me.
    - intros h I. apply (almost_mono _ _) with (2 := almost_through user _ user_map (shypotheses_hold M C Mo h I)).
      intros e. cbn [almostly val]. rewrite (selab_sound M _ Me). destruct (h_kind h); auto.
    - intros r t u R. destruct (moved_sound r t u R) as [L E]. split; [exact E|]. intros P. apply (almost_through _ _ L).
    - intros a b t A. apply (replace_almost a b t A []).
    - intros w. apply (tested_sound F M G _ (fun x => 0 <= x)). intros. eapply nonneg_term_sound; eauto.
    - intros w. apply (tested_sound F M G _ (fun x => x <> 0)). intros. eapply never_zero_sound; eauto.
    - intros w t. apply (tested2_sound F M G positive_where (fun x y => x <> 0 -> 0 < y)).
      intros. eapply positive_where_sound; eauto.
    - intros b w u N _ A. assert (Nz : almost M (fun e => sev w e <> 0)).
      { revert N. apply (tested_sound F M G _ (fun x => x <> 0)). intros. eapply never_zero_sound; eauto. }
      apply (almost_mono2 _ _ _) with (2 := A) (3 := Nz). cbn [almostly val]. intros e [P Q] X. specialize (Q X). cbn [almostly val] in *. lra.
    - intros b at_ t u H. asked. eapply part_sound; eauto.
    - apply remainder_rule.
    - discriminate.
  Qed.
End sound.
