(** Polynomials in one variable over the rationals: coefficients, the constant one first. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Analysis.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Arguments Qred : simpl never.
Arguments Qplus : simpl never.
Arguments Qmult : simpl never.

Notation pol := (list Q).

Fixpoint at_pol (p : pol) (x : R) : R := match p with [] => 0 | c :: p => Q2R c + x * at_pol p x end.

(** c + x·p, without zeros at the end. *)
Definition up (c : Q) (p : pol) : pol :=
  match p with [] => if Qeq_bool c 0 then [] else [c] | _ => c :: p end.
Fixpoint uadd (p q : pol) : pol :=
  match p, q with
  | [], _ => q
  | _, [] => p
  | c :: p, d :: q => up (Qred (c + d)) (uadd p q)
  end.
Definition uscale (c : Q) (p : pol) : pol :=
  if Qeq_bool c 0 then [] else map (fun d => Qred (c * d)) p.
Definition uneg : pol -> pol := uscale (-1).
Fixpoint umul (p q : pol) : pol :=
  match p with [] => [] | c :: p => uadd (uscale c q) (up 0 (umul p q)) end.
Fixpoint upow (p : pol) (k : nat) : pol := match k with O => [1%Q] | S k => umul p (upow p k) end.
Fixpoint uder (p : pol) : pol := match p with [] => [] | _ :: p => uadd p (up 0 (uder p)) end.
Fixpoint uat (p : pol) (x : Q) : Q := match p with [] => 0%Q | c :: p => Qred (c + x * uat p x) end.
Definition ueqb (p q : pol) : bool :=
  (fix go (p q : pol) := match p, q with
   | [], [] => true | c :: p, d :: q => Qeq_bool c d &&& go p q | _, _ => false end) p q.

(** The quotient by a polynomial, where it goes without a rest. *)
Definition lead (p : pol) : Q := last p 0%Q.
Fixpoint quotient (n : nat) (p d : pol) : pol :=
  match n with
  | O => []
  | S n =>
      if Nat.ltb (length p) (length d) then [] else
      let c := Qred (lead p / lead d) in
      let m := repeat 0%Q (length p - length d) ++ [c] in
      uadd m (quotient n (uadd p (uneg (umul m d))) d)
  end.
Definition divided (p d : pol) : option pol :=
  let q := quotient (length p) p d in
  if ueqb (umul q d) p then Some q else None.

(** ** Values *)

Lemma at_up c p x : at_pol (up c p) x = Q2R c + x * at_pol p x.
Proof.
  destruct p; simpl; [|reflexivity]. destruct (Qeq_bool c 0) eqn:E; simpl; [|lra].
  rewrite (Q2R_is_0 c E). lra.
Qed.
Lemma at_uadd p : forall q x, at_pol (uadd p q) x = at_pol p x + at_pol q x.
Proof.
  induction p as [|c p IH]; intros [|d q] x; cbn [uadd at_pol]; try lra.
  rewrite at_up, IH, Q2R_red, Q2R_plus. ring.
Qed.
Lemma at_uscale c p x : at_pol (uscale c p) x = Q2R c * at_pol p x.
Proof.
  unfold uscale. destruct (Qeq_bool c 0) eqn:E; [rewrite (Q2R_is_0 c E); simpl; ring|].
  induction p as [|d p IH]; simpl; [ring|]. rewrite IH, Q2R_red, Q2R_mult. ring.
Qed.
Lemma at_uneg p x : at_pol (uneg p) x = - at_pol p x.
Proof. unfold uneg. rewrite at_uscale, Q2R_m1. ring. Qed.
Lemma at_umul p q x : at_pol (umul p q) x = at_pol p x * at_pol q x.
Proof.
  induction p as [|c p IH]; cbn [umul at_pol]; [ring|].
  rewrite at_uadd, at_uscale, at_up, IH, Q2R_0. ring.
Qed.
Lemma at_upow p k x : at_pol (upow p k) x = at_pol p x ^ k.
Proof. induction k; cbn [upow pow]; [simpl; rewrite Q2R_1; ring|]. rewrite at_umul, IHk. ring. Qed.
Lemma at_uat p c : Q2R (uat p c) = at_pol p (Q2R c).
Proof. induction p as [|d p IH]; simpl; [apply Q2R_0|]. rewrite Q2R_red, Q2R_plus, Q2R_mult, IH. reflexivity. Qed.
Lemma ueqb_sound p : forall q x, ueqb p q = true -> at_pol p x = at_pol q x.
Proof.
  induction p as [|c p IH]; intros [|d q] x; simpl; try discriminate; auto.
  destruct (Qeq_bool c d) eqn:E; [|discriminate]. intros H. rewrite (IH q x H).
  apply Qeq_bool_eq in E. rewrite (Qeq_eqR _ _ E). reflexivity.
Qed.
Lemma divided_sound p d q x : divided p d = Some q -> at_pol p x = at_pol q x * at_pol d x.
Proof.
  unfold divided. destruct (ueqb _ p) eqn:E; [|discriminate]. intros H. injection H as <-.
  rewrite <- (ueqb_sound _ _ x E). apply at_umul.
Qed.

Lemma pol_derivable p x : derivable_pt_lim (at_pol p) x (at_pol (uder p) x).
Proof.
  induction p as [|c p IH]; cbn [uder at_pol]; [apply (derivable_pt_lim_const 0)|].
  rewrite at_uadd, at_up, Q2R_0.
  replace (at_pol p x + (0 + x * at_pol (uder p) x)) with
    (0 + (1 * at_pol p x + x * at_pol (uder p) x)) by ring.
  apply (derivable_pt_lim_plus (fun _ => Q2R c) (fun x => x * at_pol p x)); [apply derivable_pt_lim_const|].
  apply (derivable_pt_lim_mult (fun x => x) (at_pol p)); [apply derivable_pt_lim_id|exact IH].
Qed.

(** ** Signs on an interval, by the signs of coefficients (Descartes' rule) and bisection

    [Plus]: > 0; [PlusMinus]: < 0 behind every place where it is <= 0; and the same of -g. *)
Inductive kind_of_sign := Plus | Minus | PlusMinus | MinusPlus.
Definition turned (k : kind_of_sign) : kind_of_sign :=
  match k with Plus => Minus | Minus => Plus | PlusMinus => MinusPlus | MinusPlus => PlusMinus end.
Definition has_kind (I : R -> Prop) (k : kind_of_sign) (g : R -> R) : Prop :=
  match k with
  | Plus => forall x, I x -> 0 < g x
  | Minus => forall x, I x -> g x < 0
  | PlusMinus => forall x y, I x -> I y -> x < y -> g x <= 0 -> g y < 0
  | MinusPlus => forall x y, I x -> I y -> x < y -> 0 <= g x -> 0 < g y
  end.
Lemma has_kind_turned (I : R -> Prop) k g h : (forall x, I x -> h x = - g x) -> has_kind I k g -> has_kind I (turned k) h.
Proof.
  intros E. destruct k; simpl; intros H x; [intros X|intros X|intros y X Y L|intros y X Y L];
    rewrite ?E by auto; try (specialize (H x X); lra); specialize (H x y X Y L); lra.
Qed.
Lemma has_kind_ext (I : R -> Prop) k g h : (forall x, I x -> h x = g x) -> has_kind I k g -> has_kind I k h.
Proof.
  intros E. destruct k; simpl; intros H x; [intros X|intros X|intros y X Y L|intros y X Y L];
    rewrite !E by auto; auto; apply (H x y X Y L).
Qed.

(** An end that is [None] is infinite. *)
Definition between (a b : option Q) (x : R) : Prop :=
  match a with Some a => Q2R a < x | None => True end /\ match b with Some b => x < Q2R b | None => True end.

(** On the numbers > 0. *)
Definition nonneg_coefs (p : pol) : bool := forallb (Qle_bool 0) p.
Fixpoint plus_coefs (p : pol) : bool :=
  match p with
  | [] => false
  | c :: p => if Qeq_bool c 0 then plus_coefs p else Qle_bool 0 c &&& nonneg_coefs p
  end.
Fixpoint rising (p : pol) : bool :=
  match p with [] => false | c :: p => if Qle_bool c 0 then rising p else nonneg_coefs p end.
Definition kind_right (p : pol) : option kind_of_sign :=
  if plus_coefs p then Some Plus else if plus_coefs (uneg p) then Some Minus
  else if rising p then Some MinusPlus else if rising (uneg p) then Some PlusMinus else None.

Lemma nonneg_coefs_sound p x y : 0 < x < y -> nonneg_coefs p = true -> 0 <= at_pol p x <= at_pol p y.
Proof.
  intros L. induction p as [|c p IH]; simpl; intros H; [lra|]. apply andb_true_iff in H.
  destruct H as [H N]. specialize (IH N). apply Q2R_nonneg in H.
  assert (x * at_pol p x <= y * at_pol p y) by (apply Rmult_le_compat; lra).
  assert (0 <= x * at_pol p x) by (apply Rmult_le_pos; lra). lra.
Qed.
Lemma plus_coefs_sound p x : 0 < x -> plus_coefs p = true -> 0 < at_pol p x.
Proof.
  intros L. induction p as [|c p IH]; simpl; [discriminate|]. destruct (Qeq_bool c 0) eqn:E.
  - intros H. rewrite (Q2R_is_0 c E). pose proof (Rmult_lt_0_compat x _ L (IH H)). lra.
  - destruct (Qle_bool 0 c) eqn:P; [|discriminate]. intros N.
    destruct (nonneg_coefs_sound p x (x + 1) ltac:(lra) N) as [A _].
    pose proof (Q2R_nonneg c P). pose proof (Q2R_not_0 c E).
    pose proof (Rmult_le_pos x _ (Rlt_le _ _ L) A). lra.
Qed.
Lemma rising_sound p x y : 0 < x < y -> rising p = true -> 0 <= at_pol p x ->
  at_pol p x <= at_pol p y /\ 0 < at_pol p y.
Proof.
  intros L. induction p as [|c p IH]; simpl; [discriminate|]. destruct (Qle_bool c 0) eqn:E.
  - intros H P. apply Qle_bool_iff, Qle_Rle in E. rewrite Q2R_0 in E.
    destruct IH as [A B]; auto.
    { apply Rmult_le_reg_l with x; lra. }
    assert (x * at_pol p x <= x * at_pol p y) by (apply Rmult_le_compat_l; lra).
    assert (x * at_pol p y < y * at_pol p y) by (apply Rmult_lt_compat_r; lra). lra.
  - intros N P. destruct (nonneg_coefs_sound p x y L N) as [A B]. apply Q2R_pos in E.
    assert (x * at_pol p x <= y * at_pol p y) by (apply Rmult_le_compat; lra).
    assert (0 <= y * at_pol p y) by (apply Rmult_le_pos; lra). lra.
Qed.
Lemma kind_right_sound p k : kind_right p = Some k -> has_kind (fun x => 0 < x) k (at_pol p).
Proof.
  unfold kind_right. destruct (plus_coefs p) eqn:A.
  { intros H. injection H as <-. intros x X. apply plus_coefs_sound; auto. }
  destruct (plus_coefs (uneg p)) eqn:B.
  { intros H. injection H as <-. intros x X. pose proof (plus_coefs_sound _ x X B) as P.
    rewrite at_uneg in P. lra. }
  destruct (rising p) eqn:C.
  { intros H. injection H as <-. intros x y X Y L P. apply (rising_sound p x y); auto; lra. }
  destruct (rising (uneg p)) eqn:D; [|discriminate].
  intros H. injection H as <-. intros x y X Y L P.
  destruct (rising_sound _ x y ltac:(lra) D) as [_ R]; rewrite !at_uneg in *; lra.
Qed.

(** The interval's points as images of the numbers x > 0: of a + x, b - x, (a + b·x)/(1 + x). *)
Fixpoint composed (p l : pol) : pol := match p with [] => [] | c :: p => uadd (up c []) (umul l (composed p l)) end.
Fixpoint moebius (p : pol) (a b : Q) : pol :=
  match p with
  | [] => []
  | c :: p => uadd (uscale c (upow [1%Q; 1%Q] (S (length p)))) (umul [a; b] (moebius p a b))
  end.
Definition kind_on (p : pol) (a b : option Q) : option kind_of_sign :=
  match a, b with
  | Some a, None => kind_right (composed p [a; 1%Q])
  | None, Some b => option_map (fun k => match k with Plus | Minus => k | _ => turned k end)
                      (kind_right (composed p [b; (-1)%Q]))
  | Some a, Some b => kind_right (moebius p a b)
  | None, None => None
  end.

Lemma at_composed p l x : at_pol (composed p l) x = at_pol p (at_pol l x).
Proof.
  induction p as [|c p IH]; cbn [composed at_pol]; [reflexivity|]. rewrite at_uadd, at_up, at_umul, IH. simpl. ring.
Qed.
Lemma at_moebius p a b x : 1 + x <> 0 ->
  at_pol (moebius p a b) x = (1 + x) ^ length p * at_pol p ((Q2R a + Q2R b * x) / (1 + x)).
Proof.
  intros N. induction p as [|c p IH]; cbn [moebius at_pol length]; [simpl; ring|].
  rewrite at_uadd, at_uscale, at_umul, IH, at_upow. cbn [at_pol].
  rewrite Q2R_1. replace (1 + x * (1 + x * 0)) with (1 + x) by ring. cbn [pow].
  set (y := at_pol p _). set (w := (1 + x) ^ length p). field. exact N.
Qed.

(** Kinds are carried over by a monotone image, and by a factor > 0. *)
Lemma kind_image (I J : R -> Prop) k g h (f : R -> R) (w : R -> R) :
  (forall y, I y -> J (f y)) -> (forall x y, I x -> I y -> x < y -> f x < f y) ->
  (forall y, I y -> 0 < w y /\ g (f y) = w y * h y) -> has_kind J k g -> has_kind I k h.
Proof.
  intros D Mf E.
  assert (S : forall y, I y -> (0 < g (f y) <-> 0 < h y) /\ (g (f y) < 0 <-> h y < 0) /\
    (0 <= g (f y) <-> 0 <= h y) /\ (g (f y) <= 0 <-> h y <= 0)).
  { intros y Y. destruct (E y Y) as [W ->]. repeat split; intros; nra. }
  destruct k; simpl; intros H.
  - intros x X. apply S; auto.
  - intros x X. apply S; auto.
  - intros x y X Y L P. apply S; auto. apply (H (f x) (f y)); auto. apply S; auto.
  - intros x y X Y L P. apply S; auto. apply (H (f x) (f y)); auto. apply S; auto.
Qed.

Lemma kind_on_sound p a b k : (match a, b with Some a, Some b => Qle_bool b a = false | _, _ => True end) ->
  kind_on p a b = Some k -> has_kind (between a b) k (at_pol p).
Proof.
  intros AB. destruct a as [a|], b as [b|]; simpl; try discriminate.
  - intros H. apply kind_right_sound in H.
    assert (L : Q2R a < Q2R b).
    { apply Rnot_le_lt. intros G. apply Rle_Qle, Qle_bool_iff in G. congruence. }
    refine (kind_image _ _ k _ _ (fun y => (y - Q2R a) / (Q2R b - y))
      (fun y => (1 + (y - Q2R a) / (Q2R b - y)) ^ length p) _ _ _ H); unfold between.
    + intros y Y. apply Rdiv_lt_0_compat; lra.
    + intros x y X Y Lxy. apply Rmult_lt_reg_r with ((Q2R b - x) * (Q2R b - y)); [apply Rmult_lt_0_compat; lra|].
      replace ((x - Q2R a) / (Q2R b - x) * ((Q2R b - x) * (Q2R b - y))) with ((x - Q2R a) * (Q2R b - y)) by (field; lra).
      replace ((y - Q2R a) / (Q2R b - y) * ((Q2R b - x) * (Q2R b - y))) with ((y - Q2R a) * (Q2R b - x)) by (field; lra).
      nra.
    + intros y Y. assert (Z : 1 + (y - Q2R a) / (Q2R b - y) = (Q2R b - Q2R a) / (Q2R b - y)) by (field; lra).
      assert (P : 0 < 1 + (y - Q2R a) / (Q2R b - y)) by (rewrite Z; apply Rdiv_lt_0_compat; lra).
      split; [apply pow_lt; exact P|]. rewrite at_moebius by lra. f_equal. f_equal. rewrite Z. field. lra.
  - intros H. apply kind_right_sound in H.
    refine (kind_image _ _ k _ _ (fun y => y - Q2R a) (fun _ => 1) _ _ _ H); unfold between.
    + intros. lra.
    + intros. lra.
    + intros y Y. split; [lra|]. rewrite at_composed. simpl. rewrite Q2R_1. rewrite Rmult_1_l. f_equal. ring.
  - destruct (kind_right _) as [j|] eqn:H; [|discriminate]. intros E. injection E as <-.
    apply kind_right_sound in H.
    assert (V : forall y, at_pol (composed p [b; (-1)%Q]) (Q2R b - y) = at_pol p y).
    { intros y. rewrite at_composed. simpl. rewrite Q2R_m1. f_equal. ring. }
    unfold between. destruct j; simpl in *.
    + intros x X. rewrite <- V. apply H. lra.
    + intros x X. rewrite <- V. apply H. lra.
    + intros x y X Y L P. destruct (Rlt_le_dec 0 (at_pol p y)) as [|G]; auto.
      specialize (H (Q2R b - y) (Q2R b - x)). rewrite !V in H. specialize (H ltac:(lra) ltac:(lra) ltac:(lra) G). lra.
    + intros x y X Y L P. destruct (Rlt_le_dec (at_pol p y) 0) as [|G]; auto.
      specialize (H (Q2R b - y) (Q2R b - x)). rewrite !V in H. specialize (H ltac:(lra) ltac:(lra) ltac:(lra) G). lra.
Qed.

(** The signs left of m, at m, and right of it. *)
Definition join_up (k : kind_of_sign) (c : Q) (l : kind_of_sign) : option kind_of_sign :=
  let pos := negb (Qle_bool c 0) in let neg := negb (Qle_bool 0 c) in
  match k, l with
  | Plus, Plus => if pos then Some Plus else None
  | Minus, Plus => Some MinusPlus
  | Minus, MinusPlus => if neg then Some MinusPlus else None
  | MinusPlus, Plus => if pos then Some MinusPlus else None
  | _, _ => None
  end.
Definition joined (k : kind_of_sign) (c : Q) (l : kind_of_sign) : option kind_of_sign :=
  match join_up k c l with
  | Some j => Some j
  | None => option_map turned (join_up (turned k) (- c) (turned l))
  end.
Definition middle (a b : option Q) : Q :=
  match a, b with
  | Some a, Some b => Qred ((a + b) / 2)
  | Some a, None => Qred (2 * (if Qle_bool 0 a then a else - a) + 1)
  | None, Some b => Qred (- (2 * (if Qle_bool 0 b then b else - b) + 1))
  | None, None => 0%Q
  end.
Fixpoint pol_kind (fuel : nat) (p : pol) (a b : option Q) : option kind_of_sign :=
  match kind_on p a b, fuel with
  | Some k, _ => Some k
  | None, O => None
  | None, S fuel =>
      let m := middle a b in
      if match a with Some a => Qle_bool m a | None => false end |||
         match b with Some b => Qle_bool b m | None => false end then None else
      match pol_kind fuel p a (Some m), pol_kind fuel p (Some m) b with
      | Some k, Some l => joined k (uat p m) l
      | _, _ => None
      end
  end.

Lemma join_up_sound a m b g k l c j : c = g (Q2R m) -> forall q, Q2R q = c -> join_up k q l = Some j ->
  has_kind (between a (Some m)) k g -> has_kind (between (Some m) b) l g -> has_kind (between a b) j g.
Proof.
  intros -> q E J H1 H2.
  assert (P : negb (Qle_bool q 0) = true -> 0 < g (Q2R m)).
  { intros N. apply negb_true_iff in N. rewrite <- E. apply Q2R_pos, N. }
  assert (N : negb (Qle_bool 0 q) = true -> g (Q2R m) < 0).
  { intros N. apply negb_true_iff in N. rewrite <- E. destruct (Rle_lt_dec 0 (Q2R q)) as [L|L]; auto.
    rewrite <- Q2R_0 in L. apply Rle_Qle, Qle_bool_iff in L. congruence. }
  assert (T : forall x, between a b x -> between a (Some m) x \/ x = Q2R m \/ between (Some m) b x).
  { intros x [A B]. unfold between. destruct (total_order_T x (Q2R m)) as [[L|L]|L]; auto. }
  destruct k, l; simpl in J; try discriminate; try (destruct (negb _); [|discriminate]); injection J as <-;
    simpl in *.
  - intros x X. destruct (T x X) as [D|[->|D]]; auto.
  - intros x y X Y L G. destruct (T x X) as [D|[->|D]], (T y Y) as [D'|[->|D']]; auto;
      try (specialize (H1 _ D); lra); unfold between in *; lra.
  - intros x y X Y L G. destruct (T x X) as [D|[->|D]], (T y Y) as [D'|[->|D']];
      try (specialize (N eq_refl)); try (specialize (H1 _ D)); try lra; try (unfold between in *; lra); eauto.
  - intros x y X Y L G. destruct (T x X) as [D|[->|D]], (T y Y) as [D'|[->|D']];
      try (specialize (P eq_refl)); eauto; unfold between in *; lra.
