(** What is known of a context with spaces; and integrals that converge, as rows of what is provided do at other letters,
    or because laws' marginals do. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Search Contexts
  Values Densities Marginals.
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


Record ssound (F : sfacts) (M : space_model) : Prop := {
  ss_measures : measures M;
  ss_laws : forall l d, find_name l (sf_laws F) = Some d -> is_density M l d;
  ss_signs : forall q d, find_name q (sf_quantities F) = Some d -> forall r, has_sign (q_sign d) (quantity_of M q r);
  ss_supports : forall s t, In (s, t) (sf_supports F) -> almost M (fun e => sev M s e <> 0 -> sev M t e <> 0);
  ss_known : forall k t, In (k, t) (sf_known F) -> almost M (fun e => kind_holds k (sev M t e));
  ss_rows : forall b p, In (b, p) (sf_rows F) -> almost M (converges M b (svp M p));
  ss_counted : forall a, ~ In a (sf_spaces F) -> counted M a
}.

Fixpoint leaves (t : tm) : list tm :=
  match t with
  | TConst _ => []
  | TAdd s t | TMul s t => leaves s ++ leaves t
  | TPow t _ | TLog t | TExp t | TNz t => leaves t
  | _ => [t]
  end.
Fixpoint distinct_terms (l k : list tm) : list tm :=
  match l with
  | [] => rev k
  | t :: l => if any (tm_eqb t) k then distinct_terms l k else distinct_terms l (t :: k)
  end.
Definition no_spaces (F : sfacts) (b : list index) : bool :=
  all (fun i => negb (any (Pos.eqb (i_alphabet i)) (sf_spaces F))) b.
Definition among (A : list tm) (t : tm) : bool := all (fun a => any (tm_eqb a) A) (leaves t).
Definition somes {A} (l : list (option A)) : list A := flat_map (fun x => match x with Some x => [x] | None => [] end) l.

(** ** Rows at other letters; integrals that converge *)

Definition provision := (list index * poly)%type.
Definition poly_letters (p : poly) : list index := flat_map (fun x => mono_letters (snd x)) p.
Definition renamed_mono (r : renaming) (m : mono) : mono := map (fun x => (rename r (fst x), snd x)) m.
Definition moved_row (r : renaming) (x : provision) : option provision :=
  let (c, p) := x in
  if one_to_one r (c ++ poly_letters p) &&& all (fun x => all (fun y => safe r (fst y)) (snd x)) p
  then Some (map (perm r) c, map (fun x => (fst x, renamed_mono r (snd x))) p) else None.
(** Its letters those of b, its free letters among those at hand. *)
Definition moved_rows (b ls : list index) (x : provision) : list provision :=
  let (c, p) := x in
  if Nat.eqb (length c) (length b) then
    let free := filter (fun i => negb (mem i c)) (dedupe (poly_letters p)) in
    if Nat.leb (length free) 4 then
      filter (fun y => distinct (fst y) &&& all (fun i => mem i b) (fst y))
        (somes (map (fun r => moved_row r x) (flat_map (fun r => map (app r) (placements free ls)) (placements c b))))
    else []
  else [].

Fixpoint product (t : tm) : mono :=
  match t with
  | TMul s t => product s ++ product t
  | TPow a k => [(a, k)]
  | _ => [(t, 1%Z)]
  end.
Definition same_product (m n : mono) : bool :=
  match mono_cmp (sort_by power_cmp m) (sort_by power_cmp n) with Eq => true | _ => false end.

Section functions.
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

  (** Whether ∫ u converges: by a row, or because it does over all letters, by marginals. *)
  Definition provided_product (b : list index) (m : mono) : bool :=
    let ls := dedupe (mono_letters m) in
    distinct b &&&
    any (fun x => match snd x with
                  | [(q, n)] => negb (Qeq_bool q 0) &&& Nat.eqb (length n) (length m) &&&
                                any (fun y => match snd y with [(_, n)] => same_product n m | _ => false end) (moved_rows b ls x)
                  | _ => false end) (sf_rows F).
  Definition joint_product (b : list index) (m : mono) : bool :=
    let others := filter (fun i => negb (mem i b)) (dedupe (mono_letters m)) in
    match fst (marginalized (sf_laws F) (others ++ b) m) with [] => true | _ => false end.
  Definition product_converges (b : list index) (u : tm) : bool :=
    let m := product u in provided_product b m ||| joint_product b m.
End functions.

(** ** Soundness *)

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Notation sev := (sev M).
  Notation svm := (svm M).
  Notation svp := (svp M).
  Notation int := (integral_of M).
  Notation conv := (converges M).
  Implicit Types e : places M.

  Lemma snonneg_sound t : snonneg F t = true -> forall e, 0 <= sev t e.
  Proof.
    assert (B : forall t, snonneg F t = true -> forall b e, 0 <= evb M t b e).
    { clear t. assert (I : forall b f e, measurable M f -> (forall e, 0 <= f e) -> 0 <= integral_of M b f e).
      { intros b f e H P. apply integral_nonneg; auto. apply almost_over_all; auto. }
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
  Lemma no_spaces_counted b : no_spaces F b = true -> forall i, In i b -> counted M (i_alphabet i).
  Proof.
    intros H i I. apply (ss_counted F M G). intros J. pose proof (all_forall _ _ H i I) as Q. cbv beta in Q.
    apply negb_true_iff in Q. assert (X : any (Pos.eqb (i_alphabet i)) (sf_spaces F) = true); [|congruence].
    clear - J. induction (sf_spaces F) as [|a l IH]; simpl in *; [tauto|]. destruct J as [->|J]; [rewrite Pos.eqb_refl; auto|].
    rewrite (IH J). destruct (Pos.eqb _ a); auto.
  Qed.
  Lemma in_somes {A B} (f : A -> option B) l y : In y (somes (map f l)) -> exists x, In x l /\ f x = Some y.
  Proof.
    intros I. apply in_flat_map in I. destruct I as [o [I J]]. apply in_map_iff in I. destruct I as [x [<- I]].
    exists x. split; auto. destruct (f x); [destruct J as [->|[]]; auto|destruct J].
  Qed.

  (** Rows. *)
  Lemma product_sound t e : svm (product t) e = sev t e.
  Proof.
    induction t; try apply svm_one; simpl.
    - rewrite svm_app, IHt1, IHt2, sev_mul. reflexivity.
    - rewrite sev_pow. ring.
  Qed.
  Lemma sort_by_perm {A} (f : A -> A -> comparison) l : Permutation (sort_by f l) l.
  Proof.
    unfold sort_by. induction l as [|x l IH]; simpl; auto.
    apply Permutation_trans with (x :: fold_right (insert_by f) [] l); [|constructor; exact IH].
    generalize (fold_right (insert_by f) [] l). clear. induction l as [|y l IH]; simpl; auto.
    destruct (f x y); auto. apply Permutation_trans with (y :: x :: l); [constructor; exact IH|constructor].
  Qed.
  Lemma same_product_sound m n e : same_product m n = true -> svm m e = svm n e.
  Proof.
    assert (S : forall m, svm (sort_by power_cmp m) e = svm m e) by (intros; apply svm_perm, sort_by_perm).
    unfold same_product. destruct (mono_cmp _ _) eqn:E; try discriminate. intros _. apply mono_cmp_eq in E. rewrite <- (S m), E, S. reflexivity.
  Qed.
  Lemma renamed_mono_sound r m e : one_to_one r (mono_letters m) = true -> all (fun x => safe r (fst x)) m = true ->
    svm (renamed_mono r m) e = svm m (through M (perm r) e).
  Proof.
    induction m as [|[a k] m IH]; simpl; auto. intros O S. destruct (safe r a) eqn:Sa; [|discriminate].
    rewrite IH; auto.
    - f_equal. f_equal. apply (sev_perm M r a e); auto. apply (one_to_one_incl r _ _ (incl_appl _ (incl_refl _)) O).
    - apply (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O).
  Qed.
  Lemma moved_row_value r c p d q : moved_row r (c, p) = Some (d, q) ->
    letter_map (perm r) /\ d = map (perm r) c /\ svp q = fun e => svp p (through M (perm r) e).
  Proof.
    unfold moved_row. intros H.
    match type of H with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate]. injection H as <- <-. ands.
    match goal with H : one_to_one r _ = true |- _ => rename H into O end.
    match goal with H : all _ p = true |- _ => pose proof (all_forall _ _ H) as S end.
    split; [apply (perm_letter_map r _ O)|]. split; [reflexivity|].
    extensionality e. assert (O' : one_to_one r (poly_letters p) = true) by
        (apply (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O)).
      clear - S O'. induction p as [|[k m] p IH]; simpl; auto. unfold poly_letters in O'. simpl in O'.
      rewrite IH, renamed_mono_sound; auto.
      - apply (one_to_one_incl r _ _ (incl_appl _ (incl_refl _)) O').
      - apply (S (k, m)). left. reflexivity.
      - intros x I. apply S. right. exact I.
      - apply (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O').
  Qed.
  Lemma moved_row_sound r c p d q : moved_row r (c, p) = Some (d, q) ->
    almost M (conv c (svp p)) -> almost M (conv d (svp q)).
  Proof.
    intros H A. destruct (moved_row_value r c p d q H) as [L [-> V]].
    rewrite V. apply (almost_mono _ _) with (2 := almost_through _ _ L A). intros e.
    apply (converges_through (perm r) c (svp p) e L).
  Qed.
  Lemma moved_rows_sound b ls x y : distinct b = true -> almost M (conv (fst x) (svp (snd x))) -> In y (moved_rows b ls x) ->
    almost M (conv b (svp (snd y))) /\ map fst (snd y) = map fst (snd x).
  Proof.
    destruct x as [c p], y as [d q]. intros D A I. unfold moved_rows in I. destruct (Nat.eqb _ _) eqn:L; [|destruct I].
    match type of I with In _ (if ?x then _ else _) => destruct x; [|destruct I] end.
    apply filter_In in I. destruct I as [I E]. cbn [fst] in E. ands.
    apply in_somes in I. destruct I as [r [_ I]]. assert (Ad := moved_row_sound _ _ _ _ _ I A).
    assert (S : d = map (perm r) c /\ q = map (fun x => (fst x, renamed_mono r (snd x))) p).
    { unfold moved_row in I. match type of I with (if ?x then _ else _) = _ => destruct x; [|discriminate] end. injection I. auto. }
    destruct S as [Sd ->]. split; [|cbn [snd]; rewrite map_map; reflexivity].
    apply (almost_mono _ _) with (2 := Ad). intros e Cv.
    apply (converges_perm d b); [apply meas_svp; auto| |exact Cv]. apply NoDup_Permutation_bis.
    - apply distinct_NoDup. assumption.
    - apply Nat.eqb_eq in L. rewrite Sd, map_length. lia.
    - intros i J. apply mem_In. match goal with H : all _ d = true |- _ => apply (all_forall _ _ H i J) end.
  Qed.

  Lemma mono_converges_sound b m : provided_product F b m ||| joint_product F b m = true -> almost M (conv b (svm m)).
  Proof.
    intros H. apply or_true in H. destruct H as [H|H].
    - unfold provided_product in H. ands. apply any_exists in H. destruct H as [[c p] [I H]]. cbn [snd] in H.
      destruct p as [|[q n] [|]]; try discriminate. ands.
      match goal with H : negb (Qeq_bool q 0) = true |- _ => apply negb_true_iff, Q2R_not_0 in H; rename H into Nq end.
      match goal with H : any _ (moved_rows _ _ _) = true |- _ => apply any_exists in H; destruct H as [[d o] [J H]] end.
      destruct (moved_rows_sound b _ (c, [(q, n)]) (d, o) ltac:(assumption) (ss_rows F M G c _ I) J) as [A Q].
      cbn [snd] in *. destruct o as [|[q' n'] [|]]; try discriminate. injection Q as ->.
      apply (almost_mono _ _) with (2 := A). intros e Cv.
      apply (converges_local b (fun e => / Q2R q * svp [(q, n')] e)).
      + intros e' _. simpl. rewrite (same_product_sound n' m e' H). field. exact Nq.
      + apply converges_scale; auto. apply (meas_svp M Me [(q, n')]).
    - unfold joint_product in H. set (others := filter _ _) in H. apply (converges_inner others); [apply meas_svm; auto|].
      unfold marginalized in H. destruct (marginals (sf_laws F) _ (others ++ b) m) as [d n] eqn:E. simpl in H.
      destruct d; [|discriminate].
      apply (almost_mono _ _) with (2 := marginals_sound M Me (sf_laws F) (ss_laws F M G) _ _ _ _ _ E). intros e [_ C].
      apply C. exact I.
  Qed.
  Lemma product_converges_sound b u : product_converges F b u = true -> almost M (conv b (sev u)).
  Proof.
    intros H. apply (mono_converges_sound b (product u)) in H. apply (almost_mono _ _) with (2 := H). intros e.
    apply converges_local. intros. apply product_sound.
  Qed.
End sound.
