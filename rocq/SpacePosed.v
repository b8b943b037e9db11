(** Well-posedness over spaces; and the letters of a certificate for those to calculate with. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Support
  Normal Elaborate Posed Worlds Values Densities Marginals Rows Known Grounded Convergent Provided Summed SpaceTerms SpaceRules.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Names: the letters of a certificate for those to calculate with *)

Definition original (j : index) : index :=
  match i_name j with xI n => Index n (i_alphabet j) | _ => j end.
Definition originals (C : context) (ts : list term) : renaming :=
  map (fun j => (j, original j)) (dedupe (flat_map (fun t => frees (selab C t)) ts)).
Definition nameable (C : context) (ts : list term) : bool :=
  one_to_one (originals C ts) (flat_map (fun t => frees (selab C t)) ts).

(** ** Well-posedness: of what stands around sums, and of what stands in them *)

Fixpoint ground_term (C : context) (A : list tm) (t : term) : option term :=
  match t with
  | Const _ => Some t
  | Add ts => option_map Add (fold_right (fun t l => match ground_term C A t, l with Some t, Some l => Some (t :: l) | _, _ => None end) (Some []) ts)
  | Mul ts => option_map Mul (fold_right (fun t l => match ground_term C A t, l with Some t, Some l => Some (t :: l) | _, _ => None end) (Some []) ts)
  | Pow t k => option_map (fun t => Pow t k) (ground_term C A t)
  | Log t => option_map Log (ground_term C A t)
  | Exp t => option_map Exp (ground_term C A t)
  | Nonzero t => option_map Nonzero (ground_term C A t)
  | Card _ | Delta _ _ => None
  | LawTerm _ _ | Quantity _ _ | Sum _ _ => option_map (fun n => Quantity n []) (position A (selab C t))
  end.
Fixpoint sums_inside (t : term) : list (list index * term) :=
  match t with
  | Add ts | Mul ts => flat_map sums_inside ts
  | Pow t _ | Log t | Exp t | Nonzero t => sums_inside t
  | Sum b t => [(b, t)]
  | _ => []
  end.
Fixpoint sposed_term (n : nat) (F : sfacts) (C : context) (t : term) : bool :=
  match n with
  | O => false
  | S n =>
      (let k := known_of F (selab C t) in
       let D := grounded F k in
       match ground_term C (k_atoms k) t with
       | Some g => well_posed_term (facts_in D) (elab D g)
       | None => false end) &&&
      nameable C [t] &&& all (fun bt => sposed_term n F C (snd bt)) (sums_inside t)
  end.
Definition deep : nat := 12.

(** ** Soundness *)

Section names.
  Variables (M : space_model) (C : context).
  Hypothesis Me : measures M.
  Notation sev := (sev M).
  Notation svalue := (svalue M C).
  Implicit Types e : places M.

  Definition outside e : places M := fun j => e (original j).
  Lemma inside_outside e : through M user (outside e) = e.
  Proof. extensionality i. destruct i. reflexivity. Qed.
  Lemma look_original l j : In j l -> look (map (fun j => (j, original j)) l) j = original j.
  Proof.
    induction l as [|i l IH]; simpl; [tauto|]. intros I. destruct (same_index j i) eqn:E.
    - apply same_index_eq in E. subst. reflexivity.
    - destruct I as [->|I]; auto. rewrite same_index_refl in E. discriminate.
  Qed.
  Lemma dedupe_In i l : In i (dedupe l) <-> In i l.
  Proof.
    induction l as [|j l IH]; simpl; [tauto|]. destruct (mem j (dedupe l)) eqn:E; simpl; rewrite IH; [|tauto].
    split; auto. intros [<-|I]; auto. apply IH, mem_In, E.
  Qed.
  Lemma named ts : nameable C ts = true -> letter_map (perm (originals C ts)) /\
    forall t, In t ts -> forall e, sev (selab C t) (through M (perm (originals C ts)) e) = svalue t e.
  Proof.
    unfold nameable. intros O. split; [apply (perm_letter_map _ _ O)|]. intros t I e.
    rewrite <- (inside_outside e) at 2. rewrite <- (selab_sound M C Me). apply sev_agree. intros j J.
    apply occurs_frees in J. assert (Jl : In j (flat_map (fun t => frees (selab C t)) ts)) by
      (apply in_flat_map; eauto).
    unfold through, outside. f_equal. unfold one_to_one in O. destruct (keeps_alphabets _); [|discriminate].
    pose proof (all_forall _ _ O j Jl) as E. apply same_index_eq in E. rewrite <- E.
    apply look_original. apply dedupe_In. exact Jl.
  Qed.
  (** From terms to calculate with to those of the certificate. *)
  Lemma named_almost2 s t (P : R -> R -> Prop) : nameable C [s; t] = true ->
    almost M (fun e => P (sev (selab C s) e) (sev (selab C t) e)) -> almost M (fun e => P (svalue s e) (svalue t e)).
  Proof.
    intros N A. destruct (named _ N) as [L E].
    apply (almost_mono _ _) with (2 := almost_through _ _ L A). intros e.
    rewrite (E s), (E t) by (simpl; auto). auto.
  Qed.
  Lemma named_zero t : nameable C [t] = true -> (svanishes M C t <-> zero (almostly M) (selab C t)).
  Proof.
    intros N. split; intros A.
    - apply (almost_mono _ _) with (2 := almost_through _ _ user_map A). intros e. cbn [almostly val].
      rewrite (selab_sound M _ Me). auto.
    - destruct (named _ N) as [L E]. apply (almost_mono _ _) with (2 := almost_through _ _ L A). intros e. cbn [almostly val].
      rewrite (E t) by (simpl; auto). auto.
  Qed.
