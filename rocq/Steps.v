(** Steps from equations to equations. An equation is a term that is 0 at all letters. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums
  Normal Elaborate Forms.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition no_combination := 7%nat.
Definition no_rewrite := 8%nat.
Definition no_vanishing := 9%nat.

Definition total_of (l : list tm) : tm := fold_right TAdd (TConst 0) l.

(** [by_] for every occurrence of a law's value, or a quantity, at distinct letters. *)
Definition pairs_at (a t : tm) : option renaming :=
  match a, t with
  | TLaw l s, TLaw k u => if Pos.eqb l k then Some (pairs_of s u) else None
  | TQty q s, TQty p u => if Pos.eqb q p then Some (combine s u) else None
  | _, _ => None
  end.
Definition replaced_here (a by_ t : tm) : option tm :=
  match pairs_at a t with
  | Some r => if tm_eqb (rename r a) t &&& safe r a then rename_apart r by_ else None
  | None => None
  end.
Fixpoint replace (a by_ t : tm) : tm :=
  match t with
  | TConst _ | TCard _ | TDelta _ _ => t
  | TLaw _ _ | TQty _ _ => match replaced_here a by_ t with Some u => u | None => t end
  | TAdd s t => TAdd (replace a by_ s) (replace a by_ t)
  | TMul s t => TMul (replace a by_ s) (replace a by_ t)
  | TPow t k => TPow (replace a by_ t) k
  | TLog t => TLog (replace a by_ t)
  | TExp t => TExp (replace a by_ t)
  | TNz t => TNz (replace a by_ t)
  | TSum i t => TSum i (replace a by_ t)
  end.

Section steps.
  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (made :
    list (result thm)).

  Definition linear_parts (equations : list tm) (parts : list (nat * renaming * term)) :
      option (list tm) :=
    mapM (fun p => let '(k, r, m) := p in
      match nth_error equations k with
      | Some e => option_map (TMul (elab C m)) (rename_apart (user_renaming r) e)
      | None => None
      end) parts.

  Definition check_step (equations : list tm) (s : step) : result tm :=
    match s with
    | Linear result parts b =>
        match linear_parts equations parts with
        | Some l =>
            if is_zero_term K (tminus (elab C result) (sums (map user b) (total_of l)))
            then Ok (elab C result) else No no_combination
        | None => No no_place
        end
    | Rewrite result source atom by_ target =>
        let a := elab C atom in
        let u := elab C by_ in
        match nth_error equations source,
              match target with None => Some (TConst 0) | Some k => nth_error equations k end with
        | Some e, Some goal =>
            if is_zero_term K (tminus e (tminus a u)) &&&
               is_zero_term K (tminus (replace a u (elab C result)) goal)
            then Ok (elab C result) else No no_rewrite
        | _, _ => No no_rewrite
        end
    | Vanishing result source forms =>
        match nth_error equations source with
        | Some e =>
            match mapM (fun f => match f with
                                 | Nonneg _ _ | Square _ _ _ =>
                                     match check_form contexts C c K made f with Ok k =>
                                       Some k | _ => None end
                                 | _ => None
                                 end) forms with
            | Some l =>
                if is_zero_term K (tminus e (total_of (map f_value l))) &&&
                   any (fun z => is_zero_term K (tminus (elab C result) z)) (flat_map f_zero l)
                then Ok (elab C result) else No no_vanishing
            | None => No no_vanishing
            end
        | None => No no_vanishing
        end
    end.

  Fixpoint derived (equations : list tm) (steps : list step) : result (list tm) :=
    match steps with
    | [] => Ok equations
    | s :: steps =>
        match check_step equations s with
        | Ok e => derived (equations ++ [e]) steps
        | No why => No why
        | NotHere why => NotHere why
        end
    end.
End steps.

Section sound.
  Variable M : model.
  Notation ev := (ev M).

  Lemma ev_total_of l e : ev (total_of l) e = fold_right (fun t x => ev t e + x) 0 l.
  Proof. induction l as [|t l IH]; cbn [total_of fold_right Core.ev]; [apply Q2R_0|]. fold (total_of l). rewrite IH. reflexivity. Qed.

  Lemma replaced_here_sound a by_ t u : replaced_here a by_ t = Some u ->
    (forall e, in_range M e -> ev a e = ev by_ e) -> forall e, in_range M e -> ev u e = ev t e.
  Proof.
    unfold replaced_here. destruct (pairs_at a t) as [r|]; [|discriminate].
    destruct (tm_eqb (rename r a) t) eqn:E; [|discriminate]. destruct (safe r a) eqn:S;
      [|discriminate].
    intros R H e V. destruct (rename_apart_sound M r by_ u R) as [A Eu]. apply tm_eqb_eq in E.
    subst t.
    rewrite Eu, ev_rename by auto. symmetry. apply H, in_range_look; auto.
  Qed.

  Lemma replace_sound a by_ t : (forall e, in_range M e -> ev a e = ev by_ e) ->
    forall e, in_range M e -> ev (replace a by_ t) e = ev t e.
  Proof.
    intros H. induction t; intros e V; cbn [replace]; try reflexivity;
      try (destruct (replaced_here a by_ _) eqn:R; [|reflexivity]; eapply replaced_here_sound;
        eauto; fail);
      cbn [Core.ev]; try (rewrite IHt1, IHt2 by auto; reflexivity); try (rewrite IHt by auto;
        reflexivity).
    apply total_ext. intros k L. apply IHt, in_range_set; auto.
  Qed.

  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (made :
    list (result thm)).
  Hypothesis At_place : place M contexts C c K made.
  Let Mo := p_model _ _ _ _ _ _ At_place. Let G := p_known _ _ _ _ _ _ At_place. Let Nth := p_context _ _ _ _ _ _ At_place.
  Let Made := p_made _ _ _ _ _ _ At_place. Let Places := p_places _ _ _ _ _ _ At_place.

  Lemma nonneg_values_zero l : (forall f, In f l -> form_holds M f) ->
    zero_everywhere M (total_of (map f_value l)) ->
    (forall e, in_range M e -> 0 <= ev (total_of (map f_value l)) e) /\
    forall f, In f l -> zero_everywhere M (f_value f).
  Proof.
    intros H Z. split.
    - intros e V. rewrite (Z e V). lra.
    - intros f I e V. specialize (Z e V). rewrite ev_total_of in Z.
      assert (S : forall l, (forall f, In f l -> form_holds M f) ->
        0 <= fold_right (fun t x => ev t e + x) 0 (map f_value l) /\
        forall f, In f l -> ev (f_value f) e <= fold_right (fun t x => ev t e + x) 0 (map f_value
          l)).
      { clear - V. induction l as [|g l IH]; simpl; intros H; [split; [lra|tauto]|].
        destruct IH as [I1 I2]; [intros; apply H; auto|].
        destruct (value_sign M g e (H g (or_introl eq_refl)) V) as [P _]. split; [lra|].
        intros f [<-|I]; [lra|]. specialize (I2 f I). lra. }
      destruct (S l H) as [_ L]. specialize (L f I).
      destruct (value_sign M f e (H f I) V) as [P _]. lra.
  Qed.

  Lemma check_step_sound equations s t : all_zero M equations ->
    check_step contexts C c K made equations s = Ok t -> zero_everywhere M t.
  Proof.
    intros Z. destruct s; cbn [check_step].
    - destruct (linear_parts C equations parts) as [l|] eqn:L; [|discriminate].
      destruct (is_zero_term K _) eqn:N; [|discriminate]. intros H. injection H as <-. intros e V.
      apply (is_zero_term_sound K M G _ e V) in N. rewrite ev_minus, ev_sums in N.
      rewrite (sum_over_ext M _ _ (fun _ => 0)), sum_over_zero in N; auto; [lra|].
      intros e' V'. rewrite ev_total_of.
      assert (P : forall x, In x l -> ev x e' = 0).
      { intros x I. destruct (mapM_In _ _ _ L) as [L1 _]. destruct (L1 x I) as [[[k r] m] [_ E]].
        destruct (nth_error equations k) as [q|] eqn:Q; [|discriminate].
        destruct (rename_apart _ q) as [q'|] eqn:R; [|discriminate]. simpl in E. injection E as <-.
        destruct (rename_apart_sound M _ q q' R) as [A Eq]. simpl. rewrite Eq.
        rewrite (Z q (nth_error_In _ _ Q) _ (in_range_look M _ e' V' A)). ring. }
      clear - P. induction l as [|x l IH]; simpl; auto.
      rewrite (P x (or_introl eq_refl)), IH; [ring|]. intros y I. apply P. right. exact I.
    - destruct (nth_error equations source) as [q|] eqn:Q; [|discriminate].
      set (goal := match target with None => _ | Some k => _ end).
      destruct goal as [goal'|] eqn:Go; [|discriminate].
      destruct (is_zero_term K (tminus q _)) eqn:N1; [|discriminate].
      destruct (is_zero_term K (tminus (replace _ _ _) _)) eqn:N2; [|discriminate].
      intros H. injection H as <-. intros e V.
      assert (Ab : forall e, in_range M e -> ev (elab C atom) e = ev (elab C by_) e).
      { intros e' V'. apply (is_zero_term_sound K M G _ e' V') in N1. rewrite !ev_minus in N1.
        rewrite (Z q (nth_error_In _ _ Q) e' V') in N1. lra. }
      apply (is_zero_term_sound K M G _ e V) in N2. rewrite ev_minus, replace_sound in N2 by auto.
      assert (Zg : ev goal' e = 0).
      { unfold goal in Go. destruct target as [k|].
        - apply (Z goal' (nth_error_In _ _ Go) e V).
        - injection Go as <-. apply Q2R_0. }
      lra.
    - destruct (nth_error equations source) as [q|] eqn:Q; [|discriminate].
      destruct (mapM _ forms) as [l|] eqn:L; [|discriminate].
      destruct (is_zero_term K (tminus q _)) eqn:N1; [|discriminate].
      destruct (any _ (flat_map f_zero l)) eqn:N2; [|discriminate]. intros H. injection H as <-.
      destruct (mapM_In _ _ _ L) as [L1 _].
      assert (F : forall f, In f l -> form_holds M f).
      { intros f I. destruct (L1 f I) as [g [_ E]].
        assert (X : check_form contexts C c K made g = Ok f).
        { destruct g; try discriminate; destruct (check_form _ _ _ _ _ _); congruence. }
        apply (check_form_sound M contexts C c K made At_place g f X). }
      assert (T : zero_everywhere M (total_of (map f_value l))).
      { intros e V. apply (is_zero_term_sound K M G _ e V) in N1. rewrite ev_minus in N1.
        rewrite (Z q (nth_error_In _ _ Q) e V) in N1. lra. }
      destruct (nonneg_values_zero l F T) as [_ P].
      apply any_exists in N2. destruct N2 as [z [Iz Nz]]. apply in_flat_map in Iz.
      destruct Iz as [f [If Iz]].
      pose proof (proj1 (fh_zero M f (F f If)) (P f If) z Iz) as Zz. intros e V.
      apply (is_zero_term_sound K M G _ e V) in Nz. rewrite ev_minus, (Zz e V) in Nz. lra.
  Qed.

  Lemma derived_sound steps : forall equations l, all_zero M equations ->
    derived contexts C c K made equations steps = Ok l -> all_zero M l.
  Proof.
    induction steps as [|s steps IH]; cbn [derived]; intros equations l Z H.
    - injection H as <-. exact Z.
    - destruct (check_step _ _ _ _ _ equations s) as [t| |] eqn:E; try discriminate.
      apply (IH (equations ++ [t]) l); auto. intros z I. apply in_app_or in I.
      destruct I as [I|[<-|[]]]; auto.
      apply (check_step_sound equations s t Z E).
  Qed.
End sound.
