(** A theorem's context inside another; one term in place of another. *)

From Coq Require Import Reals ZArith List Bool.
From Derive Require Import Terms Semantics Core Mono Close Laws Signs Search Support.
Import ListNotations.
Local Open Scope lazy_bool_scope.

Definition kind_holds (k : kind) (x : R) : Prop := match k with AtLeastZero => 0 <= x | IsZero => x = 0 end%R.
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
Definition same_declared {A} (same : A -> A -> bool) (l k : list (name * A)) : bool :=
  all (fun x => match find_name (fst x) l, find_name (fst x) k with Some d, Some e => same d e | _, _ => false end) l.

(** [same s t]: s of the inner context says what t of the outer one does. *)
Definition includes (same : term -> term -> bool) (inner outer : context) : bool :=
  same_declared same_law (laws inner) (laws outer) &&&
  same_declared same_quantity (quantities inner) (quantities outer) &&&
  all (fun s => any (fun t => same (premise s) (premise t) &&& same (conclusion s) (conclusion t)) (supports outer))
      (supports inner) &&&
  all (fun h => any (fun g => same_kind (h_kind h) (h_kind g) &&& same (h_term h) (h_term g)) (hypotheses outer))
      (hypotheses inner).

Lemma same_vars_eq l k : same_vars l k = true -> l = k.
Proof.
  unfold same_vars. match goal with |- context [list_cmp ?f l k] => destruct (list_cmp f l k) eqn:E end; try discriminate.
  intros _. apply list_cmp_eq in E; auto. intros [a b] [c d] H. apply then_eq in H. destruct H as [H I].
  apply Pos.compare_eq in H, I. simpl in *. congruence.
Qed.
Lemma same_law_eq d e : same_law d e = true -> d = e.
Proof. unfold same_law. intros H. ands. apply same_vars_eq in H, Heqb. destruct d, e. simpl in *. congruence. Qed.
Lemma same_quantity_eq d e : same_quantity d e = true -> d = e.
Proof.
  unfold same_quantity. destruct (list_cmp Pos.compare _ _) eqn:E; try discriminate. intros H.
  apply list_cmp_eq in E; [|exact Pos.compare_eq]. destruct d as [a s], e as [b t]. simpl in *. subst.
  destruct s, t; simpl in H; congruence.
Qed.
Lemma find_name_In {A} n (l : list (name * A)) x : find_name n l = Some x -> exists y, In (n, y) l.
Proof.
  unfold find_name. destruct (find (fun x => Pos.eqb (fst x) n) l) as [[m y]|] eqn:F; [|discriminate]. intros _.
  apply find_some in F. destruct F as [I E]. simpl in E. apply Pos.eqb_eq in E. subst. eauto.
Qed.
Lemma same_declared_eq {A} (same : A -> A -> bool) l k n d : (forall d e, same d e = true -> d = e) ->
  same_declared same l k = true -> find_name n l = Some d -> find_name n k = Some d.
Proof.
  intros S H F. destruct (find_name_In _ _ _ F) as [y I]. pose proof (all_forall _ _ H _ I) as Q. cbn [fst] in Q. rewrite F in Q.
  destruct (find_name n k) as [e|]; [|discriminate]. f_equal. symmetry. apply S, Q.
Qed.

Lemma includes_found same inner outer : includes same inner outer = true ->
  (forall l d, find_name l (laws inner) = Some d -> find_name l (laws outer) = Some d) /\
  (forall q d, find_name q (quantities inner) = Some d -> find_name q (quantities outer) = Some d) /\
  (forall s, In s (supports inner) -> exists t, In t (supports outer) /\
     same (premise s) (premise t) = true /\ same (conclusion s) (conclusion t) = true) /\
  (forall h, In h (hypotheses inner) -> exists g, In g (hypotheses outer) /\
     h_kind h = h_kind g /\ same (h_term h) (h_term g) = true).
Proof.
  unfold includes. intros H. ands. repeat split.
  - intros l d. eapply same_declared_eq; eauto using same_law_eq.
  - intros q d. eapply same_declared_eq; eauto using same_quantity_eq.
  - intros s I. match goal with H : all _ (supports inner) = true |- _ => pose proof (all_forall _ _ H s I) as E end.
    apply any_exists in E. destruct E as [t [J E]]. ands. eauto.
  - intros h I. match goal with H : all _ (hypotheses inner) = true |- _ => pose proof (all_forall _ _ H h I) as E end.
    apply any_exists in E. destruct E as [g [J E]]. ands. exists g. repeat split; auto.
    destruct (h_kind h), (h_kind g); discriminate || reflexivity.
Qed.

(** ** [b] in place of a law's value, or a quantity, [a] *)

(** Which letters of a are at their places in t. *)
Definition pairs_at (a t : tm) : option renaming :=
  match a, t with
  | TLaw l s, TLaw k u => if Pos.eqb l k then Some (pairs_of s u) else None
  | TQty q s, TQty p u => if Pos.eqb q p then Some (combine s u) else None
  | _, _ => None
  end.
(** [here]: what there is for a law's value or a quantity. *)
Fixpoint replace (here : tm -> tm) (t : tm) : tm :=
  match t with
  | TConst _ | TCard _ | TDelta _ _ => t
  | TLaw _ _ | TQty _ _ => here t
  | TAdd s t => TAdd (replace here s) (replace here t)
  | TMul s t => TMul (replace here s) (replace here t)
  | TPow t k => TPow (replace here t) k
  | TLog t => TLog (replace here t)
  | TExp t => TExp (replace here t)
  | TNz t => TNz (replace here t)
  | TSum i t => TSum i (replace here t)
  end.
