(** Monomials and polynomials over atoms, which are terms: the data of the normal form. Sorted lists;
    nothing here relies on their being sorted, or on atoms being of any kind. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core.
Import ListNotations.
Local Open Scope R_scope.

Notation mono := (list (tm * Z)).
Notation poly := (list (Q * mono)).

Arguments Qred : simpl never.
Arguments Qeq_bool : simpl never.
Arguments Qplus : simpl never.
Arguments Qmult : simpl never.
Arguments Qinv : simpl never.

(** ** Monomials *)

Definition idempotent (a : tm) : bool := match a with TNz _ | TDelta _ _ => true | _ => false end.

Fixpoint insert_nz (a : tm) (m : mono) : mono :=
  match m with
  | [] => [(TNz a, 1%Z)]
  | (b, j) :: m' =>
      match tm_cmp (TNz a) b with
      | Lt => (TNz a, 1%Z) :: m
      | Gt => (b, j) :: insert_nz a m'
      | Eq => if Z.eqb j 0 then (TNz a, 1%Z) :: m' else m
      end
  end.

(** a·a⁻¹ is [a ≠ 0]; indicators are the largest atoms, so that one is put in behind. *)
Fixpoint insert (a : tm) (k : Z) (m : mono) : mono :=
  match m with
  | [] => [(a, k)]
  | (b, j) :: m' =>
      match tm_cmp a b with
      | Lt => (a, k) :: m
      | Gt => (b, j) :: insert a k m'
      | Eq =>
          if Z.eqb k 0 then m
          else if Z.eqb j 0 then (a, k) :: m'
          else if idempotent a then (a, 1%Z) :: m'
          else if Z.eqb (k + j) 0 then insert_nz a m'
          else (a, (k + j)%Z) :: m'
      end
  end.

Definition times (m n : mono) : mono := fold_right (fun x acc => insert (fst x) (snd x) acc) n m.
Definition sorted (m : mono) : mono := times m [].

Definition power1 (a : tm) (k : Z) : Z := if idempotent a then (if Z.eqb k 0 then 0 else 1)%Z else k.
Definition mono_power (m : mono) (k : Z) : mono :=
  if Z.eqb k 0 then [] else map (fun x => (fst x, power1 (fst x) (snd x * k))) m.

Fixpoint mono_cmp (m n : mono) : comparison :=
  match m, n with
  | [], [] => Eq
  | [], _ => Lt
  | _, [] => Gt
  | (x, j) :: m, (y, k) :: n => then_ (tm_cmp x y) (then_ (Z.compare j k) (mono_cmp m n))
  end.

Fixpoint of_mono (m : mono) : tm :=
  match m with
  | [] => TConst 1
  | (a, k) :: m' =>
      let f := if Z.eqb k 1 then a else TPow a k in
      match m' with [] => f | _ => TMul f (of_mono m') end
  end.
Fixpoint to_mono (t : tm) : mono :=
  match t with
  | TMul s t => to_mono s ++ to_mono t
  | TPow t k => [(t, k)]
  | TConst c => if Qeq_bool c 1 then [] else [(t, 1%Z)]
  | _ => [(t, 1%Z)]
  end.

Definition exponent_of (a : tm) (m : mono) : Z :=
  match find (fun x => tm_eqb (fst x) a) m with Some (_, k) => k | None => 0%Z end.

