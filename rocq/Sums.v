(** Sums of monomials: [i = j] takes the sum over j away, sums inside that mention a bound index are
    opened, |X| for an index that nothing mentions, marginals, sums put together under a quotient;
    what is left parts into one closed sum for each connected set of indices. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition without (i : index) (b : list index) : list index := filter (fun j =>
    negb (same_index i j)) b.
Definition psummed (o : ops) (b : list index) (p : poly) : poly :=
  match b with [] => p | _ => pmap (summed o b) p end.

(** [i = j] with a bound index, the other one, and the other factors. *)
Definition bound_delta (b : list index) (m : mono) : option (index * index * mono) :=
  match pick (fun x => match fst x with
                       | TDelta i j => negb (Z.eqb (snd x) 0) &&& negb (same_index i j)
                                       &&& Pos.eqb (i_alphabet i) (i_alphabet j) &&& (mem i b ||| mem j b)
                       | _ => false
                       end) [] m with
  | Some (TDelta i j, _, rest) => if mem j b then Some (j, i, rest) else Some (i, j, rest)
  | _ => None
  end.

Definition newest (l : list index) : positive :=
  fold_right (fun i n => if Pos.leb 16000000 (i_name i) then Pos.max (i_name i) n else n) 16000000%positive l.
Fixpoint new_names (k : positive) (b : list index) : list index :=
  match b with [] => [] | i :: b => Index (k + 2)%positive (i_alphabet i) :: new_names (k + 2)%positive b end.
Definition free_of (b : list index) (m : mono) : bool := all (fun x => all (fun i =>
    negb (occurs i (fst x))) b) m.

(** A sum that mentions a bound index, opened: indices and a monomial beside. *)
Definition open_sum (b : list index) (m : mono) : option (list index * mono * mono) :=
  match pick (fun x => match fst x with
                       | TSum _ _ => Z.ltb 0 (snd x) &&& any (fun i => occurs i (fst x)) b
                       | _ => false end) [] m with
  | Some (a, k, rest) =>
      let (c, n) := body_of a in
      let js := new_names (newest (b ++ mono_frees m)) c in
      let more := if Z.eqb k 1 then rest else insert a (k - 1)%Z rest in
      if may_close c js (of_mono n) &&& all (fun x =>
        safe (combine c js) (fst x)) n &&& distinct (b ++ js)
         &&& free_of js more then
        Some (js, map (fun x => (re (combine c js) (fst x), snd x)) n, more)
      else None
  | None => None
  end.

(** One index: that nothing mentions, or an output of a law that nothing else mentions. *)
Definition summed_out (K : facts) (i : index) (m : mono) : option mono :=
  match filter (fun x => occurs i (fst x)) m with
  | [] => Some (insert (TCard (i_alphabet i)) 1 m)
  | [(TLaw l args, Zpos xH)] =>
      match sum_out i args with
      | Some args' =>
          if law_fits K l args' then
            let rest := filter (fun x => negb (occurs i (fst x))) m in
            Some (if is_total K l args' then rest else insert (TLaw l args') 1 rest)
          else None
      | None => None
      end
  | _ => None
  end.
Fixpoint first_out (K : facts) (b : list index) (m : mono) : option (index * mono) :=
  match b with
  | [] => None
  | i :: b => match summed_out K i m with Some n => Some (i, n) | None => first_out K b m end
  end.

Fixpoint choices {A} (n : nat) (l : list A) : list (list A) :=
  match n, l with
  | O, _ => [[]]
  | S _, [] => []
  | S n', x :: l => map (cons x) (choices n' l) ++ choices n l
  end.
Definition mentions (c : list index) (x : tm * Z) : bool := any (fun i => occurs i (fst x)) c.
Fixpoint first_some {A B} (f : A -> option B) (l : list A) : option B :=
  match l with [] => None | x :: l => match f x with Some y => Some y | None =>
    first_some f l end end.
