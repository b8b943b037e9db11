(** At given points every density, quantity and integral is a number: terms as expressions in these, for
    which the normal form of finite sums decides. What holds so holds at almost all points. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Search Support
  Normal Elaborate Contexts Values Densities Marginals Rows Known.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Atoms *)

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

  Definition sign_of_atom (t : tm) : sign :=
    match t with
    | TQty q _ => match find_name q (sf_quantities F) with Some d => q_sign d | None => AnySign end
    | _ => if snonneg F t then SignNonneg else AnySign
    end.
  Definition atom_signs (A : list tm) : list (name * quantity_decl) :=
    flat_map (fun a => match position A a with
                       | Some n => [(n, QuantityDecl [] (sign_of_atom a))] | None => [] end) A.

  (** Facts at letters at hand. *)
  Definition at_letters (ls : list index) (frees : list index) : list renaming :=
    let own := dedupe frees in
    if Nat.leb (length own) 5 then filter (fun r => one_to_one r frees) (placements own ls) else [].
  Definition known_instances (ls : list index) : list (kind * tm) :=
    flat_map (fun kt =>
      map (fun r => (fst kt, rename r (snd kt)))
          (filter (fun r => safe r (snd kt)) (at_letters ls (frees (snd kt))))) (sf_known F).

  Definition grounded_support (A : list tm) (st : tm * tm) : list Terms.support :=
    match ground A (fst st), ground A (snd st) with Some p, Some c => [Support 1%positive p c] | _, _ => [] end.
  Definition grounded_known (A : list tm) (kt : kind * tm) : list hypothesis :=
    match ground A (snd kt) with Some t => [Hyp 1%positive (fst kt) t] | None => [] end.
  (** The context in which the atoms are numbers. *)
  Definition grounded (k : knowledge) : context :=
    let A := k_atoms k in
    Context [] (atom_signs A)
      (flat_map (grounded_support A) (k_pairs k ++ map (fun w => (snd (fst w), snd w)) (k_some k)))
      (flat_map (grounded_known A) (filter (fun kt => among A (snd kt)) (known_instances (k_letters k)))) [].
  Definition ground_in (k : knowledge) (t : tm) : option tm := option_map (elab (grounded k)) (ground (k_atoms k) t).

  (** The normal form, at almost all points. *)
  Definition pointwise (t : tm) : option poly :=
    let k := known_of F t in
    match ground_in k t with
    | Some g =>
        match unground_poly (k_atoms k) (written_out (facts_in (grounded k)) (normal (facts_in (grounded k)) g)) with
        | Some p => if all (fun j => negb (occurs j (of_poly p))) (w_letters (k_some k)) then Some p else None
        | None => None
        end
    | None => None
    end.
  (** A test of terms, at almost all points. *)
  Definition tested (f : facts -> tm -> bool) (t : tm) : bool :=
    let k := known_of F t in
    match ground_in k t with Some g => f (facts_in (grounded k)) g | None => false end.
  Definition tested2 (f : facts -> tm -> tm -> bool) (s t : tm) : bool :=
    let k := known_of F (TAdd s t) in
    match ground_in k s, ground_in k t with Some g, Some h => f (facts_in (grounded k)) g h | _, _ => false end.
End known.

