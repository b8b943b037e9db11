(** Factors of a monomial: powers, exponentials together and whole powers out of them, indicators that the
    other factors imply. *)

From Coq Require Import Reals ZArith QArith Qreals Qround List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Fixpoint q_pow (c : Q) (n : nat) : Q := match n with O => 1%Q | S n => Qred (c * q_pow c n) end.
Definition q_power (c : Q) (k : Z) : Q :=
  match k with
  | Z0 => 1%Q
  | Zpos p => q_pow c (Pos.to_nat p)
  | Zneg p => Qred (/ q_pow c (Pos.to_nat p))
  end.
Definition power_of (f : Q * mono) (k : Z) : Q * mono := (q_power (fst f) k, mono_power (snd f) k).

Definition atoms_of (m : mono) : list tm := map fst (filter (fun x => negb (Z.eqb (snd x) 0)) m).

(** ** Exponentials *)

Definition is_exp (x : tm * Z) : bool := match fst x with TExp _ => true | _ => false end.
Definition exponent (m : mono) : poly :=
  fold_right (fun x p => match fst x with
    | TExp t => padd (pscale (inject_Z (snd x)) (to_poly t)) p | _ => p end) [] m.

(** Whole powers taken out of exp(Σ…): of a from k·ln a where a > 0. *)
Definition base_of (K : facts) (T : list tm) (m : mono) : option tm :=
  match m with
  | [(TLog (TConst c), Zpos xH)] => if q_pos c then Some (TConst c) else None
  | [(TLog a, Zpos xH)] => if Z.eqb (sign_of K 3 a) 1 &&& nonzero_where K [a] T then Some a else None
  | _ => None
  end.
Fixpoint split_exponent (K : facts) (T : list tm) (p : poly) : Q * mono * mono :=
  match p with
  | [] => (1%Q, [], [])
  | (k, m) :: p =>
      let '(c, powers, parts) := split_exponent K T p in
      let part (k : Q) := if Qeq_bool k 0 then parts else insert (TExp (of_scaled k m)) 1 parts in
      match base_of K T m with
      | Some a =>
          let w := Qfloor k in
          let rest := part (Qred (k - inject_Z w)) in
          match a with
          | TConst d => (Qred (q_power d w * c), powers, rest)
          | _ => (c, if Z.eqb w 0 then powers else insert a w powers, rest)
          end
      | None => (c, powers, part k)
      end
  end.

(** ** Indicators *)

Fixpoint drop_indicators (K : facts) (pre post : mono) : mono :=
  match post with
  | [] => pre
  | (TNz a, k) :: post =>
      if negb (Z.eqb k 0) &&& nonzero_where K [a] (atoms_of (pre ++ post))
      then drop_indicators K pre post else drop_indicators K (pre ++ [(TNz a, k)]) post
  | (TDelta i j, k) :: post =>
      if same_index i j then drop_indicators K pre post else drop_indicators K (pre ++ [(TDelta i j, k)]) post
  | x :: post => drop_indicators K (pre ++ [x]) post
  end.

Definition is_outer (a : tm) : bool :=
  match a with TLaw _ _ | TQty _ _ | TNz _ | TLog _ => true | _ => false end.
Definition has_nz (m : mono) : bool := any (fun x => match fst x with TNz _ => true | _ =>
    false end) m.
Fixpoint drop_inside (K : facts) (outer : list tm) (before todo : mono) : mono :=
  match todo with
  | [] => before
  | (TNz c, j) :: todo =>
      if negb (Z.eqb j 0) &&& nonzero_where K [c] (atoms_of (before ++ todo) ++ outer)
      then drop_inside K outer before todo else drop_inside K outer (before ++ [(TNz c, j)]) todo
  | x :: todo => drop_inside K outer (before ++ [x]) todo
  end.
(** A sum beside factors that imply an indicator in its body: it, its power, the body without that,
    and the other factors. *)
