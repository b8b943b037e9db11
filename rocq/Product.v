(** Products: exponentials together, indicators that the other factors imply dropped, sums of
    monomials multiplied out or divided by. Each step takes the normal form of smaller problems ([ops])
    and keeps the meaning if these do. *)

From Coq Require Import Reals ZArith QArith Qreals Qround List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** [product]: of a monomial; [summed]: of a monomial over indices; [again]: of a term. *)
Record ops := Ops {
  product : mono -> poly;
  summed : list index -> mono -> poly;
  again : tm -> poly
}.

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
      if same_index i j then drop_indicators K pre post
      else drop_indicators K (pre ++ [(TDelta i j, k)]) post
  | x :: post => drop_indicators K (pre ++ [x]) post
  end.

Definition is_outer (a : tm) : bool :=
  match a with TLaw _ _ | TQty _ _ | TNz _ | TLog _ => true | _ => false end.
Definition has_nz (m : mono) : bool := any (fun x => match fst x with TNz _ => true | _ => false end) m.
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

(** ** Sums as factors *)

Definition is_whole_sum (K : facts) (keep : bool) (a : tm) : bool :=
  match a with
  | TAdd _ _ => negb keep ||| match complement K a with Some _ => false | None => true end
  | _ => false
  end.
(** The first factor with this property, and the others. *)
Fixpoint pick (f : tm * Z -> bool) (pre post : mono) : option (tm * Z * mono) :=
  match post with
  | [] => None
  | x :: post => if f x then Some (x, pre ++ post) else pick f (pre ++ [x]) post
  end.

Definition degree (m : mono) : Z := fold_right (fun x n => (Z.abs (snd x) + n)%Z) 0%Z m.
Definition larger (x y : Q * mono) : Q * mono :=
  match then_ (Z.compare (degree (snd x)) (degree (snd y))) (mono_cmp (snd x) (snd y)) with
  | Lt => y | _ => x end.
(** The leading monomial and the rest. *)
Definition leading (p : poly) : option (Q * mono * poly) :=
  match p with
  | [] => None
  | x :: l =>
      let y := fold_right larger x l in
      Some (y, filter (fun z => match mono_cmp (snd z) (snd y) with Eq => false | _ => true end) p)
  end.
Definition divided_by (o : ops) (m : mono) (a : tm) : option poly :=
  match leading (to_poly a) with
  | Some (c, lead, rest) =>
      match lead, take_all lead m with
      | _ :: _, Some before =>
          if Qeq_bool c 0 then None else
          if is_zero (pminus (to_poly a) (padd [(c, lead)] rest)) then
            Some (pscale (Qred (/ c))
              (pminus (product o (insert a 1 before)) (pmap (fun n => product o (times n before)) rest)))
          else None
      | _, _ => None
      end
  | None => None
  end.

(** Quotients inside what is divided by, cleared where what they are divided by is not 0. *)
Fixpoint lowest (b : tm) (k : Z) (down : mono) : mono :=
  match down with
  | [] => [(b, k)]
  | (c, j) :: down => if tm_eqb b c then (c, Z.max j k) :: down else (c, j) :: lowest b k down
  end.
Definition clearing (K : facts) (T : list tm) (p : poly) : mono :=
  let negative := fold_right (fun x down =>
    fold_right (fun y down => if Z.ltb (snd y) 0 then lowest (fst y) (- snd y) down else down) down (snd x)) [] p in
  filter (fun x => nonzero_where K [fst x] T) negative.
Fixpoint raise1 (b : tm) (k : Z) (m : mono) : mono :=
  match m with
  | [] => [(b, k)]
  | (c, j) :: m =>
      if tm_eqb b c then (if Z.eqb (j + k) 0 then m else (c, (j + k)%Z) :: m)
      else (c, j) :: raise1 b k m
  end.