(** a^k taken out of a monomial that has it, with the same sign of the exponent. *)
Fixpoint take (a : tm) (k : Z) (m : mono) : option mono :=
  match m with
  | [] => None
  | (b, j) :: m' =>
      if tm_eqb b a then
        if negb (Z.eqb k 0) && Z.ltb 0 (k * j) && Z.leb (Z.abs k) (Z.abs j) then
          Some (if Z.eqb j k then m' else (b, (j - k)%Z) :: m')
        else None
      else option_map (cons (b, j)) (take a k m')
  end.
Fixpoint take_all (part m : mono) : option mono :=
  match part with
  | [] => Some m
  | (a, k) :: part => match take a k m with Some m => take_all part m | None => None end
  end.

(** ** Polynomials *)

Fixpoint padd (p : poly) : poly -> poly :=
  fix with_ (q : poly) : poly :=
    match p, q with
    | [], _ => q
    | _, [] => p
    | (c, m) :: p', (d, n) :: q' =>
        match mono_cmp m n with
        | Lt => (c, m) :: padd p' q
        | Gt => (d, n) :: with_ q'
        | Eq => let s := Qred (c + d) in if Qeq_bool s 0 then padd p' q' else (s, m) :: padd p' q'
        end
    end.
Definition pscale (c : Q) (p : poly) : poly :=
  if Qeq_bool c 0 then []
  else if Qeq_bool c 1 then p
  else map (fun x => (Qred (c * fst x), snd x)) p.
Definition pminus (p q : poly) : poly := padd p (pscale (-1) q).
Definition pmap (f : mono -> poly) (p : poly) : poly :=
  fold_right (fun x acc => padd (pscale (fst x) (f (snd x))) acc) [] p.
Definition psingle (m : mono) : poly := [(1%Q, m)].
Definition pconst (c : Q) : poly := if Qeq_bool c 0 then [] else [(Qred c, [])].
Definition is_zero (p : poly) : bool := forallb (fun x => Qeq_bool (fst x) 0) p.

(** A sum that is one atom keeps its factor 1, so as not to run together with sums around it. *)
Definition of_scaled (c : Q) (m : mono) : tm :=
  if Qeq_bool c 1 then
    match m with [(TAdd _ _, 1%Z)] => TMul (TConst 1) (of_mono m) | _ => of_mono m end
  else match m with [] => TConst c | _ => TMul (TConst c) (of_mono m) end.
Fixpoint of_poly (p : poly) : tm :=
  match p with
  | [] => TConst 0
  | [(c, m)] => of_scaled c m
  | (c, m) :: p => TAdd (of_scaled c m) (of_poly p)
  end.
Fixpoint to_poly (t : tm) : poly :=
  match t with
  | TAdd s t => to_poly s ++ to_poly t
  | TConst c => pconst c
  | TMul (TConst c) t => [(c, to_mono t)]
  | _ => psingle (to_mono t)
  end.

(** A polynomial as rational × monomial: several monomials become one atom, less the positive number
    and the factors that they share. *)
Definition q_gcd (c d : Q) : Q :=
  if Z.eqb (Qnum c) 0 then d else
  Qred (Z.gcd (Qnum c) (Qnum d) # Z.to_pos (Z.lcm (Zpos (Qden c)) (Zpos (Qden d)))).
Definition content (p : poly) : Q :=
  let c := fold_right (fun x acc => q_gcd acc (fst x)) 0%Q p in
  if Qeq_bool c 0 then 1%Q else if Qle_bool c 0 then (- c)%Q else c.
Definition shared_power (j k : Z) : Z :=
  if Z.ltb 0 (j * k) then (if Z.leb (Z.abs j) (Z.abs k) then j else k) else 0%Z.
Definition shared (p : poly) : mono :=
  match p with
  | [] => []
  | (_, m) :: p =>
      filter (fun x => negb (Z.eqb (snd x) 0))
        (map (fun x => (fst x, fold_right (fun y k => shared_power k (exponent_of (fst x) (snd y))) (snd x) p)) m)
  end.
Fixpoint divided (p : poly) (c : Q) (part : mono) : option poly :=
  match p with
  | [] => Some []
  | (d, m) :: p =>
      match take_all part m, divided p c part with
      | Some m, Some p => Some (padd [(Qred (d / c), m)] p)
      | _, _ => None
      end
  end.
Definition factored (p : poly) : Q * mono :=
  match p with
  | [] => (0%Q, [])
  | [(c, m)] => (c, m)
  | _ =>
      let c := content p in
      let part := shared p in
      if Qeq_bool c 0 then (1%Q, [(of_poly p, 1%Z)]) else
      match divided p c part with
      | Some q => (c, insert (of_poly q) 1 part)
      | None => (1%Q, [(of_poly p, 1%Z)])
      end
  end.

(** ** Meaning *)

Section meaning.
  Variable M : model.
  Notation ev := (ev M).

  Fixpoint evm (m : mono) (e : letters) : R :=
    match m with [] => 1 | (a, k) :: m => powerRZ (ev a e) k * evm m e end.
  Fixpoint evp (p : poly) (e : letters) : R :=
    match p with [] => 0 | (c, m) :: p => Q2R c * evm m e + evp p e end.

  Lemma evm_app m n e : evm (m ++ n) e = evm m e * evm n e.
  Proof. induction m as [|[a k] m IH]; simpl; rewrite ?IH; ring. Qed.

  Lemma ev_idempotent a e k : idempotent a = true -> k <> 0%Z -> powerRZ (ev a e) k = ev a e.
  Proof.
    destruct a; try discriminate; simpl; intros _ K.
    - destruct (Nat.eqb (e i) (e j)); auto using power_1_base, power_0.
    - apply power_nonzero. auto.
  Qed.

  Lemma ev_idempotent_square a e : idempotent a = true -> ev a e * ev a e = ev a e.
  Proof.
    destruct a; try discriminate; simpl; intros _.
    - destruct (Nat.eqb (e i) (e j)); lra.
    - unfold nonzero. destruct (Req_EM_T (ev a e) 0); lra.
  Qed.

  Lemma evm_insert_nz a m e : evm (insert_nz a m) e = nonzero (ev a e) * evm m e.
  Proof.
    induction m as [|[b j] m IH]; cbn [insert_nz]; [simpl; ring|]. destruct (tm_cmp (TNz a) b) eqn:E; cbn [evm].
    - apply tm_cmp_eq in E. subst b. destruct (Z.eqb_spec j 0) as [->|J]. { simpl. ring. }
      cbn [evm Core.ev]. rewrite power_nonzero by auto. rewrite <- Rmult_assoc. f_equal.
      symmetry. apply (ev_idempotent_square (TNz a)). reflexivity.
    - simpl. ring.
    - rewrite IH. ring.
  Qed.

  Lemma evm_insert a k m e : evm (insert a k m) e = powerRZ (ev a e) k * evm m e.
  Proof.
    induction m as [|[b j] m IH]; cbn [insert]; auto. destruct (tm_cmp a b) eqn:E; cbn [evm].
    - apply tm_cmp_eq in E. subst b. destruct (Z.eqb_spec k 0) as [->|K]; [simpl; ring|].
      destruct (Z.eqb_spec j 0) as [->|J]; [simpl; ring|].
      destruct (idempotent a) eqn:I; [|destruct (Z.eqb_spec (k + j) 0) as [S|S]].
      + cbn [evm]. rewrite !(ev_idempotent a) by (auto; lia). rewrite <- Rmult_assoc.
        rewrite ev_idempotent_square by auto. reflexivity.
      + rewrite evm_insert_nz, <- Rmult_assoc, power_cancel by auto. reflexivity.
      + cbn [evm]. rewrite <- Rmult_assoc, power_add by auto. reflexivity.
    - reflexivity.
    - rewrite IH. ring.
  Qed.

  Lemma evm_times m n e : evm (times m n) e = evm m e * evm n e.
  Proof.
    unfold times. induction m as [|[a k] m IH]; simpl; [ring|]. rewrite evm_insert, IH. ring.
  Qed.

  Lemma evm_sorted m e : evm (sorted m) e = evm m e.
  Proof. unfold sorted. rewrite evm_times. simpl. lra. Qed.

  Lemma evm_power m k e : evm (mono_power m k) e = powerRZ (evm m e) k.
  Proof.
    unfold mono_power. destruct (Z.eqb_spec k 0) as [->|K]; [reflexivity|].
    induction m as [|[a j] m IH]; simpl; [rewrite power_1_base; auto|].
    rewrite IH, power_mul, power_mult_exponents. f_equal. unfold power1.
    destruct (idempotent a) eqn:I; auto. destruct (Z.eqb_spec (j * k) 0) as [->|N]; auto.
    rewrite !(ev_idempotent a) by (auto; lia). reflexivity.
  Qed.

  Lemma mono_cmp_eq m : forall n, mono_cmp m n = Eq -> m = n.
  Proof.
    induction m as [|[x j] m IH]; destruct n as [|[y k] n]; simpl; try discriminate; auto.
    intros H. apply then_eq in H. destruct H as [H K]. apply then_eq in K. destruct K as [K L].
    apply tm_cmp_eq in H. apply Z.compare_eq in K. apply IH in L. congruence.
  Qed.

  Lemma ev_of_mono m e : ev (of_mono m) e = evm m e.
  Proof.
    induction m as [|[a k] m IH]; simpl; [apply Q2R_1|].
    assert (P : ev (if Z.eqb k 1 then a else TPow a k) e = powerRZ (ev a e) k).
    { destruct (Z.eqb_spec k 1) as [->|]; simpl; lra. }
    destruct m as [|x m]; [simpl; rewrite P; lra|]. cbn [Core.ev]. rewrite P, IH. reflexivity.
  Qed.

  Lemma evm_to_mono t e : evm (to_mono t) e = ev t e.
  Proof.
    induction t; simpl; try lra.
    - destruct (Qeq_bool c 1) eqn:E; simpl; [|lra]. apply Qeq_bool_eq in E.
      rewrite (Qeq_eqR _ _ E), Q2R_1. reflexivity.
    - rewrite evm_app, IHt1, IHt2. reflexivity.
  Qed.

  Lemma evm_take a k m : forall n e, take a k m = Some n ->
    evm m e = powerRZ (ev a e) k * evm n e.
  Proof.
    induction m as [|[b j] m IH]; simpl; intros n e; [discriminate|]. destruct (tm_eqb b a) eqn:E.
    - apply tm_eqb_eq in E. subst b. destruct (_ && _) eqn:B; [|discriminate].
      rewrite !andb_true_iff, negb_true_iff, Z.eqb_neq, Z.ltb_lt, Z.leb_le in B.
      intros H; inversion H; subst; clear H. destruct (Z.eqb_spec j k) as [->|N]; auto.
      cbn [evm]. rewrite <- Rmult_assoc, power_add by nia. do 2 f_equal. lia.
    - destruct (take a k m) as [n'|] eqn:T; [|discriminate]. simpl.
      intros H; inversion H; subst. simpl. rewrite (IH n' e eq_refl). ring.
  Qed.

  Lemma evm_take_all part : forall m n e, take_all part m = Some n -> evm m e = evm part e * evm n e.
  Proof.
    induction part as [|[a k] part IH]; simpl; intros m n e.
    - intros H; inversion H. lra.
    - destruct (take a k m) as [m'|] eqn:T; [|discriminate]. intros H.
      rewrite (evm_take _ _ _ _ e T), (IH _ _ e H). ring.
  Qed.

  Lemma evp_app p q e : evp (p ++ q) e = evp p e + evp q e.
  Proof. induction p as [|[c m] p IH]; simpl; rewrite ?IH; lra. Qed.

  Lemma evp_padd p : forall q e, evp (padd p q) e = evp p e + evp q e.
  Proof.
    induction p as [|[c m] p IHp]; [destruct q; simpl; intros; lra|].
    induction q as [|[d n] q IHq]; intros e; [simpl; lra|]. change (padd ((c, m) :: p) ((d, n) :: q)) with
      (match mono_cmp m n with
       | Lt => (c, m) :: padd p ((d, n) :: q)
       | Gt => (d, n) :: padd ((c, m) :: p) q
       | Eq => let s := Qred (c + d) in if Qeq_bool s 0 then padd p q else (s, m) :: padd p q
       end).
    destruct (mono_cmp m n) eqn:E.
    - apply mono_cmp_eq in E. subst n. cbv zeta. destruct (Qeq_bool (Qred (c + d)) 0) eqn:Z.
      + apply Q2R_is_0 in Z. rewrite Q2R_red, Q2R_plus in Z. rewrite IHp. simpl.
        replace (Q2R d) with (- Q2R c) by lra. lra.
      + cbn [evp]. rewrite IHp, Q2R_red, Q2R_plus. lra.
    - cbn [evp]. rewrite IHp. simpl. lra.
    - cbn [evp]. rewrite IHq. simpl. lra.
  Qed.

  Lemma evp_pscale c p e : evp (pscale c p) e = Q2R c * evp p e.
  Proof.
    unfold pscale. destruct (Qeq_bool c 0) eqn:Z; [rewrite (Q2R_is_0 _ Z); simpl; lra|].
    destruct (Qeq_bool c 1) eqn:O. { apply Qeq_bool_eq in O. rewrite (Qeq_eqR _ _ O), Q2R_1. lra. }
    clear Z O. induction p as [|[d m] p IH]; simpl; [lra|]. rewrite IH, Q2R_red, Q2R_mult. lra.
  Qed.

  Lemma evp_pminus p q e : evp (pminus p q) e = evp p e - evp q e.
  Proof. unfold pminus. rewrite evp_padd, evp_pscale, Q2R_m1. lra. Qed.

  Lemma evp_pmap f g p e : (forall m, evp (f m) e = g * evm m e) -> evp (pmap f p) e = g * evp p e.
  Proof.
    intros H. unfold pmap. induction p as [|[c m] p IH]; cbn [fold_right fst snd evp]; [lra|].
    rewrite evp_padd, evp_pscale, H, IH. lra.
  Qed.

  Lemma evp_psingle m e : evp (psingle m) e = evm m e.
  Proof. simpl. rewrite Q2R_1. lra. Qed.

  Lemma evp_pconst c e : evp (pconst c) e = Q2R c.
  Proof.
    unfold pconst. destruct (Qeq_bool c 0) eqn:Z; simpl; [symmetry; apply Q2R_is_0; auto|]. rewrite Q2R_red. lra.
  Qed.

  Lemma evp_is_zero p e : is_zero p = true -> evp p e = 0.
  Proof.
    induction p as [|[c m] p IH]; simpl; auto. rewrite andb_true_iff. intros [H K].
    rewrite IH, (Q2R_is_0 _ H) by auto. lra.
  Qed.

  Lemma ev_of_scaled c m e : ev (of_scaled c m) e = Q2R c * evm m e.
  Proof.
    unfold of_scaled. destruct (Qeq_bool c 1) eqn:E.
    - apply Qeq_bool_eq in E. rewrite (Qeq_eqR _ _ E), Q2R_1.
      assert (W : ev (match m with [(TAdd _ _, 1%Z)] => TMul (TConst 1) (of_mono m) | _ => of_mono m end) e
                  = ev (of_mono m) e).
      { assert (O : ev (TMul (TConst 1) (of_mono m)) e = ev (of_mono m) e) by (cbn [Core.ev]; rewrite Q2R_1; ring).
        destruct m as [|[a k] [|]]; auto; destruct a; auto; destruct k as [|[]|]; auto. }
      rewrite W, ev_of_mono. ring.
    - destruct m; [simpl; lra|]. cbn [Core.ev]. rewrite ev_of_mono. reflexivity.
  Qed.

  Lemma ev_of_poly p e : ev (of_poly p) e = evp p e.
  Proof.
    induction p as [|[c m] p IH]; simpl; [apply Q2R_0|]. destruct p as [|x p].
    - rewrite ev_of_scaled. simpl. lra.
    - cbn [Core.ev]. rewrite ev_of_scaled, IH. reflexivity.
  Qed.

  Lemma evp_to_poly t e : evp (to_poly t) e = ev t e.
  Proof.
    assert (S : forall t, evp (psingle (to_mono t)) e = ev t e).
    { intros. rewrite evp_psingle. apply evm_to_mono. }
    induction t; cbn [to_poly]; try apply S.
    - apply evp_pconst.
    - rewrite evp_app, IHt1, IHt2. reflexivity.
    - destruct t1; try apply S. simpl. rewrite evm_to_mono. lra.
  Qed.

  Lemma evp_divided c part p : Qeq_bool c 0 = false -> forall q e, divided p c part = Some q ->
    evp p e = Q2R c * evm part e * evp q e.
  Proof.
    intros C. induction p as [|[d m] p IH]; cbn [divided]; intros q e.
    - intros H; inversion H. simpl. lra.
    - destruct (take_all part m) as [n|] eqn:T; [|discriminate]. destruct (divided p c part) as [r|]; [|discriminate].
      some. rewrite evp_padd. cbn [evp]. rewrite (evm_take_all _ _ _ e T).
      rewrite (IH r e eq_refl), Q2R_red. unfold Qdiv. rewrite Q2R_mult, Q2R_inverse.
      apply Q2R_not_0 in C. field. exact C.
  Qed.

  Lemma factored_sound p c m e : factored p = (c, m) -> evp p e = Q2R c * evm m e.
  Proof.
    unfold factored. destruct p as [|[d n] [|x p]].
    - intros H; injection H as <- <-. simpl. rewrite Q2R_0. lra.
    - intros H; injection H as <- <-. simpl. lra.
    - set (q := (d, n) :: x :: p). clearbody q. clear d n x p.
      assert (W : evp q e = Q2R 1 * evm [(of_poly q, 1%Z)] e).
      { simpl. rewrite ev_of_poly, Q2R_1. lra. }
      destruct (Qeq_bool (content q) 0) eqn:C; [intros H; injection H as <- <-; exact W|].
      destruct (divided q (content q) (shared q)) as [r|] eqn:D; intros H; injection H as <- <-; [|exact W].
      rewrite (evp_divided _ _ _ C _ e D), evm_insert, ev_of_poly. simpl. ring.
  Qed.
End meaning.
