(** What an exported file is put together from: a model is one of a context where the statement's own
    hypotheses hold, and what is claimed of all models is then the statement itself. *)

From Coq Require Import Reals ZArith QArith List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Shown Finite.
Import ListNotations.
Local Open Scope R_scope.

(** Like [Forall], but it computes to a conjunction. *)
Fixpoint all {A} (P : A -> Prop) (l : list A) : Prop :=
  match l with [] => True | x :: l => P x /\ all P l end.
Lemma all_In {A} (P : A -> Prop) l : all P l -> forall x, In x l -> P x.
Proof. induction l; simpl; [tauto|]. intros [H K] x [->|I]; auto. Qed.
Lemma In_all {A} (P : A -> Prop) l : (forall x, In x l -> P x) -> all P l.
Proof. induction l; simpl; auto. Qed.

Lemma find_name_In {A} n (l : list (name * A)) x : find_name n l = Some x -> In (n, x) l.
Proof.
  unfold find_name. destruct (find (fun y => Pos.eqb (fst y) n) l) as [[m y]|] eqn:F; [|discriminate]. simpl.
  intros H. inversion H; subst. apply find_some in F as [I E]. simpl in E. apply Pos.eqb_eq in E. subst. exact I.
Qed.

(** Letters for some indices, the first letter for all others. *)
Definition given_letters (l : list (index * nat)) : letters :=
  fun i => match find (fun x => same_index (fst x) i) l with Some x => snd x | None => O end.

Section exported.
  Variables (C : context) (M : model).
  Let shown := shown C M.

  (** [t = 0] and [t >= 0], as a relation of both sides where t is a difference. *)
  Definition difference (t : term) : option (term * term) :=
    match t with Add [a; Mul [m; b]] => if is_m1 m then Some (a, b) else None | _ => None end.
  Definition is_zero (t : term) (e : letters) : Prop :=
    match difference t with Some (a, b) => shown a e = shown b e | None => shown t e = 0 end.
  Definition at_least_zero (t : term) (e : letters) : Prop :=
    match difference t with Some (a, b) => shown b e <= shown a e | None => 0 <= shown t e end.

  Definition support_shown (s : support) : Prop := forall e, in_range M e ->
    shown (premise s) e <> 0 -> shown (conclusion s) e <> 0.
  Definition hypothesis_shown (h : hypothesis) : Prop := forall e, in_range M e ->
    match h_kind h with AtLeastZero => at_least_zero (h_term h) e | IsZero => is_zero (h_term h) e end.

  Record given : Prop := Given_ {
    sizes_given : forall a, (1 <= size M a)%nat;
    laws_given : all (fun x => Semantics.is_law M (snd x) (law_at M (fst x))) (laws C);
    signs_given : all (fun x => forall r, letters_of M (q_alphabets (snd x)) r ->
      has_sign (q_sign (snd x)) (quantity_at M (fst x) r)) (quantities C);
    supports_given : all support_shown (supports C);
    hypotheses_given : all hypothesis_shown (hypotheses C)
  }.

  Hypothesis G : given.

  Lemma shown_is_value t e : in_range M e -> shown t e = value C M t e.
  Proof.
    apply shown_value.
    - intros l d F. apply find_name_In in F. exact (all_In _ _ (laws_given G) _ F).
    - intros q d F. apply find_name_In in F. exact (all_In _ _ (signs_given G) _ F).
  Qed.

  Lemma difference_as t a b e : difference t = Some (a, b) -> in_range M e -> value C M t e = shown a e - shown b e.
  Proof.
    destruct t as [| | | | |[|u [|[| | | | | |[|m [|v []]]| | | | | ] []]]| | | | | |]; try discriminate.
    simpl. destruct (is_m1 m) eqn:E; [|discriminate]. intros H R. inversion H; subst.
    unfold is_m1 in E. destruct m; try discriminate. apply Qeq_bool_eq, Qreals.Qeq_eqR in E.
    rewrite !shown_is_value by auto. simpl. rewrite E, Q2R_m1. lra.
  Qed.
  Lemma is_zero_as t e : in_range M e -> is_zero t e <-> value C M t e = 0.
  Proof.
    intros R. unfold is_zero. destruct (difference t) as [[a b]|] eqn:D.
    - rewrite (difference_as _ _ _ _ D) by auto. lra.
    - rewrite shown_is_value by auto. tauto.
  Qed.
  Lemma at_least_zero_as t e : in_range M e -> at_least_zero t e <-> 0 <= value C M t e.
  Proof.
    intros R. unfold at_least_zero. destruct (difference t) as [[a b]|] eqn:D.
    - rewrite (difference_as _ _ _ _ D) by auto. lra.
    - rewrite shown_is_value by auto. tauto.
  Qed.

  Lemma is_model : model_of C M.
  Proof.
    constructor.
    - apply sizes_given, G.
    - intros l d F. apply find_name_In in F. exact (all_In _ _ (laws_given G) _ F).
    - intros q d F. apply find_name_In in F. exact (all_In _ _ (signs_given G) _ F).
    - intros s I e E. rewrite <- !shown_is_value by auto. apply (all_In _ _ (supports_given G) _ I); auto.
    - intros h I. pose proof (all_In _ _ (hypotheses_given G) _ I) as H.
      unfold hypothesis_shown in H. destruct (h_kind h); intros e E.
      + apply at_least_zero_as; auto.
      + apply is_zero_as; auto.
  Qed.

  Lemma in_range_given l : all (fun x => (snd x < size M (i_alphabet (fst x)))%nat) l -> in_range M (given_letters l).
  Proof.
    intros H i. unfold given_letters. destruct (find (fun x => same_index (fst x) i) l) as [[j k]|] eqn:F.
    - apply find_some in F as [I S]. simpl in S. apply (all_In _ _ H) in I. simpl in *.
      unfold same_index in S. apply andb_prop in S as [_ S]. apply Pos.eqb_eq in S. congruence.
    - pose proof (sizes_given G (i_alphabet i)). lia.
  Qed.

  (** ** What is claimed *)

  Definition statement_shown (s : statement) : Prop := forall e, in_range M e ->
    compare (srel s) (shown (lhs s) e) (shown (rhs s) e).
  Definition equality_shown (s : statement) (conditions : list term) : Prop :=
    (forall e, in_range M e -> shown (lhs s) e = shown (rhs s) e) <->
    all (fun c => forall e, in_range M e -> is_zero c e) conditions.

  Theorem claim_shown s r : claim C s r ->
    statement_shown s /\
    match r with WithEquality _ conditions _ _ => equality_shown s conditions | _ => True end.
  Proof.
    intros H. destruct (H M is_model) as [S E]. split.
    - intros e R. rewrite !shown_is_value by auto. auto.
    - destruct r; auto. destruct E as [E F]. split.
      + intros K. apply In_all. intros c I e R. apply is_zero_as; auto. apply E; auto.
        intros e' R'. rewrite <- !shown_is_value by auto. auto.
      + intros K e R. rewrite !shown_is_value by auto. apply F; auto.
        intros c I e' R'. apply is_zero_as; auto. exact (all_In _ _ K _ I e' R').
  Qed.
