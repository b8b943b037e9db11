(** Theorems that a certificate has made so far; a context inside another; renaming that steps
    aside. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums
  Normal Elaborate.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Theorems made so far *)

(** In context number [t_context]: [t_gap] is ≥ 0 (RLe or RGe), > 0 (strict), or = 0. It is 0 everywhere
    exactly when all of [t_zero] are; [t_scalar]: place by place. *)
Record thm := Thm { t_context : nat; t_gap : tm; t_rel : rel; t_zero : list tm; t_scalar : bool }.

Definition is_equation_rel (r : rel) : bool := match r with REq => true | _ => false end.

Section holds.
  Variable M : model.
  Definition all_zero (l : list tm) : Prop := forall z, In z l -> zero_everywhere M z.
  Definition gap_holds (r : rel) (x : R) : Prop :=
    match r with REq => x = 0 | RLe | RGe => 0 <= x | RLt | RGt => 0 < x end.
  Record thm_holds (t : thm) : Prop := {
    th_gap : forall e, in_range M e -> gap_holds (t_rel t) (ev M (t_gap t) e);
    th_zero : zero_everywhere M (t_gap t) <-> all_zero (t_zero t);
    th_scalar : t_scalar t = true -> forall e, in_range M e ->
      (ev M (t_gap t) e = 0 <-> forall z, In z (t_zero t) -> ev M z e = 0)
  }.
End holds.

