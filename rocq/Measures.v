(** Measurable functions and their integrals with values in [0, ∞], as Spaces.v allows them: over several letters in any
    order; what holds almost everywhere. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Core.
Import ListNotations.
Local Open Scope R_scope.

(** That integrals are as they should be is found among the hypotheses; no lemma has to be told. *)
Existing Class measures.

(** ** [0, ∞] *)

Lemma finite_real x : finite x -> x = Fin (real x).
Proof. destruct x; simpl; tauto. Qed.
Lemma ele_finite x y : ele x y -> finite y -> finite x.
Proof. destruct x, y; simpl; tauto. Qed.
Lemma eplus_finite x y : finite (eplus x y) <-> finite x /\ finite y.
Proof. destruct x, y; simpl; tauto. Qed.
Lemma escale_0 x : escale 0 x = Fin 0.
Proof. destruct x; simpl; [f_equal; ring|]. destruct (Req_EM_T 0 0); tauto. Qed.
Lemma escale_fin c x : finite x -> finite (escale c x).
Proof. destruct x; simpl; tauto. Qed.

Lemma Rmax_mul x y : 0 <= y -> Rmax (x * y) 0 = Rmax x 0 * y.
Proof. intros H. unfold Rmax. destruct (Rle_dec (x * y) 0), (Rle_dec x 0); nra. Qed.

Section theory.
  Context {M : space_model} {Me : measures M}.
  Notation places := (places M).
  Notation em := (emeasurable M).
  Notation meas := (measurable M).
  Notation integrate := (integrate M).
  Notation over := (over M).
  Implicit Types f g h : places -> R.
  Implicit Types e : places.

  (** ** Measurable functions *)

  Lemma meas_ext f g : (forall e, f e = g e) -> meas f -> meas g.
  Proof. intros H. replace g with f; auto. extensionality e. apply H. Qed.
  Lemma meas_opp f : meas f -> meas (fun e => - f e).
  Proof.
    intros H. apply (meas_ext (fun e => -1 * f e)); [intros; ring|].
    apply (m_times M Me); auto. apply (m_const M Me).
  Qed.
  Lemma meas_minus f g : meas f -> meas g -> meas (fun e => f e - g e).
  Proof. intros F G. apply (m_plus M Me f (fun e => - g e)); auto using meas_opp. Qed.
  Lemma meas_abs f : meas f -> meas (fun e => Rabs (f e)).
  Proof.
    intros H. apply (meas_ext (fun e => Rmax (f e) 0 + Rmax (- f e) 0)).
    - intros e. unfold Rmax, Rabs. destruct (Rle_dec (f e) 0), (Rle_dec (- f e) 0), (Rcase_abs (f e)); lra.
    - apply (m_plus M Me); apply (m_positive M Me); auto using meas_opp.
  Qed.
  Lemma meas_pow f n : meas f -> meas (fun e => f e ^ n).
  Proof. intros H. induction n; simpl; [apply (m_const M Me)|]. apply (m_times M Me); auto. Qed.
  Lemma meas_powerRZ f k : meas f -> meas (fun e => powerRZ (f e) k).
  Proof.
    intros H. destruct k; simpl; [apply (m_const M Me)|apply meas_pow; auto|].
    apply (m_inverse M Me (fun e => f e ^ Pos.to_nat p)). apply meas_pow; auto.
  Qed.

  Lemma em_ext F G : (forall e, F e = G e) -> em F -> em G.
  Proof. intros H. replace G with F; auto. extensionality e. apply H. Qed.
  Lemma em_fin f : meas f -> (forall e, 0 <= f e) -> em (fun e => Fin (f e)).
  Proof. intros H P. repeat split; simpl; auto. apply (m_const M Me). Qed.
  Lemma em_pos f : meas f -> em (fun e => Fin (Rmax (f e) 0)).
  Proof. intros H. apply em_fin; [apply (m_positive M Me); auto|]. intros. apply Rmax_r. Qed.
  Lemma em_abs f : meas f -> em (fun e => Fin (Rabs (f e))).
  Proof. intros H. apply em_fin; [apply meas_abs; auto|]. intros. apply Rabs_pos. Qed.
  Lemma em_zero : em (fun _ => Fin 0).
  Proof. apply (em_fin (fun _ => 0)); [apply (m_const M Me)|]. intros. lra. Qed.

  Lemma em_plus F G : em F -> em G -> em (fun e => eplus (F e) (G e)).
  Proof.
    intros [F1 [F2 F3]] [G1 [G2 G3]]. split; [|split].
    - apply (meas_ext (fun e => (1 - infinite (F e)) * ((1 - infinite (G e)) * (real (F e) + real (G e))))).
      + intros e. destruct (F e), (G e); simpl; ring.
      + apply (m_times M Me); [|apply (m_times M Me)]; first [apply meas_minus|apply (m_plus M Me)]; auto; apply (m_const M Me).
    - apply (meas_ext (fun e => infinite (F e) + (infinite (G e) - infinite (F e) * infinite (G e)))).
      + intros e. destruct (F e), (G e); simpl; ring.
      + apply (m_plus M Me); auto. apply meas_minus; auto. apply (m_times M Me); auto.
    - intros e. specialize (F3 e). specialize (G3 e). destruct (F e), (G e); simpl in *; lra.
  Qed.

  Lemma em_integrate b F : em F -> em (integrate b F).
  Proof. intros H. induction b; simpl; auto. apply (m_integral M Me); auto. Qed.

  Lemma em_letters F (r : index -> index) : (forall i, i_alphabet (r i) = i_alphabet i) -> em F ->
    em (fun e => F (fun i => e (r i))).
  Proof.
    intros A [F1 [F2 F3]]. split; [|split]; [|  |intros; apply F3].
    - apply (m_letters M Me (fun e => real (F e)) r A F1).
    - apply (m_letters M Me (fun e => infinite (F e)) r A F2).
  Qed.

  (** ** Several letters *)

  Lemma integrate_app b c F : integrate (b ++ c) F = integrate b (integrate c F).
  Proof. induction b; simpl; auto. rewrite IHb. reflexivity. Qed.

  Lemma over_integrate i b F : em F -> over i (integrate b F) = integrate b (over i F).
  Proof.
    intros H. induction b as [|j b IH]; simpl; auto. rewrite <- IH. extensionality e.
    apply (i_tonelli M Me). apply em_integrate. exact H.
  Qed.

  Lemma integrate_perm b c F : em F -> Permutation b c -> integrate b F = integrate c F.
  Proof.
    intros H P. induction P; simpl; auto.
    - rewrite IHP. reflexivity.
    - extensionality e. apply (i_tonelli M Me). apply em_integrate. exact H.
    - congruence.
  Qed.

  Lemma integrate_swap b c F : em F -> integrate b (integrate c F) = integrate c (integrate b F).
  Proof. intros H. rewrite <- !integrate_app. apply integrate_perm; auto. apply Permutation_app_comm. Qed.

  Lemma over_zero i e : over i (fun _ => Fin 0) e = Fin 0.
  Proof.
    replace (fun _ : places => Fin 0) with (fun _ : places => escale 0 (Fin 0)).
    - rewrite (i_scale M Me i (fun _ => Fin 0) 0 e em_zero (Rle_refl 0)). apply escale_0.
    - extensionality x. apply escale_0.
  Qed.
  Lemma integrate_zero b : integrate b (fun _ => Fin 0) = fun _ => Fin 0.
  Proof. induction b as [|i b IH]; simpl; auto. rewrite IH. extensionality e. apply over_zero. Qed.

  Lemma integrate_plus b F G e : em F -> em G ->
    integrate b (fun e => eplus (F e) (G e)) e = eplus (integrate b F e) (integrate b G e).
  Proof.
    intros HF HG. revert e. induction b as [|i b IH]; simpl; intros e; auto.
    replace (integrate b (fun e => eplus (F e) (G e))) with (fun e => eplus (integrate b F e) (integrate b G e)).
    - apply (i_plus M Me); apply em_integrate; auto.
    - extensionality x. symmetry. apply IH.
  Qed.

  Lemma integrate_scale b F c e : em F -> 0 <= c ->
    integrate b (fun e => escale c (F e)) e = escale c (integrate b F e).
  Proof.
    intros HF P. revert e. induction b as [|i b IH]; simpl; intros e; auto.
    replace (integrate b (fun e => escale c (F e))) with (fun e => escale c (integrate b F e)).
    - apply (i_scale M Me); auto. apply em_integrate; auto.
    - extensionality x. symmetry. apply IH.
  Qed.

  Lemma integrate_monotone b F G : em F -> em G -> (forall e, ele (F e) (G e)) ->
    forall e, ele (integrate b F e) (integrate b G e).
  Proof.
    intros HF HG L. induction b as [|i b IH]; simpl; auto. intros e.
    apply (i_monotone M Me); auto using em_integrate.
  Qed.

  Lemma integrate_null b N F G : em N -> em F -> em G -> (forall e, N e = Fin 0 -> F e = G e) ->
    forall e, integrate b N e = Fin 0 -> integrate b F e = integrate b G e.
  Proof.
    intros HN HF HG E. induction b as [|i b IH]; simpl; auto. intros e Z.
    apply (i_null M Me i (integrate b N)); auto using em_integrate.
  Qed.

  (** Only the letters b are moved. *)
  Definition agree (b : list index) (e e' : places) : Prop := forall j, ~ In j b -> e j = e' j.
  Lemma agree_put b i k e e' : agree b (put M e i k) e' -> agree (i :: b) e e'.
  Proof.
    intros A j N. rewrite <- A by (intros I; apply N; right; exact I). unfold put.
    destruct (same_index i j) eqn:E; auto. apply same_index_eq in E. exfalso. apply N. left. exact E.
  Qed.
  Lemma integrate_local b F G : forall e, (forall e', agree b e e' -> F e' = G e') ->
    integrate b F e = integrate b G e.
  Proof.
    induction b as [|i b IH]; simpl; intros e H.
    - apply H. intros j _. reflexivity.
    - unfold over. f_equal. extensionality k. apply IH. intros e' A. apply H.
      apply (agree_put b i k). exact A.
  Qed.

  Lemma agree_refl b e : agree b e e.
  Proof. intros j _. reflexivity. Qed.
  Lemma agree_trans b c e e' e'' : agree b e e' -> agree c e' e'' -> agree (b ++ c) e e''.
  Proof. intros A B j N. rewrite A, B; auto; intros I; apply N, in_or_app; auto. Qed.
  Lemma integrate_outside b F : forall e e', agree b e e' -> integrate b F e = integrate b F e'.
  Proof.
    induction b as [|i b IH]; simpl; intros e e' A.
    - f_equal. extensionality j. apply A. intros [].
    - unfold over. f_equal. extensionality k. apply IH. intros j N. unfold put. destruct (same_index i j) eqn:E; auto.
      apply A. intros [->|I]; auto. rewrite same_index_refl in E. discriminate.
  Qed.
  Lemma integrate_constant c F : (forall e e', agree c e e' -> F e = F e') ->
    forall b e e', agree c e e' -> integrate b F e = integrate b F e'.
  Proof.
    intros H b. induction b as [|i b IH]; simpl; auto. intros e e' A. unfold over. f_equal. extensionality k. apply IH.
    intros j N. unfold put. rewrite (A j N). reflexivity.
  Qed.
  Lemma integrate_null_at b N F G : em N -> em F -> em G -> forall e,
    (forall e', agree b e e' -> N e' = Fin 0 -> F e' = G e') -> integrate b N e = Fin 0 -> integrate b F e = integrate b G e.
  Proof.
    intros HN HF HG. induction b as [|i b IH]; simpl; intros e E Z; [apply E; auto using agree_refl|].
    apply (i_null M Me i (integrate b N)); auto using em_integrate. intros k. apply IH.
    intros e' A. apply E, (agree_put b i k), A.
  Qed.
  (** No space is null: outside of a null set there are points. *)
  Lemma some_point b N e : em N -> integrate b N e = Fin 0 -> exists e', agree b e e' /\ N e' = Fin 0.
  Proof.
    intros HN Z. apply NNPP. intros No.
    assert (One : em (fun _ => Fin 1)) by (apply (em_fin (fun _ => 1)); [apply (m_const M Me)|intros; lra]).
    assert (Z1 : integrate b (fun _ => Fin 1) e = Fin 0).
    { rewrite (integrate_null_at b N _ (fun _ => Fin 0)) by (auto using em_zero; intros e' A Y; exfalso; eauto).
      rewrite integrate_zero. reflexivity. }
    clear - Z1 Me One. revert e Z1. induction b as [|i b IH]; simpl; intros e Z; [injection Z; lra|].
    apply (i_not_null M Me i e). rewrite <- (over_zero i e).
    apply (i_null M Me i (integrate b (fun _ => Fin 1))); auto using em_integrate, em_zero.
    intros k Y. exfalso. apply (IH _ Y).
  Qed.

  (** Other names for all letters. *)
  Definition through (r : index -> index) (e : places) : places := fun i => e (r i).
  Definition letter_map (r : index -> index) : Prop :=
    (forall i, i_alphabet (r i) = i_alphabet i) /\ forall i j, r i = r j -> i = j.

  Lemma put_through r e i k : letter_map r -> through r (put M e (r i) k) = put M (through r e) i k.
  Proof.
    intros [_ I]. extensionality j. unfold through, put. destruct (same_index i j) eqn:E.
    - apply same_index_eq in E. subst. rewrite same_index_refl. reflexivity.
    - destruct (same_index (r i) (r j)) eqn:E'; auto. apply same_index_eq in E'. apply I in E'. subst.
      rewrite same_index_refl in E. discriminate.
  Qed.
  Lemma integrate_through r b F : letter_map r -> forall e,
    integrate (map r b) (fun e => F (through r e)) e = integrate b F (through r e).
  Proof.
    intros L. induction b as [|i b IH]; simpl; auto. intros e. unfold over.
    rewrite (proj1 L). f_equal. extensionality k. rewrite IH, put_through by auto. reflexivity.
  Qed.

  (** ** Almost everywhere *)

  Lemma almost_all (P : places -> Prop) : (forall e, P e) -> almost M P.
  Proof. intros H. exists [], (fun _ => Fin 0). split; [apply em_zero|]. auto. Qed.
  Lemma almost_mono (P Q : places -> Prop) : (forall e, P e -> Q e) -> almost M P -> almost M Q.
  Proof. intros H [b [N [A [B C]]]]. exists b, N. auto. Qed.
  Lemma almost_and (P Q : places -> Prop) : almost M P -> almost M Q -> almost M (fun e => P e /\ Q e).
  Proof.
    intros [b [N [A [B C]]]] [c [O [D [E F]]]]. exists (b ++ c), (fun e => eplus (N e) (O e)).
    split; [apply em_plus; auto|]. split.
    - intros e. pose proof (proj2 (proj2 A) e). pose proof (proj2 (proj2 D) e).
      specialize (B e). specialize (E e). destruct (N e), (O e); simpl in *; try discriminate.
      intros Z. injection Z as Z. assert (x = 0) by lra. assert (x0 = 0) by lra. subst. auto.
    - intros e. rewrite integrate_plus by auto. rewrite !integrate_app.
      rewrite (integrate_swap b c N) by auto. replace (integrate b N) with (fun _ : places => Fin 0).
      + replace (integrate c O) with (fun _ : places => Fin 0).
        * rewrite !integrate_zero. simpl. f_equal. ring.
        * extensionality x. symmetry. apply F.
      + extensionality x. symmetry. apply C.
  Qed.
  Lemma almost_right (P Q : places -> Prop) : almost M (fun e => P e /\ Q e) -> almost M Q.
  Proof. apply almost_mono. tauto. Qed.
  Lemma almost_list {A} (l : list A) (P : A -> places -> Prop) : (forall x, In x l -> almost M (P x)) ->
    almost M (fun e => forall x, In x l -> P x e).
  Proof.
    induction l as [|x l IH]; intros H; [apply almost_all; intros e y []|].
    eapply almost_mono; [|apply (almost_and (P x) (fun e => forall x, In x l -> P x e))].
    - intros e [A1 A2] y [<-|I]; auto.
    - apply H. left. reflexivity.
    - apply IH. intros y I. apply H. right. exact I.
  Qed.
  Lemma almost_mono2 (P Q S : places -> Prop) : (forall e, P e -> Q e -> S e) -> almost M P -> almost M Q ->
    almost M S.
  Proof. intros H A B. apply (almost_mono (fun e => P e /\ Q e)); [intros e []; auto|]. apply almost_and; auto. Qed.

  Lemma almost_over_all b (P : places -> Prop) e : (forall e, P e) -> almost_over M b P e.
  Proof. intros H. exists (fun _ => Fin 0). split; [apply em_zero|]. split; auto. rewrite integrate_zero. reflexivity. Qed.
  Lemma almost_over_mono b (P Q : places -> Prop) e : (forall e, P e -> Q e) -> almost_over M b P e ->
    almost_over M b Q e.
  Proof. intros H [N [A [B C]]]. exists N. auto. Qed.
  Lemma almost_over_and b (P Q : places -> Prop) e : almost_over M b P e -> almost_over M b Q e ->
    almost_over M b (fun e => P e /\ Q e) e.
  Proof.
    intros [N [A [B C]]] [O [D [E F]]]. exists (fun e => eplus (N e) (O e)).
    split; [apply em_plus; auto|]. split.
    - intros x. pose proof (proj2 (proj2 A) x). pose proof (proj2 (proj2 D) x).
      specialize (B x). specialize (E x). destruct (N x), (O x); simpl in *; try discriminate.
      intros Z. injection Z as Z. assert (x0 = 0) by lra. assert (x1 = 0) by lra. subst. auto.
    - rewrite integrate_plus, C, F by auto. simpl. f_equal. ring.
  Qed.
  (** Fubini, for null sets. *)
  Lemma almost_fubini b P : almost M P -> almost M (almost_over M b P).
  Proof.
    intros [c [N [A [B C]]]]. exists c, (integrate b N). split; [apply em_integrate; auto|]. split.
    - intros e Z. exists N. auto.
    - intros e. rewrite integrate_swap by auto. replace (integrate c N) with (fun _ : places => Fin 0).
      + rewrite integrate_zero. reflexivity.
      + extensionality x. symmetry. apply C.
  Qed.
  Lemma almost_unfubini b f : meas f -> almost M (almost_over M b (fun e => f e = 0)) -> almost M (fun e => f e = 0).
  Proof.
    intros H [c [N [A [B C]]]].
    exists (c ++ b), (fun e => Fin (nonzero (f e))).
    assert (Ef : em (fun e => Fin (nonzero (f e)))).
    { apply em_fin; [apply (m_nonzero M Me); auto|]. intros. apply nonzero_range. }
    split; [exact Ef|]. split.
    - intros e Z. injection Z as Z. unfold nonzero in Z. destruct (Req_EM_T (f e) 0); auto. lra.
    - intros e. rewrite integrate_app. rewrite (integrate_null c N _ (fun _ => Fin 0)); auto using em_integrate, em_zero.
      + rewrite integrate_zero. reflexivity.
      + intros x Z. destruct (B x Z) as [O [D [E F]]].
        rewrite (integrate_null b O _ (fun _ => Fin 0)); auto using em_zero.
        * rewrite integrate_zero. reflexivity.
        * intros y Y. rewrite (E y Y), nonzero_0. reflexivity.
  Qed.
  Lemma almost_through r P : letter_map r -> almost M P -> almost M (fun e => P (through r e)).
  Proof.
    intros L [b [N [A [B C]]]]. exists (map r b), (fun e => N (through r e)). split; [|split].
    - apply (em_letters N r); auto. apply L.
    - intros e Z. apply B, Z.
    - intros e. rewrite integrate_through by auto. apply C.
  Qed.
End theory.
Arguments agree : clear implicits.
Arguments through : clear implicits.
