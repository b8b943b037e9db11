(** SCALAR's inner part: the sign of a function on an interval, by multipliers and derivatives. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Laws Univariate Functions Derivative Descent Ends Elementary.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition bisections : nat := 24.
Strategy opaque [bisections].
Definition fneg (f : function) : function := map (fun t => Part (uneg (top t)) (below t) (logs t) (expo t)) f.

Section signed.
  Variables (K : facts) (q : name) (a b : option Q).

  (** Polynomials that are not 0 inside: the ends' own, and what is divided by or under logarithms. *)
  Definition of_one_sign (p : pol) : bool :=
    match pol_kind bisections p a b with Some Plus | Some Minus => true | _ => false end.
  Definition end_pols : list pol :=
    match a with Some c => [base c] | None => [] end ++ match b with Some c => [base c] | None => [] end.
  Definition more (D : list pol) (ts : list tm) : list pol :=
    fold_left (fun D p => if in_D D p ||| negb (of_one_sign p) then D else D ++ [p]) (flat_map (wanted q D) ts) D.
  Definition nonzero_pols (ts : list tm) : list pol :=
    Nat.iter 4 (fun D => more D ts) (filter of_one_sign end_pols).

  Variable D : list pol.

  (** R·(powers of logarithms of numbers > 1)·e^q has the sign of R. *)
  Definition flips (l : powers) : bool :=
    fold_right (fun x s => xorb s (Nat.odd (snd x) && match pol_kind bisections (inside (fst x)) a b with
      Some Minus => true | _ => false end)) false l.
  Definition kind_of_part (t : part) : option kind_of_sign :=
    if forallb (fun x => is_below x &&& of_one_sign (inside (fst x))) (below t) &&&
       forallb (fun x => negb (is_below x) &&& is_number (inside (fst x))) (logs t)
    then option_map (fun k => if flips (below t) then turned k else k) (pol_kind bisections (top t) a b)
    else None.
  Definition multiplier (m : tm) : option part :=
    match read q D m with
    | Some [t] => match logs t, kind_of_part t with [], Some Plus => Some t | _, _ => None end
    | _ => None
    end.
  Definition at_end (right : bool) (c : option Q) (h : function) : bool :=
    match c with Some c => above_end K right c h | None => false end.
  (** Also whether it was found out at both ends: elsewhere it may be of a more special kind. *)
  Definition kind_above (h : function) (k : kind_of_sign * bool) : option (kind_of_sign * bool) :=
    let la := at_end false a h in let lb := at_end false a (fneg h) in
    let ra := at_end true b h in let rb := at_end true b (fneg h) in
    option_map (fun j => (j, snd k &&& (la ||| lb) &&& (ra ||| rb))) (integrated (fst k) la lb ra rb).
  Fixpoint kind_by (g : function) (chain : list tm) : option (kind_of_sign * bool) :=
    match chain with
    | [] => match g with [t] => option_map (fun k => (k, true)) (kind_of_part t) | _ => None end
    | m :: chain =>
        match multiplier m with
        | Some t =>
            let h := fmul D [t] g in
            if valid D h then
              match kind_by (derivative D h) chain with Some k => kind_above h k | None => None end
            else None
        | None => None
        end
    end.
End signed.

(** Whether a term is > 0 where the quantity is between a and b; [None]: not found out. *)
Definition positive_between (K : facts) (q : name) (t : tm) (a b : option Q) (chain : list tm) : option bool :=
  if match a, b with Some a, Some b => Qle_bool b a | _, _ => false end then Some false else
  let D := nonzero_pols q a b (t :: chain) in
  match read q D t with
  | Some g =>
      match kind_by K q a b D g chain with
      | Some (Plus, _) => Some true
      | Some (_, true) => Some false
      | _ => None
      end
  | None => None
  end.

(** ** Soundness *)

Lemma sign_mul (s t : bool) u v : (if s then u < 0 else 0 < u) -> (if t then v < 0 else 0 < v) ->
  if xorb s t then u * v < 0 else 0 < u * v.
Proof. destruct s, t; cbn [xorb]; intros; nra. Qed.

Section sound.
  Variables (a b : option Q).
  Hypothesis Order : match a, b with Some a, Some b => Qle_bool b a = false | _, _ => True end.
  Let I := between a b.

  Lemma of_one_sign_sound p : of_one_sign a b p = true -> forall x, I x -> at_pol p x <> 0.
  Proof.
    unfold of_one_sign. destruct (pol_kind bisections p a b) as [k|] eqn:E; [|discriminate].
    apply pol_kind_sound in E; auto. destruct k; try discriminate; intros _ x X; specialize (E x X); lra.
  Qed.

  Lemma more_sound q D ts : (forall p, In p D -> of_one_sign a b p = true) ->
    forall p, In p (more q a b D ts) -> of_one_sign a b p = true.
  Proof.
    unfold more. generalize (flat_map (wanted q D) ts). intros l. revert D.
    induction l as [|p l IH]; intros D H; cbn [fold_left]; auto. apply IH.
    destruct (in_D D p); cbn; auto. destruct (of_one_sign a b p) eqn:E; cbn; auto.
    intros r I'. apply in_app_or in I'. destruct I' as [I'|[<-|[]]]; auto.
  Qed.
  Lemma nonzero_pols_sound q ts p : In p (nonzero_pols q a b ts) -> forall x, I x -> at_pol p x <> 0.
  Proof.
    intros H. apply of_one_sign_sound. revert p H. unfold nonzero_pols. generalize 4%nat. intros n.
    induction n as [|n IH]; cbn [Nat.iter nat_rect].
    - intros p H. apply filter_In in H. apply H.
    - apply more_sound. exact IH.
  Qed.

  Lemma flips_sound l x : forallb (fun x => is_below x &&& of_one_sign a b (inside (fst x))) l = true -> I x ->
    if flips a b l then at_powers l x < 0 else 0 < at_powers l x.
  Proof.
    intros H X. induction l as [|[[p|p|p] k] l IH]; cbn [flips fold_right forallb at_powers] in *; try discriminate; [lra|].
    apply andb_true_iff in H. destruct H as [A H]. specialize (IH H). fold (flips a b l). cbn [fst snd inside at_atom] in *.
    cbn in A. unfold of_one_sign in A. destruct (pol_kind bisections p a b) as [j|] eqn:E; [|discriminate].
    apply pol_kind_sound in E; auto.
    assert (S : if Nat.odd k && match j with Minus => true | _ => false end
      then (/ at_pol p x) ^ k < 0 else 0 < (/ at_pol p x) ^ k).
    { destruct j; try discriminate; specialize (E x X).
      - rewrite andb_false_r. apply pow_lt, Rinv_0_lt_compat, E.
      - rewrite andb_true_r. assert (P : 0 < - / at_pol p x) by (apply Ropp_0_gt_lt_contravar, Rinv_lt_0_compat, E).
        replace (/ at_pol p x) with (-1 * - / at_pol p x) by ring. rewrite Rpow_mult_distr.
        assert (O : (-1) ^ k = if Nat.odd k then -1 else 1).
        { clear. induction k as [|k IH]; [reflexivity|]. cbn [pow]. rewrite IH, Nat.odd_succ, <- Nat.negb_odd.
          destruct (Nat.odd k); simpl; ring. }
        rewrite O. pose proof (pow_lt _ k P). destruct (Nat.odd k); lra. }
    rewrite xorb_comm. apply sign_mul; auto.
  Qed.
  Lemma logs_positive l x : forallb (fun x => negb (is_below x) &&& is_number (inside (fst x))) l = true -> 0 < at_powers l x.
  Proof.
    induction l as [|[y k] l IH]; cbn [forallb at_powers]; intros H; [lra|]. apply andb_true_iff in H. destruct H as [A H].
    apply Rmult_lt_0_compat; auto. apply pow_lt. destruct y as [p|p|p]; [discriminate A| |]; cbn [at_atom];
      pose proof (is_number_ln p A x); auto using Rinv_0_lt_compat.
  Qed.
  Lemma kind_of_part_sound t k : kind_of_part a b t = Some k -> has_kind I k (at_part t).
  Proof.
    unfold kind_of_part. destruct (forallb _ (below t)) eqn:B; [|discriminate].
    destruct (forallb _ (logs t)) eqn:L; [|discriminate].
    destruct (pol_kind bisections (top t) a b) as [j|] eqn:E; [|discriminate]. simpl. intros H. injection H as <-.
    apply pol_kind_sound in E; auto. fold I in E.
    pose proof (fun x (X : I x) => flips_sound (below t) x B X) as F.
    assert (Rest : forall x, 0 < at_powers (logs t) x * exp (at_pol (expo t) x)).
    { intros x. apply Rmult_lt_0_compat; [apply logs_positive, L|apply exp_pos]. }
    destruct (flips a b (below t)).
    - apply (has_kind_turned I j (fun x => at_pol (top t) x * - (at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x)))).
      { intros x X. unfold at_part. ring. }
      refine (kind_image I I j (at_pol (top t)) _ (fun x => x) (fun x => / (- (at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x)))) _ _ _ E); auto.
      intros x X. specialize (F x X). specialize (Rest x).
      assert (P : 0 < - (at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x))) by
        (rewrite Rmult_assoc; pose proof (sign_mul true false _ _ F Rest); cbn [xorb] in *; lra).
      split; [apply Rinv_0_lt_compat, P|].
      set (w := - (_ * _ * _)) in *. rewrite (Rmult_comm _ w), <- Rmult_assoc, Rinv_l by lra. ring.
    - refine (kind_image I I j (at_pol (top t)) _ (fun x => x) (fun x => / (at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x))) _ _ _ E); auto.
      intros x X. specialize (F x X). specialize (Rest x).
      assert (P : 0 < at_powers (below t) x * at_powers (logs t) x * exp (at_pol (expo t) x)) by
        (rewrite Rmult_assoc; apply (sign_mul false false _ _ F Rest)).
      split; [apply Rinv_0_lt_compat, P|]. unfold at_part.
      rewrite (Rmult_comm (at_pol (top t) x)), <- Rmult_assoc, Rinv_l by lra. ring.
  Qed.
