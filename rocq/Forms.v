(** Forms: nonnegative terms whose sum is the remainder of an inequality. A form has a value, a reason
    for it to be ≥ 0 (or 0 outright), and conditions: it is 0 everywhere exactly when these are. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums
  Normal Elaborate.
From Derive Require Export Theorems.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** Sums over [f_over] of [f_summand]; an equation, or ≥ 0; [f_positive]: > 0 everywhere. *)
Record checked := Checked {
  f_over : list index;
  f_summand : tm;
  f_equation : bool;
  f_positive : bool;
  f_zero : list tm
}.
Definition f_value (f : checked) : tm := sums (f_over f) (f_summand f).

Inductive result (A : Type) := Ok (a : A) | No (why : nat) | NotHere (why : nat).
Arguments Ok {A}. Arguments No {A}. Arguments NotHere {A}.

(** Reasons, as numbers: Check.v has their words. *)
Definition no_sign := 1%nat.
Definition no_point := 2%nat.
Definition no_name := 3%nat.
Definition no_place := 4%nat.
Definition no_context := 5%nat.
Definition not_positive := 6%nat.
Definition here_information := 20%nat.
Definition here_earlier := 21%nat.

Section forms.
  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (made :
    list (result thm)).

  Definition weight_ok (w : tm) : bool := nonneg_term K w.

  Definition related (equation : bool) (value : tm) (positive : bool) (r : renaming) (b :
      list index) (w : tm)
      (zero : tm -> list tm) : result checked :=
    match rename_apart r value with
    | None => No no_place
    | Some v =>
        if equation then Ok (Checked b (TMul w v) true false [])
        else if weight_ok w then
          Ok (Checked b (TMul w v) false (positive &&& never_zero K (sums b w)) (zero (TMul w v)))
        else No no_sign
    end.

  Fixpoint mapM {A B} (f : A -> option B) (l : list A) : option (list B) :=
    match l with
    | [] => Some []
    | x :: l => match f x, mapM f l with Some y, Some k => Some (y :: k) | _, _ => None end
    end.

  Definition known_form (t : thm) (r : renaming) (b : list index) (w : tm) : result checked :=
    if negb (Nat.eqb (t_context t) c)
       &&& negb (match nth_error contexts (t_context t) with Some D => includes D C | None =>
         false end)
    then No no_context else
    let strict := is_strict (t_rel t) in
    related (is_equation_rel (t_rel t)) (t_gap t) strict r b w (fun pointwise =>
      if strict then [w]
      else match r, b with
           | [], [] => if never_zero K w then t_zero t
                       else if t_scalar t then map (TMul w) (t_zero t) else [pointwise]
           | _, _ =>
               if t_scalar t then
                 match mapM (rename_apart r) (t_zero t) with
                 | Some l => map (TMul w) l
                 | None => [pointwise]
                 end
               else [pointwise]
           end).

  Definition check_form (f : form) : result checked :=
    let e := elab C in
    let us := map user in
    match f with
    | Tangent b w t =>
        let w := e w in let t := e t in
        let (d, m) := in_factors K t in
        if negb (weight_ok w) then No no_sign
        else if Qeq_bool d 0 ||| negb (nonneg_mono K d m) then No no_point
        else if negb (nonzero_where K (map fst m) (atoms_of (snd (in_factors K w)))) then No no_point
        else Ok (Checked (us b) (TMul w (TAdd t (TAdd (TConst (-1)) (tneg (TLog t))))) false false
                   [TMul w (tminus t (TConst 1))])
    | Nonneg b w => if weight_ok (e w) then Ok (Checked (us b) (e w) false false [e w]) else No no_sign
    | Gap b w a =>
        let v := TMul (e w) (tminus (TConst 1) (TNz (e a))) in
        if weight_ok (e w) then Ok (Checked (us b) v false false [v]) else No no_sign
    | Square b w a =>
        if weight_ok (e w) then
          Ok (Checked (us b) (TMul (e w) (TPow (e a) 2)) false false [TMul (e w) (e a)]) else No no_sign
    | Part b w d m at_ =>
        let r := combine (us d) (us at_) in
        if negb (weight_ok (e w)) ||| negb (weight_ok (e m)) then No no_sign
        else if negb (Nat.eqb (length d) (length at_)) then No no_place
        else match rename_apart r (e m) with
             | Some m' => let v := TMul (e w) (tminus (sums (us d) (e m)) m') in
                          Ok (Checked (us b) v false false [v])
             | None => No no_place
             end
    | Given h r b w =>
        match filter (fun x => Pos.eqb (h_name x) h) (hypotheses C) with
        | [x] =>
            let equation := match h_kind x with IsZero => true | AtLeastZero => false end in
            related equation (e (h_term x)) (negb equation &&& never_zero K (e (h_term x)))
              (user_renaming r) (us b) (e w) (fun v => [v])
        | _ => No no_name
        end
    | Known n r b w =>
        match nth_error made n with
        | Some (Ok t) => known_form t (user_renaming r) (us b) (e w)
        | _ => NotHere here_earlier
        end
    | Positive b w =>
        if negb (weight_ok (e w)) then No no_sign
        else if never_zero K (sums (us b) (e w))
             then Ok (Checked (us b) (e w) false true [TConst 1]) else No not_positive
    | Information _ _ _ _ _ => NotHere here_information
    end.
