(** Integrals of real functions: of what is the same almost everywhere, of sums, of what is ≥ 0; at other letters. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Core Measures.
Import ListNotations.
Local Open Scope R_scope.

Section theory.
  Context {M : space_model} {Me : measures M}.
  Notation places := (places M).
  Notation em := (emeasurable M).
  Notation meas := (measurable M).
  Notation integrate := (integrate M).
  Notation over := (over M).
  Implicit Types f g h : places -> R.
  Implicit Types e : places.

  Notation agree := (agree M).
  Notation through := (through M).
  Notation conv := (converges M).
  Notation int := (integral_of M).

  (** ** Integrals of real functions *)


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
End theory.
