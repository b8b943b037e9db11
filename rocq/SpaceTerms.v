(** From certificates about spaces to terms to calculate with, and from a context and what is provided
    to what is known. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Support
  Normal Elaborate Values Densities Marginals Rows Known Grounded Convergent Provided Summed.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Section elaborate.
  Variable C : context.
  Fixpoint selab (t : term) : tm :=
    match t with
    | Const q => TConst q
    | LawTerm l at_ =>
        match find_name l (laws C) with
        | Some d => TLaw l (map user_arg (args_of d at_))
        | None => TConst 0
        end
    | Quantity q at_ => TQty q (map user at_)
    | Card _ | Delta _ _ => TConst 0
    | Add ts => join TAdd (TConst 0) (map selab ts)
    | Mul ts => join TMul (TConst 1) (map selab ts)
    | Pow t k => TPow (selab t) k
    | Log t => TLog (selab t)
    | Exp t => TExp (selab t)
    | Nonzero t => TNz (selab t)
    | Sum b t => renamed_sum (map user b) (selab t)
    end.
End elaborate.

(** As [formed], and: no sizes, no diagonal, no law at one letter twice. *)
Fixpoint space_formed (C : context) (t : term) : bool :=
  match t with
  | Const _ => true
  | LawTerm _ at_ => formed C t &&& distinct (map snd at_)
  | Quantity _ at_ => formed C t &&& distinct at_
  | Card _ | Delta _ _ => false
  | Add ts | Mul ts => all (space_formed C) ts
  | Pow t _ | Log t | Exp t | Nonzero t => space_formed C t
  | Sum b t => negb (match b with [] => true | _ => false end) &&& distinct b &&& space_formed C t
  end.
Definition space_context_formed (C : context) : bool :=
  negb (repeats (map fst (laws C))) &&& negb (repeats (map fst (quantities C))) &&&
  all (fun x => law_formed (snd x)) (laws C) &&&
  all (fun s => space_formed C (premise s) &&& space_formed C (conclusion s)) (supports C) &&&
  all (fun h => space_formed C (h_term h)) (hypotheses C).

(** ** What is known *)

(** ∫ p converges: as a row, less what converges by itself; in normal form if that leaves one monomial
    whose factors outside are not 0. *)
Definition placed_row (F : sfacts) (b : list index) (p : poly) : list index * poly :=
  match placed b (of_poly p) with
  | Some (c, u) => match pointwise F u with Some q => (c, q) | None => (b, p) end
  | None => (b, p)
  end.
Definition row_of (F : sfacts) (b : list index) (p : poly) : list index * poly :=
  match filter (fun x => negb (converges_mono F b (snd x))) p with
  | [(q, m)] =>
      if Qeq_bool q 0 then (b, p) else
      let (c, n) := marginalized (sf_laws F) b m in
      let (inside, outside) := parted (mentioned c) n in
      match canonical F c inside with
      | Some (d, o) => if tested F never_zero (of_mono outside) then (d, [(1%Q, o)]) else placed_row F b p
      | None => placed_row F b p
      end
  | _ => placed_row F b p
  end.
Definition with_row (F : sfacts) (r : list index * poly) : sfacts :=
  SFacts (sf_laws F) (sf_quantities F) (sf_supports F) (sf_known F) (sf_rows F ++ [r]) (sf_spaces F).
Definition add_row (P : context) (F : sfacts) (t : term) : sfacts :=
  match t with
  | Sum b t =>
      match pointwise F (clean F (selab P t)) with
      | Some p => if all (fun x => converges_mono F (map user b) (snd x)) p then F
                  else with_row F (row_of F (map user b) p)
      | None => F
      end
  | _ => F
  end.
Definition cleaned (F : sfacts) (kt : kind * tm) : kind * tm :=
  match pointwise F (clean F (snd kt)) with Some p => (fst kt, of_poly p) | None => kt end.
Definition with_known (F : sfacts) (known : list (kind * tm)) : sfacts :=
  SFacts (sf_laws F) (sf_quantities F) (sf_supports F) known (sf_rows F) (sf_spaces F).
Definition facts_of (C : context) : sfacts :=
  SFacts (laws C) (quantities C) (map (fun s => (selab C (premise s), selab C (conclusion s))) (supports C))
    (map (fun h => (h_kind h, selab C (h_term h))) (hypotheses C)) [] (spaces C).
(** What is provided is gone through twice: an integral may stand inside another. *)
Definition space_facts (P : context) (provided : list term) (C : context) : sfacts :=
  let F := fold_left (add_row P) (provided ++ provided) (facts_of C) in
  with_known F (map (cleaned F) (sf_known F)).

(** ** Soundness *)

Lemma user_map : letter_map user.
Proof. split; [reflexivity|]. intros [n a] [m b]. unfold user. simpl. congruence. Qed.

Section sound.
  Variables (M : space_model) (C : context).
  Hypothesis Me : measures M.
  Notation sev := (sev M).
  Notation inside := (through M user).
  Implicit Types e : places M.

  Lemma sev_join_add l e : sev (join TAdd (TConst 0) l) e = fold_right (fun t x => sev t e + x) 0 l.
  Proof.
    unfold join. induction l as [|t [|u l] IH]; [rewrite sev_const; apply Q2R_0|simpl; lra|].
    rewrite sev_add, IH. reflexivity.
  Qed.
  Lemma sev_join_mul l e : sev (join TMul (TConst 1) l) e = fold_right (fun t x => sev t e * x) 1 l.
  Proof.
    unfold join. induction l as [|t [|u l] IH]; [rewrite sev_const; apply Q2R_1|simpl; lra|].
    rewrite sev_mul, IH. reflexivity.
  Qed.

  Lemma selab_sound t : forall e, sev (selab C t) e = svalue M C t (inside e).
  Proof.
    induction t using term_induction; intros e; cbn [selab svalue].
    - apply sev_const.
    - destruct (find_name l (laws C)) as [d|]; [|rewrite sev_const; apply Q2R_0]. rewrite sev_law. f_equal.
      generalize (fun r => Fin (law_of M l r)). generalize (args_of d at_). clear.
      induction l as [|[i|a] l IH]; intros f; simpl; auto. f_equal. extensionality k. apply IH.
    - rewrite sev_qty, map_map. reflexivity.
    - rewrite sev_const. apply Q2R_0.
    - rewrite sev_const. apply Q2R_0.
    - rewrite sev_join_add. induction H as [|t ts Ht Hts IH]; simpl; auto. rewrite Ht, IH. reflexivity.
    - rewrite sev_join_mul. induction H as [|t ts Ht Hts IH]; simpl; auto. rewrite Ht, IH. reflexivity.
    - rewrite sev_pow, IHt. reflexivity.
    - rewrite sev_log, IHt. reflexivity.
    - rewrite sev_exp, IHt. reflexivity.
    - rewrite sev_nz, IHt. reflexivity.
    - rewrite (renamed_sum_sound M Me), <- integral_through by exact user_map. f_equal. extensionality z. apply IHt.
  Qed.
  Lemma selab_eq t : sev (selab C t) = fun e => svalue M C t (inside e).
  Proof. extensionality e. apply selab_sound. Qed.

  Lemma facts_of_sound : space_model_of M C -> ssound (facts_of C) M.
  Proof.
    intros Mo.
    constructor; cbn [facts_of sf_laws sf_quantities sf_supports sf_known sf_rows sf_spaces].
    - exact Me.
    - apply (laws_are_densities M C Mo).
    - apply (ssigns_hold M C Mo).
    - intros s t I. apply in_map_iff in I. destruct I as [x [E I]]. injection E as <- <-.
      apply (almost_mono _ _) with (2 := almost_through user _ user_map (ssupports_hold M C Mo x I)).
      intros e. rewrite !selab_sound. auto.
    - intros k t I. apply in_map_iff in I. destruct I as [x [E I]]. injection E as <- <-.
      apply (almost_mono _ _) with (2 := almost_through user _ user_map (shypotheses_hold M C Mo x I)).
      intros e. rewrite selab_sound. destruct (h_kind x); auto.
    - intros b p [].
    - apply (alphabets_counted M C Mo).
  Qed.

  Lemma placed_row_sound F b p : ssound F M -> almost M (converges M b (svp M p)) ->
    almost M (converges M (fst (placed_row F b p)) (svp M (snd (placed_row F b p)))).
  Proof.
    intros G A. unfold placed_row.
    destruct (placed b (of_poly p)) as [[c u]|] eqn:Pl; auto. destruct (pointwise F u) as [q|] eqn:P; auto.
    apply (conv_almost F M G c (sev u)); auto using meas_sev, meas_svp; [apply (pointwise_sound F M G u q P)|].
    apply (almost_mono _ _) with (2 := A). intros e Cv. apply (placed_sound M Me b (of_poly p) c u Pl).
    apply (converges_local b (svp M p)); auto. intros e' _. symmetry. apply sev_of_poly.
  Qed.
  (** What is left of a sum that converges, without summands that do. *)
  Lemma left_converges F b p : ssound F M -> almost M (converges M b (svp M p)) ->
    almost M (converges M b (svp M (filter (fun x => negb (converges_mono F b (snd x))) p))).
  Proof.
    intros G A. set (f := fun x : Q * mono => fun e => Q2R (fst x) * svm M (snd x) e).
    set (q := filter (fun x => converges_mono F b (snd x)) p).
    assert (Mf : forall x, measurable M (f x)) by
      (intros; apply (m_times M Me); [apply (m_const M Me)|apply meas_svm; auto]).
    assert (Cq : almost M (fun e => forall x, In x q -> converges M b (f x) e)).
    { apply (almost_list). intros x I. apply filter_In in I.
      apply (almost_mono _ _) with (2 := converges_mono_sound F M G b (snd x) (proj2 I)). intros e.
      apply converges_scale; auto using meas_svm. }
    apply (almost_mono2 _ _ _) with (2 := A) (3 := Cq). intros e C1 C2.
    apply (converges_local b (fun e => svp M p e + -1 * lsum M f q e)).
    - intros z _. unfold q. clear - Me. induction p as [|x p IH]; simpl; [ring|]. destruct x as [k m]. cbn [snd].
      destruct (converges_mono F b m); simpl; rewrite <- IH; unfold f; simpl; ring.
    - apply (integral_plus b (svp M p) (fun e => -1 * lsum M f q e) e); auto using meas_svp.
      + apply (m_times M Me); [apply (m_const M Me)|apply lsum_meas; auto].
      + apply converges_scale; auto using lsum_meas. apply lsum_integral; auto.
  Qed.
  Lemma row_of_sound F b p : ssound F M -> almost M (converges M b (svp M p)) ->
    almost M (converges M (fst (row_of F b p)) (svp M (snd (row_of F b p)))).
  Proof.
    intros G A. unfold row_of.
    pose proof (left_converges F b p G A) as Al. pose proof (placed_row_sound F b p G A) as Ap.
    destruct (filter _ p) as [|[q m] [|]]; auto.
    destruct (Qeq_bool q 0) eqn:Q; auto. destruct (marginalized (sf_laws F) b m) as [c n] eqn:E.
    destruct (parted (mentioned c) n) as [ins out] eqn:P. destruct (canonical F c ins) as [[d o]|] eqn:Ca; auto.
    destruct (tested F never_zero (of_mono out)) eqn:T; auto. cbn [fst snd].
    pose proof (canonical_sound F M G _ _ _ _ Ca) as Sc.
    assert (Tn : almost M (fun e => sev (of_mono out) e <> 0)).
    { apply (tested_sound F M G never_zero (fun x => x <> 0)); auto. intros. eapply never_zero_sound; eauto. }
    apply (almost_mono2 _ _ _) with (2 := almost_and _ _ Al Sc)
      (3 := almost_and _ _ Tn (marginals_sound M Me (sf_laws F) (ss_laws F M G) _ _ _ _ _ E)).
    intros e [Cv [_ C1]] [Nz [_ C2]].
    assert (Q' : Q2R q <> 0) by (apply Q2R_not_0; exact Q). rewrite sev_of_mono in Nz.
    apply (converges_local d (svm M o)).
    { intros e' _. simpl. rewrite Q2R_1. ring. }
    apply C1.
    assert (Cm : converges M c (svm M n) e).
    { apply C2. apply (converges_local b (fun e => / Q2R q * svp M [(q, m)] e)).
      - intros e' _. simpl. field. exact Q'.
      - apply converges_scale; auto. apply (meas_svp M Me [(q, m)]). }
    apply (converges_local c (fun e' => / svm M out e * svm M n e')).
    - intros e' Ag. rewrite (svm_parted M _ n ins out e' P).
      rewrite (svm_free M c out) with (e := e) (e' := e'); auto.
      + field. rewrite <- (svm_free M c out) with (e := e) (e' := e'); auto.
        replace out with (filter (fun x => negb (mentioned c x)) n) by (unfold parted in P; congruence).
        apply any_filter_false.
      + replace out with (filter (fun x => negb (mentioned c x)) n) by (unfold parted in P; congruence).
        apply any_filter_false.
    - apply converges_scale; auto using meas_svm.
  Qed.
End sound.

Section known.
  Variables (M : space_model) (P : context) (provided : list term) (C : context).
  Hypothesis Mo : space_model_of M C.
  Hypothesis Provided : forall t, In t provided -> sconverges M P t.

  Lemma add_row_sound F t : ssound F M -> sconverges M P t -> ssound (add_row P F t) M.
  Proof.
    intros G Cv. pose proof (ss_measures F M G) as Me. destruct t; auto. simpl.
    destruct (pointwise F (clean F (selab P t))) as [p|] eqn:Pw; auto.
    destruct (all _ p); auto.
    constructor; cbn [with_row sf_laws sf_quantities sf_supports sf_known sf_rows sf_spaces]; try apply G.
    intros b' p' I. apply in_app_or in I. destruct I as [I|[I|[]]]; [apply (ss_rows F M G b' p' I)|].
    pose proof (row_of_sound M Me F (map user indices) p G) as R. rewrite I in R. simpl in R. apply R. clear R I.
    pose proof (almost_through user _ user_map Cv) as A.
    apply (almost_mono2 _ _ _) with (2 := A) (3 := almost_fubini (map user indices) _
      (almost_and _ _ (clean_sound F M G (selab P t)) (pointwise_sound F M G _ p Pw))).
    intros e Ce Ae. apply (converges_almost (map user indices) (sev M (selab P t))); auto using meas_sev, meas_svp.
    - apply (almost_over_mono _ _ _ e) with (2 := Ae). intros z [Z1 Z2]. congruence.
    - rewrite (selab_eq M P Me). apply (converges_through user indices (svalue M P t) e user_map). exact Ce.
  Qed.

  Lemma space_facts_sound : ssound (space_facts P provided C) M.
  Proof.
    unfold space_facts. set (F := fold_left (add_row P) (provided ++ provided) (facts_of C)).
    assert (G : ssound F M).
    { assert (L : forall l F, (forall t, In t l -> sconverges M P t) -> ssound F M -> ssound (fold_left (add_row P) l F) M).
      { induction l as [|t l IH]; simpl; intros F0 H G; auto. apply IH; auto. apply add_row_sound; auto. }
      apply L; [|apply (facts_of_sound M C (are_measures M C Mo)), Mo]. intros t I. apply in_app_or in I. destruct I; auto. }
    clearbody F. pose proof (ss_measures F M G) as Me.
    constructor; cbn [with_known sf_laws sf_quantities sf_supports sf_known sf_rows sf_spaces]; try apply G.
    intros k t I. apply in_map_iff in I. destruct I as [[k' t'] [E I]]. pose proof (ss_known F M G k' t' I) as A.
    unfold cleaned in E. simpl in E.
    destruct (pointwise F (clean F t')) as [p|] eqn:Pw; [|injection E as <- <-; exact A]. injection E as <- <-.
    apply (almost_mono2 _ _ _) with (2 := A) (3 := almost_and _ _ (clean_sound F M G t') (pointwise_sound F M G _ p Pw)).
    intros e H [H1 H2]. rewrite sev_of_poly, <- H2, <- H1. exact H.
  Qed.
End known.
