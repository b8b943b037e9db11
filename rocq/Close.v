(** Sums with canonical names for bound indices, so that equal sums are equal terms; renaming that
    keeps names canonical. The order of the indices is looked for without proof: any would be sound,
    and what is made with it is checked ([may_close]). *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition any {A} (f : A -> bool) : list A -> bool :=
  fix go l := match l with [] => false | x :: l => f x ||| go l end.
Definition all {A} (f : A -> bool) : list A -> bool :=
  fix go l := match l with [] => true | x :: l => f x &&& go l end.
Lemma any_exists {A} (f : A -> bool) l : any f l = true -> exists x, In x l /\ f x = true.
Proof.
  induction l as [|x l IH]; simpl; [discriminate|]. destruct (f x) eqn:E; [eauto|].
  intros H. destruct (IH H) as [y [I F]]. eauto.
Qed.
Lemma all_forall {A} (f : A -> bool) l : all f l = true -> forall x, In x l -> f x = true.
Proof.
  induction l as [|x l IH]; simpl; [tauto|]. destruct (f x) eqn:E; [|discriminate]. intros H y [<-|I]; auto.
Qed.

(** ** Names *)

(** How deep sums are nested; the sums of one closed sum count once. *)
Fixpoint height (t : tm) : nat :=
  match t with
  | TConst _ | TLaw _ _ | TQty _ _ | TCard _ | TDelta _ _ => 0
  | TAdd s t | TMul s t => Nat.max (height s) (height t)
  | TPow t _ | TLog t | TExp t | TNz t => height t
  | TSum _ t => match t with TSum _ _ => height t | _ => S (height t) end
  end.
Definition mono_height (m : mono) : nat := fold_right (fun x n => Nat.max (height (fst x)) n) O m.
Definition bound_name (h n : nat) : positive := xO (Pos.of_succ_nat (h * 32 + n)).
Fixpoint bound_names (h n : nat) (b : list index) : list index :=
  match b with [] => [] | i :: b => Index (bound_name h n) (i_alphabet i) :: bound_names h (S n) b end.

Fixpoint strip (t : tm) : list index * tm :=
  match t with TSum i t => let (b, u) := strip t in (i :: b, u) | _ => ([], t) end.
Definition body_of (t : tm) : list index * mono := let (b, u) := strip t in (b, to_mono u).

(** ** The order of bound indices, by refinement of colours *)

Definition insert_by {A} (f : A -> A -> comparison) (x : A) : list A -> list A :=
  fix go l := match l with [] => [x] | y :: l' => match f x y with Gt => y :: go l' | _ =>
    x :: l end end.
Definition sort_by {A} (f : A -> A -> comparison) (l : list A) : list A :=
    fold_right (insert_by f) [] l.

Definition colours := list (index * positive).
Definition power_cmp (x y : tm * Z) : comparison :=
    then_ (tm_cmp (fst x) (fst y)) (Z.compare (snd x) (snd y)).
(** What the factors that mention i look like from i, other indices seen by colour only. *)
Definition mark (m : mono) (c : colours) (i : index) : mono :=
  let view := map (fun x => let j := fst x in
    (j, Index (if same_index i j then 2000000 else xO (1000000 + snd x))%positive (i_alphabet j))) c in
  sort_by power_cmp (map (fun x => (rename view (fst x), snd x)) (filter (fun x =>
    occurs i (fst x)) m)).
Definition mark_cmp (x y : positive * mono) : comparison :=
  then_ (Pos.compare (fst x) (fst y)) (list_cmp power_cmp (snd x) (snd y)).
Fixpoint ranks (last : option (positive * mono)) (n : positive) (l : list (index * (positive * mono))) : colours :=
  match l with
  | [] => []
  | (i, k) :: l =>
      let n := match last with
               | Some k' => match mark_cmp k k' with Eq => n | _ => (n + 1)%positive end
               | None => n
               end in
      (i, n) :: ranks (Some k) n l
  end.
Definition classes (c : colours) : positive := fold_right (fun x n =>
    Pos.max (snd x) n) 1%positive c.
Fixpoint refine (fuel : nat) (m : mono) (c : colours) : colours :=
  match fuel with
  | O => c
  | S fuel =>
      if Nat.eqb (Pos.to_nat (classes c)) (length c) then c else
      let keyed := map (fun x => (fst x, (snd x, mark m c (fst x)))) c in
      let new := ranks None 1 (sort_by (fun x y => mark_cmp (snd x) (snd y)) keyed) in
      if Pos.eqb (classes new) (classes c) then new else refine fuel m new
  end.
Definition by_alphabet (b : list index) : colours :=
  ranks None 1 (sort_by (fun x y => mark_cmp (snd x) (snd y)) (map (fun i => (i, (i_alphabet i, []))) b)).
Definition swap (i j : index) : renaming := [(i, j); (j, i)].
Fixpoint first_tie (c : colours) : list index :=
  match c with
  | [] => []
  | (i, n) :: c =>
      match filter (fun x => Pos.eqb (snd x) n) c with
      | [] => first_tie c
      | others => i :: map fst others
      end
  end.
Fixpoint orders (fuel : nat) (m : mono) (c : colours) : list (list index) :=
  match fuel with
  | O => [map fst c]
  | S fuel =>
      match first_tie c with
      | [] => [map fst c]
      | tied =>
          (fix each (todo tried : list index) : list (list index) :=
             match todo with
             | [] => []
             | i :: todo =>
                 if any (fun j => match mono_cmp (sorted (map (fun x =>
                   (rename (swap i j) (fst x), snd x)) m)) m
                                  with Eq => true | _ => false end) tried
                 then each todo tried
                 else
                   let split := map (fun x => (fst x, if same_index i (fst x) then (2 * snd x - 1)%positive
                                                      else (2 * snd x)%positive)) c in
                   let keyed := map (fun x => (fst x, (snd x, []))) split in
                   let new := ranks None 1 (sort_by (fun x y => mark_cmp (snd x) (snd y)) keyed) in
                   orders fuel m (refine 8 m new) ++ each todo (i :: tried)
             end) tied []
      end
  end.

(** ** Closed sums, canonical renaming *)

Definition reorders (b p : list index) : bool :=
  Nat.leb (length b) (length p) &&& distinct p &&& forallb (fun i => mem i b) p.

Section close.
  (** What makes the atoms inside canonical again. *)
  Variable again : tm -> tm.

  Definition renamed_body (p : list index) (m : mono) : list index * mono :=
    let c := bound_names (S (mono_height m)) 0 p in
    let r := combine p c in
    (c, sorted (map (fun x => (again (rename r (fst x)), snd x)) m)).
  Definition candidate (b : list index) (m : mono) (p : list index) : option tm :=
    let (c, n) := renamed_body p m in
    if reorders b p &&& may_close p c (of_mono m) then Some (sums c (of_mono n)) else None.
  Definition least (x y : option tm) : option tm :=
    match x, y with
    | Some s, Some t => match tm_cmp s t with Gt => y | _ => x end
    | None, _ => y
    | _, None => x
    end.
  Definition close (b : list index) (m : mono) : tm :=
    match fold_right (fun p x => least (candidate b m p) x) None
                     (firstn 24 (orders (length b) m (refine 8 m (by_alphabet b)))) with
    | Some t => t
    | None => sums b (of_mono m)
    end.
End close.

(** Canonical throughout; [n] limits how deep. *)
Fixpoint canon (n : nat) (t : tm) : tm :=
  match n with
  | O => t
  | S n =>
      match t with
      | TConst _ | TLaw _ _ | TQty _ _ | TCard _ => t
      | TDelta i j => match index_cmp i j with Gt => TDelta j i | _ => t end
      | TAdd s t => of_poly (padd (to_poly (canon n s)) (to_poly (canon n t)))
      | TMul (TConst c) t => TMul (TConst c) (canon n t)
      | TMul s t => of_mono (times (to_mono (canon n s)) (to_mono (canon n t)))
      | TPow t k => TPow (canon n t) k
      | TLog t => TLog (canon n t)
      | TExp t => TExp (canon n t)
      | TNz t => TNz (canon n t)
      | TSum _ _ => let (b, m) := body_of t in close (canon n) b m
      end
  end.
Definition depth : nat := 40.
Strategy opaque [depth].
Definition closed (b : list index) (m : mono) : tm := close (canon depth) b m.

Definition simple (t : tm) : bool :=
  match t with
  | TConst _ | TLaw _ _ | TQty _ _ | TCard _ => true
  | TLog t | TNz t => match t with TConst _ | TLaw _ _ | TQty _ _ | TCard _ => true | _ => false end
  | _ => false
  end.
Definition re (r : renaming) (a : tm) : tm := let t :=
    rename r a in if simple t then t else canon depth t.
Definition rename_mono (r : renaming) (m : mono) : option mono :=
  if all (fun x => safe r (fst x)) m then Some (sorted (map (fun x =>
    (re r (fst x), snd x)) m)) else None.
Fixpoint rename_poly (r : renaming) (p : poly) : option poly :=
  match p with
  | [] => Some []
  | (c, m) :: p =>
      match rename_mono r m, rename_poly r p with
      | Some m, Some p => Some (padd [(c, m)] p)
      | _, _ => None
      end
  end.

Section meaning.
  Variable M : model.
  Notation ev := (ev M). Notation evm := (evm M). Notation evp := (evp M).

  Lemma ev_strip t : forall e, let (b, u) := strip t in ev t e = sum_over M b (ev u) e.
  Proof.
    intros e. destruct (strip t) as [b u] eqn:E. rewrite <- ev_sums. f_equal. revert b u E.
    induction t; simpl; intros b u H; try (injection H as <- <-; reflexivity).
    destruct (strip t) as [c v]. injection H as <- <-. simpl. f_equal. auto.
  Qed.

  Lemma ev_body_of t e b m : body_of t = (b, m) -> ev t e = sum_over M b (evm m) e.
  Proof.
    unfold body_of. pose proof (ev_strip t e) as S. destruct (strip t) as [c u].
    intros H; injection H as <- <-. rewrite S. apply sum_over_eq. intros. symmetry. apply evm_to_mono.
  Qed.

  Lemma of_mono_rename r m e : safe r (of_mono m) = true ->
    ev (rename r (of_mono m)) e = evm (map (fun x => (rename r (fst x), snd x)) m) e.
  Proof.
    induction m as [|[a k] m IH]; simpl; [intros; apply Q2R_1|].
    assert (P : safe r (if Z.eqb k 1 then a else TPow a k) = safe r a) by (destruct (Z.eqb k 1); auto).
    assert (V : ev (rename r (if Z.eqb k 1 then a else TPow a k)) e = powerRZ (ev (rename r a) e) k).
    { destruct (Z.eqb_spec k 1) as [->|]; simpl; lra. }
    destruct m as [|x m]; [simpl; intros; rewrite V; lra|].
    cbn [safe rename Core.ev]. rewrite andb_true_iff. intros [_ S]. rewrite V, (IH S). reflexivity.
  Qed.

  Lemma ev_close_sum again b m e : (forall t e, ev (again t) e = ev t e) ->
    ev (close again b m) e = sum_over M b (evm m) e.
  Proof.
    intros A. unfold close. assert (W : ev (sums b (of_mono m)) e = sum_over M b (evm m) e).
    { rewrite ev_sums. apply sum_over_eq. intros. apply ev_of_mono. }
    assert (P : forall l t, fold_right (fun p x => least (candidate again b m p) x) None l = Some t ->
              ev t e = sum_over M b (evm m) e).
    { induction l as [|p l IH]; [discriminate|]. cbn [fold_right]. intros t H.
      set (y := fold_right _ _ _) in *.
      assert (C : forall s, candidate again b m p = Some s -> ev s e = sum_over M b (evm m) e).
      { clear IH H. intros s. unfold candidate, renamed_body.
        generalize (bound_names (S (mono_height m)) 0 p). intros c. destruct (reorders b p) eqn:R; [|discriminate].
        destruct (may_close p c (of_mono m)) eqn:K; [|discriminate]. some.
        unfold reorders in R. destruct (Nat.leb _ _) eqn:L; [|discriminate].
        destruct (distinct p) eqn:D; [|discriminate].
        apply Nat.leb_le in L. apply distinct_NoDup in D. rewrite forallb_forall in R. assert (Q : Permutation p b).
        { apply NoDup_Permutation_bis; auto. intros i I. apply mem_In. auto. }
        rewrite <- (sum_over_perm M p b (evm m) Q D). assert (E : sum_over M p (evm m) e = ev (sums p (of_mono m)) e).
        { rewrite ev_sums. apply sum_over_eq. intros. symmetry. apply ev_of_mono. }
        rewrite E, (ev_close M p c (of_mono m) e K), !ev_sums. apply sum_over_eq. intros e'.
        rewrite ev_of_mono, evm_sorted. unfold may_close in K. rewrite !andb_true_iff in K.
        rewrite of_mono_rename by tauto.
        symmetry. clear - A. induction m as [|[a k] m IH]; simpl; auto. rewrite IH, A. reflexivity.
        }
      unfold least in H. destruct (candidate again b m p) as [s|], y as [s'|]; try discriminate.
      - destruct (tm_cmp s s'); injection H as <-; auto.
      - injection H as <-; auto.
      - injection H as <-; auto. }
    destruct (fold_right _ _ _) as [t|] eqn:F; [|exact W]. exact (P _ _ F).
  Qed.

  Lemma ev_canon n : forall t e, ev (canon n t) e = ev t e.
  Proof.
    induction n as [|n IH]; intros t e; [reflexivity|]. destruct t; cbn [canon]; try reflexivity.
    - destruct (index_cmp i j); try reflexivity. simpl. rewrite Nat.eqb_sym. reflexivity.
    - rewrite ev_of_poly, evp_padd, !evp_to_poly, !IH. reflexivity.
    - assert (W : ev (of_mono (times (to_mono (canon n t1)) (to_mono (canon n t2)))) e = ev (TMul t1 t2) e)
        by (rewrite ev_of_mono, evm_times, !evm_to_mono, !IH; reflexivity).
      destruct t1; try exact W. simpl. rewrite IH. reflexivity.
    - simpl. rewrite IH. reflexivity.
    - simpl. rewrite IH. reflexivity.
    - simpl. rewrite IH. reflexivity.
    - simpl. rewrite IH. reflexivity.
    - destruct (body_of (TSum i t)) as [b m] eqn:B. rewrite (ev_close_sum _ _ _ _ IH).
      symmetry. apply ev_body_of. exact B.
  Qed.

  Lemma ev_closed b m e : ev (closed b m) e = sum_over M b (evm m) e.
  Proof. apply ev_close_sum. apply ev_canon. Qed.

  Lemma ev_re r a e : safe r a = true -> ev (re r a) e = ev a (fun i => e (look r i)).
  Proof.
    intros S. unfold re. destruct (simple (rename r a)); rewrite ?ev_canon; apply ev_rename; auto.
  Qed.

  Lemma evm_rename r m n e : rename_mono r m = Some n -> evm n e = evm m (fun i => e (look r i)).
  Proof.
    unfold rename_mono. destruct (all _ m) eqn:S; [|discriminate]. some. rewrite evm_sorted.
    induction m as [|[a k] m IH]; simpl in *; auto. destruct (safe r a) eqn:A; [|discriminate].
    rewrite IH, ev_re by auto. reflexivity.
  Qed.

  Lemma evp_rename r p : forall q e, rename_poly r p = Some q -> evp q e = evp p (fun i =>
      e (look r i)).
  Proof.
    induction p as [|[c m] p IH]; cbn [rename_poly]; intros q e; [some; reflexivity|].
    destruct (rename_mono r m) as [n|] eqn:N; [|discriminate].
    destruct (rename_poly r p) as [s|] eqn:S; [|discriminate]. some.
    rewrite evp_padd. cbn [Mono.evp]. rewrite (evm_rename _ _ _ _ N), (IH _ _ eq_refl). lra.
  Qed.
End meaning.
