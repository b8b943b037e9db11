(** The world of a model with finite alphabets: always is at all letters. And renaming that steps aside there. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Factors Normal Elaborate Contexts
  Worlds.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition finitely (M : model) : world :=
  World letters (everywhere M) (ev M) (fun r e i => e (look r i)) (fun b t => everywhere M (fun e => 0 < ev M (sums b t) e)).

(** A sum of what is ≥ 0 is 0 everywhere exactly when its summand is. *)
Lemma summand_below M b t e : (forall e, in_range M e -> 0 <= ev M t e) -> in_range M e ->
  ev M t e <= ev M (sums b t) e.
Proof.
  intros N V. rewrite ev_sums. apply sum_over_ge; auto. intros e1 e2 E. f_equal. extensionality x. apply E.
Qed.
Lemma sums_zero M b t e : (forall e, in_range M e -> ev M t e = 0) -> in_range M e -> ev M (sums b t) e = 0.
Proof. intros Z V. rewrite ev_sums, (sum_over_ext M b _ (fun _ => 0)) by auto. apply sum_over_zero. Qed.

Lemma finitely_lawful M : lawful (finitely M).
Proof.
  constructor; cbn [finitely place always val relettered some_positive]; try reflexivity; try (intros; apply ev_minus).
  - intros P H e _. apply H.
  - intros P Q A B e E. apply (B e E), A, E.
  - intros b t P Z e V. specialize (P e V). cbv beta in P. rewrite (sums_zero M b t e Z V) in P. lra.
Qed.

(** ** Renaming that steps aside *)

Fixpoint binders (t : tm) : nat :=
  match t with
  | TConst _ | TLaw _ _ | TQty _ _ | TCard _ | TDelta _ _ => 0
  | TAdd s t | TMul s t => Nat.max (binders s) (binders t)
  | TPow t _ | TLog t | TExp t | TNz t => binders t
  | TSum _ t => S (binders t)
  end.
(** Bound indices with names that no certificate has, other ones under each other. *)
Fixpoint apart (t : tm) : tm :=
  match t with
  | TConst _ | TLaw _ _ | TQty _ _ | TCard _ | TDelta _ _ => t
  | TAdd s t => TAdd (apart s) (apart t)
  | TMul s t => TMul (apart s) (apart t)
  | TPow t k => TPow (apart t) k
  | TLog t => TLog (apart t)
  | TExp t => TExp (apart t)
  | TNz t => TNz (apart t)
  | TSum i t =>
      let u := apart t in
      let j := Index (xO (7000000 + Pos.of_succ_nat (binders u))) (i_alphabet i) in
      if may_close [i] [j] u then TSum j (rename [(i, j)] u) else TSum i u
  end.
Definition rename_apart (r : renaming) (t : tm) : option tm :=
  if negb (keeps_alphabets r) then None
  else if safe r t then Some (rename r t)
  else let t := apart t in if safe r t then Some (rename r t) else None.

Lemma ev_apart M t : forall e, ev M (apart t) e = ev M t e.
Proof.
  induction t; intros e; cbn [apart Core.ev]; rewrite ?IHt, ?IHt1, ?IHt2; try reflexivity.
  set (j := Index _ _). assert (W : ev M (TSum i (apart t)) e = ev M (TSum i t) e) by (apply total_ext; intros; apply IHt).
  destruct (may_close [i] [j] (apart t)) eqn:C; [|exact W]. etransitivity; [symmetry; apply (ev_close M [i] [j] (apart t) e C)|exact W].
Qed.
Lemma rename_apart_sound M r t u : rename_apart r t = Some u -> keeps_alphabets r = true /\
  forall e, ev M u e = ev M t (fun i => e (look r i)).
Proof.
  unfold rename_apart. destruct (keeps_alphabets r); [|discriminate]. cbn [negb].
  destruct (safe r t) eqn:S; [some; split; auto; intros; apply ev_rename; auto|]. cbv zeta.
  destruct (safe r (apart t)) eqn:S2; [some; split; auto; intros; rewrite ev_rename, ev_apart; auto|discriminate].
Qed.

(** [b] in place of [a], wherever it stands. *)
Definition put_for (a b t : tm) : tm :=
  match pairs_at a t with
  | Some r => if tm_eqb (rename r a) t &&& safe r a then match rename_apart r b with Some u => u | None => t end else t
  | None => t
  end.
Lemma put_for_sound M a b t : everywhere M (fun e => ev M a e = ev M b e) ->
  everywhere M (fun e => ev M (put_for a b t) e = ev M t e).
Proof.
  intros H e V. unfold put_for. destruct (pairs_at a t) as [r|]; auto.
  destruct (tm_eqb (rename r a) t) eqn:E; auto. destruct (safe r a) eqn:S; auto.
  destruct (rename_apart r b) as [u|] eqn:R; auto. destruct (rename_apart_sound M r b u R) as [A Eu].
  apply tm_eqb_eq in E. subst t. rewrite Eu, ev_rename by auto. symmetry. apply H, in_range_look; auto.
Qed.
Lemma replace_sound M here t : (forall t, everywhere M (fun e => ev M (here t) e = ev M t e)) ->
  everywhere M (fun e => ev M (replace here t) e = ev M t e).
Proof.
  intros H. induction t; intros e V; cbn [replace]; try reflexivity; try (apply H, V);
    cbn [Core.ev]; try (rewrite IHt1, IHt2 by auto; reflexivity); try (rewrite IHt by auto; reflexivity).
  apply total_ext. intros k L. apply IHt, in_range_set; auto.
Qed.

(** ** t is > 0 where w is not 0 *)

Definition positive_where (K : facts) (w t : tm) : bool :=
  let (d, m) := in_factors K t in
  negb (Qeq_bool d 0) &&& nonneg_mono K d m &&& nonzero_where K (map fst m) (atoms_of (snd (in_factors K w))).
Lemma positive_where_sound K M w t e : sound K M -> in_range M e -> positive_where K w t = true ->
  ev M w e <> 0 -> 0 < ev M t e.
Proof.
  intros S V. unfold positive_where. destruct (in_factors K t) as [d m] eqn:T. intros H Nw. ands.
  destruct (in_factors K w) as [a n] eqn:Wf. cbn [snd] in *. rewrite (in_factors_sound K M S w a n e V Wf) in Nw.
  assert (Nn : evm M n e <> 0) by (intros E; apply Nw; rewrite E; ring).
  match goal with Z : nonzero_where K _ _ = true |- _ => rename Z into Nz end.
  match goal with Z : nonneg_mono K d m = true |- _ => pose proof (nonneg_mono_sound K M S d m e V Z) as P end.
  match goal with Z : negb (Qeq_bool d 0) = true |- _ => apply negb_true_iff, Q2R_not_0 in Z end.
  rewrite (in_factors_sound K M S t d m e V T). assert (X : evm M m e <> 0).
  { apply evm_not_0. intros x I. apply (nonzero_where_sound K M S _ _ e V Nz (atoms_of_true M n e Nn)), in_map, I. }
  assert (Q2R d * evm M m e <> 0) by (apply Rmult_integral_contrapositive; auto). lra.
Qed.
