(** Supports: what is nonzero wherever certain atoms are. From what is known nonzero more is learnt,
    at new letters where a sum or a marginal is not 0; then each goal is searched for backwards:

      a marginal of a law known nonzero            Σ mᵢ with all mᵢ ≥ 0 and some mᵢ ≠ 0
      a conclusion of a hypothesis p ≪ q           Σ_b m with m ≥ 0 and m ≠ 0 at some letters
      ln a with a − 1 ≥ 0 and ≠ 0                  a combination of hypotheses, one of them ≠ 0 *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Backwards *)

(** b ≠ 0 gives a ≠ 0. *)
Definition gives (K : facts) (b a : tm) : bool :=
  tm_eqb b a |||
  match b, a with
  | TLaw l s, TLaw k t => Pos.eqb l k &&& covers t s &&& law_fits K l s &&& law_fits K l t
  | TAdd _ _, TAdd _ _ => tm_eqb (of_poly (pneg (to_poly b))) a
  | _, _ => false
  end.

Definition always (K : facts) (a : tm) : bool :=
  match a with
  | TCard _ | TExp _ => true
  | TLog (TConst c) => q_pos c &&& negb (Qle_bool c 1)
  | TConst c => negb (Qeq_bool c 0)
  | TQty q at_ => match sign_at K q at_ with SignPos => true | _ => false end
  | TLaw l args => is_total K l args
  | _ => false
  end.

Fixpoint pairs_of (s t : list arg) : renaming :=
  match s, t with
  | At i :: s, At j :: t => (i, j) :: pairs_of s t
  | _ :: s, _ :: t => pairs_of s t
  | _, _ => []
  end.
Fixpoint placements (own letters : list index) : list renaming :=
  match own with
  | [] => [[]]
  | i :: own => flat_map (fun r => map (fun j => (i, j) :: r)
                  (filter (fun j => Pos.eqb (i_alphabet j) (i_alphabet i)) letters)) (placements own letters)
  end.
(** Letters at which a pattern may give a. *)
Definition matching (pattern a : tm) : list renaming :=
  match pattern, a with
  | TLaw l s, TLaw k t => if Pos.eqb l k then [pairs_of s t] else []
  | TQty q s, TQty p t => if Pos.eqb q p then [combine s t] else []
  | _, _ =>
      if Pos.eqb (tag pattern) (tag a) then
        let own := dedupe (frees pattern) in
        if Nat.leb (length own) 3 then placements own (dedupe (frees a)) else []
      else []
  end.
Definition covered (r : renaming) (i : index) : bool := mem i (map fst r).

Section search.
  Variables (K : facts) (T : list tm) (letters : list index).

  Fixpoint search (n : nat) (above : list tm) (a : tm) : bool :=
    any (fun b => gives K b a) T ||| always K a |||
    match n with
    | O => false
    | S n =>
        if any (tm_eqb a) above then false else
        let factors (m : mono) := all (fun x => search n (a :: above) (fst x)) m in
        let nonzero_poly (p : poly) :=
          let (c, m) := factored p in negb (Qeq_bool c 0) &&& factors m in
        (match a with
         | TNz b => search n (a :: above) b
         | TDelta i j => same_index i j
         | TAdd _ _ =>
             nonneg_poly K (to_poly a) &&&
             any (fun x => negb (Qeq_bool (fst x) 0) &&& factors (snd x)) (to_poly a)
         | TSum _ _ =>
             let (b, m) := body_of a in
             nonneg_mono K 1 m &&&
             choose (options_among letters) b [] (fun r =>
               keeps_alphabets r &&& all (fun x => mem (fst x) b) r &&&
               match rename_mono r m with Some m => factors m | None => false end)
         | TLog b =>
             Z.eqb (sign_of K 3 b) 1 &&& search n (a :: above) b &&&
             nonzero_poly (pminus (to_poly b) (pconst 1))
         | _ => false
         end) |||
        any (fun implication : mono * list tm =>
          let (premise, cs) := implication in
          any (fun c =>
            any (fun r =>
              choose (options_among letters)
                (filter (fun i => negb (covered r i)) (dedupe (frees c ++ mono_frees premise))) r (fun r =>
                keeps_alphabets r &&& safe r c &&& gives K (re r c) a &&&
                match rename_mono r premise with Some m => factors m | None => false end))
              (matching c a)) cs) (implications K) |||
        match known K, a with
        | [], TAdd _ _ | _ :: _, _ =>
            let firsts (p : poly) := match a with
              | TAdd _ _ => None :: map (fun x => Some (snd x)) (firstn 4 p)
              | _ => map (fun x => Some (snd x)) p
              end in
            any (fun p => any (fun first => combination K p first (any nonzero_poly)) (firsts p))
                [to_poly a; pneg (to_poly a)]
        | _, _ => false
        end
    end.
