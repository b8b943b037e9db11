(** What is nonnegative: visibly, by what it is made of; or as a combination of hypotheses. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition q_pos (c : Q) : bool := negb (Qle_bool c 0).

(** 1 − λ for a quantity between 0 and 1. *)
Definition complement (K : facts) (t : tm) : option (name * list index) :=
  match t with
  | TAdd (TConst c) (TMul (TConst d) (TQty q at_)) =>
      match sign_at K q at_ with
      | SignUnit => if Qeq_bool c 1 &&& Qeq_bool d (-1) then Some (q, at_) else None
      | _ => None
      end
  | _ => None
  end.

Fixpoint visible (K : facts) (t : tm) : bool :=
  match t with
  | TConst c => Qle_bool 0 c
  | TLaw l args => law_fits K l args
  | TQty q at_ => match sign_at K q at_ with AnySign => false | _ => true end
  | TCard _ | TDelta _ _ | TExp _ | TNz _ => true
  | TAdd s u => (match complement K t with Some _ => true | None => false end)
                ||| (visible K s &&& visible K u)
  | TMul s u => visible K s &&& visible K u
  | TPow t k => Z.even k ||| visible K t
  | TLog t => match t with TCard _ => true | TConst c => Qle_bool 1 c | _ => false end
  | TSum _ t => visible K t
  end.
Definition visible_mono (K : facts) (c : Q) (m : mono) : bool :=
  q_pos c &&& all (fun x => Z.even (snd x) ||| visible K (fst x)) m.

(** ** Combinations of hypotheses *)

Fixpoint coefficient (m : mono) (p : poly) : Q :=
  match p with
  | [] => 0
  | (c, n) :: p => match mono_cmp n m with Eq => c | _ => coefficient m p end
  end.
Fixpoint dedupe (l : list index) : list index :=
  match l with [] => [] | i :: l => let l := dedupe l in if mem i l then l else i :: l end.
Definition mono_frees (m : mono) : list index := dedupe (flat_map (fun x => frees (fst x)) m).
Definition poly_frees (p : poly) : list index :=
  dedupe (flat_map (fun x => flat_map (fun y => frees (fst y)) (snd x)) p).

(** What no choice of letters changes; only to save tries. *)
Definition shape1 (a : tm) : tm :=
  match a with TLaw l _ => TLaw l [] | TQty q _ => TQty q [] | TCard a => TCard a | _ =>
    TConst (inject_Z (Zpos (tag a))) end.
Definition shape (m : mono) : mono := sort_by power_cmp (map (fun x => (shape1 (fst x), snd x)) m).
Definition same_shape (m n : mono) : bool :=
  Nat.eqb (length m) (length n) &&&
  match mono_cmp (shape m) (shape n) with Eq => true | _ => false end.

(** Tries choices of letters for indices until one is good. *)
Fixpoint choose (options : index -> list index) (open : list index) (r : renaming) (good : renaming -> bool) : bool :=
  match open with
  | [] => good r
  | i :: open => any (fun j => choose options open ((i, j) :: r) good) (options i)
  end.
Definition any_letter (i : index) : index := Index (xO (3000000 + i_name i)) (i_alphabet i).
Definition options_among (letters : list index) (i : index) : list index :=
  filter (fun j => Pos.eqb (i_alphabet j) (i_alphabet i)) letters ++ [any_letter i].

Definition of_nature (K : facts) (p : poly) : list (bool * poly) :=
  flat_map (fun x =>
    match snd x with
    | [(TCard a, Zpos xH)] => [(false, pminus (psingle (snd x)) (pconst 1))]
    | [(TLaw l args, Zpos xH)] =>
        if is_total K l (map (fun x => match x with At i => Over (i_alphabet i) | _ => x end) args)
           &&& law_fits K l args
        then [(false, pminus (pconst 1) (psingle (snd x)))] else []
    | _ => []
    end) p.

(** [good] gets pieces ≥ 0 of which p is a combination. *)
Fixpoint combine_facts (K : facts) (tries : nat) (facts : list (bool * poly)) (p : poly)
    (first : option mono) (pieces : list poly) (good : list poly -> bool) : bool :=
  match match first with
        | Some m => Some m
        | None => option_map snd (find (fun x => negb (visible_mono K (fst x) (snd x))) p)
        end with
  | None => good (map (fun x => [x]) p ++ pieces)
  | Some m =>
      match tries with
      | O => false
      | S tries =>
          any (fun fact : bool * poly =>
            let h := snd fact in
            any (fun x : Q * mono => same_shape m (snd x)) h &&&
            choose (options_among (poly_frees p)) (poly_frees h) [] (fun r =>
              keeps_alphabets r &&&
              match rename_poly r h with
              | None => false
              | Some h =>
                  let d := coefficient m h in
                  negb (Qeq_bool d 0) &&&
                  let by_ := Qred (coefficient m p / d) in
                  (fst fact ||| q_pos by_) &&& combine_facts K tries facts (pminus p (pscale by_ h)) None
                    (if fst fact then pieces else h :: pieces) good
              end)) facts
      end
  end.
Definition combination (K : facts) (p : poly) (first : option mono) (good : list poly -> bool) : bool :=
  match known K ++ of_nature K p with
  | [] => false
  | facts => combine_facts K 3 facts p first [] good
  end.
Definition combined (K : facts) (p : poly) : bool := combination K p None (fun _ => true).

(** ** Signs *)

Definition pneg (p : poly) : poly := pscale (-1) p.

(** 1: the atom is ≥ 0; −1: it is ≤ 0; 0: not known. *)
Fixpoint sign_of (K : facts) (n : nat) (a : tm) : Z :=
  if visible K a then 1%Z else
  match n with
  | O => 0%Z
  | S n =>
      let product (c : Q) (m : mono) : Z :=
        fold_right (fun x s => if Z.even (snd x) then s else (sign_of K n (fst x) * s)%Z)
                   (if q_pos c then 1 else if Qeq_bool c 0 then 0 else -1)%Z m in
      if match a with
         | TAdd _ _ => all (fun x => Z.eqb (product (fst x) (snd x)) 1) (to_poly a)
         | TSum _ _ => Z.eqb (product 1%Q (snd (body_of a))) 1
         | _ => false
         end then 1%Z
      else match a with
           | TLog b => if combined K (pminus (to_poly b) (pconst 1)) then 1%Z else 0%Z
           | _ => if combined K (to_poly a) then 1%Z else if combined K (pneg (to_poly a)) then (-1)%Z else 0%Z
           end
  end.
Definition sign_mono (K : facts) (c : Q) (m : mono) : Z :=
  fold_right (fun x s => if Z.even (snd x) then s else (sign_of K 3 (fst x) * s)%Z)
             (if q_pos c then 1 else if Qeq_bool c 0 then 0 else -1)%Z m.
Definition nonneg_mono (K : facts) (c : Q) (m : mono) : bool :=
  visible_mono K c m ||| Z.eqb (sign_mono K c m) 1.
Definition nonneg_poly (K : facts) (p : poly) : bool := all (fun x =>
    nonneg_mono K (fst x) (snd x)) p.

(** ** Soundness *)

Section sound.
  Variables (K : facts) (M : model).
  Hypothesis G : sound K M.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Lemma q_pos_pos c : q_pos c = true -> 0 < Q2R c.
  Proof. unfold q_pos. rewrite negb_true_iff. apply Q2R_pos. Qed.

  Lemma size_pos a : 1 <= INR (size M a).
  Proof. change 1 with (INR 1). apply le_INR, (s_sizes _ _ G). Qed.

  Lemma complement_range t e q at_ : in_range M e -> complement K t = Some (q, at_) ->
    ev t e = 1 - ev (TQty q at_) e /\ 0 <= ev (TQty q at_) e <= 1.
  Proof.
    intros V. destruct t; try discriminate. destruct t1; try discriminate.
    destruct t2; try discriminate. destruct t2_1; try discriminate. destruct t2_2; try discriminate.
    cbn [complement]. destruct (sign_at K q0 at_0) eqn:D; try discriminate.
    destruct (Qeq_bool c 1 &&& Qeq_bool c0 (-1)) eqn:B; [|discriminate]. ands.
    intros H. injection H as <- <-. apply Qeq_bool_eq in B, Heqb. split.
    - simpl. rewrite (Qeq_eqR _ _ B), (Qeq_eqR _ _ Heqb), Q2R_1, Q2R_m1. lra.
    - pose proof (sign_holds K M G q0 at_0 e V) as X. rewrite D in X. exact X.
  Qed.

  Lemma visible_sound t : forall e, in_range M e -> visible K t = true -> 0 <= ev t e.
  Proof.
    induction t; intros e V H; cbn [visible] in H; try (simpl; lra || apply pos_INR).
    - apply Q2R_nonneg. exact H.
    - apply (law_nonneg K M G); auto.
    - pose proof (sign_holds K M G q at_ e V) as X. destruct (sign_at K q at_); simpl in X;
        discriminate || (simpl; lra).
    - simpl. destruct (Nat.eqb (e i) (e j)); lra.
    - apply or_true in H. destruct H as [H|H].
      + destruct (complement K (TAdd t1 t2)) as [[q at_]|] eqn:C; [|discriminate].
        destruct (complement_range _ e _ _ V C) as [-> ?]. lra.
      + ands. simpl. pose proof (IHt1 e V eq_refl). pose proof (IHt2 e V H). lra.
    - ands. simpl. apply Rmult_le_pos; auto.
    - apply or_true in H. simpl. destruct H as [H|H]; [apply power_even; auto|apply power_nonneg; auto].
    - simpl. destruct t; try discriminate.
      + simpl. apply Qle_bool_iff, Qle_Rle in H. rewrite Q2R_1 in H. rewrite log_pos by lra. apply ln_nonneg. exact H.
      + simpl. pose proof (size_pos a). rewrite log_pos by lra. apply ln_nonneg. lra.
    - simpl. left. apply exp_pos.
    - simpl. apply nonzero_range.
    - simpl. apply total_nonneg. intros k L. apply IHt; auto using in_range_set.
  Qed.

  Lemma visible_mono_sound c m e : in_range M e -> visible_mono K c m = true -> 0 <= Q2R c * evm m e.
  Proof.
    unfold visible_mono. intros V H. destruct (q_pos c) eqn:C; [|discriminate]. apply q_pos_pos in C.
    apply Rmult_le_pos; [lra|]. induction m as [|[a k] m IH]; simpl; [lra|]. simpl in H.
    destruct (Z.even k ||| visible K a) eqn:B; [|discriminate].
    apply Rmult_le_pos; auto. apply or_true in B. destruct B.
    - apply power_even; auto.
    - apply power_nonneg, visible_sound; auto.
  Qed.

  (** *** Combinations *)

  Definition fact_holds (f : bool * poly) : Prop := forall e, in_range M e ->
    if fst f then evp (snd f) e = 0 else 0 <= evp (snd f) e.

  Lemma of_nature_holds p : forall f, In f (of_nature K p) -> fact_holds f.
  Proof.
    intros f I. unfold of_nature in I. apply in_flat_map in I. destruct I as [[c m] [_ I]].
    cbn [snd] in I. destruct m as [|[a k] [|y m]]; [destruct I| |].
    2: { destruct a; try (destruct I; fail); destruct k as [|[]|]; destruct I. }
    destruct a; try (destruct I; fail); destruct k as [|[]|]; try (destruct I; fail).
    - match type of I with In _ (if ?x then _ else _) => destruct x eqn:B end; [|destruct I].
      destruct I as [<-|[]]. ands. intros e V. cbn [fst snd]. rewrite evp_pminus, evp_pconst, evp_psingle, Q2R_1.
      set (more := map _ args) in *. assert (F : law_fits K l more = true).
      { unfold is_total, law_fits in *. destruct (vars_of K l); [|discriminate].
        apply andb_true_iff in Heqb. tauto. }
      assert (C : covers more args = true).
      { unfold more. clear. induction args as [|[i|a] args IH]; simpl; auto. }
      pose proof (law_covers K M G l more args e V F B C) as L.
      rewrite (law_total K M G l more e V Heqb) in L. change (evm [(TLaw l args, 1%Z)] e) with
        (powerRZ (ev (TLaw l args) e) 1 * 1). rewrite powerRZ_1. lra.
    - destruct I as [<-|[]]. intros e V. cbn [fst snd].
      rewrite evp_pminus, evp_pconst, evp_psingle, Q2R_1. simpl. pose proof (size_pos a). lra.
  Qed.

  Lemma rename_holds f r h : fact_holds f -> keeps_alphabets r = true ->
    rename_poly r (snd f) = Some h -> fact_holds (fst f, h).
  Proof.
    intros F A H e V. cbn [fst snd]. rewrite (evp_rename M _ _ _ e H). apply F, in_range_look; auto.
  Qed.

  Lemma choose_good options open : forall r good, choose options open r good = true -> exists r, good r = true.
  Proof.
    induction open as [|i open IH]; simpl; intros r good H; [eauto|].
    apply any_exists in H. destruct H as [j [_ H]]. eauto.
  Qed.

  (** A piece is ≥ 0, and p > 0 where it is. *)
  Definition piece_of (p q : poly) : Prop := forall e, in_range M e -> 0 <= evp q e /\ (evp q e <> 0 -> evp p e <> 0).

  Lemma evp_pieces p e : (forall x, In x p -> 0 <= Q2R (fst x) * evm (snd x) e) ->
    0 <= evp p e /\ forall x, In x p -> Q2R (fst x) * evm (snd x) e <= evp p e.
  Proof.
    induction p as [|[c m] p IH]; simpl; intros H; [split; [lra|tauto]|].
    destruct IH as [IH1 IH2]; auto. pose proof (H (c, m) (or_introl eq_refl)) as X. simpl in X.
    split; [lra|]. intros x [<-|I]; simpl; [lra|]. specialize (IH2 x I). lra.
  Qed.

  Lemma combine_facts_sound tries facts good : (forall f, In f facts -> fact_holds f) ->
    forall p first pieces, combine_facts K tries facts p first pieces good = true ->
    exists more, good (more ++ pieces) = true /\
      (forall e, in_range M e -> 0 <= evp p e) /\ forall q, In q more -> piece_of p q.
  Proof.
    intros F. induction tries as [|tries IH]; intros p first pieces H; cbn [combine_facts] in H;
      set (x := match first with Some _ => _ | None => _ end) in *; destruct x as [m|] eqn:X;
      try discriminate; subst x.
    1, 3: exists (map (fun x => [x]) p); destruct first; [discriminate|];
      assert (A : forall x, In x p -> visible_mono K (fst x) (snd x) = true) by
        (destruct (find _ p) eqn:Fd; [discriminate|]; intros x I; apply (find_none _ _ Fd) in I;
         apply negb_false_iff in I; exact I); split; [exact H|]; split;
      [intros e V; apply evp_pieces; intros; apply visible_mono_sound; auto|];
      intros q I; apply in_map_iff in I; destruct I as [[c n] [<- I]]; intros e V;
      destruct (evp_pieces p e) as [P1 P2]; [intros; apply visible_mono_sound; auto|];
      pose proof (visible_mono_sound _ _ e V (A _ I)); specialize (P2 _ I); simpl in *; split; lra.
    clear X. apply any_exists in H. destruct H as [f [I H]]. ands. apply choose_good in H. destruct H as [r H]. ands.
    destruct (rename_poly r (snd f)) as [h|] eqn:R; [|discriminate].
    set (by_ := Qred _) in *. ands. apply IH in H. destruct H as [more [Gd [N P]]].
    pose proof (rename_holds f r h (F f I) Heqb0 R) as Hh. unfold fact_holds in Hh. cbn [fst snd] in Hh.
    assert (E : forall e, evp p e = evp (pminus p (pscale by_ h)) e + Q2R by_ * evp h e).
    { intros e. rewrite evp_pminus, evp_pscale. lra. }
    destruct (fst f) eqn:Ff.
    - exists more. split; [exact Gd|]. split.
      + intros e V. rewrite E, (Hh e V). specialize (N e V). lra.
      + intros q Q e V. rewrite E, (Hh e V). destruct (P q Q e V). split; auto. intros X. specialize (H0 X). lra.
    - simpl in Heqb2. apply q_pos_pos in Heqb2. exists (more ++ [h]). rewrite <- app_assoc. split; [exact Gd|].
      assert (B : forall e, in_range M e -> 0 <= Q2R by_ * evp h e).
      { intros e V. apply Rmult_le_pos; [lra|]. apply Hh. exact V. }
      split.
      + intros e V. rewrite E. specialize (N e V). specialize (B e V). lra.
      + intros q Q. apply in_app_or in Q. destruct Q as [Q|[<-|[]]]; intros e V; rewrite E;
          specialize (N e V); specialize (B e V).
        * destruct (P q Q e V). split; auto. intros X. specialize (H0 X). lra.
        * split; [apply Hh; auto|]. intros X Y.
          assert (0 < Q2R by_ * evp h e); [|lra]. apply Rmult_lt_0_compat; [lra|]. pose proof (Hh e V). lra.
  Qed.

  Lemma combination_sound p first good : combination K p first good = true ->
    exists more, good more = true /\ (forall e, in_range M e -> 0 <= evp p e) /\ forall q, In q more -> piece_of p q.
  Proof.
    unfold combination. set (facts := known K ++ of_nature K p). assert (F : forall f, In f facts -> fact_holds f).
    { intros [b q] I. apply in_app_or in I. destruct I as [I|I].
      - intros e V. cbn [fst snd]. pose proof (s_known _ _ G b q I e V). destruct b; auto.
      - apply of_nature_holds with p. exact I. }
    destruct facts as [|f facts]; [discriminate|]. intros H.
    destruct (combine_facts_sound _ _ _ F _ _ _ H) as [more [A B]]. rewrite app_nil_r in A. eauto.
  Qed.

  Lemma combined_sound p e : in_range M e -> combined K p = true -> 0 <= evp p e.
  Proof. intros V H. apply combination_sound in H. destruct H as [more [_ [H _]]]. auto. Qed.

  (** *** Signs *)

  Definition signed (s : Z) (x : R) : Prop := (s = 1%Z -> 0 <= x) /\ (s = (-1)%Z -> x <= 0).

  Lemma signed_mul s t x y : (-1 <= s <= 1)%Z -> (-1 <= t <= 1)%Z -> signed s x -> signed t y ->
    signed (s * t) (x * y).
  Proof.
    intros S T [X1 X2] [Y1 Y2]. split; intros E.
    - assert (D : (s = 1 /\ t = 1 \/ s = -1 /\ t = -1)%Z) by nia. destruct D as [[-> ->]|[-> ->]].
      + apply Rmult_le_pos; auto.
      + specialize (X2 eq_refl). specialize (Y2 eq_refl). nra.
    - assert (D : (s = 1 /\ t = -1 \/ s = -1 /\ t = 1)%Z) by nia. destruct D as [[-> ->]|[-> ->]].
      + specialize (X1 eq_refl). specialize (Y2 eq_refl). nra.
      + specialize (X2 eq_refl). specialize (Y1 eq_refl). nra.
  Qed.

  Lemma product_signed (s : tm -> Z) c m e : (forall a, (-1 <= s a <= 1)%Z /\ signed (s a) (ev a e)) ->
    let x := fold_right (fun x t => if Z.even (snd x) then t else (s (fst x) * t)%Z)
               (if q_pos c then 1 else if Qeq_bool c 0 then 0 else -1)%Z m in
    (-1 <= x <= 1)%Z /\ signed x (Q2R c * evm m e).
  Proof.
    intros A. induction m as [|[a k] m IH]; simpl.
    - rewrite Rmult_1_r. destruct (q_pos c) eqn:P.
      + apply q_pos_pos in P. split; [lia|]. split; intros; lra || lia.
      + destruct (Qeq_bool c 0) eqn:Z; (split; [lia|]); split; intros; try lia.
        unfold q_pos in P. apply negb_false_iff in P. apply Qle_bool_iff, Qle_Rle in P. rewrite Q2R_0 in P. lra.
    - destruct IH as [R IH]. set (x := fold_right _ _ m) in *.
      replace (Q2R c * (powerRZ (ev a e) k * evm m e)) with (powerRZ (ev a e) k * (Q2R c * evm m e)) by ring.
      destruct (Z.even k) eqn:E.
      + split; auto. pose proof (power_even (ev a e) k E). destruct IH as [I1 I2].
        split; intros X; [specialize (I1 X)|specialize (I2 X)]; [apply Rmult_le_pos; auto|].
        replace (powerRZ (ev a e) k * (Q2R c * evm m e)) with (- (powerRZ (ev a e) k * - (Q2R c * evm m e))) by ring.
        assert (0 <= powerRZ (ev a e) k * - (Q2R c * evm m e)) by (apply Rmult_le_pos; lra). lra.
      + destruct (A a) as [R1 S1]. split; [nia|]. apply signed_mul; auto.
        destruct S1 as [S1 S2]. split; intros X; [apply power_nonneg; auto|]. specialize (S2 X).
        assert (O : powerRZ (ev a e) k = - powerRZ (- ev a e) k).
        { replace (ev a e) with (-1 * - ev a e) at 1 by ring. rewrite power_mul.
          assert (powerRZ (-1) k = -1); [|rewrite H; ring].
          assert (Ok : Z.odd k = true) by (rewrite <- Z.negb_even, E; auto).
          apply Z.odd_spec in Ok. destruct Ok as [j ->]. rewrite powerRZ_add, <- power_mult_exponents by lra.
          replace (powerRZ (-1) 2) with 1 by (simpl; ring). rewrite power_1_base. simpl. lra. }
        rewrite O. pose proof (power_nonneg (- ev a e) k). lra.
  Qed.

  Lemma sign_of_sound n : forall a e, in_range M e -> (-1 <= sign_of K n a <= 1)%Z /\ signed (sign_of K n a) (ev a e).
  Proof.
    assert (One : forall x, 0 <= x -> (-1 <= 1 <= 1)%Z /\ signed 1 x) by (intros; split; [lia|]; split; auto; lia).
    assert (Zero : forall x, (-1 <= 0 <= 1)%Z /\ signed 0 x) by (intros; split; [lia|]; split; lia).
    induction n as [|n IH]; intros a e V; cbn [sign_of].
    - destruct (visible K a) eqn:A; auto. apply One, visible_sound; auto.
    - destruct (visible K a) eqn:A; [apply One, visible_sound; auto|].
      match goal with |- context [if ?x then 1%Z else ?y] => destruct x eqn:B end.
      + apply One. destruct a; try discriminate.
        * rewrite <- evp_to_poly. pose proof (all_forall _ _ B) as F. apply evp_pieces. intros x I.
          specialize (F x I). apply Z.eqb_eq in F.
          destruct (product_signed (sign_of K n) (fst x) (snd x) e (fun a => IH a e V)) as [_ [P _]]. auto.
        * destruct (body_of (TSum i a)) as [b m] eqn:Bo. rewrite (ev_body_of M _ e b m Bo).
          apply sum_over_nonneg; auto. intros e' V'. simpl in B. apply Z.eqb_eq in B.
          destruct (product_signed (sign_of K n) 1 m e' (fun a => IH a e' V')) as [_ [P _]].
          specialize (P B). rewrite Q2R_1 in P. lra.
      + clear B. assert (D : (-1 <= (if combined K (to_poly a) then 1 else if combined K (pneg (to_poly a))
          then -1 else 0) <= 1)%Z /\ signed (if combined K (to_poly a) then 1 else if combined K (pneg (to_poly
                      a)) then -1 else 0) (ev a e)).
        { destruct (combined K (to_poly a)) eqn:C1.
          - apply One. rewrite <- evp_to_poly. apply combined_sound; auto.
          - destruct (combined K (pneg (to_poly a))) eqn:C2; auto. split; [lia|].
            apply (combined_sound _ e V) in C2. unfold pneg in C2. rewrite evp_pscale, evp_to_poly, Q2R_m1 in C2.
            split; intros; lia || lra. }
        destruct a; try exact D. clear D. destruct (combined K (pminus _ _)) eqn:C1; auto. apply One.
        apply (combined_sound _ e V) in C1.
        rewrite evp_pminus, evp_to_poly, evp_pconst, Q2R_1 in C1. simpl. rewrite log_pos by lra. apply ln_nonneg. lra.
  Qed.

  Lemma sign_mono_sound c m e : in_range M e -> signed (sign_mono K c m) (Q2R c * evm m e).
  Proof. intros V. apply (product_signed (sign_of K 3) c m e). intros a. apply sign_of_sound, V. Qed.

  Lemma nonneg_mono_sound c m e : in_range M e -> nonneg_mono K c m = true -> 0 <= Q2R c * evm m e.
  Proof.
    intros V H. apply or_true in H. destruct H as [H|H].
    - apply visible_mono_sound; auto.
    - apply Z.eqb_eq in H. apply sign_mono_sound; auto.
  Qed.

  Lemma nonneg_poly_sound p e : in_range M e -> nonneg_poly K p = true -> 0 <= evp p e.
  Proof.
    intros V H. apply evp_pieces. intros x I. apply nonneg_mono_sound; auto. apply (all_forall _ _ H x I).
  Qed.
End sound.