Definition raised (down m : mono) : mono := sorted (fold_right (fun x m => raise1 (fst x) (snd x) m) m down).
Definition praised (down : mono) (p : poly) : poly :=
  fold_right (fun x q => padd [(fst x, raised down (snd x))] q) [] p.
Definition is_below (K : facts) (keep : bool) (x : tm * Z) : bool := Z.ltb (snd x) 0 &&& is_whole_sum K keep (fst x).
Definition cleared (K : facts) (keep : bool) (m : mono) : option (Q * mono) :=
  match pick (is_below K keep) [] m with
  | Some (a, e, rest) =>
      if any (is_below K keep) rest
         ||| any (fun x => any (fun y => match fst y with TAdd _ _ => true | _ => false end) (snd x)) (to_poly a)
      then None else
      let down := clearing K (atoms_of rest) (to_poly a) in
      match down with
      | [] => None
      | _ =>
          let f := power_of (factored (praised down (to_poly a))) e in
          Some (fst f, times rest (times (mono_power down (- e)) (snd f)))
      end
  | None => None
  end.

Definition multiplied_out (K : facts) (keep : bool) (o : ops) (m : mono) : poly :=
  match cleared K keep m with
  | Some (c, m) => pscale c (product o m)
  | None =>
      match pick (fun x => Z.ltb 0 (snd x) &&& is_whole_sum K keep (fst x)) [] m with
      | Some (a, k, rest) =>
          let rest := if Z.eqb k 1 then rest else insert a (k - 1) rest in
          pmap (fun n => product o (times n rest)) (to_poly a)
      | None =>
          let fix each (l : mono) : poly :=
            match l with
            | [] => psingle m
            | (a, k) :: l =>
                if is_below K keep (a, k) then
                  match divided_by o m a with Some p => p | None => each l end
                else each l
            end in
          each m
      end
  end.

