(** What is assumed of measures is consistent: alphabets of finitely many letters, with the counting
    measure, are such spaces. *)

From Coq Require Import Reals ZArith List Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Order.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint etotal (n : nat) (f : nat -> ext) : ext :=
  match n with O => Fin 0 | S n => eplus (etotal n f) (f n) end.

(** Every real function is measurable; laws and quantities are any, laws ≥ 0. *)
Definition counting (size : name -> nat) (law quantity : name -> list nat -> R) : space_model :=
  SpaceModel nat law quantity (fun a f => etotal (size a) f) (fun _ => True).

Lemma eplus_swap a b c d : eplus (eplus a b) (eplus c d) = eplus (eplus a c) (eplus b d).
Proof. destruct a, b, c, d; simpl; auto. f_equal. ring. Qed.
Lemma etotal_plus n f g : etotal n (fun k => eplus (f k) (g k)) = eplus (etotal n f) (etotal n g).
Proof. induction n; simpl; [f_equal; ring|]. rewrite IHn. apply eplus_swap. Qed.
Lemma etotal_zero n : etotal n (fun _ => Fin 0) = Fin 0.
Proof. induction n; simpl; auto. rewrite IHn. simpl. f_equal. ring. Qed.
Lemma etotal_scale n c f : etotal n (fun k => escale c (f k)) = escale c (etotal n f).
Proof.
  induction n; [simpl; f_equal; ring|]. cbn [etotal]. rewrite IHn.
  destruct (etotal n f), (f n); simpl; destruct (Req_EM_T c 0) as [->|]; simpl; try reflexivity; f_equal; ring.
Qed.
Lemma etotal_swap n m f : etotal n (fun i => etotal m (fun j => f i j)) = etotal m (fun j => etotal n (fun i => f i j)).
Proof. induction n; simpl; [symmetry; apply etotal_zero|]. rewrite IHn, <- etotal_plus. reflexivity. Qed.
Lemma etotal_ext n f g : (forall k, (k < n)%nat -> f k = g k) -> etotal n f = etotal n g.
Proof. induction n; simpl; intros H; auto. rewrite IHn, H; auto. Qed.
Lemma etotal_mono n f g : (forall k, ele (f k) (g k)) -> ele (etotal n f) (etotal n g).
Proof.
  intros H. induction n; simpl; [lra|]. specialize (H n).
  destruct (etotal n f), (etotal n g), (f n), (g n); simpl in *; auto; try tauto; lra.
Qed.
Lemma etotal_nonneg n f : (forall k, 0 <= real (f k)) -> 0 <= real (etotal n f).
Proof. intros H. induction n; simpl; [lra|]. specialize (H n). destruct (etotal n f), (f n); simpl in *; lra. Qed.
Lemma etotal_null n f : (forall k, 0 <= real (f k)) -> etotal n f = Fin 0 -> forall k, (k < n)%nat -> f k = Fin 0.
Proof.
  intros P. induction n; simpl; intros Z k L; [lia|]. pose proof (etotal_nonneg n f P) as Q. specialize (P n).
  destruct (etotal n f) as [x|], (f n) as [y|] eqn:E; simpl in *; try discriminate. injection Z as Z.
  destruct (Nat.eq_dec k n) as [->|N]; [rewrite E; f_equal; lra|]. apply IHn; [f_equal; lra|lia].
Qed.
Lemma etotal_finite n f : finite (etotal n f) -> forall k, (k < n)%nat -> finite (f k).
Proof.
  induction n; simpl; intros Fi k L; [lia|]. destruct (etotal n f), (f n) eqn:E; simpl in *; try tauto.
  destruct (Nat.eq_dec k n) as [->|N]; [rewrite E; exact I|]. apply IHn; auto. lia.
Qed.

Theorem counting_measures size law quantity : (forall a, (1 <= size a)%nat) -> (forall l r, 0 <= law l r) ->
  measures (counting size law quantity).
Proof.
  intros S L. constructor; try (intros; exact I); try exact L.
  - intros i F [_ [_ P]]. split; [exact I|]. split; [exact I|]. intros e. apply etotal_nonneg. intros k. apply P.
  - intros. apply etotal_plus.
  - intros. apply etotal_scale.
  - intros. apply etotal_mono. auto.
  - intros i N F G e [_ [_ P]] _ _ Z H. apply etotal_ext. intros k Lk. apply H.
    apply (etotal_null _ (fun k => N (put _ e i k)) (fun k => P _) Z k Lk).
  - intros i F e _ Fi. unfold over in *. simpl in *. rewrite <- (etotal_zero (size (i_alphabet i))). apply etotal_ext.
    intros k Lk. pose proof (etotal_finite _ _ Fi k Lk) as Q. cbv beta in Q.
    destruct (F (put (counting size law quantity) e i k)); [reflexivity|destruct Q].
  - intros i j F e _. unfold over. simpl.
    destruct (same_index_dec i j) as [<-|N]; [reflexivity|]. rewrite etotal_swap.
    apply etotal_ext. intros k _. apply etotal_ext. intros k' _. f_equal. extensionality x. unfold put.
    destruct (same_index j x) eqn:J, (same_index i x) eqn:Ix; auto.
    apply same_index_eq in J, Ix. congruence.
  - intros i e Z. unfold over in Z. simpl in Z. specialize (S (i_alphabet i)).
    assert (P : forall n, exists x, etotal n (fun _ => Fin 1) = Fin x /\ x = INR n).
    { induction n as [|n [x [E Ex]]]; [exists 0; auto|]. exists (x + 1). simpl etotal. rewrite E, S_INR, Ex. auto. }
    destruct (P (size (i_alphabet i))) as [x [E Ex]]. rewrite E in Z. injection Z as Z.
    apply (le_INR 1) in S. simpl in S. lra.
Qed.

(** And all alphabets are counted. *)
Theorem counting_counted size law quantity a : counted (counting size law quantity) a.
Proof.
  exists (rev (seq 0 (size a))). split; [apply NoDup_rev, seq_NoDup|]. intros f. simpl. generalize (size a). clear.
  induction n as [|n IH]; auto. rewrite seq_S, rev_app_distr. simpl. rewrite IH.
  destruct (fold_right _ _ _), (f n); simpl; auto. f_equal. ring.
Qed.