End exported.

(** ** Alphabets of laws are not empty *)

Lemma sum_0 n f : (forall k, f k = 0) -> sum n f = 0.
Proof. intros H. induction n; simpl; rewrite ?IHn, ?H; lra. Qed.
Ltac nothing := repeat first [reflexivity|intro|apply sum_0].
Lemma not_empty_law X p : is_law X p -> (1 <= X)%nat.
Proof. intros [_ H]. destruct X; [simpl in H; lra|lia]. Qed.
Lemma not_empty_law2 X Y p : is_law2 X Y p -> (1 <= X /\ 1 <= Y)%nat.
Proof.
  intros [_ H]. destruct X; [simpl in H; lra|]. destruct Y; [|lia]. rewrite sum_0 in H; [lra|nothing].
Qed.
Lemma not_empty_law3 X Y Z p : is_law3 X Y Z p -> (1 <= X /\ 1 <= Y /\ 1 <= Z)%nat.
Proof.
  intros [_ H]. destruct X; [simpl in H; lra|]. destruct Y; [rewrite sum_0 in H; [lra|nothing]|].
  destruct Z; [rewrite sum_0 in H; [lra|nothing]|lia].
Qed.

(** ** Tactics for what exported files have to show of their models *)

Lemma letters_nil M r : letters_of M [] r -> r = [].
Proof. destruct r; simpl; tauto. Qed.
Lemma letters_cons M a l r : letters_of M (a :: l) r ->
  exists k s, r = k :: s /\ (k < size M a)%nat /\ letters_of M l s.
Proof. destruct r as [|k s]; simpl; [tauto|]. intros [H K]. exists k, s. auto. Qed.

Ltac open_letters :=
  repeat match goal with
  | H : letters_of ?M ?l ?r |- _ =>
      let l' := eval cbn in l in
      lazymatch l' with
      | [] => apply letters_nil in H
      | ?a :: ?k => apply (letters_cons M a k) in H; destruct H as (? & ? & ? & ? & H)
      end; subst r
  end.
Ltac sizes M :=
  let a := fresh in intros a; unfold M; cbn [size];
  repeat match goal with |- context [match ?p with _ => _ end] => is_var p; destruct p end;
  first [assumption|lia].
(** A law, by what is known of the function. *)
Ltac law H :=
  unfold is_law, is_law2, is_law3 in H; split;
  [ let r := fresh in let R := fresh in intros r R; open_letters; apply H; assumption
  | let s := fresh in let S := fresh in intros s S; open_letters; apply H; assumption ].
Ltac quantity H := let r := fresh in let R := fresh in intros r R; open_letters; apply H; assumption.

(** ** What a certificate is about: its last theorem *)

Definition final (c : certificate) : option (context * statement * rule) :=
  match rev (rows c) with
  | [] => None
  | r :: _ => option_map (fun C => (C, r_statement r, r_rule r)) (nth_error (contexts c) (r_context r))
  end.
