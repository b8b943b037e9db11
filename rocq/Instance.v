(** INSTANCE: terms put for the quantities of an earlier theorem. At each choice of letters they make a
    model of its context, in which it holds. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Search Support Factors Normal Elaborate
  Contexts Worlds Finitely.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition here_instance := "an instance that puts in laws or alphabets"%string.
Definition no_instance := "an instance whose terms do not meet what the theorem assumes"%string.

(** What is put for each quantity: the indices of its letters, and a term. *)
Notation puts := (list (name * (list index * tm))).
Definition free_in_puts (s : puts) : list index :=
  flat_map (fun x => filter (fun i => negb (mem i (fst (snd x)))) (frees (snd (snd x)))) s.
Fixpoint put_in (s : puts) (t : tm) : option tm :=
  let two (op : tm -> tm -> tm) a b := match a, b with Some a, Some b => Some (op a b) | _, _ => None end in
  match t with
  | TConst _ | TCard _ | TDelta _ _ | TLaw _ _ => Some t
  | TQty q at_ =>
      match find_name q s with
      | Some (params, u) =>
          if Nat.eqb (length params) (length at_) then rename_apart (combine params at_) u else None
      | None => Some t
      end
  | TAdd a b => two TAdd (put_in s a) (put_in s b)
  | TMul a b => two TMul (put_in s a) (put_in s b)
  | TPow t k => option_map (fun t => TPow t k) (put_in s t)
  | TLog t => option_map TLog (put_in s t)
  | TExp t => option_map TExp (put_in s t)
  | TNz t => option_map TNz (put_in s t)
  | TSum i t => if mem i (free_in_puts s) then None else option_map (TSum i) (put_in s t)
  end.
Definition apart_from (s : puts) (t : tm) : bool := forallb (fun i => negb (occurs i t)) (free_in_puts s).

Section rule.
  Variables (C D : context) (K : facts) (s : puts).

  Definition same_declarations : bool :=
    all (fun x => match find_name (fst x) (laws D), find_name (fst x) (laws C) with
                  | Some d, Some e => same_law d e | _, _ => false end) (laws D) &&&
    all (fun x => match find_name (fst x) s with
                  | Some _ => true
                  | None => match find_name (fst x) (quantities D), find_name (fst x) (quantities C) with
                            | Some d, Some e => same_quantity d e | _, _ => false end
                  end) (quantities D).
  Definition sign_shown (g : sign) (t : tm) : bool :=
    match g with
    | AnySign => true
    | SignNonneg => nonneg_term K t
    | SignPos => nonneg_term K t &&& never_zero K t
    | SignUnit => nonneg_term K t &&& nonneg_term K (tminus (TConst 1) t)
    end.
  Definition put_fits (x : name * (list index * tm)) : bool :=
    match find_name (fst x) (quantities D) with
    | Some d => match list_cmp Pos.compare (map i_alphabet (fst (snd x))) (q_alphabets d) with Eq => true | _ => false end
                &&& distinct (fst (snd x)) &&& sign_shown (q_sign d) (snd (snd x))
    | None => false
    end.
  Definition support_kept (p : support) : bool :=
    let a := elab D (premise p) in let b := elab D (conclusion p) in
    apart_from s a &&& apart_from s b &&&
    match put_in s a, put_in s b with
    | Some a, Some b =>
        let (c, m) := in_factors K b in
        negb (Qeq_bool c 0) &&& forallb (fun x => nonzero_where K (map fst m) (atoms_of (snd x))) (normal K a)
    | _, _ => false
    end.
  Definition hypothesis_kept (h : hypothesis) : bool :=
    let t := elab D (h_term h) in
    apart_from s t &&&
    match put_in s t with
    | Some t => match h_kind h with
                | IsZero => is_zero_term K t
                | AtLeastZero => nonneg_term K t ||| any (fun g => match h_kind g with
                    | AtLeastZero => is_zero_term K (tminus (elab C (h_term g)) t) | IsZero => false end) (hypotheses C)
                end
    | None => false
    end.
  Definition model_made : bool :=
    same_declarations &&& forallb put_fits s &&& forallb support_kept (supports D) &&& forallb hypothesis_kept (hypotheses D).

  (** The theorem's equality condition, with the terms put in; [gap] is what the instance states. *)
  Definition instance (t : thm) (gap : tm) (r : rel) : result (list tm) :=
    if negb model_made then No no_instance else
    match put_in s (t_gap t), mapM (put_in s) (t_zero t) with
    | Some g, Some zs =>
        if match r, t_rel t with
           | REq, REq | RLe, RLe | RGe, RGe | RLt, RLt | RGt, RGt => true | _, _ => false end
           &&& (tm_eqb gap g ||| is_zero_term K (tminus gap g))
           &&& (t_scalar t ||| forallb (apart_from s) (t_gap t :: t_zero t))
        then Ok zs else No no_instance
    | _, _ => NotHere here_instance
    end.
End rule.

(** ** Soundness *)

Section sound.
  Variables (M : model) (s : puts).

  Fixpoint bound (l : list (index * nat)) (e : letters) : letters :=
    match l with [] => e | (i, k) :: l => fun j => if same_index j i then k else bound l e j end.
  (** The model that the terms make, at letters e for what they have free besides their own. *)
  Definition made_at (e : letters) : model :=
    Model (size M) (law_at M) (fun q r =>
      match find_name q s with
      | Some (params, u) => ev M u (bound (combine params r) e)
      | None => quantity_at M q r
      end).

  Lemma find_In {A} n (l : list (name * A)) x : find_name n l = Some x -> In (n, x) l.
  Proof.
    unfold find_name. destruct (find (fun x => Pos.eqb (fst x) n) l) as [[m y]|] eqn:F; [|discriminate].
    simpl. intros H. injection H as <-. apply find_some in F. destruct F as [I E]. simpl in E.
    apply Pos.eqb_eq in E. subst. exact I.
  Qed.
  Lemma occurs_frees i t : occurs i t = true -> In i (frees t).
  Proof.
    induction t; cbn [occurs frees]; try discriminate; auto.
    - intros H. apply existsb_exists in H. destruct H as [[j|a] [I E]]; [|discriminate E]. simpl in E.
      apply same_index_eq in E. subst j. apply in_flat_map. exists (At i). split; auto. left. reflexivity.
    - apply mem_In.
    - intros H. apply orb_true_iff in H. destruct H as [H|H]; apply same_index_eq in H; subst; simpl; auto.
    - intros H. apply orb_true_iff in H. apply in_or_app. destruct H; auto.
    - intros H. apply orb_true_iff in H. apply in_or_app. destruct H; auto.
    - intros H. apply andb_true_iff in H. destruct H as [N H]. apply filter_In. split; auto.
  Qed.

  Lemma bound_look params at_ e : forall i, length params = length at_ ->
    e (look (combine params at_) i) = bound (combine params (map e at_)) e i.
  Proof.
    revert at_. induction params as [|p params IH]; destruct at_ as [|j at_]; simpl; try discriminate; intros i L; auto.
    destruct (same_index i p); auto.
  Qed.
  Lemma bound_outside l e e' i : (~ In i (map fst l) -> e i = e' i) -> bound l e i = bound l e' i.
  Proof.
    induction l as [|[p k] l IH]; simpl; intros H; auto. destruct (same_index i p) eqn:E; auto.
    apply IH. intros N. apply H. intros [X|X]; auto. subst. rewrite same_index_refl in E. discriminate.
  Qed.
  Lemma combine_fst {A B} (l : list A) : forall k : list B, length l = length k -> map fst (combine l k) = l.
  Proof. induction l; destruct k; simpl; intros; try discriminate; auto. f_equal. auto. Qed.

  (** e and e' agree where the terms look. *)
  Definition agree (e e' : letters) : Prop := forall i, In i (free_in_puts s) -> e i = e' i.
  Lemma puts_agree q params u r e e' : find_name q s = Some (params, u) -> length params = length r -> agree e e' ->
    ev M u (bound (combine params r) e) = ev M u (bound (combine params r) e').
  Proof.
    intros F L A. apply ev_agree. intros i O. apply bound_outside. rewrite combine_fst by auto. intros N. apply A.
    unfold free_in_puts. apply in_flat_map. exists (q, (params, u)). split; [apply find_In, F|]. simpl. apply filter_In.
    split; [apply occurs_frees, O|]. apply negb_true_iff. apply mem_not_In, N.
  Qed.

  Lemma put_in_sound t : forall t' e e0, put_in s t = Some t' -> agree e e0 -> ev M t' e = ev (made_at e0) t e.
  Proof.
    induction t; intros t' e e0; cbn [put_in];
      try (intros H A; injection H as <-; reflexivity);
      try (destruct (put_in s t1) as [u1|]; [|discriminate]; destruct (put_in s t2) as [u2|]; [|discriminate];
        intros H A; injection H as <-; cbn [ev]; rewrite (IHt1 u1 e e0), (IHt2 u2 e e0); auto; fail);
      try (destruct (put_in s t) as [u|]; [|discriminate]; intros H A; injection H as <-; cbn [ev];
        rewrite (IHt u e e0); auto; fail).
    - intros H A. injection H as <-. cbn [ev].
      assert (X : forall f e, marginal M e args f = marginal (made_at e0) e args f).
      { clear. induction args as [|[i|a] args IH]; simpl; intros; auto. apply total_ext. auto. }
      apply X.
    - destruct (find_name q s) as [[params u]|] eqn:F.
      + destruct (Nat.eqb_spec (length params) (length at_)) as [L|]; [|discriminate]. intros H A.
        destruct (rename_apart_sound M _ _ _ H) as [_ E]. rewrite E. cbn [ev made_at quantity_at]. rewrite F.
        transitivity (ev M u (bound (combine params (map e at_)) e)).
        { f_equal. extensionality i. apply bound_look, L. }
        apply (puts_agree q); auto. rewrite map_length. exact L.
      + intros H A. injection H as <-. cbn [ev made_at quantity_at]. rewrite F. reflexivity.
    - destruct (mem i (free_in_puts s)) eqn:Mi; [discriminate|]. destruct (put_in s t) as [u|]; [|discriminate].
      intros H A. injection H as <-. cbn [ev]. apply total_ext. intros k _. apply IHt; auto.
      intros j J. unfold set. destruct (same_index i j) eqn:E; [|apply A, J]. apply same_index_eq in E. subst j.
      apply mem_not_In in Mi. contradiction.
  Qed.

  Definition mixed (e0 e : letters) : letters := fun i => if mem i (free_in_puts s) then e0 i else e i.
  Lemma mixed_agree e0 e : agree (mixed e0 e) e0.
  Proof. intros i I. unfold mixed. apply mem_In in I. rewrite I. reflexivity. Qed.
  Lemma mixed_in_range e0 e : in_range M e0 -> in_range M e -> in_range M (mixed e0 e).
  Proof. intros V W i. unfold mixed. destruct (mem i _); auto. Qed.
  Lemma mixed_apart N t e0 e : apart_from s t = true -> ev N t (mixed e0 e) = ev N t e.
  Proof.
    intros A. apply ev_agree. intros i O. unfold mixed. destruct (mem i _) eqn:I; auto. apply mem_In in I.
    unfold apart_from in A. rewrite forallb_forall in A. specialize (A i I). rewrite O in A. discriminate.
  Qed.
  (** Such a term at any letters, in the model at e0, is what is put in at mixed ones. *)
  Lemma put_apart t t' e0 e : put_in s t = Some t' -> apart_from s t = true ->
    ev (made_at e0) t e = ev M t' (mixed e0 e).
  Proof. intros P A. rewrite (put_in_sound t t' _ e0 P (mixed_agree e0 e)). symmetry. apply mixed_apart, A. Qed.

  Variables (C D : context) (K : facts).
  Hypothesis Mo : model_of C M.
  Hypothesis G : sound K M.

  Lemma sign_shown_sound g t e : sign_shown K g t = true -> in_range M e -> has_sign g (ev M t e).
  Proof.
    intros H V. destruct g; simpl in *; auto; ands.
    - apply (nonneg_term_sound K M G _ _ V H).
    - pose proof (nonneg_term_sound K M G _ _ V Heqb) as A. pose proof (never_zero_sound K M G _ _ V H) as B. lra.
    - pose proof (nonneg_term_sound K M G _ _ V Heqb) as A. pose proof (nonneg_term_sound K M G _ _ V H) as B.
      cbn [ev tneg tminus] in B. rewrite Q2R_1, Q2R_m1 in B. lra.
  Qed.
  Lemma bound_in_range params r e : in_range M e -> letters_of M (map i_alphabet params) r ->
    in_range M (bound (combine params r) e).
  Proof.
    intros V. revert r. induction params as [|p params IH]; destruct r as [|k r]; simpl; auto; try contradiction.
    intros [L H] j. destruct (same_index j p) eqn:E; [|apply (IH r H)]. apply same_index_eq in E. subst. exact L.
  Qed.

  Lemma made_at_model e0 : model_made C D K s = true -> in_range M e0 -> model_of D (made_at e0).
  Proof.
    unfold model_made. intros H V0. ands. unfold same_declarations in *. ands.
    repeat match goal with H : all _ _ = true |- _ => pose proof (all_forall _ _ H); clear H end.
    repeat match goal with H : forallb _ _ = true |- _ => rewrite forallb_forall in H end.
    rename H into Hyps.
    constructor.
    - apply (sizes_positive _ _ Mo).
    - intros l d F. destruct (find_name_In _ _ _ F) as [y I].
      match goal with H : forall x, In x (laws D) -> _ |- _ => specialize (H _ I); cbn [fst] in H; rewrite F in H;
        destruct (find_name l (laws C)) as [g|] eqn:E; [|discriminate H]; apply same_law_eq in H; subst g end.
      pose proof (laws_are_laws _ _ Mo l d E) as L.
      assert (Lo : forall al r, letters_of (made_at e0) al r <-> letters_of M al r).
      { induction al; destruct r; simpl; try tauto; rewrite IHal; tauto. }
      assert (To : forall al f, total_over (made_at e0) al f = total_over M al f).
      { induction al; simpl; intros f; auto. }
      destruct L as [L1 L2]. split.
      + intros r R. apply L1. apply Lo, R.
      + intros r R. rewrite To. apply L2. apply Lo, R.
    - intros q d F r R.
      assert (R' : letters_of M (q_alphabets d) r).
      { clear - R. revert r R. generalize (q_alphabets d). induction l; destruct r; simpl; auto. }
      cbn [made_at quantity_at]. destruct (find_name q s) as [[params u]|] eqn:P.
      + match goal with H : forall x, In x s -> put_fits D K x = true |- _ => specialize (H _ (find_In _ _ _ P)) end.
        unfold put_fits in *. cbn [fst snd] in *. rewrite F in *. ands.
        destruct (list_cmp Pos.compare _ _) eqn:Al; try discriminate. apply list_cmp_eq in Al; [|exact Pos.compare_eq].
        apply sign_shown_sound; auto. apply bound_in_range; auto. rewrite Al. exact R'.
      + destruct (find_name_In _ _ _ F) as [y I].
        match goal with H : forall x, In x (quantities D) -> _ |- _ => specialize (H _ I); cbn [fst] in H; rewrite P, F in H;
          destruct (find_name q (quantities C)) as [g|] eqn:E; [|discriminate H]; apply same_quantity_eq in H; subst g end.
        apply (signs_hold _ _ Mo q d E r R').
    - intros p I. match goal with H : forall x, In x (supports D) -> _ |- _ => specialize (H _ I); rename H into S end.
      unfold support_kept in S. cbv zeta in S. ands.
      destruct (put_in s (elab D (premise p))) as [a|] eqn:Pa; [|discriminate].
      destruct (put_in s (elab D (conclusion p))) as [b|] eqn:Pb; [|discriminate].
      destruct (in_factors K b) as [c m] eqn:F. ands. intros e V.
      rewrite <- (inner_outer e), <- !elab_sound.
      assert (V' : in_range M (mixed e0 (outer e))) by (apply mixed_in_range; auto; apply outer_in_range; auto; apply (sizes_positive _ _ Mo)).
      rewrite (put_apart _ a), (put_apart _ b) by auto. intros Na.
      rewrite (in_factors_sound K M G b c m _ V' F). apply Rmult_integral_contrapositive. split.
      + apply Q2R_not_0, negb_true_iff. assumption.
      + rewrite forallb_forall in S. apply evm_not_0. intros y Y.
        assert (Some_ : exists x, In x (normal K a) /\ evm M (snd x) (mixed e0 (outer e)) <> 0).
        { rewrite <- (normal_sound K M G a _ V') in Na. revert Na. generalize (normal K a). clear. intros l.
          induction l as [|[c m] l IH]; simpl; intros N; [contradiction|].
          destruct (Req_EM_T (evm M m (mixed e0 (outer e))) 0) as [Z|Z]; [|exists (c, m); auto].
          destruct IH as [x [X1 X2]]; [intros E; apply N; rewrite Z, E; ring|]. exists x. auto. }
        destruct Some_ as [x [X1 X2]].
        apply (nonzero_where_sound K M G _ _ _ V' (S x X1) (atoms_of_true M (snd x) _ X2)). apply in_map. exact Y.
    - intros h I. match goal with H : forall x, In x (hypotheses D) -> _ |- _ => specialize (H _ I); rename H into S end.
      unfold hypothesis_kept in S. cbv zeta in S. ands. destruct (put_in s (elab D (h_term h))) as [t|] eqn:P; [|discriminate].
      assert (E : forall e, in_range M e -> value D (made_at e0) (h_term h) e = ev M t (mixed e0 (outer e)) /\ in_range M (mixed e0 (outer e))).
      { intros e V. split.
        - rewrite <- (inner_outer e) at 1. rewrite <- elab_sound. apply put_apart; auto.
        - apply mixed_in_range; auto. apply outer_in_range; auto. apply (sizes_positive _ _ Mo). }
      destruct (h_kind h); intros e V; destruct (E e V) as [-> V'].
      + apply or_true in S. destruct S as [S|S]; [apply (nonneg_term_sound K M G _ _ V' S)|].
        apply any_exists in S. destruct S as [g [Ig Z]]. destruct (h_kind g) eqn:Kg; [|discriminate].
        apply (is_zero_term_sound K M G _ _ V') in Z. rewrite ev_minus in Z.
        pose proof (hypotheses_hold C M Mo g Ig) as Hg. rewrite Kg in Hg.
        specialize (Hg _ (inner_in_range M _ V')). cbv beta in Hg. rewrite <- elab_sound in Hg. lra.
      + apply (is_zero_term_sound K M G _ _ V' S).
  Qed.

  Lemma instance_sound t gap r zs c : (forall N, model_of D N -> thm_holds (finitely N) t) ->
    instance C D K s t gap r = Ok zs -> thm_holds (finitely M) (Thm c gap r zs (t_scalar t)).
  Proof.
    intros T. unfold instance. destruct (model_made C D K s) eqn:Mm; [|discriminate]. cbn [negb].
    destruct (put_in s (t_gap t)) as [g|] eqn:Pg; [|discriminate]. destruct (mapM (put_in s) (t_zero t)) as [k|] eqn:Pz; [|discriminate].
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:B end; [|discriminate].
    intros H. injection H as <-. ands.
    assert (Er : r = t_rel t) by (destruct r, (t_rel t); discriminate || reflexivity). subst r.
    assert (Eg : forall e, in_range M e -> ev M gap e = ev M g e).
    { intros e V. match goal with H : (tm_eqb gap g ||| _) = true |- _ => apply or_true in H; destruct H as [Same|Same] end.
      - apply tm_eqb_eq in Same. congruence.
      - apply (is_zero_term_sound K M G _ _ V) in Same. rewrite ev_minus in Same. lra. }
    assert (Tm : forall e, in_range M e -> thm_holds (finitely (made_at e)) t) by (intros e V; apply T, made_at_model; auto).
    destruct (mapM_In _ _ _ Pz) as [Z1 Z2].
    assert (Own : forall u u' e, put_in s u = Some u' -> ev M u' e = ev (made_at e) u e).
    { intros u u' e P. apply (put_in_sound u u' e e P). intros i _. reflexivity. }
    assert (Scalar : t_scalar t = true -> forall e, in_range M e -> (ev M gap e = 0 <-> forall z, In z k -> ev M z e = 0)).
    { intros Sc e V. rewrite (Eg e V), (Own _ _ e Pg), (th_scalar _ t (Tm e V) Sc e V). split; intros Z z I.
      - destruct (Z1 z I) as [y [Iy Py]]. rewrite (Own _ _ e Py). apply Z, Iy.
      - destruct (Z2 z I) as [y [Iy Py]]. cbn [finitely val]. rewrite <- (Own _ _ e Py). apply Z, Iy. }
    constructor; cbn [t_gap t_rel t_zero t_scalar finitely always val]; auto.
    - intros e V. rewrite (Eg e V), (Own _ _ e Pg). apply (th_gap _ t (Tm e V) e V).
    - destruct (t_scalar t) eqn:Sc.
      { split.
        - intros Z z I e V. apply (proj1 (Scalar eq_refl e V) (Z e V) z I).
        - intros Z e V. apply (Scalar eq_refl e V). intros z I. apply (Z z I e V). }
      rewrite forallb_forall in B.
      assert (Ap : forall u, u = t_gap t \/ In u (t_zero t) -> apart_from s u = true).
      { intros u [->|I]; apply B; [left; reflexivity|right; exact I]. }
      assert (E0 : forall e0, in_range M e0 -> (forall e, in_range M e -> ev M g (mixed e0 e) = 0) <->
        (forall z, In z k -> forall e, in_range M e -> ev M z (mixed e0 e) = 0)).
      { intros e0 V0. assert (Z : (forall e, in_range M e -> ev (made_at e0) (t_gap t) e = 0) <->
          (forall z, In z (t_zero t) -> forall e, in_range M e -> ev (made_at e0) z e = 0)) by apply (th_zero _ t (Tm e0 V0)).
        split; intros H.
        - intros z I e V. destruct (Z1 z I) as [y [Iy Py]]. rewrite <- (put_apart y z e0 e Py) by auto.
          apply (proj1 Z); auto. intros e' V'. rewrite (put_apart _ g) by auto. apply H, V'.
        - intros e V. rewrite <- (put_apart _ g e0 e Pg) by auto. apply (proj2 Z); auto.
          intros y Iy e' V'. destruct (Z2 y Iy) as [z [I Py]]. rewrite (put_apart y z) by auto. apply (H z I), V'. }
      assert (Mix : forall e, mixed e e = e) by (intros e; extensionality i; unfold mixed; destruct (mem i _); reflexivity).
      split.
      + intros Z z I e V. rewrite <- (Mix e). apply (proj1 (E0 e V)); auto.
        intros e' V'. rewrite <- Eg by (apply mixed_in_range; auto). apply Z, mixed_in_range; auto.
      + intros Z e V. cbn [finitely val]. rewrite (Eg e V), <- (Mix e). apply (proj2 (E0 e V)); auto.
        intros z I e' V'. apply (Z z I), mixed_in_range; auto.
  Qed.
End sound.
