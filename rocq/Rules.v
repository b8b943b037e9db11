(** The rules that make theorems: PROVE, ANTISYM, BY_EQUATIONS, WITH_EQUALITY (SCALAR and INSTANCE are a judge's own);
    the rows of a certificate, and what it says if they are right. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Elaborate Forms Steps.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.
Local Open Scope string_scope.

Definition no_remainder := "a remainder is left".
Definition no_equation := "an inequality cannot prove an equation".
Definition no_strict := "a strict inequality needs a form that is visibly positive".
Definition no_halves := "the two inequalities are not the two halves of the equation".
Definition no_derivation := "the equation is not derived from the hypotheses".
Definition no_necessity := "a condition is not derived from equality".
Definition no_sufficiency := "the conditions are not shown to give equality".
Definition not_formed := "names or indices are not as declared".
Definition not_posed := "a side is not shown to be well posed".
Definition malformed := "malformed".
Definition here_open := "an open or a cited step".
Local Open Scope list_scope.

Definition dedupe_terms (l : list tm) : list tm :=
  fold_left (fun k t => if any (tm_eqb t) k then k else k ++ [t]) l [].

Section rules.
  Variable J : judge.
  Notation e := (elaborated J).

  (** For each rule: what is 0 exactly when both sides are equal; and whether place by place. *)
  Definition prove (s : statement) (forms : list form) : result (list tm * bool) :=
    let strict := is_strict (srel s) in
    let* l := each (check_form J) forms in
    let* _ := require (negb (is_equation_rel (srel s)) ||| all f_equation l) no_equation in
    let* _ := require (negb strict ||| any f_positive l) no_strict in
    let* _ := require (remainder_0 J (gap_of J s) l) no_remainder in
    Ok (if strict then [TConst 1] else dedupe_terms (flat_map f_zero l), false).

  Definition antisymmetric (s : statement) (one other : nat) : result (list tm * bool) :=
    let* t := made J one in
    let* u := made J other in
    let* _ := require (is_equation_rel (srel s) &&& negb (is_strict (t_rel t)) &&& negb (is_strict (t_rel u)) &&&
                       equal_terms J (gap_of J s) (t_gap t) &&& equal_terms J (gap_of J s) (tneg (t_gap u))) no_halves in
    Ok ([], false).

  Definition equations_given : list tm :=
    flat_map (fun h => match h_kind h with IsZero => [e (h_term h)] | AtLeastZero => [] end) (given_here J).
  Definition among (l : list tm) (t : tm) : bool := any (tm_eqb t) l.
  Definition by_equations (s : statement) (steps : list step) : result (list tm * bool) :=
    let* l := derived J equations_given steps in
    let* _ := require (is_equation_rel (srel s) &&& among l (gap_of J s)) no_derivation in
    Ok ([], false).

  Definition with_equality (s : statement) (of : nat) (conditions : list term) (forward backward : list step)
      : result (list tm * bool) :=
    let* t := made J of in
    let stated := map e conditions in
    let plain r := negb (is_equation_rel r) &&& negb (is_strict r) in
    let* _ := require (tm_eqb (gap_of J s) (t_gap t) &&& plain (t_rel t) &&& plain (srel s)) no_halves in
    let* necessary := derived J (t_zero t ++ equations_given) forward in
    let* sufficient := derived J (stated ++ equations_given) backward in
    let* _ := require (all (among necessary) stated) no_necessity in
    let* _ := require (among sufficient (t_gap t) ||| all (among sufficient) (t_zero t)) no_sufficiency in
    Ok (stated, false).

  Definition check_rule (s : statement) (r : rule) : result thm :=
    let* z := match r with
              | Prove forms => prove s forms
              | Antisymmetric one other => antisymmetric s one other
              | ByEquations steps => by_equations s steps
              | WithEquality of conditions forward backward => with_equality s of conditions forward backward
              | Instance _ _ | Scalar _ _ => other_rules J s r
              | Cite _ | Admit _ => NotHere here_open
              end in
    Ok (concluded J s (fst z) (snd z)).
End rules.

(** ** Soundness *)

Lemma dedupe_terms_In l t : In t (dedupe_terms l) <-> In t l.
Proof.
  unfold dedupe_terms.
  assert (F : forall l k, In t (fold_left (fun k t => if any (tm_eqb t) k then k else k ++ [t]) l k) <-> In t k \/ In t l).
  { clear. induction l as [|x l IH]; intros k; simpl; [tauto|]. rewrite IH.
    destruct (any (tm_eqb x) k) eqn:A; [|rewrite in_app_iff; simpl; tauto].
    split; [tauto|]. intros [I|[<-|I]]; auto. apply any_exists in A. destruct A as [y [I E]].
    apply tm_eqb_eq in E. subst. auto. }
  rewrite F. simpl. tauto.
Qed.
Lemma among_In l t : among l t = true -> In t l.
Proof. intros H. apply any_exists in H. destruct H as [x [I E]]. apply tm_eqb_eq in E. congruence. Qed.

Section sound.
  Variables (W : world) (J : judge).
  Hypothesis F : fair W J.
  Let L := j_lawful W J F.
  Notation val := (val W).
  Notation zero := (zero W).
  Notation all_zero := (all_zero W).

  Lemma prove_sound s forms z : prove J s forms = Ok z -> thm_holds W (concluded J s (fst z) (snd z)).
  Proof.
    unfold prove. intros H. asked. rename x into l. cbn [fst snd].
    match goal with H : each _ _ = Ok l |- _ => pose proof (each_In _ _ _ H) as Fl end.
    match goal with H : remainder_0 _ _ _ = true |- _ => destruct (j_remainder W J F _ _ H) as [A Z] end.
    { intros f I. destruct (Fl f I) as [g [_ E]]. apply (check_form_sound W J F g f E). }
    repeat match goal with H : (_ ||| _) = true |- _ => apply or_true in H end.
    constructor; cbn [concluded t_gap t_rel t_zero t_scalar]; [| |discriminate].
    - apply (always1 W L _ _) with (2 := A). intros e [P [Q R]]. destruct (srel s); simpl in *; intuition discriminate.
    - destruct (is_strict (srel s)) eqn:St.
      + rewrite all_zero_one. assert (R : any f_positive l = true) by (simpl in *; intuition discriminate).
        split; intros X.
        * apply (always2 W L _ _ _) with (2 := A) (3 := X). intros e [_ [_ P]] E. specialize (P R). lra.
        * apply (always1 W L _ _) with (2 := X). intros e. rewrite (w_const W L), Q2R_1. lra.
      + rewrite Z. unfold Worlds.all_zero. split; intros X z I; apply X; apply dedupe_terms_In; exact I.
  Qed.

  (** An equation. *)
  Lemma equation_holds s : is_equation_rel (srel s) = true -> zero (gap_of J s) -> thm_holds W (concluded J s [] false).
  Proof.
    intros R Z. constructor; cbn [concluded t_gap t_rel t_zero t_scalar]; [|split; [intros _ z []|auto]|discriminate].
    destruct (srel s); try discriminate. exact Z.
  Qed.
  Lemma antisymmetric_sound s one other z : antisymmetric J s one other = Ok z ->
    thm_holds W (concluded J s (fst z) (snd z)).
  Proof.
    unfold antisymmetric. intros H. asked. ands. apply equation_holds; auto.
    repeat match goal with
    | H : equal_terms _ _ _ = true |- _ => apply (equal_terms_sound W J F) in H
    | H : made _ _ = Ok _ |- _ => apply (made_sound W J F), th_gap in H
    end.
    match goal with E1 : always W _, E2 : always W _, G1 : always W _, G2 : always W _ |- _ =>
      apply (w_then W L _ _ E1), (w_then W L _ _ E2), (always2 W L _ _ _) with (2 := G1) (3 := G2) end.
    intros e. unfold tneg. rewrite (w_mul W L), (w_const W L), Q2R_m1.
    destruct (t_rel x), (t_rel x0); simpl in *; discriminate || lra.
  Qed.

  Lemma equations_given_sound : all_zero (equations_given J).
  Proof.
    intros z I. apply in_flat_map in I. destruct I as [h [Ih I]]. pose proof (j_given W J F h Ih) as A.
    destruct (h_kind h); [destruct I|destruct I as [<-|[]]; exact A].
  Qed.
  Lemma derived_all l steps k : all_zero l -> derived J (l ++ equations_given J) steps = Ok k -> all_zero k.
  Proof. intros Z. apply (derived_sound W J F), all_zero_app; auto. apply equations_given_sound. Qed.

  Lemma with_equality_sound s of conditions forward backward z :
    with_equality J s of conditions forward backward = Ok z -> thm_holds W (concluded J s (fst z) (snd z)).
  Proof.
    unfold with_equality. intros H. asked. rename x into t. ands.
    match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H end.
    match goal with H : made _ _ = Ok _, E : gap_of J s = _, N : all _ (map _ _) = true, S : (_ ||| _) = true,
      H1 : derived _ _ forward = Ok _, H2 : derived _ _ backward = Ok _ |- _ =>
      apply (made_sound W J F) in H; apply or_true in S; rename H into Ht, E into Eg, N into Nec, S into Suf, H1 into D1, H2 into D2
    end.
    constructor; cbn [concluded t_gap t_rel t_zero t_scalar fst snd]; [| |discriminate]; rewrite Eg.
    - apply (always1 W L _ _) with (2 := th_gap W t Ht). intros e. destruct (t_rel t), (srel s); simpl in *; discriminate || auto.
    - split; intros Z.
      + intros z I. apply (derived_all _ _ _ (proj1 (th_zero W t Ht) Z) D1), among_In, (all_forall _ _ Nec z I).
      + pose proof (derived_all _ _ _ Z D2) as Zs. destruct Suf as [S|S]; [apply Zs, among_In, S|].
        apply (th_zero W t Ht). intros z I. apply Zs, among_In, (all_forall _ _ S z I).
  Qed.

  Lemma check_rule_sound s r t : check_rule J s r = Ok t -> thm_holds W t /\
    t_context t = context_here J /\ t_gap t = gap_of J s /\ t_rel t = srel s /\
    match r with WithEquality _ conditions _ _ => t_zero t = map (elaborated J) conditions | _ => True end.
  Proof.
    unfold check_rule. intros H. apply bind_ok in H. destruct H as [z [R H]]. injection H as <-.
    split; [|repeat split; destruct r; auto].
    - destruct r; try discriminate.
      + eapply prove_sound; eauto.
      + eapply antisymmetric_sound; eauto.
      + unfold by_equations in R. asked. ands. apply equation_holds; auto. apply (derived_all [] steps x); auto; [intros z []|].
        apply among_In. assumption.
      + eapply with_equality_sound; eauto.
      + apply (j_other W J F _ _ _ R).
      + apply (j_other W J F _ _ _ R).
    - unfold with_equality in R. asked. reflexivity.
  Qed.
End sound.

(** ** What a theorem says of the certificate's terms, at places of their own *)

Section claims.
  Variables (W : world) (J : judge) (at_places : Type) (Always : (at_places -> Prop) -> Prop)
    (value : term -> at_places -> R) (s : statement) (conditions : list term).
  Hypothesis L : lawful W.
  Hypothesis Sides : forall P : R -> R -> Prop, Always (fun e => P (value (lhs s) e) (value (rhs s) e)) <->
    always W (fun e => P (val W (elaborated J (lhs s)) e) (val W (elaborated J (rhs s)) e)).
  Hypothesis Conditions : forall t, In t conditions -> (Always (fun e => value t e = 0) <-> zero W (elaborated J t)).

  Lemma gap_compare e : gap_holds (srel s) (val W (gap_of J s) e) <->
    compare (srel s) (val W (elaborated J (lhs s)) e) (val W (elaborated J (rhs s)) e).
  Proof. unfold gap_of. destruct (srel s); cbn [gap compare gap_holds]; rewrite (w_minus W L); split; intros; lra. Qed.
  Lemma gap_equal e : val W (gap_of J s) e = 0 <-> val W (elaborated J (lhs s)) e = val W (elaborated J (rhs s)) e.
  Proof. unfold gap_of. destruct (srel s); cbn [gap]; rewrite (w_minus W L); split; intros; lra. Qed.

  Lemma claims t : thm_holds W t -> t_gap t = gap_of J s -> t_rel t = srel s ->
    Always (fun e => compare (srel s) (value (lhs s) e) (value (rhs s) e)) /\
    (t_zero t = map (elaborated J) conditions ->
      (Always (fun e => value (lhs s) e = value (rhs s) e) <-> forall c, In c conditions -> Always (fun e => value c e = 0))).
  Proof.
    intros Ht Eg Er. split.
    - apply (Sides (compare (srel s))). pose proof (th_gap W t Ht) as A. rewrite Eg, Er in A.
      apply (always1 W L _ _) with (2 := A). intros e. apply gap_compare.
    - intros Ez. pose proof (th_zero W t Ht) as Z. rewrite Ez, Eg in Z. rewrite (Sides eq).
      transitivity (zero W (gap_of J s)); [split; intros A; apply (always1 W L _ _) with (2 := A); apply gap_equal|].
      rewrite Z. split; intros A x I.
      + apply Conditions, A, in_map; auto.
      + apply in_map_iff in I. destruct I as [c [<- I]]. apply Conditions; auto.
  Qed.
End claims.

(** ** Rows *)

(** An instance is about values; where it is used, its statement is looked at again. *)
Definition needs_posed (r : rule) : bool := match r with Instance _ _ => false | _ => true end.

Section rows.
  Variables (known_here : Type) (contexts : list context) (known_in : context -> known_here)
    (judge_in : context -> nat -> known_here -> list (result thm) -> judge)
    (row_formed : context -> row -> bool) (row_posed : context -> known_here -> statement -> bool).

  Fixpoint check_rows (known : list known_here) (made : list (result thm)) (todo : list row) : verdict :=
    match todo with
    | [] => Accepted
    | r :: todo =>
        match nth_error contexts (r_context r), nth_error known (r_context r) with
        | Some C, Some K =>
            if negb (row_formed C r) then Refused (List.length made) not_formed else
            match check_rule (judge_in C (r_context r) K made) (r_statement r) (r_rule r) with
            | Ok t => if negb (needs_posed (r_rule r)) ||| row_posed C K (r_statement r)
                      then check_rows known (made ++ [Ok t]) todo
                      else Refused (List.length made) not_posed
            | No w => Refused (List.length made) w
            | NotHere w => Beyond (List.length made) w
            end
        | _, _ => Refused (List.length made) malformed
        end
    end.

  (** What theorems and statements say, in all models of a context. *)
  Variables (holds_in : context -> thm -> Prop) (claimed : context -> statement -> rule -> Prop)
    (posed_in : context -> statement -> Prop) (inside : context -> context -> bool).
  Definition truly_made (made : list (result thm)) : Prop := forall t, In (Ok t) made ->
    exists D, nth_error contexts (t_context t) = Some D /\ holds_in D t.
  Hypothesis Rule : forall C r made t, nth_error contexts (r_context r) = Some C -> truly_made made ->
    row_formed C r = true -> check_rule (judge_in C (r_context r) (known_in C) made) (r_statement r) (r_rule r) = Ok t ->
    t_context t = r_context r /\ holds_in C t /\ claimed C (r_statement r) (r_rule r).
  Hypothesis Posed : forall C s, row_posed C (known_in C) s = true -> posed_in C s.

  Definition usable_in (C : context) (c : nat) (t : thm) : bool :=
    Nat.eqb (t_context t) c ||| match nth_error contexts (t_context t) with Some D => inside D C | None => false end.
  Lemma usable_sound C c made t : nth_error contexts c = Some C -> truly_made made -> In (Ok t) made ->
    usable_in C c t = true -> exists D, holds_in D t /\ (D = C \/ inside D C = true).
  Proof.
    intros N Tm I U. destruct (Tm t I) as [D [E H]]. exists D. split; auto. unfold usable_in in U. rewrite E in U.
    apply or_true in U. destruct U as [U|U]; auto. apply Nat.eqb_eq in U. left. congruence.
  Qed.

  Lemma check_rows_sound todo : forall made, truly_made made -> check_rows (map known_in contexts) made todo = Accepted ->
    forall r, In r todo -> exists C, nth_error contexts (r_context r) = Some C /\ claimed C (r_statement r) (r_rule r) /\
      (needs_posed (r_rule r) = true -> posed_in C (r_statement r)).
  Proof.
    induction todo as [|r todo IH]; cbn [check_rows]; intros made Tm H r' I; [destruct I|].
    destruct (nth_error contexts (r_context r)) as [C|] eqn:N; [|discriminate].
    rewrite (map_nth_error known_in _ _ N) in H. destruct (row_formed C r) eqn:W; [|discriminate]. cbn [negb] in H.
    destruct (check_rule _ _ _) as [t| |] eqn:R; try discriminate.
    destruct (negb _ ||| _) eqn:P; [|discriminate]. destruct (Rule C r made t N Tm W R) as [Ec [Ht Cl]].
    destruct I as [<-|I].
    - exists C. repeat split; auto. intros Q. rewrite Q in P. apply Posed, P.
    - apply (IH (made ++ [Ok t])); auto. intros u J. apply in_app_or in J. destruct J as [J|[J|[]]]; auto.
      injection J as <-. exists C. rewrite Ec. auto.
  Qed.
End rows.