Definition product_step (K : facts) (keep : bool) (o : ops) (m : mono) : poly :=
  let p := exponent (filter is_exp m) in
  let rest := drop_indicators K [] (sorted (filter (fun x => negb (is_exp x)) m)) in
  match indicators_inside K [] rest with
  | Some (k, b, body, others) =>
      let f := power_of (factored (summed o b body)) k in
      let others := match p with [] => others | _ => insert (TExp (of_poly p)) 1 others end in
      pscale (fst f) (product o (times (snd f) others))
  | None =>
      match p with
      | [] => multiplied_out K keep o rest
      | _ =>
          let '(c, powers, parts) := split_exponent K (atoms_of rest) p in
          pscale c (match powers with
                    | [] => multiplied_out K keep o (times parts rest)
                    | _ => product o (times powers (times parts rest))
                    end)
      end
  end.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Record ops_sound (o : ops) : Prop := {
    product_sound : forall m e, in_range M e -> evp (product o m) e = evm m e;
    summed_sound : forall b m e, in_range M e -> evp (summed o b m) e = sum_over M b (evm m) e;
    again_sound : forall t e, in_range M e -> evp (again o t) e = ev t e
  }.

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

  Lemma base_of_sound T m a e k : in_range M e -> true_at M T e -> base_of K T m = Some a ->
    exp (Q2R k * evm m e) =
    powerRZ (ev a e) (Qfloor k) * exp (Q2R (Qred (k - inject_Z (Qfloor k))) * evm m e).
  Proof.
    intros V A H.
    assert (W : 0 < ev a e /\ evm m e = log (ev a e)).
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
        assert (Pw : evm (if Z.eqb w 0 then powers' else insert a w powers') e = powerRZ (ev a e) w * evm powers' e).
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
    - match goal with |- context [if ?x then drop_indicators K pre post else _] => destruct x eqn:B end;
        [|exact Keep]. ands.
      apply negb_true_iff, Z.eqb_neq in Heqb. rewrite IH by auto. simpl.
      rewrite power_nonzero by auto.
      replace (evm pre e * (nonzero (ev a e) * evm post e)) with (nonzero (ev a e) * (evm pre e * evm post e)) by ring.
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
    destruct a; try exact Next. destruct (body_of (TSum i a)) as [b' m'] eqn:B.
    set (outer := filter is_outer _).
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:C end; [|exact Next].
    destruct (Nat.ltb _ _); [|exact Next]. some'.
    assert (D : forall todo before e', in_range M e' -> true_at M outer e' ->
              evm (drop_inside K outer before todo) e' = evm before e' * evm todo e').
    { induction todo as [|[x y] todo IHt]; intros before e' V' O; [simpl; ring|].
      assert (Keep : evm (drop_inside K outer (before ++ [(x, y)]) todo) e' = evm before e' * evm ((x, y) :: todo) e').
      { rewrite IHt, evm_app by auto. simpl. ring. }
      destruct x; try exact Keep. cbn [drop_inside].
      match goal with |- context [if ?x then drop_inside K outer before todo else _] => destruct x eqn:Y end; [|exact Keep].
      ands. apply negb_true_iff, Z.eqb_neq in Heqb0. rewrite IHt by auto. simpl. rewrite power_nonzero by auto.
      replace (evm before e' * (nonzero (ev x e') * evm todo e')) with (nonzero (ev x e') * (evm before e' * evm todo e')) by ring.
      symmetry. apply nonzero_absorb. intros N. rewrite <- evm_app in N.
      apply (nonzero_where_sound K M G _ _ e' V' Y); [|left; reflexivity].
      intros c Ic. apply in_app_or in Ic. destruct Ic as [Ic|Ic]; auto.
      apply (atoms_of_true _ _ N c Ic). }
    rewrite evm_app. cbn [Mono.evm].
    destruct (Req_EM_T (evm (pre ++ post) e) 0) as [Z|N].
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

  Lemma pick_sound f post : forall pre a k rest e, pick f pre post = Some (a, k, rest) ->
    evm pre e * evm post e = powerRZ (ev a e) k * evm rest e /\ f (a, k) = true.
  Proof.
    induction post as [|[b j] post IH]; intros pre a k rest e; cbn [pick]; [discriminate|].
    destruct (f (b, j)) eqn:F.
    - some'. rewrite evm_app. simpl. split; [ring|exact F].
    - intros H. destruct (IH _ _ _ _ e H) as [E X]. split; auto. rewrite <- E, evm_app. simpl. ring.
  Qed.

  Lemma evp_pmap_at f g p e : (forall m, evp (f m) e = g * evm m e) -> evp (pmap f p) e = g * evp p e.
  Proof. apply evp_pmap. Qed.

  Lemma divided_by_sound o m a p e : ops_sound o -> in_range M e -> divided_by o m a = Some p ->
    evp p e = evm m e.
  Proof.
    intros O V. unfold divided_by. destruct (leading (to_poly a)) as [[[c lead] rest]|]; [|discriminate].
    destruct lead as [|x lead]; [discriminate|]. set (l := x :: lead) in *. clearbody l.
    destruct (take_all l m) as [more|] eqn:T; [|discriminate].
    destruct (Qeq_bool c 0) eqn:C; [discriminate|].
    destruct (is_zero _) eqn:Z; [|discriminate]. some.
    apply (evp_is_zero M _ e) in Z. rewrite evp_pminus, evp_padd, evp_to_poly in Z. cbn [Mono.evp] in Z.
    rewrite evp_pscale, evp_pminus, (product_sound o O), evm_insert, powerRZ_1 by auto.
    rewrite (evp_pmap_at _ (evm more e)).
    2: { intros n. rewrite (product_sound o O), evm_times by auto. ring. }
    rewrite (evm_take_all M _ _ _ e T), Q2R_red, Q2R_inverse. apply Q2R_not_0 in C.
    replace (ev a e) with (Q2R c * evm l e + evp rest e) by lra. field. exact C.
  Qed.

  Lemma evm_raise1 b k m e : ev b e <> 0 -> evm (raise1 b k m) e = powerRZ (ev b e) k * evm m e.
  Proof.
    intros N. induction m as [|[c j] m IH]; cbn [raise1]; [reflexivity|].
    destruct (tm_eqb b c) eqn:E; [apply tm_eqb_eq in E; subst c|cbn [Mono.evm]; rewrite IH; ring].
    cbn [Mono.evm]. rewrite <- Rmult_assoc, <- powerRZ_add, (Z.add_comm k j) by auto.
    destruct (Z.eqb_spec (j + k) 0) as [Z|Z]; [rewrite Z; simpl; ring|reflexivity].
  Qed.

  Lemma praised_sound down p e : (forall x, In x down -> ev (fst x) e <> 0) ->
    evp (praised down p) e = evm down e * evp p e.
  Proof.
    intros N. assert (R : forall m, evm (raised down m) e = evm down e * evm m e).
    { intros m. unfold raised. rewrite evm_sorted. clear p. induction down as [|[b k] down IH]; simpl; [ring|].
      rewrite evm_raise1 by (apply (N (b, k)); left; auto). rewrite IH by (intros; apply N; right; auto). ring. }
    induction p as [|[c m] p IH]; cbn [praised fold_right fst snd Mono.evp]; [ring|].
    rewrite evp_padd. cbn [Mono.evp]. rewrite R. unfold praised in IH. rewrite IH. ring.
  Qed.

  Lemma cleared_sound keep m c n e : in_range M e -> cleared K keep m = Some (c, n) ->
    Q2R c * evm n e = evm m e.
  Proof.
    intros V. unfold cleared. destruct (pick _ [] m) as [[[a k] rest]|] eqn:P; [|discriminate].
    destruct (pick_sound _ _ _ _ _ _ e P) as [E _]. simpl in E. rewrite Rmult_1_l in E. rewrite E.
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x end; [discriminate|].
    destruct (clearing K (atoms_of rest) (to_poly a)) as [|x down'] eqn:D; [discriminate|].
    rewrite <- D. set (down := clearing _ _ _) in *. set (f := power_of _ k). intros H.
    assert (Hc : c = fst f) by congruence.
    assert (Hn : n = times rest (times (mono_power down (- k)) (snd f))) by congruence.
    rewrite Hc, Hn, !evm_times. destruct (Req_EM_T (evm rest e) 0) as [Z|N]; [rewrite Z; ring|].
    assert (W : forall x, In x down -> ev (fst x) e <> 0).
    { intros y I. unfold down, clearing in I. apply filter_In in I. destruct I as [_ I].
      apply (nonzero_where_sound K M G _ _ e V I (atoms_of_true _ _ N)). left. reflexivity. }
    transitivity (evm rest e * (evm (mono_power down (- k)) e * (Q2R (fst f) * evm (snd f) e))); [ring|].
    unfold f. rewrite factored_power_sound, praised_sound, evp_to_poly, evm_power, power_mul by auto.
    assert (X : powerRZ (evm down e) (- k) * powerRZ (evm down e) k = 1).
    { rewrite <- powerRZ_add by (apply evm_not_0; auto). rewrite Z.add_opp_diag_l. reflexivity. }
    transitivity (evm rest e * powerRZ (ev a e) k * (powerRZ (evm down e) (- k) * powerRZ (evm down e) k)); [ring|].
    rewrite X. ring.
  Qed.

  Lemma multiplied_out_sound keep o m e : ops_sound o -> in_range M e ->
    evp (multiplied_out K keep o m) e = evm m e.
  Proof.
    intros O V. unfold multiplied_out. destruct (cleared K keep m) as [[c n]|] eqn:C.
    - rewrite evp_pscale, (product_sound o O) by auto. apply (cleared_sound keep); auto.
    - destruct (pick _ [] m) as [[[a k] rest]|] eqn:P.
      + destruct (pick_sound _ _ _ _ _ _ e P) as [E F]. simpl in E. rewrite Rmult_1_l in E. rewrite E.
        cbn [snd fst] in F. ands. apply Z.ltb_lt in Heqb. destruct k as [|k|k]; [lia| |lia].
        set (more := if Z.eqb _ _ then _ else _).
        assert (W : evm more e = powerRZ (ev a e) (Zpos k - 1) * evm rest e).
        { unfold more. destruct (Z.eqb_spec (Zpos k) 1) as [->|]; [simpl; ring|apply evm_insert]. }
        rewrite (evp_pmap_at _ (evm more e)).
        2: { intros n. rewrite (product_sound o O), evm_times by auto. ring. }
        rewrite W, evp_to_poly, (power_succ _ k). ring.
      + assert (F : forall l, evp ((fix each (l : mono) : poly :=
            match l with
            | [] => psingle m
            | (a, k) :: l =>
                if is_below K keep (a, k) then
                  match divided_by o m a with Some p => p | None => each l end
                else each l
            end) l) e = evm m e).
        { induction l as [|[a k] l IH]; [apply evp_psingle|].
          destruct (is_below K keep (a, k)); auto.
          destruct (divided_by o m a) as [p|] eqn:D; auto. apply (divided_by_sound o m a); auto. }
        apply F.
  Qed.

  Lemma product_step_sound keep o m e : ops_sound o -> in_range M e ->
    evp (product_step K keep o m) e = evm m e.
  Proof.
    intros O V. unfold product_step. set (p := exponent _).
    set (rest := drop_indicators K [] _).
    assert (E : evm m e = exp (evp p e) * evm rest e).
    { rewrite <- (evm_filter is_exp m e). unfold p, rest.
      rewrite exponent_sound by (intros x I; apply filter_In in I; tauto).
      rewrite drop_indicators_sound, evm_sorted by auto. simpl. ring. }
    rewrite E. clearbody p rest. clear E m.
    destruct (indicators_inside K [] rest) as [[[[k b] body] others]|] eqn:I.
    - pose proof (indicators_inside_sound _ _ _ _ _ _ e V I) as X. simpl in X. rewrite Rmult_1_l in X. rewrite X.
      set (f := power_of _ k). set (more := match p with [] => _ | _ => _ end).
      assert (W : evm more e = exp (evp p e) * evm others e).
      { unfold more. destruct p; [simpl; rewrite exp_0; ring|].
        rewrite evm_insert, powerRZ_1. cbn [Core.ev]. rewrite ev_of_poly. reflexivity. }
      rewrite evp_pscale, (product_sound o O), evm_times, W by auto.
      transitivity (Q2R (fst f) * evm (snd f) e * (exp (evp p e) * evm others e)); [ring|].
      unfold f. rewrite factored_power_sound, (summed_sound o O) by auto. ring.
    - destruct p as [|x p'] eqn:P.
      + rewrite multiplied_out_sound by auto. simpl. rewrite exp_0. ring.
      + clear P. destruct (split_exponent K (atoms_of rest) (x :: p')) as [[c powers] parts] eqn:D.
        set (q := match powers with [] => multiplied_out _ _ _ _ | _ => product _ _ end).
        assert (Q : evp q e = evm powers e * (evm parts e * evm rest e)).
        { unfold q. destruct powers.
          - rewrite multiplied_out_sound, evm_times by auto. simpl. ring.
          - rewrite (product_sound o O), !evm_times by auto. ring. }
        rewrite evp_pscale, Q. destruct (Req_EM_T (evm rest e) 0) as [Z|N]; [rewrite Z; ring|].
        rewrite (split_exponent_sound _ _ _ _ _ e V (atoms_of_true _ _ N) D). ring.
  Qed.
End sound.