Qed.

Lemma joined_sound a m b p k l j : joined k (uat p m) l = Some j ->
  has_kind (between a (Some m)) k (at_pol p) -> has_kind (between (Some m) b) l (at_pol p) ->
  has_kind (between a b) j (at_pol p).
Proof.
  unfold joined. destruct (join_up k _ l) as [i|] eqn:J.
  - intros H. injection H as <-. apply (join_up_sound a m b _ k l _ i eq_refl (uat p m)); auto. apply at_uat.
  - destruct (join_up (turned k) _ _) as [i|] eqn:T; [|discriminate]. intros H K L. injection H as <-.
    apply (has_kind_turned _ i (fun x => - at_pol p x)); [intros; ring|].
    refine (join_up_sound a m b _ _ _ _ i eq_refl _ _ T _ _).
    + rewrite Q2R_opp, at_uat. reflexivity.
    + apply has_kind_turned with (2 := K). auto.
    + apply has_kind_turned with (2 := L). auto.
Qed.

Lemma pol_kind_sound fuel p : forall a b k,
  (match a, b with Some a, Some b => Qle_bool b a = false | _, _ => True end) ->
  pol_kind fuel p a b = Some k -> has_kind (between a b) k (at_pol p).
Proof.
  induction fuel as [|fuel IH]; intros a b k AB; cbn [pol_kind].
  - destruct (kind_on p a b) as [j|] eqn:E; [|discriminate]. intros H. injection H as <-. apply kind_on_sound; auto.
  - destruct (kind_on p a b) as [j|] eqn:E; [intros H; injection H as <-; apply kind_on_sound; auto|].
    set (m := middle a b).
    destruct (match a with Some a => Qle_bool m a | None => false end) eqn:A; [discriminate|].
    destruct (match b with Some b => Qle_bool b m | None => false end) eqn:B; [discriminate|].
    destruct (pol_kind fuel p a (Some m)) as [k1|] eqn:K1; [|discriminate].
    destruct (pol_kind fuel p (Some m) b) as [k2|] eqn:K2; [|discriminate].
    intros J. apply (joined_sound a m b p k1 k2 k J); apply IH; auto; destruct a, b; auto.
Qed.