End forms.

(** ** Soundness *)

(** Where a rule is looked at: a model of the c-th context, what is known there, theorems made before. *)
Record place (M : model) (contexts : list context) (C : context) (c : nat) (K : facts)
    (made : list (result thm)) : Prop := {
  p_model : model_of C M;
  p_known : sound K M;
  p_context : nth_error contexts c = Some C;
  p_made : forall t, In (Ok t) made -> forall D, nth_error contexts (t_context t) = Some D ->
    model_of D M -> thm_holds M t;
  p_places : forall t, In (Ok t) made -> exists D, nth_error contexts (t_context t) = Some D
}.

Section sound.
  Variable M : model.
  Notation ev := (ev M).

  Record form_holds (f : checked) : Prop := {
    fh_sign : forall e, in_range M e ->
      if f_equation f then ev (f_summand f) e = 0 else 0 <= ev (f_summand f) e;
    fh_positive : f_positive f = true -> forall e, in_range M e -> 0 < ev (f_value f) e;
    fh_zero : zero_everywhere M (f_value f) <-> all_zero M (f_zero f)
  }.

  Lemma value_sign f e : form_holds f -> in_range M e ->
    0 <= ev (f_value f) e /\ (f_equation f = true -> ev (f_value f) e = 0).
  Proof.
    intros H V. unfold f_value. rewrite ev_sums. pose proof (fh_sign f H) as S.
    destruct (f_equation f).
    - rewrite (sum_over_ext M _ _ (fun _ => 0)), sum_over_zero by auto. split; [lra|auto].
    - split; [|discriminate]. apply sum_over_nonneg; auto.
  Qed.

  (** A sum of what is ≥ 0 is 0 everywhere exactly when its summand is. *)
  Lemma sums_zero_iff b t : (forall e, in_range M e -> 0 <= ev t e) ->
    zero_everywhere M (sums b t) <-> zero_everywhere M t.
  Proof.
    intros N. split; intros H e V.
    - specialize (H e V). rewrite ev_sums in H.
      assert (L : ev t e <= sum_over M b (ev t) e).
      { apply sum_over_ge; auto. intros e1 e2 E. f_equal. extensionality x. apply E. }
      specialize (N e V). lra.
    - rewrite ev_sums, (sum_over_ext M b _ (fun _ => 0)) by auto. apply sum_over_zero.
  Qed.

  Lemma all_zero_one t : all_zero M [t] <-> zero_everywhere M t.
  Proof. unfold all_zero. simpl. split; intros H; [auto|intros z [<-|[]]; auto]. Qed.

  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (made :
    list (result thm)).
  Hypothesis At_place : place M contexts C c K made.
  Let Mo := p_model _ _ _ _ _ _ At_place. Let G := p_known _ _ _ _ _ _ At_place. Let Nth := p_context _ _ _ _ _ _ At_place.
  Let Made := p_made _ _ _ _ _ _ At_place. Let Places := p_places _ _ _ _ _ _ At_place.

  Lemma weight_sound w e : in_range M e -> weight_ok K w = true -> 0 <= ev w e.
  Proof. apply (nonneg_term_sound K M G). Qed.

  Lemma related_sound equation value positive r b w zero f :
    (forall e, in_range M e -> if equation : bool then ev value e = 0 else 0 <= ev value e) ->
    (positive = true -> forall e, in_range M e -> 0 < ev value e) ->
    related K equation value positive r b w zero = Ok f ->
    (forall v, rename_apart r value = Some v -> weight_ok K w = true -> equation = false ->
       zero_everywhere M (sums b (TMul w v)) <-> all_zero M (zero (TMul w v))) ->
    form_holds f.
  Proof.
    intros Sv Pv. unfold related. destruct (rename_apart r value) as [v|] eqn:R; [|discriminate].
    destruct (rename_apart_sound M r value v R) as [A E].
    assert (Sv' : forall e, in_range M e -> if equation then ev v e = 0 else 0 <= ev v e).
    { intros e V. rewrite E. apply Sv, in_range_look; auto. }
    destruct equation.
    - intros H Z. injection H as <-.
      constructor; cbn [f_equation f_summand f_positive f_zero f_value f_over]; try discriminate.
      + intros e V. simpl. rewrite Sv' by auto. ring.
      + split; [intros _ z []|]. intros _ e V. unfold f_value. simpl. rewrite ev_sums.
        rewrite (sum_over_ext M b _ (fun _ => 0)), sum_over_zero; auto. intros. simpl.
        rewrite Sv' by auto. ring.
    - destruct (weight_ok K w) eqn:W; [|discriminate]. intros H Z. injection H as <-.
      assert (N : forall e, in_range M e -> 0 <= ev (TMul w v) e).
      { intros e V. simpl. apply Rmult_le_pos; [apply weight_sound; auto|apply Sv'; auto]. }
      constructor; cbn [f_equation f_summand f_positive f_zero f_over];
        [exact N| |unfold f_value; cbn [f_over f_summand]; apply Z; auto].
      intros P e V. unfold f_value. cbn [f_over f_summand]. ands.
      pose proof (never_zero_sound K M G _ e V P) as Nz. rewrite ev_sums in Nz.
      apply sum_over_not_0 in Nz; auto. destruct Nz as [e' [V' [Nw A']]].
      rewrite ev_sums. assert (L : ev (TMul w v) e' <= sum_over M b (ev (TMul w v)) e).
      { apply sum_over_ge; auto. intros e1 e2 Ee. f_equal. extensionality x. apply Ee. }
      assert (0 < ev (TMul w v) e'); [|lra]. simpl. pose proof (weight_sound w e' V' W).
      apply Rmult_lt_0_compat; [lra|]. rewrite E. apply Pv; auto. apply in_range_look; auto.
  Qed.

  Lemma mapM_In {A B} (f : A -> option B) l : forall k, mapM f l = Some k ->
    (forall y, In y k -> exists x, In x l /\ f x = Some y) /\ (forall x, In x l ->
      exists y, In y k /\ f x = Some y).
  Proof.
    induction l as [|x l IH]; simpl; intros k H.
    - injection H as <-. split; intros ? [].
    - destruct (f x) as [y|] eqn:F; [|discriminate]. destruct (mapM f l) as [k'|]; [|discriminate].
      injection H as <-. destruct (IH _ eq_refl) as [I1 I2]. split.
      + intros z [<-|Z]; [eauto|]. destruct (I1 z Z) as [u [U E]]. eauto.
      + intros z [<-|Z]; [eexists; split; [left; reflexivity|auto]|].
        destruct (I2 z Z) as [u [U E]].
        exists u. split; [right|]; auto.
  Qed.

  Lemma known_form_sound t r b w f : In (Ok t) made -> known_form contexts C c K t r b w = Ok f ->
      form_holds f.
  Proof.
    intros I. unfold known_form.
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:Cx end; [discriminate|].
    assert (H : thm_holds M t).
    { destruct (Places t I) as [D E]. apply (Made t I D E).
      destruct (Nat.eqb_spec (t_context t) c) as [Ec|Nc].
      - rewrite Ec, Nth in E. injection E as <-. exact Mo.
      - simpl in Cx. rewrite E in Cx. apply negb_false_iff in Cx.
        apply (includes_sound D C M Cx Mo). }
    pose proof (th_gap M t H) as Hg. intros Rl. eapply related_sound; [| |exact Rl|]; clear Rl.
    - intros e V. specialize (Hg e V). destruct (t_rel t); simpl in *; lra.
    - intros P e V. specialize (Hg e V). destruct (t_rel t); simpl in *; lra || discriminate.
    - intros v R W Eq. destruct (rename_apart_sound M r _ v R) as [A E].
      assert (Gp : forall e, in_range M e -> 0 <= ev (t_gap t) e).
      { intros e V. specialize (Hg e V). destruct (t_rel t); simpl in *; lra || discriminate. }
      assert (Vp : forall e, in_range M e -> 0 <= ev v e).
      { intros e V. rewrite E. apply Gp, in_range_look; auto. }
      assert (N : forall e, in_range M e -> 0 <= ev (TMul w v) e).
      { intros e V. simpl. apply Rmult_le_pos; [apply weight_sound; auto|auto]. }
      rewrite (sums_zero_iff b _ N).
      assert (Pw : zero_everywhere M (TMul w v) <-> all_zero M [TMul w v]) by (symmetry;
        apply all_zero_one).
      destruct (is_strict (t_rel t)) eqn:St.
      { rewrite all_zero_one. split; intros Z e V; specialize (Z e V); simpl in *; [|rewrite Z;
          ring].
        assert (0 < ev v e).
        { rewrite E. specialize (Hg _ (in_range_look M r e V A)). destruct (t_rel t); simpl in *;
            lra || discriminate. }
        apply Rmult_integral in Z. lra. }
      assert (Sc : t_scalar t = true -> forall l, mapM (rename_apart r) (t_zero t) = Some l ->
        zero_everywhere M (TMul w v) <-> all_zero M (map (TMul w) l)).
      { intros S l L. destruct (mapM_In _ _ _ L) as [L1 L2].
        assert (X : forall e, in_range M e -> (ev v e = 0 <-> forall z, In z l -> ev z e = 0)).
        { intros e V. rewrite E, (th_scalar M t H S) by (apply in_range_look; auto).
          split; intros Z z Iz.
          - destruct (L1 z Iz) as [y [Iy Ey]]. rewrite (proj2 (rename_apart_sound M r y z Ey)).
            auto.
          - destruct (L2 z Iz) as [y [Iy Ey]]. rewrite <- (proj2 (rename_apart_sound M r z y Ey)).
            auto. }
        split.
        - intros Z z Iz e V. apply in_map_iff in Iz. destruct Iz as [y [<- Iy]].
          specialize (Z e V). simpl in *.
          apply Rmult_integral in Z. destruct Z as [->|Z]; [ring|]. rewrite (proj1 (X e V) Z y Iy).
          ring.
        - intros Z e V. simpl. destruct (Req_EM_T (ev w e) 0) as [->|Nw]; [ring|].
          rewrite (proj2 (X e V)); [ring|]. intros z Iz.
          assert (Y : ev (TMul w z) e = 0) by (apply (Z (TMul w z)); auto; apply in_map; auto).
          simpl in Y. apply Rmult_integral in Y. tauto. }
      assert (Nil : r = [] -> mapM (rename_apart []) (t_zero t) = Some (t_zero t)).
      { intros _. clear. induction (t_zero t) as [|z l IH]; auto. cbn [mapM]. rewrite IH.
        unfold rename_apart. simpl. assert (S : forall u, safe [] u = true /\ rename [] u = u).
        { clear. induction u; simpl; try (destruct IHu); try (destruct IHu1, IHu2); split; auto;
            try congruence;
            try (rewrite ?H, ?H1; auto; fail).
          - f_equal. induction args as [|[|] args IH]; simpl; congruence.
          - f_equal. rewrite <- (map_id at_) at 2. apply map_ext. reflexivity. }
        destruct (S z) as [S1 S2]. rewrite S1, S2. reflexivity. }
      assert (Tail : zero_everywhere M (TMul w v) <-> all_zero M
        (if t_scalar t then match mapM (rename_apart r) (t_zero t) with Some l => map (TMul w) l |
          None => [TMul w v] end
         else [TMul w v])).
      { destruct (t_scalar t) eqn:S; [|exact Pw].
        destruct (mapM (rename_apart r) (t_zero t)) as [l|] eqn:L;
          [exact (Sc eq_refl l eq_refl)|exact Pw]. }
      destruct r as [|x r].
      + destruct b as [|i b]; [|exact Tail]. destruct (never_zero K w) eqn:Nw.
        * rewrite <- (th_zero M t H). split; intros Z e V; specialize (Z e V).
          -- simpl in Z. apply Rmult_integral in Z. pose proof (never_zero_sound K M G w e V Nw).
             destruct Z as [Z|Z]; [contradiction|]. rewrite E in Z. exact Z.
          -- cbn [Core.ev]. rewrite E. change (ev w e * ev (t_gap t) e = 0). rewrite Z. ring.
        * rewrite (Nil eq_refl) in Tail. exact Tail.
      + destruct b; exact Tail.
  Qed.

  Lemma checked_simple b v z : (forall e, in_range M e -> 0 <= ev v e) ->
    (zero_everywhere M v <-> zero_everywhere M z) -> form_holds (Checked b v false false [z]).
  Proof.
    intros N Z. constructor; cbn [f_equation f_summand f_positive f_zero]; try discriminate; auto.
    unfold f_value. cbn [f_over f_summand]. rewrite sums_zero_iff by auto. rewrite all_zero_one.
    exact Z.
  Qed.

  Lemma check_form_sound f k : check_form contexts C c K made f = Ok k -> form_holds k.
  Proof.
    destruct f; cbn [check_form].
    - set (w := elab C weight). set (t := elab C point).
      destruct (in_factors K t) as [d m] eqn:T. destruct (weight_ok K w) eqn:W; [|discriminate].
      simpl.
      destruct (Qeq_bool d 0) eqn:D; [discriminate|].
      destruct (nonneg_mono K d m) eqn:N; [|discriminate]. simpl.
      destruct (nonzero_where _ _ _) eqn:Z; [|discriminate]. simpl. intros H. injection H as <-.
      destruct (in_factors K w) as [a n] eqn:Wf. simpl in Z.
      assert (P : forall e, in_range M e -> ev w e <> 0 -> 0 < ev t e).
      { intros e V Nw. rewrite (in_factors_sound K M G w a n e V Wf) in Nw.
        assert (Nn : evm M n e <> 0) by (intros E; apply Nw; rewrite E; ring).
        pose proof (nonneg_mono_sound K M G d m e V N) as L.
        rewrite (in_factors_sound K M G t d m e V T).
        assert (X : evm M m e <> 0).
        { apply evm_not_0. intros x I.
          apply (nonzero_where_sound K M G _ _ e V Z (atoms_of_true M n e Nn)).
          apply in_map. exact I. }
        apply Q2R_not_0 in D. assert (Q2R d * evm M m e <> 0) by
          (apply Rmult_integral_contrapositive; auto). lra. }
      apply checked_simple.
      + intros e V. simpl. rewrite Q2R_m1. destruct (Req_EM_T (ev w e) 0) as [->|Nw]; [lra|].
        apply Rmult_le_pos; [apply weight_sound; auto|]. specialize (P e V Nw).
        rewrite log_pos by auto. pose proof (tangent _ P). lra.
      + split; intros Y e V; specialize (Y e V); simpl in *; rewrite ?Q2R_m1, ?Q2R_1 in *;
          (destruct (Req_EM_T (ev w e) 0) as [E|Nw]; [rewrite E; ring|]); specialize (P e V Nw);
          apply Rmult_integral in Y; destruct Y as [Y|Y]; try contradiction.
        * rewrite log_pos in Y by auto. rewrite (tangent_touches _ P); lra.
        * assert (E : ev t e = 1) by lra. rewrite E, log_1. lra.
    - destruct (weight_ok K (elab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply checked_simple; [|tauto]. intros. apply weight_sound; auto.
    - destruct (weight_ok K (elab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply checked_simple; [|tauto]. intros e V. simpl. rewrite Q2R_1, Q2R_m1.
      pose proof (nonzero_range (ev (elab C of) e)). apply Rmult_le_pos; [apply weight_sound;
        auto|lra].
    - destruct (weight_ok K (elab C weight)) eqn:W; [|discriminate].
      destruct (weight_ok K (elab C whole_body)) eqn:Wm; [|discriminate]. simpl.
      destruct (Nat.eqb_spec (length whole_indices) (length at_)) as [L|]; [|discriminate]. simpl.
      set (d := map user whole_indices). set (m := elab C whole_body) in *.
      destruct (rename_apart _ m) as [m'|] eqn:R; [|discriminate]. intros H. injection H as <-.
      destruct (rename_apart_sound M _ m m' R) as [A E].
      apply checked_simple; [|tauto]. intros e V. cbn [Core.ev]. rewrite ev_minus, ev_sums, E.
      apply Rmult_le_pos; [apply weight_sound; auto|].
      assert (X : ev m (fun i => e (look (combine d (map user at_)) i)) <= sum_over M d (ev m) e).
      { apply sum_over_ge; auto.
        - intros. apply weight_sound; auto.
        - apply in_range_look; auto.
        - intros i I. f_equal. apply look_combine_out. exact I.
        - intros e1 e2 Ee. f_equal. extensionality x. apply Ee. }
      lra.
    - destruct (filter _ (hypotheses C)) as [|h [|]] eqn:F; try discriminate.
      assert (I : In h (hypotheses C)).
      { assert (J : In h [h]) by (left; reflexivity). rewrite <- F in J. apply filter_In in J.
        tauto. }
      pose proof (hypotheses_hold C M Mo h I) as Hh.
      assert (S : forall e, in_range M e -> if (match h_kind h with IsZero => true | AtLeastZero =>
        false end) : bool
              then ev (elab C (h_term h)) e = 0 else 0 <= ev (elab C (h_term h)) e).
      { intros e V. rewrite elab_sound. destruct (h_kind h); apply Hh, inner_in_range, V. }
      intros Rl. eapply related_sound; [exact S| |exact Rl|]; clear Rl.
      + intros P e V. ands. specialize (S e V). pose proof (never_zero_sound K M G _ e V P).
        destruct (h_kind h); [simpl in S; lra|discriminate].
      + intros v R W Eq. destruct (rename_apart_sound M _ _ v R) as [A E].
        rewrite all_zero_one. apply sums_zero_iff. intros e V. simpl. apply Rmult_le_pos;
          [apply weight_sound; auto|].
        rewrite E. specialize (S _ (in_range_look M _ e V A)). destruct (h_kind h);
          [exact S|discriminate].
    - destruct (nth_error made _) as [[t| |]|] eqn:T; try discriminate.
      apply known_form_sound. apply nth_error_In in T. exact T.
    - destruct (weight_ok K (elab C weight)) eqn:W; [|discriminate]. intros H. injection H as <-.
      apply checked_simple.
      + intros e V. simpl. apply Rmult_le_pos; [apply weight_sound; auto|].
        pose proof (pow2_ge_0 (ev (elab C of) e)).
        simpl in H. lra.
      + split; intros Z e V; specialize (Z e V); simpl in *.
        * apply Rmult_integral in Z. destruct Z as [->|Z]; [ring|]. apply Rmult_integral in Z.
          destruct Z as [Z|Z]; [rewrite Z; ring|]. rewrite Rmult_1_r in Z. rewrite Z. ring.
        * apply Rmult_integral in Z. destruct Z as [Z|Z]; rewrite Z; ring.
    - destruct (weight_ok K (elab C weight)) eqn:W; [|discriminate]. simpl.
      destruct (never_zero K _) eqn:N; [|discriminate]. intros H. injection H as <-.
      assert (P : forall e, in_range M e -> 0 < ev (sums (map user b) (elab C weight)) e).
      { intros e V. pose proof (never_zero_sound K M G _ e V N).
        assert (0 <= ev (sums (map user b) (elab C weight)) e); [|lra].
        rewrite ev_sums. apply sum_over_nonneg; auto. intros. apply weight_sound; auto. }
      constructor; cbn [f_equation f_summand f_positive f_zero]; auto.
      + intros. apply weight_sound; auto.
      + assert (V0 : in_range M (fun _ => O)) by (intros i; apply (s_sizes K M G)).
        split; intros Z.
        * specialize (Z _ V0). specialize (P _ V0). unfold f_value in Z.
          cbn [f_over f_summand] in Z. lra.
        * specialize (Z _ (or_introl eq_refl) _ V0). simpl in Z. rewrite Q2R_1 in Z. lra.
    - discriminate.
  Qed.
End sound.
