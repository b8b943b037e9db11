(** Functions of one variable on an interval: sums of N·∏ P⁻ᵏ·∏ (ln |P|)ᵏ·e^q, with N, P, q polynomials;
    also with powers of 1/ln c. Their algebra. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Order Univariate.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Inductive atom := Below (p : pol) | Ln (p : pol) | InvLn (p : pol).
Notation powers := (list (atom * nat)).
Record part := Part { top : pol; below : powers; logs : powers; expo : pol }.
Notation function := (list part).

Definition inside (a : atom) : pol := match a with Below p | Ln p | InvLn p => p end.
Definition at_atom (a : atom) (x : R) : R :=
  match a with
  | Below p => / at_pol p x
  | Ln p => log (at_pol p x)
  | InvLn p => / log (at_pol p x)
  end.
Fixpoint at_powers (l : powers) (x : R) : R :=
  match l with [] => 1 | (a, k) :: l => at_atom a x ^ k * at_powers l x end.
Definition at_part (t : part) (x : R) : R :=
  at_pol (top t) x * (at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x)).
Fixpoint at_ (f : function) (x : R) : R := match f with [] => 0 | t :: f => at_part t x + at_ f x end.

(** ** Powers *)

Definition tag_of (a : atom) : positive := match a with Below _ => 1 | Ln _ => 2 | InvLn _ => 3 end.
Definition pol_cmp : pol -> pol -> comparison := list_cmp q_cmp.
Definition atom_cmp (a b : atom) : comparison :=
  then_ (pol_cmp (inside a) (inside b)) (Pos.compare (tag_of a) (tag_of b)).
Fixpoint insert_power (a : atom) (k : nat) (l : powers) : powers :=
  match l with
  | [] => [(a, k)]
  | (b, j) :: l' =>
      match atom_cmp a b with
      | Lt => (a, k) :: l
      | Gt => (b, j) :: insert_power a k l'
      | Eq => (b, (k + j)%nat) :: l'
      end
  end.
Definition with_power (a : atom) (k : nat) (l : powers) : powers :=
  match k with O => l | _ => insert_power a k l end.
