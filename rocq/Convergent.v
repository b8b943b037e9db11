(** Integrals in normal form: split into monomials that converge, marginals, factors taken out, bound
    letters with canonical names. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Integrals Core Mono Close Laws Signs
  Normal Elaborate Theorems Values Densities Grounded.
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
  Variable F : sfacts.

  (** ∫ r[…, X=i, …]·m over i, where m is free of i, is r[…]·m. *)
  Definition marginal_at (i : index) (m : mono) : option mono :=
    match parted (mentioned [i]) m with
    | ([(TLaw l args, Zpos xH)], rest) =>
        match sum_out i args with
        | Some args' =>
            match law_fit (sf_laws F) l args, law_fit (sf_laws F) l args' with
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

  (** Canonical names for bound letters, in an order that is looked for. *)
  Definition single (p : option poly) : option mono :=
    match p with Some [(c, m)] => if Qeq_bool c 1 then Some m else None | _ => None end.
  Definition candidate_at (b : list index) (m : mono) (p : list index) : option (list index * mono) :=
    let c := bound_names (S (mono_height m)) 0 p in
    match renamed_to b p c m with
    | Some n => match single (pointwise F (of_mono n)) with
                | Some n => if is_sum (of_mono n) then None else Some (c, n)
                | None => None end
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
  Definition is_row (c : list index) (m : mono) : bool :=
    any (fun r => match snd r with
                  | [(q, n)] => negb (Qeq_bool q 0) &&& match list_cmp index_cmp (fst r) c with Eq => true | _ => false end
                                &&& match mono_cmp n m with Eq => true | _ => false end
                  | _ => false end) (sf_rows F).
  (** Whether ∫ m converges: as a finite sum, by a marginal, or because that is given. *)
  Definition converges_one (b : list index) (m : mono) : bool :=
    all (fun i => negb (any (Pos.eqb (i_alphabet i)) (sf_spaces F))) b |||
    (match fst (marginalized b (filter (fun x => negb (bounded x)) m)) with [] => true | _ => false end) |||
    (match canonical b m with Some (c, n) => is_row c n | None => false end).

  (** Letters that factors have in common with those of s, and so on. *)
  Fixpoint connected (fuel : nat) (b : list index) (m : mono) (s : list index) : list index :=
    match fuel with
    | O => s
    | S fuel => connected fuel b m (filter (fun i => mem i s ||| any (fun x => mentioned [i] x &&& mentioned s x) m) b)
    end.
  (** ∫ m over b: marginals, what is free of b taken out, a product of what has no letter in common. *)
  Fixpoint closed_mono (fuel : nat) (b : list index) (m : mono) : option mono :=
    match fuel with
    | O => None
    | S fuel =>
        let (b, m) := marginalized b m in
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
                  | Some (c, n) => Some (outside ++ [(sums c (of_mono n), 1%Z)])
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
  Fixpoint integral_poly (n : nat) (b : list index) (p : poly) : option poly :=
    match n with
    | O => None
    | S n =>
        (fix each (p : poly) : option poly :=
           match p with
           | [] => Some []
           | (q, m) :: p =>
               match (match closed_mono (S (length b)) b m with
                      | Some m => Some [(1%Q, m)]
                      | None => match opened_mono b m with
                                | Some (c, o) => integral_poly n (b ++ c) o
                                | None => None end
                      end), each p with
               | Some r, Some p => Some (map (fun x => (Qred (q * fst x), snd x)) r ++ p)
               | _, _ => None
               end
           end) p
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
  (** Whether ∫ t converges: term by term, less what is provided as a whole. *)
  Definition left_row := (Q * mono * poly)%type.               (* a monomial of which nothing is known, and all *)
  Fixpoint reduced_by (rows : list left_row) (p : poly) : option poly :=
    match rows with
    | [] => Some p
    | (q, m, r) :: rows =>
        let k := Qred (coefficient m p / q) in
        if Qeq_bool k 0 then reduced_by rows p else
        match pointwise F (tminus (of_poly p) (TMul (TConst k) (of_poly r))) with
        | Some p => reduced_by rows p
        | None => None end
    end.
  (** What is provided over c, each less those before it. *)
  Fixpoint eliminated (todo : list (list index * poly)) (c : list index) (rows : list left_row) : list left_row :=
    match todo with
    | [] => rows
    | (d, r) :: todo =>
        match list_cmp index_cmp c d, reduced_by rows r with
        | Eq, Some r =>
            match find (fun x => negb (converges_mono c (snd x))) r with
            | Some (q, m) => eliminated todo c (rows ++ [(q, m, r)])
            | None => eliminated todo c rows
            end
        | _, _ => eliminated todo c rows
        end
    end.
  Definition converges_term (b : list index) (t : tm) : bool :=
    match placed b (clean t) with
    | Some (c, u) =>
        match pointwise F u with
        | Some p => match reduced_by (eliminated (sf_rows F) c []) p with
                    | Some p => match integral_poly 4 c p with Some _ => true | None => false end
                    | None => false end
        | None => false end
    | None => false
    end.
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
    - rewrite (integral_perm M Me b p _ (meas_svm M Me m) Pb).
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

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G.
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
  Lemma svm_free b m : any (mentioned b) m = false -> forall e e', agree M b e e' -> svm m e = svm m e'.
  Proof.
    intros N e e' A. apply svm_agree. intros a k I i O. apply A. intros J.
    assert (X : mentioned b (a, k) = true).
    { clear - O J. unfold mentioned. simpl. induction b as [|j b IH]; simpl in *; [tauto|].
      destruct J as [->|J]; [rewrite O; auto|]. rewrite (IH J). destruct (occurs j a); auto. }
    assert (Y : any (mentioned b) m = true); [|congruence].
    clear - I X. induction m as [|y m IH]; simpl in *; [tauto|]. destruct I as [->|I]; [rewrite X; auto|].
    rewrite (IH I). destruct (mentioned b y); auto.
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

  Lemma marginal_step i b m n : NoDup b -> In i b -> marginal_at F i m = Some n ->
    almost M (same_integral b m (without i b) n).
  Proof.
    intros Nb I. unfold marginal_at. destruct (parted (mentioned [i]) m) as [inside rest] eqn:P.
    destruct inside as [|[a k] [|]]; try discriminate.
    2: { destruct a; try discriminate. destruct k as [|[]|]; discriminate. }
    destruct a; try discriminate. destruct k as [|[]|]; try discriminate.
    destruct (sum_out i args) as [args'|] eqn:S; [|discriminate].
    destruct (law_fit (sf_laws F) l args) as [x|] eqn:F1; [|discriminate].
    destruct (law_fit (sf_laws F) l args') as [y|] eqn:F2; [|discriminate]. intros H.
    set (h := sev (TLaw l args)). set (g := svm rest).
    assert (Mh : measurable M h) by (apply meas_sev; auto).
    assert (Mg : measurable M g) by (apply meas_svm; auto).
    assert (Ph : forall e, 0 <= h e) by (intros; apply law_nonneg; auto).
    assert (Fr : forall e e', agree M [i] e e' -> g e = g e').
    { apply svm_free. replace rest with (filter (fun x => negb (mentioned [i] x)) m) by (unfold parted in P; congruence).
      apply any_filter_false. }
    pose proof (summed_law M Me (sf_laws F) (ss_laws F M G) l args i args' x y F1 F2 S) as Sl.
    assert (Nn : almost M (fun e => svm n e = g e * sev (TLaw l args') e)).
    { destruct y as [[|o os] is]; injection H as <-.
      - apply (almost_mono M _ _) with (2 := fit_total M Me (sf_laws F) (ss_laws F M G) l args' is F2).
        intros e ->. unfold g. ring.
      - apply almost_all; auto. intros e. unfold g. cbn [Values.svm]. rewrite powerRZ_1. ring. }
    pose proof (almost_fubini M Me (without i b) _ (almost_and M Me _ _ Sl Nn)) as A.
    apply (almost_mono M _ _) with (2 := A). intros e Ae.
    destruct (integral_factor M Me (without i b) [i] g h e Mg Mh Ph Fr) as [E C].
    { apply (almost_over_mono M _ _ _ e) with (2 := Ae). intros z [Z _]. unfold h. rewrite Z. exact Logic.I. }
    assert (Em : svm m = fun e => g e * h e).
    { extensionality z. rewrite (svm_parted _ m _ _ z P), svm_one. unfold g, h. ring. }
    assert (Mr : measurable M (fun e => g e * real (integrate M [i] (fun e => Fin (h e)) e))).
    { apply (m_times M Me); auto. apply em_integrate; auto. apply em_fin; auto. }
    assert (Mn : measurable M (svm n)) by (apply meas_svm; auto).
    assert (Ab : almost_over M (without i b) (fun e => g e * real (integrate M [i] (fun e => Fin (h e)) e) = svm n e) e).
    { apply (almost_over_mono M _ _ _ e) with (2 := Ae). intros z [Z1 Z2]. unfold h. rewrite Z1, Z2. reflexivity. }
    assert (Ab' : almost_over M (without i b) (fun e => svm n e = g e * real (integrate M [i] (fun e => Fin (h e)) e)) e).
    { apply (almost_over_mono M _ _ _ e) with (2 := Ab). auto. }
    pose proof (without_perm i b Nb I) as Pb.
    split.
    - rewrite (integral_perm M Me b _ (svm m)) with (2 := Pb); [|apply meas_svm; auto]. rewrite Em, E.
      apply integral_almost; auto.
    - split; intros Cv.
      + apply (converges_almost M Me _ _ _ e Mr Mn Ab). apply C. rewrite <- Em.
        apply (converges_perm M Me b _ (svm m) e) with (2 := Pb); auto. apply meas_svm; auto.
      + apply (converges_perm M Me (without i b ++ [i]) b (svm m) e); [apply meas_svm; auto|symmetry; exact Pb|].
        rewrite Em. apply C. apply (converges_almost M Me _ _ _ e Mn Mr Ab'). exact Cv.
  Qed.

  Lemma first_marginal_In todo m i n : first_marginal F todo m = Some (i, n) -> In i todo /\ marginal_at F i m = Some n.
  Proof.
    induction todo as [|j todo IH]; simpl; [discriminate|]. destruct (marginal_at F j m) eqn:E.
    - intros H. injection H as <- <-. auto.
    - intros H. destruct (IH H). auto.
  Qed.
  Lemma marginals_sound fuel : forall b m c n, marginals F fuel b m = (c, n) -> almost M (same_integral b m c n).
  Proof.
    induction fuel as [|fuel IH]; simpl; intros b m c n H.
    - injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
    - destruct (first_marginal F b m) as [[i n']|] eqn:E.
      + destruct (distinct b) eqn:D.
        * apply first_marginal_In in E. destruct E as [I E].
          apply (almost_mono2 M Me _ _ _) with (2 := marginal_step i b m n' (distinct_NoDup b D) I E) (3 := IH _ _ _ _ H).
          intros e. apply same_trans.
        * injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
      + injection H as <- <-. apply almost_all; auto. intros. apply same_refl.
  Qed.

  Lemma same_almost b m n : almost M (fun e => svm m e = svm n e) -> almost M (same_integral b m b n).
  Proof.
    intros H. apply (almost_mono M _ _) with (2 := almost_fubini M Me b _ H). intros e A.
    assert (A' : almost_over M b (fun e => svm n e = svm m e) e) by
      (apply (almost_over_mono M _ _ _ e) with (2 := A); auto).
    split; [apply integral_almost; auto using meas_svm|].
    split; apply converges_almost; auto using meas_svm.
  Qed.

  Lemma canonical_sound b m c n : canonical F b m = Some (c, n) ->
    is_sum (of_mono n) = false /\ almost M (same_integral b m c n).
  Proof.
    unfold canonical. generalize (firstn 6 (orders (length b) m (refine 8 m (by_alphabet b)))). intros l.
    revert c n. induction l as [|p l IH]; simpl; intros c n; [discriminate|].
    set (rest := fold_right _ None l) in *. intros H.
    assert (Hc : candidate_at F b m p = Some (c, n) \/ rest = Some (c, n)).
    { unfold lesser in H. destruct (candidate_at F b m p) as [[c1 n1]|], rest as [[c2 n2]|]; auto.
      destruct (mono_cmp n1 n2); auto. }
    destruct Hc as [Hc|Hc]; [|auto]. clear H IH. unfold candidate_at in Hc.
    destruct (renamed_to _ _ _ _) as [n'|] eqn:R; [|discriminate].
    destruct (single _) as [n2|] eqn:Sg; [|discriminate].
    destruct (is_sum (of_mono n2)) eqn:Is; [discriminate|]. injection Hc as <- <-. split; auto.
    unfold single in Sg. destruct (pointwise F (of_mono n')) as [[|[q n3] [|]]|] eqn:Pw; try discriminate.
    destruct (Qeq_bool q 1) eqn:Q; [|discriminate]. injection Sg as <-.
    apply (almost_mono M (same_integral (bound_names (S (mono_height m)) 0 p) n' (bound_names (S (mono_height m)) 0 p) n3)).
    - intros e. apply same_trans. apply (renamed_to_sound b p _ _ _ R).
    - apply same_almost. apply (almost_mono M _ _) with (2 := pointwise_sound F M G _ _ Pw).
      intros e. rewrite sev_of_mono. simpl. apply Qeq_bool_eq, Qeq_eqR in Q. rewrite Q, Q2R_1. intros ->. ring.
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

  Lemma finite_over i f (e : places M) : ~ In (i_alphabet i) (sf_spaces F) -> measurable M f ->
    finite (over M i (fun e => Fin (Rabs (f e))) e).
  Proof. intros N _. unfold over. apply (ss_finite F M G (i_alphabet i) N (fun k => f (put M e i k))). Qed.
  Lemma finite_ext_over i H (e : places M) : ~ In (i_alphabet i) (sf_spaces F) -> emeasurable M H ->
    (forall e, finite (H e)) -> finite (over M i H e).
  Proof.
    intros N Hm Fi. replace H with (fun e => Fin (Rabs (real (H e)))).
    - apply finite_over; auto. apply Hm.
    - extensionality z. rewrite Rabs_right by (apply Rle_ge, Hm). symmetry. apply finite_real, Fi.
  Qed.
  Lemma finite_conv b m e : all (fun i => negb (any (Pos.eqb (i_alphabet i)) (sf_spaces F))) b = true -> conv b (svm m) e.
  Proof.
    intros H. unfold converges. pose proof (all_forall _ _ H) as H'. clear H.
    revert e. induction b as [|i b IH]; simpl; intros e; [exact I|]. apply finite_ext_over.
    - intros J. specialize (H' i (or_introl eq_refl)). cbv beta in H'. apply negb_true_iff in H'.
      assert (X : any (Pos.eqb (i_alphabet i)) (sf_spaces F) = true); [|congruence].
      clear - J. induction (sf_spaces F) as [|a l IHl]; simpl in *; [tauto|]. destruct J as [->|J].
      + rewrite Pos.eqb_refl. reflexivity.
      + rewrite (IHl J). destruct (Pos.eqb (i_alphabet i) a); auto.
    - apply em_integrate; auto. apply em_abs; auto using meas_svm.
    - apply IH. intros j J. apply H'. right. exact J.
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
    - rewrite (integral_local M b (svm m) (fun e' => svm outside e * svm inside e')) by exact L.
      apply integral_scale; auto using meas_svm.
    - intros Cv. apply (converges_local M b (fun e' => svm outside e * svm inside e')).
      + intros e' A. symmetry. apply L, A.
      + apply converges_scale; auto using meas_svm.
  Qed.

  Lemma is_row_sound c n : is_row F c n = true -> almost M (conv c (svm n)).
  Proof.
    intros H. apply any_exists in H. destruct H as [[b p] [I H]]. cbn [fst snd] in H.
    destruct p as [|[q m] [|]]; try discriminate. ands.
    destruct (list_cmp index_cmp b c) eqn:E1; try discriminate. destruct (mono_cmp m n) eqn:E2; try discriminate.
    apply list_cmp_eq in E1; [|intros; apply index_cmp_eq; assumption]. apply mono_cmp_eq in E2. subst.
    apply (almost_mono M _ _) with (2 := ss_rows F M G c _ I). intros e Cv.
    assert (Q : Q2R q <> 0) by (apply Q2R_not_0; destruct (Qeq_bool q 0); [discriminate|reflexivity]).
    apply (converges_local M c (fun e => / Q2R q * svp [(q, n)] e)).
    - intros e' _. simpl. field. exact Q.
    - apply converges_scale; auto. apply (meas_svp M Me [(q, n)]).
  Qed.

  Lemma converges_one_sound b m : converges_one F b m = true -> almost M (conv b (svm m)).
  Proof.
    intros H. unfold converges_one in H. apply or_true in H. destruct H as [H|H].
    { apply or_true in H. destruct H as [H|H].
      - apply almost_all; auto. intros e. apply finite_conv, H.
      - destruct (marginalized F b _) as [c n] eqn:E. simpl in H. destruct c; [|discriminate].
        apply (almost_mono M _ _) with (2 := marginals_sound _ _ _ _ _ E). intros e [_ C].
        apply (converges_below M Me b _ (svm (filter (fun x => negb (bounded F x)) m))); auto using meas_svm.
        + intros. apply bounded_below.
        + apply C, conv_nil. }
    destruct (canonical F b m) as [[d o]|] eqn:Ca; [|discriminate].
    destruct (canonical_sound _ _ _ _ Ca) as [_ S].
    apply (almost_mono2 M Me _ _ _) with (2 := S) (3 := is_row_sound d o H). intros e [_ C] R. apply C, R.
  Qed.

  (** What has no letter in common: a product of integrals. *)
  Lemma product_sound b1 b2 m1 m2 e : any (mentioned b2) m1 = false -> any (mentioned b1) m2 = false ->
    conv b1 (svm m1) e -> conv b2 (svm m2) e ->
    conv (b1 ++ b2) (svm (m1 ++ m2)) e /\ int (b1 ++ b2) (svm (m1 ++ m2)) e = int b1 (svm m1) e * int b2 (svm m2) e.
  Proof.
    intros F1 F2 C1 C2.
    pose proof (meas_svm M Me m1) as M1. pose proof (meas_svm M Me m2) as M2.
    assert (Free : forall x y, agree M b1 x y -> integrate M b2 (fun e => Fin (Rabs (svm m2 e))) x = integrate M b2 (fun e => Fin (Rabs (svm m2 e))) y).
    { intros x y A. apply (integrate_agree M (fun i => exists a k, In (a, k) m2 /\ occurs i a = true)).
      - intros e1 e2 Q. f_equal. f_equal. apply svm_agree. intros a k I i O. apply Q. eauto.
      - intros i [a [k [I O]]]. destruct (mem i b1) eqn:B; [|right; apply A; apply mem_not_In, B].
        exfalso. assert (X : any (mentioned b1) m2 = true); [|congruence].
        assert (Mi : mentioned b1 (a, k) = true).
        { unfold mentioned. cbn [fst]. apply mem_In in B. clear - O B. induction b1 as [|j b IH]; simpl in *; [tauto|].
          destruct B as [->|B]; [rewrite O; auto|]. rewrite (IH B). destruct (occurs j a); auto. }
        clear - I Mi. induction m2 as [|z m IH]; simpl in *; [tauto|]. destruct I as [->|I]; [rewrite Mi; auto|].
        rewrite (IH I). destruct (mentioned b1 z); auto. }
    assert (Cv : conv (b1 ++ b2) (svm (m1 ++ m2)) e).
    { unfold converges. rewrite integrate_app.
      rewrite (integrate_local M b1 _ (fun e' => escale (real (integrate M b2 (fun e => Fin (Rabs (svm m2 e))) e)) (Fin (Rabs (svm m1 e'))))).
      - rewrite integrate_scale; auto using em_abs.
        + apply escale_fin, C1.
        + apply em_integrate; auto using em_abs.
      - intros e' A. rewrite (integrate_local M b2 _ (fun e'' => escale (Rabs (svm m1 e')) (Fin (Rabs (svm m2 e''))))).
        + rewrite integrate_scale; auto using em_abs, Rabs_pos.
          rewrite <- (Free e e' A). unfold converges in C2. apply finite_real in C2. rewrite C2. simpl. f_equal. ring.
        + intros e'' A'. simpl. rewrite svm_app, Rabs_mult, (svm_free b2 m1 F1 e' e'' A'). reflexivity. }
    split; [exact Cv|].
    destruct (integral_fubini M Me b1 b2 (svm (m1 ++ m2)) e (meas_svm M Me _) Cv) as [_ ->].
    rewrite (integral_local M b1 _ (fun e' => int b2 (svm m2) e * svm m1 e')).
    - rewrite integral_scale by auto. ring.
    - intros e' A. rewrite (integral_local M b2 _ (fun e'' => svm m1 e' * svm m2 e'')).
      + rewrite integral_scale by auto. replace (int b2 (svm m2) e') with (int b2 (svm m2) e); [ring|].
        apply (int_agree M (fun i => exists a k, In (a, k) m2 /\ occurs i a = true)).
        * intros e1 e2 Q. apply svm_agree. intros a k I i O. apply Q. eauto.
        * intros i [a [k [I O]]]. destruct (mem i b1) eqn:B; [|right; apply A; apply mem_not_In, B].
          exfalso. assert (X : any (mentioned b1) m2 = true); [|congruence].
          assert (Mi : mentioned b1 (a, k) = true).
          { unfold mentioned. cbn [fst]. apply mem_In in B. clear - O B. induction b1 as [|j b IH]; simpl in *; [tauto|].
            destruct B as [->|B]; [rewrite O; auto|]. rewrite (IH B). destruct (occurs j a); auto. }
          clear - I Mi. induction m2 as [|z m IH]; simpl in *; [tauto|]. destruct I as [->|I]; [rewrite Mi; auto|].
          rewrite (IH I). destruct (mentioned b1 z); auto.
      + intros e'' A'. rewrite svm_app, (svm_free b2 m1 F1 e' e'' A'). reflexivity.
  Qed.

  Lemma closed_mono_sound n : forall b m k, closed_mono F n b m = Some k ->
    almost M (fun e => int b (svm m) e = svm k e /\ conv b (svm m) e).
  Proof.
    induction n as [|n IH]; [discriminate|]. intros b0 m0 k. cbn [closed_mono].
    destruct (marginalized F b0 m0) as [b m] eqn:E. pose proof (marginals_sound _ _ _ _ _ E) as Sm.
    destruct b as [|i b].
    - intros H. injection H as <-. apply (almost_mono M _ _) with (2 := Sm). intros e [A C]. rewrite A, int_nil.
      split; auto. apply C, conv_nil.
    - destruct (parted (mentioned (i :: b)) m) as [inside outside] eqn:P.
      set (b' := i :: b) in *. set (s := connected _ b' inside [i]).
      destruct (parted (fun j => mem j s) b') as [b1 b2] eqn:Pb.
      assert (Pm : Permutation b' (b1 ++ b2)).
      { pose proof (parted_perm (fun j => mem j s) b') as Q. rewrite Pb in Q. exact Q. }
      destruct b2 as [|j b2].
      + destruct (converges_one F b' inside) eqn:Co; [|discriminate].
        destruct (canonical F b' inside) as [[d p]|] eqn:Ca; [|discriminate]. intros H. injection H as <-.
        destruct (canonical_sound _ _ _ _ Ca) as [Is Sc].
        apply (almost_mono2 M Me _ _ _) with (2 := Sm) (3 := almost_and M Me _ _ Sc (converges_one_sound b' inside Co)).
        intros e [A C] [[B _] Ci]. destruct (scaled b' inside outside m P e) as [S1 S2]. split; [|apply C, S2, Ci].
        rewrite A, S1, B, svm_app, svm_one, sev_sums by exact Is.
        replace (sev (of_mono p)) with (svm p) by (extensionality z; symmetry; apply sev_of_mono). reflexivity.
      + destruct (parted (mentioned b1) inside) as [m1 m2] eqn:Pi.
        destruct (any (mentioned (j :: b2)) m1) eqn:N1; [discriminate|].
        destruct (any (mentioned b1) m2) eqn:N2; [discriminate|].
        destruct (closed_mono F n b1 m1) as [k1|] eqn:K1; [|discriminate].
        destruct (closed_mono F n (j :: b2) m2) as [k2|] eqn:K2; [|discriminate]. intros H. injection H as <-.
        apply (almost_mono2 M Me _ _ _) with (2 := Sm) (3 := almost_and M Me _ _ (IH _ _ _ K1) (IH _ _ _ K2)).
        intros e [A C] [[A1 C1] [A2 C2]].
        destruct (product_sound b1 (j :: b2) m1 m2 e N1 N2 C1 C2) as [Cp Ip].
        assert (Ei : svm inside = svm (m1 ++ m2)).
        { extensionality z. rewrite svm_app. apply (svm_parted _ inside m1 m2 z Pi). }
        assert (Ci : conv b' (svm inside) e).
        { rewrite Ei. apply (converges_perm M Me (b1 ++ j :: b2)); auto using meas_svm, Permutation_sym. }
        destruct (scaled b' inside outside m P e) as [S1 S2]. split; [|apply C, S2, Ci].
        rewrite A, S1, Ei, (integral_perm M Me b' (b1 ++ j :: b2)) by auto using meas_svm.
        rewrite Ip, A1, A2, !svm_app. ring.
  Qed.
  Lemma converges_mono_sound b m : converges_mono F b m = true -> almost M (conv b (svm m)).
  Proof.
    unfold converges_mono. destruct (closed_mono F _ b m) as [k|] eqn:C; [|discriminate]. intros _.
    apply (almost_right M _ _ (closed_mono_sound _ b m k C)).
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
    { apply (almost_mono M _ _) with (2 := pointwise_sound F M G _ _ Pw). intros e <-.
      rewrite sev_mul, sev_of_mono. reflexivity. }
    assert (Em : svm m = int c f).
    { extensionality e. rewrite (svm_parted _ m _ _ e P), svm_one.
      destruct (sev_strip M a d h Sa) as [E _]. rewrite E.
      assert (One : forall v, svm [(v, 1%Z)] = sev v) by (intros v; extensionality z; apply svm_one).
      destruct (renamed_to_sound d d c _ _ R e) as [Q _]. rewrite !One in Q. rewrite Q.
      rewrite (integral_local M c f (fun e' => svm rest e * sev h' e')).
      - rewrite integral_scale by auto using meas_sev. ring.
      - intros e' Ag. unfold f. rewrite (svm_free c rest Fr e e' Ag). reflexivity. }
    pose proof (almost_fubini M Me (b ++ c) _ Ef) as Af.
    apply (almost_mono2 M Me _ _ _) with (2 := Cv) (3 := Af). intros e C A.
    assert (Cf : conv (b ++ c) f e) by (apply (converges_almost M Me (b ++ c) (svp p')); auto using meas_svp).
    destruct (integral_fubini M Me b c f e Mf Cf) as [F1 F2]. rewrite Em. split; [|exact F1].
    rewrite <- F2. symmetry. apply integral_almost; auto using meas_svp.
  Qed.

  Lemma svp_scaled q r e : svp (map (fun x => (Qred (q * fst x), snd x)) r) e = Q2R q * svp r e.
  Proof. induction r as [|[c m] r IH]; simpl; [ring|]. rewrite IH, Q2R_red, Q2R_mult. ring. Qed.
  Lemma svp_app p q e : svp (p ++ q) e = svp p e + svp q e.
  Proof. induction p as [|[c m] p IH]; simpl; rewrite ?IH; ring. Qed.

  Lemma integral_poly_sound n : forall b p q, integral_poly F n b p = Some q ->
    almost M (fun e => int b (svp p) e = svp q e /\ conv b (svp p) e).
  Proof.
    induction n as [|n IHn]; [discriminate|]. intros b. cbn [integral_poly].
    induction p as [|[c m] p IH]; intros q H.
    - injection H as <-. apply almost_all; auto. intros e. apply integral_zero; auto.
      + apply (meas_svp M Me []).
      + exists (fun _ => Fin 0). split; [apply em_zero; auto|]. split; auto. rewrite integrate_zero; auto.
    - match type of H with match ?x with _ => _ end = _ => destruct x as [r|] eqn:E; [|discriminate] end.
      match type of H with match ?x with _ => _ end = _ => destruct x as [q'|] eqn:E'; [|discriminate] end.
      injection H as <-. assert (Sm : almost M (fun e => int b (svm m) e = svp r e /\ conv b (svm m) e)).
      { destruct (closed_mono F _ b m) as [k|] eqn:Cm.
        - injection E as <-. apply (almost_mono M _ _) with (2 := closed_mono_sound _ b m k Cm). intros e [A B].
          split; auto. rewrite A. simpl. rewrite Q2R_1. ring.
        - destruct (opened_mono F b m) as [[d o]|] eqn:Om; [|discriminate].
          pose proof (IHn _ _ _ E) as Q.
          apply (almost_mono2 M Me _ _ _) with (2 := Q) (3 := opened_mono_sound b m d o Om
            (almost_right M _ _ Q)).
          intros e [A _] [B C]. split; auto. rewrite B, A. reflexivity. }
      apply (almost_mono2 M Me _ _ _) with (2 := Sm) (3 := IH q' eq_refl).
      intros e [A1 A2] [B1 B2].
      destruct (integral_plus M Me b (fun e => Q2R c * svm m e) (svp p) e) as [P1 P2]; auto using meas_svp.
      + apply (m_times M Me); [apply (m_const M Me)|apply meas_svm; auto].
      + apply converges_scale; auto using meas_svm.
      + split; auto. rewrite svp_app, svp_scaled, <- A1, <- B1, <- integral_scale by auto using meas_svm. exact P2.
  Qed.

  Lemma closed_over_sound b t u : closed_over F b t = Some u ->
    almost M (fun e => int b (sev t) e = sev u e /\ conv b (sev t) e).
  Proof.
    destruct b as [|i b]; unfold closed_over.
    - some. apply almost_all; auto. intros e. rewrite int_nil. split; auto. apply conv_nil.
    - destruct (pointwise F t) as [p|] eqn:P; [|discriminate].
      destruct (integral_poly F 4 (i :: b) p) as [q|] eqn:Q; [|discriminate]. cbn [option_map]. some.
      apply (almost_mono2 M Me _ _ _) with (2 := integral_poly_sound _ _ _ _ Q)
        (3 := almost_fubini M Me (i :: b) _ (pointwise_sound F M G t p P)).
      intros e [A C] B. rewrite sev_of_poly. split.
      + rewrite <- A. apply integral_almost; auto using meas_sev, meas_svp.
      + apply (converges_almost M Me (i :: b) (svp p)); auto using meas_sev, meas_svp.
        apply (almost_over_mono M _ _ _ e) with (2 := B). auto.
  Qed.
  Lemma closed_if_sound b t : almost M (fun e => int b (sev t) e = sev (closed_if F b t) e).
  Proof.
    unfold closed_if. destruct (closed_over F b t) as [u|] eqn:C.
    - apply (almost_mono M _ _) with (2 := closed_over_sound b t u C). tauto.
    - apply almost_all; auto. intros e. rewrite sev_sums_of. reflexivity.
  Qed.

  Lemma clean_over_sound t : forall b, almost M (fun e => evb M t b e = sev (clean_over F t b) e).
  Proof.
    assert (C : forall t t' b, is_sum t = false -> almost M (fun e => sev t e = sev t' e) ->
      almost M (fun e => evb M t b e = sev (closed_if F b t') e)).
    { intros t0 t' b S A. rewrite evb_int by exact S.
      apply (almost_mono2 M Me _ _ _) with (2 := closed_if_sound b t') (3 := almost_fubini M Me b _ A).
      intros e E Ab. rewrite <- E. apply integral_almost; auto using meas_sev. }
    assert (L : forall t b, is_sum t = false -> almost M (fun e => evb M t b e = sev (closed_if F b t) e)).
    { intros t0 b S. apply C; auto. apply almost_all; auto. }
    induction t; cbn [clean_over]; intros b; try (apply L; reflexivity); try apply IHt; apply C; try reflexivity.
    - apply (almost_mono2 M Me _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e A B.
      rewrite !sev_add. unfold Values.sev at 1 2. rewrite A, B. reflexivity.
    - apply (almost_mono2 M Me _ _ _) with (2 := IHt1 []) (3 := IHt2 []). intros e A B.
      rewrite !sev_mul. unfold Values.sev at 1 2. rewrite A, B. reflexivity.
    - apply (almost_mono M _ _) with (2 := IHt []). intros e A. rewrite !sev_pow. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono M _ _) with (2 := IHt []). intros e A. rewrite !sev_log. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono M _ _) with (2 := IHt []). intros e A. rewrite !sev_exp. unfold Values.sev at 1. rewrite A. reflexivity.
    - apply (almost_mono M _ _) with (2 := IHt []). intros e A. rewrite !sev_nz. unfold Values.sev at 1. rewrite A. reflexivity.
  Qed.
  Lemma clean_sound t : almost M (fun e => sev t e = sev (clean F t) e).
  Proof. apply (clean_over_sound t []). Qed.

  Lemma conv_almost c (f g : places M -> R) : measurable M f -> measurable M g -> almost M (fun e => f e = g e) ->
    almost M (conv c f) -> almost M (conv c g).
  Proof.
    intros Hf Hg E A. apply (almost_mono2 M Me _ _ _) with (2 := A) (3 := almost_fubini M Me c _ E).
    intros e Cv Ae. apply (converges_almost M Me c f); auto.
  Qed.
  Lemma reduced_by_sound c rows : (forall x r, In (x, r) rows -> almost M (conv c (svp r))) -> forall p q,
    reduced_by F rows p = Some q -> (almost M (conv c (svp q)) <-> almost M (conv c (svp p))).
  Proof.
    induction rows as [|[[q0 m] r] rows IH]; simpl; intros Hr p q H; [injection H as <-; tauto|].
    assert (R' : forall x r, In (x, r) rows -> almost M (conv c (svp r))) by (intros x r' I; apply (Hr x r'); auto).
    set (k := Qred (coefficient m p / q0)) in *. destruct (Qeq_bool k 0); [apply IH; auto|].
    destruct (pointwise F _) as [p'|] eqn:P; [|discriminate]. rewrite (IH R' p' q H).
    pose proof (Hr (q0, m) r (or_introl eq_refl)) as Cr.
    assert (E : almost M (fun e => svp p' e = svp p e + - Q2R k * svp r e)).
    { apply (almost_mono M _ _) with (2 := pointwise_sound F M G _ _ P). intros e Ep.
      rewrite sev_minus, sev_mul, sev_const, !sev_of_poly in Ep. lra. }
    assert (Mk : forall x, measurable M (fun e => x * svp r e)) by
      (intros; apply (m_times M Me); [apply (m_const M Me)|apply meas_svp; auto]).
    assert (Add : forall (f g : places M -> R) x, measurable M f -> measurable M g -> almost M (fun e => f e + x * svp r e = g e) ->
      almost M (conv c f) -> almost M (conv c g)).
    { intros f g x Mf Mg Eg Cf. apply (conv_almost c (fun e => f e + x * svp r e)); auto.
      - apply (m_plus M Me); auto.
      - apply (almost_mono2 M Me _ _ _) with (2 := Cf) (3 := Cr). intros e A1 A2.
        apply (integral_plus M Me c f (fun e => x * svp r e) e); auto. apply converges_scale; auto using meas_svp. }
    split.
    - apply (Add (svp p') (svp p) (Q2R k)); auto using meas_svp. apply (almost_mono M _ _) with (2 := E). intros e ->. ring.
    - apply (Add (svp p) (svp p') (- Q2R k)); auto using meas_svp. apply (almost_mono M _ _) with (2 := E). auto.
  Qed.
  Lemma eliminated_sound c todo : (forall b p, In (b, p) todo -> almost M (conv b (svp p))) -> forall rows,
    (forall x r, In (x, r) rows -> almost M (conv c (svp r))) ->
    forall x r, In (x, r) (eliminated F todo c rows) -> almost M (conv c (svp r)).
  Proof.
    induction todo as [|[d r] todo IH]; simpl; intros T rows Hr; auto.
    assert (T' : forall b p, In (b, p) todo -> almost M (conv b (svp p))) by (intros; apply T; auto).
    destruct (list_cmp index_cmp c d) eqn:E; try (apply IH; auto; fail).
    destruct (reduced_by F rows r) as [r'|] eqn:D; [|apply IH; auto].
    destruct (find _ r') as [[q m]|]; [|apply IH; auto]. apply IH; auto.
    intros x s I. apply in_app_or in I. destruct I as [I|[I|[]]]; [apply (Hr x s I)|]. injection I as <- <-.
    apply list_cmp_eq in E; [|intros; apply index_cmp_eq; assumption]. subst d.
    apply (reduced_by_sound c rows Hr r r' D). apply T. auto.
  Qed.
  Lemma converges_term_sound b t : converges_term F b t = true -> almost M (conv b (sev t)).
  Proof.
    unfold converges_term. set (u := clean F t).
    destruct (placed b u) as [[c u']|] eqn:Pl; [|discriminate].
    destruct (pointwise F u') as [p|] eqn:P; [|discriminate].
    destruct (reduced_by F (eliminated F (sf_rows F) c []) p) as [q|] eqn:Q; [|discriminate].
    destruct (integral_poly F 4 c q) as [o|] eqn:O; [|discriminate]. intros _.
    pose proof (proj1 (reduced_by_sound c _ (eliminated_sound c _ (ss_rows F M G) [] (fun x r I => match I with end)) p q Q)
      (almost_right M _ _ (integral_poly_sound _ _ _ _ O))) as Cp.
    assert (Cu : almost M (conv c (sev u'))).
    { apply (conv_almost c (svp p)); auto using meas_sev, meas_svp.
      apply (almost_mono M _ _) with (2 := pointwise_sound F M G u' p P). auto. }
    apply (conv_almost b (sev u)); auto using meas_sev.
    - apply (almost_mono M _ _) with (2 := clean_sound t). auto.
    - apply (almost_mono M _ _) with (2 := Cu). intros e. apply (placed_sound b u c u' Pl).
  Qed.
End sound.
