(** From the sign of a derivative to that of the function, by the mean value theorem. *)

From Coq Require Import Reals QArith Qreals Bool Lra.
From Derive Require Import Univariate.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** At some points arbitrarily near to an end the function is > -η, for every η > 0. *)
Definition above_left (I : R -> Prop) (h : R -> R) : Prop :=
  forall eta x, 0 < eta -> I x -> exists s, I s /\ s < x /\ - eta < h s.
Definition above_right (I : R -> Prop) (h : R -> R) : Prop :=
  forall eta x, 0 < eta -> I x -> exists s, I s /\ x < s /\ - eta < h s.

(** The kind of h, where its derivative is of kind k; what h does near the left and the right end. *)
Definition integrated_up (k : kind_of_sign) (left_above left_below right_above right_below : bool) :
    option kind_of_sign :=
  match k with
  | Plus => Some (if left_above then Plus else if right_below then Minus else MinusPlus)
  | PlusMinus => if left_above then Some (if right_above then Plus else PlusMinus)
                 else if right_above then Some MinusPlus else None
  | _ => None
  end.
Definition integrated (k : kind_of_sign) (la lb ra rb : bool) : option kind_of_sign :=
  match k with
  | Plus | PlusMinus => integrated_up k la lb ra rb
  | _ => option_map turned (integrated_up (turned k) lb la rb ra)
  end.

