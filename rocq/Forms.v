(** Forms: nonnegative terms whose sum is the remainder of an inequality. A form has a summand, a reason
    for it to be ≥ 0 (or 0 outright), and conditions: it is 0 always exactly when these are. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Elaborate.
From Derive Require Export Worlds.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.
Local Open Scope string_scope.

Definition no_sign := "a weight or summand is not visibly nonnegative".
Definition no_point := "a tangent point is not shown positive where its weight is not 0".
Definition no_name := "no hypothesis of that name".
Definition no_place := "indices do not fit, or would be captured".
Definition no_context := "a theorem is used outside its context".
Definition not_positive := "a sum is not visibly positive".
Definition here_information := "form Information".
Definition here_earlier := "rests on a theorem that is beyond".
Local Open Scope list_scope.

Section forms.
  Variable J : judge.
  Notation e := (elaborated J).

  (** A theorem made before, that may be used here. *)
  Definition made (n : nat) : result thm :=
    match nth_error (made_before J) n with
    | Some (Ok t) => if usable_here J t then Ok t else No no_context
    | _ => NotHere here_earlier
    end.
  Definition weighed (w : tm) : result unit := require (nonneg J w) no_sign.
  Definition simple (b : list index) (v z : tm) : checked := Checked (map user b) v false false [z].

  (** What is = 0, ≥ 0 or > 0, at other letters and with a weight. *)
  Definition related (equation positive : bool) (value : tm) (r : renaming) (b : list index) (w : tm)
      (conditions : tm -> list tm) : result checked :=
    let* v := need (moved J r value) no_place in
    if equation then Ok (Checked b (TMul w v) true false []) else
    let* _ := weighed w in
    Ok (Checked b (TMul w v) false (positive &&& positive_sum J b w) (conditions (TMul w v))).
  Definition of_theorem (t : thm) (r : renaming) (b : list index) (w : tm) : result checked :=
    let strict := is_strict (t_rel t) in
    related (is_equation_rel (t_rel t)) strict (t_gap t) r b w (fun v =>
      let by_place := match mapM (moved J r) (t_zero t) with
                      | Some l => if t_scalar t then map (TMul w) l else [v]
                      | None => [v] end in
      if strict then [w] else
      match r, b with [], [] => if never_0 J w then t_zero t else by_place | _, _ => by_place end).

  Definition check_form (f : form) : result checked :=
    match f with
    | Tangent b w t =>
        let* _ := weighed (e w) in
        let* _ := require (positive_if J (e w) (e t)) no_point in
        Ok (simple b (TMul (e w) (TAdd (e t) (TAdd (TConst (-1)) (tneg (TLog (e t))))))
              (TMul (e w) (tminus (e t) (TConst 1))))
    | Nonneg b w => let* _ := weighed (e w) in Ok (simple b (e w) (e w))
    | Gap b w a =>
        let v := TMul (e w) (tminus (TConst 1) (TNz (e a))) in
        let* _ := weighed (e w) in Ok (simple b v v)
    | Square b w a => let* _ := weighed (e w) in Ok (simple b (TMul (e w) (TPow (e a) 2)) (TMul (e w) (e a)))
    | Part b w d m at_ =>
        let* _ := weighed (e w) in
        let* _ := weighed (e m) in
        let* u := less_part J (map user d) (map user at_) (e m) in
        Ok (simple b (TMul (e w) u) (TMul (e w) u))
    | Given h r b w =>
        match filter (fun x => Pos.eqb (h_name x) h) (given_here J) with
        | [x] => let equation := match h_kind x with IsZero => true | AtLeastZero => false end in
                 related equation (negb equation &&& never_0 J (e (h_term x))) (e (h_term x))
                   (user_renaming r) (map user b) (e w) (fun v => [v])
        | _ => No no_name
        end
    | Known n r b w => let* t := made n in of_theorem t (user_renaming r) (map user b) (e w)
    | Positive b w =>
        let* _ := weighed (e w) in
        let* _ := require (positive_sum J (map user b) (e w)) not_positive in
        Ok (Checked (map user b) (e w) false true [TConst 1])
    | Information _ _ _ _ _ => NotHere here_information
    end.
End forms.

(** ** Soundness *)

Section sound.
  Variables (W : world) (J : judge).
  Hypothesis F : fair W J.
  Let L := j_lawful W J F.
  Notation val := (val W).
  Notation zero := (zero W).
  Notation all_zero := (all_zero W).

  Lemma made_sound n t : made J n = Ok t -> thm_holds W t.
  Proof.
    unfold made. destruct (nth_error (made_before J) n) as [[u| |]|] eqn:N; try discriminate.
    destruct (usable_here J u) eqn:U; [|discriminate]. intros H. injection H as <-.
    apply (j_made W J F); auto. apply nth_error_In in N. exact N.
  Qed.
  Lemma weighed_sound w u : weighed J w = Ok u -> always W (fun e => 0 <= val w e).
  Proof. intros H. apply (j_nonneg W J F). apply require_ok in H. exact H. Qed.

  Lemma related_sound equation positive value r b w conditions f :
    always W (fun e => if equation : bool then val value e = 0 else 0 <= val value e) ->
    (positive = true -> always W (fun e => 0 < val value e)) ->
    related J equation positive value r b w conditions = Ok f ->
    (forall v, moved J r value = Some v -> always W (fun e => 0 <= val w e) -> equation = false ->
       zero (TMul w v) <-> all_zero (conditions (TMul w v))) ->
    form_holds W f.
  Proof.
    intros Sv Pv. unfold related. intros H Z. asked. rename x into v.
    match goal with H : moved _ _ _ = _ |- _ => rename H into R end.
    destruct (j_moved W J F r value v R) as [E A]. apply A in Sv. destruct equation.
    - injection H as <-. assert (Zw : zero (TMul w v)).
      { apply (always1 W L _ _) with (2 := Sv). intros e S. rewrite (w_mul W L), E, S. ring. }
      constructor; cbn [f_equation f_summand f_positive f_zero]; [exact Zw|discriminate|].
      split; auto. intros _ z [].
    - asked. match goal with H : weighed _ _ = _ |- _ => apply weighed_sound in H; rename H into N end.
      constructor; cbn [f_equation f_summand f_positive f_zero f_over]; [| |apply Z; auto].
      + apply (always2 W L _ _ _) with (2 := Sv) (3 := N). intros e S Nw. rewrite (w_mul W L), E. apply Rmult_le_pos; auto.
      + intros P. ands. apply (j_positive_sum W J F b w); auto.
        apply (always2 W L _ _ _) with (2 := A _ (Pv eq_refl)) (3 := N). intros e S Nw.
        rewrite (w_mul W L), E. split; [apply Rmult_le_pos; lra|]. intros X. apply Rmult_integral_contrapositive. lra.
  Qed.

  Lemma of_theorem_sound t r b w f : thm_holds W t -> of_theorem J t r b w = Ok f -> form_holds W f.
  Proof.
    intros H Rl. pose proof (th_gap W t H) as Hg. eapply related_sound; [| |exact Rl|]; clear Rl.
    - apply (always1 W L _ _) with (2 := Hg). intros e. destruct (t_rel t); simpl; lra.
    - intros P. apply (always1 W L _ _) with (2 := Hg). intros e. destruct (t_rel t); simpl; lra || discriminate.
    - intros v R N Eq. destruct (j_moved W J F r _ v R) as [E A].
      destruct (is_strict (t_rel t)) eqn:St.
      { rewrite all_zero_one. apply (zero_iff W L). apply (always1 W L _ _) with (2 := A _ Hg). intros e P.
        rewrite (w_mul W L), E. destruct (t_rel t); try discriminate; simpl in P;
          (split; [intros Z; apply Rmult_integral in Z; lra|intros ->; ring]). }
      set (by_place := match mapM (moved J r) (t_zero t) with Some l => _ | None => _ end).
      assert (B : zero (TMul w v) <-> all_zero by_place).
      { unfold by_place. destruct (mapM (moved J r) (t_zero t)) as [l|] eqn:M; [|rewrite all_zero_one; tauto].
        destruct (t_scalar t) eqn:S; [|rewrite all_zero_one; tauto].
        destruct (mapM_In _ _ _ M) as [M1 M2].
        assert (X : always W (fun e => val v e = 0 <-> forall z, In z l -> val z e = 0)).
        { apply (always1 W L _ _) with (2 := A _ (th_scalar W t H S)). intros e X. rewrite E, X.
          split; intros Z z Iz.
          - destruct (M1 z Iz) as [y [Iy Ey]]. rewrite (proj1 (j_moved W J F r y z Ey)). auto.
          - destruct (M2 z Iz) as [y [Iy Ey]]. rewrite <- (proj1 (j_moved W J F r z y Ey)). auto. }
        split.
        - intros Z z Iz. apply in_map_iff in Iz. destruct Iz as [y [<- Iy]].
          apply (always2 W L _ _ _) with (2 := X) (3 := Z). intros e Xe. rewrite !(w_mul W L). intros Ze.
          apply Rmult_integral in Ze. destruct Ze as [->|Ze]; [ring|]. rewrite (proj1 Xe Ze y Iy). ring.
        - intros Z. assert (Zl : always W (fun e => forall z, In z l -> val (TMul w z) e = 0)).
          { apply (always_list W L). intros z I. apply Z, in_map, I. }
          apply (always2 W L _ _ _) with (2 := X) (3 := Zl). intros e Xe Ze. rewrite (w_mul W L).
          destruct (Req_EM_T (val w e) 0) as [->|Nw]; [ring|]. rewrite (proj2 Xe); [ring|]. intros z Iz.
          specialize (Ze z Iz). rewrite (w_mul W L) in Ze. apply Rmult_integral in Ze. tauto. }
      destruct r as [|x r]; auto. destruct b; auto. destruct (never_0 J w) eqn:Nw; auto.
      rewrite <- (th_zero W t H). apply (zero_iff W L).
      apply (always1 W L _ _) with (2 := j_never_0 W J F w Nw). intros e X. rewrite (w_mul W L), E, (w_here W L).
      split; [intros Y; apply Rmult_integral in Y; tauto|intros ->; ring].
  Qed.

  Lemma simple_sound b v z : always W (fun e => 0 <= val v e) -> (zero v <-> zero z) -> form_holds W (simple b v z).
  Proof.
    intros N Z. constructor; cbn [simple f_equation f_summand f_positive f_zero]; auto; [discriminate|].
    rewrite all_zero_one. exact Z.
  Qed.
  (** A weight ≥ 0 before what is ≥ 0 where it is not 0. *)
  Lemma weighted_sound w v u : weighed J w = Ok u -> always W (fun e => val w e <> 0 -> 0 <= val v e) ->
    always W (fun e => 0 <= val (TMul w v) e).
  Proof.
    intros N A. apply (always2 W L _ _ _) with (2 := weighed_sound w u N) (3 := A). intros e Nw P.
    rewrite (w_mul W L). destruct (Req_EM_T (val w e) 0) as [->|X]; [lra|]. apply Rmult_le_pos; auto.
  Qed.
  Lemma weighted_zero w v v' : always W (fun e => val w e <> 0 -> (val v e = 0 <-> val v' e = 0)) ->
    zero (TMul w v) <-> zero (TMul w v').
  Proof.
    intros A. apply (zero_iff W L). apply (always1 W L _ _) with (2 := A). intros e X. rewrite !(w_mul W L).
    destruct (Req_EM_T (val w e) 0) as [->|N]; [split; intros; ring|].
    split; intros Z; apply Rmult_integral in Z; destruct Z as [Z|Z]; try contradiction; apply X in Z; auto; rewrite Z; ring.
  Qed.

  Lemma check_form_sound f k : check_form J f = Ok k -> form_holds W k.
  Proof.
    destruct f; cbn [check_form]; intros H; try discriminate.
    - asked. set (w := elaborated J weight) in *. set (t := elaborated J point) in *.
      match goal with H : positive_if _ _ _ = true |- _ => pose proof (j_positive_if W J F _ _ H) as P end.
      assert (V : forall e, val (TAdd t (TAdd (TConst (-1)) (tneg (TLog t)))) e = val t e - 1 - log (val t e)).
      { intros e. unfold tneg. rewrite !(w_add W L), (w_mul W L), !(w_const W L), (w_log W L), Q2R_m1. ring. }
      apply simple_sound; [eapply weighted_sound; eauto|apply weighted_zero];
        apply (always1 W L _ _) with (2 := P); intros e Pe Nw; specialize (Pe Nw); rewrite V.
      + rewrite log_pos by auto. pose proof (tangent _ Pe). lra.
      + rewrite (w_minus W L), (w_const W L), Q2R_1, log_pos by auto. split; intros Z.
        * rewrite (tangent_touches _ Pe); lra.
        * assert (E : val t e = 1) by lra. rewrite E, ln_1. lra.
    - asked. apply simple_sound; [eapply weighed_sound; eauto|tauto].
    - asked. apply simple_sound; [|tauto]. eapply weighted_sound; eauto. apply (w_all W L). intros e _.
      rewrite (w_minus W L), (w_const W L), (w_nonzero W L), Q2R_1. pose proof (nonzero_range (val (elaborated J of) e)). lra.
    - asked. apply simple_sound; [|tauto]. eapply weighted_sound; eauto.
      match goal with H : less_part _ _ _ _ = _, K : weighed _ (elaborated J whole_body) = _ |- _ =>
        apply (always1 W L _ _) with (2 := j_less_part W J F _ _ _ _ H (weighed_sound _ _ K)) end. auto.
    - destruct (filter _ (given_here J)) as [|h [|]] eqn:Fh; try discriminate.
      assert (I : In h (given_here J)).
      { assert (I : In h [h]) by (left; reflexivity). rewrite <- Fh in I. apply filter_In in I. tauto. }
      pose proof (j_given W J F h I) as S. eapply related_sound; [| |exact H|].
      + apply (always1 W L _ _) with (2 := S). intros e. destruct (h_kind h); auto.
      + intros P. ands. apply (always2 W L _ _ _) with (2 := S) (3 := j_never_0 W J F _ P). intros e.
        destruct (h_kind h); [simpl; lra|discriminate].
      + intros v _ _ _. rewrite all_zero_one. tauto.
    - asked. eapply of_theorem_sound; eauto. eapply made_sound; eauto.
    - asked. apply simple_sound; [eapply weighted_sound; eauto|apply weighted_zero]; apply (w_all W L); intros e _;
        rewrite (w_pow W L); [apply (pow2_ge_0 (val (elaborated J of) e))|]. simpl. rewrite Rmult_1_r.
      split; [intros Z; apply Rmult_integral in Z; tauto|intros ->; ring].
    - asked. match goal with H : weighed _ _ = _ |- _ => apply weighed_sound in H; rename H into N end.
      match goal with H : positive_sum _ _ _ = true |- _ => rename H into P end.
      constructor; cbn [f_equation f_summand f_positive f_zero f_over]; auto.
      + intros _. apply (j_positive_sum W J F _ _ _ P N). apply (always1 W L _ _) with (2 := N). auto.
      + rewrite all_zero_one. split; intros Z.
        * apply (always1 W L (fun _ => False)); [tauto|]. apply (w_positive W L (map user b) (elaborated J weight)); auto.
          apply (j_positive_sum W J F _ _ _ P N). apply (always1 W L _ _) with (2 := N). auto.
        * apply (always1 W L _ _) with (2 := Z). intros e. rewrite (w_const W L), Q2R_1. lra.
  Qed.
End sound.
