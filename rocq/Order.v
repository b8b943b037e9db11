(** The terms that the checker calculates with: as in Terms.v, but sums and products of two, one
    bound index at a time, a law's variables in their order. An index that a certificate names has an
    odd number here, one that the checker binds an even one. And a total order on them. *)

From Coq Require Import Reals ZArith QArith List Bool.
From Derive Require Import Terms Semantics.
Import ListNotations.

Inductive tm :=
| TConst (c : Q)
| TLaw (l : name) (args : list arg)
| TQty (q : name) (at_ : list index)
| TCard (a : name)
| TDelta (i j : index)
| TAdd (s t : tm)
| TMul (s t : tm)
| TPow (t : tm) (k : Z)
| TLog (t : tm)
| TExp (t : tm)
| TNz (t : tm)
| TSum (i : index) (t : tm).

Definition sums (b : list index) (t : tm) : tm := fold_right TSum t b.
Definition tneg (t : tm) : tm := TMul (TConst (-1)) t.
Definition tminus (s t : tm) : tm := TAdd s (tneg t).

(** ** Comparison: a total order on terms, whose [Eq] is equality *)

Definition then_ (c d : comparison) : comparison := match c with Eq => d | _ => c end.
Definition index_cmp (i j : index) : comparison :=
  then_ (Pos.compare (i_name i) (i_name j)) (Pos.compare (i_alphabet i) (i_alphabet j)).
Definition arg_cmp (x y : arg) : comparison :=
  match x, y with
  | At i, At j => index_cmp i j
  | Over a, Over b => Pos.compare a b
  | At _, Over _ => Lt
  | Over _, At _ => Gt
  end.
Fixpoint list_cmp {A : Type} (f : A -> A -> comparison) (l k : list A) : comparison :=
  match l, k with
  | [], [] => Eq
  | [], _ => Lt
  | _, [] => Gt
  | x :: l, y :: k => then_ (f x y) (list_cmp f l k)
  end.
Definition q_cmp (c d : Q) : comparison := then_ (Z.compare (Qnum c) (Qnum d)) (Pos.compare (Qden c) (Qden d)).
(* indicators are the largest *)
Definition tag (t : tm) : positive :=
  match t with
  | TConst _ => 1 | TLaw _ _ => 2 | TQty _ _ => 3 | TCard _ => 4 | TDelta _ _ => 5 | TLog _ => 6
  | TExp _ => 7 | TSum _ _ => 8 | TAdd _ _ => 9 | TMul _ _ => 10 | TPow _ _ => 11 | TNz _ => 12
  end.
Fixpoint tm_cmp (s t : tm) : comparison :=
  match s, t with
  | TConst c, TConst d => q_cmp c d
  | TLaw l x, TLaw k y => then_ (Pos.compare l k) (list_cmp arg_cmp x y)
  | TQty q x, TQty p y => then_ (Pos.compare q p) (list_cmp index_cmp x y)
  | TCard a, TCard b => Pos.compare a b
  | TDelta i j, TDelta k l => then_ (index_cmp i k) (index_cmp j l)
  | TAdd s s', TAdd t t' => then_ (tm_cmp s t) (tm_cmp s' t')
  | TMul s s', TMul t t' => then_ (tm_cmp s t) (tm_cmp s' t')
  | TPow s j, TPow t k => then_ (tm_cmp s t) (Z.compare j k)
  | TLog s, TLog t => tm_cmp s t
  | TExp s, TExp t => tm_cmp s t
  | TNz s, TNz t => tm_cmp s t
  | TSum i s, TSum j t => then_ (index_cmp i j) (tm_cmp s t)
  | _, _ => Pos.compare (tag s) (tag t)
  end.
Definition tm_eqb (s t : tm) : bool := match tm_cmp s t with Eq => true | _ => false end.

Lemma then_eq c d : then_ c d = Eq -> c = Eq /\ d = Eq.
Proof. destruct c; simpl; auto; discriminate. Qed.

Lemma index_cmp_eq i j : index_cmp i j = Eq -> i = j.
Proof.
  intros H. apply then_eq in H. destruct H as [H K]. apply Pos.compare_eq in H, K.
  destruct i, j; simpl in *; congruence.
