(** Well-posedness: that a term's value owes nothing to x/0 = 0 and log 0 = 0. Shown from facts W,
    atoms that are not 0. A product that is undefined has no factor that is defined and 0; so each
    factor's support, which is 0 only where the factor is defined and 0, may be used for the others. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra Classical.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums Normal Elaborate.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Fixpoint partial (t : tm) : bool :=
  match t with
  | TConst _ | TLaw _ _ | TQty _ _ | TCard _ | TDelta _ _ => false
  | TAdd s t | TMul s t => partial s ||| partial t
  | TPow t k => Z.ltb k 0 ||| partial t
  | TLog _ => true
  | TExp t | TNz t | TSum _ t => partial t
  end.

(** 0 only where t is defined and 0. *)
Fixpoint support_of (t : tm) : tm :=
  if negb (partial t) then t else
  match t with
  | TMul s u => TMul (support_of s) (support_of u)
  | TPow s k => if Z.ltb 0 k then support_of s else TConst 1
  | TNz s => support_of s
  | TAdd s u => TAdd (TNz (support_of s)) (TNz (support_of u))
  | TSum i s => TSum i (TNz (support_of s))
  | _ => TConst 1
  end.

Fixpoint flat (t : tm) : list tm := match t with TMul s u => flat s ++ flat u | _ => [t] end.

Section posed.
  Variable K : facts.

  Definition atoms_in (t : tm) : list tm :=
    let (c, m) := in_factors K t in if Qeq_bool c 0 then [] else atoms_of m.

  Definition required (positive : bool) (t : tm) (W : list tm) : bool :=
    let (c, m) := in_factors K t in
    negb (Qeq_bool c 0) &&& (negb positive ||| nonneg_mono K c m) &&& nonzero_where K (map fst m) W.

  (** Factor by factor: each that is shown supports the others as it stands. *)
  Fixpoint rounds (shown : tm -> list tm -> bool) (n : nat) (W : list tm) (todo : list tm) : bool :=
    match todo with
    | [] => true
    | _ =>
        match n with
        | O => false
        | S n =>
            let (good, bad) := partition (fun f => shown f W) todo in
            match good with
            | [] => false
            | _ => rounds shown n (flat_map atoms_in good ++ W) bad
            end
        end
    end.

  Fixpoint shown (n : nat) (t : tm) (W : list tm) : bool :=
    if negb (partial t) then true else
    match n with
    | O => false
    | S n =>
        match t with
        | TMul _ _ =>
            let fs := flat t in
            rounds (shown n) (length fs) (flat_map (fun f => atoms_in (support_of f)) fs ++ W) fs
        | TAdd s u => shown n s W &&& shown n u W
        | TPow s k => (negb (Z.ltb k 0) ||| required false s W) &&& shown n s W
        | TLog s => required true s W &&& shown n s W
        | TExp s | TNz s => shown n s W
        | TSum i s => shown n s (filter (fun a => negb (occurs i a)) W)
        | _ => true
        end
    end.
End posed.

Definition levels : nat := 60.
Strategy opaque [levels].
Definition well_posed_term (K : facts) (t : tm) : bool := shown K levels t [].

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M).

  Fixpoint dfd (t : tm) (e : letters) : Prop :=
    match t with
    | TConst _ | TLaw _ _ | TQty _ _ | TCard _ | TDelta _ _ => True
    | TAdd s u => dfd s e /\ dfd u e
    | TMul s u => (dfd s e /\ dfd u e) \/ (dfd s e /\ ev s e = 0) \/ (dfd u e /\ ev u e = 0)
    | TPow s k => dfd s e /\ ((k < 0)%Z -> ev s e <> 0)
    | TLog s => dfd s e /\ 0 < ev s e
    | TExp s | TNz s => dfd s e
    | TSum i s => forall k, (k < size M (i_alphabet i))%nat -> dfd s (set e i k)
    end.

  Lemma total_dfd t : forall e, partial t = false -> dfd t e.
  Proof.
    induction t; intros e H; cbn [partial] in H; cbn [dfd]; auto;
      try (destruct (partial t1) eqn:P; [discriminate|]; auto).
    - destruct (Z.ltb_spec k 0); [discriminate|]. split; auto. intros. lia.
    - discriminate.
  Qed.

  Lemma nonzero_0_iff x : nonzero x = 0 -> x = 0.
  Proof. intros H. destruct (Req_EM_T x 0) as [|N]; auto. rewrite nonzero_1 in H by auto. lra. Qed.

  Lemma support_of_sound t : forall e, ev (support_of t) e = 0 -> dfd t e /\ ev t e = 0.
  Proof.
    assert (One : forall e, ev (TConst 1) e = 0 -> False) by (intros e; simpl; rewrite Q2R_1; lra).
    induction t; intros e H; cbn [support_of] in H;
      match type of H with context [negb (partial ?u)] => destruct (partial u) eqn:P; cbn [negb] in H;
        [|split; [apply total_dfd; auto|exact H]] end; try (exfalso; exact (One e H)).
    - cbn [Core.ev] in H. pose proof (nonzero_range (ev (support_of t1) e)).
      pose proof (nonzero_range (ev (support_of t2) e)). destruct (IHt1 e) as [D1 E1]; [apply nonzero_0_iff; lra|].
      destruct (IHt2 e) as [D2 E2]; [apply nonzero_0_iff; lra|]. cbn [dfd Core.ev]. split; auto. lra.
    - cbn [Core.ev] in H. apply Rmult_integral in H. cbn [dfd Core.ev]. destruct H as [H|H].
      + destruct (IHt1 e H) as [D E]. split; auto. rewrite E. ring.
      + destruct (IHt2 e H) as [D E]. split; auto. rewrite E. ring.
    - destruct (Z.ltb_spec 0 k); [|exfalso; exact (One e H)]. destruct (IHt e H) as [D E].
      cbn [dfd Core.ev]. split; [split; auto; lia|]. rewrite E. apply power_0. lia.
    - destruct (IHt e H) as [D E]. cbn [dfd Core.ev]. split; auto. rewrite E. apply nonzero_0.
    - cbn [Core.ev] in H. assert (A : forall k, (k < size M (i_alphabet i))%nat -> dfd t (set e i k) /\
        ev t (set e i k) = 0).
      { intros k L. apply IHt. apply nonzero_0_iff.
        pose proof (total_ge (size M (i_alphabet i)) (fun k => nonzero (ev (support_of t) (set e i k))) k) as X.
        cbv beta in X. pose proof (nonzero_range (ev (support_of t) (set e i k))).
        assert (nonzero (ev (support_of t) (set e i k)) <= 0); [|lra]. rewrite <- H. apply X; auto.
        intros. apply nonzero_range. }
      split; [intros k L; apply A; auto|]. simpl.
      rewrite (total_ext _ _ (fun _ => 0)) by (intros; apply A; auto). rewrite total_const. ring.
  Qed.

  Lemma atoms_in_true t e : in_range M e -> ev t e <> 0 -> true_at M (atoms_in K t) e.
  Proof.
    intros V N. unfold atoms_in. destruct (in_factors K t) as [c m] eqn:F.
    destruct (Qeq_bool c 0); [intros b []|]. apply atoms_of_true. intros Z. apply N.
    rewrite (in_factors_sound K M G t c m e V F), Z. ring.
  Qed.

  Lemma required_sound positive t W e : in_range M e -> required K positive t W = true -> true_at M W e ->
    ev t e <> 0 /\ (positive = true -> 0 < ev t e).
  Proof.
    intros V. unfold required. destruct (in_factors K t) as [c m] eqn:F. intros H A. ands.
    match goal with H : negb (Qeq_bool c 0) = true |- _ => apply negb_true_iff, Q2R_not_0 in H; rename H into Nc end.
    assert (N : ev t e <> 0).
    { rewrite (in_factors_sound K M G t c m e V F). apply Rmult_integral_contrapositive.
      split; auto. apply evm_not_0. intros x I. apply (nonzero_where_sound K M G _ _ e V H A). apply in_map.
      exact I. }
    split; auto. intros ->. match goal with H : (negb true ||| _) = true |- _ => simpl in H;
      pose proof (nonneg_mono_sound K M G c m e V H) as L end.
    rewrite <- (in_factors_sound K M G t c m e V F) in L. lra.
  Qed.

  Lemma flat_dfd t e : (forall f, In f (flat t) -> dfd f e) \/ (exists f, In f (flat t) /\ dfd f e /\ ev f e = 0) ->
    dfd t e /\ ((exists f, In f (flat t) /\ dfd f e /\ ev f e = 0) -> ev t e = 0).
  Proof.
    assert (Leaf : forall u, flat u = [u] -> (forall f, In f (flat u) -> dfd f e) \/ (exists f,
      In f (flat u) /\ dfd f e /\ ev f e = 0) ->
      dfd u e /\ ((exists f, In f (flat u) /\ dfd f e /\ ev f e = 0) -> ev u e = 0)).
    { intros u ->. intros [H|[f [[<-|[]] [D Z]]]]; (split; [auto; apply H; left; auto|]);
        intros [g [[<-|[]] [D' Z']]]; auto. }
    induction t; try (apply Leaf; reflexivity). clear Leaf. cbn [flat].
    assert (Z1 : (exists f, In f (flat t1) /\ dfd f e /\ ev f e = 0) -> dfd t1 e /\ ev t1 e = 0).
    { intros X. destruct (IHt1 (or_intror X)) as [D Z]. auto. }
    assert (Z2 : (exists f, In f (flat t2) /\ dfd f e /\ ev f e = 0) -> dfd t2 e /\ ev t2 e = 0).
    { intros X. destruct (IHt2 (or_intror X)) as [D Z]. auto. }
    assert (Some0 : (exists f, In f (flat t1 ++ flat t2) /\ dfd f e /\ ev f e = 0) ->
      dfd (TMul t1 t2) e /\ ev (TMul t1 t2) e = 0).
    { intros [f [I X]]. apply in_app_or in I. cbn [dfd Core.ev]. destruct I as [I|I].
      - destruct Z1 as [D Z]; [eauto|]. split; auto. rewrite Z. ring.
      - destruct Z2 as [D Z]; [eauto|]. split; auto. rewrite Z. ring. }
    intros [H|H].
    - split; [|intros X; apply Some0, X]. cbn [dfd]. left. split.
      + apply IHt1. left. intros f I. apply H, in_or_app. auto.
      + apply IHt2. left. intros f I. apply H, in_or_app. auto.
    - split; [apply Some0, H|intros X; apply Some0, X].
  Qed.

  Lemma rounds_sound (sh : tm -> list tm -> bool) n : (forall f W e, in_range M e ->
      sh f W = true -> true_at M W e -> dfd f e) ->
    forall W todo e, in_range M e -> rounds K sh n W todo = true -> true_at M W e ->
    (forall f, In f todo -> ~ (dfd f e /\ ev f e = 0)) -> forall f, In f todo -> dfd f e.
  Proof.
    intros Sh. induction n as [|n IH]; intros W todo e V H A N f I; cbn [rounds] in H.
    - destruct todo; [destruct I|discriminate].
    - destruct todo as [|x todo']; [destruct I|]. set (todo := x :: todo') in *. clearbody todo.
      destruct (partition (fun f => sh f W) todo) as [good bad] eqn:P.
      destruct good as [|g good']; [discriminate|]. set (good := g :: good') in *. clearbody good.
      pose proof (elements_in_partition _ _ P) as El. assert (Gd : forall f, In f good -> dfd f e).
      { intros h Ih. apply (Sh h W e V); auto. clear - P Ih. revert good bad P h Ih.
        induction todo as [|x todo IH]; simpl; intros good bad P h Ih.
        - injection P as <- <-. destruct Ih.
        - destruct (partition _ todo) as [a b]. specialize (IH a b eq_refl).
          destruct (sh x W) eqn:Sx; injection P as <- <-; auto. destruct Ih as [<-|Ih]; auto. }
      apply El in I. destruct I as [I|I]; [apply Gd, I|]. apply (IH _ _ _ V H); auto.
      + intros b J. apply in_app_or in J. destruct J as [J|J]; auto. apply in_flat_map in J.
        destruct J as [h [Ih J]]. apply (atoms_in_true h e V); auto. intros Z.
        apply (N h); [apply El; auto|]. split; auto.
      + intros h Ih. apply N, El. auto.
  Qed.

  Lemma shown_sound n : forall t W e, in_range M e -> shown K n t W = true -> true_at M W e -> dfd t e.
  Proof.
    induction n as [|n IH]; intros t W e V H A; cbn [shown] in H;
      (destruct (partial t) eqn:P; cbn [negb] in H; [|apply total_dfd, P]); [discriminate|].
    destruct t; cbn [dfd]; auto; try (ands; split; eauto; fail); eauto.
    - set (t := TMul t1 t2) in *. change (dfd t e). apply flat_dfd.
      destruct (classic (exists f, In f (flat t) /\ dfd f e /\ ev f e = 0)) as [X|X]; [auto|]. left.
      apply (rounds_sound (shown K n) _ (fun f W e V H A => IH f W e V H A) _ _ _ V H).
      + intros b J. apply in_app_or in J. destruct J as [J|J]; auto. apply in_flat_map in J.
        destruct J as [f [If J]]. apply (atoms_in_true (support_of f) e V); auto. intros Z.
        apply X. exists f. split; auto. apply support_of_sound, Z.
      + intros f If Z. apply X. eauto.
    - ands. split; [eauto|]. intros L. apply or_true in Heqb. destruct Heqb as [B|B].
      + apply negb_true_iff, Z.ltb_ge in B. lia.
      + apply (required_sound false t W e V B A).
    - ands. split; [eauto|].
      match goal with H : required _ _ _ _ = true |- _ => apply (required_sound true t W e V H A); auto end.
    - intros k L. apply (IH t _ _ (in_range_set M e i k V L) H). intros b J. apply filter_In in J.
      destruct J as [J O]. rewrite ev_set; auto. apply negb_true_iff. exact O.
  Qed.

  Variable C : context.

  Lemma elab_dfd t : forall e, dfd (elab C t) e -> defined C M t (inner e).
  Proof.
    induction t using term_induction; intros e D; cbn [elab defined dfd] in *; auto.
    - induction H as [|t ts Ht Hts IH]; simpl; auto. destruct ts as [|u ts].
      + simpl in D. split; [apply Ht, D|exact I].
      + destruct D as [D1 D2]. split; [apply Ht, D1|apply IH, D2].
    - assert (X : fold_right (fun t P => defined C M t (inner e) /\ P) True ts \/
                  fold_right (fun t P => (defined C M t (inner e) /\ value C M t (inner e) = 0) \/ P) False ts).
      { induction H as [|t ts Ht Hts IH]; [left; exact I|]. destruct ts as [|u ts].
        - left. simpl. split; [apply Ht, D|exact I].
        - cbn [map] in D, IH. set (rest := elab C u :: map (elab C) ts) in *.
          change (dfd (TMul (elab C t) (join TMul (TConst 1) rest)) e) in D. cbn [dfd] in D.
          assert (Rz : dfd (join TMul (TConst 1) rest) e -> ev (join TMul (TConst 1) rest) e = 0 ->
                  fold_right (fun t P => (defined C M t (inner e) /\
                    value C M t (inner e) = 0) \/ P) False (u :: ts)).
          { intros Dr Zr. destruct (IH Dr) as [Al|So]; auto. rewrite join_mul in Zr.
            unfold rest in Zr. clear - Al Zr. revert Al Zr.
            change (elab C u :: map (elab C) ts) with (map (elab C) (u :: ts)).
            generalize (u :: ts). clear. induction l as [|x l IH]; simpl; intros Al Zr; [lra|].
            destruct Al as [Dx Al]. apply Rmult_integral in Zr. destruct Zr as [Zr|Zr]; [|right; auto].
            left. split; auto. rewrite <- elab_sound. exact Zr. }
          destruct D as [[D1 D2]|[[D1 Z1]|[D2 Z2]]].
          + destruct (IH D2) as [Al|So]; [left; split; [apply Ht, D1|exact Al]|right; right; exact So].
          + right. left. split; [apply Ht, D1|]. rewrite <- elab_sound. exact Z1.
          + right. right. apply Rz; auto. }
      exact X.
    - destruct D as [D N]. split; auto. intros L. rewrite <- elab_sound. auto.
    - destruct D as [D N]. split; auto. rewrite <- elab_sound. exact N.
    - revert e D. induction b as [|i b IHb]; intros e D; simpl in *; auto.
      intros k L. rewrite <- inner_set. apply IHb. apply D. exact L.
  Qed.
End sound.