Definition is_number (p : pol) : bool :=
  match p with [n # 1] => Pos.ltb 1 (Z.to_pos n) &&& Z.ltb 1 n | _ => false end.
(** ln c·(1/ln c) is 1, for a number c > 1. *)
Definition cancelled (x : atom * nat) (l : powers) : powers :=
  match x, l with
  | (Ln c, j), (InvLn d, k) :: l' =>
      if is_number c &&& match pol_cmp c d with Eq => true | _ => false end then
        with_power (Ln c) (j - k) (with_power (InvLn d) (k - j) l')
      else x :: l
  | _, _ => x :: l
  end.
Definition merge (l m : powers) : powers :=
  fold_right cancelled [] (fold_right (fun x acc => with_power (fst x) (snd x) acc) m l).
Definition power_cmp (x y : atom * nat) : comparison := then_ (atom_cmp (fst x) (fst y)) (Nat.compare (snd x) (snd y)).
Definition same_powers (l m : powers) : bool := match list_cmp power_cmp l m with Eq => true | _ => false end.
Definition same_pol (p q : pol) : bool := match pol_cmp p q with Eq => true | _ => false end.
Fixpoint power_of (a : atom) (l : powers) : nat :=
  match l with [] => O | (b, k) :: l => match atom_cmp a b with Eq => k | _ => power_of a l end end.

Lemma pol_cmp_eq p q : pol_cmp p q = Eq -> p = q.
Proof. apply list_cmp_eq. exact q_cmp_eq. Qed.
Lemma same_pol_eq p q : same_pol p q = true -> p = q.
Proof. unfold same_pol. destruct (pol_cmp p q) eqn:E; try discriminate. intros _. apply pol_cmp_eq, E. Qed.
Lemma atom_cmp_eq a b : atom_cmp a b = Eq -> a = b.
Proof.
  intros H. apply then_eq in H. destruct H as [H K]. apply pol_cmp_eq in H. apply Pos.compare_eq in K.
  destruct a, b; simpl in *; discriminate || congruence.
Qed.
Lemma power_cmp_eq x y : power_cmp x y = Eq -> x = y.
Proof.
  intros H. apply then_eq in H. destruct H as [H K]. apply atom_cmp_eq in H. apply Nat.compare_eq in K.
  destruct x, y; simpl in *; congruence.
Qed.
Lemma same_powers_eq l m : same_powers l m = true -> l = m.
Proof.
  unfold same_powers. destruct (list_cmp power_cmp l m) eqn:E; try discriminate. intros _.
  apply (list_cmp_eq _ power_cmp_eq), E.
Qed.

Lemma at_insert a k l x : at_powers (insert_power a k l) x = at_atom a x ^ k * at_powers l x.
Proof.
  induction l as [|[b j] l IH]; cbn [insert_power at_powers]; [reflexivity|].
  destruct (atom_cmp a b) eqn:E; cbn [at_powers]; [|reflexivity|rewrite IH; ring].
  apply atom_cmp_eq in E. subst b. rewrite pow_add. ring.
Qed.
Lemma at_with_power a k l x : at_powers (with_power a k l) x = at_atom a x ^ k * at_powers l x.
Proof. destruct k; [simpl; ring|apply at_insert]. Qed.

Lemma is_number_ln p : is_number p = true -> forall x, 0 < log (at_pol p x).
Proof.
  destruct p as [|[n [d|d|]] [|]]; simpl; try discriminate. intros H x.
  destruct (Pos.ltb 1 (Z.to_pos n)); [|discriminate]. apply Z.ltb_lt in H.
  assert (V : Q2R (n # 1) + x * 0 = IZR n) by (unfold Q2R; simpl; field). rewrite V.
  apply IZR_lt in H. rewrite log_pos by lra. rewrite <- ln_1. apply ln_increasing; lra.
Qed.
Lemma at_cancelled y l x : at_powers (cancelled y l) x = at_atom (fst y) x ^ snd y * at_powers l x.
Proof.
  destruct y as [[p|c|c] j]; try reflexivity. destruct l as [|[[p|d|d] k] l]; try reflexivity.
  cbn [cancelled]. destruct (is_number c) eqn:N; [|reflexivity].
  destruct (pol_cmp c d) eqn:E; try reflexivity. apply pol_cmp_eq in E. subst d.
  rewrite !at_with_power. cbn [at_powers at_atom fst snd].
  pose proof (is_number_ln c N x) as P. set (u := log (at_pol c x)) in *. rewrite <- !Rmult_assoc. f_equal.
  destruct (Nat.le_ge_cases j k) as [L|L].
  - replace k with (j + (k - j))%nat at 3 by lia. replace (j - k)%nat with O by lia.
    rewrite pow_add. rewrite <- Rmult_assoc, <- Rpow_mult_distr, Rinv_r, pow1 by lra. reflexivity.
  - replace j with ((j - k) + k)%nat at 3 by lia. replace (k - j)%nat with O by lia.
    rewrite pow_add, Rmult_assoc, <- Rpow_mult_distr, Rinv_r, pow1 by lra. reflexivity.
Qed.
Lemma at_merge l m x : at_powers (merge l m) x = at_powers l x * at_powers m x.
Proof.
  unfold merge. set (k := fold_right _ m l).
  assert (A : at_powers (fold_right cancelled [] k) x = at_powers k x).
  { clear. induction k as [|[a j] k IH]; cbn [fold_right at_powers]; [reflexivity|].
    rewrite at_cancelled, IH. reflexivity. }
  rewrite A. unfold k. clear. induction l as [|[a j] l IH]; cbn [fold_right at_powers fst snd]; [ring|].
  rewrite at_with_power, IH. ring.
Qed.

(** ** Sums and products. [D]: polynomials that are nowhere 0 on the interval. *)

Section algebra.
  Variable D : list pol.
  Definition in_D (p : pol) : bool := existsb (same_pol p) D.

  (** More below, and above: as much as another part has. *)
  Definition lifted (goal : powers) (t : part) : part :=
    fold_right (fun x t =>
      match x with
      | (Below p, k) =>
          let j := (k - power_of (Below p) (below t))%nat in
          if in_D p then Part (umul (top t) (upow p j)) (with_power (Below p) j (below t)) (logs t) (expo t) else t
      | _ => t
      end) t goal.
  Fixpoint stripped (p : pol) (k : nat) (n : pol) : pol * nat :=
    match k with
    | O => (n, O)
    | S k' => match divided n p with Some m => stripped p k' m | None => (n, k) end
    end.
  Definition lowest (t : part) : part :=
    fold_right (fun x t =>
      match x with
      | (Below p, k) =>
          if in_D p then let (n, j) := stripped p k (top t) in
            Part n (with_power (Below p) j (below t)) (logs t) (expo t)
          else Part (top t) (with_power (Below p) k (below t)) (logs t) (expo t)
      | (a, k) => Part (top t) (with_power a k (below t)) (logs t) (expo t)
      end) (Part (top t) [] (logs t) (expo t)) (below t).
  Definition one_more (t : part) (f : function) : function :=
    match top t with [] => f | _ => t :: f end.
  Fixpoint plus_part (t : part) (f : function) : function :=
    match f with
    | [] => one_more (lowest t) []
    | s :: f =>
        if same_powers (logs s) (logs t) &&& same_pol (expo s) (expo t) then
          let s' := lifted (below t) s in
          let t' := lifted (below s) t in
          if same_powers (below s') (below t') then
            one_more (lowest (Part (uadd (top s') (top t')) (below s') (logs s) (expo s))) f
          else s :: plus_part t f
        else s :: plus_part t f
    end.
  Definition fsum (f g : function) : function := fold_right plus_part g f.
  Definition times_part (s t : part) : part :=
    lowest (Part (umul (top s) (top t)) (merge (below s) (below t)) (merge (logs s) (logs t)) (uadd (expo s) (expo t))).
  Definition fmul (f g : function) : function :=
    fold_right (fun s acc => fsum (map (times_part s) g) acc) [] f.
  Fixpoint fpow (f : function) (k : nat) : function :=
    match k with O => [Part [1%Q] [] [] []] | S k => fmul f (fpow f k) end.

  (** *** Values *)

  Variable x : R.
  Hypothesis Nonzero : forall p, In p D -> at_pol p x <> 0.

  Lemma in_D_nonzero p : in_D p = true -> at_pol p x <> 0.
  Proof.
    unfold in_D. intros H. apply existsb_exists in H. destruct H as [q [I E]]. apply same_pol_eq in E.
    subst q. auto.
  Qed.
  Lemma at_lifted goal t : at_part (lifted goal t) x = at_part t x /\
    logs (lifted goal t) = logs t /\ expo (lifted goal t) = expo t.
  Proof.
    induction goal as [|[[p|p|p] k] goal IH]; cbn [lifted fold_right]; auto; fold (lifted goal t); auto.
    destruct IH as (V & L & E). destruct (in_D p) eqn:N; auto. apply in_D_nonzero in N.
    cbn [logs expo]. repeat split; auto. rewrite <- V. unfold at_part. cbn [top below logs expo].
    rewrite at_umul, at_upow, at_with_power. cbn [at_atom]. rewrite pow_inv.
    set (j := (k - _)%nat). assert (at_pol p x ^ j <> 0) by (apply pow_nonzero; auto). field. auto.
  Qed.
  Lemma stripped_sound p k : forall n, at_pol p x <> 0 ->
    at_pol (fst (stripped p k n)) x * (/ at_pol p x) ^ snd (stripped p k n) = at_pol n x * (/ at_pol p x) ^ k.
  Proof.
    induction k as [|k IH]; intros n N; cbn [stripped]; [reflexivity|].
    destruct (divided n p) as [m|] eqn:E; [|reflexivity]. rewrite IH by auto.
    rewrite (divided_sound n p m x E). simpl. set (w := (/ at_pol p x) ^ k). field. auto.
  Qed.
  Lemma at_lowest t : at_part (lowest t) x = at_part t x.
  Proof.
    unfold lowest. destruct t as [n b l q]. cbn [top below logs expo].
    assert (G : forall f, logs (fold_right f (Part n [] l q) b) = logs (fold_right f (Part n [] l q) b)) by auto.
    clear G.
    set (f := fun (x : atom * nat) (t : part) => _).
    assert (A : at_pol (top (fold_right f (Part n [] l q) b)) x * at_powers (below (fold_right f (Part n [] l q) b)) x
      = at_pol n x * at_powers b x /\ logs (fold_right f (Part n [] l q) b) = l /\ expo (fold_right f (Part n [] l q) b) = q).
    { induction b as [|[a k] b IH]; cbn [fold_right at_powers]; auto.
      destruct IH as (V & L & E). set (u := fold_right f (Part n [] l q) b) in *.
      assert (W : at_pol (top u) x * at_powers (with_power a k (below u)) x = at_pol n x * (at_atom a x ^ k * at_powers b x)).
      { rewrite at_with_power. transitivity (at_atom a x ^ k * (at_pol (top u) x * at_powers (below u) x)); [ring|].
        rewrite V. ring. }
      unfold f at 1 2 3 4. destruct a as [p|p|p]; cbn [top below logs expo]; auto.
      destruct (in_D p) eqn:N; cbn [top below logs expo]; auto. apply in_D_nonzero in N.
      pose proof (stripped_sound p k (top u) N) as S. destruct (stripped p k (top u)) as [m j].
      cbn [top below logs expo fst snd] in *. repeat split; auto. rewrite at_with_power. cbn [at_atom].
      rewrite <- Rmult_assoc, S. transitivity ((/ at_pol p x) ^ k * (at_pol (top u) x * at_powers (below u) x)); [ring|].
      rewrite V. ring. }
    destruct A as (V & L & E). unfold at_part. cbn [top below logs expo]. rewrite L, E.
    set (u := fold_right f _ b) in *.
    transitivity (at_pol (top u) x * at_powers (below u) x * (at_powers l x * exp (at_pol q x))); [ring|].
    rewrite V. ring.
  Qed.
  Lemma at_one_more t f : at_ (one_more t f) x = at_part t x + at_ f x.
  Proof.
    unfold one_more. destruct (top t) eqn:E; [|reflexivity]. unfold at_part. rewrite E. simpl. ring.
  Qed.
  Lemma at_plus_part t f : at_ (plus_part t f) x = at_part t x + at_ f x.
  Proof.
    induction f as [|s f IH]; cbn [plus_part at_].
    - rewrite at_one_more, at_lowest. reflexivity.
    - destruct (same_powers (logs s) (logs t)) eqn:L; [|cbn [at_]; rewrite IH; ring].
      destruct (same_pol (expo s) (expo t)) eqn:E; [|cbn [at_]; rewrite IH; ring].
      destruct (same_powers (below _) (below _)) eqn:B; [|cbn [at_]; rewrite IH; ring].
      apply same_powers_eq in L, B. apply same_pol_eq in E.
      rewrite at_one_more, at_lowest. unfold at_part at 1. cbn [top below logs expo]. rewrite at_uadd.
      destruct (at_lifted (below t) s) as (V & Ls & Es), (at_lifted (below s) t) as (W & Lt & Et).
      rewrite <- V, <- W. unfold at_part. rewrite Ls, Es, Lt, Et, <- B, <- L, <- E. ring.
  Qed.
  Lemma at_fsum f g : at_ (fsum f g) x = at_ f x + at_ g x.
  Proof.
    unfold fsum. induction f as [|t f IH]; cbn [fold_right at_]; [ring|]. rewrite at_plus_part, IH. ring.
  Qed.
  Lemma at_times_part s t : at_part (times_part s t) x = at_part s x * at_part t x.
  Proof.
    unfold times_part. rewrite at_lowest. unfold at_part. cbn [top below logs expo].
    rewrite at_umul, !at_merge, at_uadd, exp_plus. ring.
  Qed.
  Lemma at_fmul f g : at_ (fmul f g) x = at_ f x * at_ g x.
  Proof.
    unfold fmul. induction f as [|s f IH]; cbn [fold_right at_]; [ring|]. rewrite at_fsum, IH.
    assert (M : at_ (map (times_part s) g) x = at_part s x * at_ g x).
    { clear IH. induction g as [|t g IH]; cbn [map at_]; [ring|]. rewrite at_times_part, IH. ring. }
    rewrite M. ring.
  Qed.
  Lemma at_fpow f k : at_ (fpow f k) x = at_ f x ^ k.
  Proof.
    induction k; cbn [fpow pow].
    - cbn [at_]. unfold at_part. simpl. rewrite Q2R_1, exp_0. ring.
    - rewrite at_fmul, IHk. reflexivity.
  Qed.
End algebra.
