(** Certificates about spaces, and the theorems that what is accepted is true and well posed where what is
    provided converges. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool String Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Integrals Core Mono Close Laws Signs Support
  Normal Elaborate Posed Theorems Forms Steps Rules Check Values Densities Marginals Known Grounded Convergent Provided Summed SpaceTerms SpaceRules.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** A certificate, and the integrals that it is provided with: sums in the context of its last theorem. *)
Record space_certificate := SpaceCertificate { body : certificate; provided : list term }.
Definition last_context (c : certificate) : context :=
  match nth_error (contexts c) (r_context (last (rows c) (Row O (Statement (Const 0) REq (Const 0)) (Prove [])))) with
  | Some C => C
  | None => Context [] [] [] [] []
  end.

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

(** ** The checker *)

Definition swords (why : nat) : string :=
  match why with
  | 40%nat => "a part of an integral over a space"
  | 41%nat => "a strict inequality, over a space"
  | 42%nat => "step Vanishing, over a space"
  | 43%nat => "an instance, or an inequality in one variable, over a space"
  | _ => words why
  end%string.

Definition srow_formed (C : context) (r : row) : bool :=
  let s := r_statement r in
  let conditions := match r_rule r with WithEquality _ conditions _ _ => conditions | _ => [] end in
  space_formed C (lhs s) &&& space_formed C (rhs s) &&& all (space_formed C) conditions &&&
  nameable C [lhs s; rhs s] &&& all (fun t => nameable C [t]) conditions.
Definition srow_posed (C : context) (F : sfacts) (r : row) : bool :=
  negb (needs_posed (r_rule r)) |||
  (sposed_term deep F C (lhs (r_statement r)) &&& sposed_term deep F C (rhs (r_statement r))).

Fixpoint scheck_rows (contexts : list context) (known : list sfacts) (made : list (result thm)) (todo : list row)
    : verdict :=
  match todo with
  | [] => Accepted
  | r :: todo =>
      match nth_error contexts (r_context r), nth_error known (r_context r) with
      | Some C, Some F =>
          if negb (srow_formed C r) then Refused (List.length made) (swords not_formed) else
          match scheck_rule contexts C (r_context r) F made (r_statement r) (r_rule r) with
          | Ok t => if srow_posed C F r then scheck_rows contexts known (made ++ [Ok t]) todo
                    else Refused (List.length made) (swords not_posed)
          | No w => Refused (List.length made) (swords w)
          | NotHere w => Beyond (List.length made) (swords w)
          end
      | _, _ => Refused (List.length made) (swords 0)
      end
  end.
Definition check_spaces (c : space_certificate) : verdict :=
  let P := last_context (body c) in
  if negb (all space_context_formed (contexts (body c)) &&& all (space_formed P) (provided c))
  then Refused 0 (swords not_formed)
  else scheck_rows (contexts (body c)) (map (space_facts P (provided c)) (contexts (body c))) [] (rows (body c)).

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
    apply (almost_mono M _ _) with (2 := almost_through M Me _ _ L A). intros e.
    rewrite (E s), (E t) by (simpl; auto). auto.
  Qed.
  Lemma named_zero t : nameable C [t] = true -> (svanishes M C t <-> zero_almost M (selab C t)).
  Proof.
    intros N. split; intros A.
    - apply (almost_mono M _ _) with (2 := almost_through M Me _ _ user_map A). intros e. rewrite (selab_sound M _ Me). auto.
    - destruct (named _ N) as [L E]. apply (almost_mono M _ _) with (2 := almost_through M Me _ _ L A). intros e.
      rewrite (E t) by (simpl; auto). auto.
  Qed.
End names.

