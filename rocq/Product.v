(** Products: exponentials together, indicators that the other factors imply dropped (Factors.v), sums of
    monomials multiplied out or divided by. Each step takes the normal form of smaller problems ([ops])
    and keeps the meaning if these do. *)

From Coq Require Import Reals ZArith QArith Qreals Qround List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support.
From Derive Require Export Factors.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** [product]: of a monomial; [summed]: of a monomial over indices; [again]: of a term. *)
Record ops := Ops {
  product : mono -> poly;
  summed : list index -> mono -> poly;
  again : tm -> poly
}.

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
              (pminus (product o (insert a 1 before)) (pmap (fun n =>
                product o (times n before)) rest)))
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
      if tm_eqb b c then (if Z.eqb (j + k) 0 then m else (c, (j + k)%Z) :: m) else (c, j) :: raise1 b k m
  end.
Definition raised (down m : mono) : mono := sorted (fold_right (fun x m =>
    raise1 (fst x) (snd x) m) m down).
Definition praised (down : mono) (p : poly) : poly :=
  fold_right (fun x q => padd [(fst x, raised down (snd x))] q) [] p.
Definition is_below (K : facts) (keep : bool) (x : tm * Z) : bool :=
    Z.ltb (snd x) 0 &&& is_whole_sum K keep (fst x).
