(** Steps from equations to equations. An equation is a term that is always 0. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Elaborate Forms.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.
Local Open Scope string_scope.

Definition no_combination := "a linear combination is not the stated equation".
Definition no_rewrite := "a rewrite does not give the stated equation".
Definition no_vanishing := "a sum of nonnegative forms does not give the stated equation".
Local Open Scope list_scope.

Definition total_of (l : list tm) : tm := fold_right TAdd (TConst 0) l.

Section steps.
  Variable J : judge.
  Notation e := (elaborated J).

  Definition equal_terms (s t : tm) : bool := tm_eqb s t ||| remainder_0 J (tminus s t) [].
  Definition equation_form (b : list index) (t : tm) : checked := Checked b t true false [].
  Definition linear_part (equations : list tm) (p : nat * renaming * term) : result tm :=
    let '(k, r, m) := p in
    let* q := need (nth_error equations k) no_place in
    let* q := need (moved J (user_renaming r) q) no_place in
    Ok (TMul (e m) q).
  Definition vanishing_form (f : form) : result checked :=
    match f with Nonneg _ _ | Square _ _ _ => check_form J f | _ => No no_vanishing end.

  Definition check_step (equations : list tm) (s : step) : result tm :=
    match s with
    | Linear result parts b =>
        let* l := each (linear_part equations) parts in
        let* _ := require (remainder_0 J (e result) [equation_form (map user b) (total_of l)]) no_combination in
        Ok (e result)
    | Rewrite result source atom by_ target =>
        let* q := need (nth_error equations source) no_rewrite in
        let* goal := need (match target with None => Some (TConst 0) | Some k => nth_error equations k end) no_rewrite in
        let* _ := require (equal_terms q (tminus (e atom) (e by_)) &&&
                           equal_terms (replaced J (e atom) (e by_) (e result)) goal) no_rewrite in
        Ok (e result)
    | Vanishing result source forms =>
        let* q := need (nth_error equations source) no_vanishing in
        let* l := each vanishing_form forms in
        let* _ := require (remainder_0 J q l &&& any (equal_terms (e result)) (flat_map f_zero l)) no_vanishing in
        Ok (e result)
    end.
  Fixpoint derived (equations : list tm) (steps : list step) : result (list tm) :=
    match steps with
    | [] => Ok equations
    | s :: steps => let* t := check_step equations s in derived (equations ++ [t]) steps
    end.
End steps.

Section sound.
  Variables (W : world) (J : judge).
  Hypothesis F : fair W J.
  Let L := j_lawful W J F.
  Notation val := (val W).
  Notation zero := (zero W).
  Notation all_zero := (all_zero W).

  Lemma equal_terms_sound s t : equal_terms J s t = true -> always W (fun e => val s e = val t e).
  Proof.
    intros H. apply or_true in H. destruct H as [H|H].
    - apply tm_eqb_eq in H. subst. apply (w_all W L). auto.
    - destruct (j_remainder W J F _ _ H) as [A _]; [intros f []|].
      apply (always1 W L _ _) with (2 := A). intros e [_ [Q _]]. specialize (Q eq_refl). rewrite (w_minus W L) in Q. lra.
  Qed.
  Lemma equation_form_holds b t : zero t -> form_holds W (equation_form b t).
  Proof.
    intros Z. constructor; cbn [equation_form f_equation f_summand f_positive f_zero]; [exact Z|discriminate|].
    split; auto. intros _ z [].
  Qed.
  Lemma total_of_zero l : (forall t, In t l -> zero t) -> zero (total_of l).
  Proof.
    intros Z. induction l as [|t l IH]; [apply (w_all W L); intros; cbn [total_of fold_right]; rewrite (w_const W L); apply Q2R_0|].
    apply (always2 W L _ _ _) with (2 := Z t (or_introl eq_refl)) (3 := IH (fun u I => Z u (or_intror I))).
    intros e A B. cbn [total_of fold_right]. rewrite (w_add W L), A. unfold total_of in B. rewrite B. ring.
  Qed.

  Lemma check_step_sound equations s t : all_zero equations -> check_step J equations s = Ok t -> zero t.
  Proof.
    intros Z. destruct s; cbn [check_step]; intros H; asked.
    - match goal with H : remainder_0 _ _ _ = true |- _ => destruct (j_remainder W J F _ _ H) as [A _] end.
      + intros f [<-|[]]. apply equation_form_holds, total_of_zero. intros u I.
        match goal with H : each _ _ = Ok _ |- _ => destruct (each_In _ _ _ H u I) as [[[k r] m] [_ E]] end.
        cbn [linear_part] in E. asked.
        match goal with H : nth_error _ _ = Some _, K : moved _ _ _ = Some _ |- _ =>
          apply nth_error_In, Z in H; destruct (j_moved W J F _ _ _ K) as [V A]; apply A in H;
          apply (always1 W L _ _) with (2 := H) end.
        intros e E. rewrite (w_mul W L), V, E. ring.
      + apply (always1 W L _ _) with (2 := A). intros e [_ [Q _]]. apply Q. reflexivity.
    - ands. match goal with H : nth_error _ _ = Some _ |- _ => apply nth_error_In, Z in H; rename H into Zq end.
      match goal with H : match target with _ => _ end = Some ?g |- _ => assert (Zg : zero g) end.
      { destruct target; [eapply Z, nth_error_In; eauto|].
        match goal with H : Some _ = Some _ |- _ => injection H as <- end.
        apply (w_all W L). intros. rewrite (w_const W L). apply Q2R_0. }
      match goal with H : equal_terms J x _ = true, K : equal_terms J (replaced _ _ _ _) _ = true |- _ =>
        apply equal_terms_sound in H; apply equal_terms_sound in K; rename H into Ab; rename K into Rg end.
      assert (A : always W (fun e => val (elaborated J atom) e = val (elaborated J by_) e)).
      { apply (always2 W L _ _ _) with (2 := Ab) (3 := Zq). intros e X Y. rewrite (w_minus W L) in X. lra. }
      apply (w_then W L _ _ Zg), (always2 W L _ _ _) with (2 := Rg) (3 := j_replaced W J F _ _ (elaborated J result) A).
      intros e. congruence.
    - ands. match goal with H : nth_error _ _ = Some _ |- _ => apply nth_error_In, Z in H; rename H into Zq end.
      match goal with H : remainder_0 _ _ _ = true |- _ => destruct (j_remainder W J F _ _ H) as [_ Iff] end.
      + intros f I. match goal with H : each _ _ = Ok _ |- _ => destruct (each_In _ _ _ H f I) as [g [_ E]] end.
        apply (check_form_sound W J F g). destruct g; discriminate || exact E.
      + match goal with H : any _ _ = true |- _ => apply any_exists in H; destruct H as [z [I E]] end.
        apply equal_terms_sound in E. apply (always2 W L _ _ _) with (2 := E) (3 := proj1 Iff Zq z I).
        intros e -> X. exact X.
  Qed.
  Lemma derived_sound steps : forall equations l, all_zero equations -> derived J equations steps = Ok l -> all_zero l.
  Proof.
    induction steps as [|s steps IH]; cbn [derived]; intros equations l Z H; [injection H as <-; exact Z|].
    asked. apply (IH _ _) with (2 := H). apply all_zero_app; auto. intros z [<-|[]]. eapply check_step_sound; eauto.
  Qed.
End sound.
