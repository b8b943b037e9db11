(** At given points every density, quantity and integral is a number: terms as expressions in these, for
    which the normal form of finite sums decides. What holds so holds at almost all points. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Integrals Core Mono Close Laws Signs Search Support
  Normal Elaborate Theorems Values Densities.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** What is known of a context with spaces; [sf_rows]: integrals that converge. *)
Record sfacts := SFacts {
  sf_laws : list (name * law_decl);
  sf_quantities : list (name * quantity_decl);
  sf_supports : list (tm * tm);
  sf_known : list (kind * tm);
  sf_rows : list (list index * poly);
  sf_spaces : list name
}.

Definition kind_holds (k : kind) (x : R) : Prop := match k with AtLeastZero => 0 <= x | IsZero => x = 0 end.

Record ssound (F : sfacts) (M : space_model) : Prop := {
  ss_measures : measures M;
  ss_laws : forall l d, find_name l (sf_laws F) = Some d -> is_density M l d;
  ss_signs : forall q d, find_name q (sf_quantities F) = Some d -> forall r, has_sign (q_sign d) (quantity_of M q r);
  ss_supports : forall s t, In (s, t) (sf_supports F) -> almost M (fun e => sev M s e <> 0 -> sev M t e <> 0);
  ss_known : forall k t, In (k, t) (sf_known F) -> almost M (fun e => kind_holds k (sev M t e));
  ss_rows : forall b p, In (b, p) (sf_rows F) -> almost M (converges M b (svp M p));
  ss_finite : forall a, ~ In a (sf_spaces F) -> forall f, finite (integral M a (fun k => Fin (Rabs (f k))))
}.

(** ** Atoms *)

Fixpoint leaves (t : tm) : list tm :=
  match t with
  | TConst _ => []
  | TAdd s t | TMul s t => leaves s ++ leaves t
  | TPow t _ | TLog t | TExp t | TNz t => leaves t
  | _ => [t]
  end.
Fixpoint position (A : list tm) (t : tm) : option positive :=
  match A with [] => None | a :: A => if tm_eqb a t then Some 1%positive else option_map Pos.succ (position A t) end.
Fixpoint entry (A : list tm) (n : positive) : tm :=
  match A with [] => TConst 0 | a :: A => if Pos.eqb n 1 then a else entry A (Pos.pred n) end.
Fixpoint ground (A : list tm) (t : tm) : option term :=
  match t with
  | TConst c => Some (Const c)
  | TAdd s t => match ground A s, ground A t with Some s, Some t => Some (Add [s; t]) | _, _ => None end
  | TMul s t => match ground A s, ground A t with Some s, Some t => Some (Mul [s; t]) | _, _ => None end
  | TPow t k => option_map (fun t => Pow t k) (ground A t)
  | TLog t => option_map Log (ground A t)
  | TExp t => option_map Exp (ground A t)
  | TNz t => option_map Nonzero (ground A t)
  | _ => option_map (fun n => Quantity n []) (position A t)
  end.
Fixpoint unground (A : list tm) (t : tm) : option tm :=
  match t with
  | TConst c => Some t
  | TAdd s t => match unground A s, unground A t with Some s, Some t => Some (TAdd s t) | _, _ => None end
  | TMul s t => match unground A s, unground A t with Some s, Some t => Some (TMul s t) | _, _ => None end
  | TPow t k => option_map (fun t => TPow t k) (unground A t)
  | TLog t => option_map TLog (unground A t)
  | TExp t => option_map TExp (unground A t)
  | TNz t => option_map TNz (unground A t)
  | TQty q [] => Some (entry A q)
  | _ => None
  end.
Fixpoint unground_mono (A : list tm) (m : mono) : option mono :=
  match m with
  | [] => Some []
  | (a, k) :: m => match unground A a, unground_mono A m with Some a, Some m => Some ((a, k) :: m) | _, _ => None end
  end.
Fixpoint unground_poly (A : list tm) (p : poly) : option poly :=
  match p with
  | [] => Some []
  | (c, m) :: p => match unground_mono A m, unground_poly A p with Some m, Some p => Some ((c, m) :: p) | _, _ => None end
  end.

(** ** What is known of atoms *)

