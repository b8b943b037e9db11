(** What declarations say: values of laws are nonnegative, marginals dominate, sums over an output
    make the marginal, quantities have their signs. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close.
Import ListNotations.
Local Open Scope R_scope.

(** What is known of a context: declarations, supports (premise ≠ 0 gives each conclusion ≠ 0) and
    hypotheses (= 0, or ≥ 0), for all free indices. *)
Record facts := Facts {
  f_laws : list (name * law_decl);
  f_quantities : list (name * quantity_decl);
  implications : list (mono * list tm);
  known : list (bool * poly)
}.

Record sound (K : facts) (M : model) : Prop := {
  s_sizes : forall a, (1 <= size M a)%nat;
  s_laws : forall l d, find_name l (f_laws K) = Some d -> is_law M d (law_at M l);
  s_signs : forall q d, find_name q (f_quantities K) = Some d ->
    forall r, letters_of M (q_alphabets d) r -> has_sign (q_sign d) (quantity_at M q r);
  s_implications : forall m cs, In (m, cs) (implications K) -> forall e, in_range M e ->
    evm M m e <> 0 -> forall c, In c cs -> ev M c e <> 0;
  s_known : forall b p, In (b, p) (known K) -> forall e, in_range M e ->
    if b : bool then evp M p e = 0 else 0 <= evp M p e
}.

(** ** Which places fit a declaration *)

Definition variables (d : law_decl) : list (name * bool) :=
  map (fun x => (snd x, true)) (outputs d) ++ map (fun x => (snd x, false)) (inputs d).
Fixpoint fits (vs : list (name * bool)) (args : list arg) : bool :=
  match vs, args with
  | [], [] => true
  | (a, _) :: vs, At i :: args => Pos.eqb (i_alphabet i) a && fits vs args
  | (a, out) :: vs, Over b :: args => out && Pos.eqb b a && fits vs args
  | _, _ => false
  end.
Definition vars_of (K : facts) (l : name) : option (list (name * bool)) :=
  option_map variables (find_name l (f_laws K)).
Definition law_fits (K : facts) (l : name) (args : list arg) : bool :=
  match vars_of K l with Some vs => fits vs args | None => false end.
Fixpoint no_output (vs : list (name * bool)) (args : list arg) : bool :=
  match vs, args with
  | (_, true) :: vs, At _ :: _ => false
  | _ :: vs, _ :: args => no_output vs args
  | _, _ => true
  end.
Definition is_total (K : facts) (l : name) (args : list arg) : bool :=
  match vars_of K l with Some vs => fits vs args && no_output vs args | None => false end.

Fixpoint fits_quantity (alphabets : list name) (at_ : list index) : bool :=
  match alphabets, at_ with
  | [], [] => true
  | a :: alphabets, i :: at_ => Pos.eqb (i_alphabet i) a && fits_quantity alphabets at_
  | _, _ => false
  end.
Definition sign_at (K : facts) (q : name) (at_ : list index) : sign :=
  match find_name q (f_quantities K) with
  | Some d => if fits_quantity (q_alphabets d) at_ then q_sign d else AnySign
  | None => AnySign
  end.

(** The same law at fewer letters, the others summed over. *)
Fixpoint covers (args more : list arg) : bool :=
  match args, more with
  | [], [] => true
  | At i :: args, At j :: more => same_index i j && covers args more
  | Over _ :: args, _ :: more => covers args more
  | _, _ => false
  end.

(** Summed over i, which stands once. *)
Fixpoint sum_out (i : index) (args : list arg) : option (list arg) :=
  match args with
  | [] => None
  | x :: args =>
      if arg_is i x then (if existsb (arg_is i) args then None else Some (Over (i_alphabet i) :: args))
      else option_map (cons x) (sum_out i args)
  end.

(** Letters j for the variables that have none. *)
Fixpoint opened (js : list index) (args : list arg) : option (list arg) :=
  match args with
  | [] => match js with [] => Some [] | _ => None end
  | At i :: args => option_map (cons (At i)) (opened js args)
  | Over a :: args =>
      match js with
      | j :: js => if Pos.eqb (i_alphabet j) a then option_map (cons (At j)) (opened js args) else None
      | [] => None
      end
  end.
Definition new_in (js : list index) (args : list arg) : bool :=
  distinct js && forallb (fun j => negb (existsb (arg_is j) args)) js.

(** ** Meaning *)

Section meaning.
  Variables (K : facts) (M : model).
  Hypothesis S : sound K M.
  Notation ev := (ev M).

  Lemma marginal_nonneg vs : forall args f e, in_range M e -> fits vs args = true ->
    (forall r, letters_of M (map fst vs) r -> 0 <= f r) -> 0 <= marginal M e args f.
  Proof.
    induction vs as [|[a o] vs IH]; intros [|[i|b] args] f e V F P; simpl in *; try discriminate;
      rewrite ?andb_true_iff in F.
    - apply P. exact I.
    - destruct F as [A F]. apply Pos.eqb_eq in A. subst. apply IH; auto.
    - destruct F as [[_ A] F]. apply Pos.eqb_eq in A. subst. apply total_nonneg. intros k L. apply IH; auto.
  Qed.

  Lemma marginal_covers vs : forall more args f e, in_range M e -> fits vs more = true ->
    covers args more = true -> (forall r, letters_of M (map fst vs) r -> 0 <= f r) ->
    fits vs args = true -> marginal M e more f <= marginal M e args f.
  Proof.
    induction vs as [|[a o] vs IH]; intros [|[i|b] more] [|[j|c] args] f e V F D P G;
      simpl in *; try discriminate; try lra; rewrite ?andb_true_iff in *.
    - destruct F as [A F], D as [I D], G as [_ G]. apply same_index_eq in I. subst. apply Pos.eqb_eq in A. subst.
      apply IH; auto.
    - destruct F as [A F], G as [[_ B] G]. apply Pos.eqb_eq in A, B. subst a c.
      eapply Rle_trans; [|apply (total_ge _ (fun k => marginal M e args (fun r => f (k :: r))) (e i))].
      + apply IH; auto.
      + intros k L. eapply marginal_nonneg; eauto.
      + apply V.
    - destruct F as [[_ A] F], G as [[_ B] G]. apply Pos.eqb_eq in A, B. subst b c.
      apply total_mono. intros k L. apply IH; auto.
  Qed.

  Lemma marginal_sum_out i args : forall args' f e, sum_out i args = Some args' ->
    total (size M (i_alphabet i)) (fun k => marginal M (set e i k) args f) = marginal M e args' f.
  Proof.
    induction args as [|x args IH]; simpl; intros args' f e; [discriminate|]. destruct (arg_is i x) eqn:X.
    - destruct x as [j|]; [|discriminate]. simpl in X. apply same_index_eq in X. subst j.
      destruct (existsb (arg_is i) args) eqn:N; [discriminate|]. some. simpl. apply total_ext.
      intros k _. rewrite set_same. apply marginal_agree. intros j J. apply set_other. congruence.
    - destruct (sum_out i args) as [args''|] eqn:O; [|discriminate]. simpl. some. destruct x as [j|a]; simpl in *.
      + rewrite <- (IH _ _ _ eq_refl). apply total_ext. intros k _.
        rewrite set_other; auto. apply same_index_neq. auto.
      + rewrite total_swap. apply total_ext. intros. apply IH. reflexivity.
  Qed.

  Lemma marginal_opened args : forall js args' f e, opened js args = Some args' ->
    new_in js args = true -> in_range M e -> marginal M e args f <> 0 -> exists e',
    in_range M e' /\ marginal M e' args' f <> 0 /\ forall i, ~ In i js -> e' i = e i.
  Proof.
    unfold new_in. induction args as [|[i|a] args IH]; simpl; intros js args' f e O N V H;
      rewrite ?andb_true_iff in N.
    - destruct js; [|discriminate]. injection O as <-. exists e. auto.
    - destruct (opened js args) as [more|] eqn:E; [|discriminate]. injection O as <-.
      destruct N as [D N]. rewrite forallb_forall in N.
      destruct (IH js more (fun r => f (e i :: r)) e E) as [e' [V' [H' A]]]; auto.
      { rewrite andb_true_iff, forallb_forall. split; auto. intros j J. specialize (N j J).
        apply negb_true_iff in N. apply orb_false_iff in N. apply negb_true_iff. tauto. }
      exists e'. repeat split; auto. simpl. rewrite A; auto. intros J. specialize (N i J).
      rewrite same_index_refl in N. discriminate.
    - destruct js as [|j js]; [discriminate|]. destruct (Pos.eqb_spec (i_alphabet j) a) as [<-|]; [|discriminate].
      destruct (opened js args) as [more|] eqn:E; [|discriminate]. injection O as <-.
      apply total_not_0 in H. destruct H as [k [L H]]. destruct N as [D N]. simpl in D, N.
      rewrite andb_true_iff in D, N. destruct D as [D1 D2], N as [N1 N2].
      destruct (IH js more (fun r => f (k :: r)) (set e j k) E) as [e' [V' [H' A]]].
      + rewrite andb_true_iff. auto.
      + apply in_range_set; auto.
      + intros Z. apply H. rewrite <- Z. apply marginal_agree. intros i I. symmetry. apply set_other.
        intros ->. apply negb_true_iff in N1. congruence.
      + exists e'. repeat split; auto.
        * simpl. rewrite A; [rewrite set_same; auto|]. apply mem_not_In, negb_true_iff. exact D1.
        * intros i I. simpl in I. rewrite A by tauto. apply set_other. tauto.
  Qed.

  Lemma fits_inputs ins : forall args e, in_range M e -> fits (map (fun x : name * name =>
      (snd x, false)) ins) args = true ->
    exists s, letters_of M (map snd ins) s /\ forall f, marginal M e args f = f s.
  Proof.
    induction ins as [|[v a] ins IH]; intros [|[i|b] args] e V F; simpl in *; try discriminate.
    - exists []. simpl. auto.
    - apply andb_true_iff in F. destruct F as [A F]. apply Pos.eqb_eq in A. subst.
      destruct (IH args e V F) as [s [L E]]. exists (e i :: s). simpl. split; [auto|].
      intros f. apply (E (fun r => f (e i :: r))).
  Qed.

  Lemma marginal_total outs ins : forall args e, in_range M e ->
    let vs := map (fun x : name * name => (snd x, true)) outs ++ map (fun x : name * name =>
      (snd x, false)) ins in
    fits vs args = true -> no_output vs args = true ->
    exists s, letters_of M (map snd ins) s /\
      forall f, marginal M e args f = total_over M (map snd outs) (fun r => f (r ++ s)).
  Proof.
    induction outs as [|[v a] outs IH]; intros args e V vs F N; simpl in *.
    - apply fits_inputs; auto.
    - destruct args as [|[i|b] args]; try discriminate. apply andb_true_iff in F. destruct F as [A F].
      simpl in A. apply Pos.eqb_eq in A. subst. destruct (IH args e V F N) as [s [L E]].
      exists s. split; auto. intros f. apply total_ext. intros k _. apply (E (fun r => f (k :: r))).
  Qed.

  Lemma law_total l args e : in_range M e -> is_total K l args = true -> ev (TLaw l args) e = 1.
  Proof.
    intros V. unfold is_total, vars_of. destruct (find_name l (f_laws K)) as [d|] eqn:D; [|discriminate].
    simpl. rewrite andb_true_iff. intros [F N]. destruct (marginal_total _ _ args e V F N) as [s [L E]]. rewrite E.
    apply (s_laws _ _ S l d D). exact L.
  Qed.

  Lemma law_values l vs : vars_of K l = Some vs -> forall r, letters_of M (map fst vs) r -> 0 <= law_at M l r.
  Proof.
    unfold vars_of. destruct (find_name l (f_laws K)) as [d|] eqn:D; [|discriminate]. simpl. some.
    intros r L. apply (s_laws _ _ S l d D). unfold variables in L. rewrite map_app, !map_map in L. exact L.
  Qed.

  Lemma law_nonneg l args e : in_range M e -> law_fits K l args = true -> 0 <= ev (TLaw l args) e.
  Proof.
    intros V. unfold law_fits. destruct (vars_of K l) as [vs|] eqn:D; [|discriminate]. intros F.
    simpl. eapply marginal_nonneg; eauto. apply law_values. exact D.
  Qed.

  Lemma law_covers l args more e : in_range M e -> law_fits K l args = true -> law_fits K l more = true ->
    covers args more = true -> ev (TLaw l more) e <= ev (TLaw l args) e.
  Proof.
    intros V. unfold law_fits. destruct (vars_of K l) as [vs|] eqn:D; [|discriminate]. intros F G C.
    simpl. eapply marginal_covers; eauto. apply law_values. exact D.
  Qed.

  Lemma sign_holds q at_ e : in_range M e -> has_sign (sign_at K q at_) (ev (TQty q at_) e).
  Proof.
    intros V. unfold sign_at. destruct (find_name q (f_quantities K)) as [d|] eqn:D; [|exact I].
    destruct (fits_quantity (q_alphabets d) at_) eqn:F; [|exact I].
    simpl. apply (s_signs _ _ S q d D). clear D. revert at_ F.
    induction (q_alphabets d) as [|a alphabets IH]; intros [|i at_] F; simpl in *; try discriminate; auto.
    apply andb_true_iff in F. destruct F as [A F]. apply Pos.eqb_eq in A. subst. auto.
  Qed.
End meaning.