(** ** Soundness *)

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Notation sev := (sev M).
  Implicit Types e : places M.

  Lemma sign_of_atom_sound a e : has_sign (sign_of_atom F a) (sev a e).
  Proof.
    assert (D : has_sign (if snonneg F a then SignNonneg else AnySign) (sev a e)).
    { destruct (snonneg F a) eqn:S; simpl; auto. apply (snonneg_sound F M G), S. }
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

    Variable k : knowledge.
    Hypothesis Atoms : A = k_atoms k.
    Hypothesis Pairs : forall st, In st (k_pairs k ++ map (fun w => (snd (fst w), snd w)) (k_some k)) ->
      sev (fst st) e <> 0 -> sev (snd st) e <> 0.
    Hypothesis Known : forall kt, In kt (known_instances F (k_letters k)) -> kind_holds (fst kt) (sev (snd kt) e).

    Lemma grounded_model : model_of (grounded F k) numbers.
    Proof.
      constructor; unfold grounded; try rewrite <- Atoms; simpl.
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
        apply (Pairs (p, c)), I.
      - intros h I. apply in_flat_map in I. destruct I as [[n t] [I J]]. unfold grounded_known in J. simpl in J.
        destruct (ground A t) as [t'|] eqn:Gt; [|destruct J]. destruct J as [<-|[]]. simpl.
        apply filter_In in I. destruct I as [I _]. specialize (Known (n, t) I). cbn [fst snd] in Known.
        destruct n; intros v _; rewrite (ground_value _ t t' Gt); exact Known.
    Qed.
  End at_points.

  Lemma in_at_letters ls fr r : In r (at_letters ls fr) -> one_to_one r fr = true.
  Proof.
    unfold at_letters. destruct (Nat.leb _ 5); [|intros []]. intros I. apply filter_In in I. tauto.
  Qed.
  Lemma known_almost ls : almost M (fun e => forall kt, In kt (known_instances F ls) -> kind_holds (fst kt) (sev (snd kt) e)).
  Proof.
    apply (almost_list). intros kt I. apply in_flat_map in I. destruct I as [[k t] [I J]].
    apply in_map_iff in J. destruct J as [r [<- J]]. apply filter_In in J. destruct J as [J S].
    apply in_at_letters in J. simpl in *.
    pose proof (almost_through (perm r) _ (perm_letter_map r _ J) (ss_known F M G k t I)) as A.
    apply (almost_mono _ _) with (2 := A). intros e. rewrite (proj1 (sev_perm M r t e J S)). auto.
  Qed.

  (** At almost all points e there are e' that are a model of what is known of t, the letters of t the same. *)
  Lemma known_model t : almost M (fun e => exists e', agree M (w_letters (k_some (known_of F t))) e e' /\
    (forall i, In i (frees t) -> e i = e' i) /\
    model_of (grounded F (known_of F t)) (numbers (k_atoms (known_of F t)) e')).
  Proof.
    destruct (known_of_sound F M G t _ (known_almost (k_letters (known_of F t)))) as [Fr A].
    apply (almost_mono _ _) with (2 := A). intros e [e' [Ag [K P]]]. exists e'. split; auto. split.
    - intros i I. apply Ag. intros J. pose proof (all_forall _ _ Fr i J) as Q. apply negb_true_iff in Q.
      apply frees_occurs in I. congruence.
    - apply (grounded_model _ e' (known_of F t) eq_refl P K).
  Qed.
  Lemma ground_in_value k t g e : ground_in F k t = Some g -> ev (numbers (k_atoms k) e) g nowhere = sev t e.
  Proof.
    unfold ground_in. destruct (ground (k_atoms k) t) as [g'|] eqn:Gt; [|discriminate]. intros H. injection H as <-.
    rewrite elab_sound. apply ground_value, Gt.
  Qed.
  Lemma sev_frees t e e' : (forall i, In i (frees t) -> e i = e' i) -> sev t e = sev t e'.
  Proof. intros H. apply sev_agree. intros i O. apply H, occurs_frees, O. Qed.

  Lemma pointwise_sound t p : pointwise F t = Some p -> almost M (fun e => sev t e = svp M p e).
  Proof.
    unfold pointwise. destruct (ground_in F _ t) as [g|] eqn:Gt; [|discriminate].
    destruct (unground_poly _ _) as [q|] eqn:U; [|discriminate].
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:Fr end; [|discriminate]. intros H. injection H as ->.
    apply (almost_mono _ _) with (2 := known_model t). intros e [e' [Ag [Fe Mo]]].
    rewrite (sev_frees t e e' Fe), <- sev_of_poly, (free_agree M _ _ e e' Fr Ag), sev_of_poly.
    rewrite <- (unground_poly_value _ e' _ p U nowhere).
    rewrite (written_out_sound _ _ (facts_in_sound _ _ Mo)), (normal_sound _ _ (facts_in_sound _ _ Mo)) by apply nowhere_in_range.
    symmetry. apply (ground_in_value _ t g e' Gt).
  Qed.

  Lemma tested_sound f (P : R -> Prop) t : (forall K M' t v, sound K M' -> in_range M' v -> f K t = true -> P (ev M' t v)) ->
    tested F f t = true -> almost M (fun e => P (sev t e)).
  Proof.
    intros Hf. unfold tested. destruct (ground_in F _ t) as [g|] eqn:Gt; [|discriminate].
    intros H. apply (almost_mono _ _) with (2 := known_model t). intros e [e' [_ [Fe Mo]]].
    pose proof (Hf _ _ _ nowhere (facts_in_sound _ _ Mo) (nowhere_in_range _ e') H) as X.
    rewrite (ground_in_value _ t g e' Gt) in X. rewrite (sev_frees t e e' Fe). exact X.
  Qed.
  Lemma tested2_sound f (P : R -> R -> Prop) s t :
    (forall K M' s t v, sound K M' -> in_range M' v -> f K s t = true -> P (ev M' s v) (ev M' t v)) ->
    tested2 F f s t = true -> almost M (fun e => P (sev s e) (sev t e)).
  Proof.
    intros Hf. unfold tested2. destruct (ground_in F _ s) as [g|] eqn:Gs; [|discriminate].
    destruct (ground_in F _ t) as [h|] eqn:Gt; [|discriminate].
    intros H. apply (almost_mono _ _) with (2 := known_model (TAdd s t)). intros e [e' [_ [Fe Mo]]].
    pose proof (Hf _ _ _ _ nowhere (facts_in_sound _ _ Mo) (nowhere_in_range _ e') H) as X.
    rewrite (ground_in_value _ s g e' Gs), (ground_in_value _ t h e' Gt) in X.
    rewrite (sev_frees s e e'), (sev_frees t e e'); auto; intros i I; apply Fe; simpl; apply in_or_app; auto.
  Qed.

  Definition szero (t : tm) : bool := tested F is_zero_term t.
  Lemma szero_sound t : szero t = true -> almost M (fun e => sev t e = 0).
  Proof. apply (tested_sound _ (fun x => x = 0)). intros. apply (is_zero_term_sound K M'); auto. Qed.
End sound.
