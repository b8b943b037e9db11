(** Free indices, renaming, the meaning of terms; sums over several indices, and other names for
    these. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis.
From Derive Require Export Order Tactics.
Import ListNotations.
Local Open Scope R_scope.

(** ** Free indices *)

Definition arg_is (i : index) (x : arg) : bool := match x with At j => same_index i j | Over _ =>
    false end.
Fixpoint occurs (i : index) (t : tm) : bool :=
  match t with
  | TConst _ | TCard _ => false
  | TLaw _ args => existsb (arg_is i) args
  | TQty _ at_ => mem i at_
  | TDelta j k => same_index i j || same_index i k
  | TAdd s t | TMul s t => occurs i s || occurs i t
  | TPow t _ | TLog t | TExp t | TNz t => occurs i t
  | TSum j t => negb (same_index i j) && occurs i t
  end.

Fixpoint frees (t : tm) : list index :=
  match t with
  | TConst _ | TCard _ => []
  | TLaw _ args => flat_map (fun x => match x with At j => [j] | Over _ => [] end) args
  | TQty _ at_ => at_
  | TDelta j k => [j; k]
  | TAdd s t | TMul s t => frees s ++ frees t
  | TPow t _ | TLog t | TExp t | TNz t => frees t
  | TSum j t => filter (fun i => negb (same_index i j)) (frees t)
  end.

(** ** Renaming: [rename] puts indices for free ones; [safe] says that none is captured *)

Fixpoint look (r : renaming) (i : index) : index :=
  match r with [] => i | (j, k) :: r => if same_index i j then k else look r i end.
Definition keeps_alphabets (r : renaming) : bool :=
  forallb (fun x => Pos.eqb (i_alphabet (fst x)) (i_alphabet (snd x))) r.
Definition look_arg (r : renaming) (x : arg) : arg := match x with At i => At (look r i) | Over a =>
    Over a end.
Fixpoint rename (r : renaming) (t : tm) : tm :=
  match t with
  | TConst _ | TCard _ => t
  | TLaw l args => TLaw l (map (look_arg r) args)
  | TQty q at_ => TQty q (map (look r) at_)
  | TDelta i j => TDelta (look r i) (look r j)
  | TAdd s t => TAdd (rename r s) (rename r t)
  | TMul s t => TMul (rename r s) (rename r t)
  | TPow t k => TPow (rename r t) k
  | TLog t => TLog (rename r t)
  | TExp t => TExp (rename r t)
  | TNz t => TNz (rename r t)
  | TSum i t => TSum i (rename r t)
  end.
Definition touches (i : index) (r : renaming) : bool :=
  existsb (fun x => same_index i (fst x) || same_index i (snd x)) r.
Fixpoint safe (r : renaming) (t : tm) : bool :=
  match t with
  | TConst _ | TCard _ | TLaw _ _ | TQty _ _ | TDelta _ _ => true
  | TAdd s t | TMul s t => safe r s && safe r t
  | TPow t _ | TLog t | TExp t | TNz t => safe r t
  | TSum i t => negb (touches i r) && safe r t
  end.

Lemma look_alphabet r i : keeps_alphabets r = true -> i_alphabet (look r i) = i_alphabet i.
Proof.
  induction r as [|[j k] r IH]; simpl; auto. intros H. apply andb_true_iff in H. destruct H as [H K].
  destruct (same_index i j) eqn:E; auto. apply same_index_eq in E. apply Pos.eqb_eq in H. congruence.
Qed.

Lemma look_untouched r i : touches i r = false -> look r i = i.
Proof.
  induction r as [|[j k] r IH]; simpl; auto. intros H. apply orb_false_iff in H. destruct H as [H K].
  apply orb_false_iff in H. destruct H as [-> _]. auto.
Qed.

Lemma look_undefined r i : mem i (map fst r) = false -> look r i = i.
Proof.
  induction r as [|[j k] r IH]; simpl; auto. intros H. apply orb_false_iff in H. destruct H as [-> H]. auto.
Qed.

Lemma look_avoids r i j : touches j r = false -> i <> j -> look r i <> j.
Proof.
  induction r as [|[x y] r IH]; simpl; auto. intros H N. apply orb_false_iff in H. destruct H as [H K].
  apply orb_false_iff in H. destruct H as [_ H]. destruct (same_index i x); auto.
  intros E. subst. rewrite same_index_refl in H. discriminate.
Qed.

(** ** Meaning *)

Lemma set_same e i k : set e i k i = k.
Proof. unfold set. rewrite same_index_refl. reflexivity. Qed.
Lemma set_other e i k j : i <> j -> set e i k j = e j.
Proof. unfold set. intros H. apply same_index_neq in H. rewrite H. reflexivity. Qed.
Lemma set_swap e i j k l : i <> j -> set (set e i k) j l = set (set e j l) i k.
Proof.
  intros N. extensionality x. unfold set. destruct (same_index j x) eqn:J, (same_index i x) eqn:I; auto.
  apply same_index_eq in J, I. congruence.
Qed.

Section meaning.
  Variable M : model.

  Fixpoint ev (t : tm) (e : letters) : R :=
    match t with
    | TConst c => Q2R c
    | TLaw l args => marginal M e args (law_at M l)
    | TQty q at_ => quantity_at M q (map e at_)
    | TCard a => INR (size M a)
    | TDelta i j => if Nat.eqb (e i) (e j) then 1 else 0
    | TAdd s t => ev s e + ev t e
    | TMul s t => ev s e * ev t e
    | TPow t k => powerRZ (ev t e) k
    | TLog t => log (ev t e)
    | TExp t => exp (ev t e)
    | TNz t => nonzero (ev t e)
    | TSum i t => total (size M (i_alphabet i)) (fun k => ev t (set e i k))
    end.

  Lemma ev_sums b t e : ev (sums b t) e = sum_over M b (ev t) e.
  Proof. revert e. induction b as [|i b IH]; simpl; intros e; auto. apply total_ext. intros. apply IH. Qed.

  Lemma ev_minus s t e : ev (tminus s t) e = ev s e - ev t e.
  Proof. simpl. rewrite Q2R_m1. lra. Qed.

  Lemma in_range_set e i k : in_range M e -> (k < size M (i_alphabet i))%nat -> in_range M (set e i k).
  Proof.
    intros V K j. unfold set. destruct (same_index i j) eqn:E; auto. apply same_index_eq in E. congruence.
  Qed.

  Lemma in_range_look r e : in_range M e -> keeps_alphabets r = true -> in_range M (fun i => e (look r i)).
  Proof. intros V K i. rewrite <- (look_alphabet r i K). apply V. Qed.

  Lemma marginal_agree args f : forall e e', (forall i, existsb (arg_is i) args = true -> e i = e' i) ->
    marginal M e args f = marginal M e' args f.
  Proof.
    revert f. induction args as [|[i|a] args IH]; simpl; intros f e e' H; auto.
    - rewrite (H i) by (rewrite same_index_refl; auto). apply IH. intros j J. apply H. rewrite J. apply orb_true_r.
    - apply total_ext. intros. apply IH. auto.
  Qed.

  Lemma ev_agree t : forall e e', (forall i, occurs i t = true -> e i = e' i) -> ev t e = ev t e'.
  Proof.
    induction t; simpl; intros e e' H; auto.
    - apply marginal_agree. exact H.
    - f_equal. induction at_ as [|x at_ IH]; simpl; auto. f_equal.
      + apply H. simpl. rewrite same_index_refl. auto.
      + apply IH. intros i I. apply H. simpl. rewrite I. apply orb_true_r.
    - rewrite (H i), (H j); auto; rewrite same_index_refl; auto using orb_true_r.
    - f_equal; [apply IHt1|apply IHt2]; intros i I; apply H; rewrite I; auto using orb_true_r.
    - f_equal; [apply IHt1|apply IHt2]; intros i I; apply H; rewrite I; auto using orb_true_r.
    - f_equal. apply IHt. exact H.
    - f_equal. apply IHt. exact H.
    - f_equal. apply IHt. exact H.
    - f_equal. apply IHt. exact H.
    - apply total_ext. intros k _. apply IHt. intros j J. unfold set.
      destruct (same_index i j) eqn:E; auto. apply H. rewrite J, andb_true_r.
      apply negb_true_iff, same_index_neq. apply same_index_neq in E. congruence.
  Qed.

  Lemma ev_set t e i k : occurs i t = false -> ev t (set e i k) = ev t e.
  Proof.
    intros H. apply ev_agree. intros j J. apply set_other. intros ->. congruence.
  Qed.

  Lemma marginal_rename r args f : forall e,
    marginal M e (map (look_arg r) args) f = marginal M (fun i => e (look r i)) args f.
  Proof.
    revert f. induction args as [|[i|a] args IH]; simpl; intros f e; auto. apply total_ext. intros. apply IH.
  Qed.

  Lemma ev_rename r t : forall e, safe r t = true -> ev (rename r t) e = ev t (fun i =>
      e (look r i)).
  Proof.
    induction t; simpl; intros e S; auto; try (apply andb_true_iff in S; destruct S); try (f_equal; auto; fail).
    - apply marginal_rename.
    - rewrite map_map. reflexivity.
    - apply total_ext. intros k _. rewrite IHt by auto. apply ev_agree. intros j _.
      apply negb_true_iff in H. unfold set at 2. destruct (same_index i j) eqn:E.
      + apply same_index_eq in E. subst. rewrite look_untouched by auto. apply set_same.
      + apply same_index_neq in E. apply set_other. intros F. symmetry in F. revert F. apply look_avoids; auto.
  Qed.

  (** *** Sums over several indices *)

  Lemma sum_over_ext b F G e : (forall e, in_range M e -> F e = G e) -> in_range M e ->
    sum_over M b F e = sum_over M b G e.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e H V; auto.
    apply total_ext. intros. apply IH; auto using in_range_set.
  Qed.

  Lemma sum_over_eq b F G e : (forall e, F e = G e) -> sum_over M b F e = sum_over M b G e.
  Proof. revert e. induction b; simpl; intros e H; auto. apply total_ext. auto. Qed.

  Lemma sum_over_app b c F e : sum_over M (b ++ c) F e = sum_over M b (sum_over M c F) e.
  Proof. revert e. induction b; simpl; intros e; auto. apply total_ext. auto. Qed.

  Lemma sum_over_perm b c F : Permutation b c -> NoDup b -> forall e, sum_over M b F e = sum_over M c F e.
  Proof.
    induction 1; simpl; intros N e; auto.
    - inversion N. apply total_ext. auto.
    - rewrite total_swap. apply total_ext. intros. apply total_ext. intros.
      rewrite set_swap; auto. inversion N; subst. simpl in *. intuition.
    - rewrite IHPermutation1, IHPermutation2; auto. eapply Permutation_NoDup; eauto.
  Qed.

  Lemma sum_over_plus b F G e : sum_over M b (fun e => F e + G e) e = sum_over M b F e + sum_over M b G e.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e; auto.
    rewrite <- total_plus. apply total_ext. intros. apply IH.
  Qed.

  Lemma sum_over_scale b c F e : sum_over M b (fun e => c * F e) e = c * sum_over M b F e.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e; auto.
    rewrite <- total_scale. apply total_ext. intros. apply IH.
  Qed.

  Lemma sum_over_zero b e : sum_over M b (fun _ => 0) e = 0.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e; auto.
    rewrite (total_ext _ _ (fun _ => 0)) by auto. rewrite total_const. lra.
  Qed.

  (** What is free of the bound indices comes out. *)
  Lemma sum_over_out b F G e : (forall e i k, In i b -> G (set e i k) = G e) ->
    sum_over M b (fun e => F e * G e) e = sum_over M b F e * G e.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e H; auto.
    rewrite (total_ext _ _ (fun k => G e * sum_over M b F (set e i k))).
    - rewrite total_scale. lra.
    - intros k _. rewrite IH by auto. rewrite H by auto. lra.
  Qed.

  Lemma sum_over_nonneg b F e : (forall e, in_range M e -> 0 <= F e) -> in_range M e -> 0 <= sum_over M b F e.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e H V; auto.
    apply total_nonneg. intros. apply IH; auto using in_range_set.
  Qed.

  Lemma sum_over_not_0 b F e : sum_over M b F e <> 0 -> in_range M e -> exists e',
    in_range M e' /\ F e' <> 0 /\ forall i, ~ In i b -> e' i = e i.
  Proof.
    revert e. induction b as [|i b IH]; simpl; intros e H V.
    - exists e. auto.
    - apply total_not_0 in H. destruct H as [k [K H]].
      destruct (IH _ H (in_range_set _ _ _ V K)) as [e' [V' [N A]]]. exists e'. repeat split; auto.
      intros j J. rewrite A by auto. apply set_other. auto.
  Qed.

  (** At chosen letters a sum of what is nonnegative is at least its summand. *)
  Lemma sum_over_ge b F : (forall e, in_range M e -> 0 <= F e) ->
    forall e e', in_range M e -> in_range M e' -> (forall i, ~ In i b -> e' i = e i) ->
    (forall e1 e2, (forall i, e1 i = e2 i) -> F e1 = F e2) -> F e' <= sum_over M b F e.
  Proof.
    intros H. induction b as [|i b IH]; simpl; intros e e' V V' A X.
    - right. apply X. auto.
    - eapply Rle_trans; [|apply (total_ge _ (fun k => sum_over M b F (set e i k)) (e' i))].
      + apply IH; auto. { apply in_range_set; auto. }
        intros j J. destruct (same_index_dec i j) as [->|N]; [rewrite set_same; auto|].
        rewrite set_other by auto. apply A. intros [E|E]; auto.
      + intros. apply sum_over_nonneg; auto using in_range_set.
      + auto.
  Qed.

  (** *** Other names for bound indices *)

  Definition may_close (b c : list index) (t : tm) : bool :=
    let r := combine b c in
    Nat.eqb (length b) (length c) && distinct c && keeps_alphabets r && safe r t
    && forallb (fun x => same_index (look r (fst x)) (snd x)) r && forallb (fun j => mem j b || negb (occurs j t)) c.

  Lemma sum_over_renamed t r b : forall c e e',
    length b = length c -> NoDup c ->
    (forall i j, In (i, j) (combine b c) -> look r i = j /\ i_alphabet i = i_alphabet j) ->
    (forall i, occurs i t = true -> ~ In i b -> e i = e' (look r i) /\ ~ In (look r i) c) ->
    sum_over M b (ev t) e = sum_over M c (fun e => ev t (fun i => e (look r i))) e'.
  Proof.
    induction b as [|i b IH]; destruct c as [|j c]; simpl; try discriminate; intros e e' L N P A.
    - apply ev_agree. intros k K. apply A; auto.
    - inversion N; subst. destruct (P i j (or_introl eq_refl)) as [LI AI]. rewrite AI.
      apply total_ext. intros k _. apply IH; auto. intros x X NX.
      destruct (same_index_dec i x) as [<-|D]. { rewrite LI, !set_same. auto. }
      assert (O : ~ (i = x \/ In x b)) by (intros [E|E]; auto). destruct (A x X O) as [A1 A2].
      rewrite !set_other; auto.
  Qed.

  Lemma look_combine_out b : forall c i, ~ In i b -> look (combine b c) i = i.
  Proof.
    induction b as [|j b IH]; destruct c as [|x c]; simpl; auto. intros i H.
    destruct (same_index i j) eqn:E; auto. apply same_index_eq in E. subst. tauto.
  Qed.

  Lemma ev_close b c t e : may_close b c t = true -> ev (sums b t) e = ev (sums c (rename (combine b c) t)) e.
  Proof.
    unfold may_close. rewrite !andb_true_iff. intros [[[[[L D] K] S] P] F].
    rewrite !ev_sums. apply Nat.eqb_eq in L. rewrite forallb_forall in P, F.
    rewrite (sum_over_renamed t (combine b c) b c e e); auto using distinct_NoDup.
    - apply sum_over_eq. intros. symmetry. apply ev_rename; auto.
    - intros i j I. split.
      + apply same_index_eq. apply (P (i, j) I).
      + unfold keeps_alphabets in K. rewrite forallb_forall in K. apply Pos.eqb_eq, (K (i, j) I).
    - intros i O N. rewrite look_combine_out by auto. split; auto. intros I.
      apply F in I. rewrite O in I. apply orb_true_iff in I. destruct I as [I|I]; [|discriminate].
      apply mem_In in I. tauto.
  Qed.
End meaning.