End search.

(** ** Forwards: what a nonzero atom says *)

Record state := State { facts_of : list tm; new_letters : list index; counter : positive }.
Fixpoint new_for (k : positive) (alphabets : list name) : list index :=
  match alphabets with [] => [] | a :: l => Index (xO (5000000 + k)) a :: new_for (k + 1) l end.
Definition unused (js : list index) (s : state) : bool :=
  distinct js &&& all (fun j => negb (mem j (new_letters s)) &&& all (fun a => negb (occurs j a)) (facts_of s)) js.
Definition missing (args : list arg) : list name :=
  flat_map (fun x => match x with Over a => [a] | At _ => [] end) args.
Fixpoint learn (n : nat) (a : tm) (s : state) : state :=
  match n with
  | O => s
  | S n =>
      match a with
      | TNz b | TLog b => learn n b (State (b :: facts_of s) (new_letters s) (counter s))
      | TLaw l args =>
          let js := new_for (counter s) (missing args) in
          match js, opened js args with
          | _ :: _, Some args' =>
              if unused js s &&& new_in js args
              then State (TLaw l args' :: facts_of s) (js ++ new_letters s) (counter s + 100) else s
          | _, _ => s
          end
      | TSum _ _ =>
          let (b, m) := body_of a in
          let js := new_for (counter s) (map i_alphabet b) in
          if unused js s &&& may_close b js (of_mono m) then
            let m := map (fun x => (re (combine b js) (fst x), snd x))
                         (filter (fun x => negb (Z.eqb (snd x) 0)) m) in
            if all (fun x => safe (combine b js) (fst x)) (snd (body_of a)) then
            fold_right (fun x s => learn n (fst x) s)
              (State (map fst m ++ facts_of s) (js ++ new_letters s) (counter s + 100)) m
            else s
          else s
      | _ => s
      end
  end.

(** Laws without inputs are not 0 at some letters. *)
Definition laws_somewhere (K : facts) : list tm :=
  flat_map (fun x =>
    let l := fst x in
    match inputs (snd x) with
    | [] => let a := TLaw l (map (fun v => Over (snd v)) (outputs (snd x))) in
            match a with TLaw l args => if is_total K l args then [a] else [] | _ => [] end
    | _ => []
    end) (f_laws K).
Definition extended (K : facts) (T : list tm) : state :=
  let T := laws_somewhere K ++ T in
  fold_right (learn 6) (State T [] 1) T.

(** ** Cases *)

Definition plain (a : tm) : tm := match a with TNz b | TLog b => b | _ => a end.
(** Some Σᵢ mᵢ ≠ 0 has an mᵢ ≠ 0. *)
Definition alternatives (a : tm) : list (list tm) :=
  match plain a with
  | TAdd _ _ as s => map (fun x => map fst (filter (fun y => negb (Z.eqb (snd y) 0)) (snd x))) (to_poly s)
  | _ => [[]]
  end.
Definition add_cases (a : tm) (cases : list (list tm)) : list (list tm) :=
  match alternatives a with
  | [_] => cases
  | l => if Nat.leb (length cases * length l) 16
         then flat_map (fun case => map (fun more => more ++ case) l) cases else cases
  end.
Definition cases (T : list tm) : list (list tm) := fold_right add_cases [T] T.

(** λ and 1 − λ, for the first λ that a goal holds in both forms. *)
Definition weights (K : facts) (goals : list tm) : list tm :=
  let inner := flat_map (fun g => match g with
    | TAdd _ _ => flat_map (fun x => map fst (snd x)) (to_poly g) | _ => [] end) goals in
  match find (fun a => match complement K a with
                       | Some (q, at_) => any (tm_eqb (TQty q at_)) inner
                       | None => false
                       end) inner with
  | Some a => match complement K a with Some (q, at_) => [TQty q at_; a] | None => [] end
  | None => []
  end.

Fixpoint deltas (T : list tm) : renaming :=
  match T with [] => [] | TDelta i j :: T => (j, i) :: deltas T | _ :: T => deltas T end.
Definition identified (r : renaming) (a : tm) : tm :=
  match r with [] => a | _ => if simple a then rename r a else a end.

Definition all_search (K : facts) (T goals : list tm) (cs : list (list tm)) : bool :=
  all (fun T =>
    let s := extended K T in
    let letters := dedupe (flat_map frees (facts_of s)) in
    all (fun g => all (fun j => negb (occurs j g)) (new_letters s) &&&
                  search K (facts_of s) letters 7 [] g) goals) cs.

(** Whether every goal is nonzero wherever all of [T] are. *)
Definition nonzero_where (K : facts) (goals T : list tm) : bool :=
  let goals := filter (fun g => negb (always K g ||| any (tm_eqb g) T)) goals in
  match goals with
  | [] => true
  | _ =>
      let r := deltas T in
      let T := map (identified r) T in
      let goals := map (identified r) goals in
      all_search K T goals [T] |||
      (let cs := cases T in
       let ws := weights K goals in
       let cs := match ws with [] => cs | _ => flat_map (fun c => map (fun w => w :: c) ws) cs end in
       match cs with [_] => false | _ => all_search K T goals cs end)
  end.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Definition true_at (T : list tm) (e : letters) : Prop := forall b, In b T -> ev b e <> 0.

  Lemma evm_not_0 m e : (forall x, In x m -> ev (fst x) e <> 0) -> evm m e <> 0.
  Proof.
    induction m as [|[a k] m IH]; simpl; intros H; [lra|].
    apply Rmult_integral_contrapositive. split; auto. apply power_neq. apply (H (a, k)). auto.
  Qed.

  Lemma evm_atom_not_0 m e a k : evm m e <> 0 -> In (a, k) m -> k <> 0%Z -> ev a e <> 0.
  Proof.
    induction m as [|[b j] m IH]; simpl; [tauto|]. intros H [E|I] N.
    - injection E as -> ->. apply (power_base_neq _ k N). intros Z. apply H. rewrite Z. ring.
    - apply IH; auto. intros Z. apply H. rewrite Z. ring.
  Qed.

  Lemma gives_sound b a e : in_range M e -> gives K b a = true -> ev b e <> 0 -> ev a e <> 0.
  Proof.
    intros V H N. apply or_true in H. destruct H as [H|H].
    - apply tm_eqb_eq in H. congruence.
    - destruct b; try discriminate; destruct a; try discriminate; ands.
      + match goal with E : Pos.eqb _ _ = true |- _ => apply Pos.eqb_eq in E; subst end.
        pose proof (law_nonneg K M G l0 args e V ltac:(assumption)).
        pose proof (law_covers K M G l0 args0 args e V ltac:(assumption) ltac:(assumption) ltac:(assumption)). lra.
      + apply tm_eqb_eq in H. rewrite <- H, ev_of_poly. unfold pneg. rewrite evp_pscale, evp_to_poly, Q2R_m1. lra.
  Qed.

  Lemma always_sound a e : in_range M e -> always K a = true -> ev a e <> 0.
  Proof.
    intros V H. destruct a; try discriminate; cbn [always] in H.
    - apply negb_true_iff in H. exact (Q2R_not_0 _ H).
    - rewrite (law_total K M G); auto; lra.
    - pose proof (sign_holds K M G q at_ e V) as S. destruct (sign_at K q at_); try discriminate. simpl in *. lra.
    - pose proof (size_pos K M G a). simpl. lra.
    - destruct a; try discriminate. ands. apply q_pos_pos in Heqb.
      apply negb_true_iff in H. simpl. rewrite log_pos by exact Heqb.
      assert (1 < Q2R c).
      { destruct (Rle_lt_dec (Q2R c) 1) as [L|L]; auto. rewrite <- Q2R_1 in L.
        apply Rle_Qle, Qle_bool_iff in L. congruence. }
      rewrite <- ln_1. apply Rgt_not_eq, ln_increasing; lra.
    - simpl. apply Rgt_not_eq, exp_pos.
  Qed.

  Lemma choose_among options open good : forall r, choose options open r good = true ->
    exists r, good r = true.
  Proof. intros r. apply choose_good. Qed.

  Lemma factored_not_0 p e c m : factored p = (c, m) -> Qeq_bool c 0 = false ->
    (forall x, In x m -> ev (fst x) e <> 0) -> evp p e <> 0.
  Proof.
    intros F C H. rewrite (factored_sound M p c m e F). apply Rmult_integral_contrapositive.
    split; [apply Q2R_not_0; auto|apply evm_not_0; auto].
  Qed.

  Lemma search_sound T ls n : forall above a e, in_range M e -> search K T ls n above a = true ->
    true_at T e -> ev a e <> 0.
  Proof.
    induction n as [|n IH]; intros above a e V H A; cbn [search] in H;
      (apply or_true in H; destruct H as [H|H];
       [apply or_true in H; destruct H as [H|H]; [|apply always_sound; auto];
        apply any_exists in H; destruct H as [b [I H]]; exact (gives_sound b a e V H (A b I))|]);
      [discriminate|].
    destruct (any (tm_eqb a) above); [discriminate|].
    set (factors := fun m : mono => all (fun x => search K T ls n (a :: above) (fst x)) m) in *.
    assert (F : forall m, factors m = true -> evm m e <> 0).
    { intros m Fm. apply evm_not_0. intros x I. exact (IH _ _ e V (all_forall _ _ Fm x I) A). }
    assert (FX : forall m, factors m = true -> forall x, In x m -> ev (fst x) e <> 0).
    { intros m Fm x I. exact (IH _ _ e V (all_forall _ _ Fm x I) A). }
    set (nonzero_poly := fun p : poly => let (c, m) := factored p in negb (Qeq_bool c 0) &&& factors m) in *.
    assert (P : forall p, nonzero_poly p = true -> evp p e <> 0).
    { intros p Np. unfold nonzero_poly in Np. destruct (factored p) as [c m] eqn:Fp. ands.
      apply negb_true_iff in Heqb. exact (factored_not_0 p e c m Fp Heqb (FX m Np)). }
    apply or_true in H. destruct H as [H|H]; [apply or_true in H; destruct H as [H|H]|].
    - destruct a; try discriminate; ands.
      + apply same_index_eq in H. subst. simpl. rewrite Nat.eqb_refl. lra.
      + apply any_exists in H. destruct H as [[c m] [I H]]. ands. simpl in *.
        apply negb_true_iff, Q2R_not_0 in Heqb0.
        assert (N : forall x, In x (to_poly (TAdd a1 a2)) -> 0 <= Q2R (fst x) * evm (snd x) e).
        { intros x X. apply (nonneg_mono_sound K M G); auto. exact (all_forall _ _ Heqb x X). }
        destruct (evp_pieces M _ e N) as [_ L]. specialize (L _ I). specialize (N _ I).
        rewrite evp_to_poly in L. cbn [fst snd] in L, N. pose proof (F m H).
        assert (Q2R c * evm m e <> 0) by (apply Rmult_integral_contrapositive; auto).
        change (ev a1 e + ev a2 e) with (ev (TAdd a1 a2) e). lra.
      + pose proof (sign_of_sound K M G 3 a e V) as [_ [S _]]. match goal with E : Z.eqb _ _ = true |- _ => apply Z.eqb_eq in E; specialize (S E) end.
        match goal with E : search _ _ _ _ _ a = true |- _ => pose proof (IH _ _ e V E A) as N end.
        apply P in H.
        rewrite evp_pminus, evp_to_poly, evp_pconst, Q2R_1 in H. simpl. rewrite log_pos by lra.
        intros Z. apply H. assert (X : ev a e = 1); [|lra].
        rewrite <- (exp_ln (ev a e)) by lra. rewrite Z. apply exp_0.
      + simpl. rewrite nonzero_1; [lra|]. apply (IH _ _ e V H A).
      + destruct (body_of (TSum i a)) as [b m] eqn:B. ands. apply choose_good in H. destruct H as [r H]. ands.
        destruct (rename_mono r m) as [m'|] eqn:R; [|discriminate].
        rewrite (ev_body_of M _ e b m B). apply F in H. rewrite (evm_rename M r m m' e R) in H.
        assert (N : forall e, in_range M e -> 0 <= evm m e).
        { intros e' V'. match goal with E : nonneg_mono _ _ _ = true |- _ =>
            pose proof (nonneg_mono_sound K M G 1 m e' V' E) as X end. rewrite Q2R_1 in X. lra. }
        assert (L : evm m (fun i => e (look r i)) <= sum_over M b (evm m) e).
        { apply sum_over_ge; auto.
          - apply in_range_look; assumption.
          - intros j J. f_equal.
            assert (D : mem j (map fst r) = false).
            { apply mem_not_In. intros I. apply in_map_iff in I. destruct I as [x [<- I]].
              apply J, mem_In.
              match goal with E : all _ r = true |- _ => exact (all_forall _ _ E x I) end. }
            exact (look_undefined r j D).
          - intros e1 e2 E. f_equal. extensionality x. apply E. }
        assert (N' := N _ (in_range_look M r e V ltac:(assumption))). lra.
    - apply any_exists in H. destruct H as [[premise cs] [I H]].
      apply any_exists in H. destruct H as [c [C H]]. apply any_exists in H. destruct H as [r0 [_ H]].
      apply choose_good in H. destruct H as [r H]. ands.
      destruct (rename_mono r premise) as [m|] eqn:R; [|discriminate].
      apply (gives_sound _ a e V ltac:(eassumption)). rewrite ev_re by assumption. apply F in H.
      rewrite (evm_rename M r premise m e R) in H.
      apply (s_implications _ _ G premise cs I _ (in_range_look M r e V ltac:(assumption)) H c C).
    - assert (W : any (fun p => any (fun first => combination K p first (any nonzero_poly))
          match a with TAdd _ _ => None :: map (fun x => Some (snd x)) (firstn 4 p)
          | _ => map (fun x => Some (snd x)) p end) [to_poly a; pneg (to_poly a)] = true).
      { destruct (known K); destruct a; exact H || discriminate H. }
      clear H. apply any_exists in W. destruct W as [p [I W]]. apply any_exists in W. destruct W as [first [_ W]].
      destruct (combination_sound K M G p first _ W) as [more [H [_ Q]]].
      apply any_exists in H. destruct H as [q [Iq H]]. pose proof (proj2 (Q q Iq e V) (P q H)) as N.
      destruct I as [<-|[<-|[]]].
      + rewrite evp_to_poly in N. exact N.
      + unfold pneg in N. rewrite evp_pscale, evp_to_poly, Q2R_m1 in N. lra.
  Qed.

  (** *** Learning *)

  Definition knows (e : letters) (s : state) (e' : letters) : Prop :=
    in_range M e' /\ true_at (facts_of s) e' /\ forall i, ~ In i (new_letters s) -> e' i = e i.

  Lemma knows_later e s e' e2 js T c : knows e s e' -> unused js s = true -> in_range M e2 ->
    (forall i, ~ In i js -> e2 i = e' i) -> true_at T e2 ->
    knows e (State (T ++ facts_of s) (js ++ new_letters s) c) e2.
  Proof.
    intros [V [A N]] U V2 E H. unfold unused in U. ands. repeat split; auto; simpl.
    - intros b I. apply in_app_or in I. destruct I as [I|I]; auto.
      rewrite (ev_agree M b e2 e'); [apply A, I|]. intros i O. apply E. intros J.
      pose proof (all_forall _ _ U i J) as X. cbv beta in X. ands. pose proof (all_forall _ _ X b I) as Y.
      simpl in Y. rewrite O in Y. discriminate.
    - intros i I. rewrite E, N; auto; intros J; apply I, in_or_app; auto.
  Qed.

  Lemma learn_sound n : forall a s e e', knows e s e' -> In a (facts_of s) ->
    (exists e2, knows e (learn n a s) e2) /\ incl (facts_of s) (facts_of (learn n a s)).
  Proof.
    induction n as [|n IH]; intros a s e e' Kn I; [simpl; split; eauto using incl_refl|].
    assert (Same : (exists e2, knows e s e2) /\ incl (facts_of s) (facts_of s)) by (split; eauto using incl_refl).
    assert (Inner : forall b, ev b e' <> 0 ->
      (exists e2, knows e (learn n b (State (b :: facts_of s) (new_letters s) (counter s))) e2) /\
      incl (facts_of s) (facts_of (learn n b (State (b :: facts_of s) (new_letters s) (counter s))))).
    { intros b B. destruct Kn as [V [A N]].
      destruct (IH b (State (b :: facts_of s) (new_letters s) (counter s)) e e') as [X Y].
      - repeat split; auto. intros c [<-|C]; auto.
      - left. reflexivity.
      - split; auto. intros c C. apply Y. right. exact C. }
    pose proof Kn as [V [A N]].
    destruct a; cbn [learn]; try exact Same.
    - destruct (new_for (counter s) (missing args)) as [|j js'] eqn:J; [exact Same|]. rewrite <- J.
      set (js := new_for _ _) in *. clearbody js.
      destruct (opened js args) as [args'|] eqn:O; [|exact Same].
      destruct (unused js s &&& new_in js args) eqn:B; [|exact Same]. ands.
      destruct (marginal_opened M args js args' (law_at M l) e' O B V (A _ I)) as [e2 [V2 [H2 E2]]].
      split.
      + exists e2. apply (knows_later e s e' e2 js [TLaw l args']); auto.
        intros b [<-|[]]. exact H2.
      + simpl. intros b X. right. exact X.
    - apply Inner. apply (log_neq _ (A _ I)).
    - apply Inner. apply (nonzero_neq _ (A _ I)).
    - destruct (body_of (TSum i a)) as [b m] eqn:B. set (js := new_for _ _). clearbody js.
      destruct (unused js s &&& may_close b js (of_mono m)) eqn:U; [|exact Same]. ands. cbn [snd].
      destruct (all (fun x => safe (combine b js) (fst x)) m) eqn:Sf; [|exact Same].
      assert (H : ev (sums js (rename (combine b js) (of_mono m))) e' <> 0).
      { rewrite <- (ev_close M b js (of_mono m) e' U), ev_sums.
        assert (E : sum_over M b (ev (of_mono m)) e' = ev (TSum i a) e').
        { rewrite (ev_body_of M _ e' b m B). apply sum_over_eq. intros. apply ev_of_mono. }
        rewrite E. apply (A _ I). }
      rewrite ev_sums in H. apply sum_over_not_0 in H; auto. destruct H as [e2 [V2 [H2 E2]]].
      unfold may_close in U. rewrite !andb_true_iff in U. rewrite of_mono_rename in H2 by tauto.
      set (m' := map _ (filter _ m)) in *.
      assert (Tm : true_at (map fst m') e2).
      { intros c C. apply in_map_iff in C. destruct C as [[c' k] [<- C]]. unfold m' in C.
        apply in_map_iff in C. destruct C as [[d k'] [E C]]. simpl in E. injection E as <- <-.
        apply filter_In in C. destruct C as [C Z]. simpl in *. apply negb_true_iff, Z.eqb_neq in Z.
        pose proof (all_forall _ _ Sf _ C) as Sd. simpl in Sd. rewrite ev_re by auto. rewrite <- ev_rename by auto.
        apply (evm_atom_not_0 (map (fun x => (rename (combine b js) (fst x), snd x)) m) e2 _ k'); auto.
        apply in_map_iff. exists (d, k'). auto. }
      pose proof (knows_later e s e' e2 js (map fst m') (counter s + 100) Kn Heqb0 V2 E2 Tm) as K2.
      set (s2 := State _ _ _) in *.
      assert (Fold : forall l, incl l m' -> (exists e3, knows e (fold_right (fun x s => learn n (fst x) s) s2 l) e3)
          /\ incl (facts_of s2) (facts_of (fold_right (fun x s => learn n (fst x) s) s2 l))).
      { induction l as [|x l IHl]; intros L; simpl; [split; eauto using incl_refl|].
        destruct IHl as [[e3 K3] I3]. { intros y Y. apply L. right. exact Y. }
        destruct (IH (fst x) _ e e3 K3) as [X Y].
        { apply I3. unfold s2. simpl. apply in_or_app. left. apply in_map, L. left. reflexivity. }
        split; auto. intros c C. apply Y, I3, C. }
      destruct (Fold m' (incl_refl _)) as [X Y]. split; auto.
      intros c C. apply Y. unfold s2. simpl. apply in_or_app. auto.
  Qed.

  Lemma extended_sound T e : in_range M e -> true_at T e -> exists e', knows e (extended K T) e'.
  Proof.
    intros V A. unfold extended. set (T' := laws_somewhere K ++ T). set (s := State T' [] 1).
    assert (K0 : knows e s e).
    { repeat split; auto. intros b I. apply in_app_or in I. destruct I as [I|I]; auto.
      unfold laws_somewhere in I. apply in_flat_map in I. destruct I as [[l d] [_ I]]. simpl in I.
      destruct (inputs d); [|destruct I]. destruct (is_total _ _ _) eqn:Tt; [|destruct I].
      destruct I as [<-|[]]. rewrite (law_total K M G); auto; lra. }
    assert (F : forall l, incl l T' -> (exists e', knows e (fold_right (learn 6) s l) e') /\
      incl T' (facts_of (fold_right (learn 6) s l))).
    { induction l as [|a l IH]; intros L; [simpl; split; eauto using incl_refl|].
      destruct IH as [[e1 K1] I1]. { intros y Y. apply L. right. exact Y. }
      cbn [fold_right]. destruct (learn_sound 6 a _ e e1 K1) as [X Y].
      { apply I1, L. left. reflexivity. }
      split; auto. intros b B. apply Y, I1, B. }
    apply F. apply incl_refl.
  Qed.

  Lemma all_search_sound T goals cs e : in_range M e -> all_search K T goals cs = true ->
    (exists c, In c cs /\ true_at c e) -> true_at goals e.
  Proof.
    intros V H [c [I A]] g J. pose proof (all_forall _ _ H c I) as X. cbv zeta beta in X.
    destruct (extended_sound c e V A) as [e' [V' [A' N]]].
    pose proof (all_forall _ _ X g J) as Y. cbv beta in Y. ands.
    rewrite (ev_agree M g e e').
    - apply (search_sound _ _ _ _ _ _ V' Y A').
    - intros i O. symmetry. apply N. intros Ni. pose proof (all_forall _ _ Heqb i Ni) as Z.
      simpl in Z. rewrite O in Z. discriminate.
  Qed.

  Lemma add_cases_sound a cs e : ev a e <> 0 -> (exists c, In c cs /\ true_at c e) ->
    exists c, In c (add_cases a cs) /\ true_at c e.
  Proof.
    intros N [c [I A]]. unfold add_cases.
    assert (W : exists more, In more (alternatives a) /\ true_at more e).
    { assert (P : ev (plain a) e <> 0).
      { destruct a; simpl in *; auto using log_neq, nonzero_neq. }
      unfold alternatives. destruct (plain a) eqn:Q; try (exists []; split; [left; reflexivity|intros b []]).
      rewrite <- Q in P |- *. clear Q. rewrite <- evp_to_poly in P.
      induction (to_poly (plain a)) as [|[d m] p IH]; simpl in P; [lra|].
      destruct (Req_EM_T (evm m e) 0) as [Z|Nm].
      - destruct IH as [more [Im Am]]. { rewrite Z in P. lra. } exists more. split; auto. right. exact Im.
      - eexists. split; [left; reflexivity|]. intros b B. apply in_map_iff in B. destruct B as [[b' k] [<- B]].
        apply filter_In in B. destruct B as [B Z]. simpl in *. apply negb_true_iff, Z.eqb_neq in Z.
        apply (evm_atom_not_0 m e b' k); auto. }
    destruct W as [more [Im Am]].
    assert (Y : exists c, In c cs /\ true_at c e) by eauto.
    assert (X : exists c, In c (if Nat.leb (length cs * length (alternatives a)) 16
         then flat_map (fun case => map (fun more => more ++ case) (alternatives a)) cs else cs) /\ true_at c e).
    { destruct (Nat.leb _ _); auto. exists (more ++ c). split.
      - apply in_flat_map. exists c. split; auto. apply in_map_iff. eauto.
      - intros b B. apply in_app_or in B. destruct B; auto. }
    destruct (alternatives a) as [|x [|y l]]; auto.
  Qed.

  Lemma cases_sound T e : true_at T e -> exists c, In c (cases T) /\ true_at c e.
  Proof.
    intros A. unfold cases.
    assert (F : forall l, incl l T -> exists c, In c (fold_right add_cases [T] l) /\ true_at c e).
    { induction l as [|a l IH]; intros L; simpl; [eauto|]. apply add_cases_sound.
      - apply A, L. left. reflexivity.
      - apply IH. intros y Y. apply L. right. exact Y. }
    apply F, incl_refl.
  Qed.

  Lemma weights_sound goals e ws : in_range M e -> weights K goals = ws -> ws <> [] ->
    exists w, In w ws /\ ev w e <> 0.
  Proof.
    intros V. unfold weights. set (inner := flat_map _ goals). destruct (find _ inner) as [a|]; [|congruence].
    destruct (complement K a) as [[q at_]|] eqn:C; [|congruence]. intros <- _.
    destruct (complement_range K M G a e q at_ V C) as [E _].
    destruct (Req_EM_T (ev (TQty q at_) e) 0) as [Z|N].
    - exists a. split; [simpl; auto|]. lra.
    - exists (TQty q at_). split; [simpl; auto|]. exact N.
  Qed.

  Lemma deltas_sound T e : true_at T e -> forall i, e (look (deltas T) i) = e i.
  Proof.
    induction T as [|a T IH]; intros A i; simpl; auto.
    assert (B : true_at T e) by (intros b I; apply A; right; exact I).
    destruct a; simpl; auto. destruct (same_index i j) eqn:E; auto.
    apply same_index_eq in E. subst. pose proof (A _ (or_introl eq_refl)) as X. simpl in X.
    destruct (Nat.eqb_spec (e i0) (e j)); congruence || lra.
  Qed.

  Lemma identified_sound T e a : true_at T e -> ev (identified (deltas T) a) e = ev a e.
  Proof.
    intros A. unfold identified. pose proof (deltas_sound T e A) as D.
    destruct (deltas T) as [|x r]; auto. destruct (simple a) eqn:Si; auto.
    rewrite ev_rename.
    - apply ev_agree. intros i _. apply D.
    - destruct a; try discriminate; auto; destruct a; try discriminate; auto.
  Qed.

  Lemma nonzero_where_sound goals T e : in_range M e -> nonzero_where K goals T = true ->
    true_at T e -> true_at goals e.
  Proof.
    intros V H A. unfold nonzero_where in H. set (gs := filter _ goals) in *.
    assert (Gs : true_at gs e -> true_at goals e).
    { intros X g I. destruct (always K g ||| any (tm_eqb g) T) eqn:B.
      - apply or_true in B. destruct B as [B|B]; [apply always_sound; auto|].
        apply any_exists in B. destruct B as [b [Ib B]]. apply tm_eqb_eq in B. subst. auto.
      - apply X. apply filter_In. rewrite B. auto. }
    apply Gs. clear Gs. destruct gs as [|g gs']; [intros g []|]. set (gs := g :: gs') in *. clearbody gs.
    assert (AT : true_at (map (identified (deltas T)) T) e).
    { intros b I. apply in_map_iff in I. destruct I as [c [<- I]]. rewrite identified_sound; auto. }
    assert (GT : true_at (map (identified (deltas T)) gs) e -> true_at gs e).
    { intros X b I. rewrite <- (identified_sound T); auto. apply X, in_map, I. }
    apply GT. clear GT. apply or_true in H. destruct H as [H|H].
    - apply (all_search_sound _ _ _ e V H). eexists. split; [left; reflexivity|exact AT].
    - set (T' := map _ T) in *. set (gs2 := map _ gs) in *.
      assert (C : exists c, In c (match weights K gs2 with [] => cases T' | _ =>
                    flat_map (fun c => map (fun w => w :: c) (weights K gs2)) (cases T') end) /\ true_at c e).
      { destruct (cases_sound T' e AT) as [c [Ic Ac]].
        destruct (weights K gs2) as [|w ws] eqn:W; [eauto|].
        destruct (weights_sound gs2 e _ V W) as [x [Ix Nx]]; [discriminate|].
        exists (x :: c). split.
        - apply in_flat_map. exists c. split; auto. apply in_map_iff. eauto.
        - intros b [<-|B]; auto. }
      set (cs := match weights K gs2 with [] => _ | _ => _ end) in *.
      assert (X : all_search K T' gs2 cs = true) by (destruct cs as [|? [|? ?]]; exact H || discriminate H).
      apply (all_search_sound _ _ _ e V X C).
  Qed.
End sound.
