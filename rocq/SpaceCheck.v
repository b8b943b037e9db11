(** Certificates about spaces, and the theorems that what is accepted is true and well posed where what is
    provided converges. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Support
  Normal Elaborate Posed Contexts Worlds Forms Steps Rules Values Densities Marginals Rows Known Grounded Convergent Provided Summed
  SpaceTerms SpaceRules SpacePosed.
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

Definition srow_formed (C : context) (r : row) : bool :=
  let s := r_statement r in
  let conditions := match r_rule r with WithEquality _ conditions _ _ => conditions | _ => [] end in
  space_formed C (lhs s) &&& space_formed C (rhs s) &&& all (space_formed C) conditions &&&
  nameable C [lhs s; rhs s] &&& all (fun t => nameable C [t]) conditions.
Definition sstatement_posed (C : context) (F : sfacts) (s : statement) : bool :=
  sposed_term deep F C (lhs s) &&& sposed_term deep F C (rhs s).

Definition check_spaces (c : space_certificate) : verdict :=
  let P := last_context (body c) in
  if negb (all space_context_formed (contexts (body c)) &&& all (space_formed P) (provided c))
  then Refused 0 not_formed
  else check_rows sfacts (contexts (body c)) (space_judge (contexts (body c))) srow_formed sstatement_posed
         (map (space_facts P (provided c)) (contexts (body c))) [] (rows (body c)).

(** ** Soundness *)

Lemma space_inside_sound D C M : space_inside D C = true -> space_model_of M C -> space_model_of M D.
Proof.
  unfold space_inside. intros H Mo. ands. destruct (includes_found _ _ _ Heqb) as [Ls [Qs [Ss Hs]]].
  pose proof (all_forall _ _ H) as Sp. cbv beta in Sp. pose proof (are_measures M C Mo) as Me.
  assert (Same : forall s t, tm_eqb (selab D s) (selab C t) = true -> forall e, svalue M D s e = svalue M C t e).
  { intros s t S e. apply tm_eqb_eq in S.
    rewrite <- (inside_outside M e), <- (selab_sound M D Me), <- (selab_sound M C Me), S. reflexivity. }
  constructor; auto.
  - intros a N. apply (alphabets_counted M C Mo). intros I. apply N. specialize (Sp a I). apply any_exists in Sp.
    destruct Sp as [b [J E]]. apply Pos.eqb_eq in E. subst. exact J.
  - intros l d Fl. apply (laws_are_densities M C Mo), Ls, Fl.
  - intros q d Fq. apply (ssigns_hold M C Mo), Qs, Fq.
  - intros s I. destruct (Ss s I) as [t [J [E1 E2]]]. apply (almost_mono _ _) with (2 := ssupports_hold M C Mo t J).
    intros e. rewrite (Same _ _ E1), (Same _ _ E2). auto.
  - intros h I. destruct (Hs h I) as [g [J [Ek E]]]. apply (almost_mono _ _) with (2 := shypotheses_hold M C Mo g J).
    intros e. rewrite Ek, (Same _ _ E). auto.
Qed.

Section rows.
  Variables (P : context) (provided : list term) (contexts : list context).
  Notation facts_at := (space_facts P provided).
  (** In every model where what is provided converges. *)
  Definition sholds_in (D : context) (t : thm) : Prop :=
    forall M, space_model_of M D -> (forall t, In t provided -> sconverges M P t) -> thm_holds (almostly M) t.

  Lemma sclaimed C r before t : nth_error contexts (r_context r) = Some C -> truly_made contexts sholds_in before ->
    srow_formed C r = true ->
    check_rule (space_judge contexts C (r_context r) (facts_at C) before) (r_statement r) (r_rule r) = Ok t ->
    t_context t = r_context r /\ sholds_in C t /\ sclaim P provided C (r_statement r) (r_rule r).
  Proof.
    intros N Tm W R. set (J := space_judge contexts C (r_context r) (facts_at C) before) in *.
    assert (S : forall M, space_model_of M C -> (forall t, In t provided -> sconverges M P t) ->
      fair (almostly M) J).
    { intros M Mo Pr. apply space_judge_fair; [apply space_facts_sound; auto|exact Mo|]. intros u I U.
      destruct (usable_sound contexts sholds_in space_inside C _ before u N Tm I U) as [D [H [->|Sub]]]; apply H; auto.
      apply (space_inside_sound D C M Sub Mo). }
    split; [|split].
    - unfold check_rule in R. asked. reflexivity.
    - intros M Mo Pr. apply (check_rule_sound _ _ (S M Mo Pr) _ _ t R).
    - intros M Mo Pr. destruct (check_rule_sound _ _ (S M Mo Pr) _ _ t R) as [H [_ [Eg [Er Ez]]]].
      pose proof (are_measures M C Mo) as Me. unfold srow_formed in W. ands.
      match goal with H : nameable C [_; _] = true |- _ => rename H into Nm end.
      edestruct (claims (almostly M) J (places M) (almost M) (svalue M C) (r_statement r)
        match r_rule r with WithEquality _ conditions _ _ => conditions | _ => [] end (almostly_lawful M Me))
        as [A B]; [| |exact H|exact Eg|exact Er|].
      + intros Q. split; [|apply (named_almost2 M C Me _ _ Q Nm)]. intros A.
        apply (almost_mono _ _) with (2 := almost_through user _ user_map A). intros e.
        unfold J. cbn [space_judge almostly val elaborated]. rewrite !(selab_sound M C Me). auto.
      + intros t' I. apply (named_zero M C Me t').
        match goal with H : all (fun t => nameable C [t]) _ = true |- _ => apply (all_forall _ _ H t' I) end.
      + split; [exact A|]. destruct (r_rule r); auto. apply B, Ez.
  Qed.
  Lemma sstatement_posed_sound C s : sstatement_posed C (facts_at C) s = true -> sposed P provided C s.
  Proof.
    unfold sstatement_posed. intros H M Mo Pr. pose proof (space_facts_sound M P provided C Mo Pr) as G. ands.
    apply (almost_and (Me := are_measures M C Mo)); eapply sposed_term_sound; eauto.
  Qed.
End rows.

Lemma schecked c : check_spaces c = Accepted -> forall r, In r (rows (body c)) ->
  exists C, nth_error (contexts (body c)) (r_context r) = Some C /\
    sclaim (last_context (body c)) (provided c) C (r_statement r) (r_rule r) /\
    (needs_posed (r_rule r) = true -> sposed (last_context (body c)) (provided c) C (r_statement r)).
Proof.
  unfold check_spaces. destruct (negb _); [discriminate|]. set (P := last_context (body c)).
  apply (check_rows_sound sfacts (contexts (body c)) (space_facts P (provided c))) with (holds_in := sholds_in P (provided c));
    [| |intros t []].
  - intros C r made t N Tm W. apply sclaimed; auto.
  - apply sstatement_posed_sound.
Qed.

(** What is accepted is true over spaces, where what is provided converges. *)
Theorem check_spaces_sound c : check_spaces c = Accepted -> forall r, In r (rows (body c)) ->
  exists C, nth_error (contexts (body c)) (r_context r) = Some C /\
    sclaim (last_context (body c)) (provided c) C (r_statement r) (r_rule r).
Proof. intros A r I. destruct (schecked c A r I) as [C [N [S _]]]. eauto. Qed.

(** And well posed. *)
Theorem check_spaces_posed c : check_spaces c = Accepted -> forall r, In r (rows (body c)) -> needs_posed (r_rule r) = true ->
  exists C, nth_error (contexts (body c)) (r_context r) = Some C /\
    sposed (last_context (body c)) (provided c) C (r_statement r).
Proof. intros A r I Q. destruct (schecked c A r I) as [C [N [_ S]]]. eauto. Qed.