Definition cleared (K : facts) (keep : bool) (m : mono) : option (Q * mono) :=
  match pick (is_below K keep) [] m with
  | Some (a, e, rest) =>
      if any (is_below K keep) rest
         ||| any (fun x => any (fun y => match fst y with TAdd _ _ => true | _ =>
           false end) (snd x)) (to_poly a)
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

  Lemma pick_sound f post : forall pre a k rest e, pick f pre post = Some (a, k, rest) ->
    evm pre e * evm post e = powerRZ (ev a e) k * evm rest e /\ f (a, k) = true.
  Proof.
    induction post as [|[b j] post IH]; intros pre a k rest e; cbn [pick]; [discriminate|]. destruct (f (b, j)) eqn:F.
    - some'. rewrite evm_app. simpl. split; [ring|exact F].
    - intros H. destruct (IH _ _ _ _ e H) as [E X]. split; auto. rewrite <- E, evm_app. simpl. ring.
  Qed.

  Lemma divided_by_sound o m a p e : ops_sound o -> in_range M e -> divided_by o m a = Some p -> evp p e = evm m e.
  Proof.
    intros O V. unfold divided_by. destruct (leading (to_poly a)) as [[[c lead] rest]|]; [|discriminate].
    destruct lead as [|x lead]; [discriminate|]. set (l := x :: lead) in *. clearbody l.
    destruct (take_all l m) as [more|] eqn:T; [|discriminate]. destruct (Qeq_bool c 0) eqn:C; [discriminate|].
    destruct (is_zero _) eqn:Z; [|discriminate]. some.
    apply (evp_is_zero M _ e) in Z. rewrite evp_pminus, evp_padd, evp_to_poly in Z. cbn [Mono.evp] in Z.
    rewrite evp_pscale, evp_pminus, (product_sound o O), evm_insert, powerRZ_1 by auto.
    rewrite (evp_pmap M _ (evm more e)).
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

  Lemma cleared_sound keep m c n e : in_range M e -> cleared K keep m = Some (c, n) -> Q2R c * evm n e = evm m e.
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
      apply (nonzero_where_sound K M G _ _ e V I (atoms_of_true M _ _ N)). left. reflexivity. }
    transitivity (evm rest e * (evm (mono_power down (- k)) e * (Q2R (fst f) * evm (snd f) e))); [ring|].
    unfold f. rewrite (factored_power_sound M), praised_sound, evp_to_poly, evm_power, power_mul by auto.
    assert (X : powerRZ (evm down e) (- k) * powerRZ (evm down e) k = 1).
    { rewrite <- powerRZ_add by (apply evm_not_0; auto). rewrite Z.add_opp_diag_l. reflexivity. }
    transitivity (evm rest e * powerRZ (ev a e) k * (powerRZ (evm down e) (- k) * powerRZ (evm down e) k)); [ring|].
    rewrite X. ring.
  Qed.

  Lemma multiplied_out_sound keep o m e : ops_sound o -> in_range M e -> evp (multiplied_out K keep o m) e = evm m e.
  Proof.
    intros O V. unfold multiplied_out. destruct (cleared K keep m) as [[c n]|] eqn:C.
    - rewrite evp_pscale, (product_sound o O) by auto. apply (cleared_sound keep); auto.
    - destruct (pick _ [] m) as [[[a k] rest]|] eqn:P.
      + destruct (pick_sound _ _ _ _ _ _ e P) as [E F]. simpl in E. rewrite Rmult_1_l in E. rewrite E.
        cbn [snd fst] in F. ands. apply Z.ltb_lt in Heqb. destruct k as [|k|k]; [lia| |lia].
        set (more := if Z.eqb _ _ then _ else _).
        assert (W : evm more e = powerRZ (ev a e) (Zpos k - 1) * evm rest e).
        { unfold more. destruct (Z.eqb_spec (Zpos k) 1) as [->|]; [simpl; ring|apply evm_insert]. }
        rewrite (evp_pmap M _ (evm more e)).
        2: { intros n. rewrite (product_sound o O), evm_times by auto. ring. }
        rewrite W, evp_to_poly, (power_succ _ k). ring.
      + assert (F : forall l, evp ((fix each (l : mono) : poly :=
            match l with
            | [] => psingle m
            | (a, k) :: l => if is_below K keep (a, k) then
                  match divided_by o m a with Some p => p | None => each l end else each l
            end) l) e = evm m e).
        { induction l as [|[a k] l IH]; [apply evp_psingle|].
          destruct (is_below K keep (a, k)); auto.
          destruct (divided_by o m a) as [p|] eqn:D; auto. apply (divided_by_sound o m a); auto. }
        apply F.
  Qed.

  Lemma product_step_sound keep o m e : ops_sound o -> in_range M e -> evp (product_step K keep o m) e = evm m e.
  Proof.
    intros O V. unfold product_step. set (p := exponent _). set (rest := drop_indicators K [] _).
    assert (E : evm m e = exp (evp p e) * evm rest e).
    { rewrite <- (evm_filter M is_exp m e). unfold p, rest.
      rewrite (exponent_sound M) by (intros x I; apply filter_In in I; tauto).
      rewrite (drop_indicators_sound K M G), evm_sorted by auto. simpl. ring. }
    rewrite E. clearbody p rest. clear E m. destruct (indicators_inside K [] rest) as [[[[k b] body] others]|] eqn:I.
    - pose proof (indicators_inside_sound K M G _ _ _ _ _ _ e V I) as X. simpl in X.
      rewrite Rmult_1_l in X. rewrite X. set (f := power_of _ k). set (more := match p with [] => _ | _ => _ end).
      assert (W : evm more e = exp (evp p e) * evm others e).
      { unfold more. destruct p; [simpl; rewrite exp_0; ring|].
        rewrite evm_insert, powerRZ_1. cbn [Core.ev]. rewrite ev_of_poly. reflexivity. }
      rewrite evp_pscale, (product_sound o O), evm_times, W by auto.
      transitivity (Q2R (fst f) * evm (snd f) e * (exp (evp p e) * evm others e)); [ring|].
      unfold f. rewrite (factored_power_sound M), (summed_sound o O) by auto. ring.
    - destruct p as [|x p'] eqn:P.
      + rewrite multiplied_out_sound by auto. simpl. rewrite exp_0. ring.
      + clear P. destruct (split_exponent K (atoms_of rest) (x :: p')) as [[c powers] parts] eqn:D.
        set (q := match powers with [] => multiplied_out _ _ _ _ | _ => product _ _ end).
        assert (Q : evp q e = evm powers e * (evm parts e * evm rest e)).
        { unfold q. destruct powers.
          - rewrite multiplied_out_sound, evm_times by auto. simpl. ring.
          - rewrite (product_sound o O), !evm_times by auto. ring. }
        rewrite evp_pscale, Q. destruct (Req_EM_T (evm rest e) 0) as [Z|N]; [rewrite Z; ring|].
        rewrite (split_exponent_sound K M G _ _ _ _ _ e V (atoms_of_true M _ _ N) D). ring.
  Qed.
End sound.
