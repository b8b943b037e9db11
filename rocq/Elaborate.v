(** From the language of certificates to terms to calculate with, and from a context to what is
    known. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums Normal.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** A certificate's index: an odd number here, so that bound names of ours never meet one. *)
Definition user (i : index) : index := Index (xI (i_name i)) (i_alphabet i).
Definition user_renaming (r : renaming) : renaming := map (fun x => (user (fst x), user (snd x))) r.
Definition user_arg (x : arg) : arg := match x with At i => At (user i) | Over a => Over a end.

Definition join (op : tm -> tm -> tm) (one : tm) (l : list tm) : tm :=
  (fix go (l : list tm) : tm :=
     match l with [] => one | t :: l => match l with [] => t | _ => op t (go l) end end) l.

Section elaborate.
  Variable C : context.
  Fixpoint elab (t : term) : tm :=
    match t with
    | Const q => TConst (Qred q)
    | LawTerm l at_ =>
        match find_name l (laws C) with
        | Some d => TLaw l (map user_arg (args_of d at_))
        | None => TConst 0
        end
    | Quantity q at_ => TQty q (map user at_)
    | Card a => TCard a
    | Delta i j => TDelta (user i) (user j)
    | Add ts => join TAdd (TConst 0) (map elab ts)
    | Mul ts => join TMul (TConst 1) (map elab ts)
    | Pow t k => TPow (elab t) k
    | Log t => TLog (elab t)
    | Exp t => TExp (elab t)
    | Nonzero t => TNz (elab t)
    | Sum b t => sums (map user b) (elab t)
    end.
End elaborate.

(** Names as declared: laws at their own variables, inputs among them; letters of the right alphabets.
    What is not so has a meaning all the same, but hardly the one that was meant. *)
Fixpoint repeats (l : list name) : bool :=
  match l with [] => false | a :: l => any (Pos.eqb a) l ||| repeats l end.
Definition declared_at (d : law_decl) (x : name * index) : bool :=
  match find_name (fst x) (outputs d ++ inputs d) with
  | Some a => Pos.eqb a (i_alphabet (snd x)) | None => false end.
Fixpoint formed (C : context) (t : term) : bool :=
  match t with
  | Const _ | Card _ => true
  | LawTerm l at_ =>
      match find_name l (laws C) with
      | Some d => all (declared_at d) at_ &&& negb (repeats (map fst at_)) &&&
                  all (fun v => any (Pos.eqb (fst v)) (map fst at_)) (inputs d)
      | None => false
      end
  | Quantity q at_ =>
      match find_name q (quantities C) with
      | Some d => fits_quantity (q_alphabets d) at_ | None => false end
  | Delta i j => Pos.eqb (i_alphabet i) (i_alphabet j)
  | Add ts | Mul ts => all (formed C) ts
  | Pow t _ | Log t | Exp t | Nonzero t => formed C t
  | Sum b t => negb (match b with [] => true | _ => false end) &&& distinct b &&& formed C t
  end.
Definition law_formed (d : law_decl) : bool := negb (repeats (map fst (outputs d ++ inputs d))).
Definition context_formed (C : context) : bool :=
  negb (repeats (map fst (laws C))) &&& negb (repeats (map fst (quantities C))) &&&
  all (fun x => law_formed (snd x)) (laws C) &&&
  all (fun s => formed C (premise s) &&& formed C (conclusion s)) (supports C) &&&
  all (fun h => formed C (h_term h)) (hypotheses C).

Definition gap (s : tm) (r : rel) (t : tm) : tm :=
  match r with RLe | RLt => tminus t s | _ => tminus s t end.
Definition is_strict (r : rel) : bool := match r with RLt | RGt => true | _ => false end.

(** ** What is known in a context *)

Definition with_support (C : context) (s : support) (K : facts) : facts :=
  let (c, m) := in_factors K (elab C (premise s)) in
  let (d, n) := in_factors K (elab C (conclusion s)) in
  if Qeq_bool c 0 ||| Qeq_bool d 0 then K else
  Facts (f_laws K) (f_quantities K) (implications K ++ [(m, map (fun a => match a with TNz b => b | _ =>
      a end) (atoms_of n))]) (known K).
Definition with_hypothesis (C : context) (h : hypothesis) (K : facts) : facts :=
  let p := normal K (elab C (h_term h)) in
  Facts (f_laws K) (f_quantities K) (implications K)
    (known K ++ [(match h_kind h with IsZero => true | AtLeastZero => false end, p)]).
Definition facts_in (C : context) : facts :=
  fold_left (fun K h => with_hypothesis C h K) (hypotheses C)
    (fold_left (fun K s => with_support C s K) (supports C) (Facts (laws C) (quantities C) [] [])).

Section meaning.
  Variables (C : context) (M : model).

  Definition inner (e : letters) : letters := fun i => e (user i).
  Definition outer (e : letters) : letters :=
    fun j => match i_name j with xI n => e (Index n (i_alphabet j)) | _ => O end.

  Lemma inner_outer e : inner (outer e) = e.
  Proof. extensionality i. destruct i. reflexivity. Qed.

  Lemma inner_in_range e : in_range M e -> in_range M (inner e).
  Proof. intros V i. apply (V (user i)). Qed.

  Lemma outer_in_range e : (forall a, (1 <= size M a)%nat) -> in_range M e -> in_range M (outer e).
  Proof.
    intros S V [n a]. unfold outer. simpl. specialize (S a). destruct n; simpl; try lia. apply (V (Index n a)).
  Qed.

  Lemma inner_set e i k : inner (set e (user i) k) = set (inner e) i k.
  Proof.
    extensionality j. unfold inner, set. replace (same_index (user i) (user j)) with (same_index i j); [reflexivity|].
    destruct i, j. unfold same_index. simpl. reflexivity.
  Qed.

  Lemma join_add l e : ev M (join TAdd (TConst 0) l) e = fold_right (fun t x => ev M t e + x) 0 l.
  Proof.
    unfold join. induction l as [|t [|u l] IH]; [apply Q2R_0|simpl; lra|].
    cbn [Core.ev fold_right]. rewrite IH. reflexivity.
  Qed.

  Lemma join_mul l e : ev M (join TMul (TConst 1) l) e = fold_right (fun t x => ev M t e * x) 1 l.
  Proof.
    unfold join. induction l as [|t [|u l] IH]; [apply Q2R_1|simpl; lra|].
    cbn [Core.ev fold_right]. rewrite IH. reflexivity.
  Qed.

  Lemma elab_sound t : forall e, ev M (elab C t) e = value C M t (inner e).
  Proof.
    induction t using term_induction; intros e; cbn [elab value Core.ev].
    - apply Q2R_red.
    - destruct (find_name l (laws C)) as [d|]; [|simpl; apply Q2R_0]. cbn [Core.ev].
      generalize (law_at M l). generalize (args_of d at_). clear. induction l as [|[i|a] l IH]; intros f; simpl; auto.
      apply total_ext. intros. apply IH.
    - rewrite map_map. reflexivity.
    - reflexivity.
    - reflexivity.
    - rewrite join_add. induction H as [|t ts Ht Hts IH]; simpl; auto. rewrite Ht, IH. reflexivity.
    - rewrite join_mul. induction H as [|t ts Ht Hts IH]; simpl; auto. rewrite Ht, IH. reflexivity.
    - rewrite IHt. reflexivity.
    - rewrite IHt. reflexivity.
    - rewrite IHt. reflexivity.
    - rewrite IHt. reflexivity.
    - rewrite ev_sums. revert e. induction b as [|i b IH]; intros e; simpl; auto.
      apply total_ext. intros. rewrite IH, inner_set. reflexivity.
  Qed.

  Definition zero_everywhere (t : tm) : Prop := forall e, in_range M e -> ev M t e = 0.

  Lemma vanishes_zero t : (forall a, (1 <= size M a)%nat) -> vanishes C M t <-> zero_everywhere (elab C t).
  Proof.
    intros S. split; intros H e V.
    - rewrite elab_sound. apply H, inner_in_range, V.
    - rewrite <- (inner_outer e), <- elab_sound. apply H, outer_in_range; auto.
  Qed.

  Lemma gap_compare s r t e :
    compare r (ev M s e) (ev M t e) <->
    match r with REq => ev M (gap s r t) e = 0 | RLe | RGe => 0 <= ev M (gap s r t) e
    | _ => 0 < ev M (gap s r t) e end.
  Proof. destruct r; cbn [gap compare]; rewrite ev_minus; split; intros; lra. Qed.

  Hypothesis Mo : model_of C M.

  Lemma with_support_sound s K : In s (supports C) -> sound K M -> sound (with_support C s K) M.
  Proof.
    intros I S. unfold with_support. destruct (in_factors K (elab C (premise s))) as [c m] eqn:P.
    destruct (in_factors K (elab C (conclusion s))) as [d n] eqn:Q.
    match goal with |- sound (if ?x then _ else _) _ => destruct x eqn:Z end; auto.
    assert (Zc : Qeq_bool c 0 = false) by (destruct (Qeq_bool c 0); [discriminate|reflexivity]).
    rewrite Zc in Z. constructor; try apply S. cbn [implications].
    intros m' cs J e V N a A. apply in_app_or in J. destruct J as [J|[J|[]]].
    - apply (s_implications K M S m' cs J e V N a A).
    - injection J as <- <-. apply in_map_iff in A. destruct A as [b [<- A]].
      assert (Pn : value C M (premise s) (inner e) <> 0).
      { rewrite <- elab_sound, (in_factors_sound K M S _ _ _ e V P).
        apply Rmult_integral_contrapositive. split; auto using Q2R_not_0. }
      pose proof (supports_hold C M Mo s I (inner e) (inner_in_range e V) Pn) as Cn.
      rewrite <- elab_sound, (in_factors_sound K M S _ _ _ e V Q) in Cn.
      assert (Nn : evm M n e <> 0) by (intros E; apply Cn; rewrite E; ring).
      pose proof (atoms_of_true M n e Nn b A) as B. destruct b; auto. apply (nonzero_neq _ B).
  Qed.

  Lemma with_hypothesis_sound h K : In h (hypotheses C) -> sound K M -> sound (with_hypothesis C h K) M.
  Proof.
    intros I S. unfold with_hypothesis. constructor; try apply S. cbn [known].
    intros b p J e V. apply in_app_or in J. destruct J as [J|[J|[]]].
    - apply (s_known K M S b p J e V).
    - injection J as <- <-. pose proof (hypotheses_hold C M Mo h I) as H.
      rewrite (normal_sound K M S), elab_sound by auto. destruct (h_kind h); apply H, inner_in_range, V.
  Qed.

  Lemma facts_in_sound : sound (facts_in C) M.
  Proof.
    unfold facts_in. assert (F1 : forall l, incl l (hypotheses C) -> forall K, sound K M ->
      sound (fold_left (fun K h => with_hypothesis C h K) l K) M).
    { induction l as [|h l IH]; simpl; intros L K S; auto. apply IH.
      - intros x X. apply L. right. exact X.
      - apply with_hypothesis_sound; auto. apply L. left. reflexivity. }
    assert (F2 : forall l, incl l (supports C) -> forall K, sound K M ->
      sound (fold_left (fun K h => with_support C h K) l K) M).
    { induction l as [|h l IH]; simpl; intros L K S; auto. apply IH.
      - intros x X. apply L. right. exact X.
      - apply with_support_sound; auto. apply L. left. reflexivity. }
    apply F1, F2; try apply incl_refl. constructor; cbn [f_laws f_quantities implications known].
    - apply (sizes_positive C M Mo).
    - apply (laws_are_laws C M Mo).
    - apply (signs_hold C M Mo).
    - intros m cs [].
    - intros b p [].
  Qed.
End meaning.
