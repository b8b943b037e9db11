(** What is known of a context with spaces: which of its densities, quantities and integrals are not 0 at
    almost all points where others are not, or at some points where others are not. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality Classical.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Search Contexts
  Values Densities Marginals Rows.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Section functions.
  Variable F : sfacts.

  (** Why an atom is not 0: pairs (s, t), t ≠ 0 at almost all points where s ≠ 0. *)
  Definition covers_law (s t : tm) : bool :=
    match s, t with
    | TLaw l a, TLaw k c =>
        if Pos.eqb l k &&& negb (tm_eqb s t) then
          match fits_out (sf_laws F) l (filter (fun i => negb (mem i (letters_in c))) (letters_in a)) a with
          | Some d => tm_eqb (TLaw l d) t
          | None => false
          end
        else false
    | _, _ => false
    end.
  Definition total_law (t : tm) : bool :=
    match t with TLaw l a => match law_fit (sf_laws F) l a with Some ([], _) => true | _ => false end | _ => false end.
  Definition any_of (n : nat) (i : index) : index := Index (xO (9900000 + Pos.of_succ_nat n)) (i_alphabet i).
  Fixpoint any_letters (n : nat) (own : list index) : renaming :=
    match own with [] => [] | i :: own => (i, any_of n i) :: any_letters (S n) own end.
  (** Letters for those of a pattern: so that one of its atoms is at hand, and at last any. *)
  Definition completed (A : list tm) (own : list index) (pattern : tm) (r : renaming) : list renaming :=
    let found := flat_map (fun c => match c with TLaw _ _ | TQty _ _ => flat_map (matching c) A | _ => [] end) (leaves pattern) in
    let open (r : renaming) (i : index) := mem i own &&& negb (covered r i) in
    map (fun q => let r := r ++ filter (fun x => open r (fst x)) q in r ++ any_letters 0 (filter (open r) (dedupe own)))
        (found ++ [[]]).
  (** Those of which the premise is at hand, otherwise the last. *)
  Definition chosen (A : list tm) (l : list (tm * tm)) : list (tm * tm) :=
    match rev l with
    | [] => []
    | x :: more =>
        match fst x, filter (fun y => among A (fst y)) more with
        | TConst _, _ | _, [] => [x]
        | _, near => near
        end
    end.
  Definition support_at (st : tm * tm) (r : renaming) : option (tm * tm) :=
    if one_to_one r (frees (fst st) ++ frees (snd st)) &&& safe r (fst st) &&& safe r (snd st)
    then Some (rename r (fst st), rename r (snd st)) else None.
  Definition by_supports (A : list tm) (a : tm) : list (tm * tm) :=
    flat_map (fun st => flat_map (fun c =>
      match c with
      | TLaw _ _ | TQty _ _ =>
          flat_map (fun r => chosen A (somes (map (support_at st) (completed A (frees (fst st) ++ frees (snd st)) (fst st) r))))
                   (matching c a)
      | _ => [] end) (leaves (snd st))) (sf_supports F).
  Definition summand_at (b : list index) (u a : tm) (r : renaming) : option (tm * tm) :=
    if one_to_one r (b ++ frees u) &&& safe r u &&& all (fun i => same_index (perm r i) i) (frees a)
    then Some (rename r u, a) else None.
  Definition by_summand (A : list tm) (a : tm) : list (tm * tm) :=
    match a with
    | TSum _ _ =>
        let (b, u) := strip a in
        if snonneg F u &&& product_converges F b u
        then somes (map (summand_at b u a) (completed A b u [] ++ firstn 6 (placements b (dedupe (flat_map frees A))))) else []
    | _ => []
    end.
  (** Backwards from goals; what premises mention are goals in turn. A: what is at hand. *)
  Fixpoint reasons (n : nat) (A done goals : list tm) : list (tm * tm) :=
    match n with
    | O => []
    | S n =>
        let new := flat_map (fun a => by_supports A a ++ by_summand A a) goals in
        let done := done ++ goals in
        let more := filter (fun a => negb (any (tm_eqb a) done)) (distinct_terms (flat_map (fun st => leaves (fst st)) new) []) in
        match new with
        | [] => []
        | _ => new ++ reasons n (distinct_terms (A ++ flat_map (fun st => leaves (fst st) ++ leaves (snd st)) new) []) done more
        end
    end.

  (** Where s ≠ 0, t ≠ 0 for some values of the letters b. *)
  Definition witness := (list index * tm * tm)%type.
  Fixpoint some_letters (k : nat) (alphabets : list name) : list index :=
    match alphabets with
    | [] => []
    | a :: l => Index (xO (8000000 + Pos.of_succ_nat k)) a :: some_letters (S k) l
    end.
  Definition witness_of (k : nat) (a : tm) : option witness :=
    match a with
    | TLaw l args =>
        let js := some_letters (32 * k) (flat_map (fun x => match x with Over a => [a] | At _ => [] end) args) in
        match js, opened js args with
        | _ :: _, Some whole =>
            match summed_out js whole with
            | Some d => if tm_eqb (TLaw l d) a &&& all is_at whole then Some (js, a, TLaw l whole) else None
            | None => None
            end
        | _, _ => None
        end
    | TSum _ _ =>
        let (b, u) := strip a in
        let js := some_letters (32 * k) (map i_alphabet b) in
        match renamed_to b b js [(u, 1%Z)] with Some [(v, 1%Z)] => Some (js, a, v) | _ => None end
    | _ => None
    end.
  Fixpoint witnesses_of (k : nat) (l : list tm) : list witness :=
    match l with
    | [] => []
    | a :: l => match witness_of k a with Some w => [w] | None => [] end ++ witnesses_of (S k) l
    end.
  Definition w_letters (ws : list witness) : list index := flat_map (fun w => fst (fst w)) ws.
  Fixpoint apart (ws : list witness) : bool :=
    match ws with
    | [] => true
    | (b, s, t) :: ws =>
        all (fun j => negb (occurs j s)) (b ++ w_letters ws) &&& all (fun j => negb (occurs j t)) (w_letters ws) &&& apart ws
    end.
  (** Laws without inputs are not 0 at some points. *)
  Definition totals : list tm :=
    flat_map (fun x => match inputs (snd x) with
                       | [] => [TLaw (fst x) (map (fun v => Over (snd v)) (outputs (snd x)))] | _ => [] end) (sf_laws F).

  (** What is known of a term: its atoms and others, pairs of them, witnesses. *)
  Record knowledge := Knowledge {
    k_atoms : list tm;
    k_pairs : list (tm * tm);
    k_some : list witness;
    k_letters : list index
  }.
  Definition known_of (t : tm) : knowledge :=
    let own := distinct_terms (leaves t) [] in
    let letters := dedupe (flat_map frees own) in
    let some := match sf_supports F with [] => [] | _ => witnesses_of 0 (distinct_terms (own ++ totals) []) end in
    let near := own ++ flat_map (fun w => leaves (snd w)) some in
    let pairs := reasons 4 near [] own in
    let used := flat_map (fun st => leaves (fst st)) pairs in
    let some := filter (fun w => any (fun a => any (tm_eqb a) used) (leaves (snd w))) some in
    let some := if apart some &&& all (fun j => negb (occurs j t)) (w_letters some) then some else [] in
    (* in one order whatever else there is, so that what comes out is written in one way *)
    let A := sort_by tm_cmp (distinct_terms (own ++ flat_map (fun st => leaves (fst st) ++ leaves (snd st)) pairs
               ++ flat_map (fun w => leaves (snd (fst w)) ++ leaves (snd w)) some) []) in
    Knowledge A
      (pairs ++ flat_map (fun s => map (pair s) (filter (covers_law s) A)) A ++ map (pair (TConst 1)) (filter total_law A))
      some letters.
End functions.

(** ** Soundness *)

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

  (** Pairs. *)
  Definition pair_holds (st : tm * tm) : Prop := almost M (fun e => sev (fst st) e <> 0 -> sev (snd st) e <> 0).

  Lemma covers_law_sound s t : covers_law F s t = true -> pair_holds (s, t).
  Proof.
    destruct s, t; simpl; try discriminate. destruct (Pos.eqb_spec l l0) as [<-|]; [|discriminate].
    destruct (negb _); [|discriminate]. simpl.
    destruct (fits_out _ _ _ _) as [d|] eqn:O; [|discriminate]. intros H. apply tm_eqb_eq in H. injection H as ->.
    apply (marginals_not_0 M Me (sf_laws F) (ss_laws F M G) l _ args args0 O).
  Qed.
  Lemma total_law_sound t : total_law F t = true -> pair_holds (TConst 1, t).
  Proof.
    destruct t; simpl; try discriminate. destruct (law_fit (sf_laws F) l args) as [[[|] is]|] eqn:E; try discriminate.
    intros _. apply (almost_mono _ _) with (2 := fit_total M Me (sf_laws F) (ss_laws F M G) l args is E).
    intros e Z _. simpl. rewrite Z. lra.
  Qed.
  Lemma support_at_sound st r u : In st (sf_supports F) -> support_at st r = Some u -> pair_holds u.
  Proof.
    destruct st as [s t]. unfold support_at. cbn [fst snd]. intros I H.
    match type of H with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate]. injection H as <-. ands.
    match goal with H : one_to_one r _ = true |- _ => rename H into O end.
    pose proof (almost_through (perm r) _ (perm_letter_map r _ O) (ss_supports F M G s t I)) as A.
    apply (almost_mono _ _) with (2 := A). intros e. cbn [fst snd].
    rewrite (proj1 (sev_perm M r s e (one_to_one_incl r _ _ (incl_appl _ (incl_refl _)) O) ltac:(assumption))).
    rewrite (proj1 (sev_perm M r t e (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O) ltac:(assumption))). auto.
  Qed.

  Lemma summand_at_sound b u a r st : strip a = (b, u) -> snonneg F u = true -> product_converges F b u = true ->
    summand_at b u a r = Some st -> pair_holds st.
  Proof.
    intros S N C. unfold summand_at. intros H.
    match type of H with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate]. injection H as <-. ands.
    match goal with H : one_to_one r _ = true |- _ => rename H into O end.
    destruct (sev_strip M a b u S) as [Ea _].
    pose proof (integral_not_0 b (sev u) (meas_sev M Me u) (snonneg_sound F M G u N) (product_converges_sound F M G b u C)) as A.
    apply (almost_mono _ _) with (2 := almost_through (perm r) _ (perm_letter_map r _ O) A). intros e. cbn [fst snd].
    rewrite (proj1 (sev_perm M r u e (one_to_one_incl r _ _ (incl_appr _ (incl_refl _)) O) ltac:(assumption))).
    rewrite <- Ea. rewrite (sev_agree M a (through M (perm r) e) e); auto. intros i I. unfold through. f_equal.
    match goal with H : all _ (frees a) = true |- _ =>
      apply same_index_eq, (all_forall _ _ H i), occurs_frees, I end.
  Qed.
  Lemma chosen_In A l st : In st (chosen A l) -> In st l.
  Proof.
    unfold chosen. intros H. apply in_rev. destruct (rev l) as [|x k]; [destruct H|].
    assert (Q : In st [x] \/ In st (filter (fun y => among A (fst y)) k)).
    { destruct (filter _ k); [left|]; destruct (fst x); auto. }
    destruct Q as [[->|[]]|Q]; [left; auto|right]. apply filter_In in Q. tauto.
  Qed.
  Lemma reasons_sound n : forall A done goals st, In st (reasons F n A done goals) -> pair_holds st.
  Proof.
    induction n as [|n IH]; [intros A done goals st []|]. intros A done goals st I. cbn [reasons] in I.
    set (new := flat_map _ goals) in I.
    assert (New : In st new -> pair_holds st).
    { intros J. apply in_flat_map in J. destruct J as [a [_ J]]. apply in_app_or in J. destruct J as [J|J].
      - unfold by_supports in J. apply in_flat_map in J. destruct J as [[s t] [J K]]. apply in_flat_map in K.
        destruct K as [c [_ K]].
        assert (K' : exists r0, In st (chosen A (somes (map (support_at (s, t)) (completed A (frees s ++ frees t) s r0))))).
        { destruct c; try destruct K; apply in_flat_map in K; destruct K as [r0 [_ K]]; eauto. }
        destruct K' as [r0 K']. apply chosen_In, in_somes in K'. destruct K' as [r [_ K']].
        apply (support_at_sound (s, t) r st J K').
      - unfold by_summand in J. destruct a; try destruct J. destruct (strip (TSum i a)) as [b u] eqn:S.
        destruct (snonneg F u) eqn:N; [|destruct J]. destruct (product_converges F b u) eqn:Co; [|destruct J].
        cbv beta iota in J. apply in_somes in J. destruct J as [r [_ J]].
        apply (summand_at_sound b u _ r st S N Co J). }
    destruct new as [|x new']; [destruct I|]. apply in_app_or in I. destruct I as [I|I]; [auto|eapply IH; exact I].
  Qed.

  (** Witnesses. *)
  Definition finds (w : witness) : Prop := forall N e, emeasurable M N -> integrate M (fst (fst w)) N e = Fin 0 ->
    sev (snd (fst w)) e <> 0 -> exists e', agree M (fst (fst w)) e e' /\ N e' = Fin 0 /\ sev (snd w) e' <> 0.

  Lemma witness_of_sound k a w : witness_of k a = Some w -> finds w.
  Proof.
    destruct a; simpl; try discriminate.
    - set (js := some_letters _ _). destruct js as [|j js'] eqn:J; [discriminate|]. rewrite <- J in *. clearbody js.
      destruct (opened js args) as [whole|]; [|discriminate].
      destruct (summed_out js whole) as [d|] eqn:O; [|discriminate]. intros H.
      match type of H with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate]. injection H as <-. ands.
      match goal with H : tm_eqb _ _ = true |- _ => apply tm_eqb_eq in H; injection H as -> end.
      match goal with H : all is_at whole = true |- _ => apply all_at in H; rename H into At_ end.
      intros N e HN Z Nz. cbn [fst snd] in *. apply NNPP. intros No. apply Nz.
      rewrite sev_law_mg, (summed_out_sound M Me l js whole args O).
      rewrite (integrate_null_at js N _ (fun _ => Fin 0)) with (e := e);
        auto using em_mg, em_zero; [rewrite integrate_zero; auto|].
      intros e' Ag Y. destruct (Req_EM_T (sev (TLaw l whole) e') 0) as [Q|Q]; [|exfalso; eauto].
      rewrite sev_law_mg in Q. rewrite At_ in Q |- *. rewrite mg_all_at in *. simpl in *. congruence.
    - destruct (strip a) as [b u] eqn:S. set (js := some_letters _ _).
      destruct (renamed_to (i :: b) (i :: b) js [(u, 1%Z)]) as [[|[v [|[]|]] [|]]|] eqn:R; try discriminate.
      intros H. injection H as <-. intros N e HN Z Nz. cbn [fst snd] in *. apply NNPP. intros No. apply Nz.
      assert (S' : strip (TSum i a) = (i :: b, u)) by (simpl; rewrite S; reflexivity).
      destruct (sev_strip M _ _ _ S') as [-> _].
      destruct (renamed_to_sound M Me _ _ _ _ _ R e) as [Q _].
      assert (One : forall v, svm [(v, 1%Z)] = sev v) by (intros w; extensionality z; apply svm_one).
      rewrite !One in Q. rewrite Q. clear Q.
      assert (V : forall e', agree M js e e' -> N e' = Fin 0 -> sev v e' = 0).
      { intros e' Ag Y. destruct (Req_EM_T (sev v e') 0); auto. exfalso. eauto. }
      unfold integral_of.
      rewrite (integrate_null_at js N (fun e => Fin (Rmax (sev v e) 0)) (fun _ => Fin 0)) with (e := e);
        auto using em_pos, em_zero, meas_sev.
      + rewrite (integrate_null_at js N (fun e => Fin (Rmax (- sev v e) 0)) (fun _ => Fin 0)) with (e := e);
          auto using em_zero.
        * rewrite integrate_zero by auto. ring.
        * apply (em_pos (fun e => - sev v e)), meas_opp, meas_sev; auto.
        * intros e' Ag Y. rewrite (V e' Ag Y). f_equal. unfold Rmax. destruct (Rle_dec _ 0); lra.
      + intros e' Ag Y. rewrite (V e' Ag Y). f_equal. unfold Rmax. destruct (Rle_dec _ 0); lra.
  Qed.

  Lemma free_agree ls t e e' : all (fun j => negb (occurs j t)) ls = true -> agree M ls e e' -> sev t e = sev t e'.
  Proof.
    intros H A. apply sev_agree. intros i O. apply A. intros I. pose proof (all_forall _ _ H i I) as Q. cbv beta in Q.
    rewrite O in Q. discriminate.
  Qed.
  (** At almost all points the letters of witnesses can be chosen so that what holds almost everywhere, and
      what witnesses say, holds. *)
  Lemma found ws P : (forall w, In w ws -> finds w) -> apart ws = true -> almost M P ->
    almost M (fun e => exists e', agree M (w_letters ws) e e' /\ P e' /\
      forall w, In w ws -> sev (snd (fst w)) e' <> 0 -> sev (snd w) e' <> 0).
  Proof.
    intros Fs Ap A. induction ws as [|[[b s] t] ws IH].
    - apply (almost_mono _ _) with (2 := A). intros e Pe. exists e. split; [apply agree_refl|]. split; [exact Pe|]. intros w [].
    - simpl in Ap. ands.
      match goal with H : all _ (b ++ w_letters ws) = true |- _ => rename H into Fr end.
      match goal with H : all _ (w_letters ws) = true |- _ => rename H into Ft end.
      assert (IH' := IH (fun w I => Fs w (or_intror I)) ltac:(assumption)).
      apply (almost_mono _ _) with (2 := almost_fubini b _ IH'). intros e [N [HN [Nz Z]]].
      assert (E : exists e1, agree M b e e1 /\ N e1 = Fin 0 /\ (sev s e <> 0 -> sev t e1 <> 0)).
      { destruct (Req_EM_T (sev s e) 0) as [Q|Q].
        - destruct (some_point b N e HN Z) as [e1 [A1 N1]]. exists e1. tauto.
        - destruct (Fs (b, s, t) (or_introl eq_refl) N e HN Z Q) as [e1 [A1 [N1 T1]]]. exists e1. auto. }
      destruct E as [e1 [A1 [N1 T1]]]. destruct (Nz e1 N1) as [e' [A2 [P2 W2]]]. exists e'. split; [|split]; auto.
      + apply (agree_trans b (w_letters ws) e e1 e'); auto.
      + intros w [<-|I]; [|apply W2, I]. cbn [fst snd].
        rewrite <- (free_agree (b ++ w_letters ws) s e e' Fr (agree_trans _ _ e e1 e' A1 A2)).
        rewrite <- (free_agree (w_letters ws) t e1 e' Ft A2). exact T1.
  Qed.

  Lemma witnesses_of_In k l w : In w (witnesses_of k l) -> finds w.
  Proof.
    revert k. induction l as [|a l IH]; simpl; intros k I; [destruct I|]. apply in_app_or in I. destruct I as [I|I]; [|eauto].
    destruct (witness_of k a) as [w'|] eqn:E; [|destruct I]. destruct I as [<-|[]]. apply (witness_of_sound k a w' E).
  Qed.
  (** What is known of t holds at almost all points, but that letters of witnesses are others. *)
  Lemma known_of_sound t P : almost M P ->
    all (fun j => negb (occurs j t)) (w_letters (k_some (known_of F t))) = true /\
    almost M (fun e => exists e', agree M (w_letters (k_some (known_of F t))) e e' /\ P e' /\
      forall st, In st (k_pairs (known_of F t) ++ map (fun w => (snd (fst w), snd w)) (k_some (known_of F t))) ->
        sev (fst st) e' <> 0 -> sev (snd st) e' <> 0).
  Proof.
    unfold known_of. set (own := distinct_terms (leaves t) []).
    set (some0 := match sf_supports F with [] => [] | _ => _ end).
    assert (S0 : forall w, In w some0 -> finds w).
    { unfold some0. destruct (sf_supports F); [intros w []|intros w; apply witnesses_of_In]. }
    clearbody some0. cbv zeta. set (pairs := reasons F 4 _ _ _).
    assert (Ps : forall st, In st pairs -> pair_holds st) by (intros st; apply reasons_sound). clearbody pairs.
    match goal with |- context [filter ?f some0] => set (some1 := filter f some0) end.
    assert (S1 : forall w, In w some1 -> finds w) by (intros w I; apply filter_In in I; apply S0, I). clearbody some1.
    match goal with |- context [if ?c then some1 else []] => set (some2 := if c then some1 else []) end.
    assert (S2 : (forall w, In w some2 -> finds w) /\ apart some2 = true /\ all (fun j => negb (occurs j t)) (w_letters some2) = true).
    { unfold some2. destruct (apart some1) eqn:Ap; simpl; [|split; [intros w []|auto]].
      destruct (all _ (w_letters some1)) eqn:Fr; [|split; [intros w []|auto]]. auto. }
    clearbody some2. cbn [k_some k_pairs]. set (A := sort_by _ _). clearbody A. destruct S2 as [S2 [Ap Fr]]. intros HP.
    match goal with |- context [pairs ++ ?x] => set (all_pairs := pairs ++ x) end.
    assert (Ap' : almost M (fun e => forall st, In st all_pairs -> sev (fst st) e <> 0 -> sev (snd st) e <> 0)).
    { apply (almost_list _ (fun st e => sev (fst st) e <> 0 -> sev (snd st) e <> 0)). intros st I. unfold all_pairs in I.
      apply in_app_or in I. destruct I as [I|I]; [apply Ps, I|]. apply in_app_or in I. destruct I as [I|I].
      - apply in_flat_map in I. destruct I as [s [_ I]]. apply in_map_iff in I. destruct I as [u [<- I]].
        apply filter_In in I. apply covers_law_sound, I.
      - apply in_map_iff in I. destruct I as [u [<- I]]. apply filter_In in I. apply total_law_sound, I. }
    split; [exact Fr|].
    apply (almost_mono _ _) with (2 := found some2 _ S2 Ap (almost_and _ _ HP Ap')).
    intros e [e' [Ag [[Pe Pp] W]]]. exists e'. split; auto. split; auto.
    intros st I. apply in_app_or in I. destruct I as [I|I]; [auto|]. apply in_map_iff in I. destruct I as [w [<- I]]. apply W, I.
  Qed.
End sound.