End names.

Section posed.
  Variables (M : space_model) (C : context) (F : sfacts).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Implicit Types e : places M.

  Lemma grounded_list A ts : forall gs,
    fold_right (fun t l => match ground_term C A t, l with Some t, Some l => Some (t :: l) | _, _ => None end) (Some []) ts = Some gs ->
    Forall2 (fun t g => ground_term C A t = Some g) ts gs.
  Proof.
    induction ts as [|t ts IH]; simpl; intros gs H; [injection H as <-; constructor|].
    destruct (ground_term C A t) as [g|] eqn:E; [|discriminate].
    destruct (fold_right _ _ ts) as [l|]; [|discriminate]. injection H as <-. constructor; auto.
  Qed.
  Lemma frees_join f one ts u : (forall s t, frees (f s t) = frees s ++ frees t) -> In u ts ->
    incl (frees (selab C u)) (frees (join f one (map (selab C) ts))).
  Proof.
    intros Ff. unfold join. induction ts as [|t ts IH]; [intros []|].
    intros I. destruct ts as [|t' ts].
    - destruct I as [->|[]]. apply incl_refl.
    - cbn [map] in *. rewrite Ff. destruct I as [->|I]; [apply incl_appl, incl_refl|apply incl_appr, IH, I].
  Qed.

  (** At points e' that give the letters of t their places in e. *)
  Lemma ground_term_sound D A e e' v t : forall g, ground_term C A t = Some g ->
    (forall u, incl (frees (selab C u)) (frees (selab C t)) -> sev M (selab C u) e' = svalue M C u e) ->
    (forall b u, In (b, u) (sums_inside t) -> almost_over M b (sdefined M C u) e) ->
    value D (numbers M A e') g v = svalue M C t e /\
    (defined D (numbers M A e') g v -> sdefined M C t e).
  Proof.
    assert (Leaf : forall u n, position A (selab C u) = Some n -> sev M (selab C u) e' = svalue M C u e ->
      value D (numbers M A e') (Quantity n []) v = svalue M C u e).
    { intros u n P E. simpl. rewrite (position_entry A _ n P). exact E. }
    assert (List : forall ts gs, Forall (fun t => forall g, ground_term C A t = Some g ->
        (forall u, incl (frees (selab C u)) (frees (selab C t)) -> sev M (selab C u) e' = svalue M C u e) ->
        (forall b u, In (b, u) (sums_inside t) -> almost_over M b (sdefined M C u) e) ->
        value D (numbers M A e') g v = svalue M C t e /\ (defined D (numbers M A e') g v -> sdefined M C t e)) ts ->
      Forall2 (fun t g => ground_term C A t = Some g) ts gs ->
      (forall t u, In t ts -> incl (frees (selab C u)) (frees (selab C t)) -> sev M (selab C u) e' = svalue M C u e) ->
      (forall b u, In (b, u) (flat_map sums_inside ts) -> almost_over M b (sdefined M C u) e) ->
      Forall2 (fun t g => value D (numbers M A e') g v = svalue M C t e /\ (defined D (numbers M A e') g v -> sdefined M C t e)) ts gs).
    { clear. intros ts gs Ih H. induction H as [|t g ts gs E H IH]; intros N S; constructor.
      - inversion Ih; subst. apply H2; auto.
        + intros u. apply N. left. reflexivity.
        + intros b u I. apply S. simpl. apply in_or_app. auto.
      - inversion Ih; subst. apply IH; auto.
        + intros t' u I. apply N. right. exact I.
        + intros b u I. apply S. simpl. apply in_or_app. auto. }
    induction t using term_induction; cbn [ground_term]; intros g Hg N S; try discriminate;
      try (destruct (position A _) as [n|] eqn:P; [|discriminate]; injection Hg as <-; split;
           [apply Leaf; auto; apply N, incl_refl|]).
    - injection Hg as <-. simpl. auto.
    - simpl. auto.
    - simpl. auto.
    - match type of Hg with option_map _ ?x = _ => destruct x as [gs|] eqn:Gs; [|discriminate] end. injection Hg as <-.
      assert (L := List ts gs H (grounded_list A ts gs Gs)
        (fun t u I J => N u (incl_tran J (frees_join TAdd (TConst 0) ts t (fun _ _ => eq_refl) I))) S).
      clear - L. cbn [value svalue defined sdefined]. induction L as [|t g ts gs [V Df] L [I1 I2]]; simpl; auto.
      split; [congruence|]. intros [X Y]. auto.
    - match type of Hg with option_map _ ?x = _ => destruct x as [gs|] eqn:Gs; [|discriminate] end. injection Hg as <-.
      assert (L := List ts gs H (grounded_list A ts gs Gs)
        (fun t u I J => N u (incl_tran J (frees_join TMul (TConst 1) ts t (fun _ _ => eq_refl) I))) S).
      clear - L. cbn [value svalue defined sdefined]. split.
      + induction L as [|t g ts gs [V Df] L IH]; simpl; congruence.
      + intros [X|X]; [left|right]; induction L as [|t g ts gs [V Df] L IH]; simpl in *; auto.
        * destruct X. auto.
        * destruct X as [[X Y]|X]; [left; split; congruence || auto|right; auto].
    - destruct (ground_term C A t) as [g'|]; [|discriminate]. injection Hg as <-.
      destruct (IHt g' eq_refl N S) as [V Df]. simpl. rewrite V. split; auto. intros [X Y]. auto.
    - destruct (ground_term C A t) as [g'|]; [|discriminate]. injection Hg as <-.
      destruct (IHt g' eq_refl N S) as [V Df]. simpl. rewrite V. split; auto. intros [X Y]. auto.
    - destruct (ground_term C A t) as [g'|]; [|discriminate]. injection Hg as <-.
      destruct (IHt g' eq_refl N S) as [V Df]. simpl. rewrite V. auto.
    - destruct (ground_term C A t) as [g'|]; [|discriminate]. injection Hg as <-.
      destruct (IHt g' eq_refl N S) as [V Df]. simpl. rewrite V. auto.
    - intros _. simpl. apply S. left. reflexivity.
  Qed.

  Lemma sposed_term_sound n : forall t, sposed_term n F C t = true -> almost M (sdefined M C t).
  Proof.
    induction n as [|n IH]; intros t H; [discriminate|]. cbn [sposed_term] in H. ands.
    match goal with H : match ground_term C _ t with _ => _ end = true |- _ => rename H into Hg end.
    set (k := known_of F (selab C t)) in *.
    destruct (ground_term C (k_atoms k) t) as [g|] eqn:Gt; [|discriminate].
    match goal with H : nameable C [t] = true |- _ => destruct (named M C Me _ H) as [L E]; rename H into Nm end.
    match goal with H : all _ (sums_inside t) = true |- _ => pose proof (all_forall _ _ H) as Sm end.
    assert (As : almost M (fun e => forall bt, In bt (sums_inside t) -> almost_over M (fst bt) (sdefined M C (snd bt)) e)).
    { apply (almost_list). intros bt I. apply (almost_fubini), IH. apply (Sm bt I). }
    pose proof (almost_through _ _ L (known_model F M G (selab C t))) as Am.
    apply (almost_mono2 _ _ _) with (2 := As) (3 := Am). intros e Se [e' [_ [Fe Mo]]].
    destruct (ground_term_sound (grounded F k) (k_atoms k) e e' (inner nowhere) t g Gt) as [_ Df].
    - intros u Iu. rewrite <- (inside_outside M e). rewrite <- (selab_sound M C Me). apply sev_agree.
      intros j J. apply occurs_frees, Iu in J. rewrite <- (Fe j J).
      assert (Jl : In j (flat_map (fun t => frees (selab C t)) [t])) by (simpl; rewrite app_nil_r; exact J).
      unfold through, outside. f_equal. unfold nameable, one_to_one in Nm. destruct (keeps_alphabets _); [|discriminate].
      pose proof (all_forall _ _ Nm j Jl) as Q. apply same_index_eq in Q. rewrite <- Q.
      apply look_original. apply dedupe_In. exact Jl.
    - intros b u I. apply (Se (b, u) I).
    - apply Df. apply elab_dfd. unfold well_posed_term in Hg.
      apply (shown_sound _ _ (facts_in_sound _ _ Mo) levels _ [] nowhere (nowhere_in_range M (k_atoms k) e') Hg). intros b [].
  Qed.
End posed.
