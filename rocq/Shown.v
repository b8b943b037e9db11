(** From claims about terms to statements in the words of Finite.v.

    [shown] is the value of a term once more, written as people write it: a - b, a / b, ln x where
    x >= 0 is visible, laws with their own letters. Once a concrete term and a model made of
    functions are put in, it computes to a formula in which no term is left. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Finite Terms Semantics Analysis.
Import ListNotations.
Local Open Scope R_scope.

Lemma sum_total n f : sum n f = total n f.
Proof. induction n; simpl; congruence. Qed.

(** ** Products and quotients: a sign, what stands above the line, what stands below *)

Record parts := Parts { negative : bool; above : list R; below : list R }.

Definition product (l : list R) : R := match l with [] => 1 | a :: l => fold_left Rmult l a end.
Definition quotient (p : parts) : R :=
  match below p with [] => product (above p) | d => product (above p) / product d end.
Definition real (p : parts) : R := if negative p then - quotient p else quotient p.
Definition single (x : R) : parts := Parts false [x] [].
Definition times (p q : parts) : parts :=
  Parts (xorb (negative p) (negative q)) (above p ++ above q) (below p ++ below q).

(** A number is left out where it is 1. *)
Definition whole (n : Z) : list R := if Z.eqb n 1 then [] else [IZR n].
Definition number (c : Q) : parts :=
  Parts (Z.ltb (Qnum c) 0) (whole (Z.abs (Qnum c))) (whole (Zpos (Qden c))).

Definition power (x : R) (p : positive) : R := match p with xH => x | _ => x ^ Pos.to_nat p end.
Definition powers (x : R) (k : Z) : parts :=
  match k with
  | Z0 => Parts false [] []
  | Zpos p => single (power x p)
  | Zneg p => Parts false [] [power x p]
  end.

Definition add (x : R) (p : parts) : R := if negative p then x - quotient p else x + quotient p.
Definition added (l : list parts) : R :=
  match l with [] => 0 | p :: l => fold_left add l (real p) end.

Lemma fold_times l a : fold_left Rmult l a = a * product l.
Proof.
  revert a. induction l as [|b l IH]; intros; simpl; [lra|]. rewrite (IH (a * b)), (IH b). lra.
Qed.
Lemma product_cons a l : product (a :: l) = a * product l.
Proof. apply fold_times. Qed.
Lemma product_app l k : product (l ++ k) = product l * product k.
Proof.
  induction l as [|a l IH]; [simpl; lra|]. simpl app. rewrite !product_cons, IH. lra.
Qed.
Lemma quotient_as p : quotient p = product (above p) * / product (below p).
Proof.
  unfold quotient. destruct (below p); [|reflexivity]. change (product []) with 1. rewrite Rinv_1. lra.
Qed.
Lemma real_times p q : real (times p q) = real p * real q.
Proof.
  unfold real, times. simpl negative. destruct p as [[] a b], q as [[] c d]; simpl;
    rewrite !quotient_as; simpl; rewrite !product_app, Rinv_mult; lra.
Qed.
Lemma whole_as n : product (whole n) = IZR n.
Proof. unfold whole. destruct (Z.eqb_spec n 1) as [->|]; reflexivity. Qed.
Lemma real_number c : real (number c) = Q2R c.
Proof.
  unfold real, number, Q2R. simpl negative. rewrite quotient_as. simpl above. simpl below.
  rewrite !whole_as. destruct (Z.ltb_spec (Qnum c) 0).
  - rewrite Z.abs_neq, opp_IZR by lia. lra.
  - rewrite Z.abs_eq by lia. reflexivity.
Qed.
Lemma power_as x p : power x p = x ^ Pos.to_nat p.
Proof. destruct p; try reflexivity. simpl. lra. Qed.
Lemma real_powers x k : real (powers x k) = powerRZ x k.
Proof.
  unfold real. destruct k; simpl negative; cbv iota; rewrite quotient_as; simpl; rewrite ?power_as, ?Rinv_1; lra.
Qed.
Lemma add_as x p : add x p = x + real p.
Proof. unfold add, real. destruct (negative p); lra. Qed.
Lemma added_as l : added l = fold_right (fun p x => real p + x) 0 l.
Proof.
  assert (F : forall l x, fold_left add l x = x + fold_right (fun p x => real p + x) 0 l).
  { induction l0 as [|p l0 IH]; intros; simpl; [lra|]. rewrite IH, add_as. lra. }
  destruct l; simpl; [reflexivity|]. apply F.
Qed.

Section shown.
  Variables (C : context) (M : model).

  (** ** What is visibly nonnegative: ln needs no bars there *)

  Definition fits (d : law_decl) (at_ : list (name * index)) : bool :=
    forallb (fun va => match find_name (fst va) at_ with
                       | Some i => Pos.eqb (i_alphabet i) (snd va)
                       | None => true
                       end) (outputs d ++ inputs d).
  Fixpoint same_alphabets (l : list index) (k : list name) : bool :=
    match l, k with
    | [], [] => true
    | i :: l, a :: k => Pos.eqb (i_alphabet i) a && same_alphabets l k
    | _, _ => false
    end.
  Definition is_unit (t : term) : bool :=
    match t with
    | Quantity q at_ =>
        match find_name q (quantities C) with
        | Some d => match q_sign d with SignUnit => true | _ => false end
                    && same_alphabets at_ (q_alphabets d)
        | None => false
        end
    | _ => false
    end.
  Definition is_1 (t : term) : bool := match t with Const c => Qeq_bool c 1 | _ => false end.
  Definition is_m1 (t : term) : bool := match t with Const c => Qeq_bool c (-1) | _ => false end.
  (** 1 - a, for a between 0 and 1. *)
  Definition is_rest (ts : list term) : bool :=
    match ts with [a; Mul [b; c]] => is_1 a && is_m1 b && is_unit c | _ => false end.

  Fixpoint nonneg (t : term) : bool :=
    match t with
    | Const c => Qle_bool 0 c
    | LawTerm l at_ => match find_name l (laws C) with Some d => fits d at_ | None => true end
    | Quantity q at_ =>
        match find_name q (quantities C) with
        | Some d => match q_sign d with AnySign => false | _ => true end
                    && same_alphabets at_ (q_alphabets d)
        | None => false
        end
    | Card _ | Delta _ _ | Exp _ | Nonzero _ => true
    | Add ts => forallb nonneg ts || is_rest ts
    | Mul ts => forallb nonneg ts
    | Pow t k => Z.even k || nonneg t
    | Log _ => false
    | Sum _ t => nonneg t
    end.

  (** ** The value, as people write it *)

  Fixpoint marginal_shown (e : letters) (args : list arg) (f : list nat -> R) : R :=
    match args with
    | [] => f []
    | At i :: args => marginal_shown e args (fun r => f (e i :: r))
    | Over a :: args => sum (size M a) (fun k => marginal_shown e args (fun r => f (k :: r)))
    end.
  Fixpoint sum_shown (b : list index) (F : letters -> R) (e : letters) : R :=
    match b with
    | [] => F e
    | i :: b => sum (size M (i_alphabet i)) (fun k => sum_shown b F (set e i k))
    end.

  Fixpoint parts_of (t : term) (e : letters) : parts :=
    match t with
    | Const c => number c
    | LawTerm l at_ =>
        single match find_name l (laws C) with
               | Some d => marginal_shown e (args_of d at_) (law_at M l)
               | None => 0
               end
    | Quantity q at_ => single (quantity_at M q (map e at_))
    | Card a => single (INR (size M a))
    | Delta i j => single (same (e i) (e j))
    | Add ts => single (added (map (fun t => parts_of t e) ts))
    | Mul ts => fold_right (fun t p => times (parts_of t e) p) (Parts false [] []) ts
    | Pow t k => powers (real (parts_of t e)) k
    | Log t => single (if nonneg t then ln (real (parts_of t e)) else ln (Rabs (real (parts_of t e))))
    | Exp t => single (exp (real (parts_of t e)))
    | Nonzero t => single (is_not_0 (real (parts_of t e)))
    | Sum b t => single (sum_shown b (fun e => real (parts_of t e)) e)
    end.
  Definition shown (t : term) (e : letters) : R := real (parts_of t e).

  (** ** It is the value *)

  Hypothesis sizes : forall a, (1 <= size M a)%nat.
  Hypothesis are_laws : forall l d, find_name l (laws C) = Some d -> is_law M d (law_at M l).
  Hypothesis have_signs : forall q d, find_name q (quantities C) = Some d ->
    forall r, letters_of M (q_alphabets d) r -> has_sign (q_sign d) (quantity_at M q r).

  Lemma marginal_as e args f : marginal_shown e args f = marginal M e args f.
  Proof.
    revert f. induction args as [|[i|a] args IH]; intros; simpl; auto. rewrite sum_total. apply total_ext. auto.
  Qed.
  Lemma sum_shown_as b F G : (forall e, in_range M e -> F e = G e) ->
    forall e, in_range M e -> sum_shown b F e = sum_over M b G e.
  Proof.
    intros H. induction b as [|i b IH]; intros e E; simpl; auto.
    rewrite sum_total. apply total_ext. intros k K. apply IH.
    intros j. unfold set. destruct (same_index i j) eqn:S; auto.
    unfold same_index in S. apply andb_prop in S as [_ S]. apply Pos.eqb_eq in S. congruence.
  Qed.

  Lemma marginal_nonneg e args : in_range M e -> forall alphabets f,
    Forall2 (fun x a => match x with At i => i_alphabet i = a | Over b => b = a end) args alphabets ->
    (forall r, letters_of M alphabets r -> 0 <= f r) -> 0 <= marginal M e args f.
  Proof.
    intros E. induction args as [|[i|b] args IH]; intros l f F H; inversion F; subst; simpl.
    - apply H. exact I.
    - apply IH with (alphabets := l'); auto. intros r R. apply H. simpl. auto.
    - apply total_nonneg. intros k K. apply IH with (alphabets := l'); auto. intros r R. apply H. simpl. auto.
  Qed.
  Lemma fits_args d at_ : fits d at_ = true ->
    Forall2 (fun x a => match x with At i => i_alphabet i = a | Over b => b = a end)
      (args_of d at_) (map snd (outputs d) ++ map snd (inputs d)).
  Proof.
    unfold fits, args_of. rewrite <- map_app. induction (outputs d ++ inputs d) as [|[v a] l IH];
      simpl; intros H; constructor.
    - apply andb_prop in H as [H _]. destruct (find_name v at_); auto. apply Pos.eqb_eq; auto.
    - apply IH. apply andb_prop in H. tauto.
  Qed.
  Lemma same_alphabets_letters l : forall k e, in_range M e -> same_alphabets l k = true -> letters_of M k (map e l).
  Proof.
    induction l as [|i l IH]; intros [|a k] e E H; simpl in *; try discriminate; auto.
    apply andb_prop in H as [A B]. apply Pos.eqb_eq in A. subst. auto.
  Qed.
  Lemma is_unit_between t e : is_unit t = true -> in_range M e -> 0 <= value C M t e <= 1.
  Proof.
    destruct t; try discriminate. simpl. destruct (find_name quantity (quantities C)) eqn:F; [|discriminate].
    intros H E. apply andb_prop in H as [S A].
    pose proof (have_signs _ _ F _ (same_alphabets_letters _ _ _ E A)) as B.
    destruct (q_sign q); try discriminate. exact B.
  Qed.

  Lemma nonneg_value t : nonneg t = true -> forall e, in_range M e -> 0 <= value C M t e.
  Proof.
    induction t using term_induction; simpl; intros V e E.
    - apply Q2R_nonneg; auto.
    - destruct (find_name l (laws C)) eqn:F; [|lra]. apply are_laws in F as [F _].
      eapply marginal_nonneg; eauto. apply fits_args; auto.
    - destruct (find_name q (quantities C)) eqn:F; [|discriminate]. apply andb_prop in V as [S A].
      pose proof (have_signs _ _ F _ (same_alphabets_letters _ _ _ E A)) as B.
      destruct (q_sign q0); simpl in B; try discriminate; lra.
    - apply pos_INR.
    - destruct (Nat.eqb _ _); lra.
    - apply orb_prop in V as [V|V].
      + rewrite forallb_forall in V. rewrite Forall_forall in H. induction ts as [|t ts IH]; simpl; [lra|].
        assert (0 <= value C M t e) by (apply H; try apply V; simpl; auto).
        assert (0 <= fold_right (fun t x => value C M t e + x) 0 ts); [|lra].
        apply IH; intros; [apply H|apply V]; simpl; auto.
      + destruct ts as [|a [|[| | | | | |[|b [|c []]]| | | | | ] []]]; try discriminate.
        apply andb_prop in V as [V U]. apply andb_prop in V as [O N].
        unfold is_1 in O. unfold is_m1 in N. destruct a, b; try discriminate. simpl in *.
        apply Qeq_bool_eq, Qeq_eqR in O. apply Qeq_bool_eq, Qeq_eqR in N.
        rewrite Q2R_1 in O. rewrite Q2R_m1 in N. rewrite O, N. pose proof (is_unit_between _ _ U E). simpl in *. lra.
    - rewrite forallb_forall in V. rewrite Forall_forall in H. induction ts as [|t ts IH]; simpl; [lra|].
      apply Rmult_le_pos; [apply H; try apply V; simpl; auto|]. apply IH; intros; [apply H|apply V]; simpl; auto.
    - apply orb_prop in V as [V|V]; [apply power_even; auto|apply power_nonneg; auto].
    - discriminate.
    - left. apply exp_pos.
    - apply nonzero_range.
    - revert e E. induction b as [|i b IH]; intros; simpl; auto. apply total_nonneg. intros k K. apply IH.
      intros j. unfold set. destruct (same_index i j) eqn:S; auto.
      unfold same_index in S. apply andb_prop in S as [_ S]. apply Pos.eqb_eq in S. congruence.
  Qed.

  Lemma ln_bars x : 0 <= x -> ln x = log x.
  Proof. intros. unfold log. rewrite Rabs_pos_eq; auto. Qed.

  Theorem shown_value t : forall e, in_range M e -> shown t e = value C M t e.
  Proof.
    unfold shown. assert (S : forall x, real (single x) = x) by reflexivity.
    induction t using term_induction; simpl; intros e E; rewrite ?S.
    - apply real_number.
    - destruct (find_name l (laws C)); auto using marginal_as.
    - reflexivity.
    - reflexivity.
    - reflexivity.
    - rewrite added_as. rewrite Forall_forall in H. induction ts as [|t ts IH]; simpl; auto.
      rewrite H, IH; simpl; auto. intros; apply H; simpl; auto.
    - rewrite Forall_forall in H. induction ts as [|t ts IH]; simpl; [reflexivity|].
      rewrite real_times, H, IH; simpl; auto. intros; apply H; simpl; auto.
    - rewrite real_powers, IHt; auto.
    - rewrite IHt by auto. destruct (nonneg t) eqn:V; [|reflexivity]. apply ln_bars. eauto using nonneg_value.
    - rewrite IHt; auto.
    - rewrite IHt; auto.
    - apply sum_shown_as; auto.
  Qed.
End shown.
