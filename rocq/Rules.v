(** The rules that make theorems: PROVE, ANTISYM, BY_EQUATIONS, WITH_EQUALITY; and SCALAR, INSTANCE. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums
  Normal
  Elaborate Posed Forms Steps Scalar Instance.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition no_remainder := 10%nat.
Definition no_equation := 11%nat.
Definition no_strict := 12%nat.
Definition no_halves := 13%nat.
Definition no_derivation := 14%nat.
Definition no_necessity := 15%nat.
Definition no_sufficiency := 16%nat.
Definition not_formed := 17%nat.
Definition not_posed := 18%nat.
Definition here_spaces := 22%nat.
Definition here_open := 25%nat.

Definition dedupe_terms (l : list tm) : list tm :=
  fold_left (fun k t => if any (tm_eqb t) k then k else k ++ [t]) l [].

Section rules.
  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (made :
    list (result thm)).

  Fixpoint all_forms (forms : list form) : result (list checked) :=
    match forms with
    | [] => Ok []
    | f :: forms =>
        match check_form contexts C c K made f with
        | Ok k => match all_forms forms with Ok l => Ok (k :: l) | No w => No w | NotHere w =>
          NotHere w end
        | No w => No w
        | NotHere w => NotHere w
        end
    end.

  Definition gap_of (s : statement) : tm := gap (elab C (lhs s)) (srel s) (elab C (rhs s)).

  Definition prove (s : statement) (forms : list form) : result thm :=
    match all_forms forms with
    | Ok l =>
        if is_equation_rel (srel s) &&& negb (all f_equation l) then No no_equation
        else if is_strict (srel s) &&& negb (any f_positive l) then No no_strict
        else if is_zero_term K (tminus (gap_of s) (total_of (map f_value l))) then
          Ok (Thm c (gap_of s) (srel s)
                (if is_strict (srel s) then [TConst 1] else dedupe_terms (flat_map f_zero l)) false)
        else No no_remainder
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition usable (n : nat) : result thm :=
    match nth_error made n with
    | Some (Ok t) =>
        if Nat.eqb (t_context t) c |||
           match nth_error contexts (t_context t) with Some D => includes D C | None => false end
        then Ok t else No no_context
    | _ => NotHere here_earlier
    end.

  Definition antisymmetric (s : statement) (one other : nat) : result thm :=
    match usable one, usable other with
    | Ok t, Ok u =>
        if is_equation_rel (srel s) &&& negb (is_strict (t_rel t)) &&& negb (is_strict (t_rel u)) &&&
           is_zero_term K (tminus (gap_of s) (t_gap t)) &&& is_zero_term K (tminus (gap_of s) (tneg (t_gap u)))
        then Ok (Thm c (gap_of s) REq [] false) else No no_halves
    | NotHere w, _ | _, NotHere w => NotHere w
    | No w, _ | _, No w => No w
    end.

  Definition equations_given : list tm :=
    flat_map (fun h => match h_kind h with IsZero => [elab C (h_term h)] | _ =>
      [] end) (hypotheses C).

  Definition by_equations (s : statement) (steps : list step) : result thm :=
    match derived contexts C c K made equations_given steps with
    | Ok l =>
        if is_equation_rel (srel s) &&& any (tm_eqb (gap_of s)) l
        then Ok (Thm c (gap_of s) REq [] false) else No no_derivation
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition with_equality (s : statement) (of : nat) (conditions : list term) (forward backward :
      list step)
      : result thm :=
    match usable of with
    | Ok t =>
        let stated := map (elab C) conditions in
        if negb (tm_eqb (gap_of s) (t_gap t)) ||| is_equation_rel (t_rel t) ||| is_strict (t_rel t)
           ||| is_equation_rel (srel s) ||| is_strict (srel s) then No no_halves else
        match derived contexts C c K made (t_zero t ++ equations_given) forward,
              derived contexts C c K made (stated ++ equations_given) backward with
        | Ok necessary, Ok sufficient =>
            if negb (all (fun e => any (tm_eqb e) necessary) stated) then No no_necessity
            else if any (tm_eqb (t_gap t)) sufficient ||| all (fun z =>
              any (tm_eqb z) sufficient) (t_zero t)
            then Ok (Thm c (gap_of s) (srel s) stated false) else No no_sufficiency
        | NotHere w, _ | _, NotHere w => NotHere w
        | No w, _ | _, No w => No w
        end
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition scalar_lemma (s : statement) (splits : list Q) (multipliers : list (list term)) : result thm :=
    if is_equation_rel (srel s) then No no_equation else
    match scalar C K (is_strict (srel s)) (gap_of s) (map Qred splits) (map (map (elab C)) multipliers) with
    | Ok z => Ok (Thm c (gap_of s) (srel s) [z] true)
    | No w => No w
    | NotHere w => NotHere w
    end.

  Definition instance_of (s : statement) (general : nat) (sigma : substitution) : result thm :=
    match nth_error made general with
    | Some (Ok t) =>
        match sub_alphabets sigma, sub_laws sigma, nth_error contexts (t_context t) with
        | [], [], Some D =>
            let puts := map (fun x => (fst x, (map user (p_indices (snd x)), elab C (p_term (snd x))))) (sub_quantities sigma) in
            match instance C D K puts t (gap_of s) (srel s) with
            | Ok zs => Ok (Thm c (gap_of s) (srel s) zs (t_scalar t))
            | No w => No w
            | NotHere w => NotHere w
            end
        | _, _, _ => NotHere here_instance
        end
    | _ => NotHere here_earlier
    end.

  Definition check_rule (s : statement) (r : rule) : result thm :=
    match r with
    | Prove forms => prove s forms
    | Antisymmetric one other => antisymmetric s one other
    | ByEquations steps => by_equations s steps
    | WithEquality of conditions forward backward => with_equality s of conditions forward backward
    | Instance general sigma => instance_of s general sigma
    | Scalar splits multipliers => scalar_lemma s splits multipliers
    | Cite _ | Admit _ => NotHere here_open
    end.
End rules.

(** ** Soundness *)

Section sound.
  Variable contexts : list context.

  Definition truly_made (made : list (result thm)) : Prop := forall t, In (Ok t) made ->
    exists D, nth_error contexts (t_context t) = Some D /\ forall M, model_of D M -> thm_holds M t.

  Variables (C : context) (c : nat) (made : list (result thm)).
  Let K := facts_in C.
  Hypothesis Nth : nth_error contexts c = Some C.
  Hypothesis Tm : truly_made made.

  Lemma Made M : forall t, In (Ok t) made -> forall D, nth_error contexts (t_context t) = Some D ->
    model_of D M -> thm_holds M t.
  Proof. intros t I D E Mo. destruct (Tm t I) as [D' [E' H]]. rewrite E in E'. injection E' as <-. auto. Qed.
  Lemma Places : forall t, In (Ok t) made -> exists D, nth_error contexts (t_context t) = Some D.
  Proof. intros t I. destruct (Tm t I) as [D [E _]]. eauto. Qed.

  Lemma placed M : model_of C M -> place M contexts C c K made.
  Proof. intros Mo. constructor; auto; [apply (facts_in_sound C M Mo)|apply Made|apply Places]. Qed.

  Lemma all_forms_sound M forms : forall l, model_of C M ->
    all_forms contexts C c K made forms = Ok l -> forall f, In f l -> form_holds M f.
  Proof.
    intros l Mo. revert l. induction forms as [|f forms IH]; cbn [all_forms]; intros l H g I.
    - injection H as <-. destruct I.
    - destruct (check_form contexts C c K made f) as [k| |] eqn:F; try discriminate.
      destruct (all_forms contexts C c K made forms) as [l'| |]; try discriminate.
      injection H as <-.
      destruct I as [<-|I]; [|eapply IH; eauto].
      apply (check_form_sound M contexts C c K made (placed M Mo) f k F).
  Qed.

  Lemma usable_sound M n t : model_of C M -> usable contexts C c made n = Ok t -> thm_holds M t.
  Proof.
    intros Mo. unfold usable. destruct (nth_error made n) as [[u| |]|] eqn:N; try discriminate.
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
    intros H. injection H as <-. apply nth_error_In in N. destruct (Places u N) as [D E].
    apply (Made M u N D E). apply or_true in B. destruct B as [B|B].
    - apply Nat.eqb_eq in B. rewrite B, Nth in E. injection E as <-. exact Mo.
    - rewrite E in B. apply (includes_sound D C M B Mo).
  Qed.

  Lemma values_sign M l e : (forall f, In f l -> form_holds M f) -> in_range M e ->
    0 <= ev M (total_of (map f_value l)) e /\
    (all f_equation l = true -> ev M (total_of (map f_value l)) e = 0) /\
    (any f_positive l = true -> 0 < ev M (total_of (map f_value l)) e).
  Proof.
    intros H V. rewrite ev_total_of. induction l as [|f l IH]; simpl; [split; [lra|]; split;
      [auto|discriminate]|].
    destruct IH as [I1 [I2 I3]]; [intros; apply H; right; auto|].
    destruct (value_sign M f e (H f (or_introl eq_refl)) V) as [P Q]. split; [lra|]. split.
    - intros B. ands. rewrite Q, I2 by auto. lra.
    - intros B. apply or_true in B. destruct B as [B|B].
      + pose proof (fh_positive M f (H f (or_introl eq_refl)) B e V). lra.
      + specialize (I3 B). lra.
  Qed.

  Lemma dedupe_terms_In l t : In t (dedupe_terms l) <-> In t l.
  Proof.
    unfold dedupe_terms.
    assert (F : forall l k, In t (fold_left (fun k t => if any (tm_eqb t) k then k else k ++ [t]) l
      k) <-> In t k \/ In t l).
    { clear. induction l as [|x l IH]; intros k; simpl; [tauto|]. rewrite IH.
      destruct (any (tm_eqb x) k) eqn:A.
      - split; [tauto|]. intros [I|[<-|I]]; auto. apply any_exists in A. destruct A as [y [I E]].
        apply tm_eqb_eq in E. subst. auto.
      - rewrite in_app_iff. simpl. tauto. }
    rewrite F. simpl. tauto.
  Qed.

  Lemma values_zero M l : (forall f, In f l -> form_holds M f) ->
    zero_everywhere M (total_of (map f_value l)) <-> all_zero M (dedupe_terms (flat_map f_zero l)).
  Proof.
    intros H. assert (D : all_zero M (dedupe_terms (flat_map f_zero l)) <->
      all_zero M (flat_map f_zero l)).
    { unfold all_zero. split; intros Z z I; apply Z; apply dedupe_terms_In; exact I. }
    rewrite D. split.
    - intros Z z I. apply in_flat_map in I. destruct I as [f [If Iz]].
      destruct (nonneg_values_zero M l H Z) as [_ P].
      apply (proj1 (fh_zero M f (H f If)) (P f If) z Iz).
    - intros Z e V. rewrite ev_total_of.
      assert (P : forall f, In f l -> ev M (f_value f) e = 0).
      { intros f I. apply (fh_zero M f (H f I)); auto. intros z J. apply Z, in_flat_map. eauto. }
      clear - P. induction l as [|f l IH]; simpl; auto.
      rewrite (P f (or_introl eq_refl)), IH; [lra|]. intros g I. apply P. right. exact I.
  Qed.

  Lemma prove_sound M s forms t : model_of C M -> prove contexts C c K made s forms = Ok t ->
    t_context t = c /\ t_gap t = gap_of C s /\ t_rel t = srel s /\ thm_holds M t.
  Proof.
    intros Mo. unfold prove. destruct (all_forms contexts C c K made forms) as [l| |] eqn:F;
      try discriminate.
    destruct (is_equation_rel (srel s) &&& negb (all f_equation l)) eqn:B1; [discriminate|].
    destruct (is_strict (srel s) &&& negb (any f_positive l)) eqn:B2; [discriminate|].
    destruct (is_zero_term K _) eqn:Z; [|discriminate]. intros H. injection H as <-.
    cbn [t_context t_gap t_rel]. repeat split; auto; cbn [t_gap t_rel t_zero t_scalar];
      try discriminate.
    1: intros e V.
    all: pose proof (all_forms_sound M forms l Mo F) as Fh;
      assert (E : forall e, in_range M e -> ev M (gap_of C s) e = ev M (total_of (map f_value l))
        e) by
      (intros e' V'; apply (is_zero_term_sound K M (facts_in_sound C M Mo) _ e' V') in Z;
        rewrite ev_minus in Z; lra).
    - rewrite E by auto. destruct (values_sign M l e Fh V) as [P [Q R]].
      destruct (srel s); simpl in *; auto.
      + apply Q. destruct (all f_equation l); [reflexivity|discriminate].
      + apply R. destruct (any f_positive l); [reflexivity|discriminate].
      + apply R. destruct (any f_positive l); [reflexivity|discriminate].
    - intros Zg. assert (Zv : zero_everywhere M (total_of (map f_value l))).
      { intros e V. rewrite <- E by auto. apply Zg, V. }
      destruct (is_strict (srel s)) eqn:St; [|apply values_zero; auto].
      exfalso. assert (V0 : in_range M (fun _ => O)) by (intros i; apply (sizes_positive C M Mo)).
      destruct (values_sign M l _ Fh V0) as [_ [_ R]]. specialize (Zv _ V0).
      rewrite R in Zv || (assert (X := R ltac:(destruct (any f_positive l);
        [reflexivity|discriminate])); lra).
    - intros Zz e V. rewrite E by auto. destruct (is_strict (srel s)) eqn:St.
      + exfalso. specialize (Zz _ (or_introl eq_refl) e V). simpl in Zz. rewrite Q2R_1 in Zz. lra.
      + apply (values_zero M l Fh); auto.
  Qed.

  Lemma equations_given_sound M : model_of C M -> all_zero M (equations_given C).
  Proof.
    intros Mo z I. unfold equations_given in I. apply in_flat_map in I. destruct I as [h [Ih I]].
    pose proof (hypotheses_hold C M Mo h Ih) as H. destruct (h_kind h);
      [destruct I|destruct I as [<-|[]]].
    apply vanishes_zero; auto. apply (sizes_positive C M Mo).
  Qed.

  Lemma derived_zero M equations steps l : model_of C M -> all_zero M equations ->
    derived contexts C c K made equations steps = Ok l -> all_zero M l.
  Proof.
    intros Mo. apply (derived_sound M contexts C c K made (placed M Mo)).
  Qed.

  Lemma any_In l t : any (tm_eqb t) l = true -> In t l.
  Proof. intros H. apply any_exists in H. destruct H as [x [I E]]. apply tm_eqb_eq in E. congruence. Qed.

  Lemma equation_holds M g : zero_everywhere M g -> thm_holds M (Thm c g REq [] false).
  Proof.
    intros Z. constructor; cbn [t_gap t_rel t_zero t_scalar]; try discriminate; auto.
    split; auto. intros _ z [].
  Qed.

  Lemma check_rule_sound M s r t : model_of C M -> check_rule contexts C c K made s r = Ok t ->
    t_context t = c /\ t_gap t = gap_of C s /\ t_rel t = srel s /\ thm_holds M t /\
    match r with WithEquality _ conditions _ _ => t_zero t = map (elab C) conditions /\
      is_equation_rel (srel s) = false
    | _ => True end.
  Proof.
    intros Mo. destruct r; cbn [check_rule]; try discriminate.
    - intros H. destruct (prove_sound M s forms t Mo H) as [A [B [D E]]]. auto.
    - unfold antisymmetric. destruct (usable contexts C c made one) as [t1| |] eqn:U1;
        try discriminate;
        destruct (usable contexts C c made other) as [t2| |] eqn:U2; try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
      intros H. injection H as <-. ands. cbn [t_context t_gap t_rel].
      assert (R : srel s = REq) by (destruct (srel s); discriminate || reflexivity).
      repeat match goal with |- _ /\ _ => split end; auto. apply equation_holds. intros e V.
      pose proof (th_gap M t1 (usable_sound M one t1 Mo U1) e V) as G1.
      pose proof (th_gap M t2 (usable_sound M other t2 Mo U2) e V) as G2.
      match goal with H1 : is_zero_term K (tminus (gap_of C s) (t_gap t1)) = true |- _ =>
        apply (is_zero_term_sound K M (facts_in_sound C M Mo) _ e V) in H1;
          rewrite ev_minus in H1 end.
      apply (is_zero_term_sound K M (facts_in_sound C M Mo) _ e V) in B. rewrite ev_minus in B.
      cbn [tneg Core.ev] in B. rewrite Q2R_m1 in B.
      destruct (t_rel t1), (t_rel t2); simpl in *; discriminate || lra.
    - unfold by_equations. destruct (derived _ _ _ _ _ _ steps) as [l| |] eqn:D; try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
      intros H. injection H as <-. ands. cbn [t_context t_gap t_rel].
      assert (R : srel s = REq) by (destruct (srel s); discriminate || reflexivity).
      repeat match goal with |- _ /\ _ => split end; auto. apply equation_holds.
      apply (derived_zero M _ _ l Mo (equations_given_sound M Mo) D). apply any_In, B.
    - unfold with_equality. destruct (usable contexts C c made of) as [u| |] eqn:U;
        try discriminate.
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [discriminate|].
      destruct (derived _ _ _ _ _ _ forward) as [necessary| |] eqn:D1; try discriminate;
        destruct (derived _ _ _ _ _ _ backward) as [sufficient| |] eqn:D2; try discriminate.
      match goal with |- (if negb ?x then _ else _) = _ -> _ => destruct x eqn:N end;
        [|discriminate].
      cbn [negb].
      match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:Sf end; [|discriminate].
      intros H. injection H as <-. cbn [t_context t_gap t_rel t_zero].
      repeat match type of B with (if ?x then _ else _) = false => destruct x eqn:?;
        [discriminate B|] end.
      repeat match goal with H : (if ?x then true else _) = false |- _ => destruct x eqn:?;
        [discriminate H|] end.
      match goal with H : negb (tm_eqb _ _) = false |- _ => apply negb_false_iff, tm_eqb_eq in H;
        rename H into Eg end.
      pose proof (usable_sound M of u Mo U) as Hu. pose proof (th_gap M u Hu) as Gu.
      pose proof (th_zero M u Hu) as Zu.
      pose proof (equations_given_sound M Mo) as Eq.
      assert (App : forall a b, all_zero M a -> all_zero M b -> all_zero M (a ++ b)).
      { intros a b Za Zb z I. apply in_app_or in I. destruct I; auto. }
      repeat match goal with |- _ /\ _ => split end; auto.
      constructor; cbn [t_gap t_rel t_zero t_scalar]; try discriminate.
      + intros e V. rewrite Eg. specialize (Gu e V).
        destruct (t_rel u), (srel s); simpl in *; discriminate || exact Gu.
      + rewrite Eg. split.
        * intros Z. pose proof (derived_zero M _ _ _ Mo (App _ _ (proj1 Zu Z) Eq) D1) as Zn.
          intros z I. apply Zn. apply any_In. apply (all_forall _ _ N z I).
        * intros Z. pose proof (derived_zero M _ _ _ Mo (App _ _ Z Eq) D2) as Zs.
          apply or_true in Sf. destruct Sf as [Sf|Sf]; [apply Zs, any_In, Sf|].
          apply Zu. intros z I. apply Zs, any_In. apply (all_forall _ _ Sf z I).
    - unfold instance_of. destruct (nth_error made general) as [[u| |]|] eqn:N; try discriminate.
      destruct (sub_alphabets sigma), (sub_laws sigma); try discriminate.
      destruct (nth_error contexts (t_context u)) as [D|] eqn:E; [|discriminate].
      destruct (instance _ _ _ _ _ _ _) as [zs| |] eqn:Z; try discriminate. intros H. injection H as <-.
      cbn [t_context t_gap t_rel]. repeat match goal with |- _ /\ _ => split end; auto.
      apply (instance_sound M _ C D K Mo (facts_in_sound C M Mo) u _ _ zs c) with (2 := Z).
      intros W Wo. apply nth_error_In in N. destruct (Tm u N) as [D' [E' Hu]]. rewrite E in E'.
      injection E' as <-. apply Hu, Wo.
    - unfold scalar_lemma. destruct (is_equation_rel (srel s)) eqn:Eq; [discriminate|].
      destruct (scalar _ _ _ _ _ _) as [z| |] eqn:Z; try discriminate. intros H. injection H as <-.
      cbn [t_context t_gap t_rel]. repeat match goal with |- _ /\ _ => split end; auto.
      pose proof (fun e V => scalar_sound C K M e _ _ _ _ z Mo (facts_in_sound C M Mo) V Z) as S.
      assert (Pt : forall e, in_range M e -> ev M (gap_of C s) e = 0 <-> forall y, In y [z] -> ev M y e = 0).
      { intros e V. destruct (S e V) as (_ & _ & Iff). rewrite Iff. split; [intros X y [<-|[]]; exact X|].
        intros X. apply X. left. reflexivity. }
      constructor; cbn [t_gap t_rel t_zero t_scalar]; auto.
      + intros e V. destruct (S e V) as (N & P & _). destruct (srel s); try discriminate; simpl; auto.
      + split.
        * intros X y I e V. apply (proj1 (Pt e V) (X e V) y I).
        * intros X e V. apply (Pt e V). intros y I. apply (X y I e V).
  Qed.

  Lemma thm_claims s r : (forall M, model_of C M -> exists t,
      t_gap t = gap_of C s /\ t_rel t = srel s /\ thm_holds M t /\
      match r with WithEquality _ conditions _ _ => t_zero t = map (elab C) conditions | _ =>
        True end) ->
    claim C s r.
  Proof.
    intros H M Mo. destruct (H M Mo) as [t [Eg [Er [Ht Ez]]]].
    pose proof (sizes_positive C M Mo) as Sz. split.
    - intros e V. rewrite <- (inner_outer e), <- !elab_sound. apply gap_compare.
      pose proof (th_gap M t Ht _ (outer_in_range M e Sz V)) as X. rewrite Eg, Er in X.
      unfold gap_of in X. destruct (srel s); exact X.
    - destruct r; auto. unfold equal_exactly_if.
      pose proof (th_zero M t Ht) as Z. rewrite Ez, Eg in Z.
      assert (Eq : everywhere M (fun e => value C M (lhs s) e = value C M (rhs s) e) <->
        zero_everywhere M (gap_of C s)).
      { split; intros Q e V.
        - specialize (Q _ (inner_in_range M e V)). cbv beta in Q. rewrite <- !elab_sound in Q.
          unfold gap_of, gap. destruct (srel s); rewrite ev_minus; lra.
        - specialize (Q _ (outer_in_range M e Sz V)). rewrite <- (inner_outer e), <- !elab_sound.
          unfold gap_of, gap in Q. destruct (srel s); rewrite ev_minus in Q; lra. }
      rewrite Eq, Z. unfold all_zero. split; intros Q.
      + intros x I. apply vanishes_zero; auto. apply Q, in_map, I.
      + intros z I. apply in_map_iff in I. destruct I as [x [<- I]]. apply vanishes_zero; auto.
  Qed.
End sound.

Lemma rule_context contexts C c K made s r t : check_rule contexts C c K made s r = Ok t ->
    t_context t = c.
Proof.
  destruct r; cbn [check_rule]; try discriminate;
    unfold prove, antisymmetric, by_equations, with_equality, instance_of, scalar_lemma; intros H;
    repeat match type of H with
    | match ?x with _ => _ end = _ => destruct x; try discriminate H
    end; injection H as <-; reflexivity.
Qed.