Qed.

Lemma arg_cmp_eq x y : arg_cmp x y = Eq -> x = y.
Proof.
  destruct x, y; simpl; try discriminate; intros H.
  - apply index_cmp_eq in H. congruence.
  - apply Pos.compare_eq in H. congruence.
Qed.

Lemma list_cmp_eq {A} (f : A -> A -> comparison) : (forall x y, f x y = Eq -> x = y) ->
  forall l k, list_cmp f l k = Eq -> l = k.
Proof.
  intros F. induction l; destruct k; simpl; try discriminate; auto.
  intros H. apply then_eq in H. destruct H. f_equal; auto.
Qed.

Lemma q_cmp_eq c d : q_cmp c d = Eq -> c = d.
Proof.
  intros H. apply then_eq in H. destruct H as [H K]. apply Z.compare_eq in H.
  apply Pos.compare_eq in K.
  destruct c, d; simpl in *; congruence.
Qed.

Lemma tm_cmp_eq : forall s t, tm_cmp s t = Eq -> s = t.
Proof.
  induction s; destruct t; simpl; try discriminate; intros H;
    repeat match goal with H : then_ _ _ = Eq |- _ => apply then_eq in H; destruct H end;
    repeat match goal with
    | H : Pos.compare _ _ = Eq |- _ => apply Pos.compare_eq in H
    | H : Z.compare _ _ = Eq |- _ => apply Z.compare_eq in H
    | H : index_cmp _ _ = Eq |- _ => apply index_cmp_eq in H
    | H : q_cmp _ _ = Eq |- _ => apply q_cmp_eq in H
    | H : list_cmp arg_cmp _ _ = Eq |- _ => apply (list_cmp_eq _ arg_cmp_eq) in H
    | H : list_cmp index_cmp _ _ = Eq |- _ => apply (list_cmp_eq _ index_cmp_eq) in H
    end; subst; f_equal; auto.
Qed.

Lemma tm_eqb_eq s t : tm_eqb s t = true -> s = t.
Proof. unfold tm_eqb. destruct (tm_cmp s t) eqn:E; try discriminate. intros _. apply tm_cmp_eq, E. Qed.

Lemma same_index_eq i j : same_index i j = true <-> i = j.
Proof.
  unfold same_index. destruct i, j; simpl. rewrite andb_true_iff, !Pos.eqb_eq.
  split; intros H; [destruct H; congruence|inversion H; auto].
Qed.

Lemma same_index_refl i : same_index i i = true.
Proof. apply same_index_eq. reflexivity. Qed.

Lemma same_index_neq i j : same_index i j = false <-> i <> j.
Proof.
  split; intros H.
  - intros ->. rewrite same_index_refl in H. discriminate.
  - destruct (same_index i j) eqn:E; auto. apply same_index_eq in E. tauto.
Qed.

Lemma same_index_dec (i j : index) : {i = j} + {i <> j}.
Proof. destruct (same_index i j) eqn:E; [left; apply same_index_eq|right; apply same_index_neq]; auto. Qed.

Definition mem (i : index) (l : list index) : bool := existsb (same_index i) l.
Lemma mem_In i l : mem i l = true <-> In i l.
Proof.
  unfold mem. rewrite existsb_exists. split.
  - intros [x [I E]]. apply same_index_eq in E. subst. exact I.
  - intros I. exists i. split; auto. apply same_index_refl.
Qed.
Lemma mem_not_In i l : mem i l = false <-> ~ In i l.
Proof. rewrite <- mem_In. destruct (mem i l); split; intros H; congruence || (intros X; congruence) || auto. Qed.

Fixpoint distinct (b : list index) : bool :=
  match b with [] => true | i :: b => negb (mem i b) && distinct b end.
Lemma distinct_NoDup b : distinct b = true -> NoDup b.
Proof.
  induction b; simpl; intros H; constructor; apply andb_true_iff in H; destruct H as [H K]; auto.
  apply negb_true_iff in H. apply mem_not_In in H. exact H.
Qed.
