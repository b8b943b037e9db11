(** Bound letters: other names for them, and those over which a density's marginal is the integral. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Values Densities.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition mentioned (b : list index) (x : tm * Z) : bool := any (fun i => occurs i (fst x)) b.
Definition parted {A} (f : A -> bool) (l : list A) : list A * list A := (filter f l, filter (fun x => negb (f x)) l).
Definition without (i : index) (b : list index) : list index := filter (fun j => negb (same_index i j)) b.
Definition mono_letters (m : mono) : list index := flat_map (fun x => frees (fst x)) m.

(** A body that is a sum stands in brackets: its letters are not those of the sum around it. *)
Definition guard (t : tm) : tm := if is_sum t then TAdd t (TConst 0) else t.
Definition sums_of (b : list index) (t : tm) : tm := sums b (guard t).
(** Other names for bound letters. *)
Definition renamed_to (b p c : list index) (m : mono) : option mono :=
  let r := combine p c in
  if Nat.eqb (length b) (length p) &&& Nat.eqb (length p) (length c) &&& distinct b &&& distinct p &&& all (fun i => mem i b) p &&&
     one_to_one r (p ++ mono_letters m) &&& all (fun x => safe r (fst x)) m &&&
     all (fun x => same_index (look r (fst x)) (snd x)) r
  then Some (map (fun x => (rename r (fst x), snd x)) m) else None.
Fixpoint under_names (n : nat) (b : list index) : list index :=
  match b with [] => [] | i :: b => Index (xO (9000000 + Pos.of_succ_nat n)) (i_alphabet i) :: under_names (S n) b end.
Fixpoint inner_names (n : nat) (b : list index) : list index :=
  match b with [] => [] | i :: b => Index (xO (9500000 + Pos.of_succ_nat n)) (i_alphabet i) :: inner_names (S n) b end.
Definition by_letter (i j : index) : comparison :=
  then_ (Pos.compare (i_alphabet i) (i_alphabet j)) (Pos.compare (i_name i) (i_name j)).
(** Its letters with names that depend on their alphabets only. *)
Definition placed (b : list index) (t : tm) : option (list index * tm) :=
  let p := sort_by by_letter b in
  let c := under_names 0 p in
  match renamed_to b p c [(t, 1%Z)] with Some [(u, 1%Z)] => Some (c, u) | _ => None end.


(** A sum whose letters are not those of any other that is around it or in it. *)
Fixpoint apart_names (h n : nat) (b : list index) : list index :=
  match b with [] => [] | i :: b => Index (xO (7000000 + Pos.of_succ_nat (64 * h + n))) (i_alphabet i) :: apart_names h (S n) b end.
Definition renamed_sum (b : list index) (t : tm) : tm :=
  match renamed_to b b (apart_names (height t) 0 b) [(guard t, 1%Z)] with
  | Some [(u, 1%Z)] => sums_of (apart_names (height t) 0 b) u
  | _ => sums_of b t
  end.

Section functions.
  Variable laws : list (name * law_decl).

  (** ∫ r[…, X=i, …]·m over i, where m is free of i, is r[…]·m. *)
  Definition marginal_at (i : index) (m : mono) : option mono :=
    match parted (mentioned [i]) m with
    | ([(TLaw l args, Zpos xH)], rest) =>
        match sum_out i args with
        | Some args' =>
            match law_fit laws l args, law_fit laws l args' with
            | Some _, Some ([], _) => Some rest
            | Some _, Some _ => Some ((TLaw l args', 1%Z) :: rest)
            | _, _ => None
            end
        | None => None
        end
    | _ => None
    end.
  Fixpoint first_marginal (todo : list index) (m : mono) : option (index * mono) :=
    match todo with
    | [] => None
    | i :: todo => match marginal_at i m with Some n => Some (i, n) | None => first_marginal todo m end
    end.
  Fixpoint marginals (fuel : nat) (b : list index) (m : mono) : list index * mono :=
    match fuel with
    | O => (b, m)
    | S fuel =>
        match first_marginal b m with
        | Some (i, n) => if distinct b then marginals fuel (without i b) n else (b, m)
        | None => (b, m)
        end
    end.
  Definition marginalized (b : list index) (m : mono) : list index * mono := marginals (length b) b m.
End functions.

Section names.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Notation sev := (sev M).
  Notation svm := (svm M).
  Notation int := (integral_of M).
  Notation conv := (converges M).
  Implicit Types e : places M.

  Lemma sev_guard t e : sev (guard t) e = sev t e.
  Proof. unfold guard. destruct (is_sum t); auto. rewrite sev_add, sev_const, Q2R_0. ring. Qed.
  Lemma guard_no_sum t : is_sum (guard t) = false.
  Proof. unfold guard. destruct (is_sum t) eqn:E; auto. Qed.
  Lemma sev_sums_of b t : sev (sums_of b t) = int b (sev t).
  Proof.
    unfold sums_of. rewrite sev_sums by apply guard_no_sum. f_equal. extensionality e. apply sev_guard.
  Qed.

  Lemma svm_one a e : svm [(a, 1%Z)] e = sev a e.
  Proof. simpl. ring. Qed.
  Definition same_integral (b : list index) (m : mono) (c : list index) (n : mono) e : Prop :=
    int b (svm m) e = int c (svm n) e /\ (conv b (svm m) e <-> conv c (svm n) e).
  Lemma same_refl b m e : same_integral b m b m e.
  Proof. split; tauto. Qed.
  Lemma same_trans b m c n d o e : same_integral b m c n e -> same_integral c n d o e -> same_integral b m d o e.
  Proof. intros [A B] [C D]. split; [congruence|tauto]. Qed.

  Lemma renamed_to_sound b p c m n : renamed_to b p c m = Some n -> forall e, same_integral b m c n e.
  Proof.
    unfold renamed_to. set (r := combine p c).
    match goal with |- (if ?x then _ else _) = _ -> _ => destruct x eqn:E end; [|discriminate]. some. intros e.
    ands. match goal with H : one_to_one r _ = true |- _ => rename H into O end.
    pose proof (perm_letter_map r _ O) as L. set (pi := perm r) in *.
    assert (Kl : forall i, In i (p ++ mono_letters m) -> look r i = pi i).
    { intros i I. unfold one_to_one in O. destruct (keeps_alphabets r); [|discriminate].
      apply same_index_eq. apply (all_forall _ _ O i I). }
    assert (Ec : map pi p = c).
    { assert (Q : all (fun x => same_index (look r (fst x)) (snd x)) r = true) by assumption.
      assert (Len : length p = length c) by (apply Nat.eqb_eq; assumption).
      assert (Kp : forall i, In i p -> look r i = pi i) by (intros; apply Kl, in_or_app; auto).
      pose proof (all_forall _ _ Q) as Q'.
      assert (Kq : forall i j, In (i, j) (combine p c) -> look r i = j) by
        (intros i j I; apply same_index_eq; apply (Q' (i, j) I)).
      clear - Len Kp Kq. clearbody r pi. revert c Len Kq. induction p as [|i p IH]; intros [|j c] Len Kq; simpl in *; try discriminate; auto.
      rewrite <- Kp, (Kq i j) by auto. f_equal. apply IH; auto. }
    assert (Sn : forall e, svm (map (fun x => (rename r (fst x), snd x)) m) e = svm m (through M pi e)).
    { intros e'. assert (Sf : forall x, In x m -> safe r (fst x) = true) by (apply all_forall; assumption).
      assert (Kp : forall i, In i (mono_letters m) -> look r i = pi i) by (intros; apply Kl, in_or_app; auto).
      clear - Sf Kp. clearbody pi. induction m as [|[a k] m IH]; simpl; auto. rewrite IH.
      - rewrite sev_rename by (apply (Sf (a, k)); left; reflexivity). f_equal. f_equal. apply sev_agree.
        intros i I. unfold through. rewrite Kp; auto. apply in_flat_map. exists (a, k). split; [left; auto|].
        apply occurs_frees, I.
      - intros x X. apply Sf. right. exact X.
      - intros i I. apply Kp. unfold mono_letters. simpl. apply in_or_app. auto. }
    assert (Pb : Permutation b p).
    { symmetry. apply NoDup_Permutation_bis.
      - apply distinct_NoDup. assumption.
      - assert (length b = length p) by (apply Nat.eqb_eq; assumption). lia.
      - intros i I. apply mem_In. apply (all_forall (fun i => mem i b) p); assumption. }
    assert (Ag : forall i, (exists a k, In (a, k) m /\ occurs i a = true) -> In i p \/ through M pi e i = e i).
    { intros i [a [k [I Oc]]]. destruct (mem i p) eqn:Mi; [left; apply mem_In, Mi|right]. unfold through.
      rewrite <- Kl.
      - unfold r. rewrite look_combine_out; auto. apply mem_not_In, Mi.
      - apply in_or_app. right. apply in_flat_map. exists (a, k). split; auto. apply occurs_frees, Oc. }
    assert (Sm : forall e e', (forall i, (exists a k, In (a, k) m /\ occurs i a = true) -> e i = e' i) -> svm m e = svm m e').
    { intros e1 e2 H'. apply svm_agree. intros a k I i Oc. apply H'. eauto. }
    rewrite <- Ec. split.
    - rewrite (integral_perm b p _ (meas_svm M Me m) Pb).
      replace (svm (map _ m)) with (fun e => svm m (through M pi e)) by (extensionality z; symmetry; apply Sn).
      rewrite integral_through by exact L. symmetry. eapply int_agree; [exact Sm|exact Ag].
    - replace (svm (map _ m)) with (fun e => svm m (through M pi e)) by (extensionality z; symmetry; apply Sn).
      rewrite converges_through by exact L.
      assert (X : conv p (svm m) (through M pi e) <-> conv p (svm m) e).
      { unfold converges.
        assert (Ei : integrate M p (fun e => Fin (Rabs (svm m e))) (through M pi e) = integrate M p (fun e => Fin (Rabs (svm m e))) e).
        { eapply integrate_agree; [|exact Ag]. intros e1 e2 Q. rewrite (Sm e1 e2 Q). reflexivity. }
        rewrite Ei. tauto. }
      rewrite X. split; apply converges_perm; auto using meas_svm, Permutation_sym.
  Qed.

  Lemma placed_sound b t c u : placed b t = Some (c, u) ->
    (forall e, int b (sev t) e = int c (sev u) e /\ (conv b (sev t) e <-> conv c (sev u) e)) /\
    exists pi, letter_map pi /\ forall e, sev u e = sev t (through M pi e).
  Proof.
    unfold placed. set (p := sort_by by_letter b). destruct (renamed_to b p _ _) as [n|] eqn:R; [|discriminate].
    assert (S := renamed_to_sound b p _ _ _ R).
    unfold renamed_to in R. match type of R with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate].
    injection R as <-. simpl. intros H. injection H as <- <-. split.
    - intros e. destruct (S e) as [S1 S2].
      assert (One : forall v, svm [(v, 1%Z)] = sev v) by (intros v; extensionality z; apply svm_one).
      simpl map in S1, S2. rewrite !One in S1, S2. auto.
    - exists (perm (combine p (under_names 0 p))). ands.
      match goal with H : one_to_one _ _ = true |- _ => rename H into O end.
      split; [apply (perm_letter_map _ _ O)|]. intros e. apply sev_perm; auto.
      + apply (one_to_one_incl _ _ _ (incl_appr _ (incl_appl _ (incl_refl _))) O).
      + match goal with H : all (fun x => safe _ (fst x)) _ = true |- _ => apply (all_forall _ _ H (t, 1%Z)); left; reflexivity end.
  Qed.

  Lemma renamed_sum_sound b t e : sev (renamed_sum b t) e = int b (sev t) e.
  Proof.
    unfold renamed_sum. destruct (renamed_to b b _ _) as [[|[u [|[]|]] [|]]|] eqn:R;
      try (rewrite sev_sums_of; reflexivity).
    rewrite sev_sums_of. destruct (renamed_to_sound b b _ _ _ R e) as [Q _].
    assert (One : forall v, svm [(v, 1%Z)] = sev v) by (intros v; extensionality z; apply svm_one).
    rewrite !One in Q. rewrite <- Q. f_equal. extensionality z. apply sev_guard.
  Qed.
End names.

Section marginals.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Variable laws : list (name * law_decl).
  Hypothesis Are : forall l d, find_name l laws = Some d -> is_density M l d.
  Notation sev := (sev M).
  Notation svm := (svm M).
  Notation int := (integral_of M).
  Notation conv := (converges M).
  Implicit Types e : places M.
  Notation same_integral := (same_integral M).
  Notation svm_one := (svm_one M).
  Notation same_refl := (same_refl M).
  Notation same_trans := (same_trans M).

  Lemma parted_perm {A} (f : A -> bool) l : Permutation l (fst (parted f l) ++ snd (parted f l)).
  Proof.
    induction l as [|x l IH]; simpl; auto. unfold parted in *. simpl in *. destruct (f x); simpl.
    - constructor. exact IH.
    - apply Permutation_cons_app. exact IH.
  Qed.
  Lemma svm_parted f m a b e : parted f m = (a, b) -> svm m e = svm a e * svm b e.
  Proof.
    intros P. rewrite <- svm_app. apply svm_perm.
    pose proof (parted_perm f m) as Q. rewrite P in Q. exact Q.
  Qed.
  Lemma mentioned_any b m a k i : In (a, k) m -> occurs i a = true -> In i b -> any (mentioned b) m = true.
  Proof.
    intros I O J. assert (X : mentioned b (a, k) = true).
    { clear - O J. unfold mentioned. simpl. induction b as [|j b IH]; simpl in *; [tauto|].
      destruct J as [->|J]; [rewrite O; auto|]. rewrite (IH J). destruct (occurs j a); auto. }
    clear - I X. induction m as [|y m IH]; simpl in *; [tauto|]. destruct I as [->|I]; [rewrite X; auto|].
    rewrite (IH I). destruct (mentioned b y); auto.
  Qed.
  Lemma svm_free b m : any (mentioned b) m = false -> forall e e', agree M b e e' -> svm m e = svm m e'.
  Proof.
    intros N e e' A. apply svm_agree. intros a k I i O. apply A. intros J.
    rewrite (mentioned_any b m a k i I O J) in N. discriminate.
  Qed.
  (** Letters and the others. *)
  Lemma split_perm b c : distinct b = true -> distinct c = true -> all (fun i => mem i b) c = true ->
    Permutation b (filter (fun i => negb (mem i c)) b ++ c).
  Proof.
    intros Db Dc Sub. eapply Permutation_trans; [apply (parted_perm (fun i => mem i c))|].
    cbn [parted fst snd]. eapply Permutation_trans; [apply Permutation_app_comm|]. apply Permutation_app_head.
    apply NoDup_Permutation; [apply NoDup_filter, distinct_NoDup, Db|apply distinct_NoDup, Dc|].
    intros i. rewrite filter_In. split; [intros [_ X]; apply mem_In, X|]. intros X.
    split; [apply mem_In, (all_forall _ _ Sub i X)|apply mem_In, X].
  Qed.
  Lemma any_filter_false {A} (f : A -> bool) l : any f (filter (fun x => negb (f x)) l) = false.
  Proof. induction l as [|x l IH]; simpl; auto. destruct (f x) eqn:E; simpl; auto. rewrite E. exact IH. Qed.
  Lemma without_perm i b : NoDup b -> In i b -> Permutation b (without i b ++ [i]).
  Proof.
    induction b as [|j b IH]; intros N I; [destruct I|]. inversion N as [|x y Nj Nb]; subst. simpl.
    unfold without in *. simpl. destruct (same_index i j) eqn:E; simpl.
    - apply same_index_eq in E. subst j. apply Permutation_trans with (i :: b); [reflexivity|].
      replace (filter (fun j => negb (same_index i j)) b) with b; [apply Permutation_cons_append|].
      clear - Nj. induction b as [|x b IH]; simpl; auto. destruct (same_index i x) eqn:E; simpl.
      + apply same_index_eq in E. subst. exfalso. apply Nj. left. reflexivity.
      + f_equal. apply IH. intros I. apply Nj. right. exact I.
    - constructor. apply IH; auto. destruct I as [->|I]; auto. rewrite same_index_refl in E. discriminate.
  Qed.

  (** Letters c of which only the factor h ≥ 0 knows, whose integral is v. *)
  Lemma factor_step b d c (f g h v : places M -> R) : measurable M g -> measurable M h -> measurable M v -> (forall e, 0 <= h e) ->
    (forall e e', agree M c e e' -> g e = g e') -> Permutation b (d ++ c) -> (forall e, f e = g e * h e) ->
    almost M (fun e => integrate M c (fun e => Fin (h e)) e = Fin (v e)) ->
    almost M (fun e => int b f e = int d (fun e => g e * v e) e /\ (conv b f e <-> conv d (fun e => g e * v e) e)).
  Proof.
    intros Mg Mh Mv Ph Fr Pb Ef Iv. apply (almost_mono _ _) with (2 := almost_fubini d _ Iv). intros e Ae.
    destruct (integral_factor d c g h e Mg Mh Ph Fr) as [E C].
    { apply (almost_over_mono _ _ _ e) with (2 := Ae). intros z ->. exact I. }
    replace f with (fun e => g e * h e) by (extensionality z; auto).
    assert (Mf : measurable M (fun e => g e * h e)) by (apply (m_times M Me); auto).
    assert (Mr : measurable M (fun e => g e * real (integrate M c (fun e => Fin (h e)) e))).
    { apply (m_times M Me); auto. apply em_integrate; auto. apply em_fin; auto. }
    assert (Mn : measurable M (fun e => g e * v e)) by (apply (m_times M Me); auto).
    assert (Ab : almost_over M d (fun e => g e * real (integrate M c (fun e => Fin (h e)) e) = g e * v e) e).
    { apply (almost_over_mono _ _ _ e) with (2 := Ae). intros z ->. reflexivity. }
    assert (Ab' : almost_over M d (fun e => g e * v e = g e * real (integrate M c (fun e => Fin (h e)) e)) e).
    { apply (almost_over_mono _ _ _ e) with (2 := Ab). auto. }
    split.
    - rewrite (integral_perm b _ _ Mf Pb), E. apply integral_almost; auto.
    - split; intros Cv.
      + apply (converges_almost _ _ _ e Mr Mn Ab), C, (converges_perm b _ _ e Mf Pb), Cv.
      + apply (converges_perm (d ++ c) b _ e Mf (Permutation_sym Pb)), C, (converges_almost _ _ _ e Mn Mr Ab'), Cv.
  Qed.
  Lemma same_almost b m n : almost M (fun e => svm m e = svm n e) -> almost M (same_integral b m b n).
  Proof.
    intros H. apply (almost_mono _ _) with (2 := almost_fubini b _ H). intros e A.
    assert (A' : almost_over M b (fun e => svm n e = svm m e) e) by
      (apply (almost_over_mono _ _ _ e) with (2 := A); auto).
    split; [apply integral_almost; auto using meas_svm|].
    split; apply converges_almost; auto using meas_svm.
  Qed.

  Lemma marginal_step i b m n : NoDup b -> In i b -> marginal_at laws i m = Some n ->
    almost M (same_integral b m (without i b) n).
  Proof.
    intros Nb I. unfold marginal_at. destruct (parted (mentioned [i]) m) as [inside rest] eqn:P.
    destruct inside as [|[a k] [|]]; try discriminate.
    2: { destruct a; try discriminate. destruct k as [|[]|]; discriminate. }
    destruct a; try discriminate. destruct k as [|[]|]; try discriminate.
    destruct (sum_out i args) as [args'|] eqn:S; [|discriminate].
    destruct (law_fit laws l args) as [x|] eqn:F1; [|discriminate].
    destruct (law_fit laws l args') as [y|] eqn:F2; [|discriminate]. intros H.
    assert (Fr : forall e e', agree M [i] e e' -> svm rest e = svm rest e').
    { apply svm_free. replace rest with (filter (fun x => negb (mentioned [i] x)) m) by (unfold parted in P; congruence).
      apply any_filter_false. }
    pose proof (factor_step b (without i b) [i] (svm m) (svm rest) (sev (TLaw l args)) (sev (TLaw l args'))
      (meas_svm M Me rest) (meas_sev M Me _) (meas_sev M Me _) (law_nonneg M Me l args) Fr (without_perm i b Nb I)) as St.
    assert (Em : forall e, svm m e = svm rest e * sev (TLaw l args) e).
    { intros z. rewrite (svm_parted _ m _ _ z P), svm_one. ring. }
    specialize (St Em (summed_law M Me laws Are l args [i] args' x y F1 F2 S)).
    assert (Nn : almost M (fun e => svm ((TLaw l args', 1%Z) :: rest) e = svm n e)).
    { destruct y as [[|o os] is]; injection H as <-; [|apply almost_all; auto].
      apply (almost_mono _ _) with (2 := fit_total M Me laws Are l args' is F2).
      intros e Z. cbn [Values.svm]. rewrite powerRZ_1, Z. ring. }
    apply (almost_mono2 _ _ _) with (2 := St) (3 := same_almost (without i b) _ _ Nn). intros e S1.
    apply same_trans. unfold Marginals.same_integral.
    replace (svm ((TLaw l args', 1%Z) :: rest)) with (fun e => svm rest e * sev (TLaw l args') e); [exact S1|].
    extensionality z. cbn [Values.svm]. rewrite powerRZ_1. ring.
  Qed.

  Lemma first_marginal_In todo m i n : first_marginal laws todo m = Some (i, n) -> In i todo /\ marginal_at laws i m = Some n.
  Proof.
    induction todo as [|j todo IH]; simpl; [discriminate|]. destruct (marginal_at laws j m) eqn:E.
    - intros H. injection H as <- <-. auto.
    - intros H. destruct (IH H). auto.
  Qed.
  Lemma marginals_sound fuel : forall b m c n, marginals laws fuel b m = (c, n) -> almost M (same_integral b m c n).
  Proof.
    induction fuel as [|fuel IH]; simpl; intros b m c n H.
    - injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
    - destruct (first_marginal laws b m) as [[i n']|] eqn:E.
      + destruct (distinct b) eqn:D.
        * apply first_marginal_In in E. destruct E as [I E].
          apply (almost_mono2 _ _ _) with (2 := marginal_step i b m n' (distinct_NoDup b D) I E) (3 := IH _ _ _ _ H).
          intros e. apply same_trans.
        * injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
      + injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
  Qed.
End marginals.