(** Indices of b and the factors that mention them, if these make up the closed sum d. *)
Definition makes_up (d : tm) (b : list index) (m : mono) (c : list index) : option (list index * mono) :=
  let part := filter (mentions c) m in
  match part with
  | [] => None
  | _ => if negb (any (fun x => tm_eqb (fst x) d) part) &&& tm_eqb (closed c part) d
         then Some (c, filter (fun x => negb (mentions c x)) m) else None
  end.
Definition closes_quotient (b : list index) (m : mono) : option (list index * tm * mono) :=
  first_some (fun x => match fst x with
    | TSum _ _ as d =>
        if Z.ltb (snd x) 0 then
          option_map (fun r => (fst r, d, snd r)) (first_some (makes_up d b m) (choices (length (fst (body_of d))) b))
        else None
    | _ => None
    end) m.

Fixpoint grown (n : nat) (b : list index) (m : mono) (s : list index) : list index :=
  match n with
  | O => s
  | S n =>
      let here := filter (mentions s) m in
      grown n b m (filter (fun i => any (fun x => occurs i (fst x)) here) b)
  end.

Definition sum_step (K : facts) (o : ops) (b : list index) (m : mono) : poly :=
  if negb (distinct b) then psingle [(sums b (of_mono m), 1%Z)] else
  match b with
  | [] => product o m
  | i0 :: _ =>
      match bound_delta b m with
      | Some (gone, kept, rest) =>
          match rename_mono [(gone, kept)] rest with
          | Some n => psummed o (without gone b) (again o (of_mono n))
          | None => psingle [(sums b (of_mono m), 1%Z)]
          end
      | None =>
          match open_sum b m with
          | Some (js, n, rest) => psummed o (b ++ js) (product o (times n rest))
          | None =>
              match first_out K b m with
              | Some (i, n) => psummed o (without i b) (product o n)
              | None =>
                  match closes_quotient b m with
                  | Some (c, d, rest) =>
                      psummed o (filter (fun i => negb (mem i c)) b) (product o (insert d 1 rest))
                  | None =>
                      let s := grown (length m) b m [i0] in
                      let c := filter (fun i => mem i s) b in
                      let part := filter (mentions c) m in
                      let rest := filter (fun x => negb (mentions c x)) m in
                      psummed o (filter (fun i => negb (mem i s)) b)
                        (product o (insert (closed c (sorted part)) 1 rest))
                  end
              end
          end
      end
  end.

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Lemma sum_over_evp (f : mono -> poly) b p e : in_range M e ->
    (forall m e, in_range M e -> evp (f m) e = sum_over M b (evm m) e) -> evp (pmap f p) e = sum_over M b (evp p) e.
  Proof.
    intros V H. unfold pmap. induction p as [|[c m] p IH]; cbn [fold_right fst snd].
    - simpl. symmetry. apply sum_over_zero.
    - rewrite evp_padd, evp_pscale, H, IH by auto.
      change (evp ((c, m) :: p)) with (fun e => Q2R c * evm m e + evp p e).
      rewrite sum_over_plus, sum_over_scale. reflexivity.
  Qed.

  Lemma psummed_sound o b p e : ops_sound M o -> in_range M e -> evp (psummed o b p) e = sum_over M b (evp p) e.
  Proof.
    intros O V. unfold psummed. destruct b as [|i b]; [reflexivity|].
    apply sum_over_evp; auto. intros. apply (summed_sound M o O); auto.
  Qed.

  Lemma filter_perm {A} (f : A -> bool) (l : list A) : Permutation l (filter (fun x => negb (f x)) l ++ filter f l).
  Proof.
    induction l as [|x l IH]; simpl; auto. destruct (f x); simpl.
    - rewrite IH at 1. apply Permutation_middle.
    - constructor. exact IH.
  Qed.

  Lemma sum_over_split b f F e : NoDup b ->
    sum_over M b F e = sum_over M (filter (fun x => negb (f x)) b) (sum_over M (filter f b) F) e.
  Proof. intros N. rewrite (sum_over_perm M _ _ F (filter_perm f b) N), sum_over_app. reflexivity. Qed.

  Lemma sum_over_last b i F e : NoDup b -> In i b ->
    sum_over M b F e = sum_over M (without i b) (fun e => total (size M (i_alphabet i)) (fun k =>
      F (set e i k))) e.
  Proof.
    intros N I. rewrite (sum_over_split b (same_index i)) by auto. unfold without.
    assert (E : filter (same_index i) b = [i]).
    { induction b as [|j b IH]; [destruct I|]. inversion N; subst. simpl.
      destruct (same_index i j) eqn:E.
      - apply same_index_eq in E. subst. f_equal. clear - H1. induction b as [|x b IH]; auto. simpl.
        destruct (same_index j x) eqn:E; [apply same_index_eq in E; subst; destruct H1; left; auto|].
        apply IH. intros I. apply H1. right. auto.
      - apply IH; auto. destruct I as [->|I]; auto. rewrite same_index_refl in E. discriminate. }
    rewrite E. reflexivity.
  Qed.

  Lemma sum_over_evm_out b F m e : (forall i, In i b -> forall x, In x m -> occurs i (fst x) = false) ->
    sum_over M b (fun e => F e * evm m e) e = sum_over M b F e * evm m e.
  Proof.
    intros H. apply sum_over_out. intros e' i k I. specialize (H i I). clear - H.
    induction m as [|[a j] m IH]; simpl; auto. rewrite IH by (intros; apply H; right; auto).
    rewrite ev_set; [reflexivity|]. apply (H (a, j)). left. reflexivity.
  Qed.

  Lemma bound_delta_sound b m gone kept rest : bound_delta b m = Some (gone, kept, rest) ->
    In gone b /\ gone <> kept /\ i_alphabet gone = i_alphabet kept /\
    forall e, evm m e = (if Nat.eqb (e gone) (e kept) then 1 else 0) * evm rest e.
  Proof.
    unfold bound_delta. destruct (pick _ [] m) as [[[a k] rest']|] eqn:P; [|discriminate].
    destruct a; try discriminate. assert (E : forall e, evm m e = (if Nat.eqb (e i) (e j) then 1 else 0) * evm rest' e
              /\ i <> j /\ i_alphabet i = i_alphabet j /\ (In i b \/ In j b)).
    { intros e. destruct (pick_sound M _ _ _ _ _ _ e P) as [E F]. cbn [fst snd] in F. ands.
      apply or_true in F. rewrite !mem_In in F.
      repeat match goal with H : negb _ = true |- _ => apply negb_true_iff in H end.
      repeat match goal with H : Z.eqb _ _ = false |- _ => apply Z.eqb_neq in H
        | H : same_index _ _ = false |- _ => apply same_index_neq in H
        | H : Pos.eqb _ _ = true |- _ => apply Pos.eqb_eq in H end.
      repeat split; auto. simpl in E. rewrite Rmult_1_l in E. rewrite E. f_equal.
      apply (ev_idempotent M (TDelta i j)); auto. }
    destruct (E (fun _ => O)) as [_ [N [A I]]]. destruct (mem j b) eqn:B; some'.
    - apply mem_In in B. repeat split; auto. intros e. rewrite Nat.eqb_sym. apply E.
    - apply mem_not_In in B. repeat split; auto. { tauto. } intros e. apply E.
  Qed.

  Lemma summed_out_sound i m n e : in_range M e -> summed_out K i m = Some n ->
    total (size M (i_alphabet i)) (fun k => evm m (set e i k)) = evm n e.
  Proof.
    intros V. unfold summed_out. destruct (filter (fun x => occurs i (fst x)) m) as [|[a k] l] eqn:F.
    - some. rewrite evm_insert, powerRZ_1, (total_ext _ _ (fun _ => evm m e)).
      + rewrite total_const. reflexivity.
      + intros k _. assert (H : forall x, In x m -> occurs i (fst x) = false).
        { intros x I. destruct (occurs i (fst x)) eqn:O; auto.
          assert (In x []); [|tauto]. rewrite <- F. apply filter_In. auto. }
        clear F. induction m as [|[a j] m IH]; simpl; auto. rewrite IH by (intros; apply H; right; auto).
        rewrite ev_set; [reflexivity|]. apply (H (a, j)). left. reflexivity.
    - destruct a; try discriminate. destruct k as [|[]|]; try discriminate. destruct l; [|discriminate].
      destruct (sum_out i args) as [args'|] eqn:S; [|discriminate].
      destruct (law_fits K l0 args') eqn:L; [|discriminate]. some.
      set (rest := filter (fun x => negb (occurs i (fst x))) m).
      assert (E : forall e, evm m e = ev (TLaw l0 args) e * evm rest e).
      { intros e'. rewrite <- (evm_filter M (fun x => occurs i (fst x)) m e'), F. simpl.
        unfold rest. ring. }
      rewrite (total_ext _ _ (fun k => evm rest e * marginal M (set e i k) args (law_at M l0))).
      + rewrite total_scale, (marginal_sum_out M i args args' _ _ S). destruct (is_total K l0 args') eqn:T.
        * change (marginal M e args' (law_at M l0)) with (ev (TLaw l0 args') e).
          rewrite (law_total K M G) by auto. ring.
        * rewrite evm_insert, powerRZ_1. simpl. ring.
      + intros k _. rewrite E. simpl. rewrite (Rmult_comm (marginal _ _ _ _)). f_equal.
        assert (H : forall x, In x rest -> occurs i (fst x) = false).
        { intros x I. apply filter_In in I. destruct I as [_ I]. apply negb_true_iff. exact I. }
        clear - H. clearbody rest. clear m. induction rest as [|[a j] m IH]; simpl; auto.
        rewrite IH by (intros; apply H; right; auto).
        rewrite ev_set; [reflexivity|]. apply (H (a, j)). left. reflexivity.
  Qed.

  Lemma first_out_sound b : forall m i n, first_out K b m = Some (i, n) -> In i b /\ summed_out K i m = Some n.
  Proof.
    induction b as [|j b IH]; cbn [first_out]; intros m i n; [discriminate|].
    destruct (summed_out K j m) eqn:S; [some'; split; simpl; auto|].
    intros H. destruct (IH _ _ _ H). split; simpl; auto.
  Qed.

  Lemma free_of_sound b m : free_of b m = true -> forall i, In i b -> forall x, In x m -> occurs i (fst x) = false.
  Proof.
    intros F i I x X. pose proof (all_forall _ _ F x X) as A. cbv beta in A.
    pose proof (all_forall _ _ A i I) as B. cbv beta in B. apply negb_true_iff. exact B.
  Qed.

  Lemma not_mentions c (m : mono) : forall i, In i c -> forall x, In x (filter (fun x =>
      negb (mentions c x)) m) ->
    occurs i (fst x) = false.
  Proof.
    intros i I x X. apply filter_In in X. destruct X as [_ X]. apply negb_true_iff in X.
    destruct (occurs i (fst x)) eqn:O; auto. exfalso. unfold mentions in X.
    assert (any (fun i => occurs i (fst x)) c = true); [|congruence]. clear X.
    induction c as [|j c IH]; [destruct I|]. simpl. destruct I as [->|I]; [rewrite O; auto|].
    rewrite IH by auto. destruct (occurs j (fst x)); auto.
  Qed.

  Lemma choices_incl {A} (l : list A) : forall n c, In c (choices n l) -> NoDup l -> NoDup c /\ incl c l.
  Proof.
    induction l as [|x l IH]; intros [|n] c I N; simpl in I.
    - destruct I as [<-|[]]. split; [constructor|intros y []].
    - destruct I.
    - destruct I as [<-|[]]. split; [constructor|intros y []].
    - inversion N; subst. apply in_app_or in I. destruct I as [I|I].
      + apply in_map_iff in I. destruct I as [d [<- I]]. destruct (IH _ _ I H2) as [A1 A2]. split.
        * constructor; auto.
        * intros y [->|Y]; simpl; auto.
      + destruct (IH _ _ I H2) as [A1 A2]. split; auto. intros y Y. right. auto.
  Qed.

  Lemma first_some_sound {A B} (f : A -> option B) l y : first_some f l = Some y -> exists x, In x l /\ f x = Some y.
  Proof.
    induction l as [|x l IH]; simpl; [discriminate|]. destruct (f x) eqn:F; [some; eauto|].
    intros H. destruct (IH H) as [z [I E]]. eauto.
  Qed.

  Lemma closed_part b c m d e : NoDup b -> NoDup c -> incl c b -> ev (closed c (filter (mentions c) m)) = ev d ->
    sum_over M b (evm m) e =
    sum_over M (filter (fun i => negb (mem i c)) b) (evm (insert d 1 (filter (fun x => negb (mentions c x)) m))) e.
  Proof.
    intros N Nc I E. rewrite (sum_over_split b (fun i => mem i c)) by auto. apply sum_over_eq. intros e'.
    assert (P : Permutation (filter (fun i => mem i c) b) c).
    { apply NoDup_Permutation; auto using NoDup_filter. intros x. rewrite filter_In, mem_In.
      split; [tauto|auto]. }
    rewrite (sum_over_perm M _ _ _ P) by auto using NoDup_filter. rewrite evm_insert, powerRZ_1, <- E, ev_closed.
    rewrite <- sum_over_evm_out by apply not_mentions. apply sum_over_eq. intros. symmetry. apply evm_filter.
  Qed.

  Lemma sum_step_sound o b m e : ops_sound M o -> in_range M e -> evp (sum_step K o b m) e = sum_over M b (evm m) e.
  Proof.
    intros O V. unfold sum_step. assert (W : evp (psingle [(sums b (of_mono m), 1%Z)]) e = sum_over M b (evm m) e).
    { rewrite evp_psingle. cbn [Mono.evm]. rewrite powerRZ_1, ev_sums, Rmult_1_r.
      apply sum_over_eq. intros. apply ev_of_mono. }
    destruct (distinct b) eqn:D; [|exact W]. apply distinct_NoDup in D. cbn [negb].
    destruct b as [|i0 b0]; [apply (product_sound M o O); auto|]. set (b := i0 :: b0) in *. clearbody b. clear b0.
    destruct (bound_delta b m) as [[[gone kept] rest]|] eqn:B.
    { destruct (bound_delta_sound _ _ _ _ _ B) as [I [N [A E]]].
      destruct (rename_mono [(gone, kept)] rest) as [n|] eqn:R; [|exact W].
      rewrite psummed_sound, (sum_over_last b gone) by auto. apply sum_over_ext; auto. intros e' V'.
      rewrite (again_sound M o O), ev_of_mono, (evm_rename M _ _ _ e' R) by auto.
      rewrite (total_one_point _ _ (e' kept)).
      - rewrite E, set_same, set_other, Nat.eqb_refl, Rmult_1_l by auto. f_equal. extensionality x. simpl.
        destruct (same_index x gone) eqn:X; unfold set.
        + apply same_index_eq in X. subst. rewrite same_index_refl. reflexivity.
        + destruct (same_index gone x) eqn:Y; auto. apply same_index_eq in Y. subst.
          rewrite same_index_refl in X. discriminate.
      - rewrite A. apply V'.
      - intros k _ Nk. rewrite E, set_same, set_other by auto.
        destruct (Nat.eqb_spec k (e' kept)); [congruence|ring]. }
    destruct (open_sum b m) as [[[js n] rest]|] eqn:S.
    { unfold open_sum in S. destruct (pick _ [] m) as [[[a k] others]|] eqn:P; [|discriminate].
      destruct (body_of a) as [c body] eqn:Bo. set (names := new_names _ c) in *. clearbody names.
      set (more := if Z.eqb k 1 then _ else _) in *.
      match type of S with (if ?x then _ else _) = _ => destruct x eqn:C end; [|discriminate].
      ands. injection S as <- <- <-.
      rewrite psummed_sound, sum_over_app by auto. apply sum_over_ext; auto. intros e' V'.
      rewrite (sum_over_ext M names _ (fun e => evm (map (fun x => (re (combine c names) (fst x),
        snd x)) body) e * evm more e)); auto.
      2: { intros. rewrite (product_sound M o O), evm_times by auto. reflexivity. }
      rewrite sum_over_evm_out by (apply free_of_sound; assumption).
      destruct (pick_sound M _ _ _ _ _ _ e' P) as [E F]. simpl in E. rewrite Rmult_1_l in E. rewrite E.
      assert (F' : Z.ltb 0 k = true).
      { cbn [fst snd] in F. destruct a; try discriminate. ands. reflexivity. }
      apply Z.ltb_lt in F'. destruct k as [|k|k]; [lia| |lia].
      assert (Wm : evm more e' = powerRZ (ev a e') (Zpos k - 1) * evm others e').
      { unfold more. destruct (Z.eqb_spec (Zpos k) 1) as [->|]; [simpl; ring|apply evm_insert]. }
      rewrite Wm, (power_succ _ k), (ev_body_of M a e' c body Bo), Rmult_assoc. f_equal.
      assert (H1 : sum_over M c (evm body) e' = ev (sums c (of_mono body)) e').
      { rewrite ev_sums. apply sum_over_eq. intros. symmetry. apply ev_of_mono. }
      rewrite H1, (ev_close M c names (of_mono body) e' ltac:(assumption)), ev_sums. apply sum_over_eq. intros e2.
      match goal with H : may_close _ _ _ = true |- _ => unfold may_close in H; rewrite !andb_true_iff in H;
        rewrite of_mono_rename by tauto end.
      match goal with H : all _ body = true |- _ => revert H end. clear.
      induction body as [|[x j] body IH]; simpl; auto. destruct (safe (combine c names) x) eqn:Sx; [|discriminate].
      intros H. rewrite IH, ev_re, ev_rename by auto. reflexivity. }
    destruct (first_out K b m) as [[i n]|] eqn:F.
    { destruct (first_out_sound _ _ _ _ F) as [I Si].
      rewrite psummed_sound, (sum_over_last b i) by auto. apply sum_over_ext; auto. intros e' V'.
      rewrite (product_sound M o O) by auto. symmetry. apply summed_out_sound; auto. }
    destruct (closes_quotient b m) as [[[c d] rest]|] eqn:Q.
    { unfold closes_quotient in Q. apply first_some_sound in Q. destruct Q as [[x k] [_ Q]].
      cbn [fst snd] in Q. destruct x; try discriminate. destruct (Z.ltb k 0); [|discriminate].
      destruct (first_some _ _) as [[c' rest']|] eqn:Q2; [|discriminate]. simpl in Q. injection Q as <- <- <-.
      apply first_some_sound in Q2. destruct Q2 as [c [Ic Q]].
      destruct (choices_incl _ _ _ Ic D) as [Nc L]. unfold makes_up in Q.
      destruct (filter (mentions c) m) eqn:Fm; [discriminate|]. rewrite <- Fm in Q.
      match type of Q with (if ?x then _ else _) = _ => destruct x eqn:C end; [|discriminate].
      ands. injection Q as <- <-. apply tm_eqb_eq in C.
      rewrite psummed_sound by auto. rewrite (closed_part b c m (TSum i x) e); auto.
      - apply sum_over_ext; auto. intros. apply (product_sound M o O). auto.
      - rewrite C. reflexivity. }
    set (s := grown _ _ _ _). set (c := filter (fun i => mem i s) b). rewrite psummed_sound by auto.
    rewrite (closed_part b c m (closed c (sorted (filter (mentions c) m))) e D (NoDup_filter _ D)).
    - replace (filter (fun i => negb (mem i c)) b) with (filter (fun i => negb (mem i s)) b).
      + apply sum_over_ext; auto. intros. apply (product_sound M o O). auto.
      + apply filter_ext_in. intros x X. f_equal. unfold c. clear - X. destruct (mem x s) eqn:A; symmetry.
        * apply mem_In, filter_In. auto.
        * apply mem_not_In. rewrite filter_In, A. intros [_ E]. discriminate.
    - intros x X. apply filter_In in X. tauto.
    - extensionality x. rewrite !ev_closed. apply sum_over_eq. intros. symmetry. apply evm_sorted.
  Qed.
End sound.