Section known.
  Variable F : sfacts.

  Fixpoint snonneg (t : tm) : bool :=
    match t with
    | TConst c => Qle_bool 0 c
    | TLaw _ _ | TExp _ | TNz _ => true
    | TQty q _ => match find_name q (sf_quantities F) with
                  | Some d => match q_sign d with AnySign => false | _ => true end
                  | None => false end
    | TAdd s t | TMul s t => snonneg s &&& snonneg t
    | TPow t k => Z.even k ||| snonneg t
    | TSum _ t => snonneg t
    | _ => false
    end.
  Definition sign_of_atom (t : tm) : sign :=
    match t with
    | TQty q _ => match find_name q (sf_quantities F) with Some d => q_sign d | None => AnySign end
    | _ => if snonneg t then SignNonneg else AnySign
    end.
  Definition atom_signs (A : list tm) : list (name * quantity_decl) :=
    flat_map (fun a => match position A a with
                       | Some n => [(n, QuantityDecl [] (sign_of_atom a))] | None => [] end) A.

  Fixpoint distinct_terms (l k : list tm) : list tm :=
    match l with
    | [] => rev k
    | t :: l => if any (tm_eqb t) k then distinct_terms l k else distinct_terms l (t :: k)
    end.
  (** A law's marginals: every choice of outputs summed out. *)
  Fixpoint subsets {A} (l : list A) : list (list A) :=
    match l with [] => [[]] | x :: l => let k := subsets l in k ++ map (cons x) k end.
  Definition below (t : tm) : list (tm * tm) :=
    match t with
    | TLaw l args =>
        match law_fit (sf_laws F) l args with
        | Some (os, _) => flat_map (fun is => match fits_out (sf_laws F) l is args with
                                              | Some args' => [(t, TLaw l args')] | None => [] end)
                                   (filter (fun is => negb (Nat.eqb (length is) 0)) (subsets os))
        | None => []
        end
    | _ => []
    end.

  (** Facts at letters at hand. *)
  Definition letters_of_terms (A : list tm) : list index := dedupe (flat_map frees A).
  Definition at_letters (ls : list index) (frees : list index) : list renaming :=
    let own := dedupe frees in
    if Nat.leb (length own) 5 then filter (fun r => one_to_one r frees) (placements own ls) else [].
  (** What is nowhere 0 is not at any letter: one for each alphabet, so that marginals are not 0 either. *)
  Definition any_letters (l : list index) : list index := map (fun i => Index (xO 9900000) (i_alphabet i)) l.
  Definition support_instances (ls : list index) : list (tm * tm) :=
    flat_map (fun st =>
      let own := frees (fst st) ++ frees (snd st) in
      let more := match fst st, snd st with
                  | TConst _, TLaw _ (_ :: _ :: _) => dedupe (any_letters own) | _, _ => [] end in
      map (fun r => (rename r (fst st), rename r (snd st)))
          (filter (fun r => safe r (fst st) &&& safe r (snd st))
                  (at_letters (ls ++ more) own))) (sf_supports F).
  Definition known_instances (ls : list index) : list (kind * tm) :=
    flat_map (fun kt =>
      map (fun r => (fst kt, rename r (snd kt)))
          (filter (fun r => safe r (snd kt)) (at_letters ls (frees (snd kt))))) (sf_known F).

  Definition all_among (A : list tm) (t : tm) : bool := all (fun a => any (tm_eqb a) A) (leaves t).

  Definition table (t : tm) : list tm * list (tm * tm) :=
    let A := distinct_terms (leaves t) [] in
    let marginals := flat_map below A in
    let A := distinct_terms (A ++ map snd marginals) [] in
    let supports := filter (fun st => all_among A (fst st)) (support_instances (letters_of_terms A)) in
    (* in one order whatever else there is, so that what comes out is written in one way *)
    let A := sort_by tm_cmp (distinct_terms (A ++ flat_map (fun st => leaves (snd st)) supports) []) in
    (A, marginals ++ flat_map below (flat_map (fun st => leaves (snd st)) supports) ++ supports).

  Definition grounded_support (A : list tm) (st : tm * tm) : list Terms.support :=
    match ground A (fst st), ground A (snd st) with Some p, Some c => [Support 1%positive p c] | _, _ => [] end.
  Definition grounded_known (A : list tm) (kt : kind * tm) : list hypothesis :=
    match ground A (snd kt) with Some t => [Hyp 1%positive (fst kt) t] | None => [] end.
  (** The context in which the atoms are numbers. *)
  Definition grounded (A : list tm) (supports : list (tm * tm)) : context :=
    Context [] (atom_signs A) (flat_map (grounded_support A) supports)
      (flat_map (grounded_known A) (filter (fun kt => all_among A (snd kt)) (known_instances (letters_of_terms A)))) [].

  (** The normal form, at almost all points. *)
  Definition pointwise (t : tm) : option poly :=
    let (A, supports) := table t in
    let C := grounded A supports in
    match ground A t with Some g => unground_poly A (normal (facts_in C) (elab C g)) | None => None end.
  (** A test of terms, at almost all points. *)
  Definition tested (f : facts -> tm -> bool) (t : tm) : bool :=
    let (A, supports) := table t in
    let C := grounded A supports in
    match ground A t with Some g => f (facts_in C) (elab C g) | None => false end.
  Definition tested2 (f : facts -> tm -> tm -> bool) (s t : tm) : bool :=
    let (A, supports) := table (TAdd s t) in
    let C := grounded A supports in
    match ground A s, ground A t with Some g, Some h => f (facts_in C) (elab C g) (elab C h) | _, _ => false end.
