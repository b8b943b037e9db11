(** Integrals over some letters after others: Tonelli and Fubini; integrals of finite sums. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Core Measures Integrals.
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
Arguments lsum M {A}.
