(** Integrals in normal form: split into monomials that converge, marginals, factors taken out, bound
    letters with canonical names. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Search
  Normal Elaborate Contexts Values Counted Densities Marginals Rows Known Grounded.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Section functions.
  Variable F : sfacts.

  (** Canonical names for bound letters, in an order that is looked for. *)
  Definition single (p : option poly) : option mono :=
    match p with Some [(c, m)] => if Qeq_bool c 1 then Some m else None | _ => None end.
  Definition candidate_at (b : list index) (m : mono) (p : list index) : option (list index * mono) :=
    let c := bound_names (S (mono_height m)) 0 p in
    match renamed_to b p c m with
    | Some n => option_map (pair c) (single (pointwise F (of_mono n)))
    | None => None
    end.
  Definition lesser (x y : option (list index * mono)) : option (list index * mono) :=
    match x, y with
    | Some (_, m), Some (_, n) => match mono_cmp m n with Gt => y | _ => x end
    | None, _ => y
    | _, None => x
    end.
  Definition canonical (b : list index) (m : mono) : option (list index * mono) :=
    fold_right (fun p x => lesser (candidate_at b m p) x) None
      (firstn 6 (orders (length b) m (refine 8 m (by_alphabet b)))).

  (** [a ≠ 0] and what is between 0 and 1. *)
  Definition bounded (x : tm * Z) : bool :=
    match x with
    | (TNz _, _) => true
    | (TQty q _, Zpos _) => match find_name q (sf_quantities F) with
                            | Some d => match q_sign d with SignUnit => true | _ => false end
                            | None => false end
    | _ => false
    end.
  (** Whether ∫ m converges: as a finite sum, by a marginal, or because that is given. *)
  Definition converges_one (b : list index) (m : mono) : bool :=
    no_spaces F b |||
    (match fst (marginalized (sf_laws F) b (filter (fun x => negb (bounded x)) m)) with [] => true | _ => false end) |||
    provided_product F b m ||| joint_product F b m.

  (** Letters that factors have in common with those of s, and so on. *)
  Fixpoint connected (fuel : nat) (b : list index) (m : mono) (s : list index) : list index :=
    match fuel with
    | O => s
    | S fuel => connected fuel b m (filter (fun i => mem i s ||| any (fun x => mentioned [i] x &&& mentioned s x) m) b)
    end.
  (** m/n, where it is a product. *)
  Fixpoint taken (n m : mono) : option mono :=
    match n with
    | [] => Some m
    | (a, k) :: n =>
        match parted (fun x => tm_eqb (fst x) a &&& Z.eqb (snd x) k) m with
        | (_ :: more, rest) => taken n (more ++ rest)
        | _ => None end
    end.
  (** ∫ u·m over letters that m does not know is a·m, where a = ∫ u ≥ 0 stands in m. *)
  Definition folded_at (b : list index) (m : mono) (a : tm) (r : renaming) : option (list index * mono) :=
    let (d, u) := strip a in
    let c := map (perm r) d in
    match taken (product (rename r u)) m with
    | Some rest =>
        if one_to_one r (d ++ frees u) &&& safe r u &&& all (fun i => same_index (perm r i) i) (frees a) &&&
           negb (any (mentioned c) rest) &&& distinct b &&& distinct c &&& all (fun i => mem i b) c
        then Some (filter (fun i => negb (mem i c)) b, (a, 1%Z) :: rest) else None
    | None => None
    end.
  Definition folded (b : list index) (m : mono) : option (list index * mono) :=
    hd_error (flat_map (fun x =>
      let (d, u) := strip (fst x) in
      if Z.ltb (snd x) 0 &&& is_sum (fst x) &&& snonneg F u &&& product_converges F d u
      then somes (map (folded_at b m (fst x)) (placements d b)) else []) m).
  (** Marginals, the rest in normal form, and again. *)
  Fixpoint settled (fuel : nat) (b : list index) (m : mono) : list index * mono :=
    match fuel with
    | O => (b, m)
    | S fuel =>
        let (c, n) := match folded b m with Some x => x | None => marginalized (sf_laws F) b m end in
        if Nat.eqb (length c) (length b) then (b, m) else
        match single (pointwise F (of_mono n)) with Some o => settled fuel c o | None => (c, n) end
    end.
  (** ∫ m over b: marginals, what is free of b taken out, a product of what has no letter in common. *)
  Fixpoint closed_mono (fuel : nat) (b : list index) (m : mono) : option mono :=
    match fuel with
    | O => None
    | S fuel =>
        let (b, m) := settled (length b) b m in
        match b with
        | [] => Some m
        | i :: _ =>
            let (inside, outside) := parted (mentioned b) m in
            let s := connected (length b) b inside [i] in
            let (b1, b2) := parted (fun j => mem j s) b in
            match b2 with
            | [] =>
                if converges_one b inside then
                  match canonical b inside with
                  | Some (c, n) => Some (outside ++ [(sums_of c (of_mono n), 1%Z)])
                  | None => None
                  end
                else None
            | _ =>
                let (m1, m2) := parted (mentioned b1) inside in
                if any (mentioned b2) m1 ||| any (mentioned b1) m2 then None else
                match closed_mono fuel b1 m1, closed_mono fuel b2 m2 with
                | Some n1, Some n2 => Some (outside ++ n1 ++ n2)
                | _, _ => None
                end
            end
        end
    end.
  Definition converges_mono (b : list index) (m : mono) : bool :=
    match closed_mono (S (length b)) b m with Some _ => true | None => false end.
  (** A factor that is an integral and knows a letter of b, opened: its letters, and what is integrated. *)
  Definition opened_mono (b : list index) (m : mono) : option (list index * poly) :=
    match parted (fun x => is_sum (fst x) &&& Z.eqb (snd x) 1 &&& mentioned b x) m with
    | ([(a, _)], rest) =>
        let (d, h) := strip a in
        let c := inner_names (length b) d in
        match renamed_to d d c [(h, 1%Z)] with
        | Some [(h', _)] =>
            if any (mentioned c) rest then None
            else match pointwise F (TMul (of_mono rest) h') with Some p => Some (c, p) | None => None end
        | _ => None
        end
    | _ => None
    end.
End functions.

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Notation sev := (sev M).
  Notation svm := (svm M).
  Notation svp := (svp M).
  Notation int := (integral_of M).
  Notation conv := (converges M).
  Implicit Types e : places M.
  Notation same_integral := (same_integral M).
  Notation svm_one := (svm_one M).
  Notation renamed_to_sound := (renamed_to_sound M Me).
  Notation placed_sound := (placed_sound M Me).
  Notation same_refl := (same_refl M).
  Notation same_trans := (same_trans M).
  Notation marginals_sound := (marginals_sound M Me (sf_laws F) (ss_laws F M G)).
  Notation svm_parted := (svm_parted M).
  Notation svm_free := (svm_free M).
  Notation same_almost := (same_almost M Me).

  Lemma single_sound m n : single (pointwise F (of_mono m)) = Some n -> almost M (fun e => svm m e = svm n e).
  Proof.
    unfold single. destruct (pointwise F (of_mono m)) as [[|[q o] [|]]|] eqn:Pw; try discriminate.
    destruct (Qeq_bool q 1) eqn:Q; [|discriminate]. intros H. injection H as <-.
    apply (almost_mono _ _) with (2 := pointwise_sound F M G _ _ Pw).
    intros e. rewrite sev_of_mono. simpl. apply Qeq_bool_eq, Qeq_eqR in Q. rewrite Q, Q2R_1. intros ->. ring.
  Qed.
  Lemma canonical_sound b m c n : canonical F b m = Some (c, n) -> almost M (same_integral b m c n).
  Proof.
    unfold canonical. generalize (firstn 6 (orders (length b) m (refine 8 m (by_alphabet b)))). intros l.
    revert c n. induction l as [|p l IH]; simpl; intros c n; [discriminate|].
    set (rest := fold_right _ None l) in *. intros H.
    assert (Hc : candidate_at F b m p = Some (c, n) \/ rest = Some (c, n)).
    { unfold lesser in H. destruct (candidate_at F b m p) as [[c1 n1]|], rest as [[c2 n2]|]; auto.
      destruct (mono_cmp n1 n2); auto. }
    destruct Hc as [Hc|Hc]; [|auto]. clear H IH. unfold candidate_at in Hc.
    destruct (renamed_to _ _ _ _) as [n'|] eqn:R; [|discriminate].
    destruct (single _) as [n2|] eqn:Sg; [|discriminate]. injection Hc as <- <-.
    apply (almost_mono (same_integral (bound_names (S (mono_height m)) 0 p) n' (bound_names (S (mono_height m)) 0 p) n2)).
    - intros e. apply same_trans. apply (renamed_to_sound b p _ _ _ R).
    - apply same_almost, single_sound, Sg.
  Qed.
  Lemma taken_sound n : forall m rest e, taken n m = Some rest -> svm m e = svm n e * svm rest e.
  Proof.
    induction n as [|[a k] n IH]; intros m rest e H; [injection H as <-; simpl; ring|]. cbn [taken] in H.
    destruct (parted _ m) as [l more] eqn:P. destruct l as [|[a' k'] l]; [discriminate|].
    rewrite (svm_parted _ m _ _ e P). cbn [Values.svm].
    assert (Q := IH (l ++ more) rest e H). rewrite svm_app in Q.
    assert (I : In (a', k') (filter (fun x => tm_eqb (fst x) a &&& Z.eqb (snd x) k) m)) by
      (unfold parted in P; injection P as P _; rewrite P; left; reflexivity).
    apply filter_In in I. destruct I as [_ I]. cbn [fst snd] in I. ands.
    match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H end.
    match goal with H : Z.eqb _ _ = true |- _ => apply Z.eqb_eq in H end. subst.
    transitivity (powerRZ (sev a e) k * (svm l e * svm more e)); [ring|]. rewrite Q. ring.
  Qed.
  Lemma folded_sound b m c n : folded F b m = Some (c, n) -> almost M (same_integral b m c n).
  Proof.
    unfold folded. intros H. assert (I := H). clear H. match type of I with hd_error ?l = _ => assert (J : In (c, n) l) by
      (destruct l; [discriminate|injection I as ->; left; reflexivity]) end. clear I.
    apply in_flat_map in J. destruct J as [[a k] [_ J]]. cbn [fst snd] in J. destruct (strip a) as [d u] eqn:S.
    match type of J with In _ (if ?x then _ else _) => destruct x eqn:E0; [|destruct J] end. ands.
    apply in_somes in J. destruct J as [r [_ J]]. unfold folded_at in J. rewrite S in J.
    destruct (taken _ m) as [rest|] eqn:T; [|discriminate].
    match type of J with (if ?x then _ else _) = _ => destruct x eqn:E; [|discriminate] end. injection J as <- <-. ands.
    set (es := map (perm r) d) in *.
    match goal with H : one_to_one r _ = true |- _ => rename H into O end.
    match goal with H : snonneg F u = true |- _ => rename H into Nn end.
    match goal with H : product_converges F d u = true |- _ => rename H into Co end.
    match goal with H : all _ (frees a) = true |- _ => rename H into Fa end.
    match goal with H : any (mentioned es) rest = false |- _ => rename H into Fr
      | H : negb (any (mentioned es) rest) = true |- _ => apply negb_true_iff in H; rename H into Fr end.
    pose proof (perm_letter_map r _ O) as L. destruct (sev_strip M a d u S) as [Ea _].
    assert (Eu : forall e, sev (rename r u) e = sev u (through M (perm r) e)).
    { intros e. apply (sev_perm M r u e); auto. apply (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O). }
    assert (Iv : almost M (fun e => integrate M es (fun e => Fin (sev (rename r u) e)) e = Fin (sev a e))).
    { apply (almost_mono _ _) with (2 := almost_through (perm r) _ L (product_converges_sound F M G d u Co)).
      intros e Cv. replace (sev (rename r u)) with (fun e => sev u (through M (perm r) e)) by (extensionality z; auto).
      unfold es. rewrite (integrate_through (perm r) d (fun e => Fin (sev u e)) L).
      rewrite (sev_agree M a e (through M (perm r) e)).
      - rewrite Ea. apply integrate_real; auto using meas_sev. apply (snonneg_sound F M G), Nn.
      - intros i Oc. unfold through. f_equal. symmetry. apply same_index_eq, (all_forall _ _ Fa i), occurs_frees, Oc. }
    assert (Pb : Permutation b (filter (fun i => negb (mem i es)) b ++ es)) by (apply split_perm; assumption).
    pose proof (factor_step M Me b _ es (svm m) (svm rest) (sev (rename r u)) (sev a) (meas_svm M Me rest) (meas_sev M Me _)
      (meas_sev M Me _) (fun e => eq_ind_r (fun x => 0 <= x) (snonneg_sound F M G u Nn _) (Eu e))
      (svm_free es rest Fr) Pb) as St.
    assert (Em : forall e, svm m e = svm rest e * sev (rename r u) e).
    { intros e. rewrite (taken_sound _ m rest e T), (product_sound M). ring. }
    apply (almost_mono _ _) with (2 := St Em Iv). intros e X. unfold Marginals.same_integral.
    replace (svm ((a, 1%Z) :: rest)) with (fun e => svm rest e * sev a e); [exact X|].
    extensionality z. cbn [Values.svm]. rewrite powerRZ_1. ring.
  Qed.
  Lemma settled_sound fuel : forall b m c n, settled F fuel b m = (c, n) -> almost M (same_integral b m c n).
  Proof.
    induction fuel as [|fuel IH]; simpl; intros b m c n H.
    - injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
    - destruct (match folded F b m with Some x => x | None => _ end) as [d o] eqn:E.
      destruct (Nat.eqb _ _); [injection H as <- <-; apply almost_all; auto; intros; apply same_refl|].
      assert (S1 : almost M (same_integral b m d o)).
      { destruct (folded F b m) as [x|] eqn:Fo; [subst x; apply folded_sound, Fo|apply (marginals_sound _ _ _ _ _ E)]. }
      destruct (single _) as [o'|] eqn:Sg; [|injection H as <- <-; exact S1].
      apply (almost_mono2 _ _ _) with (2 := S1)
        (3 := almost_and _ _ (same_almost d o o' (single_sound o o' Sg)) (IH _ _ _ _ H)).
      intros e T1 [T2 T3]. apply (same_trans _ _ _ _ _ _ _ T1), (same_trans _ _ _ _ _ _ _ T2 T3).
  Qed.

  Lemma conv_nil (f : places M -> R) e : conv [] f e.
  Proof. exact I. Qed.

  Lemma bounded_below m e : Rabs (svm m e) <= Rabs (svm (filter (fun x => negb (bounded F x)) m) e).
  Proof.
    induction m as [|[a k] m IH]; [simpl; lra|]. cbn [filter]. destruct (bounded F (a, k)) eqn:B; cbn [negb Values.svm].
    - rewrite Rabs_mult. assert (Rabs (powerRZ (sev a e) k) <= 1).
      { destruct a; try discriminate.
        - simpl in B. destruct k as [|k|]; try discriminate. destruct (find_name q (sf_quantities F)) as [d|] eqn:Fq; [|discriminate].
          destruct (q_sign d) eqn:Sq; try discriminate. pose proof (ss_signs F M G q d Fq (map e at_)) as S.
          rewrite Sq in S. simpl in S. rewrite sev_qty. simpl. set (x := quantity_of M q (map e at_)) in *.
          rewrite Rabs_right by (apply Rle_ge, pow_le; tauto).
          clear - S. induction (Pos.to_nat k) as [|n IHn]; simpl; [lra|]. assert (0 <= x ^ n) by (apply pow_le; tauto). nra.
        - rewrite sev_nz. unfold nonzero. destruct (Req_EM_T (sev a e) 0).
          + destruct (Z.eq_dec k 0) as [->|K]; [simpl; rewrite Rabs_R1; lra|]. rewrite power_0, Rabs_R0 by auto. lra.
          + rewrite power_1_base, Rabs_R1. lra. }
      apply Rle_trans with (2 := IH). rewrite <- (Rmult_1_l (Rabs (svm m e))) at 2.
      apply Rmult_le_compat_r; auto using Rabs_pos.
    - rewrite !Rabs_mult. apply Rmult_le_compat_l; auto using Rabs_pos.
  Qed.

  (** Factors that do not know the bound letters. *)
  Lemma scaled b inside outside m : parted (mentioned b) m = (inside, outside) -> forall e,
    int b (svm m) e = svm outside e * int b (svm inside) e /\ (conv b (svm inside) e -> conv b (svm m) e).
  Proof.
    intros P e. assert (Fr : forall e', agree M b e e' -> svm outside e = svm outside e').
    { intros e'. apply svm_free. replace outside with (filter (fun x => negb (mentioned b x)) m) by (unfold parted in P; congruence).
      apply any_filter_false. }
    assert (L : forall e', agree M b e e' -> svm m e' = svm outside e * svm inside e').
    { intros e' A. rewrite (svm_parted _ m _ _ e' P), (Fr e' A). ring. }
    split.
    - rewrite (integral_local b (svm m) (fun e' => svm outside e * svm inside e')) by exact L.
      apply integral_scale; auto using meas_svm.
    - intros Cv. apply (converges_local b (fun e' => svm outside e * svm inside e')).
      + intros e' A. symmetry. apply L, A.
      + apply converges_scale; auto using meas_svm.
  Qed.

  Lemma converges_one_sound b m : converges_one F b m = true -> almost M (conv b (svm m)).
  Proof.
    intros H. unfold converges_one in H. apply or_true in H. destruct H as [H|H]; [apply or_true in H; destruct H as [H|H]|].
    2, 3: apply (mono_converges_sound F M G); rewrite H; auto; destruct (provided_product F b m); reflexivity.
    { apply or_true in H. destruct H as [H|H].
      - apply almost_all; auto. intros e. apply counted_converges, (no_spaces_counted F M G b H).
      - destruct (marginalized (sf_laws F) b _) as [c n] eqn:E. simpl in H. destruct c; [|discriminate].
        apply (almost_mono _ _) with (2 := marginals_sound _ _ _ _ _ E). intros e [_ C].
        apply (converges_below b _ (svm (filter (fun x => negb (bounded F x)) m))); auto using meas_svm.
        + intros. apply bounded_below.
        + apply C, conv_nil. }
  Qed.

  (** What has no letter in common: a product of integrals. *)
  Lemma product_sound b1 b2 m1 m2 e : any (mentioned b2) m1 = false -> any (mentioned b1) m2 = false ->
    conv b1 (svm m1) e -> conv b2 (svm m2) e ->
    conv (b1 ++ b2) (svm (m1 ++ m2)) e /\ int (b1 ++ b2) (svm (m1 ++ m2)) e = int b1 (svm m1) e * int b2 (svm m2) e.
  Proof.
    intros F1 F2 C1 C2.
    pose proof (meas_svm M Me m1) as M1. pose proof (meas_svm M Me m2) as M2.
    assert (Free : forall x y, agree M b1 x y -> integrate M b2 (fun e => Fin (Rabs (svm m2 e))) x = integrate M b2 (fun e => Fin (Rabs (svm m2 e))) y).
    { apply (integrate_constant b1). intros x y A. rewrite (svm_free b1 m2 F2 x y A). reflexivity. }
    assert (Cv : conv (b1 ++ b2) (svm (m1 ++ m2)) e).
    { unfold converges. rewrite integrate_app.
      rewrite (integrate_local b1 _ (fun e' => escale (real (integrate M b2 (fun e => Fin (Rabs (svm m2 e))) e)) (Fin (Rabs (svm m1 e'))))).
      - rewrite integrate_scale; auto using em_abs.
        + apply escale_fin, C1.
        + apply em_integrate; auto using em_abs.
      - intros e' A. rewrite (integrate_local b2 _ (fun e'' => escale (Rabs (svm m1 e')) (Fin (Rabs (svm m2 e''))))).
        + rewrite integrate_scale; auto using em_abs, Rabs_pos.
          rewrite <- (Free e e' A). unfold converges in C2. apply finite_real in C2. rewrite C2. simpl. f_equal. ring.
        + intros e'' A'. simpl. rewrite svm_app, Rabs_mult, (svm_free b2 m1 F1 e' e'' A'). reflexivity. }
    split; [exact Cv|].
    destruct (integral_fubini b1 b2 (svm (m1 ++ m2)) e (meas_svm M Me _) Cv) as [_ ->].
    rewrite (integral_local b1 _ (fun e' => int b2 (svm m2) e * svm m1 e')).
    - rewrite integral_scale by auto. ring.
    - intros e' A. rewrite (integral_local b2 _ (fun e'' => svm m1 e' * svm m2 e'')).
      + rewrite integral_scale by auto. rewrite (integral_constant b1 (svm m2) (svm_free b1 m2 F2) b2 e e' A). ring.
      + intros e'' A'. rewrite svm_app, (svm_free b2 m1 F1 e' e'' A'). reflexivity.
  Qed.

  Lemma closed_mono_sound n : forall b m k, closed_mono F n b m = Some k ->
    almost M (fun e => int b (svm m) e = svm k e /\ conv b (svm m) e).
  Proof.
    induction n as [|n IH]; [discriminate|]. intros b0 m0 k. cbn [closed_mono].
    destruct (settled F (length b0) b0 m0) as [b m] eqn:E. pose proof (settled_sound _ _ _ _ _ E) as Sm.
    destruct b as [|i b].
    - intros H. injection H as <-. apply (almost_mono _ _) with (2 := Sm). intros e [A C]. rewrite A, int_nil.
      split; auto. apply C, conv_nil.
    - destruct (parted (mentioned (i :: b)) m) as [inside outside] eqn:P.
      set (b' := i :: b) in *. set (s := connected _ b' inside [i]).
      destruct (parted (fun j => mem j s) b') as [b1 b2] eqn:Pb.
      assert (Pm : Permutation b' (b1 ++ b2)).
      { pose proof (parted_perm (fun j => mem j s) b') as Q. rewrite Pb in Q. exact Q. }
      destruct b2 as [|j b2].
      + destruct (converges_one F b' inside) eqn:Co; [|discriminate].
        destruct (canonical F b' inside) as [[d p]|] eqn:Ca; [|discriminate]. intros H. injection H as <-.
        pose proof (canonical_sound _ _ _ _ Ca) as Sc.
        apply (almost_mono2 _ _ _) with (2 := Sm) (3 := almost_and _ _ Sc (converges_one_sound b' inside Co)).
        intros e [A C] [[B _] Ci]. destruct (scaled b' inside outside m P e) as [S1 S2]. split; [|apply C, S2, Ci].
        rewrite A, S1, B, svm_app, svm_one, sev_sums_of.
        replace (sev (of_mono p)) with (svm p) by (extensionality z; symmetry; apply sev_of_mono). reflexivity.
      + destruct (parted (mentioned b1) inside) as [m1 m2] eqn:Pi.
        destruct (any (mentioned (j :: b2)) m1) eqn:N1; [discriminate|].
        destruct (any (mentioned b1) m2) eqn:N2; [discriminate|].
        destruct (closed_mono F n b1 m1) as [k1|] eqn:K1; [|discriminate].
        destruct (closed_mono F n (j :: b2) m2) as [k2|] eqn:K2; [|discriminate]. intros H. injection H as <-.
        apply (almost_mono2 _ _ _) with (2 := Sm) (3 := almost_and _ _ (IH _ _ _ K1) (IH _ _ _ K2)).
        intros e [A C] [[A1 C1] [A2 C2]].
        destruct (product_sound b1 (j :: b2) m1 m2 e N1 N2 C1 C2) as [Cp Ip].
        assert (Ei : svm inside = svm (m1 ++ m2)).
        { extensionality z. rewrite svm_app. apply (svm_parted _ inside m1 m2 z Pi). }
        assert (Ci : conv b' (svm inside) e).
        { rewrite Ei. apply (converges_perm (b1 ++ j :: b2)); auto using meas_svm, Permutation_sym. }
        destruct (scaled b' inside outside m P e) as [S1 S2]. split; [|apply C, S2, Ci].
        rewrite A, S1, Ei, (integral_perm b' (b1 ++ j :: b2)) by auto using meas_svm.
        rewrite Ip, A1, A2, !svm_app. ring.
  Qed.
  Lemma converges_mono_sound b m : converges_mono F b m = true -> almost M (conv b (svm m)).
  Proof.
    unfold converges_mono. destruct (closed_mono F _ b m) as [k|] eqn:C; [|discriminate]. intros _.
    apply (almost_right _ _ (closed_mono_sound _ b m k C)).
  Qed.

  Lemma opened_mono_sound b m c p : opened_mono F b m = Some (c, p) ->
    (almost M (conv (b ++ c) (svp p))) ->
    almost M (fun e => int b (svm m) e = int (b ++ c) (svp p) e /\ conv b (svm m) e).
  Proof.
    unfold opened_mono. destruct (parted _ m) as [inside rest] eqn:P. destruct inside as [|[a k] [|]]; try discriminate.
    destruct (strip a) as [d h] eqn:Sa. destruct (renamed_to d d _ [(h, 1%Z)]) as [[|[h' k'] [|]]|] eqn:R; try discriminate.
    destruct (any (mentioned (inner_names (length b) d)) rest) eqn:Fr; [discriminate|].
    destruct (pointwise F (TMul (of_mono rest) h')) as [p'|] eqn:Pw; [|discriminate].
    intros H. injection H as <- <-. intros Cv. set (c := inner_names (length b) d) in *.
    assert (Ka : k = 1%Z /\ is_sum a = true).
    { assert (I : In (a, k) (filter (fun x => is_sum (fst x) &&& Z.eqb (snd x) 1 &&& mentioned b x) m)) by
        (unfold parted in P; injection P as P _; rewrite P; left; reflexivity).
      apply filter_In in I. destruct I as [_ I]. cbn [fst snd] in I. ands.
      match goal with H : Z.eqb k 1 = true |- _ => apply Z.eqb_eq in H end. auto. }
    destruct Ka as [-> _].
    assert (K' : k' = 1%Z) by (unfold renamed_to in R; match type of R with (if ?x then _ else _) = _ => destruct x end; [injection R; auto|discriminate]). subst k'.
    set (f := fun e => svm rest e * sev h' e).
    assert (Mf : measurable M f) by (apply (m_times M Me); [apply meas_svm; auto|apply meas_sev; auto]).
    assert (Ef : almost M (fun e => svp p' e = f e)).
    { apply (almost_mono _ _) with (2 := pointwise_sound F M G _ _ Pw). intros e <-.
      rewrite sev_mul, sev_of_mono. reflexivity. }
    assert (Em : svm m = int c f).
    { extensionality e. rewrite (svm_parted _ m _ _ e P), svm_one.
      destruct (sev_strip M a d h Sa) as [E _]. rewrite E.
      assert (One : forall v, svm [(v, 1%Z)] = sev v) by (intros v; extensionality z; apply svm_one).
      destruct (renamed_to_sound d d c _ _ R e) as [Q _]. rewrite !One in Q. rewrite Q.
      rewrite (integral_local c f (fun e' => svm rest e * sev h' e')).
      - rewrite integral_scale by auto using meas_sev. ring.
      - intros e' Ag. unfold f. rewrite (svm_free c rest Fr e e' Ag). reflexivity. }
    pose proof (almost_fubini (b ++ c) _ Ef) as Af.
    apply (almost_mono2 _ _ _) with (2 := Cv) (3 := Af). intros e C A.
    assert (Cf : conv (b ++ c) f e) by (apply (converges_almost (b ++ c) (svp p')); auto using meas_svp).
    destruct (integral_fubini b c f e Mf Cf) as [F1 F2]. rewrite Em. split; [|exact F1].
    rewrite <- F2. symmetry. apply integral_almost; auto using meas_svp.
  Qed.
End sound.