End sound.

Section chain.
  Variables (K : facts) (M : model) (e : letters).
  Hypothesis G : sound K M.
  Hypothesis V : in_range M e.
  Variables (q : name) (a b : option Q) (D : list pol).
  Hypothesis Order : match a, b with Some a, Some b => Qle_bool b a = false | _, _ => True end.
  Let I := between a b.
  Hypothesis Nonzero : forall p, In p D -> forall x, I x -> at_pol p x <> 0.

  Lemma at_fneg f x : at_ (fneg f) x = - at_ f x.
  Proof.
    unfold fneg. induction f as [|t f IH]; cbn [map at_]; [ring|]. rewrite IH. unfold at_part.
    cbn [top below logs expo]. rewrite at_uneg. ring.
  Qed.

  Lemma above_at_left f : at_end K false a f = true -> above_left I (at_ f).
  Proof.
    unfold I. destruct a as [c|]; [|discriminate]. intros H eta x P X.
    destruct (above_end_sound K M e G V false c (between (Some c) b)) with (f := f) (eta := eta) as [d [Pd Hd]]; auto.
    { unfold between. intros y Y. apply Y. }
    exists (Q2R c + Rmin d (x - Q2R c) / 2). unfold between in *.
    pose proof (Rmin_l d (x - Q2R c)). pose proof (Rmin_r d (x - Q2R c)).
    assert (0 < Rmin d (x - Q2R c)) by (apply Rmin_glb_lt; lra).
    assert (N : (Q2R c < Q2R c + Rmin d (x - Q2R c) / 2) /\ match b with Some b => Q2R c + Rmin d (x - Q2R c) / 2 < Q2R b | None => True end).
    { destruct b; lra. }
    split; [exact N|]. split; [lra|]. apply Hd; [exact N|]. rewrite Rabs_right; lra.
  Qed.
  Lemma above_at_right f : at_end K true b f = true -> above_right I (at_ f).
  Proof.
    unfold I. destruct b as [c|]; [|discriminate]. intros H eta x P X.
    destruct (above_end_sound K M e G V true c (between a (Some c))) with (f := f) (eta := eta) as [d [Pd Hd]]; auto.
    { unfold between. intros y Y. apply Y. }
    exists (Q2R c - Rmin d (Q2R c - x) / 2). unfold between in *.
    pose proof (Rmin_l d (Q2R c - x)). pose proof (Rmin_r d (Q2R c - x)).
    assert (0 < Rmin d (Q2R c - x)) by (apply Rmin_glb_lt; lra).
    assert (N : match a with Some a => Q2R a < Q2R c - Rmin d (Q2R c - x) / 2 | None => True end /\ Q2R c - Rmin d (Q2R c - x) / 2 < Q2R c).
    { destruct a; lra. }
    split; [exact N|]. split; [lra|]. apply Hd; [exact N|]. rewrite Rabs_left; lra.
  Qed.
  Lemma kind_above_sound h g k j : (forall x, I x -> derivable_pt_lim (at_ h) x (g x)) -> has_kind I (fst k) g ->
    kind_above K a b h k = Some j -> has_kind I (fst j) (at_ h).
  Proof.
    intros Dv Hk. unfold kind_above. destruct (integrated _ _ _ _ _) as [i|] eqn:H; [|discriminate].
    intros Ei. injection Ei as <-. cbn [fst].
    refine (integrated_sound a b (at_ h) g (fst k) _ _ _ _ i Dv _ Hk H).
    assert (El : forall (f g : R -> R), (forall x, f x = g x) -> above_left I f -> above_left I g).
    { intros f f' E A eta x P X. destruct (A eta x P X) as [s S]. exists s. rewrite <- E. exact S. }
    assert (Er : forall (f g : R -> R), (forall x, f x = g x) -> above_right I f -> above_right I g).
    { intros f f' E A eta x P X. destruct (A eta x P X) as [s S]. exists s. rewrite <- E. exact S. }
    repeat split; intros F.
    - apply above_at_left, F.
    - apply (El _ _ (at_fneg h)), above_at_left, F.
    - apply above_at_right, F.
    - apply (Er _ _ (at_fneg h)), above_at_right, F.
  Qed.

  Lemma multiplier_sound m t : multiplier q a b D m = Some t -> forall x, I x -> 0 < at_part t x.
  Proof.
    unfold multiplier. destruct (read q D m) as [[|u [|]]|]; try discriminate. destruct (logs u); try discriminate.
    destruct (kind_of_part a b u) as [[| | |]|] eqn:E; try discriminate. intros H. injection H as <-.
    apply (kind_of_part_sound a b Order) in E. exact E.
  Qed.

  Lemma kind_by_sound chain : forall g k, kind_by K q a b D g chain = Some k -> has_kind I (fst k) (at_ g).
  Proof.
    induction chain as [|m chain IH]; intros g k; cbn [kind_by].
    - destruct g as [|t [|]]; try discriminate. destruct (kind_of_part a b t) as [j|] eqn:H; [|discriminate].
      intros E. injection E as <-. apply (kind_of_part_sound a b Order) in H.
      apply has_kind_ext with (2 := H). intros x _. cbn [at_]. ring.
    - destruct (multiplier q a b D m) as [t|] eqn:Mt; [|discriminate]. pose proof (multiplier_sound m t Mt) as P.
      set (h := fmul D [t] g). destruct (valid D h) eqn:Vh; [|discriminate].
      destruct (kind_by K q a b D (derivative D h) chain) as [j|] eqn:Kj; [|discriminate]. intros H.
      apply IH in Kj.
      assert (Hk : has_kind I (fst k) (at_ h)).
      { apply (kind_above_sound h (at_ (derivative D h)) j k); auto. intros x X.
        apply (derivable D x (fun p Ip => Nonzero p Ip x X) h Vh). }
      refine (kind_image I I (fst k) (at_ h) _ (fun x => x) (at_part t) _ _ _ Hk); auto. intros x X. split; [apply P, X|].
      unfold h. rewrite (at_fmul D x (fun p Ip => Nonzero p Ip x X)). cbn [at_]. ring.
  Qed.
End chain.

Lemma positive_between_sound K M e q t a b chain : sound K M -> in_range M e ->
  positive_between K q t a b chain = Some true ->
  between a b (quantity_at M q []) -> 0 < ev M t e.
Proof.
  intros G V. unfold positive_between.
  destruct (match a, b with Some a, Some b => Qle_bool b a | _, _ => false end) eqn:O; [discriminate|].
  assert (Order : match a, b with Some a, Some b => Qle_bool b a = false | _, _ => True end) by (destruct a, b; auto).
  set (D := nonzero_pols q a b (t :: chain)).
  assert (Nonzero : forall p, In p D -> forall x, between a b x -> at_pol p x <> 0).
  { intros p Ip. apply (nonzero_pols_sound a b Order q (t :: chain) p Ip). }
  destruct (read q D t) as [g|] eqn:R; [|discriminate].
  destruct (kind_by K q a b D g chain) as [[[| | |] s]|] eqn:Kg; try discriminate; try (destruct s; discriminate). intros _ X.
  rewrite <- (read_sound q D M e (fun p Ip => Nonzero p Ip _ X) t g R).
  apply (kind_by_sound K M e G V q a b D Order Nonzero chain g _ Kg). exact X.
Qed.