Section descent.
  Variables (a b : option Q).
  Let I := between a b.

  Lemma between_inside x y z : I x -> I y -> x <= z <= y -> I z.
  Proof. unfold I, between. destruct a, b; intros; lra. Qed.
  Lemma between_left x : I x -> exists z, I z /\ z < x.
  Proof.
    unfold I, between. intros [A B]. destruct a as [q|].
    - exists ((Q2R q + x) / 2). destruct b; lra.
    - exists (x - 1). destruct b; lra.
  Qed.
  Lemma between_right x : I x -> exists z, I z /\ x < z.
  Proof.
    unfold I, between. intros [A B]. destruct b as [q|].
    - exists ((Q2R q + x) / 2). destruct a; lra.
    - exists (x + 1). destruct a; lra.
  Qed.

  Section function.
    Variables (h g : R -> R).
    Hypothesis Derivative : forall x, I x -> derivable_pt_lim h x (g x).

    Lemma step x y : I x -> I y -> x < y -> exists z, x < z < y /\ h y - h x = g z * (y - x).
    Proof.
      intros X Y L. destruct (MVT_cor2 h g x y L) as [z [E Z]]; [|exists z; auto].
      intros c C. apply Derivative, (between_inside x y); auto.
    Qed.
    Lemma grows x y : I x -> I y -> x < y -> (forall z, x < z < y -> 0 < g z) -> h x < h y.
    Proof.
      intros X Y L P. destruct (step x y X Y L) as [z [Z E]]. specialize (P z Z).
      assert (0 < g z * (y - x)) by (apply Rmult_lt_0_compat; lra). lra.
    Qed.
    Lemma falls x y : I x -> I y -> x < y -> (forall z, x < z < y -> g z < 0) -> h y < h x.
    Proof.
      intros X Y L P. destruct (step x y X Y L) as [z [Z E]]. specialize (P z Z).
      assert (0 < (- g z) * (y - x)) by (apply Rmult_lt_0_compat; lra). lra.
    Qed.

    (** Growing all the way from the left end, where h is above; falling to the right one. *)
    Lemma positive_from_left x : above_left I h -> I x -> (forall z, I z -> z < x -> 0 < g z) -> 0 < h x.
    Proof.
      intros A X P. destruct (between_left x X) as [y [Y L]].
      assert (G : h y < h x) by (apply grows; auto; intros; apply P; [apply (between_inside y x)|]; auto; lra).
      destruct (A (h x - h y) y ltac:(lra) Y) as [s [S [Ls H]]].
      assert (h s < h y) by (apply grows; auto; intros; apply P; [apply (between_inside s x)|]; auto; lra).
      lra.
    Qed.
    Lemma positive_from_right x : above_right I h -> I x -> (forall z, I z -> x < z -> g z < 0) -> 0 < h x.
    Proof.
      intros A X P. destruct (between_right x X) as [y [Y L]].
      assert (G : h y < h x) by (apply falls; auto; intros; apply P; [apply (between_inside x y)|]; auto; lra).
      destruct (A (h x - h y) y ltac:(lra) Y) as [s [S [Ls H]]].
      assert (h s < h y) by (apply falls; auto; intros; apply P; [apply (between_inside x s)|]; auto; lra).
      lra.
    Qed.
  End function.

  Definition ends (h : R -> R) (la lb ra rb : bool) : Prop :=
    (la = true -> above_left I h) /\ (lb = true -> above_left I (fun x => - h x)) /\
    (ra = true -> above_right I h) /\ (rb = true -> above_right I (fun x => - h x)).

  Lemma integrated_up_sound h g k la lb ra rb j : (forall x, I x -> derivable_pt_lim h x (g x)) ->
    ends h la lb ra rb -> has_kind I k g -> integrated_up k la lb ra rb = Some j -> has_kind I j h.
  Proof.
    intros D (La & Lb & Ra & Rb) K. destruct k; simpl; try discriminate.
    - simpl in K. destruct la; [|destruct rb]; intros H; injection H as <-; simpl.
      + intros x X. apply (positive_from_left h g D x (La eq_refl) X). auto.
      + intros x X. assert (0 < - h x); [|lra].
        apply (positive_from_right (fun x => - h x) (fun x => - g x)); auto.
        * intros y Y. apply derivable_pt_lim_opp, D, Y.
        * intros z Z L. specialize (K z Z). lra.
      + intros x y X Y L N. assert (h x < h y); [|lra]. apply (grows h g D); auto.
        intros z Z. apply K, (between_inside x y); auto; lra.
    - simpl in K.
      assert (Before : forall x z, I x -> I z -> z < x -> 0 < g x -> 0 < g z).
      { intros x z X Z L P. destruct (Rlt_le_dec 0 (g z)) as [|N]; auto. specialize (K z x Z X L N). lra. }
      assert (Left : la = true -> forall x, I x -> 0 < g x -> 0 < h x).
      { intros E x X P. apply (positive_from_left h g D); auto. intros. apply (Before x); auto. }
      assert (Right : ra = true -> forall x, I x -> g x <= 0 -> 0 < h x).
      { intros E x X P. apply (positive_from_right h g D); auto. intros. apply (K x); auto. }
      destruct la; [destruct ra|destruct ra; [|discriminate]]; intros H; injection H as <-; simpl.
      + intros x X. destruct (Rlt_le_dec 0 (g x)); auto.
      + intros x y X Y L N. destruct (Rlt_le_dec 0 (g x)) as [P|P].
        * specialize (Left eq_refl x X P). lra.
        * assert (h y < h x); [|lra]. apply (falls h g D); auto. intros z Z.
          apply (K x); auto; [|lra]. apply (between_inside x y); auto; lra.
      + intros x y X Y L N. destruct (Rlt_le_dec 0 (g y)) as [P|P]; auto.
        assert (h x < h y); [|lra]. apply (grows h g D); auto. intros z Z.
        apply (Before y); auto; [|lra]. apply (between_inside x y); auto; lra.
  Qed.

  Lemma integrated_sound h g k la lb ra rb j : (forall x, I x -> derivable_pt_lim h x (g x)) ->
    ends h la lb ra rb -> has_kind I k g -> integrated k la lb ra rb = Some j -> has_kind I j h.
  Proof.
    intros D E K.
    assert (Up : forall i, integrated_up (turned k) lb la rb ra = Some i -> has_kind I (turned i) h).
    { intros i H. apply (has_kind_turned I i (fun x => - h x)); [intros; ring|].
      apply (integrated_up_sound _ (fun x => - g x) (turned k) lb la rb ra); auto.
      - intros x X. apply derivable_pt_lim_opp, D, X.
      - destruct E as (La & Lb & Ra & Rb). repeat split; auto.
        + intros F eta x P X. destruct (La F eta x P X) as [s S]. exists s. rewrite Ropp_involutive. exact S.
        + intros F eta x P X. destruct (Ra F eta x P X) as [s S]. exists s. rewrite Ropp_involutive. exact S.
      - apply has_kind_turned with (2 := K). auto. }
    unfold integrated. destruct k; try (intros H; eapply integrated_up_sound; eauto; fail);
      (destruct (integrated_up _ _ _ _ _) as [i|]; [|discriminate]); intros H; injection H as <-; auto.
  Qed.
End descent.
