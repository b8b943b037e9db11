(** Forms, steps and rules over spaces. What is said of sums here is said of integrals there: a form is ≥ 0
    almost everywhere, converges because the remainder does, and is 0 exactly where its conditions are. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Integrals Core Mono Close Laws Signs Support
  Factors Normal Elaborate Theorems Forms Steps Rules Values Counted Densities Marginals Known Grounded Convergent Provided Summed SpaceTerms.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition no_part := 40%nat.
Definition here_strict := 41%nat.
Definition here_vanishing := 42%nat.
Definition here_rule := 43%nat.

Definition tangent_ok (K : facts) (w t : tm) : bool :=
  nonneg_term K w &&&
  (let (d, m) := in_factors K t in
   negb (Qeq_bool d 0) &&& nonneg_mono K d m &&& nonzero_where K (map fst m) (atoms_of (snd (in_factors K w)))).

(** A theorem's context inside another: as [includes], and no alphabet of the theorem is a space there
    that it is not here. *)
Definition same_terms (D C : context) (s t : term) : bool := tm_eqb (selab D s) (selab C t).
Definition space_includes (D C : context) : bool :=
  all (fun x => match find_name (fst x) (laws D), find_name (fst x) (laws C) with
                | Some d, Some e => same_law d e | _, _ => false end) (laws D) &&&
  all (fun x => match find_name (fst x) (quantities D), find_name (fst x) (quantities C) with
                | Some d, Some e => same_quantity d e | _, _ => false end) (quantities D) &&&
  all (fun s => any (fun t => same_terms D C (premise s) (premise t) &&& same_terms D C (conclusion s) (conclusion t))
                    (supports C)) (supports D) &&&
  all (fun h => any (fun g => same_kind (h_kind h) (h_kind g) &&& same_terms D C (h_term h) (h_term g)) (hypotheses C))
      (hypotheses D) &&&
  all (fun a => any (Pos.eqb a) (spaces D)) (spaces C).

Section functions.
  Variables (contexts : list context) (C : context) (c : nat) (F : sfacts) (made : list (result thm)).

  Definition nonneg_weight (w : tm) : bool := tested F nonneg_term w.
  Definition moved (r : renaming) (t : tm) : option tm :=
    if one_to_one r (frees t) &&& safe r t then Some (rename r t) else None.
  (** A part of the sum s: its body at letters that s does not know. *)
  Definition part_at (r : renaming) (s m : tm) : option tm :=
    if all (fun i => same_index (perm r i) i) (frees s) then moved r m else None.
  Definition srelated (equation : bool) (value : tm) (r : renaming) (b : list index) (w : tm)
      (zero : tm -> list tm) : result checked :=
    match moved r value with
    | None => No no_place
    | Some v =>
        if equation then Ok (Checked b (TMul w v) true false [])
        else if nonneg_weight w then Ok (Checked b (TMul w v) false false (zero (TMul w v))) else No no_sign
    end.
  Definition usable_here (t : thm) : bool :=
    Nat.eqb (t_context t) c |||
    match nth_error contexts (t_context t) with Some D => space_includes D C | None => false end.

  Definition scheck_form (f : form) : result checked :=
    let e := selab C in
    let us := map user in
    match f with
    | Tangent b w t =>
        if tested2 F tangent_ok (e w) (e t)
        then Ok (Checked (us b) (TMul (e w) (TAdd (e t) (TAdd (TConst (-1)) (tneg (TLog (e t)))))) false false
                   [TMul (e w) (tminus (e t) (TConst 1))])
        else No no_point
    | Nonneg b w => if nonneg_weight (e w) then Ok (Checked (us b) (e w) false false [e w]) else No no_sign
    | Gap b w a =>
        let v := TMul (e w) (tminus (TConst 1) (TNz (e a))) in
        if nonneg_weight (e w) then Ok (Checked (us b) v false false [v]) else No no_sign
    | Square b w a =>
        if nonneg_weight (e w) then
          Ok (Checked (us b) (TMul (e w) (TPow (e a) 2)) false false [TMul (e w) (e a)]) else No no_sign
    | Given h r b w =>
        match filter (fun x => Pos.eqb (h_name x) h) (hypotheses C) with
        | [x] => srelated (match h_kind x with IsZero => true | AtLeastZero => false end)
                   (e (h_term x)) (user_renaming r) (us b) (e w) (fun v => [v])
        | _ => No no_name
        end
    | Known n r b w =>
        match nth_error made n with
        | Some (Ok t) =>
            if usable_here t then
              srelated (is_equation_rel (t_rel t)) (t_gap t) (user_renaming r) (us b) (e w) (fun v =>
                match r, b with [], [] => if tested F never_zero (e w) then t_zero t else [v] | _, _ => [v] end)
            else No no_context
        | _ => NotHere here_earlier
        end
    | Part b w d m at_ =>
        let s := renamed_sum (us d) (e m) in
        if negb (nonneg_weight (e w)) ||| negb (nonneg_weight (e m)) then No no_sign
        else if negb (no_spaces F (us d)) then No no_part
        else match part_at (combine (us d) (us at_)) s (e m) with
             | Some m' => let v := TMul (e w) (tminus s m') in Ok (Checked (us b) v false false [v])
             | None => No no_place
             end
    | Positive _ _ => NotHere here_strict
    | Information _ _ _ _ _ => NotHere here_information
    end.
  Fixpoint sall_forms (forms : list form) : result (list checked) :=
    match forms with
    | [] => Ok []
    | f :: forms =>
        match scheck_form f, sall_forms forms with
        | Ok k, Ok l => Ok (k :: l)
        | No w, _ | Ok _, No w => No w
        | NotHere w, _ | Ok _, NotHere w => NotHere w
        end
    end.

  Definition sgap_of (s : statement) : tm := gap (selab C (lhs s)) (srel s) (selab C (rhs s)).

  Definition sprove (s : statement) (forms : list form) : result thm :=
    if is_strict (srel s) then NotHere here_strict else
    match sall_forms forms with
    | Ok l =>
        if is_equation_rel (srel s) &&& negb (all f_equation l) then No no_equation
        else if remainder_zero F (sgap_of s) l
        then Ok (Thm c (sgap_of s) (srel s) (dedupe_terms (flat_map f_zero l)) false)
        else No no_remainder
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition susable (n : nat) : result thm :=
    match nth_error made n with
    | Some (Ok t) => if usable_here t then Ok t else No no_context
    | _ => NotHere here_earlier
    end.
  Definition equal_terms (s t : tm) : bool := tm_eqb s t ||| remainder_zero F (tminus s t) [].

  Definition santisymmetric (s : statement) (one other : nat) : result thm :=
    match susable one, susable other with
    | Ok t, Ok u =>
        if is_equation_rel (srel s) &&& negb (is_strict (t_rel t)) &&& negb (is_strict (t_rel u)) &&&
           equal_terms (sgap_of s) (t_gap t) &&& equal_terms (sgap_of s) (tneg (t_gap u))
        then Ok (Thm c (sgap_of s) REq [] false) else No no_halves
    | NotHere w, _ | _, NotHere w => NotHere w
    | No w, _ | _, No w => No w
    end.

  (** ** Steps *)

  Definition equation_form (b : list index) (t : tm) : checked := Checked b t true false [].
  Definition slinear_parts (equations : list tm) (parts : list (nat * renaming * term)) : option (list tm) :=
    mapM (fun p => let '(k, r, m) := p in
      match nth_error equations k with
      | Some e => option_map (TMul (selab C m)) (moved (user_renaming r) e)
      | None => None
      end) parts.

  Definition sreplaced_here (a by_ t : tm) : tm :=
    match pairs_at a t with
    | Some r => if tm_eqb (rename r a) t &&& one_to_one r (frees a ++ frees by_) &&& safe r a &&& safe r by_
                then guard (rename r by_) else t
    | None => t
    end.
  Fixpoint sreplace (a by_ t : tm) : tm :=
    match t with
    | TConst _ | TCard _ | TDelta _ _ => t
    | TLaw _ _ | TQty _ _ => sreplaced_here a by_ t
    | TAdd s t => TAdd (sreplace a by_ s) (sreplace a by_ t)
    | TMul s t => TMul (sreplace a by_ s) (sreplace a by_ t)
    | TPow t k => TPow (sreplace a by_ t) k
    | TLog t => TLog (sreplace a by_ t)
    | TExp t => TExp (sreplace a by_ t)
    | TNz t => TNz (sreplace a by_ t)
    | TSum i t => TSum i (sreplace a by_ t)
    end.

  Definition scheck_step (equations : list tm) (s : step) : result tm :=
    match s with
    | Linear result parts b =>
        match slinear_parts equations parts with
        | Some l => if remainder_zero F (selab C result) [equation_form (map user b) (total_of l)]
                    then Ok (selab C result) else No no_combination
        | None => No no_place
        end
    | Rewrite result source atom by_ target =>
        let a := selab C atom in
        let u := selab C by_ in
        match nth_error equations source,
              match target with None => Some (TConst 0) | Some k => nth_error equations k end with
        | Some e, Some goal =>
            if equal_terms e (tminus a u) &&& equal_terms (sreplace a u (selab C result)) goal
            then Ok (selab C result) else No no_rewrite
        | _, _ => No no_rewrite
        end
    | Vanishing _ _ _ => NotHere here_vanishing
    end.
  Fixpoint sderived (equations : list tm) (steps : list step) : result (list tm) :=
    match steps with
    | [] => Ok equations
    | s :: steps =>
        match scheck_step equations s with
        | Ok e => sderived (equations ++ [e]) steps
        | No why => No why
        | NotHere why => NotHere why
        end
    end.

  Definition sequations_given : list tm :=
    flat_map (fun h => match h_kind h with IsZero => [selab C (h_term h)] | _ => [] end) (hypotheses C).

  Definition sby_equations (s : statement) (steps : list step) : result thm :=
    match sderived sequations_given steps with
    | Ok l =>
        if is_equation_rel (srel s) &&& any (tm_eqb (sgap_of s)) l
        then Ok (Thm c (sgap_of s) REq [] false) else No no_derivation
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition swith_equality (s : statement) (of : nat) (conditions : list term) (forward backward : list step)
      : result thm :=
    match susable of with
    | Ok t =>
        let stated := map (selab C) conditions in
        if negb (tm_eqb (sgap_of s) (t_gap t)) ||| is_equation_rel (t_rel t) ||| is_strict (t_rel t)
           ||| is_equation_rel (srel s) ||| is_strict (srel s) then No no_halves else
        match sderived (t_zero t ++ sequations_given) forward, sderived (stated ++ sequations_given) backward with
        | Ok necessary, Ok sufficient =>
            if negb (all (fun e => any (tm_eqb e) necessary) stated) then No no_necessity
            else if any (tm_eqb (t_gap t)) sufficient ||| all (fun z => any (tm_eqb z) sufficient) (t_zero t)
            then Ok (Thm c (sgap_of s) (srel s) stated false) else No no_sufficiency
        | NotHere w, _ | _, NotHere w => NotHere w
        | No w, _ | _, No w => No w
        end
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition scheck_rule (s : statement) (r : rule) : result thm :=
    match r with
    | Prove forms => sprove s forms
    | Antisymmetric one other => santisymmetric s one other
    | ByEquations steps => sby_equations s steps
    | WithEquality of conditions forward backward => swith_equality s of conditions forward backward
    | Instance _ _ | Scalar _ _ => NotHere here_rule
    | Cite _ | Admit _ => NotHere here_open
    end.
