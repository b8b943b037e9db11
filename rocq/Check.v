(** Certificates without spaces, and the theorems that what is accepted is true and well posed. Rules and forms that
    are not here are answered by [Beyond], never passed over. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Normal Elaborate Posed Contexts
  Worlds Finitely Forms Steps Scalar Instance Rules.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition here_spaces := "spaces"%string.

Section judge.
  Variables (contexts : list context) (C : context) (c : nat) (K : facts) (before : list (result thm)).

  Definition scalar_or_instance (s : statement) (r : rule) : result (list tm * bool) :=
    let gap := gap (elab C (lhs s)) (srel s) (elab C (rhs s)) in
    match r with
    | Scalar splits multipliers =>
        let* _ := require (negb (is_equation_rel (srel s))) no_equation in
        let* z := scalar C K (is_strict (srel s)) gap (map Qred splits) (map (map (elab C)) multipliers) in
        Ok ([z], true)
    | Instance general sigma =>
        match nth_error before general with
        | Some (Ok t) =>
            match sub_alphabets sigma, sub_laws sigma, nth_error contexts (t_context t) with
            | [], [], Some D =>
                let put x := (fst x, (map user (p_indices (snd x)), elab C (p_term (snd x)))) in
                let* zeros := instance C D K (map put (sub_quantities sigma)) t gap (srel s) in
                Ok (zeros, t_scalar t)
            | _, _, _ => NotHere here_instance
            end
        | _ => NotHere here_earlier
        end
    | _ => NotHere here_open
    end.
  Definition inside (D C : context) : bool := includes (fun s t => tm_eqb (elab D s) (elab C t)) D C.
  Definition judge_in : judge := {|
    elaborated := elab C;
    given_here := hypotheses C;
    context_here := c;
    made_before := before;
    usable_here := usable_in contexts inside C c;
    moved := rename_apart;
    replaced a b := replace (put_for a b);
    nonneg := nonneg_term K;
    never_0 := never_zero K;
    positive_if := positive_where K;
    positive_sum b w := never_zero K (sums b w);
    less_part b at_ t :=
      let* _ := require (Nat.eqb (length b) (length at_)) no_place in
      let* u := need (rename_apart (combine b at_) t) no_place in Ok (tminus (sums b t) u);
    remainder_0 gap l := is_zero_term K (tminus gap (total_of (map f_value l)));
    other_rules := scalar_or_instance
  |}.
End judge.

Definition row_formed (C : context) (r : row) : bool :=
  formed C (lhs (r_statement r)) &&& formed C (rhs (r_statement r)) &&&
  match r_rule r with WithEquality _ conditions _ _ => all (formed C) conditions | _ => true end.
Definition statement_posed (C : context) (K : facts) (s : statement) : bool :=
  well_posed_term K (elab C (lhs s)) &&& well_posed_term K (elab C (rhs s)).

Definition check (c : certificate) : verdict :=
  if any (fun C => match spaces C with [] => false | _ => true end) (contexts c) then Beyond 0 here_spaces
  else if negb (all context_formed (contexts c)) then Refused 0 not_formed
  else check_rows facts (contexts c) (judge_in (contexts c)) row_formed statement_posed
         (map facts_in (contexts c)) [] (rows c).

(** ** Soundness *)

Lemma inside_sound D C M : inside D C = true -> model_of C M -> model_of D M.
Proof.
  intros H Mo. destruct (includes_found _ _ _ H) as [Ls [Qs [Ss Hs]]]. pose proof (sizes_positive _ _ Mo) as Sz.
  assert (Same : forall s t, tm_eqb (elab D s) (elab C t) = true -> forall e, in_range M e -> value D M s e = value C M t e).
  { intros s t E e V. apply tm_eqb_eq in E. rewrite <- (inner_outer e), <- !elab_sound. congruence. }
  constructor; auto.
  - intros l d F. apply (laws_are_laws _ _ Mo), Ls, F.
  - intros q d F. apply (signs_hold _ _ Mo), Qs, F.
  - intros s I. destruct (Ss s I) as [t [J [E1 E2]]]. intros e V. rewrite (Same _ _ E1), (Same _ _ E2) by auto.
    apply (supports_hold _ _ Mo t J e V).
  - intros h I. destruct (Hs h I) as [g [J [Ek E]]]. rewrite Ek. pose proof (hypotheses_hold _ _ Mo g J) as Hg.
    destruct (h_kind g); intros e V; rewrite (Same _ _ E) by auto; apply Hg, V.
Qed.

(** A combination of forms: what is ≥ 0, = 0, > 0. *)
Lemma total_sound M l e : (forall f, In f l -> form_holds (finitely M) f) -> in_range M e ->
  (forall f, In f l -> 0 <= ev M (f_value f) e <= ev M (total_of (map f_value l)) e) /\
  0 <= ev M (total_of (map f_value l)) e /\
  (all f_equation l = true -> ev M (total_of (map f_value l)) e = 0) /\
  (any f_positive l = true -> 0 < ev M (total_of (map f_value l)) e).
Proof.
  intros H V. induction l as [|f l IH]; cbn [map total_of fold_right Core.ev all any].
  - rewrite Q2R_0. split; [intros ? []|]. split; [lra|]. split; [auto|discriminate].
  - destruct IH as [I1 [I2 [I3 I4]]]; [intros; apply H; right; auto|]. fold (total_of (map f_value l)).
    specialize (H f (or_introl eq_refl)). pose proof (fh_sign _ f H) as S.
    assert (N : 0 <= ev M (f_value f) e /\ (f_equation f = true -> ev M (f_value f) e = 0)).
    { unfold f_value. destruct (f_equation f).
      - rewrite (sums_zero M _ _ e S V). split; [lra|auto].
      - split; [|discriminate]. rewrite ev_sums. apply sum_over_nonneg; auto. }
    destruct N as [N Z]. split; [|split; [lra|split]].
    + intros g [<-|I]; [lra|]. specialize (I1 g I). lra.
    + intros A. ands. rewrite Z, I3 by auto. ring.
    + intros A. apply or_true in A. destruct A as [A|A]; [|specialize (I4 A); lra].
      assert (P : everywhere M (fun e => 0 < ev M (f_value f) e)) by exact (fh_positive _ f H A). specialize (P e V). cbv beta in P. lra.
Qed.

Section fair.
  Variables (contexts : list context) (C : context) (c : nat) (before : list (result thm)) (M : model).
  Notation K := (facts_in C).
  Definition holds_in (D : context) (t : thm) : Prop := forall M, model_of D M -> thm_holds (finitely M) t.
  Hypothesis N : nth_error contexts c = Some C.
  Hypothesis Tm : truly_made contexts holds_in before.
  Hypothesis Mo : model_of C M.
  Let G := facts_in_sound C M Mo.
  Notation ev := (ev M).

  Lemma remainder_sound gap l : is_zero_term K (tminus gap (total_of (map f_value l))) = true ->
    (forall f, In f l -> form_holds (finitely M) f) ->
    everywhere M (fun e => 0 <= ev gap e /\ (all f_equation l = true -> ev gap e = 0) /\ (any f_positive l = true -> 0 < ev gap e)) /\
    (zero (finitely M) gap <-> all_zero (finitely M) (flat_map f_zero l)).
  Proof.
    intros Z H. assert (E : forall e, in_range M e -> ev gap e = ev (total_of (map f_value l)) e).
    { intros e V. apply (is_zero_term_sound K M G _ e V) in Z. rewrite ev_minus in Z. lra. }
    split; [intros e V; rewrite E by auto; apply (total_sound M l e H V)|]. split.
    - intros Zg z I. apply in_flat_map in I. destruct I as [f [If Iz]]. apply (proj1 (fh_zero _ f (H f If))); auto.
      intros e V. pose proof (fh_sign _ f (H f If)) as S. cbn [finitely val] in *.
      destruct (f_equation f) eqn:Eq; [apply S, V|]. pose proof (summand_below M (f_over f) (f_summand f) e S V) as B.
      destruct (total_sound M l e H V) as [P _]. specialize (P f If). rewrite <- E in P by auto.
      specialize (S e V). specialize (Zg e V). unfold f_value in P. cbv beta in *. cbn [finitely val] in *. lra.
    - intros Za e V. cbn [finitely val]. rewrite E by auto.
      assert (P : forall f, In f l -> ev (f_value f) e = 0).
      { intros f I. apply (sums_zero M); auto. apply (fh_zero _ f (H f I)). intros z J. apply Za, in_flat_map. eauto. }
      clear - P. induction l as [|f l IH]; cbn [map total_of fold_right Core.ev]; [apply Q2R_0|].
      rewrite (P f (or_introl eq_refl)). fold (total_of (map f_value l)). rewrite IH; [ring|]. intros g I. apply P. right. exact I.
  Qed.

  Lemma other_sound s r z : scalar_or_instance contexts C K before s r = Ok z ->
    thm_holds (finitely M) (Thm c (gap (elab C (lhs s)) (srel s) (elab C (rhs s))) (srel s) (fst z) (snd z)).
  Proof.
    destruct r; cbn [scalar_or_instance]; try discriminate; intros H.
    - destruct (nth_error before general) as [[u| |]|] eqn:Nu; try discriminate.
      destruct (sub_alphabets sigma), (sub_laws sigma); try discriminate.
      destruct (nth_error contexts (t_context u)) as [D|] eqn:E; [|discriminate]. asked.
      match goal with H : instance _ _ _ _ _ _ _ = _ |- _ => apply (instance_sound M _ C D K Mo G u _ _ _ c) with (2 := H) end.
      intros W Wo. apply nth_error_In in Nu. destruct (Tm u Nu) as [D' [E' Hu]]. rewrite E in E'. injection E' as <-. apply Hu, Wo.
    - asked. cbn [fst snd]. match goal with H : scalar _ _ _ _ _ _ = Ok ?z |- _ => rename z into y;
        pose proof (fun e V => scalar_sound C K M e _ _ _ _ y Mo G V H) as S end.
      constructor; cbn [t_gap t_rel t_zero t_scalar finitely always val].
      + intros e V. destruct (S e V) as (P & Q & _). destruct (srel s); try discriminate; simpl; auto.
      + rewrite all_zero_one. split; intros X e V; apply (S e V), X, V.
      + intros _ e V. destruct (S e V) as (_ & _ & Iff). cbn [finitely val]. rewrite Iff.
        split; [intros X z [<-|[]]; exact X|intros X; apply X; left; reflexivity].
  Qed.

  Lemma judge_fair : fair (finitely M) (judge_in contexts C c K before).
  Proof.
    constructor; cbn [judge_in elaborated given_here context_here made_before usable_here moved replaced nonneg never_0
      positive_if positive_sum less_part remainder_0 other_rules].
    - apply finitely_lawful.
    - intros h I e V. cbn [finitely val]. rewrite elab_sound. pose proof (hypotheses_hold C M Mo h I) as H.
      destruct (h_kind h); apply H, inner_in_range, V.
    - intros t I U. destruct (usable_sound contexts holds_in inside C c before t N Tm I U) as [D [H [->|S]]]; apply H; auto.
      apply (inside_sound D C M S Mo).
    - intros r t u R. destruct (rename_apart_sound M r t u R) as [A E]. split; [exact E|].
      intros P H e V. apply H, in_range_look; auto.
    - intros a b t H. apply replace_sound. intros u. apply put_for_sound, H.
    - intros w H e V. apply (nonneg_term_sound K M G w e V H).
    - intros w H e V. apply (never_zero_sound K M G w e V H).
    - intros w t H e V. apply (positive_where_sound K M w t e G V H).
    - intros b w u H Nw A e V. pose proof (never_zero_sound K M G _ e V H) as Nz. rewrite ev_sums in Nz.
      apply sum_over_not_0 in Nz; auto. destruct Nz as [e' [V' [Nz A']]].
      assert (B : ev u e' <= sum_over M b (ev u) e).
      { apply sum_over_ge; auto; [apply A|]. intros e1 e2 E. f_equal. apply functional_extensionality, E. }
      rewrite ev_sums. destruct (A e' V') as [P Q]. specialize (Q Nz). cbn [finitely val] in *. lra.
    - intros b at_ t u H Nt e V. asked. match goal with H : rename_apart _ _ = _ |- _ =>
        destruct (rename_apart_sound M _ t _ H) as [A E] end.
      cbn [finitely val]. rewrite ev_minus, ev_sums, E.
      assert (B : ev t (fun i => e (look (combine b at_) i)) <= sum_over M b (ev t) e); [|lra].
      apply sum_over_ge; auto using in_range_look.
      + intros i I. f_equal. apply look_combine_out. exact I.
      + intros e1 e2 E'. f_equal. apply functional_extensionality, E'.
    - apply remainder_sound.
    - apply other_sound.
  Qed.
End fair.

Lemma claimed contexts C r before t : nth_error contexts (r_context r) = Some C -> truly_made contexts holds_in before ->
  check_rule (judge_in contexts C (r_context r) (facts_in C) before) (r_statement r) (r_rule r) = Ok t ->
  t_context t = r_context r /\ holds_in C t /\ claim C (r_statement r) (r_rule r).
Proof.
  intros N Tm R. assert (S := fun M Mo => check_rule_sound _ _ (judge_fair contexts C _ before M N Tm Mo) _ _ t R).
  split; [|split]; [|intros M Mo; apply (S M Mo)|].
  - unfold check_rule in R. asked. reflexivity.
  - intros M Mo. destruct (S M Mo) as [H [_ [Eg [Er Ez]]]]. pose proof (sizes_positive C M Mo) as Sz.
    assert (Read : forall P : letters -> Prop, everywhere M (fun e => P (inner e)) <-> everywhere M P).
    { intros P. split; intros A e V; [rewrite <- (inner_outer e)|]; apply A; auto using inner_in_range, outer_in_range. }
    edestruct (claims (finitely M) (judge_in contexts C (r_context r) (facts_in C) before) letters (everywhere M) (value C M)
      (r_statement r) match r_rule r with WithEquality _ conditions _ _ => conditions | _ => [] end (finitely_lawful M))
      as [A B]; [| |exact H|exact Eg|exact Er|].
    + intros P. rewrite <- Read. split; intros A e V; specialize (A e V); cbn [finitely val elaborated judge_in] in *;
        rewrite ?elab_sound in *; exact A.
    + intros t' _. rewrite <- Read. split; intros A' e V; specialize (A' e V); cbn [finitely val elaborated judge_in] in *;
        rewrite ?elab_sound in *; exact A'.
    + split; [exact A|]. destruct (r_rule r); auto. apply B, Ez.
Qed.

Lemma statement_posed_sound C s : statement_posed C (facts_in C) s = true -> posed C s.
Proof.
  unfold statement_posed, well_posed_term. intros P M Mo e V. ands. pose proof (facts_in_sound C M Mo) as G.
  pose proof (outer_in_range M e (sizes_positive C M Mo) V) as V'. rewrite <- (inner_outer e).
  split; apply elab_dfd, (shown_sound (facts_in C) M G levels _ [] _ V'); auto; intros b [].
Qed.

Lemma checked c : check c = Accepted -> forall r, In r (rows c) ->
  exists C, nth_error (contexts c) (r_context r) = Some C /\ claim C (r_statement r) (r_rule r) /\
    (needs_posed (r_rule r) = true -> posed C (r_statement r)).
Proof.
  unfold check. destruct (any _ (contexts c)); [discriminate|]. destruct (negb _); [discriminate|].
  apply (check_rows_sound facts (contexts c) facts_in) with (holds_in := holds_in); [| |intros t []].
  - intros C r made t N Tm _. apply claimed; auto.
  - apply statement_posed_sound.
Qed.

(** What is accepted is true: every theorem of the certificate, in every model of its context. *)
Theorem check_sound c : check c = Accepted -> forall r, In r (rows c) ->
  exists C, nth_error (contexts c) (r_context r) = Some C /\ claim C (r_statement r) (r_rule r).
Proof. intros A r I. destruct (checked c A r I) as [C [N [S _]]]. eauto. Qed.

(** What is accepted is well posed. *)
Theorem check_posed c : check c = Accepted -> forall r, In r (rows c) -> needs_posed (r_rule r) = true ->
  exists C, nth_error (contexts c) (r_context r) = Some C /\ posed C (r_statement r).
Proof. intros A r I Q. destruct (checked c A r I) as [C [N [_ S]]]. eauto. Qed.
