(** The derivative of a function of one variable, where nothing that is divided by is 0. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Univariate Functions.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Section derivative.
  Variable D : list pol.

  (** The derivative of a product of powers: sums of N·(powers below)·(logarithms). *)
  Fixpoint d_below (l : powers) : list (pol * powers) :=
    match l with
    | [] => []
    | (a, k) :: l =>
        (uscale (inject_Z (- Z.of_nat k)) (uder (inside a)), with_power a (S k) l)
        :: map (fun x => (fst x, with_power a k (snd x))) (d_below l)
    end.
  Fixpoint d_logs (l : powers) : list (pol * pol * powers) :=
    match l with
    | [] => []
    | (a, k) :: l =>
        (uscale (inject_Z (Z.of_nat k)) (uder (inside a)), inside a, with_power a (pred k) l)
        :: map (fun x => (fst x, with_power a k (snd x))) (d_logs l)
    end.
  Definition d_part (t : part) : function :=
    Part (uadd (uder (top t)) (umul (top t) (uder (expo t)))) (below t) (logs t) (expo t)
    :: map (fun x => Part (umul (top t) (fst x)) (snd x) (logs t) (expo t)) (d_below (below t))
    ++ map (fun x => let '(n, p, l) := x in
         Part (umul (top t) n) (with_power (Below p) 1 (below t)) l (expo t)) (d_logs (logs t)).
  Definition derivative (f : function) : function := fsum D (flat_map d_part f) [].

  (** Where this may be done: all that is divided by, and under logarithms, is not 0. *)
  Definition valid_power (x : atom * nat) : bool :=
    match fst x with
    | Below p => in_D D p
    | Ln p => in_D D p ||| is_number p
    | InvLn p => is_number p
    end.
  Definition is_below (x : atom * nat) : bool := match fst x with Below _ => true | _ => false end.
  Definition valid (f : function) : bool :=
    forallb (fun t => forallb (fun x => is_below x &&& valid_power x) (below t)
                      &&& forallb (fun x => negb (is_below x) &&& valid_power x) (logs t)) f.

  Variable x : R.
  Hypothesis Nonzero : forall p, In p D -> at_pol p x <> 0.

  Lemma log_derivable u : u <> 0 -> derivable_pt_lim log u (/ u).
  Proof.
    intros N. destruct (Rlt_le_dec 0 u) as [P|P].
    - apply (derivable_pt_lim_locally_ext ln log u 0 (u + 1)); [lra| |apply derivable_pt_lim_ln, P].
      intros z Z. symmetry. apply log_pos. lra.
    - apply (derivable_pt_lim_locally_ext (fun z => ln (- z)) log u (u - 1) 0); [lra| |].
      + intros z Z. unfold log. rewrite Rabs_left by lra. reflexivity.
      + replace (/ u) with (/ (- u) * - 1) by (field; auto).
        apply (derivable_pt_lim_comp Ropp ln); [|apply derivable_pt_lim_ln; lra].
        apply derivable_pt_lim_opp, derivable_pt_lim_id.
  Qed.

  Definition d_atom (a : atom) : R :=
    match a with
    | Below p => - at_pol (uder p) x * (/ at_pol p x * / at_pol p x)
    | Ln p => at_pol (uder p) x * / at_pol p x
    | InvLn _ => 0
    end.
  Lemma atom_derivable y : valid_power y = true -> derivable_pt_lim (at_atom (fst y)) x (d_atom (fst y)).
  Proof.
    unfold valid_power. destruct (fst y) as [p|p|p]; cbn [at_atom d_atom]; intros V.
    - apply (in_D_nonzero D x Nonzero) in V.
      replace (- at_pol (uder p) x * (/ at_pol p x * / at_pol p x))
        with ((0 * at_pol p x - at_pol (uder p) x * 1) / Rsqr (at_pol p x)) by (unfold Rsqr; field; auto).
      apply (derivable_pt_lim_ext (fun z => 1 / at_pol p z)); [intros z; unfold Rdiv; cbn [at_atom]; ring|].
      apply (derivable_pt_lim_div (fun _ => 1) (at_pol p)); [apply (derivable_pt_lim_const 1)|apply pol_derivable|exact V].
    - assert (N : at_pol p x <> 0).
      { destruct (in_D D p) eqn:I; [apply (in_D_nonzero D x Nonzero), I|]. intros E. pose proof (is_number_ln p V x) as P.
        rewrite E, log_0 in P. lra. }
      rewrite Rmult_comm. apply (derivable_pt_lim_comp (at_pol p) log); auto using pol_derivable, log_derivable.
    - apply (derivable_pt_lim_ext (fun _ => / log (at_pol p 0))); [|apply derivable_pt_lim_const].
      intros z. destruct p as [|n [|]]; try discriminate V; simpl; [f_equal; f_equal; ring|].
      exfalso. simpl in V. destruct n as [n [d|d|]]; discriminate V.
  Qed.
  Fixpoint d_powers (l : powers) : R :=
    match l with
    | [] => 0
    | (a, k) :: l => INR k * at_atom a x ^ pred k * d_atom a * at_powers l x + at_atom a x ^ k * d_powers l
    end.
  Lemma powers_derivable l : forallb valid_power l = true -> derivable_pt_lim (at_powers l) x (d_powers l).
  Proof.
    induction l as [|[a k] l IH]; cbn [forallb at_powers d_powers]; intros V; [apply derivable_pt_lim_const|].
    apply andb_true_iff in V. destruct V as [A V].
    apply (derivable_pt_lim_mult (fun z => at_atom a z ^ k) (at_powers l)); auto.
    apply (derivable_pt_lim_comp (at_atom a) (fun y => y ^ k)); [apply (atom_derivable (a, k) A)|].
    apply derivable_pt_lim_pow.
  Qed.

  Fixpoint total_of_parts (l : list (pol * powers)) : R :=
    match l with [] => 0 | (n, w) :: l => at_pol n x * at_powers w x + total_of_parts l end.
  Lemma inject_INR k : Q2R (inject_Z (Z.of_nat k)) = INR k.
  Proof. rewrite Q2R_Z, INR_IZR_INZ. reflexivity. Qed.
  Lemma at_d_below l : forallb (fun x => is_below x &&& valid_power x) l = true -> total_of_parts (d_below l) = d_powers l.
  Proof.
    induction l as [|[a k] l IH]; cbn [d_below total_of_parts d_powers forallb]; auto. intros V.
    apply andb_true_iff in V. destruct V as [A V]. specialize (IH V).
    destruct a as [p|p|p]; try discriminate A. cbn [inside d_atom at_atom].
    rewrite at_uscale, at_with_power, <- IH. cbn [at_atom].
    assert (M : forall L, total_of_parts (map (fun x => (fst x, with_power (Below p) k (snd x))) L) =
      (/ at_pol p x) ^ k * total_of_parts L).
    { induction L as [|[n w] L IL]; cbn [map total_of_parts fst snd]; [ring|]. rewrite IL, at_with_power. cbn [at_atom]. ring. }
    rewrite M. replace (Q2R (inject_Z (- Z.of_nat k))) with (- INR k).
    2:{ rewrite Q2R_Z, opp_IZR, INR_IZR_INZ. reflexivity. }
    destruct k; [simpl; ring|]. cbn [pred pow]. ring.
  Qed.
  Fixpoint total_of_logs (l : list (pol * pol * powers)) : R :=
    match l with [] => 0 | (n, p, w) :: l => at_pol n x * / at_pol p x * at_powers w x + total_of_logs l end.
  Lemma at_d_logs l : forallb (fun x => negb (is_below x) &&& valid_power x) l = true -> total_of_logs (d_logs l) = d_powers l.
  Proof.
    induction l as [|[a k] l IH]; cbn [d_logs total_of_logs d_powers forallb]; auto. intros V.
    apply andb_true_iff in V. destruct V as [A V]. specialize (IH V).
    rewrite at_uscale, at_with_power, <- IH, inject_INR.
    assert (M : forall L, total_of_logs (map (fun x => (fst x, with_power a k (snd x))) L) =
      at_atom a x ^ k * total_of_logs L).
    { induction L as [|[[n p] w] L IL]; cbn [map total_of_logs fst snd]; [ring|]. rewrite IL, at_with_power. ring. }
    rewrite M. destruct a as [p|p|p]; try discriminate A; cbn [inside d_atom at_atom]; [ring|].
    assert (Z : at_pol (uder p) x = 0).
    { simpl in A. unfold valid_power in A. simpl in A. destruct p as [|n [|]]; try reflexivity.
      exfalso. simpl in A. destruct n as [n [d|d|]]; discriminate A. }
    rewrite Z. ring.
  Qed.

  Lemma at_map_below t L : at_ (map (fun x => Part (umul (top t) (fst x)) (snd x) (logs t) (expo t)) L) x =
    at_pol (top t) x * total_of_parts L * at_powers (logs t) x * exp (at_pol (expo t) x).
  Proof.
    induction L as [|[n w] L IL]; cbn [map at_ total_of_parts fst snd]; [ring|]. rewrite IL. unfold at_part.
    cbn [top below logs expo]. rewrite at_umul. ring.
  Qed.
  Lemma at_map_logs t L : at_ (map (fun x => let '(n, p, l) := x in
      Part (umul (top t) n) (with_power (Below p) 1 (below t)) l (expo t)) L) x =
    at_pol (top t) x * total_of_logs L * at_powers (below t) x * exp (at_pol (expo t) x).
  Proof.
    induction L as [|[[n p] w] L IL]; cbn [map at_ total_of_logs]; [ring|]. rewrite IL. unfold at_part.
    cbn [top below logs expo]. rewrite at_umul, at_with_power. cbn [at_atom]. ring.
  Qed.
  Lemma at_app f g : at_ (f ++ g) x = at_ f x + at_ g x.
  Proof. induction f as [|t f IH]; cbn [app at_]; [ring|]. rewrite IH. ring. Qed.

  Lemma forallb_and {A} (f g : A -> bool) l : forallb (fun x => f x &&& g x) l = true -> forallb g l = true.
  Proof.
    rewrite !forallb_forall. intros H y I. specialize (H y I). destruct (f y); [exact H|discriminate].
  Qed.
  Lemma part_derivable t : valid [t] = true -> derivable_pt_lim (at_part t) x (at_ (d_part t) x).
  Proof.
    unfold valid. cbn [forallb]. rewrite andb_true_r. intros V.
    destruct (forallb _ (below t)) eqn:B; [|discriminate].
    unfold d_part. cbn [at_]. rewrite at_app, at_map_below, at_map_logs, (at_d_below _ B), (at_d_logs _ V).
    unfold at_part at 2. cbn [top below logs expo]. rewrite at_uadd, at_umul.
    set (n := at_pol (top t) x). set (n' := at_pol (uder (top t)) x).
    set (b := at_powers (below t) x). set (l := at_powers (logs t) x). set (e := exp (at_pol (expo t) x)).
    replace (_ + (_ + _)) with (n' * (b * l * e) + n * ((d_powers (below t) * l + b * d_powers (logs t)) * e
      + b * l * (e * at_pol (uder (expo t)) x))) by ring.
    apply (derivable_pt_lim_mult (at_pol (top t)) (fun z => at_powers (below t) z * at_powers (logs t) z * exp (at_pol (expo t) z)));
      [apply pol_derivable|].
    apply (derivable_pt_lim_mult (fun z => at_powers (below t) z * at_powers (logs t) z) (fun z => exp (at_pol (expo t) z))).
    - apply (derivable_pt_lim_mult (at_powers (below t)) (at_powers (logs t))); apply powers_derivable;
        (apply forallb_and with (1 := B) || apply forallb_and with (1 := V)).
    - apply (derivable_pt_lim_comp (at_pol (expo t)) exp); [apply pol_derivable|apply derivable_pt_lim_exp].
  Qed.
  Lemma derivable f : valid f = true -> derivable_pt_lim (at_ f) x (at_ (derivative f) x).
  Proof.
    unfold derivative. rewrite (at_fsum D x Nonzero). cbn [at_]. rewrite Rplus_0_r.
    induction f as [|t f IH]; intros V; cbn [flat_map at_]; [apply derivable_pt_lim_const|].
    rewrite at_app. cbn [valid forallb] in V. apply andb_true_iff in V. destruct V as [T V].
    apply (derivable_pt_lim_plus (at_part t) (at_ f)); [|apply IH, V].
    apply part_derivable. unfold valid. cbn [forallb]. rewrite T. reflexivity.
  Qed.
End derivative.