End functions.

(** ** Soundness *)

Section sound.
  Variables (M : space_model) (F : sfacts).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G.
  Notation sev := (sev M).
  Notation int := (integral_of M).
  Implicit Types e : places M.

  Definition zero_almost (t : tm) : Prop := almost M (fun e => sev t e = 0).
  Definition all_zero_almost (l : list tm) : Prop := forall z, In z l -> zero_almost z.

  Record sthm_holds (t : thm) : Prop := {
    sth_gap : almost M (fun e => gap_holds (t_rel t) (sev (t_gap t) e));
    sth_zero : zero_almost (t_gap t) <-> all_zero_almost (t_zero t)
  }.
  Record sform_holds (f : checked) : Prop := {
    sfh_sign : almost M (fun e => if f_equation f then sev (f_summand f) e = 0 else 0 <= sev (f_summand f) e);
    sfh_zero : zero_almost (f_summand f) <-> all_zero_almost (f_zero f)
  }.

  Lemma all_zero_one_almost t : all_zero_almost [t] <-> zero_almost t.
  Proof. unfold all_zero_almost. simpl. split; intros H; [auto|intros z [<-|[]]; auto]. Qed.

  Lemma moved_sound r t u : moved r t = Some u -> letter_map (perm r) /\ forall e, sev u e = sev t (through M (perm r) e).
  Proof.
    unfold moved. destruct (one_to_one r (frees t)) eqn:O; [|discriminate]. destruct (safe r t) eqn:S; [|discriminate].
    some. split; [apply (perm_letter_map _ _ O)|]. intros e. apply sev_perm; auto.
  Qed.
  Lemma moved_almost r t u (P : R -> Prop) : moved r t = Some u -> almost M (fun e => P (sev t e)) -> almost M (fun e => P (sev u e)).
  Proof.
    intros H A. destruct (moved_sound r t u H) as [L E].
    apply (almost_mono M _ _) with (2 := almost_through M Me _ _ L A). intros e. rewrite E. auto.
  Qed.
  Lemma zero_almost_iff s t : almost M (fun e => sev s e = 0 <-> sev t e = 0) -> zero_almost s <-> zero_almost t.
  Proof.
    intros A. split; intros Z; apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := Z); tauto.
  Qed.

  Lemma nonneg_weight_sound w : nonneg_weight F w = true -> almost M (fun e => 0 <= sev w e).
  Proof. apply (tested_sound F M G _ (fun x => 0 <= x)). intros. eapply nonneg_term_sound; eauto. Qed.

  Lemma part_almost b t : (forall i, In i b -> counted M (i_alphabet i)) -> almost M (fun e => 0 <= sev t e) ->
    almost M (fun e => sev t e <= int b (sev t) e).
  Proof.
    intros C A. set (f := fun e => Rmax (sev t e) 0).
    assert (Mf : measurable M f) by (apply (m_positive M Me), meas_sev; auto).
    assert (E : almost M (fun e => sev t e = f e)).
    { apply (almost_mono M _ _) with (2 := A). intros e L. unfold f. rewrite Rmax_left; auto. }
    apply (almost_mono2 M Me _ _ _) with (2 := part_below M Me b f C Mf (fun e => Rmax_r _ _))
      (3 := almost_and M Me _ _ E (almost_fubini M Me b _ E)).
    intros e L [Q1 Q2]. rewrite Q1, (integral_almost M Me b (sev t) f e) by auto using meas_sev. exact L.
  Qed.
  Lemma srelated_sound equation value r b w zero f :
    almost M (fun e => if equation : bool then sev value e = 0 else 0 <= sev value e) ->
    srelated F equation value r b w zero = Ok f ->
    (forall v, moved r value = Some v -> equation = false -> zero_almost (TMul w v) <-> all_zero_almost (zero (TMul w v))) ->
    sform_holds f.
  Proof.
    intros Sv. unfold srelated. destruct (moved r value) as [v|] eqn:R; [|discriminate].
    assert (Sv' : almost M (fun e => if equation then sev v e = 0 else 0 <= sev v e)).
    { apply (moved_almost r value v (fun x => if equation then x = 0 else 0 <= x) R Sv). }
    destruct equation.
    - intros H _. injection H as <-. constructor; cbn [f_equation f_summand f_zero].
      + apply (almost_mono M _ _) with (2 := Sv'). intros e E. rewrite sev_mul, E. ring.
      + split; [intros _ z []|]. intros _. apply (almost_mono M _ _) with (2 := Sv'). intros e E. rewrite sev_mul, E. ring.
    - destruct (nonneg_weight F w) eqn:W; [|discriminate]. intros H Z. injection H as <-.
      constructor; cbn [f_equation f_summand f_zero]; auto.
      apply (almost_mono2 M Me _ _ _) with (2 := Sv') (3 := nonneg_weight_sound w W). intros e A B.
      rewrite sev_mul. apply Rmult_le_pos; auto.
  Qed.

  Lemma tangent_ok_sound K M' w t v : sound K M' -> in_range M' v -> tangent_ok K w t = true ->
    0 <= ev M' w v /\ (ev M' w v <> 0 -> 0 < ev M' t v).
  Proof.
    intros S V. unfold tangent_ok. destruct (in_factors K t) as [d m] eqn:T. intros H. ands.
    split; [eapply nonneg_term_sound; eauto|]. intros Nw. destruct (in_factors K w) as [a n] eqn:Wf. cbn [snd] in *.
    rewrite (in_factors_sound K M' S w a n v V Wf) in Nw.
    assert (Nn : evm M' n v <> 0) by (intros E; apply Nw; rewrite E; ring).
    match goal with Z : nonzero_where K _ _ = true |- _ => rename Z into Nz end.
    match goal with Z : nonneg_mono K d m = true |- _ => pose proof (nonneg_mono_sound K M' S d m v V Z) as L end.
    rewrite (in_factors_sound K M' S t d m v V T).
    assert (X : evm M' m v <> 0).
    { apply evm_not_0. intros x I. apply (nonzero_where_sound K M' S _ _ v V Nz (atoms_of_true M' n v Nn)). apply in_map. exact I. }
    match goal with Z : negb (Qeq_bool d 0) = true |- _ => apply negb_true_iff, Q2R_not_0 in Z end.
    assert (Q2R d * evm M' m v <> 0) by (apply Rmult_integral_contrapositive; auto). lra.
  Qed.

  Variables (contexts : list context) (C : context) (c : nat) (made : list (result thm)).
  Hypothesis Mo : space_model_of M C.
  Hypothesis Made : forall t, In (Ok t) made -> usable_here contexts C c t = true -> sthm_holds t.

  Lemma sgiven_almost h : In h (hypotheses C) -> almost M (fun e => kind_holds (h_kind h) (sev (selab C (h_term h)) e)).
  Proof.
    intros I. apply (almost_mono M _ _) with (2 := almost_through M Me user _ user_map (shypotheses_hold M C Mo h I)).
    intros e. rewrite (selab_sound M _ Me). destruct (h_kind h); auto.
  Qed.

  Lemma scheck_form_sound f k : scheck_form contexts C c F made f = Ok k -> sform_holds k.
  Proof.
    assert (Simple : forall b v z, almost M (fun e => 0 <= sev v e) -> (zero_almost v <-> zero_almost z) ->
      sform_holds (Checked b v false false [z])).
    { intros b v z N Z. constructor; cbn [f_equation f_summand f_zero]; auto. rewrite all_zero_one_almost. exact Z. }
    destruct f; cbn [scheck_form]; try discriminate.
    - set (w := selab C weight). set (t := selab C point).
      destruct (tested2 F tangent_ok w t) eqn:T; [|discriminate]. intros H. injection H as <-.
      assert (A : almost M (fun e => 0 <= sev w e /\ (sev w e <> 0 -> 0 < sev t e))).
      { apply (tested2_sound F M G tangent_ok (fun x y => 0 <= x /\ (x <> 0 -> 0 < y)) w t); auto.
        intros. eapply tangent_ok_sound; eauto. }
      assert (V : forall e, sev (TMul w (TAdd t (TAdd (TConst (-1)) (tneg (TLog t))))) e = sev w e * (sev t e - 1 - log (sev t e))).
      { intros e. unfold tneg. rewrite !sev_mul, !sev_add, !sev_mul, !sev_const, sev_log, !Q2R_m1. ring. }
      apply Simple.
      + apply (almost_mono M _ _) with (2 := A). intros e [L P]. rewrite V.
        destruct (Req_EM_T (sev w e) 0) as [->|N]; [lra|]. apply Rmult_le_pos; auto.
        rewrite log_pos by auto. pose proof (tangent _ (P N)). lra.
      + apply zero_almost_iff. apply (almost_mono M _ _) with (2 := A). intros e [L P].
        rewrite V, sev_mul, sev_minus, sev_const, Q2R_1.
        destruct (Req_EM_T (sev w e) 0) as [->|N]; [split; intros; ring|]. specialize (P N).
        split; intros H; apply Rmult_integral in H; destruct H as [H|H]; try contradiction.
        * rewrite log_pos in H by auto. rewrite (tangent_touches _ P); lra.
        * assert (E : sev t e = 1) by lra. rewrite E, log_1. lra.
    - destruct (nonneg_weight F (selab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply Simple; [apply nonneg_weight_sound, W|tauto].
    - destruct (nonneg_weight F (selab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply Simple; [|tauto]. apply (almost_mono M _ _) with (2 := nonneg_weight_sound _ W). intros e L.
      rewrite sev_mul, sev_minus, sev_const, sev_nz, Q2R_1. pose proof (nonzero_range (sev (selab C of) e)).
      apply Rmult_le_pos; lra.
    - set (s := renamed_sum (map user whole_indices) (selab C whole_body)).
      destruct (nonneg_weight F (selab C weight)) eqn:W; [|discriminate].
      destruct (nonneg_weight F (selab C whole_body)) eqn:B; [|discriminate].
      destruct (no_spaces F (map user whole_indices)) eqn:Ns; [|discriminate]. cbn [negb].
      unfold part_at. destruct (all _ (frees s)) eqn:Fs; [|discriminate].
      destruct (moved _ (selab C whole_body)) as [m'|] eqn:Mv; [|discriminate]. intros H. injection H as <-.
      apply Simple; [|tauto].
      assert (A : almost M (fun e => sev m' e <= sev s e)).
      { destruct (moved_sound _ _ _ Mv) as [Lm Em].
        pose proof (almost_through M Me _ _ Lm (part_almost (map user whole_indices) (selab C whole_body)
          (no_spaces_counted F M G _ Ns) (nonneg_weight_sound _ B))) as A.
        apply (almost_mono M _ _) with (2 := A). intros e L. rewrite Em.
        rewrite (sev_agree M s e (through M (perm (combine (map user whole_indices) (map user at_))) e)).
        - unfold s. rewrite (renamed_sum_sound M Me). exact L.
        - intros i O. unfold through. f_equal. symmetry. apply same_index_eq, (all_forall _ _ Fs i), occurs_frees, O. }
      apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := nonneg_weight_sound _ W). intros e L Wp.
      rewrite sev_mul, sev_minus. apply Rmult_le_pos; lra.
    - destruct (filter _ (hypotheses C)) as [|h [|]] eqn:Fh; try discriminate.
      assert (I : In h (hypotheses C)).
      { assert (J : In h [h]) by (left; reflexivity). rewrite <- Fh in J. apply filter_In in J. tauto. }
      intros H. eapply srelated_sound; [|exact H|].
      + pose proof (sgiven_almost h I) as A. destruct (h_kind h); exact A.
      + intros v _ _. rewrite all_zero_one_almost. tauto.
    - destruct (nth_error made thm) as [[t| |]|] eqn:T; try discriminate.
      destruct (usable_here contexts C c t) eqn:U; [|discriminate]. apply nth_error_In in T.
      pose proof (Made t T U) as Ht. intros H. eapply srelated_sound; [|exact H|].
      + apply (almost_mono M _ _) with (2 := sth_gap t Ht). intros e. destruct (t_rel t); simpl; lra.
      + intros v Mv Eq. destruct at_ as [|x r]; [|rewrite all_zero_one_almost; tauto].
        destruct b as [|i b]; [|rewrite all_zero_one_almost; tauto].
        destruct (tested F never_zero (selab C weight)) eqn:N; [|rewrite all_zero_one_almost; tauto].
        rewrite <- (sth_zero t Ht). apply zero_almost_iff.
        assert (Nz : almost M (fun e => sev (selab C weight) e <> 0)).
        { apply (tested_sound F M G never_zero (fun x => x <> 0)); auto. intros. eapply never_zero_sound; eauto. }
        apply (almost_mono M _ _) with (2 := Nz). intros e Ne.
        simpl in Mv. unfold moved in Mv. destruct (one_to_one [] (frees (t_gap t))); [|discriminate].
        destruct (safe [] (t_gap t)) eqn:Sf; [|discriminate]. injection Mv as <-.
        rewrite sev_mul, sev_rename by exact Sf. replace (through M (look []) e) with e by reflexivity.
        split; [intros X; apply Rmult_integral in X; tauto|intros ->; ring].
    - destruct (nonneg_weight F (selab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply Simple.
      + apply (almost_mono M _ _) with (2 := nonneg_weight_sound _ W). intros e L. rewrite sev_mul, sev_pow.
        apply Rmult_le_pos; auto. apply (pow2_ge_0 (sev (selab C of) e)).
      + apply zero_almost_iff, almost_all; auto. intros e. rewrite !sev_mul, sev_pow. simpl. rewrite Rmult_1_r. split; intros Z.
        * apply Rmult_integral in Z. destruct Z as [->|Z]; [ring|]. apply Rmult_integral in Z. destruct Z as [->| ->]; ring.
        * apply Rmult_integral in Z. destruct Z as [->| ->]; ring.
  Qed.

  Lemma sall_forms_sound forms : forall l, sall_forms contexts C c F made forms = Ok l -> forall f, In f l -> sform_holds f.
  Proof.
    induction forms as [|f forms IH]; cbn [sall_forms]; intros l H g I; [injection H as <-; destruct I|].
    destruct (scheck_form contexts C c F made f) as [k| |] eqn:E; try discriminate.
    destruct (sall_forms contexts C c F made forms) as [l'| |]; try discriminate. injection H as <-.
    destruct I as [<-|I]; [apply (scheck_form_sound f k E)|eapply IH; eauto].
  Qed.

  (** A remainder of 0: the gap is what the forms are. *)
  Lemma remainder_rule gap_ l : remainder_zero F gap_ l = true -> (forall f, In f l -> sform_holds f) ->
    almost M (fun e => 0 <= sev gap_ e /\ (all f_equation l = true -> sev gap_ e = 0)) /\
    (zero_almost gap_ <-> all_zero_almost (flat_map f_zero l)).
  Proof.
    intros R H.
    assert (Nf : forall f, In f l -> almost M (fun e => 0 <= sev (f_summand f) e)).
    { intros f I. apply (almost_mono M _ _) with (2 := sfh_sign f (H f I)). intros e.
      destruct (f_equation f); [intros ->; lra|auto]. }
    pose proof (remainder_zero_sound F M G gap_ l R Nf) as A.
    assert (Nv : almost M (fun e => forall f, In f l -> almost_over M (f_over f) (fun e => 0 <= sev (f_summand f) e) e)).
    { apply (almost_list M Me). intros f I. apply (almost_fubini M Me), Nf, I. }
    assert (Fz : forall f, In f l -> zero_almost (f_summand f) -> almost M (fun e => sev (sform_value f) e = 0)).
    { intros f I Z. apply (almost_mono M _ _) with (2 := almost_fubini M Me (f_over f) _ Z). intros e Ae.
      rewrite sform_value_int. apply integral_zero; auto using meas_sev. }
    assert (Vs : almost M (fun e => 0 <= forms_value M l e /\ forall f, In f l -> 0 <= sev (sform_value f) e <= forms_value M l e)).
    { apply (almost_mono M _ _) with (2 := Nv). intros e N.
      apply (lsum_part M (fun f => sev (sform_value f)) l e). intros f I. rewrite sform_value_int.
      apply integral_nonneg; auto using meas_sev. }
    assert (Zs : (forall f, In f l -> zero_almost (f_summand f)) -> almost M (fun e => forms_value M l e = 0)).
    { intros Z. apply (almost_mono M (fun e => forall f, In f l -> sev (sform_value f) e = 0)).
      - intros e X. apply (lsum_zero M (fun f => sev (sform_value f)) l e X).
      - apply (almost_list M Me _ (fun f e => sev (sform_value f) e = 0)). auto. }
    split.
    - destruct (all f_equation l) eqn:Al.
      + assert (Eqs : almost M (fun e => forms_value M l e = 0)).
        { apply Zs. intros f I. apply (almost_mono M _ _) with (2 := sfh_sign f (H f I)). intros e.
          rewrite (all_forall _ _ Al f I). auto. }
        apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := Eqs). intros e [E _] Z. rewrite E, Z. split; [lra|auto].
      + apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := Vs). intros e [E _] [P _]. rewrite E. split; [auto|discriminate].
    - split.
      + intros Z z Iz. apply in_flat_map in Iz. destruct Iz as [f [If Iz]]. apply (proj1 (sfh_zero f (H f If))); auto.
        apply (almost_unfubini M Me (f_over f)); auto using meas_sev.
        apply (almost_mono2 M Me _ _ _) with (2 := almost_and M Me _ _ A Z) (3 := almost_and M Me _ _ Vs Nv).
        intros e [[E Cv] Ze] [[_ V] N]. apply (integral_zero_inv M Me); auto using meas_sev.
        rewrite <- sform_value_int. specialize (V f If). rewrite <- E, Ze in V. lra.
      + intros Z. assert (X : almost M (fun e => forms_value M l e = 0)).
        { apply Zs. intros f I. apply (sfh_zero f (H f I)). intros z Iz. apply Z, in_flat_map. eauto. }
        apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := X). intros e [-> _]. auto.
  Qed.

  Lemma sprove_sound s forms t : sprove contexts C c F made s forms = Ok t ->
    t_context t = c /\ t_gap t = sgap_of C s /\ t_rel t = srel s /\ sthm_holds t.
  Proof.
    unfold sprove. destruct (is_strict (srel s)) eqn:St; [discriminate|].
    destruct (sall_forms contexts C c F made forms) as [l| |] eqn:E; try discriminate.
    destruct (is_equation_rel (srel s) &&& negb (all f_equation l)) eqn:B1; [discriminate|].
    destruct (remainder_zero F (sgap_of C s) l) eqn:Z; [|discriminate]. intros H. injection H as <-.
    cbn [t_context t_gap t_rel]. repeat split; auto; cbn [t_gap t_rel t_zero].
    all: destruct (remainder_rule (sgap_of C s) l Z (sall_forms_sound forms l E)) as [R1 R2].
    - apply (almost_mono M _ _) with (2 := R1). intros e [P Q].
      destruct (srel s); simpl in *; try discriminate; auto.
      apply Q. destruct (all f_equation l); [reflexivity|discriminate].
    - intros Zg z I. apply R2; auto. apply dedupe_terms_In, I.
    - intros Zz. apply R2. intros z I. apply Zz. apply dedupe_terms_In, I.
  Qed.

  Lemma susable_sound n t : susable contexts C c made n = Ok t -> sthm_holds t.
  Proof.
    unfold susable. destruct (nth_error made n) as [[u| |]|] eqn:N; try discriminate.
    destruct (usable_here contexts C c u) eqn:U; [|discriminate]. intros H. injection H as <-.
    apply Made; auto. apply nth_error_In in N. exact N.
  Qed.
  Lemma equal_terms_sound s t : equal_terms F s t = true -> almost M (fun e => sev s e = sev t e).
  Proof.
    intros H. apply or_true in H. destruct H as [H|H].
    - apply tm_eqb_eq in H. subst. apply almost_all; auto.
    - destruct (remainder_rule (tminus s t) [] H) as [R _]; [intros f []|].
      apply (almost_mono M _ _) with (2 := R). intros e [_ Q]. specialize (Q eq_refl). rewrite sev_minus in Q. lra.
  Qed.
  Lemma sequation_holds g : zero_almost g -> sthm_holds (Thm c g REq [] false).
  Proof. intros Z. constructor; cbn [t_gap t_rel t_zero]; auto. split; auto. intros _ z []. Qed.

  (** Steps. *)
  Lemma slinear_sound equations parts l : all_zero_almost equations -> slinear_parts C equations parts = Some l ->
    zero_almost (total_of l).
  Proof.
    intros Z L. assert (X : almost M (fun e => forall x, In x l -> sev x e = 0)).
    { apply (almost_list M Me _ (fun x e => sev x e = 0)). intros x I. destruct (mapM_In _ _ _ L) as [L1 _].
      destruct (L1 x I) as [[[k r] m] [_ E]]. destruct (nth_error equations k) as [q|] eqn:Q; [|discriminate].
      destruct (moved (user_renaming r) q) as [q'|] eqn:R; [|discriminate]. injection E as <-.
      apply (almost_mono M _ _) with (2 := moved_almost _ q q' (fun x => x = 0) R (Z q (nth_error_In _ _ Q))).
      intros e E. rewrite sev_mul, E. ring. }
    apply (almost_mono M _ _) with (2 := X). intros e Zx. rewrite total_of_value. apply (lsum_zero M sev l e Zx).
  Qed.

  Lemma sreplaced_here_sound a by_ t : almost M (fun e => sev a e = sev by_ e) -> is_sum t = false ->
    almost M (fun e => sev (sreplaced_here a by_ t) e = sev t e) /\ is_sum (sreplaced_here a by_ t) = false.
  Proof.
    intros A S. unfold sreplaced_here. destruct (pairs_at a t) as [r|]; [|split; auto; apply almost_all; auto].
    match goal with |- context [if ?x then _ else _] => destruct x eqn:E end; [|split; auto; apply almost_all; auto].
    split; [|apply guard_no_sum]. ands.
    match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H; subst t end.
    match goal with H : one_to_one _ _ = true |- _ => rename H into O end.
    pose proof (almost_through M Me (perm r) _ (perm_letter_map r _ O) A) as A'.
    apply (almost_mono M _ _) with (2 := A'). intros e E'. rewrite sev_guard.
    rewrite (proj1 (sev_perm M r a e (one_to_one_incl r _ _ (incl_appl _ (incl_refl _)) O) ltac:(assumption))).
    rewrite (proj1 (sev_perm M r by_ e (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O) ltac:(assumption))).
    symmetry. exact E'.
  Qed.
  Lemma sreplace_sound a by_ t : almost M (fun e => sev a e = sev by_ e) ->
    forall b, almost M (fun e => evb M (sreplace a by_ t) b e = evb M t b e).
  Proof.
    intros A.
    assert (W : forall s t b, is_sum s = false -> is_sum t = false -> almost M (fun e => sev s e = sev t e) ->
      almost M (fun e => evb M s b e = evb M t b e)).
    { intros s t' b S T H. rewrite !evb_int by auto. apply (almost_mono M _ _) with (2 := almost_fubini M Me b _ H).
      intros e Ae. apply integral_almost; auto using meas_sev. }
    induction t; cbn [sreplace]; intros b; try (apply almost_all; auto; fail).
    - destruct (sreplaced_here_sound a by_ (TLaw l args) A eq_refl) as [E S]. apply W; auto.
    - destruct (sreplaced_here_sound a by_ (TQty q at_) A eq_refl) as [E S]. apply W; auto.
    - apply W; auto. apply (almost_mono2 M Me _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e E1 E2.
      rewrite !sev_add. unfold Values.sev. congruence.
    - apply W; auto. apply (almost_mono2 M Me _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e E1 E2.
      rewrite !sev_mul. unfold Values.sev. congruence.
    - apply W; auto. apply (almost_mono M _ _) with (2 := IHt []). intros e E1. rewrite !sev_pow. unfold Values.sev. congruence.
    - apply W; auto. apply (almost_mono M _ _) with (2 := IHt []). intros e E1. rewrite !sev_log. unfold Values.sev. congruence.
    - apply W; auto. apply (almost_mono M _ _) with (2 := IHt []). intros e E1. rewrite !sev_exp. unfold Values.sev. congruence.
    - apply W; auto. apply (almost_mono M _ _) with (2 := IHt []). intros e E1. rewrite !sev_nz. unfold Values.sev. congruence.
    - apply IHt.
  Qed.

  Lemma scheck_step_sound equations s t : all_zero_almost equations ->
    scheck_step C F equations s = Ok t -> zero_almost t.
  Proof.
    intros Z. destruct s; cbn [scheck_step]; try discriminate.
    - destruct (slinear_parts C equations parts) as [l|] eqn:L; [|discriminate].
      destruct (remainder_zero F _ _) eqn:R; [|discriminate]. intros H. injection H as <-.
      destruct (remainder_rule _ _ R) as [R1 _].
      + intros f [<-|[]]. pose proof (slinear_sound equations parts l Z L) as S.
        constructor; cbn [equation_form f_equation f_summand f_zero]; [exact S|]. split; auto. intros _ z [].
      + apply (almost_mono M _ _) with (2 := R1). intros e [_ Q]. apply Q. reflexivity.
    - destruct (nth_error equations source) as [q|] eqn:Q; [|discriminate].
      set (goal := match target with None => _ | Some k => _ end).
      destruct goal as [goal'|] eqn:Go; [|discriminate].
      destruct (equal_terms F q _) eqn:E1; [|discriminate].
      destruct (equal_terms F (sreplace _ _ _) _) eqn:E2; [|discriminate]. intros H. injection H as <-.
      assert (Ab : almost M (fun e => sev (selab C atom) e = sev (selab C by_) e)).
      { apply (almost_mono2 M Me _ _ _) with (2 := equal_terms_sound _ _ E1) (3 := Z q (nth_error_In _ _ Q)).
        intros e H1 H2. rewrite sev_minus in H1. lra. }
      assert (Zg : zero_almost goal').
      { unfold goal in Go. destruct target as [k|].
        - apply (Z goal' (nth_error_In _ _ Go)).
        - injection Go as <-. apply almost_all; auto. intros. rewrite sev_const. apply Q2R_0. }
      pose proof (sreplace_sound (selab C atom) (selab C by_) (selab C result) Ab []) as Rp.
      apply (almost_mono2 M Me _ _ _) with (2 := almost_and M Me _ _ Zg Rp) (3 := equal_terms_sound _ _ E2).
      intros e [H1 H2] H3. change (sev (selab C result) e = 0). unfold Values.sev in *. congruence.
  Qed.
  Lemma sderived_sound steps : forall equations l, all_zero_almost equations ->
    sderived C F equations steps = Ok l -> all_zero_almost l.
  Proof.
    induction steps as [|s steps IH]; cbn [sderived]; intros equations l Z H; [injection H as <-; exact Z|].
    destruct (scheck_step C F equations s) as [t| |] eqn:E; try discriminate.
    apply (IH (equations ++ [t]) l); auto. intros z I. apply in_app_or in I. destruct I as [I|[<-|[]]]; auto.
    apply (scheck_step_sound equations s t Z E).
  Qed.
  Lemma sequations_given_sound : all_zero_almost (sequations_given C).
  Proof.
    intros z I. apply in_flat_map in I. destruct I as [h [Ih I]]. pose proof (sgiven_almost h Ih) as A.
    destruct (h_kind h); [destruct I|destruct I as [<-|[]]]. exact A.
  Qed.

  Lemma scheck_rule_sound s r t : scheck_rule contexts C c F made s r = Ok t ->
    t_context t = c /\ t_gap t = sgap_of C s /\ t_rel t = srel s /\ sthm_holds t /\
    match r with WithEquality _ conditions _ _ => t_zero t = map (selab C) conditions | _ => True end.
  Proof.
    destruct r; cbn [scheck_rule]; try discriminate.
    - intros H. destruct (sprove_sound s forms t H) as [A [B [D E]]]. auto.
    - unfold santisymmetric. destruct (susable contexts C c made one) as [t1| |] eqn:U1; try discriminate;
        destruct (susable contexts C c made other) as [t2| |] eqn:U2; try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
      intros H. injection H as <-. ands. cbn [t_context t_gap t_rel].
      assert (R : srel s = REq) by (destruct (srel s); discriminate || reflexivity).
      repeat match goal with |- _ /\ _ => split end; auto. apply sequation_holds.
      match goal with H1 : equal_terms F _ (t_gap t1) = true, H2 : equal_terms F _ (tneg (t_gap t2)) = true |- _ =>
        pose proof (almost_and M Me _ _ (equal_terms_sound _ _ H1) (equal_terms_sound _ _ H2)) as Eq end.
      apply (almost_mono2 M Me _ _ _) with (2 := Eq)
        (3 := almost_and M Me _ _ (sth_gap t1 (susable_sound one t1 U1)) (sth_gap t2 (susable_sound other t2 U2))).
      intros e [E1 E2] [G1 G2]. unfold tneg in E2. rewrite sev_mul, sev_const, Q2R_m1 in E2.
      destruct (t_rel t1), (t_rel t2); simpl in *; discriminate || lra.
    - unfold sby_equations. destruct (sderived C F _ steps) as [l| |] eqn:D; try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
      intros H. injection H as <-. ands. cbn [t_context t_gap t_rel].
      assert (R : srel s = REq) by (destruct (srel s); discriminate || reflexivity).
      repeat match goal with |- _ /\ _ => split end; auto. apply sequation_holds.
      apply (sderived_sound _ _ l sequations_given_sound D). apply any_In, B.
    - unfold swith_equality. destruct (susable contexts C c made of) as [u| |] eqn:U; try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [discriminate|].
      destruct (sderived C F _ forward) as [necessary| |] eqn:D1; try discriminate;
        destruct (sderived C F _ backward) as [sufficient| |] eqn:D2; try discriminate.
      match goal with |- (if negb ?x then _ else _) = _ -> _ => destruct x eqn:N end; [|discriminate].
      cbn [negb].
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:Sf end; [|discriminate].
      intros H. injection H as <-. cbn [t_context t_gap t_rel t_zero].
      repeat match type of B with (if ?x then _ else _) = false => destruct x eqn:?; [discriminate B|] end.
      repeat match goal with H : (if ?x then true else _) = false |- _ => destruct x eqn:?; [discriminate H|] end.
      match goal with H : negb (tm_eqb _ _) = false |- _ => apply negb_false_iff, tm_eqb_eq in H; rename H into Eg end.
      pose proof (susable_sound of u U) as Hu. pose proof (sth_gap u Hu) as Gu. pose proof (sth_zero u Hu) as Zu.
      pose proof sequations_given_sound as Eq.
      assert (App : forall a b, all_zero_almost a -> all_zero_almost b -> all_zero_almost (a ++ b)).
      { intros a b Za Zb z I. apply in_app_or in I. destruct I; auto. }
      repeat match goal with |- _ /\ _ => split end; auto.
      constructor; cbn [t_gap t_rel t_zero].
      + rewrite Eg. apply (almost_mono M _ _) with (2 := Gu). intros e.
        destruct (t_rel u), (srel s); simpl in *; discriminate || auto.
      + rewrite Eg. split.
        * intros Z. pose proof (sderived_sound _ _ _ (App _ _ (proj1 Zu Z) Eq) D1) as Zn.
          intros z I. apply Zn. apply any_In. apply (all_forall _ _ N z I).
        * intros Z. pose proof (sderived_sound _ _ _ (App _ _ Z Eq) D2) as Zs.
          apply or_true in Sf. destruct Sf as [Sf|Sf]; [apply Zs, any_In, Sf|].
          apply Zu. intros z I. apply Zs, any_In. apply (all_forall _ _ Sf z I).
  Qed.
End sound.