Section posed.
  Variables (M : space_model) (C : context) (F : sfacts).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G.
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
    { apply (almost_list M Me). intros bt I. apply (almost_fubini M Me), IH. apply (Sm bt I). }
    pose proof (almost_through M Me _ _ L (known_model F M G (selab C t))) as Am.
    apply (almost_mono2 M Me _ _ _) with (2 := As) (3 := Am). intros e Se [e' [_ [Fe Mo]]].
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

(** What the theorems made so far say, in every model where what is provided converges. *)
Definition provided_in (P : context) (provided : list term) (M : space_model) : Prop :=
  forall t, In t provided -> sconverges M P t.

Lemma space_includes_sound D C M : space_includes D C = true -> space_model_of M C -> space_model_of M D.
Proof.
  unfold space_includes. intros H Mo. ands.
  repeat match goal with H : all _ _ = true |- _ => pose proof (all_forall _ _ H); clear H end.
  pose proof (are_measures M C Mo) as Me.
  assert (Same : forall s t, same_terms D C s t = true -> forall e, svalue M D s (through M user e) = svalue M C t (through M user e)).
  { intros s t S e. apply tm_eqb_eq in S. rewrite <- (selab_sound M D Me), <- (selab_sound M C Me), S. reflexivity. }
  assert (Same' : forall s t, same_terms D C s t = true -> forall e, svalue M D s e = svalue M C t e).
  { intros s t S e. rewrite <- (inside_outside M e). apply Same, S. }
  constructor.
  - exact Me.
  - intros a N. apply (alphabets_counted M C Mo). intros I. apply N.
    match goal with H : forall x, In x (spaces C) -> _ |- _ => specialize (H a I); apply any_exists in H;
      destruct H as [b [J E]]; apply Pos.eqb_eq in E; subst; exact J end.
  - intros l d Fl. destruct (find_name_In _ _ _ Fl) as [y I].
    match goal with H : forall x, In x (laws D) -> _ |- _ => specialize (H _ I); cbn [fst] in H; rewrite Fl in H;
      destruct (find_name l (laws C)) as [d'|] eqn:E; [|discriminate H]; apply same_law_eq in H; subst d' end.
    apply (laws_are_densities M C Mo l d E).
  - intros q d Fq. destruct (find_name_In _ _ _ Fq) as [y I].
    match goal with H : forall x, In x (quantities D) -> _ |- _ => specialize (H _ I); cbn [fst] in H; rewrite Fq in H;
      destruct (find_name q (quantities C)) as [d'|] eqn:E; [|discriminate H]; apply same_quantity_eq in H; subst d' end.
    apply (ssigns_hold M C Mo q d E).
  - intros s I. match goal with H : forall x, In x (supports D) -> _ |- _ => specialize (H _ I); cbv beta in H;
      apply any_exists in H; destruct H as [t [J H]] end. ands.
    apply (almost_mono M _ _) with (2 := ssupports_hold M C Mo t J). intros e.
    rewrite (Same' (premise s) (premise t)), (Same' (conclusion s) (conclusion t)) by assumption. auto.
  - intros h I. match goal with H : forall x, In x (hypotheses D) -> _ |- _ => specialize (H _ I); cbv beta in H;
      apply any_exists in H; destruct H as [g [J H]] end. ands.
    apply (almost_mono M _ _) with (2 := shypotheses_hold M C Mo g J). intros e.
    rewrite (Same' (h_term h) (h_term g)) by assumption. destruct (h_kind h), (h_kind g); discriminate || auto.
Qed.

Section rows.
  Variables (P : context) (provided : list term) (contexts : list context).
  Definition struly_made (made : list (result thm)) : Prop := forall t, In (Ok t) made ->
    exists D, nth_error contexts (t_context t) = Some D /\
      forall M, space_model_of M D -> provided_in P provided M -> sthm_holds M t.
  Notation facts_at := (space_facts P provided).

  Lemma srule_sound C c made s r t : nth_error contexts c = Some C -> struly_made made ->
    scheck_rule contexts C c (facts_at C) made s r = Ok t -> forall M, space_model_of M C -> provided_in P provided M ->
    t_context t = c /\ t_gap t = sgap_of C s /\ t_rel t = srel s /\ sthm_holds M t /\
    match r with WithEquality _ conditions _ _ => t_zero t = map (selab C) conditions | _ => True end.
  Proof.
    intros Nth Tm H M Mo Pr.
    apply (scheck_rule_sound M (facts_at C) (space_facts_sound M P provided C Mo Pr) contexts C c made Mo); auto.
    intros u I U. destruct (Tm u I) as [D [E Hd]]. apply Hd; auto. unfold usable_here in U. apply or_true in U.
    destruct U as [U|U].
    - apply Nat.eqb_eq in U. rewrite U, Nth in E. injection E as <-. exact Mo.
    - rewrite E in U. apply (space_includes_sound D C M U Mo).
  Qed.
  Lemma srule_context C c F made s r t : scheck_rule contexts C c F made s r = Ok t -> t_context t = c.
  Proof.
    destruct r; cbn [scheck_rule]; try discriminate;
      unfold sprove, santisymmetric, sby_equations, swith_equality; intros H;
      repeat match type of H with match ?x with _ => _ end = _ => destruct x; try discriminate H end;
      injection H as <-; reflexivity.
  Qed.

  Lemma sthm_claims C s r t M : space_model_of M C -> t_gap t = sgap_of C s -> t_rel t = srel s -> sthm_holds M t ->
    match r with WithEquality _ conditions _ _ => t_zero t = map (selab C) conditions | _ => True end ->
    srow_formed C (Row O s r) = true ->
    sholds M C s /\ match r with WithEquality _ conditions _ _ => sequal_exactly_if M C s conditions | _ => True end.
  Proof.
    intros Mo Eg Er Ht Ez W. pose proof (are_measures M C Mo) as Me. unfold srow_formed in W. cbn [r_statement r_rule] in W. ands.
    match goal with H : nameable C [lhs s; rhs s] = true |- _ => rename H into N end.
    assert (Gap : forall e, sev M (sgap_of C s) e = match srel s with
      RLe | RLt => sev M (selab C (rhs s)) e - sev M (selab C (lhs s)) e | _ => sev M (selab C (lhs s)) e - sev M (selab C (rhs s)) e end).
    { intros e. unfold sgap_of, gap. destruct (srel s); apply sev_minus. }
    split.
    - apply (named_almost2 M C Me (lhs s) (rhs s) (compare (srel s)) N).
      apply (almost_mono M _ _) with (2 := sth_gap M t Ht). intros e. rewrite Eg, Er, Gap.
      destruct (srel s); simpl; intros; lra.
    - destruct r; auto. unfold sequal_exactly_if. pose proof (sth_zero M t Ht) as Z. rewrite Ez, Eg in Z.
      match goal with H : all (fun t => nameable C [t]) _ = true |- _ => pose proof (all_forall _ _ H) as Nc end.
      assert (Q : almost M (fun e => svalue M C (lhs s) e = svalue M C (rhs s) e) <-> zero_almost M (sgap_of C s)).
      { split; intros A.
        - apply (almost_mono M _ _) with (2 := almost_through M Me user _ user_map A). intros e E.
          rewrite Gap, !(selab_sound M C Me), E. destruct (srel s); ring.
        - apply (named_almost2 M C Me (lhs s) (rhs s) (fun x y => x = y) N).
          apply (almost_mono M _ _) with (2 := A). intros e. rewrite Gap. destruct (srel s); lra. }
      rewrite Q, Z. split; intros A x I.
      + apply (named_zero M C Me x (Nc x I)). apply A, in_map, I.
      + apply in_map_iff in I. destruct I as [y [<- I]]. apply (named_zero M C Me y (Nc y I)). apply A, I.
  Qed.

  Lemma scheck_rows_sound todo : forall made, struly_made made ->
    scheck_rows contexts (map facts_at contexts) made todo = Accepted ->
    forall r, In r todo -> exists C, nth_error contexts (r_context r) = Some C /\
      sclaim P provided C (r_statement r) (r_rule r) /\
      (needs_posed (r_rule r) = true -> sposed P provided C (r_statement r)).
  Proof.
    induction todo as [|r todo IH]; cbn [scheck_rows]; intros made Tm H r' I; [destruct I|].
    destruct (nth_error contexts (r_context r)) as [C|] eqn:N; [|discriminate].
    rewrite (map_nth_error facts_at _ _ N) in H.
    destruct (srow_formed C r) eqn:W; [|discriminate]. cbn [negb] in H.
    destruct (scheck_rule contexts C (r_context r) (facts_at C) made (r_statement r) (r_rule r)) as [t|w|w] eqn:R;
      [|discriminate|discriminate].
    destruct (srow_posed C (facts_at C) r) eqn:Wp; [|discriminate].
    assert (S := srule_sound C (r_context r) made _ _ t N Tm R).
    destruct I as [<-|I].
    - exists C. split; auto. split.
      + intros M Mo Pr. destruct (S M Mo Pr) as [_ [Eg [Er [Ht Ez]]]].
        apply (sthm_claims C (r_statement r) (r_rule r) t M Mo Eg Er Ht Ez).
        destruct r. exact W.
      + intros Np M Mo Pr. unfold srow_posed in Wp. rewrite Np in Wp. cbn [negb] in Wp.
        pose proof (space_facts_sound M P provided C Mo Pr) as G. ands.
        apply (almost_and M (are_measures M C Mo)); eapply sposed_term_sound; eauto.
    - apply (IH (made ++ [Ok t])); auto. intros u J. apply in_app_or in J. destruct J as [J|[J|[]]]; auto.
      injection J as <-. exists C. rewrite (srule_context _ _ _ _ _ _ _ R). split; auto.
      intros M Mo Pr. apply (S M Mo Pr).
  Qed.
End rows.

(** What is accepted is true over spaces, where what is provided converges. *)
Theorem check_spaces_sound c : check_spaces c = Accepted -> forall r, In r (rows (body c)) ->
  exists C, nth_error (contexts (body c)) (r_context r) = Some C /\
    sclaim (last_context (body c)) (provided c) C (r_statement r) (r_rule r).
Proof.
  unfold check_spaces. destruct (negb _); [discriminate|]. intros H r I.
  destruct (scheck_rows_sound _ _ _ _ [] ltac:(intros t []) H r I) as [C [N [S _]]]. eauto.
Qed.

(** And well posed. *)
Theorem check_spaces_posed c : check_spaces c = Accepted -> forall r, In r (rows (body c)) -> needs_posed (r_rule r) = true ->
  exists C, nth_error (contexts (body c)) (r_context r) = Some C /\
    sposed (last_context (body c)) (provided c) C (r_statement r).
Proof.
  unfold check_spaces. destruct (negb _); [discriminate|]. intros H r I Np.
  destruct (scheck_rows_sound _ _ _ _ [] ltac:(intros t []) H r I) as [C [N [_ S]]]. eauto.
Qed.