(** ** A theorem's context inside another *)

Definition same_vars (l k : list (name * name)) : bool :=
  match list_cmp (fun x y => then_ (Pos.compare (fst x) (fst y)) (Pos.compare (snd x) (snd y))) l k with
  | Eq => true | _ => false end.
Definition same_law (d e : law_decl) : bool := same_vars (outputs d) (outputs e) &&& same_vars (inputs d) (inputs e).
Definition same_sign (s t : sign) : bool :=
  match s, t with
  | AnySign, AnySign | SignNonneg, SignNonneg | SignPos, SignPos | SignUnit, SignUnit => true
  | _, _ => false
  end.
Definition same_quantity (d e : quantity_decl) : bool :=
  match list_cmp Pos.compare (q_alphabets d) (q_alphabets e) with Eq => true | _ => false end
  &&& same_sign (q_sign d) (q_sign e).
Definition same_kind (k l : kind) : bool :=
  match k, l with AtLeastZero, AtLeastZero | IsZero, IsZero => true | _, _ => false end.
Definition includes (inner outer : context) : bool :=
  all (fun x => match find_name (fst x) (laws inner), find_name (fst x) (laws outer) with
                | Some d, Some e => same_law d e | _, _ => false end) (laws inner) &&&
  all (fun x => match find_name (fst x) (quantities inner), find_name (fst x) (quantities outer) with
                | Some d, Some e => same_quantity d e | _, _ => false end) (quantities inner) &&&
  all (fun s => any (fun t => tm_eqb (elab inner (premise s)) (elab outer (premise t)) &&&
                              tm_eqb (elab inner (conclusion s)) (elab outer (conclusion t))) (supports outer))
      (supports inner) &&&
  all (fun h => any (fun g => same_kind (h_kind h) (h_kind g) &&&
                              tm_eqb (elab inner (h_term h)) (elab outer (h_term g))) (hypotheses outer))
      (hypotheses inner).

Lemma same_vars_eq l k : same_vars l k = true -> l = k.
Proof.
  unfold same_vars. match goal with |- context [list_cmp ?f l k] => destruct (list_cmp f l k) eqn:E
    end; try discriminate.
  intros _.
  apply list_cmp_eq in E; auto. intros [a b] [c d] H. apply then_eq in H. destruct H as [H I].
  apply Pos.compare_eq in H, I. simpl in *. congruence.
Qed.
Lemma same_law_eq d e : same_law d e = true -> d = e.
Proof.
  unfold same_law. intros H. ands. apply same_vars_eq in H, Heqb. destruct d, e. simpl in *.
  congruence.
Qed.
Lemma same_quantity_eq d e : same_quantity d e = true -> d = e.
Proof.
  unfold same_quantity. destruct (list_cmp Pos.compare _ _) eqn:E; try discriminate. intros H.
  apply list_cmp_eq in E; [|exact Pos.compare_eq]. destruct d as [a s], e as [b t]. simpl in *.
  subst.
  destruct s, t; simpl in H; congruence.
Qed.

Lemma find_name_In {A} n (l : list (name * A)) x : find_name n l = Some x -> exists y, In (n, y) l.
Proof.
  unfold find_name. destruct (find (fun x => Pos.eqb (fst x) n) l) as [[m y]|] eqn:F;
    [|discriminate]. intros _.
  apply find_some in F. destruct F as [I E]. simpl in E. apply Pos.eqb_eq in E. subst. eauto.
Qed.

Lemma includes_sound inner outer M : includes inner outer = true -> model_of outer M ->
    model_of inner M.
Proof.
  unfold includes. intros H Mo. ands.
  repeat match goal with H : all _ _ = true |- _ => pose proof (all_forall _ _ H); clear H end.
  constructor.
  - apply (sizes_positive _ _ Mo).
  - intros l d F. destruct (find_name_In _ _ _ F) as [y I].
    match goal with H : forall x, In x (laws inner) -> _ |- _ => specialize (H _ I);
      cbn [fst] in H; rewrite F in H;
      destruct (find_name l (laws outer)) as [e|] eqn:E; [|discriminate H]; apply same_law_eq in H;
        subst e end.
    apply (laws_are_laws _ _ Mo l d E).
  - intros q d F. destruct (find_name_In _ _ _ F) as [y I].
    match goal with H : forall x, In x (quantities inner) -> _ |- _ => specialize (H _ I);
      cbn [fst] in H; rewrite F in H;
      destruct (find_name q (quantities outer)) as [e|] eqn:E; [|discriminate H];
        apply same_quantity_eq in H; subst e end.
    apply (signs_hold _ _ Mo q d E).
  - intros s I. match goal with H : forall x, In x (supports inner) ->
      _ |- _ => specialize (H _ I); cbv beta in H;
      apply any_exists in H; destruct H as [t [J H]] end. ands.
    repeat match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H end.
    intros e V. rewrite <- (inner_outer e), <- !(elab_sound inner).
    assert (V' : in_range M (Elaborate.outer e)) by (apply outer_in_range; auto;
      apply (sizes_positive _ _ Mo)).
    match goal with H : elab inner (premise s) = _,
      K : elab inner (conclusion s) = _ |- _ => rewrite H, K end.
    rewrite !elab_sound. apply (supports_hold _ _ Mo t J). apply inner_in_range, V'.
  - intros h I. match goal with H : forall x, In x (hypotheses inner) ->
      _ |- _ => specialize (H _ I); cbv beta in H;
      apply any_exists in H; destruct H as [g [J H]] end. ands.
    repeat match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H end.
    pose proof (hypotheses_hold _ _ Mo g J) as Hg.
    assert (E : forall e, in_range M e -> value inner M (h_term h) e = value outer M (h_term g) e).
    { intros e V. rewrite <- (inner_outer e), <- !elab_sound. congruence. }
    destruct (h_kind h), (h_kind g); try discriminate; intros e V; rewrite E by auto; apply Hg, V.
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
  set (j := Index _ _).
  assert (W : ev M (TSum i (apart t)) e = ev M (TSum i t) e) by (apply total_ext; intros;
    apply IHt).
  destruct (may_close [i] [j] (apart t)) eqn:C; [|exact W].
  change (ev M (TSum j (rename [(i, j)] (apart t))) e) with
    (ev M (sums [j] (rename (combine [i] [j]) (apart t))) e).
  rewrite <- (ev_close M [i] [j] (apart t) e C). exact W.
Qed.

Lemma rename_apart_sound M r t u : rename_apart r t = Some u -> keeps_alphabets r = true /\
  forall e, ev M u e = ev M t (fun i => e (look r i)).
Proof.
  unfold rename_apart. destruct (keeps_alphabets r); [|discriminate]. cbn [negb].
  destruct (safe r t) eqn:S; [some; split; auto; intros; apply ev_rename; auto|]. cbv zeta.
  destruct (safe r (apart t)) eqn:S2; [some; split; auto; intros; rewrite ev_rename, ev_apart;
    auto|discriminate].
Qed.
