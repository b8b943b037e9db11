(** Supports, backwards: whether a goal is nonzero where certain atoms are.

      a marginal of a law known nonzero            Σ mᵢ with all mᵢ ≥ 0 and some mᵢ ≠ 0
      a conclusion of a hypothesis p ≪ q           Σ_b m with m ≥ 0 and m ≠ 0 at some letters
      ln a with a − 1 ≥ 0 and ≠ 0                  a combination of hypotheses, one of them ≠ 0 *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** b ≠ 0 gives a ≠ 0. *)
Definition gives (K : facts) (b a : tm) : bool :=
  tm_eqb b a |||
  match b, a with
  | TLaw l s, TLaw k t => Pos.eqb l k &&& covers t s &&& law_fits K l s &&& law_fits K l t
  | TAdd _ _, TAdd _ _ => tm_eqb (of_poly (pneg (to_poly b))) a
  | _, _ => false
  end.

Definition always (K : facts) (a : tm) : bool :=
  match a with
  | TCard _ | TExp _ => true
  | TLog (TConst c) => q_pos c &&& negb (Qle_bool c 1)
  | TConst c => negb (Qeq_bool c 0)
  | TQty q at_ => match sign_at K q at_ with SignPos => true | _ => false end
  | TLaw l args => is_total K l args
  | _ => false
  end.

Fixpoint pairs_of (s t : list arg) : renaming :=
  match s, t with
  | At i :: s, At j :: t => (i, j) :: pairs_of s t
  | _ :: s, _ :: t => pairs_of s t
  | _, _ => []
  end.
Fixpoint placements (own letters : list index) : list renaming :=
  match own with
  | [] => [[]]
  | i :: own => flat_map (fun r => map (fun j => (i, j) :: r)
                  (filter (fun j => Pos.eqb (i_alphabet j) (i_alphabet i)) letters)) (placements own letters)
  end.
(** Letters at which a pattern may give a. *)
Definition matching (pattern a : tm) : list renaming :=
  match pattern, a with
  | TLaw l s, TLaw k t => if Pos.eqb l k then [pairs_of s t] else []
  | TQty q s, TQty p t => if Pos.eqb q p then [combine s t] else []
  | _, _ =>
      if Pos.eqb (tag pattern) (tag a) then
        let own := dedupe (frees pattern) in
        if Nat.leb (length own) 3 then placements own (dedupe (frees a)) else []
      else []
  end.
Definition covered (r : renaming) (i : index) : bool := mem i (map fst r).

Section search.
  Variables (K : facts) (T : list tm) (letters : list index).

  Fixpoint search (n : nat) (above : list tm) (a : tm) : bool :=
    any (fun b => gives K b a) T ||| always K a |||
    match n with
    | O => false
    | S n =>
        if any (tm_eqb a) above then false else
        let factors (m : mono) := all (fun x => search n (a :: above) (fst x)) m in
        let nonzero_poly (p : poly) :=
          let (c, m) := factored p in negb (Qeq_bool c 0) &&& factors m in
        (match a with
         | TNz b => search n (a :: above) b
         | TDelta i j => same_index i j
         | TAdd _ _ =>
             nonneg_poly K (to_poly a) &&& any (fun x => negb (Qeq_bool (fst x) 0) &&& factors (snd x)) (to_poly a)
         | TSum _ _ =>
             let (b, m) := body_of a in
             nonneg_mono K 1 m &&&
             choose (options_among letters) b [] (fun r =>
               keeps_alphabets r &&& all (fun x => mem (fst x) b) r &&&
               match rename_mono r m with Some m => factors m | None => false end)
         | TLog b =>
             Z.eqb (sign_of K 3 b) 1 &&& search n (a :: above) b &&& nonzero_poly (pminus (to_poly b) (pconst 1))
         | _ => false
         end) |||
        any (fun implication : mono * list tm =>
          let (premise, cs) := implication in
          any (fun c =>
            any (fun r =>
              choose (options_among letters)
                (filter (fun i => negb (covered r i)) (dedupe (frees c ++ mono_frees premise))) r (fun r =>
                keeps_alphabets r &&& safe r c &&& gives K (re r c) a &&&
                match rename_mono r premise with Some m => factors m | None => false end))
              (matching c a)) cs) (implications K) |||
        match known K, a with
        | [], TAdd _ _ | _ :: _, _ =>
            let firsts (p : poly) := match a with
              | TAdd _ _ => None :: map (fun x => Some (snd x)) (firstn 4 p)
              | _ => map (fun x => Some (snd x)) p
              end in
            any (fun p => any (fun first => combination K p first (any nonzero_poly)) (firsts p))
                [to_poly a; pneg (to_poly a)]
        | _, _ => false
        end
    end.