Fixpoint indicators_inside (K : facts) (pre post : mono) : option (Z * list index * mono * mono) :=
  match post with
  | [] => None
  | (a, k) :: post =>
      let next := indicators_inside K (pre ++ [(a, k)]) post in
      match a with
      | TSum _ _ =>
          let (b, m) := body_of a in
          let outer := filter is_outer (atoms_of (pre ++ post)) in
          if has_nz m &&& (match outer with [] => false | _ => true end)
             &&& all (fun i => all (fun t => negb (occurs i t)) outer) b then
            let m' := drop_inside K outer [] m in
            if Nat.ltb (length m') (length m) then Some (k, b, m', pre ++ post) else next
          else next
      | _ => next
      end
  end.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Lemma Q2R_q_power c k : Q2R (q_power c k) = powerRZ (Q2R c) k.
  Proof.
    assert (P : forall n, Q2R (q_pow c n) = Q2R c ^ n).
    { induction n; [apply Q2R_1|]. cbn [q_pow pow]. rewrite Q2R_red, Q2R_mult, IHn. reflexivity. }
    destruct k; simpl; [apply Q2R_1|apply P|]. rewrite Q2R_red, Q2R_inverse, P. reflexivity.
  Qed.

  Lemma power_of_sound c m k e :
    Q2R (fst (power_of (c, m) k)) * evm (snd (power_of (c, m) k)) e = powerRZ (Q2R c * evm m e) k.
  Proof. unfold power_of. simpl. rewrite Q2R_q_power, evm_power, power_mul. reflexivity. Qed.

  Lemma factored_power_sound p k e : let f := power_of (factored p) k in
    Q2R (fst f) * evm (snd f) e = powerRZ (evp p e) k.
  Proof.
    destruct (factored p) as [c m] eqn:F. rewrite (factored_sound M p c m e F). apply power_of_sound.
  Qed.

  Lemma atoms_of_true m e : evm m e <> 0 -> true_at M (atoms_of m) e.
  Proof.
    intros N a I. unfold atoms_of in I. apply in_map_iff in I. destruct I as [[b k] [<- I]].
    apply filter_In in I. destruct I as [I Z]. simpl in *. apply negb_true_iff, Z.eqb_neq in Z.
    apply (evm_atom_not_0 M m e b k); auto.
  Qed.

  Lemma evm_filter f m e : evm (filter f m) e * evm (filter (fun x => negb (f x)) m) e = evm m e.
  Proof.
    induction m as [|[a k] m IH]; simpl; [ring|]. destruct (f (a, k)); simpl; rewrite <- IH; ring.
  Qed.

  Lemma exponent_sound m e : (forall x, In x m -> is_exp x = true) -> exp (evp (exponent m) e) = evm m e.
  Proof.
    induction m as [|[a k] m IH]; intros H; cbn [exponent fold_right Mono.evm Mono.evp]; [apply exp_0|].
    pose proof (H _ (or_introl eq_refl)) as X. destruct a; try discriminate. cbn [fst snd].
    rewrite evp_padd, exp_plus. fold (exponent m). rewrite IH by (intros; apply H; right; auto).
    rewrite evp_pscale, evp_to_poly, Q2R_Z. cbn [Core.ev]. rewrite exp_power. reflexivity.
  Qed.

  Lemma base_of_sound T m a e k : in_range M e -> true_at M T e -> base_of K T m = Some a -> exp (Q2R k * evm m e) =
    powerRZ (ev a e) (Qfloor k) * exp (Q2R (Qred (k - inject_Z (Qfloor k))) * evm m e).
  Proof.
    intros V A H. assert (W : 0 < ev a e /\ evm m e = log (ev a e)).
    { unfold base_of in H. destruct m as [|[b j] [|]]; try discriminate.
      2: { destruct b; try discriminate. destruct b; destruct j as [|[]|]; discriminate. }
      destruct b; try discriminate.
      assert (E : forall t, evm [(TLog t, 1%Z)] e = log (ev t e)) by (intros; simpl; lra).
      destruct b; destruct j as [|[]|]; try discriminate; rewrite E;
      try (match type of H with (if ?x then _ else _) = _ => destruct x eqn:B end; [|discriminate];
           injection H as <-; ands; split; [|reflexivity];
           match goal with E : Z.eqb _ _ = true |- _ => apply Z.eqb_eq in E;
             pose proof (proj1 (proj2 (sign_of_sound K M G 3 _ e V)) E) end;
           match goal with E : nonzero_where _ _ _ = true |- _ =>
             pose proof (nonzero_where_sound K M G _ _ e V E A _ (or_introl eq_refl)) end; lra).
      destruct (q_pos c) eqn:B; [|discriminate]. injection H as <-. split; [|reflexivity].
      simpl. apply q_pos_pos. exact B. }
    destruct W as [P ->]. rewrite log_pos by exact P.
    rewrite <- (exp_ln (ev a e)) at 2 by exact P. rewrite exp_power, <- exp_plus. f_equal.
    rewrite Q2R_red. unfold Qminus. rewrite Q2R_plus, Q2R_opp, Q2R_Z. ring.
  Qed.

  Lemma split_exponent_sound T p c powers parts e : in_range M e -> true_at M T e ->
    split_exponent K T p = (c, powers, parts) ->
    exp (evp p e) = Q2R c * evm powers e * evm parts e.
  Proof.
    intros V A. revert c powers parts. induction p as [|[k m] p IH]; intros c powers parts; cbn [split_exponent].
    - intros H. injection H as <- <- <-. simpl. rewrite exp_0, Q2R_1. ring.
    - destruct (split_exponent K T p) as [[c' powers'] parts'] eqn:E. specialize (IH _ _ _ eq_refl).
      cbn [Mono.evp]. rewrite exp_plus, IH. clear IH E.
      assert (P : forall k, evm (if Qeq_bool k 0 then parts' else insert (TExp (of_scaled k m)) 1 parts') e
                  = exp (Q2R k * evm m e) * evm parts' e).
      { intros j. destruct (Qeq_bool j 0) eqn:J.
        - rewrite (Q2R_is_0 _ J), Rmult_0_l, exp_0. ring.
        - rewrite evm_insert, powerRZ_1. cbn [Core.ev]. rewrite ev_of_scaled. reflexivity. }
      destruct (base_of K T m) as [a|] eqn:B.
      + rewrite (base_of_sound T m a e k V A B). set (w := Qfloor k) in *. clearbody w.
        assert (Pw : evm (if Z.eqb w 0 then powers' else insert a w powers') e = powerRZ (ev a e) w
          * evm powers' e).
        { destruct (Z.eqb_spec w 0) as [->|N]; [simpl; ring|apply evm_insert]. }
        assert (Main : Q2R c' * evm (if Z.eqb w 0 then powers' else insert a w powers') e *
                  (exp (Q2R (Qred (k - inject_Z w)) * evm m e) * evm parts' e) =
                powerRZ (ev a e) w * exp (Q2R (Qred (k - inject_Z w)) * evm m e) *
                  (Q2R c' * evm powers' e * evm parts' e)) by (rewrite Pw; ring).
        destruct a; intros H; injection H as <- <- <-; rewrite P; try (symmetry; exact Main).
        rewrite (Q2R_red (q_power _ _ * _)), Q2R_mult, Q2R_q_power. simpl. ring.
      + intros H. injection H as <- <- <-. rewrite P. ring.
  Qed.

  Lemma drop_indicators_sound post : forall pre e, in_range M e ->
    evm (drop_indicators K pre post) e = evm pre e * evm post e.
  Proof.
    induction post as [|[a k] post IH]; intros pre e V; cbn [drop_indicators]; [simpl; ring|].
    assert (Keep : evm (drop_indicators K (pre ++ [(a, k)]) post) e = evm pre e * evm ((a, k) :: post) e).
    { rewrite IH, evm_app by auto. simpl. ring. }
    destruct a; try exact Keep.
    - destruct (same_index i j) eqn:E; [|exact Keep]. apply same_index_eq in E. subst.
      rewrite IH by auto. simpl. rewrite Nat.eqb_refl, power_1_base. ring.
    - match goal with |- context [if ?x then drop_indicators K pre post else _] => destruct x eqn:B
        end; [|exact Keep]. ands.
      apply negb_true_iff, Z.eqb_neq in Heqb. rewrite IH by auto. simpl. rewrite power_nonzero by auto.
      replace (evm pre e * (nonzero (ev a e) * evm post e)) with (nonzero (ev a e) * (evm pre e *
        evm post e)) by ring.
      symmetry. apply nonzero_absorb. intros N. rewrite <- evm_app in N.
      apply (nonzero_where_sound K M G _ _ e V B (atoms_of_true _ _ N)). left. reflexivity.
  Qed.

  Lemma indicators_inside_sound post : forall pre k b m others e, in_range M e ->
    indicators_inside K pre post = Some (k, b, m, others) ->
    evm pre e * evm post e = powerRZ (sum_over M b (evm m) e) k * evm others e.
  Proof.
    induction post as [|[a j] post IH]; intros pre k b m others e V; cbn [indicators_inside]; [discriminate|].
    assert (Next : indicators_inside K (pre ++ [(a, j)]) post = Some (k, b, m, others) ->
      evm pre e * evm ((a, j) :: post) e = powerRZ (sum_over M b (evm m) e) k * evm others e).
    { intros H. rewrite <- (IH _ _ _ _ _ _ V H), evm_app. simpl. ring. }
    destruct a; try exact Next. destruct (body_of (TSum i a)) as [b' m'] eqn:B. set (outer := filter is_outer _).
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:C end; [|exact Next].
    destruct (Nat.ltb _ _); [|exact Next]. some'.
    assert (D : forall todo before e', in_range M e' -> true_at M outer e' ->
              evm (drop_inside K outer before todo) e' = evm before e' * evm todo e').
    { induction todo as [|[x y] todo IHt]; intros before e' V' O; [simpl; ring|].
      assert (Keep : evm (drop_inside K outer (before ++ [(x,
        y)]) todo) e' = evm before e' * evm ((x, y) :: todo) e').
      { rewrite IHt, evm_app by auto. simpl. ring. }
      destruct x; try exact Keep. cbn [drop_inside].
      match goal with |- context [if ?x then drop_inside K outer before todo else _] => destruct x
        eqn:Y end; [|exact Keep].
      ands. apply negb_true_iff, Z.eqb_neq in Heqb0. rewrite IHt by auto. simpl. rewrite power_nonzero by auto.
      replace (evm before e' * (nonzero (ev x e') * evm todo e')) with (nonzero (ev x e') * (evm
        before e' * evm todo e')) by ring.
      symmetry. apply nonzero_absorb. intros N. rewrite <- evm_app in N.
      apply (nonzero_where_sound K M G _ _ e' V' Y); [|left; reflexivity].
      intros c Ic. apply in_app_or in Ic. destruct Ic as [Ic|Ic]; auto. apply (atoms_of_true _ _ N c Ic). }
    rewrite evm_app. cbn [Mono.evm]. destruct (Req_EM_T (evm (pre ++ post) e) 0) as [Z|N].
    { rewrite evm_app in Z. rewrite (Rmult_comm (powerRZ (sum_over _ _ _ _) _)), Z.
      transitivity (powerRZ (ev (TSum i a) e) k * (evm pre e * evm post e)); [ring|]. rewrite Z. ring. }
    assert (O : true_at M outer e).
    { intros c Ic. apply filter_In in Ic. apply (atoms_of_true _ _ N). tauto. }
    rewrite (ev_body_of M _ e _ _ B).
    assert (Sm : sum_over M b (evm m') e = sum_over M b (evm (drop_inside K outer [] m')) e).
    { assert (F : all (fun i => all (fun t => negb (occurs i t)) outer) b = true) by (ands; assumption).
      clear - D V O F. clearbody outer. revert e V O.
      assert (Gn : forall b'', incl b'' b -> forall e, in_range M e -> true_at M outer e ->
         sum_over M b'' (evm m') e = sum_over M b'' (evm (drop_inside K outer [] m')) e).
      { induction b'' as [|i b'' IHb]; intros L e V O; simpl.
        - rewrite D by auto. simpl. ring.
        - apply total_ext. intros k Lk. apply IHb.
          + intros x X. apply L. right. exact X.
          + apply in_range_set; auto.
          + intros c Ic. rewrite ev_set; auto.
            pose proof (all_forall _ _ F i (L i (or_introl eq_refl))) as X. cbv beta in X.
            pose proof (all_forall _ _ X c Ic) as Y. cbv beta in Y. apply negb_true_iff. exact Y. }
      apply Gn, incl_refl. }
    rewrite Sm. ring.
  Qed.
End sound.
