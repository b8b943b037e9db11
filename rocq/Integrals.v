(** The theory of integrals that Spaces.v allows: several letters in any order, what holds almost
    everywhere, integrals of real functions. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Core.
Import ListNotations.
Local Open Scope R_scope.

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
  Variable M : space_model.
  Hypothesis Me : measures M.
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

  (** ** Integrals of real functions *)

  Notation conv := (converges M).
  Notation int := (integral_of M).

  Lemma converges_parts b f e : meas f -> (conv b f e <->
    finite (integrate b (fun e => Fin (Rmax (f e) 0)) e) /\ finite (integrate b (fun e => Fin (Rmax (- f e) 0)) e)).
  Proof.
    intros H. unfold converges.
    replace (fun e => Fin (Rabs (f e))) with (fun e => eplus (Fin (Rmax (f e) 0)) (Fin (Rmax (- f e) 0))).
    - rewrite (integrate_plus b _ _ e (em_pos f H) (em_pos _ (meas_opp f H))). apply eplus_finite.
    - extensionality x. simpl. f_equal. unfold Rmax, Rabs.
      destruct (Rle_dec (f x) 0), (Rle_dec (- f x) 0), (Rcase_abs (f x)); lra.
  Qed.

  Lemma almost_eq_integrate b (f g : places -> R) (p : R -> R) e : (forall f, meas f -> em (fun e => Fin (p (f e)))) ->
    meas f -> meas g -> almost_over M b (fun e => f e = g e) e ->
    integrate b (fun e => Fin (p (f e))) e = integrate b (fun e => Fin (p (g e))) e.
  Proof.
    intros P F G [N [A [B C]]]. apply (integrate_null b N); auto.
    intros x Z. rewrite (B x Z). reflexivity.
  Qed.
  Lemma converges_almost b f g e : meas f -> meas g -> almost_over M b (fun e => f e = g e) e ->
    conv b f e -> conv b g e.
  Proof. intros F G A. unfold converges. rewrite (almost_eq_integrate b f g Rabs e em_abs F G A). auto. Qed.
  Lemma integral_almost b f g e : meas f -> meas g -> almost_over M b (fun e => f e = g e) e ->
    int b f e = int b g e.
  Proof.
    intros F G A. unfold integral_of. rewrite (almost_eq_integrate b f g (fun x => Rmax x 0) e em_pos F G A).
    rewrite (almost_eq_integrate b f g (fun x => Rmax (- x) 0) e); auto.
    intros h H. apply (em_pos (fun e => - h e)). apply meas_opp, H.
  Qed.
  Lemma integral_local b f g e : (forall e', agree b e e' -> f e' = g e') -> int b f e = int b g e.
  Proof.
    intros H. unfold integral_of.
    rewrite (integrate_local b (fun e => Fin (Rmax (f e) 0)) (fun e => Fin (Rmax (g e) 0)) e) by
      (intros; rewrite H; auto).
    rewrite (integrate_local b (fun e => Fin (Rmax (- f e) 0)) (fun e => Fin (Rmax (- g e) 0)) e) by
      (intros; rewrite H; auto). reflexivity.
  Qed.
  Lemma integral_outside b f e e' : agree b e e' -> int b f e = int b f e'.
  Proof. intros A. unfold integral_of. rewrite !(integrate_outside b _ e e' A). reflexivity. Qed.
  Lemma integral_constant c f : (forall e e', agree c e e' -> f e = f e') ->
    forall b e e', agree c e e' -> int b f e = int b f e'.
  Proof.
    intros H b e e' A. unfold integral_of.
    rewrite (integrate_constant c (fun e => Fin (Rmax (f e) 0))) with (e' := e') by (auto; intros x y Q; rewrite (H x y Q); auto).
    rewrite (integrate_constant c (fun e => Fin (Rmax (- f e) 0))) with (e' := e') by (auto; intros x y Q; rewrite (H x y Q); auto).
    reflexivity.
  Qed.
  Lemma converges_local b f g e : (forall e', agree b e e' -> f e' = g e') -> conv b f e -> conv b g e.
  Proof.
    intros H. unfold converges. rewrite (integrate_local b _ (fun e => Fin (Rabs (g e))) e); auto.
    intros e' A. rewrite H by auto. reflexivity.
  Qed.

  Lemma meas_integral b f : meas f -> meas (int b f).
  Proof.
    intros H. pose proof (em_integrate b _ (em_pos f H)) as [A1 [A2 _]].
    pose proof (em_integrate b _ (em_pos _ (meas_opp f H))) as [B1 [B2 _]].
    set (F := integrate b (fun e => Fin (Rmax (f e) 0))) in *.
    set (G := integrate b (fun e => Fin (Rmax (- f e) 0))) in *.
    apply (meas_ext (fun e => (1 - infinite (F e)) * ((1 - infinite (G e)) * (real (F e) - real (G e))))).
    - intros e. unfold integral_of. fold (F e) (G e). destruct (F e), (G e); simpl; ring.
    - apply (m_times M Me); [|apply (m_times M Me)]; apply meas_minus; auto; apply (m_const M Me).
  Qed.

  (** f = g − h with g, h ≥ 0 whose integrals are finite. *)
  Lemma integral_difference b f g h e : meas g -> meas h -> (forall e, 0 <= g e) -> (forall e, 0 <= h e) ->
    (forall e, f e = g e - h e) ->
    finite (integrate b (fun e => Fin (g e)) e) -> finite (integrate b (fun e => Fin (h e)) e) ->
    conv b f e /\ int b f e = real (integrate b (fun e => Fin (g e)) e) - real (integrate b (fun e => Fin (h e)) e).
  Proof.
    intros Hg Hh Pg Ph E Fg Fh.
    assert (Hf : meas f) by (apply (meas_ext (fun e => g e - h e)); auto; apply meas_minus; auto).
    assert (Eg : em (fun e => Fin (g e))) by (apply em_fin; auto).
    assert (Eh : em (fun e => Fin (h e))) by (apply em_fin; auto).
    assert (Ep : em (fun e => Fin (Rmax (f e) 0))) by (apply em_pos; auto).
    assert (En : em (fun e => Fin (Rmax (- f e) 0))) by (apply em_pos, meas_opp; auto).
    assert (Fp : finite (integrate b (fun e => Fin (Rmax (f e) 0)) e)).
    { eapply ele_finite; [|exact Fg]. apply integrate_monotone; auto. intros x. simpl.
      rewrite E. specialize (Pg x). specialize (Ph x). unfold Rmax. destruct (Rle_dec (g x - h x) 0); lra. }
    assert (Fn : finite (integrate b (fun e => Fin (Rmax (- f e) 0)) e)).
    { eapply ele_finite; [|exact Fh]. apply integrate_monotone; auto. intros x. simpl.
      rewrite E. specialize (Pg x). specialize (Ph x). unfold Rmax. destruct (Rle_dec (- (g x - h x)) 0); lra. }
    split; [apply converges_parts; auto|].
    assert (S : eplus (integrate b (fun e => Fin (Rmax (f e) 0)) e) (integrate b (fun e => Fin (h e)) e) =
                eplus (integrate b (fun e => Fin (Rmax (- f e) 0)) e) (integrate b (fun e => Fin (g e)) e)).
    { rewrite <- !integrate_plus by auto. f_equal. extensionality x. simpl. f_equal. rewrite E. unfold Rmax.
      destruct (Rle_dec (g x - h x) 0), (Rle_dec (- (g x - h x)) 0); lra. }
    unfold integral_of. apply finite_real in Fp, Fn, Fg, Fh. rewrite Fp, Fn, Fg, Fh in *. simpl in *.
    injection S as S. lra.
  Qed.

  Lemma integral_parts b f e : meas f -> conv b f e -> int b f e =
    real (integrate b (fun e => Fin (Rmax (f e) 0)) e) - real (integrate b (fun e => Fin (Rmax (- f e) 0)) e).
  Proof.
    intros H A. apply converges_parts in A; auto. destruct A as [A B]. unfold integral_of.
    apply finite_real in A, B. rewrite A, B. reflexivity.
  Qed.

  Lemma real_plus x y : finite x -> finite y -> real (eplus x y) = real x + real y.
  Proof. destruct x, y; simpl; tauto. Qed.

  Lemma integral_plus b f g e : meas f -> meas g -> conv b f e -> conv b g e ->
    conv b (fun e => f e + g e) e /\ int b (fun e => f e + g e) e = int b f e + int b g e.
  Proof.
    intros Hf Hg Cf Cg. rewrite (integral_parts b f), (integral_parts b g) by auto.
    apply converges_parts in Cf, Cg; auto. destruct Cf as [F1 F2], Cg as [G1 G2].
    assert (Q : forall u v, meas u -> meas v ->
      integrate b (fun e => Fin (Rmax (u e) 0 + Rmax (v e) 0)) e =
      eplus (integrate b (fun e => Fin (Rmax (u e) 0)) e) (integrate b (fun e => Fin (Rmax (v e) 0)) e)).
    { intros u v Hu Hv. apply (integrate_plus b _ _ e (em_pos u Hu) (em_pos v Hv)). }
    pose proof (meas_opp f Hf) as Nf. pose proof (meas_opp g Hg) as Ng.
    destruct (integral_difference b (fun e => f e + g e) (fun e => Rmax (f e) 0 + Rmax (g e) 0)
      (fun e => Rmax (- f e) 0 + Rmax (- g e) 0) e) as [C E].
    - apply (m_plus M Me); apply (m_positive M Me); auto.
    - apply (m_plus M Me); apply (m_positive M Me); auto.
    - intros x. pose proof (Rmax_r (f x) 0). pose proof (Rmax_r (g x) 0). lra.
    - intros x. pose proof (Rmax_r (- f x) 0). pose proof (Rmax_r (- g x) 0). lra.
    - intros x. unfold Rmax. destruct (Rle_dec (f x) 0), (Rle_dec (g x) 0), (Rle_dec (- f x) 0), (Rle_dec (- g x) 0); lra.
    - rewrite (Q f g Hf Hg). apply eplus_finite. auto.
    - rewrite (Q (fun e => - f e) (fun e => - g e) Nf Ng). apply eplus_finite. auto.
    - split; auto. rewrite E, (Q f g Hf Hg), (Q (fun e => - f e) (fun e => - g e) Nf Ng).
      rewrite !real_plus by auto. ring.
  Qed.

  Lemma converges_scale b c f e : meas f -> conv b f e -> conv b (fun e => c * f e) e.
  Proof.
    intros H. unfold converges.
    replace (fun e => Fin (Rabs (c * f e))) with (fun e => escale (Rabs c) (Fin (Rabs (f e)))) by
      (extensionality x; simpl; rewrite Rabs_mult; reflexivity).
    rewrite integrate_scale by (auto using em_abs; apply Rabs_pos). apply escale_fin.
  Qed.

  Lemma integral_scale b c f e : meas f -> int b (fun e => c * f e) e = c * int b f e.
  Proof.
    intros H. unfold integral_of. pose proof (em_pos f H) as P. pose proof (em_pos _ (meas_opp f H)) as N.
    set (A := integrate b (fun e => Fin (Rmax (f e) 0)) e) in *.
    set (B := integrate b (fun e => Fin (Rmax (- f e) 0)) e) in *.
    destruct (Rle_dec 0 c) as [L|L].
    - replace (integrate b (fun e => Fin (Rmax (c * f e) 0)) e) with (escale c A).
      + replace (integrate b (fun e => Fin (Rmax (- (c * f e)) 0)) e) with (escale c B).
        * clearbody A B. destruct (Req_EM_T c 0) as [->|Z]; [rewrite !escale_0; simpl; ring|].
          destruct A, B; simpl; destruct (Req_EM_T c 0); simpl; try tauto; ring.
        * unfold B. rewrite <- integrate_scale by auto. f_equal. extensionality x. simpl. f_equal.
          rewrite Rmult_comm, <- Rmax_mul by auto. f_equal. ring.
      + unfold A. rewrite <- integrate_scale by auto. f_equal. extensionality x. simpl. f_equal.
        rewrite Rmult_comm, <- Rmax_mul by auto. f_equal. ring.
    - replace (integrate b (fun e => Fin (Rmax (c * f e) 0)) e) with (escale (- c) B).
      + replace (integrate b (fun e => Fin (Rmax (- (c * f e)) 0)) e) with (escale (- c) A).
        * clearbody A B. assert (- c <> 0) by lra.
          destruct A, B; simpl; destruct (Req_EM_T (- c) 0); simpl; try tauto; ring.
        * unfold A. rewrite <- integrate_scale by (auto; lra). f_equal. extensionality x. simpl. f_equal.
          rewrite Rmult_comm, <- Rmax_mul by lra. f_equal. ring.
      + unfold B. rewrite <- integrate_scale by (auto; lra). f_equal. extensionality x. simpl. f_equal.
        rewrite Rmult_comm, <- Rmax_mul by lra. f_equal. ring.
  Qed.

  Lemma converges_below b f g e : meas f -> meas g -> (forall e, Rabs (f e) <= Rabs (g e)) -> conv b g e -> conv b f e.
  Proof.
    intros Hf Hg L. unfold converges. apply ele_finite. apply integrate_monotone; auto using em_abs.
  Qed.

  Lemma integral_nonneg b f e : meas f -> almost_over M b (fun e => 0 <= f e) e -> 0 <= int b f e.
  Proof.
    intros H A. rewrite (integral_almost b f (fun e => Rmax (f e) 0)); auto.
    - unfold integral_of.
      replace (fun e => Fin (Rmax (- Rmax (f e) 0) 0)) with (fun _ : places => Fin 0).
      + rewrite integrate_zero. replace (fun e => Fin (Rmax (Rmax (f e) 0) 0)) with (fun e => Fin (Rmax (f e) 0)).
        * pose proof (em_integrate b _ (em_pos f H)) as [_ [_ P]]. specialize (P e).
          destruct (integrate b (fun e => Fin (Rmax (f e) 0)) e); simpl in *; lra.
        * extensionality x. f_equal. rewrite (Rmax_left (Rmax (f x) 0)); auto. apply Rmax_r.
      + extensionality x. f_equal. pose proof (Rmax_r (f x) 0). rewrite Rmax_right; auto. lra.
    - apply (m_positive M Me); auto.
    - apply (almost_over_mono b _ _ e) with (2 := A). intros x L. rewrite Rmax_left; auto.
  Qed.

  Lemma integral_zero b f e : meas f -> almost_over M b (fun e => f e = 0) e -> int b f e = 0 /\ conv b f e.
  Proof.
    intros H A. split.
    - rewrite (integral_almost b f (fun _ => 0)); auto; [|apply (m_const M Me)]. unfold integral_of.
      replace (fun _ : places => Fin (Rmax 0 0)) with (fun _ : places => Fin 0) by
        (extensionality x; rewrite Rmax_left; auto; lra).
      replace (fun _ : places => Fin (Rmax (- 0) 0)) with (fun _ : places => Fin 0) by
        (extensionality x; rewrite Rmax_right; auto; lra).
      rewrite integrate_zero. ring.
    - apply (converges_almost b (fun _ => 0) f); auto; [apply (m_const M Me)| |].
      + apply (almost_over_mono b _ _ e) with (2 := A). auto.
      + unfold converges. replace (fun _ : places => Fin (Rabs 0)) with (fun _ : places => Fin 0) by
          (extensionality x; rewrite Rabs_R0; auto). rewrite integrate_zero. exact I.
  Qed.

  (** What is ≥ 0 and converges to 0 is 0 almost everywhere. *)
  Lemma integral_zero_inv b f e : meas f -> almost_over M b (fun e => 0 <= f e) e -> conv b f e -> int b f e = 0 ->
    almost_over M b (fun e => f e = 0) e.
  Proof.
    intros H A Cv Z. assert (Zn : almost_over M b (fun e => Rmax (f e) 0 = 0) e).
    { exists (fun e => Fin (Rmax (f e) 0)). split; [apply em_pos; auto|]. split.
      - intros x E. injection E. auto.
      - rewrite integral_parts in Z by auto. apply converges_parts in Cv; auto. destruct Cv as [C1 C2].
        apply finite_real in C1. rewrite C1. f_equal.
        assert (N : integrate b (fun e => Fin (Rmax (- f e) 0)) e = Fin 0).
        { destruct A as [N [A1 [A2 A3]]]. rewrite (integrate_null b N _ (fun _ => Fin 0)); auto using em_zero.
          - rewrite integrate_zero. reflexivity.
          - apply em_pos, meas_opp, H.
          - intros x E. f_equal. specialize (A2 x E). rewrite Rmax_right; lra. }
        rewrite N in Z. simpl in Z. lra. }
    apply (almost_over_mono b (fun e => 0 <= f e /\ Rmax (f e) 0 = 0)); [|apply almost_over_and; auto].
    intros x [L E]. rewrite Rmax_left in E; auto.
  Qed.

  Lemma integral_perm b c f : meas f -> Permutation b c -> int b f = int c f.
  Proof.
    intros H P. extensionality e. unfold integral_of.
    rewrite (integrate_perm b c _ (em_pos f H) P), (integrate_perm b c _ (em_pos _ (meas_opp f H)) P). reflexivity.
  Qed.
  Lemma converges_perm b c f e : meas f -> Permutation b c -> conv b f e -> conv c f e.
  Proof. intros H P. unfold converges. rewrite (integrate_perm b c _ (em_abs f H) P). auto. Qed.

  Lemma integral_through r b f e : letter_map r ->
    int (map r b) (fun e => f (through r e)) e = int b f (through r e).
  Proof.
    intros L. unfold integral_of.
    rewrite (integrate_through r b (fun e => Fin (Rmax (f e) 0)) L), (integrate_through r b (fun e => Fin (Rmax (- f e) 0)) L).
    reflexivity.
  Qed.
  Lemma converges_through r b f e : letter_map r ->
    conv (map r b) (fun e => f (through r e)) e <-> conv b f (through r e).
  Proof. intros L. unfold converges. rewrite (integrate_through r b (fun e => Fin (Rabs (f e))) L). tauto. Qed.

  (** Letters c of which only the factor h ≥ 0 knows: Tonelli. *)
  Lemma integrate_factor b c g h e : meas g -> meas h -> (forall e, 0 <= g e) -> (forall e, 0 <= h e) ->
    (forall e e', agree c e e' -> g e = g e') ->
    almost_over M b (fun e => finite (integrate c (fun e => Fin (h e)) e)) e ->
    integrate (b ++ c) (fun e => Fin (g e * h e)) e =
    integrate b (fun e => Fin (g e * real (integrate c (fun e => Fin (h e)) e))) e.
  Proof.
    intros Hg Hh Pg Ph Free [N [A [B C]]]. rewrite integrate_app.
    assert (Eh : em (fun e => Fin (h e))) by (apply em_fin; auto).
    assert (Er : meas (fun e => real (integrate c (fun e => Fin (h e)) e))) by (apply em_integrate; auto).
    assert (Pr : forall e, 0 <= real (integrate c (fun e => Fin (h e)) e)) by (apply em_integrate; auto).
    apply (integrate_null b N); auto.
    - apply em_integrate, em_fin; [apply (m_times M Me); auto|]. intros. apply Rmult_le_pos; auto.
    - apply em_fin; [apply (m_times M Me); auto|]. intros. apply Rmult_le_pos; auto.
    - intros x Z. specialize (B x Z). apply finite_real in B.
      rewrite (integrate_local c (fun e => Fin (g e * h e)) (fun e => escale (g x) (Fin (h e)))).
      + rewrite integrate_scale by auto. rewrite B. reflexivity.
      + intros e' Ag. simpl. rewrite (Free x e' Ag). reflexivity.
  Qed.

  Lemma integral_factor b c g h e : meas g -> meas h -> (forall e, 0 <= h e) ->
    (forall e e', agree c e e' -> g e = g e') ->
    almost_over M b (fun e => finite (integrate c (fun e => Fin (h e)) e)) e ->
    int (b ++ c) (fun e => g e * h e) e = int b (fun e => g e * real (integrate c (fun e => Fin (h e)) e)) e /\
    (conv b (fun e => g e * real (integrate c (fun e => Fin (h e)) e)) e <-> conv (b ++ c) (fun e => g e * h e) e).
  Proof.
    intros Hg Hh Ph Free A.
    assert (Pr : forall e, 0 <= real (integrate c (fun e => Fin (h e)) e)) by
      (apply em_integrate, em_fin; auto).
    assert (Q : forall p : R -> R, (forall x y, 0 <= y -> p (x * y) = p x * y) -> (forall x, 0 <= p x) ->
      meas (fun e => p (g e)) -> integrate (b ++ c) (fun e => Fin (p (g e * h e))) e =
      integrate b (fun e => Fin (p (g e * real (integrate c (fun e => Fin (h e)) e)))) e).
    { intros p Pm Pn Pg.
      replace (fun e => Fin (p (g e * h e))) with (fun e => Fin (p (g e) * h e)) by
        (extensionality x; rewrite Pm; auto).
      rewrite integrate_factor; auto.
      - f_equal. extensionality x. rewrite Pm; auto.
      - intros e1 e2 Ag. rewrite (Free e1 e2 Ag). reflexivity. }
    split.
    - unfold integral_of. rewrite (Q (fun x => Rmax x 0)), (Q (fun x => Rmax (- x) 0)); auto.
      + intros x y L. rewrite <- Rmax_mul by auto. f_equal. ring.
      + intros. apply Rmax_r.
      + apply (m_positive M Me), meas_opp, Hg.
      + intros x y L. apply Rmax_mul, L.
      + intros. apply Rmax_r.
      + apply (m_positive M Me), Hg.
    - unfold converges. rewrite (Q Rabs); [tauto| | |].
      + intros x y L. rewrite Rabs_mult, (Rabs_right y); auto. lra.
      + apply Rabs_pos.
      + apply meas_abs, Hg.
  Qed.

  (** What is finite in the mean is finite almost everywhere. *)
  Lemma finite_almost b F e : em F -> finite (integrate b F e) -> almost_over M b (fun e => finite (F e)) e.
  Proof.
    intros H Fi. assert (Ei : em (fun e => Fin (infinite (F e)))).
    { apply em_fin; [apply H|]. intros x. destruct (F x); simpl; lra. }
    exists (fun e => Fin (infinite (F e))). split; [exact Ei|]. split.
    - intros x Z. destruct (F x); simpl in *; auto. injection Z. lra.
    - revert e Fi. induction b as [|i b IH]; simpl; intros e Fi.
      + destruct (F e); simpl in *; tauto.
      + pose proof (i_finite M Me i _ e (em_integrate b F H) Fi) as Z.
        rewrite (i_null M Me i (fun e => Fin (infinite (integrate b F e))) _ (fun _ => Fin 0));
          auto using em_integrate, em_zero, over_zero.
        * apply em_fin; [apply em_integrate; auto|]. intros x. destruct (integrate b F x); simpl; lra.
        * intros k Zk. apply IH. destruct (integrate b F (put M e i k)); simpl in *; auto. injection Zk. lra.
  Qed.

  (** Fubini: what converges jointly, one after the other. *)
  Lemma integrate_real b f e : meas f -> (forall e, 0 <= f e) -> conv b f e ->
    integrate b (fun e => Fin (f e)) e = Fin (int b f e).
  Proof.
    intros H P Cv. rewrite integral_parts by auto.
    replace (fun e => Fin (Rmax (- f e) 0)) with (fun _ : places => Fin 0) by
      (extensionality x; specialize (P x); rewrite Rmax_right; auto; lra).
    rewrite integrate_zero. unfold converges in Cv.
    replace (fun e => Fin (Rmax (f e) 0)) with (fun e => Fin (f e)) by (extensionality x; rewrite Rmax_left; auto).
    replace (fun e => Fin (Rabs (f e))) with (fun e => Fin (f e)) in Cv by
      (extensionality x; rewrite Rabs_right; auto; apply Rle_ge, P).
    rewrite (finite_real _ Cv) at 1. f_equal. simpl. ring.
  Qed.
  Lemma integral_fin b f x e : meas f -> (forall e, 0 <= f e) -> integrate b (fun e => Fin (f e)) e = Fin x ->
    conv b f e /\ int b f e = x.
  Proof.
    intros H P E. assert (Cv : conv b f e).
    { unfold converges. replace (fun e => Fin (Rabs (f e))) with (fun e => Fin (f e)); [rewrite E; exact I|].
      extensionality z. rewrite Rabs_right; auto. apply Rle_ge, P. }
    split; auto. rewrite (integrate_real b f e H P Cv) in E. congruence.
  Qed.
  (** An integral of what is ≥ 0 is not 0 at almost all points where that is not. *)
  Lemma integral_not_0 b f : meas f -> (forall e, 0 <= f e) -> almost M (conv b f) ->
    almost M (fun e => f e <> 0 -> int b f e <> 0).
  Proof.
    intros Mf P C. set (g := fun e => (1 - nonzero (int b f e)) * f e).
    assert (Mg : meas g).
    { apply (m_times M Me); auto. apply meas_minus; [apply (m_const M Me)|].
      apply (m_nonzero M Me), meas_integral; auto. }
    assert (Z : almost M (fun e => g e = 0)).
    { apply (almost_unfubini b g Mg). apply (almost_mono _ _) with (2 := C). intros e Cv.
      exists (fun e => Fin (Rabs (g e))). split; [apply em_abs; auto|]. split.
      - intros z Y. injection Y as Y. destruct (Req_EM_T (g z) 0); auto. exfalso. apply (Rabs_no_R0 (g z)); auto.
      - set (c := 1 - nonzero (int b f e)).
        assert (Cp : 0 <= c) by (unfold c; pose proof (nonzero_range (int b f e)); lra).
        rewrite (integrate_local b _ (fun e => escale c (Fin (Rabs (f e))))).
        + rewrite (integrate_scale) by auto using em_abs. unfold c.
          destruct (Req_EM_T (int b f e) 0) as [E|N].
          * assert (A : almost_over M b (fun e => f e = 0) e).
            { apply integral_zero_inv; auto. apply almost_over_all; auto. }
            rewrite (almost_eq_integrate b f (fun _ => 0) Rabs e em_abs Mf (m_const M Me 0) A).
            rewrite Rabs_R0, integrate_zero by auto. simpl. f_equal. ring.
          * rewrite nonzero_1 by auto. replace (1 - 1) with 0 by ring. apply escale_0.
        + intros e' Ag. simpl. unfold g, c. replace (int b f e') with (int b f e).
          * rewrite Rabs_mult, (Rabs_right (1 - _)); auto. apply Rle_ge. exact Cp.
          * apply (integral_outside b f e e' Ag). }
    apply (almost_mono _ _) with (2 := Z). unfold g. intros e Ze N I. rewrite I, nonzero_0 in Ze. lra.
  Qed.
  (** What converges over more letters does over fewer, for almost all values of the others. *)
  Lemma converges_inner c b f : meas f -> almost M (conv (c ++ b) f) -> almost M (conv b f).
  Proof.
    intros H A. pose proof (em_integrate b _ (em_abs f H)) as Em.
    assert (Z : almost M (fun e => infinite (integrate b (fun e => Fin (Rabs (f e))) e) = 0)).
    { apply (almost_unfubini c); [apply Em|]. apply (almost_mono _ _) with (2 := A). intros e Cv.
      unfold converges in Cv. rewrite integrate_app in Cv.
      apply (almost_over_mono c _ _ e) with (2 := finite_almost c _ e Em Cv).
      intros x Fx. destruct (integrate b _ x); simpl in *; tauto. }
    apply (almost_mono _ _) with (2 := Z). intros e. unfold converges.
    destruct (integrate b (fun e => Fin (Rabs (f e))) e); simpl; [auto|lra].
  Qed.

  Lemma integral_fubini b d f e : meas f -> conv (b ++ d) f e ->
    conv b (int d f) e /\ int (b ++ d) f e = int b (int d f) e.
  Proof.
    intros Hf Cv. rewrite (integral_parts (b ++ d)) by auto. apply converges_parts in Cv; auto. destruct Cv as [C1 C2].
    rewrite !integrate_app in *.
    set (P := integrate d (fun e => Fin (Rmax (f e) 0))) in *.
    set (Q := integrate d (fun e => Fin (Rmax (- f e) 0))) in *.
    assert (Ep : em P) by (apply em_integrate, em_pos; auto).
    assert (Eq : em Q) by (apply em_integrate, em_pos, meas_opp; auto).
    pose proof (finite_almost b P e Ep C1) as A1. pose proof (finite_almost b Q e Eq C2) as A2.
    assert (Rp : integrate b (fun e => Fin (real (P e))) e = integrate b P e).
    { destruct A1 as [N [N1 [N2 N3]]]. apply (integrate_null b N); auto.
      - apply em_fin; apply Ep.
      - intros x Z. symmetry. apply finite_real, N2, Z. }
    assert (Rq : integrate b (fun e => Fin (real (Q e))) e = integrate b Q e).
    { destruct A2 as [N [N1 [N2 N3]]]. apply (integrate_null b N); auto.
      - apply em_fin; apply Eq.
      - intros x Z. symmetry. apply finite_real, N2, Z. }
    destruct (integral_difference b (fun e => real (P e) - real (Q e)) (fun e => real (P e)) (fun e => real (Q e)) e)
      as [D1 D2]; try apply Ep; try apply Eq; auto.
    { rewrite Rp. exact C1. }
    { rewrite Rq. exact C2. }
    rewrite Rp, Rq in D2.
    assert (Md : meas (fun e => real (P e) - real (Q e))) by (apply meas_minus; [apply Ep|apply Eq]).
    assert (Ae : almost_over M b (fun e => real (P e) - real (Q e) = int d f e) e).
    { apply (almost_over_mono b (fun e => finite (P e) /\ finite (Q e))); [|apply almost_over_and; auto].
      intros x [F1 F2]. unfold integral_of. fold (P x) (Q x). apply finite_real in F1, F2.
      rewrite F1, F2. reflexivity. }
    split.
    - apply (converges_almost b (fun e => real (P e) - real (Q e))); auto using meas_integral.
    - rewrite <- D2. apply integral_almost; auto using meas_integral.
  Qed.

  (** ** Sums of finitely many *)

  Definition lsum {A} (f : A -> places -> R) (l : list A) (e : places) : R := fold_right (fun x r => f x e + r) 0 l.
  Lemma lsum_zero {A} (f : A -> places -> R) l e : (forall x, In x l -> f x e = 0) -> lsum f l e = 0.
  Proof. induction l as [|x l IH]; simpl; intros H; auto. rewrite H, IH; auto. ring. Qed.
  Lemma lsum_part {A} (f : A -> places -> R) l e : (forall x, In x l -> 0 <= f x e) ->
    0 <= lsum f l e /\ forall x, In x l -> 0 <= f x e <= lsum f l e.
  Proof.
    induction l as [|y l IH]; simpl; intros H; [split; [lra|tauto]|]. destruct IH as [I1 I2]; [auto|].
    pose proof (H y (or_introl eq_refl)). split; [lra|]. intros x [<-|I]; [lra|]. specialize (I2 x I). lra.
  Qed.
  Lemma lsum_meas {A} (f : A -> places -> R) l : (forall x, meas (f x)) -> meas (lsum f l).
  Proof. intros H. induction l as [|x l IH]; [apply (m_const M Me 0)|apply (m_plus M Me (f x) (lsum f l)); auto]. Qed.
  Lemma lsum_integral {A} c (f : A -> places -> R) l e : (forall x, meas (f x)) -> (forall x, In x l -> conv c (f x) e) ->
    conv c (lsum f l) e /\ int c (lsum f l) e = fold_right (fun x r => int c (f x) e + r) 0 l.
  Proof.
    intros H C. induction l as [|x l IH]; simpl in *.
    - apply and_comm, (integral_zero c (lsum f [])); [apply (m_const M Me 0)|]. apply almost_over_all. auto.
    - destruct IH as [I1 I2]; [auto|].
      destruct (integral_plus c (f x) (lsum f l) e) as [P1 P2]; auto using lsum_meas. split; [exact P1|].
      rewrite <- I2. exact P2.
  Qed.
  Lemma almost_over_list {A} c (l : list A) (P : A -> places -> Prop) e : (forall x, In x l -> almost_over M c (P x) e) ->
    almost_over M c (fun e => forall x, In x l -> P x e) e.
  Proof.
    induction l as [|x l IH]; intros H; [apply almost_over_all; intros z x []|].
    apply (almost_over_mono c (fun e => P x e /\ forall y, In y l -> P y e)); [intros z [Z1 Z2] y [<-|I]; auto|].
    apply almost_over_and; [apply H; left; auto|apply IH; intros; apply H; right; auto].
  Qed.
  Lemma converges_under c f g e : meas f -> meas g -> almost_over M c (fun e => 0 <= f e <= g e) e -> conv c g e -> conv c f e.
  Proof.
    intros Mf Mg A C. set (h := fun e => Rmax (Rmin (f e) (g e)) 0).
    assert (Mh : meas h).
    { apply (m_positive M Me), (meas_ext (fun e => f e - Rmax (f e - g e) 0)).
      - intros z. unfold Rmax, Rmin. destruct (Rle_dec (f z - g z) 0), (Rle_dec (f z) (g z)); lra.
      - apply meas_minus; auto. apply (m_positive M Me), meas_minus; auto. }
    apply (converges_almost c h); auto.
    - apply (almost_over_mono c _ _ e) with (2 := A). intros z Z. unfold h. rewrite Rmin_left, Rmax_left; lra.
    - apply (converges_below c h g); auto. intros z. unfold h, Rmax, Rmin, Rabs.
      destruct (Rle_dec (f z) (g z)).
      + destruct (Rle_dec (f z) 0); destruct (Rcase_abs _), (Rcase_abs (g z)); lra.
      + destruct (Rle_dec (g z) 0); destruct (Rcase_abs _), (Rcase_abs (g z)); lra.
  Qed.
End theory.
