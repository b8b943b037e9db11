(** Supports: what is nonzero wherever certain atoms are. From these more is learnt, at new letters where a
    sum or a marginal is not 0; then each goal is searched for backwards (Search.v), perhaps by cases. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs.
From Derive Require Export Search.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** Forwards: what a nonzero atom says *)

Record state := State { facts_of : list tm; new_letters : list index; counter : positive }.
Fixpoint new_for (k : positive) (alphabets : list name) : list index :=
  match alphabets with [] => [] | a :: l => Index (xO (5000000 + k)) a :: new_for (k + 1) l end.
Definition unused (js : list index) (s : state) : bool :=
  distinct js &&& all (fun j => negb (mem j (new_letters s)) &&& all (fun a =>
    negb (occurs j a)) (facts_of s)) js.
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
            let m := map (fun x => (re (combine b js) (fst x), snd x)) (filter (fun x => negb (Z.eqb (snd x) 0)) m) in
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
  | TAdd _ _ as s => map (fun x => map fst (filter (fun y =>
    negb (Z.eqb (snd y) 0)) (snd x))) (to_poly s)
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
       let cs := match ws with [] => cs | _ => flat_map (fun c => map (fun w =>
         w :: c) ws) cs end in
       match cs with [_] => false | _ => all_search K T goals cs end)
  end.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M). Notation true_at :=
    (true_at M).

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
    pose proof Kn as [V [A N]]. destruct a; cbn [learn]; try exact Same.
    - destruct (new_for (counter s) (missing args)) as [|j js'] eqn:J; [exact Same|]. rewrite <- J.
      set (js := new_for _ _) in *. clearbody js. destruct (opened js args) as [args'|] eqn:O; [|exact Same].
      destruct (unused js s &&& new_in js args) eqn:B; [|exact Same]. ands.
      destruct (marginal_opened M args js args' (law_at M l) e' O B V (A _ I)) as [e2 [V2 [H2 E2]]]. split.
      + exists e2. apply (knows_later e s e' e2 js [TLaw l args']); auto. intros b [<-|[]]. exact H2.
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
      set (m' := map _ (filter _ m)) in *. assert (Tm : true_at (map fst m') e2).
      { intros c C. apply in_map_iff in C. destruct C as [[c' k] [<- C]]. unfold m' in C.
        apply in_map_iff in C. destruct C as [[d k'] [E C]]. simpl in E. injection E as <- <-.
        apply filter_In in C. destruct C as [C Z]. simpl in *. apply negb_true_iff, Z.eqb_neq in Z.
        pose proof (all_forall _ _ Sf _ C) as Sd. simpl in Sd. rewrite ev_re by auto. rewrite <- ev_rename by auto.
        apply (evm_atom_not_0 M (map (fun x => (rename (combine b js) (fst x), snd x)) m) e2 _ k'); auto.
        apply in_map_iff. exists (d, k'). auto. }
      pose proof (knows_later e s e' e2 js (map fst m') (counter s + 100) Kn Heqb0 V2 E2 Tm) as K2.
      set (s2 := State _ _ _) in *. assert (Fold : forall l, incl l m' -> (exists e3,
        knows e (fold_right (fun x s => learn n (fst x) s) s2 l) e3)
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
    pose proof (all_forall _ _ X g J) as Y. cbv beta in Y. ands. rewrite (ev_agree M g e e').
    - apply (search_sound K M G _ _ _ _ _ _ V' Y A').
    - intros i O. symmetry. apply N. intros Ni. pose proof (all_forall _ _ Heqb i Ni) as Z.
      simpl in Z. rewrite O in Z. discriminate.
  Qed.

  Lemma add_cases_sound a cs e : ev a e <> 0 -> (exists c, In c cs /\ true_at c e) ->
    exists c, In c (add_cases a cs) /\ true_at c e.
  Proof.
    intros N [c [I A]]. unfold add_cases. assert (W : exists more, In more (alternatives a) /\ true_at more e).
    { assert (P : ev (plain a) e <> 0).
      { destruct a; simpl in *; auto using log_neq, nonzero_neq. }
      unfold alternatives. destruct (plain a) eqn:Q; try (exists []; split; [left; reflexivity|intros b []]).
      rewrite <- Q in P |- *. clear Q. rewrite <- evp_to_poly in P.
      induction (to_poly (plain a)) as [|[d m] p IH]; simpl in P; [lra|]. destruct (Req_EM_T (evm m e) 0) as [Z|Nm].
      - destruct IH as [more [Im Am]]. { rewrite Z in P. lra. } exists more. split; auto. right. exact Im.
      - eexists. split; [left; reflexivity|]. intros b B. apply in_map_iff in B. destruct B as [[b' k] [<- B]].
        apply filter_In in B. destruct B as [B Z]. simpl in *. apply negb_true_iff, Z.eqb_neq in Z.
        apply (evm_atom_not_0 M m e b' k); auto. }
    destruct W as [more [Im Am]]. assert (Y : exists c, In c cs /\ true_at c e) by eauto.
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
    destruct (complement_range K M G a e q at_ V C) as [E _]. destruct (Req_EM_T (ev (TQty q at_) e) 0) as [Z|N].
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
    destruct (deltas T) as [|x r]; auto. destruct (simple a) eqn:Si; auto. rewrite ev_rename.
    - apply ev_agree. intros i _. apply D.
    - destruct a; try discriminate; auto; destruct a; try discriminate; auto.
  Qed.

  Lemma nonzero_where_sound goals T e : in_range M e -> nonzero_where K goals T = true ->
    true_at T e -> true_at goals e.
  Proof.
    intros V H A. unfold nonzero_where in H. set (gs := filter _ goals) in *.
    assert (Gs : true_at gs e -> true_at goals e).
    { intros X g I. destruct (always K g ||| any (tm_eqb g) T) eqn:B.
      - apply or_true in B. destruct B as [B|B]; [apply (always_sound K M G); auto|].
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
        destruct (weights_sound gs2 e _ V W) as [x [Ix Nx]]; [discriminate|]. exists (x :: c). split.
        - apply in_flat_map. exists c. split; auto. apply in_map_iff. eauto.
        - intros b [<-|B]; auto. }
      set (cs := match weights K gs2 with [] => _ | _ => _ end) in *.
      assert (X : all_search K T' gs2 cs = true) by (destruct cs as [|? [|? ?]]; exact H || discriminate H).
      apply (all_search_sound _ _ _ e V X C).
  Qed.
End sound.
