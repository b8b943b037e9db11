(** From terms to functions of one variable: of the quantity [q], where the polynomials of [D] are not 0. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Normal Univariate Functions Derivative.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition number (c : Q) : function := if Qeq_bool c 0 then [] else [Part [c] [] [] []].

Section reading.
  Variables (q : name) (D : list pol).

  (** c·∏ pᵏ with p in D, if a polynomial is so. *)
  Fixpoint factored (ps : list pol) (n : pol) : option (Q * list (pol * nat)) :=
    match ps with
    | [] => match n with [c] => if Qeq_bool c 0 then None else Some (c, []) | _ => None end
    | p :: ps =>
        let (m, k) := stripped p (length n) n in
        option_map (fun x => (fst x, (p, (length n - k)%nat) :: snd x)) (factored ps m)
    end.
  Definition multiplied (l : powers) (n : pol) : option pol :=
    fold_right (fun x acc =>
      match fst x, acc with
      | Below p, Some n => Some (umul (upow p (snd x)) n)
      | _, _ => None
      end) (Some n) l.
  Definition inverse_logs (l : powers) : option powers :=
    fold_right (fun x acc =>
      match fst x, acc with
      | Ln c, Some m => Some (with_power (InvLn c) (snd x) m)
      | InvLn c, Some m => Some (with_power (Ln c) (snd x) m)
      | _, _ => None
      end) (Some []) l.
  Definition inverse_part (t : part) : option part :=
    match factored D (top t) with
    | Some (c, l) =>
        match multiplied (below t) [Qred (/ c)], inverse_logs (logs t) with
        | Some n, Some m =>
            Some (lowest D (Part n (fold_right (fun x acc => with_power (Below (fst x)) (snd x) acc) [] l) m (uneg (expo t))))
        | _, _ => None
        end
    | None => None
    end.
  Definition log_of (s : Q) (p : pol) : function := [Part [s] [] [(Ln p, 1%nat)] []].
  Definition log_of_integer (s : Q) (n : positive) : function :=
    fold_right (fun p f => fsum D (log_of s [Zpos p # 1]) f) [] (factors_of n).
  Definition logs_above (l : list (pol * nat)) : function :=
    fold_right (fun x f => match snd x with O => f | _ =>
      fsum D (log_of (inject_Z (Z.of_nat (snd x))) (fst x)) f end) [] l.
  Definition logs_below (l : powers) : function :=
    fold_right (fun x f => fsum D (log_of (- inject_Z (Z.of_nat (snd x))) (inside (fst x))) f) [] l.
  Definition log_part (t : part) : option function :=
    match factored D (top t), logs t with
    | Some (c, l), [] =>
        if forallb (fun x => is_below x &&& valid_power D x) (below t) then
        Some (fsum D (log_of_integer 1 (Z.to_pos (Z.abs (Qnum c))))
             (fsum D (log_of_integer (-1) (Qden c))
             (fsum D (logs_above l) (fsum D (logs_below (below t)) (one_more (Part (expo t) [] [] []) [])))))
        else None
    | _, _ => None
    end.
  Fixpoint read (t : tm) : option function :=
    match t with
    | TConst c => Some (number c)
    | TQty p [] => if Pos.eqb p q then Some [Part [0%Q; 1%Q] [] [] []] else None
    | TAdd s t => match read s, read t with Some f, Some g => Some (fsum D f g) | _, _ => None end
    | TMul s t => match read s, read t with Some f, Some g => Some (fmul D f g) | _, _ => None end
    | TPow t k =>
        match read t with
        | Some f =>
            if Z.leb 0 k then Some (fpow D f (Z.to_nat k)) else
            match f with
            | [t] => match inverse_part t with Some u => Some (fpow D [u] (Z.to_nat (- k))) | None => None end
            | _ => None
            end
        | None => None
        end
    | TLog t => match read t with Some [t] => log_part t | _ => None end
    | TExp t =>
        match read t with
        | Some [] => Some (number 1)
        | Some [Part n [] [] []] => Some [Part [1%Q] [] [] n]
        | _ => None
        end
    | _ => None
    end.

  (** ** What has to be in D: looked for, and shown elsewhere *)

  Definition monic (p : pol) : pol := uscale (/ lead p) p.
  Fixpoint common (n : nat) (p d : pol) : pol :=
    match d, n with
    | [], _ | _, O => monic p
    | _, S n => common n d (uadd p (uneg (umul (quotient (length p) p d) d)))
    end.
  Definition roots_once (p : pol) : pol :=
    match divided p (common (length p) p (uder p)) with Some m => monic m | None => monic p end.
  Definition left_over (n : pol) : list pol :=
    let m := fold_left (fun n p => fst (stripped p (length n) n)) D n in
    match m with [] | [_] => [] | _ => [roots_once m] end.
  Fixpoint wanted (t : tm) : list pol :=
    let new t := match read t with Some [t] => left_over (top t) | _ => [] end in
    match t with
    | TAdd s t | TMul s t => wanted s ++ wanted t
    | TPow t k => (if Z.ltb k 0 then new t else []) ++ wanted t
    | TLog t => new t ++ wanted t
    | TExp t => wanted t
    | _ => []
    end.

  (** ** Soundness *)

  Variables (M : model) (e : letters).
  Let x := quantity_at M q [].
  Hypothesis Nonzero : forall p, In p D -> at_pol p x <> 0.

  Fixpoint product_of (l : list (pol * nat)) : R :=
    match l with [] => 1 | (p, k) :: l => at_pol p x ^ k * product_of l end.
  Lemma stripped_le p k : forall n, (snd (stripped p k n) <= k)%nat.
  Proof. induction k as [|k IH]; intros n; simpl; auto. destruct (divided n p); simpl; auto. Qed.
  Lemma factored_sound ps : (forall p, In p ps -> In p D) -> forall n c l, factored ps n = Some (c, l) ->
    at_pol n x = Q2R c * product_of l /\ Q2R c <> 0 /\ forall p k, In (p, k) l -> In p D.
  Proof.
    induction ps as [|p ps IH]; intros Sub n c l; cbn [factored].
    - destruct n as [|d [|]]; try discriminate. destruct (Qeq_bool d 0) eqn:Z; [discriminate|].
      intros H. injection H as <- <-. simpl. split; [ring|]. split; [apply Q2R_not_0, Z|intros p k []].
    - pose proof (stripped_sound x p (length n) n (Nonzero p (Sub p (or_introl eq_refl)))) as S.
      pose proof (stripped_le p (length n) n) as Le.
      destruct (stripped p (length n) n) as [m k]. cbn [fst snd] in *.
      destruct (factored ps m) as [[d l']|] eqn:F; [|discriminate]. simpl. intros H. injection H as <- <-.
      destruct (IH (fun p I => Sub p (or_intror I)) m d l' F) as (E & N & A). split; [|split; auto].
      + cbn [product_of]. pose proof (Nonzero p (Sub p (or_introl eq_refl))) as P.
        assert (Hp : at_pol n x = at_pol m x * at_pol p x ^ (length n - k)).
        { rewrite !pow_inv in S.
          assert (W : at_pol p x ^ length n = at_pol p x ^ k * at_pol p x ^ (length n - k))
            by (rewrite <- pow_add; f_equal; lia).
          pose proof (pow_nonzero _ k P). pose proof (pow_nonzero _ (length n - k) P).
          rewrite W in S. apply Rmult_eq_reg_r with (/ (at_pol p x ^ k * at_pol p x ^ (length n - k))).
          - rewrite <- S. field. auto.
          - apply Rinv_neq_0_compat, Rmult_integral_contrapositive; auto. }
        rewrite Hp, E. ring.
      + intros p' k' [I|I]; [injection I as <- _; apply Sub; left; reflexivity|apply (A p' k' I)].
  Qed.
  Lemma multiplied_sound l n m : multiplied l n = Some m -> at_pol m x = / at_powers l x * at_pol n x.
  Proof.
    revert m. induction l as [|[a k] l IH]; cbn [multiplied fold_right at_powers fst snd]; intros m.
    - intros H. injection H as <-. rewrite Rinv_1. ring.
    - fold (multiplied l n). destruct a; try discriminate. destruct (multiplied l n) as [m'|]; [|discriminate].
      intros H. injection H as <-. rewrite at_umul, at_upow, (IH m' eq_refl). cbn [at_atom].
      rewrite Rinv_mult, pow_inv, Rinv_inv. ring.
  Qed.
  Lemma inverse_logs_sound l m : inverse_logs l = Some m -> at_powers m x = / at_powers l x.
  Proof.
    revert m. induction l as [|[a k] l IH]; cbn [inverse_logs fold_right at_powers fst snd]; intros m.
    - intros H. injection H as <-. simpl. symmetry. apply Rinv_1.
    - fold (inverse_logs l). destruct a; try discriminate; (destruct (inverse_logs l) as [m'|]; [|discriminate]);
        intros H; injection H as <-; rewrite at_with_power, (IH m' eq_refl), Rinv_mult; cbn [at_atom];
        rewrite pow_inv, ?Rinv_inv; reflexivity.
  Qed.
  Lemma inverse_part_sound t u : inverse_part t = Some u -> at_part u x = / at_part t x.
  Proof.
    unfold inverse_part. destruct (factored D (top t)) as [[c l]|] eqn:F; [|discriminate].
    destruct (factored_sound D (fun p I => I) _ c l F) as (E & N & A).
    destruct (multiplied _ _) as [n|] eqn:Mu; [|discriminate]. destruct (inverse_logs _) as [m|] eqn:L; [|discriminate].
    intros H. injection H as <-. rewrite (at_lowest D x Nonzero). unfold at_part. cbn [top below logs expo].
    rewrite (multiplied_sound _ _ _ Mu), (inverse_logs_sound _ _ L), at_uneg, exp_Ropp, E.
    assert (B : at_powers (fold_right (fun x acc => with_power (Below (fst x)) (snd x) acc) [] l) x = / product_of l).
    { clear. induction l as [|[p k] l IH]; cbn [fold_right product_of fst snd]; [simpl; symmetry; apply Rinv_1|].
      rewrite at_with_power, IH, Rinv_mult. cbn [at_atom]. rewrite pow_inv. reflexivity. }
    rewrite B. cbn [at_pol]. rewrite Q2R_red, Q2R_inverse, !Rinv_mult. ring.
  Qed.
  Lemma at_log_of s p : at_ (log_of s p) x = Q2R s * log (at_pol p x).
  Proof. unfold log_of. cbn [at_]. unfold at_part. simpl. rewrite exp_0. ring. Qed.
  Lemma at_log_of_integer s n : at_ (log_of_integer s n) x = Q2R s * log (IZR (Zpos n)).
  Proof.
    unfold log_of_integer.
    assert (L : fold_right Pos.mul 1%positive (factors_of n) = n).
    { unfold factors_of. set (k := prime_factors _ _ _).
      destruct (Pos.eqb_spec (fold_right Pos.mul 1%positive k) n); auto. simpl. lia. }
    rewrite <- L at 2. generalize (factors_of n). intros l. induction l as [|p l IH]; cbn [fold_right at_].
    - simpl. rewrite log_1. ring.
    - rewrite (at_fsum D x Nonzero), IH, at_log_of, Pos2Z.inj_mul, mult_IZR, log_mul.
      2,3: apply not_0_IZR; lia.
      assert (E : at_pol [Zpos p # 1] x = IZR (Zpos p)) by (simpl; unfold Q2R; simpl; field).
      rewrite E. ring.
  Qed.
  Lemma product_of_nonzero l : (forall p k, In (p, k) l -> In p D) -> product_of l <> 0.
  Proof.
    induction l as [|[p k] l IH]; intros H; cbn [product_of]; [lra|]. apply Rmult_integral_contrapositive. split.
    - apply pow_nonzero, Nonzero, (H p k). left. reflexivity.
    - apply IH. intros p' k' I. apply (H p' k'). right. exact I.
  Qed.
  Lemma log_pow y k : log (y ^ k) = INR k * log y.
  Proof. rewrite pow_powerRZ, log_power, INR_IZR_INZ. reflexivity. Qed.
  Lemma log_part_sound t f : log_part t = Some f -> at_ f x = log (at_part t x).
  Proof.
    unfold log_part. destruct (factored D (top t)) as [[c l]|] eqn:F; [|discriminate].
    destruct (factored_sound D (fun p I => I) _ c l F) as (E & N & A).
    destruct (logs t) eqn:Lt; [|discriminate]. destruct (forallb _ (below t)) eqn:B; [|discriminate].
    intros H. injection H as <-. rewrite !(at_fsum D x Nonzero), !at_log_of_integer.
    unfold at_part. rewrite Lt, E. cbn [at_powers].
    assert (Bn : at_powers (below t) x <> 0 /\ at_ (logs_below (below t)) x = log (at_powers (below t) x)).
    { clear - B Nonzero. induction (below t) as [|[a k] b IH]; cbn [logs_below fold_right at_powers forallb] in *.
      - split; [lra|]. simpl. rewrite log_1. reflexivity.
      - apply andb_true_iff in B. destruct B as [Ba B]. destruct (IH B) as [I1 I2].
        destruct a as [p|p|p]; try discriminate Ba. apply (in_D_nonzero D x Nonzero) in Ba.
        cbn [at_atom inside fst snd].
        assert (Np : (/ at_pol p x) ^ k <> 0) by (apply pow_nonzero, Rinv_neq_0_compat, Ba).
        split; [apply Rmult_integral_contrapositive; auto|].
        rewrite (at_fsum D x Nonzero); fold (logs_below b); rewrite I2, at_log_of, log_mul, log_pow, log_inv, Q2R_opp, inject_INR by auto. ring. }
    destruct Bn as [Bn Bl]. rewrite Bl, at_one_more. cbn [at_]. unfold at_part. cbn [top below logs expo at_powers at_pol]. rewrite exp_0.
      assert (Pl : at_ (logs_above l) x = log (product_of l)).
      { clear - A Nonzero. induction l as [|[p k] l IH]; cbn [logs_above fold_right product_of].
        - simpl. rewrite log_1. reflexivity.
        - assert (Al : forall p k, In (p, k) l -> In p D) by (intros p' k' I; apply (A p' k'); right; exact I).
          rewrite log_mul by (try apply product_of_nonzero; auto; apply pow_nonzero, Nonzero, (A p k); left; reflexivity).
          rewrite log_pow, <- (IH Al). cbn [fst snd]. fold (logs_above l).
          destruct k as [|k]; [change (INR 0) with 0; ring|].
          rewrite (at_fsum D x Nonzero), at_log_of, inject_INR. reflexivity. }
      rewrite Pl.
      assert (Lc : log (IZR (Z.pos (Z.to_pos (Z.abs (Qnum c))))) - log (IZR (Z.pos (Qden c))) = log (Q2R c)).
      { assert (Nc : Qnum c <> 0%Z) by (intros Z0; apply N; unfold Q2R; rewrite Z0; ring).
        assert (D0 : 0 < IZR (Z.pos (Qden c))) by (apply IZR_lt; lia).
        unfold Q2R. rewrite log_mul, log_inv.
        - rewrite Z2Pos.id, abs_IZR by lia.
          replace (log (Rabs (IZR (Qnum c)))) with (log (IZR (Qnum c))) by (unfold log; rewrite Rabs_Rabsolu; reflexivity). ring.
        - apply not_0_IZR, Nc.
        - apply Rinv_neq_0_compat. lra. }
      pose proof (product_of_nonzero l A) as Np. pose proof (exp_pos (at_pol (expo t) x)) as Ep.
      assert (N1 : Q2R c * product_of l <> 0) by (apply Rmult_integral_contrapositive; auto).
      rewrite (Rmult_1_r (at_powers (below t) x)), (log_mul (Q2R c * product_of l)), (log_mul (Q2R c)),
        (log_mul (at_powers (below t) x)), log_exp, <- Lc, Q2R_1, Q2R_m1; auto; try lra.
      apply Rmult_integral_contrapositive. split; [exact Bn|lra].
  Qed.

  Lemma read_sound t : forall f, read t = Some f -> at_ f x = ev M t e.
  Proof.
    assert (Num : forall c, at_ (number c) x = Q2R c).
    { intros c. unfold number. destruct (Qeq_bool c 0) eqn:Z; [rewrite (Q2R_is_0 c Z); reflexivity|].
      cbn [at_]. unfold at_part. simpl. rewrite exp_0. ring. }
    induction t; intros f; cbn [read ev]; try discriminate.
    - intros H. injection H as <-. apply Num.
    - destruct at_; [|discriminate]. destruct (Pos.eqb_spec q0 q) as [->|]; [|discriminate].
      intros H. injection H as <-. cbn [Functions.at_]. unfold at_part. simpl. rewrite exp_0, Q2R_0, Q2R_1. fold x. ring.
    - destruct (read t1) as [f1|]; [|discriminate]. destruct (read t2) as [f2|]; [|discriminate].
      intros H. injection H as <-. rewrite (at_fsum D x Nonzero), (IHt1 f1), (IHt2 f2); auto.
    - destruct (read t1) as [f1|]; [|discriminate]. destruct (read t2) as [f2|]; [|discriminate].
      intros H. injection H as <-. rewrite (at_fmul D x Nonzero), (IHt1 f1), (IHt2 f2); auto.
    - destruct (read t) as [g|]; [|discriminate]. specialize (IHt g eq_refl). destruct (Z.leb_spec 0 k).
      + intros H'. injection H' as <-. rewrite (at_fpow D x Nonzero), IHt, pow_powerRZ, Z2Nat.id by auto. reflexivity.
      + destruct g as [|p [|]]; try discriminate. destruct (inverse_part p) as [u|] eqn:I; [|discriminate].
        intros H'. injection H' as <-. rewrite (at_fpow D x Nonzero). cbn [at_] in *.
        rewrite (inverse_part_sound p u I). rewrite Rplus_0_r in *. rewrite IHt, pow_inv, pow_powerRZ, Z2Nat.id, <- powerRZ_neg' by lia.
        f_equal. lia.
    - destruct (read t) as [[|p [|]]|]; try discriminate. specialize (IHt _ eq_refl). cbn [at_] in IHt.
      rewrite Rplus_0_r in IHt. intros H. rewrite <- IHt. apply log_part_sound, H.
    - destruct (read t) as [[|[n [|] [|] [|]] [|]]|]; try discriminate; specialize (IHt _ eq_refl); intros H; injection H as <-.
      + rewrite Num, <- IHt. cbn [at_]. rewrite exp_0. apply Q2R_1.
      + rewrite <- IHt. cbn [at_]. unfold at_part. simpl. rewrite exp_0, Q2R_1. rewrite !Rmult_0_r, !Rplus_0_r, !Rmult_1_l, !Rmult_1_r. reflexivity.
  Qed.
End reading.
