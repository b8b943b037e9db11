(** Integrals in normal form, by what is provided: rows at other letters and under laws of which theirs are
    marginals, one less multiples of others; then monomial by monomial. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Search
  Normal Elaborate Contexts Worlds Values Counted Densities Marginals Rows Known Grounded Convergent.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition row_value (x : provision) : tm := sums_of (fst x) (of_poly (snd x)).
Definition scaled_poly (k : Q) (p : poly) : poly := map (fun x => (Qred (k * fst x), snd x)) p.
(** A row over letters c: a monomial with its coefficient of which nothing else is known, all, and its integral. *)
Record left_row := LeftRow { l_coef : Q; l_mono : mono; l_poly : poly; l_value : poly }.

Section functions.
  Variable F : sfacts.

  (** A row at other letters, the free ones the same. *)
  Definition row_at (r : renaming) (x : provision) : option provision :=
    if all (fun i => same_index (perm r i) i) (frees (row_value x)) then moved_row r x else None.
  (** ∫ p·l[…] over d as ∫ p·l[…, …] over c. *)
  Definition under_law (c : list index) (l : name) (args a : list arg) (x : provision) : option poly :=
    let r := pairs_of a args in
    match row_at r x with
    | Some (d, p) =>
        let extra := filter (fun i => negb (mem i d)) c in
        match summed_out extra args, law_fit (sf_laws F) l args with
        | Some a', Some _ =>
            match law_fit (sf_laws F) l a' with
            | Some _ =>
                if distinct c &&& distinct d &&& all (fun i => mem i c) d
                then mapM (fun x => match taken [(TLaw l a', 1%Z)] (snd x) with
                                    | Some rest => if any (mentioned extra) rest then None
                                                   else Some (fst x, (TLaw l args, 1%Z) :: rest)
                                    | None => None end) p
                else None
            | None => None end
        | _, _ => None end
    | None => None end.
  Definition laws_of (m : mono) : list (name * list arg) :=
    flat_map (fun x => match x with (TLaw l a, Zpos xH) => [(l, a)] | _ => [] end) m.
  (** Rows over c, for p; each with its integral. *)
  Definition rows_over (c : list index) (p : poly) : list (poly * poly) :=
    let laws := laws_of (flat_map snd p) in
    flat_map (fun x =>
      let same := match row_at (combine (fst x) c) x with
                  | Some (d, q) => match list_cmp index_cmp d c with Eq => [q] | _ => [] end
                  | None => [] end in
      let under := if Nat.ltb (length (fst x)) (length c) then
          somes (flat_map (fun a => map (fun y => if Pos.eqb (fst y) (fst a) then under_law c (fst y) (snd y) (snd a) x else None) laws)
                          (match snd x with y :: _ => laws_of (snd y) | [] => [] end))
        else [] in
      map (fun q => (q, [(1%Q, [(row_value x, 1%Z)])])) (same ++ under))
    (sort_by (fun x y => Nat.compare (length (fst x)) (length (fst y)))
       (filter (fun x => match snd x with _ :: _ :: _ => true | _ => false end) (sf_rows F))).
  (** p less multiples of rows, and the integral of these. *)
  Fixpoint reduced_by (rows : list left_row) (p : poly) : option (poly * poly) :=
    match rows with
    | [] => Some (p, [])
    | x :: rows =>
        let k := Qred (coefficient (l_mono x) p / l_coef x) in
        if Qeq_bool k 0 then reduced_by rows p else
        match pointwise F (tminus (of_poly p) (TMul (TConst k) (of_poly (l_poly x)))) with
        | Some p => option_map (fun y => (fst y, scaled_poly k (l_value x) ++ snd y)) (reduced_by rows p)
        | None => None end
    end.
  (** Rows, each less those before it. *)
  Fixpoint eliminated (c : list index) (todo : list (poly * poly)) (rows : list left_row) : list left_row :=
    match todo with
    | [] => rows
    | (r, v) :: todo =>
        match reduced_by rows r with
        | Some (r, w) =>
            match find (fun x => negb (converges_mono F c (snd x))) r with
            | Some (q, m) => eliminated c todo (rows ++ [LeftRow q m r (v ++ scaled_poly (-1) w)])
            | None => eliminated c todo rows
            end
        | None => eliminated c todo rows
        end
    end.

  Definition each_mono (one : mono -> option poly) : poly -> option poly :=
    fix each p := match p with
                  | [] => Some []
                  | (q, m) :: p =>
                      match one m with
                      | Some r => option_map (app (scaled_poly q r)) (each p)
                      | None => None end
                  end.
  (** ∫ m over b: an integral in it is opened, if that can be integrated. *)
  Definition one_mono (integral : list index -> poly -> option poly) (b : list index) (m : mono) : option poly :=
    match (match opened_mono F b m with Some (c, o) => integral (b ++ c) o | None => None end) with
    | Some o => Some o
    | None => option_map (fun m => [(1%Q, m)]) (closed_mono F (S (length b)) b m)
    end.
  Fixpoint integral_poly (n : nat) (b : list index) (p : poly) : option poly :=
    match n with
    | O => None
    | S n =>
        let one := one_mono (integral_poly n) in
        match each_mono (one b) p with
        | Some q => Some q
        | None =>
            match placed b (of_poly p) with
            | Some (c, u) =>
                match pointwise F u with
                | Some p =>
                    match reduced_by (eliminated c (rows_over c p) []) p with
                    | Some (p, v) => option_map (app v) (each_mono (one c) p)
                    | None => None end
                | None => None end
            | None => None end
        end
    end.

  (** All integrals of a term in normal form, those that are shown to converge; others as they stand. *)
  Definition closed_over (b : list index) (t : tm) : option tm :=
    match b with
    | [] => Some t
    | _ => match pointwise F t with Some p => option_map of_poly (integral_poly 4 b p) | None => None end
    end.
  Definition closed_if (b : list index) (t : tm) : tm :=
    match closed_over b t with Some u => u | None => sums_of b t end.
  Fixpoint clean_over (t : tm) (b : list index) : tm :=
    match t with
    | TSum i u => clean_over u (b ++ [i])
    | TAdd s t => closed_if b (TAdd (clean_over s []) (clean_over t []))
    | TMul s t => closed_if b (TMul (clean_over s []) (clean_over t []))
    | TPow t k => closed_if b (TPow (clean_over t []) k)
    | TLog t => closed_if b (TLog (clean_over t []))
    | TExp t => closed_if b (TExp (clean_over t []))
    | TNz t => closed_if b (TNz (clean_over t []))
    | _ => closed_if b t
    end.
  Definition clean (t : tm) : tm := clean_over t [].
  Definition converges_term (b : list index) (t : tm) : bool :=
    match closed_over b (clean t) with Some _ => true | None => false end.
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

  Lemma svp_scaled q r e : svp (scaled_poly q r) e = Q2R q * svp r e.
  Proof. induction r as [|[c m] r IH]; simpl; [ring|]. rewrite IH, Q2R_red, Q2R_mult. ring. Qed.
  Lemma svp_app p q e : svp (p ++ q) e = svp p e + svp q e.
  Proof. induction p as [|[c m] p IH]; simpl; rewrite ?IH; ring. Qed.

  (** ∫ p over c is v. *)
  Definition has_integral (c : list index) (p v : poly) : Prop := almost M (fun e => int c (svp p) e = svp v e /\ conv c (svp p) e).
  Lemma has_integral_ext c p q v : almost M (fun e => svp p e = svp q e) -> has_integral c p v -> has_integral c q v.
  Proof.
    intros E H. apply (almost_mono2 _ _ _) with (2 := H) (3 := almost_fubini c _ E). intros e [A B] Q. split.
    - rewrite <- A. symmetry. apply integral_almost; auto using meas_svp.
    - apply (converges_almost c (svp p)); auto using meas_svp.
  Qed.
  Lemma has_integral_plus c p q v w k : has_integral c p v -> has_integral c q w ->
    has_integral c (p ++ scaled_poly k q) (v ++ scaled_poly k w).
  Proof.
    intros H K. apply (almost_mono2 _ _ _) with (2 := H) (3 := K). intros e [A B] [A' B'].
    destruct (integral_plus c (svp p) (fun e => Q2R k * svp q e) e) as [P1 P2]; auto using meas_svp.
    - apply (m_times M Me); [apply (m_const M Me)|apply meas_svp; auto].
    - apply converges_scale; auto using meas_svp.
    - replace (svp (p ++ scaled_poly k q)) with (fun e => svp p e + Q2R k * svp q e) by
        (extensionality z; rewrite svp_app, svp_scaled; reflexivity).
      split; auto. rewrite P2, integral_scale, A, A', svp_app, svp_scaled by auto using meas_svp. reflexivity.
  Qed.

  Lemma has_integral_value c p v w : (forall e, svp v e = svp w e) -> has_integral c p v -> has_integral c p w.
  Proof. intros E. apply almost_mono. intros e [A B]. rewrite <- E. auto. Qed.

  Lemma row_at_sound r x d q : In x (sf_rows F) -> row_at r x = Some (d, q) -> has_integral d q [(1%Q, [(row_value x, 1%Z)])].
  Proof.
    destruct x as [c p]. unfold row_at. intros I H. destruct (all _ _) eqn:Fr; [|discriminate].
    pose proof (moved_row_value M r c p d q H) as [L [Ed Eq]].
    pose proof (almost_through _ _ L (ss_rows F M G c p I)) as A.
    apply (almost_mono _ _) with (2 := A). intros e Cv. subst d. rewrite Eq. split.
    - rewrite (integral_through (perm r) c (svp p) e L). simpl. rewrite Q2R_1.
      rewrite (sev_agree M (row_value (c, p)) e (through M (perm r) e)).
      + unfold row_value. cbn [fst snd]. rewrite sev_sums_of.
        replace (sev (of_poly p)) with (svp p) by (extensionality z; symmetry; apply sev_of_poly). ring.
      + intros i O. unfold through. f_equal. symmetry. apply same_index_eq, (all_forall _ _ Fr i), occurs_frees, O.
    - apply (converges_through (perm r) c (svp p) e L). exact Cv.
  Qed.
  Lemma under_law_sound c l args a x q : In x (sf_rows F) -> under_law F c l args a x = Some q ->
    has_integral c q [(1%Q, [(row_value x, 1%Z)])].
  Proof.
    intros I. unfold under_law. destruct (row_at _ x) as [[d p]|] eqn:R; [|discriminate].
    pose proof (row_at_sound _ x d p I R) as A. clear R I. set (extra := filter _ c).
    destruct (summed_out extra args) as [a'|] eqn:S; [|discriminate].
    destruct (law_fit (sf_laws F) l args) as [f1|] eqn:F1; [|discriminate].
    destruct (law_fit (sf_laws F) l a') as [f2|] eqn:F2; [|discriminate].
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:E end; [|discriminate]. ands. intros H.
    assert (V : exists g, measurable M g /\ (forall e e', agree M extra e e' -> g e = g e') /\
      (forall e, svp q e = g e * sev (TLaw l args) e) /\ (forall e, svp p e = g e * sev (TLaw l a') e)).
    { clear - H Me. clearbody Me. revert q H. induction p as [|[k m] p IH]; cbn [mapM fst snd]; intros q H.
      - injection H as <-. exists (fun _ => 0). split; [apply (m_const M Me)|]. split; auto. split; intros; simpl; ring.
      - destruct (taken [(TLaw l a', 1%Z)] m) as [rest|] eqn:T; [|discriminate].
        destruct (any (mentioned extra) rest) eqn:N; [discriminate|].
        destruct (mapM _ p) as [q'|]; [|discriminate]. injection H as <-.
        destruct (IH q' eq_refl) as [g [G1 [G2 [G3 G4]]]]. exists (fun e => Q2R k * svm rest e + g e).
        split; [apply (m_plus M Me); auto; apply (m_times M Me); [apply (m_const M Me)|apply meas_svm; auto]|].
        split; [intros e e' Ag; rewrite (svm_free M extra rest N e e' Ag), (G2 e e' Ag); reflexivity|].
        split; intros e; cbn [Values.svp fst snd]; rewrite ?G3, ?G4.
        + cbn [Values.svm]. rewrite powerRZ_1. ring.
        + rewrite (taken_sound M _ _ _ e T). cbn [Values.svm]. rewrite powerRZ_1. ring. }
    destruct V as [g [Mg [Fr [Eq Ep]]]].
    assert (Pb : Permutation c (d ++ extra)).
    { eapply Permutation_trans; [apply (split_perm c d); assumption|apply Permutation_app_comm]. }
    pose proof (factor_step M Me c d extra (svp q) g (sev (TLaw l args)) (sev (TLaw l a')) Mg (meas_sev M Me _) (meas_sev M Me _)
      (law_nonneg M Me l args) Fr Pb Eq (summed_law M Me (sf_laws F) (ss_laws F M G) l args extra a' f1 f2 F1 F2 S)) as St.
    apply (almost_mono2 _ _ _) with (2 := St) (3 := A). intros e [S1 S2] [A1 A2].
    replace (fun e => g e * sev (TLaw l a') e) with (svp p) in S1, S2 by (extensionality z; apply Ep).
    split; [congruence|apply S2, A2].
  Qed.
  Lemma rows_over_sound c p r v : In (r, v) (rows_over F c p) -> has_integral c r v.
  Proof.
    unfold rows_over. intros I. apply in_flat_map in I. destruct I as [x [I J]].
    assert (Ix : In x (sf_rows F)).
    { apply (Permutation_in x (sort_by_perm _ _)), filter_In in I. tauto. }
    apply in_map_iff in J. destruct J as [q [E J]]. injection E as <- <-. apply in_app_or in J. destruct J as [J|J].
    - destruct (row_at _ x) as [[d q']|] eqn:R; [|destruct J]. destruct (list_cmp index_cmp d c) eqn:D; [|destruct J|destruct J].
      destruct J as [<-|[]]. apply list_cmp_eq in D; [|intros; apply index_cmp_eq; assumption]. subst d.
      apply (row_at_sound _ x c q' Ix R).
    - destruct (Nat.ltb _ _); [|destruct J]. apply in_flat_map in J. destruct J as [o [J K]].
      destruct o as [q'|]; [|destruct K]. destruct K as [->|[]]. apply in_flat_map in J. destruct J as [a [_ J]].
      apply in_map_iff in J. destruct J as [y [J _]]. destruct (Pos.eqb _ _); [|discriminate].
      apply (under_law_sound c _ _ _ x q Ix J).
  Qed.

  Definition row_holds (c : list index) (x : left_row) : Prop := has_integral c (l_poly x) (l_value x).
  Lemma reduced_by_sound c rows : (forall x, In x rows -> row_holds c x) -> forall p q w, reduced_by F rows p = Some (q, w) ->
    (forall v, has_integral c q v -> has_integral c p (w ++ v)) /\
    (forall v, has_integral c p v -> has_integral c q (v ++ scaled_poly (-1) w)).
  Proof.
    induction rows as [|x rows IH]; simpl; intros Hr p q w H.
    - injection H as <- <-. split; intros v; simpl; rewrite ?app_nil_r; auto.
    - assert (R' : forall y, In y rows -> row_holds c y) by auto.
      set (k := Qred (coefficient (l_mono x) p / l_coef x)) in *. destruct (Qeq_bool k 0); [apply IH; auto|].
      destruct (pointwise F _) as [p'|] eqn:P; [|discriminate].
      destruct (reduced_by F rows p') as [[q' w']|] eqn:E; [|discriminate]. injection H as <- <-.
      destruct (IH R' p' q' w' E) as [I1 I2]. pose proof (Hr x (or_introl eq_refl)) as Hx. unfold row_holds in Hx.
      assert (Ep : almost M (fun e => svp p' e = svp p e - Q2R k * svp (l_poly x) e)).
      { apply (almost_mono _ _) with (2 := pointwise_sound F M G _ _ P). intros e Q.
        rewrite sev_minus, sev_mul, sev_const, !sev_of_poly in Q. lra. }
      split; intros v Hv.
      + pose proof (has_integral_plus c p' (l_poly x) _ _ k (I1 v Hv) Hx) as Hp.
        apply (has_integral_value c p ((w' ++ v) ++ scaled_poly k (l_value x))).
        * intros e. rewrite !svp_app. ring.
        * apply (has_integral_ext c (p' ++ scaled_poly k (l_poly x))); auto.
          apply (almost_mono _ _) with (2 := Ep). intros e Q. rewrite svp_app, svp_scaled, Q. ring.
      + assert (Hp : has_integral c p' (v ++ scaled_poly (- k) (l_value x))).
        { apply (has_integral_ext c (p ++ scaled_poly (- k) (l_poly x))); [|apply has_integral_plus; auto].
          apply (almost_mono _ _) with (2 := Ep). intros e Q. rewrite svp_app, svp_scaled, Q, Q2R_opp. ring. }
        apply (has_integral_value c q' _ _) with (2 := I2 _ Hp). intros e.
        rewrite !svp_app, !svp_scaled, svp_app, svp_scaled, Q2R_opp, Q2R_m1. ring.
  Qed.
  Lemma eliminated_sound c todo : (forall r v, In (r, v) todo -> has_integral c r v) -> forall rows,
    (forall x, In x rows -> row_holds c x) -> forall x, In x (eliminated F c todo rows) -> row_holds c x.
  Proof.
    induction todo as [|[r v] todo IH]; simpl; intros T rows Hr; auto.
    assert (T' : forall r v, In (r, v) todo -> has_integral c r v) by auto.
    destruct (reduced_by F rows r) as [[r' w]|] eqn:D; [|apply IH; auto].
    destruct (find _ r') as [[q m]|]; [|apply IH; auto]. apply IH; auto.
    intros x I. apply in_app_or in I. destruct I as [I|[<-|[]]]; [apply Hr, I|]. unfold row_holds. cbn [l_poly l_value].
    apply (proj2 (reduced_by_sound c rows Hr r r' w D)), T. auto.
  Qed.

  Lemma each_mono_sound b one : (forall m r, one m = Some r -> has_integral b [(1%Q, m)] r) ->
    forall p q, each_mono one p = Some q -> has_integral b p q.
  Proof.
    intros H. induction p as [|[k m] p IH]; intros q E.
    - injection E as <-. apply almost_all; auto. intros e. apply integral_zero; auto.
      + apply (meas_svp M Me []).
      + apply almost_over_all; auto.
    - cbn [each_mono] in E. destruct (one m) as [r|] eqn:O; [|discriminate].
      match type of E with option_map _ ?x = _ => destruct x as [q'|] eqn:E'; [|discriminate] end. injection E as <-.
      pose proof (has_integral_plus b p [(1%Q, m)] q' r k (IH q' eq_refl) (H m r O)) as Q.
      apply (has_integral_value b ((k, m) :: p) (q' ++ scaled_poly k r)); [intros e; rewrite !svp_app; ring|].
      apply (has_integral_ext b (p ++ scaled_poly k [(1%Q, m)])); auto. apply almost_all; auto. intros e.
      rewrite svp_app, svp_scaled. simpl. rewrite Q2R_1. ring.
  Qed.
  Lemma integral_poly_sound n : forall b p q, integral_poly F n b p = Some q ->
    almost M (fun e => int b (svp p) e = svp q e /\ conv b (svp p) e).
  Proof.
    induction n as [|n IHn]; [discriminate|]. intros b p q H. cbn [integral_poly] in H.
    set (one := one_mono F (integral_poly F n)) in *.
    assert (One : forall b m r, one b m = Some r -> has_integral b [(1%Q, m)] r).
    { clear H b p q. intros b m r H. unfold one, one_mono in H.
      assert (S1 : almost M (fun e => int b (svm m) e = svp r e /\ conv b (svm m) e)).
      { assert (Cl : option_map (fun m => [(1%Q, m)]) (closed_mono F (S (length b)) b m) = Some r ->
          almost M (fun e => int b (svm m) e = svp r e /\ conv b (svm m) e)).
        { destruct (closed_mono F _ b m) as [k|] eqn:Cm; [|discriminate]. intros R. injection R as <-.
          apply (almost_mono _ _) with (2 := closed_mono_sound F M G _ b m k Cm). intros e [A B].
          split; auto. rewrite A. simpl. rewrite Q2R_1. ring. }
        destruct (opened_mono F b m) as [[d o]|] eqn:Om; [|auto].
        destruct (integral_poly F n (b ++ d) o) as [o'|] eqn:Io; [|auto]. injection H as <-.
        pose proof (IHn _ _ _ Io) as Q.
        apply (almost_mono2 _ _ _) with (2 := Q) (3 := opened_mono_sound F M G b m d o Om (almost_right _ _ Q)).
        intros e [A _] [B C]. split; auto. rewrite B, A. reflexivity. }
      apply (almost_mono _ _) with (2 := S1). intros e.
      replace (svp [(1%Q, m)]) with (svm m) by (extensionality z; simpl; rewrite Q2R_1; ring). auto. }
    destruct (each_mono (one b) p) as [o|] eqn:E; [injection H as <-; apply (each_mono_sound b (one b) (One b) p o E)|].
    destruct (placed b (of_poly p)) as [[c u]|] eqn:Pl; [|discriminate].
    destruct (pointwise F u) as [p1|] eqn:P1; [|discriminate].
    destruct (reduced_by F _ p1) as [[p2 v]|] eqn:R; [|discriminate].
    destruct (each_mono (one c) p2) as [o|] eqn:E2; [|discriminate]. injection H as <-.
    pose proof (eliminated_sound c _ (rows_over_sound c p1) [] (fun x I => match I with end)) as El.
    pose proof (proj1 (reduced_by_sound c _ El p1 p2 v R) o (each_mono_sound c (one c) (One c) p2 o E2)) as H1.
    destruct (placed_sound M Me b (of_poly p) c u Pl) as [Pv _].
    assert (Ep : almost M (fun e => svp p1 e = sev u e)).
    { apply (almost_mono _ _) with (2 := pointwise_sound F M G u p1 P1). auto. }
    apply (almost_mono2 _ _ _) with (2 := H1) (3 := almost_fubini c _ Ep). intros e [A B] Q.
    destruct (Pv e) as [V1 V2]. replace (sev (of_poly p)) with (svp p) in V1, V2 by (extensionality z; symmetry; apply sev_of_poly).
    split.
    - rewrite V1, <- A. symmetry. apply integral_almost; auto using meas_sev, meas_svp.
    - apply V2, (converges_almost c (svp p1)); auto using meas_sev, meas_svp.
  Qed.

  Lemma closed_over_sound b t u : closed_over F b t = Some u ->
    almost M (fun e => int b (sev t) e = sev u e /\ conv b (sev t) e).
  Proof.
    destruct b as [|i b]; unfold closed_over.
    - some. apply almost_all; auto. intros e. rewrite int_nil. split; auto. apply conv_nil.
    - destruct (pointwise F t) as [p|] eqn:P; [|discriminate].
      destruct (integral_poly F 4 (i :: b) p) as [q|] eqn:Q; [|discriminate]. cbn [option_map]. some.
      apply (almost_mono2 _ _ _) with (2 := integral_poly_sound _ _ _ _ Q)
        (3 := almost_fubini (i :: b) _ (pointwise_sound F M G t p P)).
      intros e [A C] B. rewrite sev_of_poly. split.
      + rewrite <- A. apply integral_almost; auto using meas_sev, meas_svp.
      + apply (converges_almost (i :: b) (svp p)); auto using meas_sev, meas_svp.
        apply (almost_over_mono _ _ _ e) with (2 := B). auto.
  Qed.
  Lemma closed_if_sound b t : almost M (fun e => int b (sev t) e = sev (closed_if F b t) e).
  Proof.
    unfold closed_if. destruct (closed_over F b t) as [u|] eqn:C.
    - apply (almost_mono _ _) with (2 := closed_over_sound b t u C). tauto.
    - apply almost_all; auto. intros e. rewrite sev_sums_of. reflexivity.
  Qed.

  Lemma clean_over_sound t : forall b, almost M (fun e => evb M t b e = sev (clean_over F t b) e).
  Proof.
    assert (C : forall t t' b, is_sum t = false -> almost M (fun e => sev t e = sev t' e) ->
      almost M (fun e => evb M t b e = sev (closed_if F b t') e)).
    { intros t0 t' b S A. rewrite evb_int by exact S.
      apply (almost_mono2 _ _ _) with (2 := closed_if_sound b t') (3 := almost_fubini b _ A).
      intros e E Ab. rewrite <- E. apply integral_almost; auto using meas_sev. }
    assert (L : forall t b, is_sum t = false -> almost M (fun e => evb M t b e = sev (closed_if F b t) e)).
    { intros t0 b S. apply C; auto. apply almost_all; auto. }
    induction t; cbn [clean_over]; intros b; try (apply L; reflexivity); try apply IHt; apply C; try reflexivity.
    - apply (almost_mono2 _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e A B.
      rewrite !sev_add. unfold Values.sev at 1 2. rewrite A, B. reflexivity.
    - apply (almost_mono2 _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e A B.
      rewrite !sev_mul. unfold Values.sev at 1 2. rewrite A, B. reflexivity.
    - apply (almost_mono _ _) with (2 := IHt []). intros e A. rewrite !sev_pow. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono _ _) with (2 := IHt []). intros e A. rewrite !sev_log. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono _ _) with (2 := IHt []). intros e A. rewrite !sev_exp. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono _ _) with (2 := IHt []). intros e A. rewrite !sev_nz. unfold Values.sev at 1. rewrite A. reflexivity.
  Qed.
  Lemma clean_sound t : almost M (fun e => sev t e = sev (clean F t) e).
  Proof. apply (clean_over_sound t []). Qed.

  Lemma conv_almost c (f g : places M -> R) : measurable M f -> measurable M g -> almost M (fun e => f e = g e) ->
    almost M (conv c f) -> almost M (conv c g).
  Proof.
    intros Hf Hg E A. apply (almost_mono2 _ _ _) with (2 := A) (3 := almost_fubini c _ E).
    intros e Cv Ae. apply (converges_almost c f); auto.
  Qed.
  Lemma converges_term_sound b t : converges_term F b t = true -> almost M (conv b (sev t)).
  Proof.
    unfold converges_term. destruct (closed_over F b (clean F t)) as [u|] eqn:C; [|discriminate]. intros _.
    apply (conv_almost b (sev (clean F t))); auto using meas_sev.
    - apply (almost_mono _ _) with (2 := clean_sound t). auto.
    - apply (almost_right _ _ (closed_over_sound b _ u C)).
  Qed.
End sound.