End search.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Definition true_at (T : list tm) (e : letters) : Prop := forall b, In b T -> ev b e <> 0.

  Lemma evm_not_0 m e : (forall x, In x m -> ev (fst x) e <> 0) -> evm m e <> 0.
  Proof.
    induction m as [|[a k] m IH]; simpl; intros H; [lra|].
    apply Rmult_integral_contrapositive. split; auto. apply power_neq. apply (H (a, k)). auto.
  Qed.

  Lemma evm_atom_not_0 m e a k : evm m e <> 0 -> In (a, k) m -> k <> 0%Z -> ev a e <> 0.
  Proof.
    induction m as [|[b j] m IH]; simpl; [tauto|]. intros H [E|I] N.
    - injection E as -> ->. apply (power_base_neq _ k N). intros Z. apply H. rewrite Z. ring.
    - apply IH; auto. intros Z. apply H. rewrite Z. ring.
  Qed.

  Lemma gives_sound b a e : in_range M e -> gives K b a = true -> ev b e <> 0 -> ev a e <> 0.
  Proof.
    intros V H N. apply or_true in H. destruct H as [H|H].
    - apply tm_eqb_eq in H. congruence.
    - destruct b; try discriminate; destruct a; try discriminate; ands.
      + match goal with E : Pos.eqb _ _ = true |- _ => apply Pos.eqb_eq in E; subst end.
        pose proof (law_nonneg K M G l0 args e V ltac:(assumption)).
        pose proof (law_covers K M G l0 args0 args e V ltac:(assumption) ltac:(assumption) ltac:(assumption)). lra.
      + apply tm_eqb_eq in H. rewrite <- H, ev_of_poly. unfold pneg. rewrite evp_pscale, evp_to_poly, Q2R_m1. lra.
  Qed.

  Lemma always_sound a e : in_range M e -> always K a = true -> ev a e <> 0.
  Proof.
    intros V H. destruct a; try discriminate; cbn [always] in H.
    - apply negb_true_iff in H. exact (Q2R_not_0 _ H).
    - rewrite (law_total K M G); auto; lra.
    - pose proof (sign_holds K M G q at_ e V) as S. destruct (sign_at K q at_); try discriminate. simpl in *. lra.
    - pose proof (size_pos K M G a). simpl. lra.
    - destruct a; try discriminate. ands. apply q_pos_pos in Heqb.
      apply negb_true_iff in H. simpl. rewrite log_pos by exact Heqb. assert (1 < Q2R c).
      { destruct (Rle_lt_dec (Q2R c) 1) as [L|L]; auto. rewrite <- Q2R_1 in L.
        apply Rle_Qle, Qle_bool_iff in L. congruence. }
      rewrite <- ln_1. apply Rgt_not_eq, ln_increasing; lra.
    - simpl. apply Rgt_not_eq, exp_pos.
  Qed.

  Lemma factored_not_0 p e c m : factored p = (c, m) -> Qeq_bool c 0 = false ->
    (forall x, In x m -> ev (fst x) e <> 0) -> evp p e <> 0.
  Proof.
    intros F C H. rewrite (factored_sound M p c m e F). apply Rmult_integral_contrapositive.
    split; [apply Q2R_not_0; auto|apply evm_not_0; auto].
  Qed.

  Lemma search_sound T ls n : forall above a e, in_range M e -> search K T ls n above a = true ->
    true_at T e -> ev a e <> 0.
  Proof.
    induction n as [|n IH]; intros above a e V H A; cbn [search] in H; (apply or_true in H; destruct H as [H|H];
       [apply or_true in H; destruct H as [H|H]; [|apply always_sound; auto];
        apply any_exists in H; destruct H as [b [I H]]; exact (gives_sound b a e V H (A b I))|]); [discriminate|].
    destruct (any (tm_eqb a) above); [discriminate|].
    set (factors := fun m : mono => all (fun x => search K T ls n (a :: above) (fst x)) m) in *.
    assert (F : forall m, factors m = true -> evm m e <> 0).
    { intros m Fm. apply evm_not_0. intros x I. exact (IH _ _ e V (all_forall _ _ Fm x I) A). }
    assert (FX : forall m, factors m = true -> forall x, In x m -> ev (fst x) e <> 0).
    { intros m Fm x I. exact (IH _ _ e V (all_forall _ _ Fm x I) A). }
    set (nonzero_poly := fun p : poly => let (c, m) := factored p in negb (Qeq_bool c 0) &&& factors m) in *.
    assert (P : forall p, nonzero_poly p = true -> evp p e <> 0).
    { intros p Np. unfold nonzero_poly in Np. destruct (factored p) as [c m] eqn:Fp. ands.
      apply negb_true_iff in Heqb. exact (factored_not_0 p e c m Fp Heqb (FX m Np)). }
    apply or_true in H. destruct H as [H|H]; [apply or_true in H; destruct H as [H|H]|].
    - destruct a; try discriminate; ands.
      + apply same_index_eq in H. subst. simpl. rewrite Nat.eqb_refl. lra.
      + apply any_exists in H. destruct H as [[c m] [I H]]. ands. simpl in *. apply negb_true_iff, Q2R_not_0 in Heqb0.
        assert (N : forall x, In x (to_poly (TAdd a1 a2)) -> 0 <= Q2R (fst x) * evm (snd x) e).
        { intros x X. apply (nonneg_mono_sound K M G); auto. exact (all_forall _ _ Heqb x X). }
        destruct (evp_pieces M _ e N) as [_ L]. specialize (L _ I). specialize (N _ I).
        rewrite evp_to_poly in L. cbn [fst snd] in L, N. pose proof (F m H).
        assert (Q2R c * evm m e <> 0) by (apply Rmult_integral_contrapositive; auto).
        change (ev a1 e + ev a2 e) with (ev (TAdd a1 a2) e). lra.
      + pose proof (sign_of_sound K M G 3 a e V) as [_ [S _]].
        match goal with E : Z.eqb _ _ = true |- _ => apply Z.eqb_eq in E; specialize (S E) end.
        match goal with E : search _ _ _ _ _ a = true |- _ => pose proof (IH _ _ e V E A) as N end. apply P in H.
        rewrite evp_pminus, evp_to_poly, evp_pconst, Q2R_1 in H. simpl. rewrite log_pos by lra.
        intros Z. apply H. assert (X : ev a e = 1); [|lra].
        rewrite <- (exp_ln (ev a e)) by lra. rewrite Z. apply exp_0.
      + simpl. rewrite nonzero_1; [lra|]. apply (IH _ _ e V H A).
      + destruct (body_of (TSum i a)) as [b m] eqn:B. ands. apply choose_good in H. destruct H as [r H]. ands.
        destruct (rename_mono r m) as [m'|] eqn:R; [|discriminate].
        rewrite (ev_body_of M _ e b m B). apply F in H. rewrite (evm_rename M r m m' e R) in H.
        assert (N : forall e, in_range M e -> 0 <= evm m e).
        { intros e' V'. match goal with E : nonneg_mono _ _ _ = true |- _ =>
            pose proof (nonneg_mono_sound K M G 1 m e' V' E) as X end. rewrite Q2R_1 in X. lra. }
        assert (L : evm m (fun i => e (look r i)) <= sum_over M b (evm m) e).
        { apply sum_over_ge; auto.
          - apply in_range_look; assumption.
          - intros j J. f_equal. assert (D : mem j (map fst r) = false).
            { apply mem_not_In. intros I. apply in_map_iff in I. destruct I as [x [<- I]].
              apply J, mem_In.
              match goal with E : all _ r = true |- _ => exact (all_forall _ _ E x I) end. }
            exact (look_undefined r j D).
          - intros e1 e2 E. f_equal. extensionality x. apply E. }
        assert (N' := N _ (in_range_look M r e V ltac:(assumption))). lra.
    - apply any_exists in H. destruct H as [[premise cs] [I H]].
      apply any_exists in H. destruct H as [c [C H]]. apply any_exists in H. destruct H as [r0 [_ H]].
      apply choose_good in H. destruct H as [r H]. ands.
      destruct (rename_mono r premise) as [m|] eqn:R; [|discriminate].
      apply (gives_sound _ a e V ltac:(eassumption)). rewrite ev_re by assumption. apply F in H.
      rewrite (evm_rename M r premise m e R) in H.
      apply (s_implications _ _ G premise cs I _ (in_range_look M r e V ltac:(assumption)) H c C).
    - assert (W : any (fun p => any (fun first => combination K p first (any nonzero_poly))
          match a with TAdd _ _ => None :: map (fun x => Some (snd x)) (firstn 4 p)
          | _ => map (fun x => Some (snd x)) p end) [to_poly a; pneg (to_poly a)] = true).
      { destruct (known K); destruct a; exact H || discriminate H. }
      clear H. apply any_exists in W. destruct W as [p [I W]]. apply any_exists in W. destruct W as [first [_ W]].
      destruct (combination_sound K M G p first _ W) as [more [H [_ Q]]].
      apply any_exists in H. destruct H as [q [Iq H]]. pose proof (proj2 (Q q Iq e V) (P q H)) as N.
      destruct I as [<-|[<-|[]]].
      + rewrite evp_to_poly in N. exact N.
      + unfold pneg in N. rewrite evp_pscale, evp_to_poly, Q2R_m1 in N. lra.
  Qed.
End sound.
