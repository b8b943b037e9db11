(** Alphabets that are no spaces: what is integrated over them converges, and is at least each of its parts. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Values.
Import ListNotations.
Local Open Scope R_scope.

Section counted.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Notation int := (integral_of M).
  Implicit Types f : places M -> R.
  Implicit Types e : places M.

  Lemma counted_finite b F : (forall i, In i b -> counted M (i_alphabet i)) -> (forall e, finite (F e)) ->
    forall e, finite (integrate M b F e).
  Proof.
    intros C Fi. induction b as [|i b IH]; simpl; auto. intros e. unfold over.
    destruct (C i (or_introl eq_refl)) as [points [_ ->]].
    assert (H : forall e, finite (integrate M b F e)) by (apply IH; intros j J; apply C; right; exact J). clear - H.
    induction points as [|k points IH]; simpl; [exact I|]. apply eplus_finite. auto.
  Qed.
  Lemma counted_converges b f e : (forall i, In i b -> counted M (i_alphabet i)) -> converges M b f e.
  Proof. intros C. apply (counted_finite b _ C). intros. exact I. Qed.

  Lemma part_below_one i f : counted M (i_alphabet i) -> measurable M f -> (forall e, 0 <= f e) ->
    almost M (fun e => f e <= int [i] f e).
  Proof.
    intros C Mf P. set (h := fun e => Rmax (f e - int [i] f e) 0).
    assert (Mh : measurable M h) by (apply (m_positive M Me), (meas_minus); auto using meas_integral).
    assert (Ph : forall e, 0 <= h e) by (intros; apply Rmax_r).
    assert (Z : almost M (fun e => h e = 0)).
    { apply (almost_unfubini [i] h Mh). apply almost_all; auto. intros e. exists (fun e => Fin (h e)).
      split; [apply em_fin; auto|]. split; [intros z Q; injection Q; auto|]. simpl. unfold over.
      assert (Cv : forall e, integrate M [i] (fun e => Fin (f e)) e = Fin (int [i] f e)).
      { intros z. apply integrate_real; auto. apply counted_converges. intros j [<-|[]]. exact C. }
      assert (Io : forall k, int [i] f (put M e i k) = int [i] f e).
      { intros k. apply integral_outside. intros j N. unfold put. destruct (same_index i j) eqn:E; auto.
        apply same_index_eq in E. exfalso. apply N. left. exact E. }
      specialize (Cv e). simpl in Cv. unfold over in Cv. destruct C as [points [_ C]]. rewrite C in *.
      assert (S : forall l, exists x, fold_right (fun k x => eplus (Fin (f (put M e i k))) x) (Fin 0) l = Fin x /\ 0 <= x /\
        forall k, In k l -> f (put M e i k) <= x).
      { induction l as [|k l [x [E [X1 X2]]]]; [exists 0; split; [auto|split; [lra|intros k []]]|].
        exists (f (put M e i k) + x). cbn [fold_right]. rewrite E. pose proof (P (put M e i k)).
        split; [reflexivity|]. split; [lra|]. intros k' [<-|I]; [lra|]. specialize (X2 k' I). lra. }
      destruct (S points) as [x [E [_ X]]]. rewrite Cv in E. injection E as <-.
      assert (H : forall k, In k points -> h (put M e i k) = 0).
      { intros k I. unfold h. rewrite Io. apply Rmax_right. specialize (X k I). lra. }
      clear - H. induction points as [|k points IH]; [reflexivity|]. cbn [fold_right].
      rewrite IH, H by (intros; try apply H; simpl; auto). simpl. f_equal. ring. }
    apply (almost_mono _ _) with (2 := Z). intros e E. unfold h in E.
    pose proof (Rmax_l (f e - int [i] f e) 0). lra.
  Qed.
  (** ∫ f is at least f, at almost all letters. *)
  Lemma part_below b f : (forall i, In i b -> counted M (i_alphabet i)) -> measurable M f -> (forall e, 0 <= f e) ->
    almost M (fun e => f e <= int b f e).
  Proof.
    intros C Mf P. induction b as [|i b IH]; [apply almost_all; auto; intros e; rewrite int_nil; lra|].
    assert (Cb : forall j, In j b -> counted M (i_alphabet j)) by (intros j J; apply C; right; exact J).
    assert (Pb : forall e, 0 <= int b f e).
    { intros e. apply integral_nonneg; auto. apply almost_over_all; auto. }
    apply (almost_mono2 _ _ _) with (2 := IH Cb)
      (3 := part_below_one i (int b f) (C i (or_introl eq_refl)) (meas_integral b f Mf) Pb).
    intros e A B. destruct (integral_fubini [i] b f e Mf) as [_ E]; [apply counted_converges, C|].
    simpl in E. rewrite E. lra.
  Qed.
End counted.