End known.

(** ** Soundness *)

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G.
  Notation sev := (sev M).
  Implicit Types e : places M.

  Lemma snonneg_sound t : snonneg F t = true -> forall e, 0 <= sev t e.
  Proof.
    assert (B : forall t, snonneg F t = true -> forall b e, 0 <= evb M t b e).
    { clear t. assert (I : forall b f e, measurable M f -> (forall e, 0 <= f e) -> 0 <= integral_of M b f e).
      { intros b f e H P. apply integral_nonneg; auto. exists (fun _ => Fin 0). split; [apply em_zero; auto|]. split; auto.
        rewrite integrate_zero; auto. }
      induction t; simpl; intros H b e; try discriminate; auto; apply I.
      - apply (m_const M Me).
      - intros. apply Q2R_nonneg, H.
      - apply (em_mg M Me l args []).
      - apply (em_mg M Me l args []).
      - apply (m_quantity M Me).
      - intros e'. destruct (find_name q (sf_quantities F)) as [d|] eqn:Q; [|discriminate].
        pose proof (ss_signs F M G q d Q (map e' at_)) as S. destruct (q_sign d); simpl in S; lra || discriminate.
      - apply (m_plus M Me); apply meas_evb; auto.
      - intros. ands. specialize (IHt1 eq_refl [] e0). specialize (IHt2 H [] e0). lra.
      - apply (m_times M Me); apply meas_evb; auto.
      - intros. ands. specialize (IHt1 eq_refl [] e0). specialize (IHt2 H [] e0). nra.
      - apply meas_powerRZ, meas_evb; auto.
      - intros. apply or_true in H. destruct H as [H|H]; [apply power_even, H|apply power_nonneg; auto].
      - apply (m_exp M Me), meas_evb; auto.
      - intros. left. apply exp_pos.
      - apply (m_nonzero M Me), meas_evb; auto.
      - intros. apply nonzero_range. }
    intros H e. apply B, H.
  Qed.
  Lemma sign_of_atom_sound a e : has_sign (sign_of_atom F a) (sev a e).
  Proof.
    assert (D : has_sign (if snonneg F a then SignNonneg else AnySign) (sev a e)).
    { destruct (snonneg F a) eqn:S; simpl; auto. apply snonneg_sound, S. }
    destruct a; auto. unfold sign_of_atom. destruct (find_name q (sf_quantities F)) as [d|] eqn:Q; [|exact I].
    rewrite sev_qty. apply (ss_signs F M G q d Q).
  Qed.

  Lemma position_entry A t n : position A t = Some n -> entry A n = t.
  Proof.
    revert n. induction A as [|a A IH]; simpl; intros n; [discriminate|]. destruct (tm_eqb a t) eqn:E.
    - some. simpl. apply tm_eqb_eq, E.
    - destruct (position A t) as [k|]; [|discriminate]. simpl. some. cbn [entry].
      rewrite Pos.pred_succ, (IH k eq_refl). destruct k; reflexivity.
  Qed.

  Section at_points.
    Variables (A : list tm) (e : places M).
    Definition numbers : model := Model (fun _ => 1%nat) (fun _ _ => 0) (fun n _ => sev (entry A n) e).
    Definition nowhere : letters := fun _ => O.
    Lemma nowhere_in_range : in_range numbers nowhere.
    Proof. intros i. simpl. unfold nowhere. lia. Qed.

    Lemma ground_value C t : forall g, ground A t = Some g -> forall v, value C numbers g v = sev t e.
    Proof.
      induction t; simpl; intros g H v;
        try (destruct (position A _) as [n|] eqn:P; [|discriminate]; injection H as <-; simpl;
             rewrite (position_entry A _ n P); reflexivity).
      - injection H as <-. rewrite sev_const. reflexivity.
      - destruct (ground A t1); [|discriminate]. destruct (ground A t2); [|discriminate]. injection H as <-.
        simpl. rewrite sev_add, (IHt1 _ eq_refl), (IHt2 _ eq_refl). ring.
      - destruct (ground A t1); [|discriminate]. destruct (ground A t2); [|discriminate]. injection H as <-.
        simpl. rewrite sev_mul, (IHt1 _ eq_refl), (IHt2 _ eq_refl). ring.
      - destruct (ground A t); [|discriminate]. injection H as <-. simpl. rewrite sev_pow, (IHt _ eq_refl). reflexivity.
      - destruct (ground A t); [|discriminate]. injection H as <-. simpl. rewrite sev_log, (IHt _ eq_refl). reflexivity.
      - destruct (ground A t); [|discriminate]. injection H as <-. simpl. rewrite sev_exp, (IHt _ eq_refl). reflexivity.
      - destruct (ground A t); [|discriminate]. injection H as <-. simpl. rewrite sev_nz, (IHt _ eq_refl). reflexivity.
    Qed.
    Lemma unground_value t : forall u, unground A t = Some u -> forall v, ev numbers t v = sev u e.
    Proof.
      induction t; simpl; intros u H v; try discriminate.
      - injection H as <-. rewrite sev_const. reflexivity.
      - destruct at_; [|discriminate]. injection H as <-. reflexivity.
      - destruct (unground A t1); [|discriminate]. destruct (unground A t2); [|discriminate]. injection H as <-.
        rewrite sev_add, (IHt1 _ eq_refl), (IHt2 _ eq_refl). ring.
      - destruct (unground A t1); [|discriminate]. destruct (unground A t2); [|discriminate]. injection H as <-.
        rewrite sev_mul, (IHt1 _ eq_refl), (IHt2 _ eq_refl). ring.
      - destruct (unground A t); [|discriminate]. injection H as <-. rewrite sev_pow, (IHt _ eq_refl). reflexivity.
      - destruct (unground A t); [|discriminate]. injection H as <-. rewrite sev_log, (IHt _ eq_refl). reflexivity.
      - destruct (unground A t); [|discriminate]. injection H as <-. rewrite sev_exp, (IHt _ eq_refl). reflexivity.
      - destruct (unground A t); [|discriminate]. injection H as <-. rewrite sev_nz, (IHt _ eq_refl). reflexivity.
    Qed.
    Lemma unground_poly_value p : forall q, unground_poly A p = Some q -> forall v, evp numbers p v = svp M q e.
    Proof.
      assert (Mo : forall m n, unground_mono A m = Some n -> forall v, evm numbers m v = svm M n e).
      { induction m as [|[a k] m IH]; simpl; intros n H v; [injection H as <-; reflexivity|].
        destruct (unground A a) eqn:U; [|discriminate]. destruct (unground_mono A m); [|discriminate].
        injection H as <-. simpl. rewrite (unground_value a _ U), (IH _ eq_refl). reflexivity. }
      induction p as [|[c m] p IH]; simpl; intros q H v; [injection H as <-; reflexivity|].
      destruct (unground_mono A m) eqn:U; [|discriminate]. destruct (unground_poly A p); [|discriminate].
      injection H as <-. simpl. rewrite (Mo m _ U), (IH _ eq_refl). reflexivity.
    Qed.

    Variable supports : list (tm * tm).
    Hypothesis Supports : forall s t, In (s, t) supports -> sev s e <> 0 -> sev t e <> 0.
    Hypothesis Known : forall k t, In (k, t) (known_instances F (letters_of_terms A)) -> kind_holds k (sev t e).

    Lemma grounded_model : model_of (grounded F A supports) numbers.
    Proof.
      constructor; simpl.
      - intros. lia.
      - intros l d H. discriminate.
      - intros q d Q r _.
        assert (E : In (q, d) (atom_signs F A)).
        { unfold find_name in Q. destruct (find _ _) as [[q' d']|] eqn:Fd; [|discriminate]. injection Q as <-.
          apply find_some in Fd. destruct Fd as [Fd Eq]. simpl in Eq. apply Pos.eqb_eq in Eq. subst. exact Fd. }
        unfold atom_signs in E. apply in_flat_map in E. destruct E as [a [_ E]].
        destruct (position A a) as [n|] eqn:P; [|destruct E]. destruct E as [E|[]]. injection E as <- <-.
        simpl. rewrite (position_entry A a n P). apply sign_of_atom_sound.
      - intros s I. apply in_flat_map in I. destruct I as [[p c] [I J]]. unfold grounded_support in J. simpl in J.
        destruct (ground A p) as [p'|] eqn:Gp; [|destruct J]. destruct (ground A c) as [c'|] eqn:Gc; [|destruct J].
        destruct J as [<-|[]]. intros v _. cbn [premise conclusion]. rewrite (ground_value _ p p' Gp), (ground_value _ c c' Gc).
        apply Supports, I.
      - intros h I. apply in_flat_map in I. destruct I as [[k t] [I J]]. unfold grounded_known in J. simpl in J.
        destruct (ground A t) as [t'|] eqn:Gt; [|destruct J]. destruct J as [<-|[]]. simpl.
        apply filter_In in I. destruct I as [I _]. specialize (Known k t I).
        destruct k; intros v _; rewrite (ground_value _ t t' Gt); exact Known.
    Qed.
  End at_points.


  Lemma below_almost l st : In st (flat_map (below F) l) -> almost M (fun e => sev (fst st) e <> 0 -> sev (snd st) e <> 0).
  Proof.
    intros I. apply in_flat_map in I. destruct I as [t [_ I]]. destruct t; try destruct I. unfold below in I.
    destruct (law_fit (sf_laws F) l0 args) as [[os is]|]; [|destruct I]. apply in_flat_map in I.
    destruct I as [js [_ I]]. destruct (fits_out (sf_laws F) l0 js args) as [args'|] eqn:O; [|destruct I].
    destruct I as [<-|[]]. apply (marginals_not_0 M Me (sf_laws F) (ss_laws F M G) l0 js args args' O).
  Qed.
  Lemma in_at_letters ls fr r : In r (at_letters ls fr) -> one_to_one r fr = true.
  Proof.
    unfold at_letters. destruct (Nat.leb _ 5); [|intros []]. intros I. apply filter_In in I. tauto.
  Qed.
  Lemma perm_letter_map r fr : one_to_one r fr = true -> letter_map (perm r).
  Proof. unfold one_to_one. destruct (keeps_alphabets r) eqn:K; [|discriminate]. intros _. apply perm_map, K. Qed.

  Lemma support_almost ls st : In st (support_instances F ls) -> almost M (fun e => sev (fst st) e <> 0 -> sev (snd st) e <> 0).
  Proof.
    intros I. apply in_flat_map in I. destruct I as [[s t] [I J]]. apply in_map_iff in J. destruct J as [r [<- J]].
    apply filter_In in J. destruct J as [J S]. apply in_at_letters in J. simpl in *. ands.
    pose proof (almost_through M Me (perm r) _ (perm_letter_map r _ J) (ss_supports F M G s t I)) as A.
    apply (almost_mono M _ _) with (2 := A). intros e.
    assert (O : forall u, incl (frees u) (frees s ++ frees t) -> one_to_one r (frees u) = true) by
      (intros u L; apply (one_to_one_incl r _ _ L J)).
    rewrite (proj1 (sev_perm M r s e (O s (incl_appl _ (incl_refl _))) Heqb)).
    rewrite (proj1 (sev_perm M r t e (O t (incl_appr _ (incl_refl _))) S)). auto.
  Qed.
  Lemma known_almost ls : almost M (fun e => forall kt, In kt (known_instances F ls) -> kind_holds (fst kt) (sev (snd kt) e)).
  Proof.
    apply (almost_list M Me). intros kt I. apply in_flat_map in I. destruct I as [[k t] [I J]].
    apply in_map_iff in J. destruct J as [r [<- J]]. apply filter_In in J. destruct J as [J S].
    apply in_at_letters in J. simpl in *.
    pose proof (almost_through M Me (perm r) _ (perm_letter_map r _ J) (ss_known F M G k t I)) as A.
    apply (almost_mono M _ _) with (2 := A). intros e. rewrite (proj1 (sev_perm M r t e J S)). auto.
  Qed.

  Lemma table_almost t A supports : table F t = (A, supports) ->
    almost M (fun e => model_of (grounded F A supports) (numbers A e)).
  Proof.
    intros T. assert (S : almost M (fun e => forall st, In st supports -> sev (fst st) e <> 0 -> sev (snd st) e <> 0)).
    { apply (almost_list M Me _ (fun st e => sev (fst st) e <> 0 -> sev (snd st) e <> 0)). intros st I.
      unfold table in T. injection T as <- <-.
      apply in_app_or in I. destruct I as [I|I]; [eapply below_almost; eauto|].
      apply in_app_or in I. destruct I as [I|I]; [eapply below_almost; eauto|].
      apply filter_In in I. destruct I as [I _]. eapply support_almost; eauto. }
    apply (almost_mono2 M Me _ _ _) with (2 := S) (3 := known_almost (letters_of_terms A)). intros e Hs Hk.
    apply grounded_model; [intros s t' I; apply (Hs (s, t') I)|intros k t' I; apply (Hk (k, t') I)].
  Qed.

  Lemma pointwise_sound t p : pointwise F t = Some p -> almost M (fun e => sev t e = svp M p e).
  Proof.
    unfold pointwise. destruct (table F t) as [A supports] eqn:T. destruct (ground A t) as [g|] eqn:Gt; [|discriminate].
    intros U. apply (almost_mono M _ _) with (2 := table_almost t A supports T). intros e Mo.
    rewrite <- (unground_poly_value A e _ p U nowhere).
    rewrite (normal_sound _ _ (facts_in_sound _ _ Mo)) by apply nowhere_in_range.
    rewrite elab_sound. symmetry. apply ground_value, Gt.
  Qed.

  Lemma tested_sound f (P : R -> Prop) t : (forall K M' t v, sound K M' -> in_range M' v -> f K t = true -> P (ev M' t v)) ->
    tested F f t = true -> almost M (fun e => P (sev t e)).
  Proof.
    intros Hf. unfold tested. destruct (table F t) as [A supports] eqn:T. destruct (ground A t) as [g|] eqn:Gt; [|discriminate].
    intros H. apply (almost_mono M _ _) with (2 := table_almost t A supports T). intros e Mo.
    pose proof (Hf _ _ _ nowhere (facts_in_sound _ _ Mo) (nowhere_in_range A e) H) as X.
    rewrite elab_sound, (ground_value A e _ t g Gt) in X. exact X.
  Qed.
  Lemma tested2_sound f (P : R -> R -> Prop) s t :
    (forall K M' s t v, sound K M' -> in_range M' v -> f K s t = true -> P (ev M' s v) (ev M' t v)) ->
    tested2 F f s t = true -> almost M (fun e => P (sev s e) (sev t e)).
  Proof.
    intros Hf. unfold tested2. destruct (table F (TAdd s t)) as [A supports] eqn:T.
    destruct (ground A s) as [g|] eqn:Gs; [|discriminate]. destruct (ground A t) as [h|] eqn:Gt; [|discriminate].
    intros H. apply (almost_mono M _ _) with (2 := table_almost _ A supports T). intros e Mo.
    pose proof (Hf _ _ _ _ nowhere (facts_in_sound _ _ Mo) (nowhere_in_range A e) H) as X.
    rewrite !elab_sound, (ground_value A e _ s g Gs), (ground_value A e _ t h Gt) in X. exact X.
  Qed.

  Definition szero (t : tm) : bool := tested F is_zero_term t.
  Lemma szero_sound t : szero t = true -> almost M (fun e => sev t e = 0).
  Proof. apply (tested_sound _ (fun x => x = 0)). intros. apply (is_zero_term_sound K M'); auto. Qed.
End sound.
