(** The value of terms to calculate with at points of spaces; renaming; marginals of densities. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** A renaming as one of all letters, no two alike: the transpositions that make it. What holds for
    almost all points is used by such only, never at (x, x). *)
Definition swapped (a b i : index) : index := if same_index i a then b else if same_index i b then a else i.
Fixpoint perm (r : renaming) (i : index) : index :=
  match r with [] => i | (a, b) :: r => swapped (perm r a) b (perm r i) end.
Definition one_to_one (r : renaming) (l : list index) : bool :=
  keeps_alphabets r &&& all (fun i => same_index (look r i) (perm r i)) l.

Definition is_sum (t : tm) : bool := match t with TSum _ _ => true | _ => false end.

Lemma swapped_inj a b i j : swapped a b i = swapped a b j -> i = j.
Proof.
  unfold swapped. destruct (same_index i a) eqn:E1, (same_index j a) eqn:E2;
    repeat match goal with H : same_index _ _ = true |- _ => apply same_index_eq in H; subst
           | H : same_index _ _ = false |- _ => apply same_index_neq in H end; auto.
  - destruct (same_index j b) eqn:E3; [apply same_index_eq in E3|apply same_index_neq in E3]; congruence.
  - destruct (same_index i b) eqn:E3; [apply same_index_eq in E3|apply same_index_neq in E3]; congruence.
  - destruct (same_index i b) eqn:E3, (same_index j b) eqn:E4;
      repeat match goal with H : same_index _ _ = true |- _ => apply same_index_eq in H; subst
             | H : same_index _ _ = false |- _ => apply same_index_neq in H end; congruence.
Qed.
Lemma perm_alphabet r : keeps_alphabets r = true -> forall i, i_alphabet (perm r i) = i_alphabet i.
Proof.
  induction r as [|[a b] r IH]; simpl; auto. intros K i. apply andb_true_iff in K. destruct K as [A K].
  apply Pos.eqb_eq in A. specialize (IH K). unfold swapped.
  destruct (same_index (perm r i) (perm r a)) eqn:E.
  - apply same_index_eq in E. rewrite <- (IH i), E, IH. auto.
  - destruct (same_index (perm r i) b) eqn:E'; auto.
    apply same_index_eq in E'. rewrite IH, <- (IH i), E'. auto.
Qed.
Lemma perm_map r : keeps_alphabets r = true -> letter_map (perm r).
Proof.
  intros K. split; [apply perm_alphabet; auto|]. induction r as [|[a b] r IH]; simpl; auto.
  simpl in K. apply andb_true_iff in K. intros i j E. apply swapped_inj in E. apply IH; tauto.
Qed.
Lemma perm_letter_map r fr : one_to_one r fr = true -> letter_map (perm r).
Proof. unfold one_to_one. destruct (keeps_alphabets r) eqn:K; [|discriminate]. intros _. apply perm_map, K. Qed.
Lemma occurs_frees i t : occurs i t = true -> In i (frees t).
Proof.
  induction t; simpl; try discriminate; try (intros H; apply orb_true_iff in H; apply in_or_app; tauto); auto.
  - intros H. apply existsb_exists in H. destruct H as [x [I E]]. apply in_flat_map. exists x. split; auto.
    destruct x; simpl in *; [left; symmetry; apply same_index_eq; exact E|discriminate].
  - apply mem_In.
  - intros H. apply orb_true_iff in H. destruct H as [H|H]; apply same_index_eq in H; subst; auto.
  - intros H. apply andb_true_iff in H. destruct H as [N H]. apply filter_In. auto.
Qed.
Lemma frees_occurs i t : In i (frees t) -> occurs i t = true.
Proof.
  induction t; simpl; try tauto; try (intros H; apply orb_true_iff; apply in_app_or in H; tauto).
  - intros H. apply in_flat_map in H. destruct H as [x [I J]]. apply existsb_exists. exists x. split; auto.
    destruct x; simpl in *; [destruct J as [->|[]]; apply same_index_refl|destruct J].
  - apply mem_In.
  - intros [<-|[<-|[]]]; rewrite same_index_refl; auto using orb_true_r.
  - intros H. apply filter_In in H. destruct H as [H N]. rewrite N. auto.
Qed.

Lemma one_to_one_incl r l k : incl k l -> one_to_one r l = true -> one_to_one r k = true.
Proof.
  unfold one_to_one. destruct (keeps_alphabets r); [|discriminate]. intros L O.
  induction k as [|i k IH]; simpl; auto. rewrite (all_forall _ _ O i) by (apply L; left; reflexivity).
  apply IH. intros x X. apply L. right. exact X.
Qed.

Section values.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Notation places := (places M).
  Notation meas := (measurable M).
  Notation int := (integral_of M).
  Notation integrate := (integrate M).
  Notation over := (over M).
  Implicit Types e : places.

  (** ∫ t over b: sums that stand under each other are one. *)
  Fixpoint evb (t : tm) (b : list index) : places -> R :=
    match t with
    | TSum i u => evb u (b ++ [i])
    | TConst c => int b (fun _ => Q2R c)
    | TLaw l args => int b (fun e => real (marginal_of M e args (fun r => Fin (law_of M l r))))
    | TQty q at_ => int b (fun e => quantity_of M q (map e at_))
    | TCard _ | TDelta _ _ => int b (fun _ => 0)
    | TAdd s t => int b (fun e => evb s [] e + evb t [] e)
    | TMul s t => int b (fun e => evb s [] e * evb t [] e)
    | TPow t k => int b (fun e => powerRZ (evb t [] e) k)
    | TLog t => int b (fun e => log (evb t [] e))
    | TExp t => int b (fun e => exp (evb t [] e))
    | TNz t => int b (fun e => nonzero (evb t [] e))
    end.
  Definition sev (t : tm) : places -> R := evb t [].

  Lemma int_nil (f : places -> R) : int [] f = f.
  Proof.
    extensionality e. unfold integral_of. simpl. unfold Rmax.
    destruct (Rle_dec (f e) 0), (Rle_dec (- f e) 0); lra.
  Qed.
  Lemma evb_int t b : is_sum t = false -> evb t b = int b (sev t).
  Proof. destruct t; try discriminate; intros _; unfold sev; cbn [evb]; rewrite int_nil; reflexivity. Qed.
  Lemma evb_sums c t b : evb (sums c t) b = evb t (b ++ c).
  Proof.
    revert b. induction c as [|i c IH]; intros b; simpl; [rewrite app_nil_r; auto|].
    rewrite IH, <- app_assoc. reflexivity.
  Qed.
  Lemma sev_sums b t : is_sum t = false -> sev (sums b t) = int b (sev t).
  Proof. intros S. unfold sev at 1. rewrite evb_sums. apply evb_int, S. Qed.
  Lemma sev_strip t b u : strip t = (b, u) -> sev t = int b (sev u) /\ is_sum u = false /\ t = sums b u.
  Proof.
    intros H. assert (E : t = sums b u /\ is_sum u = false).
    { revert b u H. induction t; simpl; intros b u H; try (injection H as <- <-; auto; fail).
      destruct (strip t) as [c v]. injection H as <- <-. destruct (IHt c v eq_refl). subst. auto. }
    destruct E as [-> S]. split; [|auto]. apply sev_sums, S.
  Qed.

  Lemma sev_const c e : sev (TConst c) e = Q2R c.
  Proof. unfold sev. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_add s t e : sev (TAdd s t) e = sev s e + sev t e.
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_mul s t e : sev (TMul s t) e = sev s e * sev t e.
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_pow t k e : sev (TPow t k) e = powerRZ (sev t e) k.
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_log t e : sev (TLog t) e = log (sev t e).
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_exp t e : sev (TExp t) e = exp (sev t e).
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_nz t e : sev (TNz t) e = nonzero (sev t e).
  Proof. unfold sev at 1. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_qty q at_ e : sev (TQty q at_) e = quantity_of M q (map e at_).
  Proof. unfold sev. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_law l args e : sev (TLaw l args) e = real (marginal_of M e args (fun r => Fin (law_of M l r))).
  Proof. unfold sev. cbn [evb]. rewrite int_nil. reflexivity. Qed.
  Lemma sev_minus s t e : sev (tminus s t) e = sev s e - sev t e.
  Proof. unfold tminus, tneg. rewrite sev_add, sev_mul, sev_const, Q2R_m1. ring. Qed.

  Fixpoint svm (m : mono) e : R := match m with [] => 1 | (a, k) :: m => powerRZ (sev a e) k * svm m e end.
  Fixpoint svp (p : poly) e : R := match p with [] => 0 | (c, m) :: p => Q2R c * svm m e + svp p e end.

  Lemma sev_of_mono m e : sev (of_mono m) e = svm m e.
  Proof.
    induction m as [|[a k] m IH]; [simpl; rewrite sev_const; apply Q2R_1|].
    cbn [of_mono svm]. set (f := if Z.eqb k 1 then a else TPow a k).
    assert (F : sev f e = powerRZ (sev a e) k).
    { unfold f. destruct (Z.eqb_spec k 1) as [->|]; [rewrite powerRZ_1; auto|apply sev_pow]. }
    destruct m; [rewrite F; simpl; ring|]. rewrite sev_mul, F, IH. reflexivity.
  Qed.
  Lemma sev_of_poly p e : sev (of_poly p) e = svp p e.
  Proof.
    assert (S : forall c m, sev (of_scaled c m) e = Q2R c * svm m e).
    { intros c m. unfold of_scaled. destruct (Qeq_bool c 1) eqn:E.
      - apply Qeq_bool_eq, Qeq_eqR in E. rewrite E, Q2R_1, Rmult_1_l.
        assert (D : forall m, sev (match m with [(TAdd _ _, 1%Z)] => TMul (TConst 1) (of_mono m) | _ => of_mono m end) e
                    = svm m e).
        { clear. intros m. destruct m as [|[a k] [|x m]]; try apply sev_of_mono.
          - destruct a; try apply sev_of_mono. destruct k as [|[]|]; try apply sev_of_mono.
            rewrite sev_mul, sev_const, Q2R_1, sev_of_mono. ring.
          - destruct a; try apply sev_of_mono. destruct k as [|[]|]; apply sev_of_mono. }
        apply D.
      - destruct m as [|x m]; [rewrite sev_const; simpl; ring|].
        rewrite sev_mul, sev_const, sev_of_mono. reflexivity. }
    induction p as [|[c m] p IH]; [simpl; rewrite sev_const; apply Q2R_0|].
    cbn [of_poly svp]. destruct p; [rewrite S; simpl; ring|]. rewrite sev_add, S, IH. reflexivity.
  Qed.
  Lemma svm_app m n e : svm (m ++ n) e = svm m e * svm n e.
  Proof. induction m as [|[a k] m IH]; simpl; rewrite ?IH; ring. Qed.
  Lemma svm_perm m n e : Permutation m n -> svm m e = svm n e.
  Proof.
    intros P. induction P as [|[a k]|[a k] [c j]|]; simpl; auto; [rewrite IHP; auto|ring|congruence].
  Qed.

  (** ** Marginals *)

  Section law.
    Variable l : name.
    Definition mg (pre : list index) (args : list arg) e : ext :=
      marginal_of M e args (fun r => Fin (law_of M l (map e pre ++ r))).
    Definition fresh_in (j : index) (pre : list index) (args : list arg) : Prop :=
      ~ In j pre /\ existsb (arg_is j) args = false.

    Lemma marginal_of_agree args : forall e e' f, (forall i, existsb (arg_is i) args = true -> e i = e' i) ->
      marginal_of M e args f = marginal_of M e' args f.
    Proof.
      induction args as [|[i|a] args IH]; simpl; intros e e' f H; auto.
      - rewrite (H i) by (rewrite same_index_refl; auto). apply IH. intros j J. apply H. rewrite J. apply orb_true_r.
      - f_equal. extensionality k. apply IH. auto.
    Qed.
    Lemma mg_at pre i args e : mg pre (At i :: args) e = mg (pre ++ [i]) args e.
    Proof.
      unfold mg. simpl. f_equal. extensionality r. rewrite map_app, <- app_assoc. reflexivity.
    Qed.
    Lemma map_put e i k b : ~ In i b -> map (put M e i k) b = map e b.
    Proof.
      intros N. apply map_ext_in. intros j I. unfold put. destruct (same_index i j) eqn:E; auto.
      apply same_index_eq in E. subst. contradiction.
    Qed.
    Lemma put_same e i k : put M e i k i = k.
    Proof. unfold put. rewrite same_index_refl. reflexivity. Qed.
    Lemma put_other e i k j : i <> j -> put M e i k j = e j.
    Proof. unfold put. intros N. apply same_index_neq in N. rewrite N. reflexivity. Qed.
    Lemma mg_over pre args j : fresh_in j pre args ->
      mg pre (Over (i_alphabet j) :: args) = over j (mg (pre ++ [j]) args).
    Proof.
      intros [P A]. extensionality e. unfold mg, Spaces.over. simpl. f_equal. extensionality k.
      rewrite (marginal_of_agree args e (put M e j k)).
      - f_equal. extensionality r. rewrite map_app, map_put, <- app_assoc by auto. simpl. rewrite put_same. reflexivity.
      - intros i I. rewrite put_other; auto. intros ->. congruence.
    Qed.
    Lemma fresh_exists a (b : list index) : exists j, i_alphabet j = a /\ ~ In j b.
    Proof.
      exists (Index (Pos.succ (fold_right (fun i n => Pos.max (i_name i) n) 1%positive b)) a). split; auto.
      intros I. assert (L : forall i, In i b -> (i_name i <= fold_right (fun i n => Pos.max (i_name i) n) 1 b)%positive).
      { clear I. induction b as [|x b IH]; simpl; [tauto|]. intros i [<-|I]; [lia|]. specialize (IH i I). lia. }
      apply L in I. simpl in I. lia.
    Qed.
    Definition letters_in (args : list arg) : list index :=
      flat_map (fun x => match x with At j => [j] | Over _ => [] end) args.
    Lemma arg_is_letters j args : existsb (arg_is j) args = true -> In j (letters_in args).
    Proof.
      intros H. apply existsb_exists in H. destruct H as [x [I E]]. apply in_flat_map. exists x. split; auto.
      destruct x; simpl in *; [left; symmetry; apply same_index_eq; exact E|discriminate].
    Qed.
    Lemma fresh_for a pre args (b : list index) : exists j, i_alphabet j = a /\ fresh_in j pre args /\ ~ In j b.
    Proof.
      destruct (fresh_exists a (b ++ pre ++ letters_in args)) as [j [A N]]. exists j. split; auto. split; [split|].
      - intros I. apply N, in_or_app. right. apply in_or_app. auto.
      - destruct (existsb (arg_is j) args) eqn:E; auto. exfalso. apply N, in_or_app. right. apply in_or_app. right.
        apply arg_is_letters, E.
      - intros I. apply N, in_or_app. auto.
    Qed.

    Lemma em_mg args : forall pre, emeasurable M (mg pre args).
    Proof.
      induction args as [|[i|a] args IH]; intros pre.
      - unfold mg. simpl. apply (em_fin (fun e => law_of M l (map e pre ++ []))); [|intros; apply (m_law_nonneg M Me)].
        replace (fun e => law_of M l (map e pre ++ [])) with (fun e => law_of M l (map e pre)).
        + apply (m_law M Me).
        + extensionality e. rewrite app_nil_r. reflexivity.
      - apply (em_ext (mg (pre ++ [i]) args)); auto. intros. symmetry. apply mg_at.
      - destruct (fresh_for a pre args []) as [j [<- [F _]]]. rewrite (mg_over pre args j F).
        apply (m_integral M Me). apply IH.
    Qed.

    Lemma sum_out_mg i args : forall pre args', ~ In i pre -> sum_out i args = Some args' ->
      mg pre args' = over i (mg pre args).
    Proof.
      induction args as [|x args IH]; intros pre args' N; simpl; [discriminate|].
      destruct (arg_is i x) eqn:A.
      - destruct (existsb (arg_is i) args) eqn:E; [discriminate|]. some.
        destruct x as [j|]; [|discriminate]. apply same_index_eq in A. subst j.
        rewrite mg_over by (split; auto). extensionality e. unfold Spaces.over. f_equal. extensionality k.
        symmetry. apply mg_at.
      - destruct (sum_out i args) as [args1|] eqn:S; [|discriminate]. simpl. some. destruct x as [j|a].
        + extensionality e. rewrite mg_at, (IH (pre ++ [j]) args1).
          * unfold Spaces.over. f_equal. extensionality k. symmetry. apply mg_at.
          * intros I. apply in_app_or in I. destruct I as [I|[<-|[]]]; auto. simpl in A.
            rewrite same_index_refl in A. discriminate.
          * reflexivity.
        + destruct (fresh_for a pre (args ++ args1) [i]) as [j [<- [[F1 F2] F3]]].
          rewrite existsb_app in F2. apply orb_false_iff in F2. destruct F2 as [F2 F2'].
          rewrite !mg_over by (split; auto). rewrite (IH (pre ++ [j]) args1).
          * extensionality e. apply (i_tonelli M Me). apply em_mg.
          * intros I. apply in_app_or in I. destruct I as [I|[<-|[]]]; auto. apply F3. left. reflexivity.
          * reflexivity.
    Qed.
  End law.

  Lemma sev_law_mg l args e : sev (TLaw l args) e = real (mg l [] args e).
  Proof. apply sev_law. Qed.
  Lemma law_nonneg l args e : 0 <= sev (TLaw l args) e.
  Proof. rewrite sev_law_mg. apply (em_mg l args []). Qed.

  (** ** Measurable; only free letters matter; renaming *)

  Lemma meas_evb t : forall b, meas (evb t b).
  Proof.
    assert (I : forall b f, meas f -> meas (int b f)) by (intros; apply meas_integral; auto).
    induction t; intros b; cbn [evb]; auto; apply I.
    - apply (m_const M Me).
    - apply (em_mg l args []).
    - apply (m_quantity M Me).
    - apply (m_const M Me).
    - apply (m_const M Me).
    - apply (m_plus M Me); auto.
    - apply (m_times M Me); auto.
    - apply meas_powerRZ; auto.
    - apply (m_log M Me); auto.
    - apply (m_exp M Me); auto.
    - apply (m_nonzero M Me); auto.
  Qed.
  Lemma meas_sev t : meas (sev t).
  Proof. apply meas_evb. Qed.
  Lemma meas_svm m : meas (svm m).
  Proof. apply (meas_ext (sev (of_mono m))); [apply sev_of_mono|apply meas_sev]. Qed.
  Lemma meas_svp p : meas (svp p).
  Proof. apply (meas_ext (sev (of_poly p))); [apply sev_of_poly|apply meas_sev]. Qed.

  Lemma integrate_agree (P : index -> Prop) b F : (forall e e', (forall i, P i -> e i = e' i) -> F e = F e') ->
    forall e e', (forall i, P i -> In i b \/ e i = e' i) -> integrate b F e = integrate b F e'.
  Proof.
    intros H. induction b as [|i b IH]; simpl; intros e e' A.
    - apply H. intros i I. destruct (A i I) as [[]|]; auto.
    - unfold Spaces.over. f_equal. extensionality k. apply IH. intros j J.
      destruct (same_index_dec i j) as [<-|N]; [right; rewrite !put_same; auto|].
      destruct (A j J) as [[E|I]|E]; [contradiction|auto|right; rewrite !put_other; auto].
  Qed.
  Lemma int_agree (P : index -> Prop) b f : (forall e e', (forall i, P i -> e i = e' i) -> f e = f e') ->
    forall e e', (forall i, P i -> In i b \/ e i = e' i) -> int b f e = int b f e'.
  Proof.
    intros H e e' A. unfold integral_of.
    rewrite (integrate_agree P b (fun e => Fin (Rmax (f e) 0))) with (e' := e'); auto.
    - rewrite (integrate_agree P b (fun e => Fin (Rmax (- f e) 0))) with (e' := e'); auto.
      intros e1 e2 Q. rewrite (H e1 e2 Q). reflexivity.
    - intros e1 e2 Q. rewrite (H e1 e2 Q). reflexivity.
  Qed.

  Lemma evb_agree t : forall b e e', (forall i, occurs i t = true -> In i b \/ e i = e' i) -> evb t b e = evb t b e'.
  Proof.
    assert (N : forall t e e', (forall b e e', (forall i, occurs i t = true -> In i b \/ e i = e' i) -> evb t b e = evb t b e') ->
      (forall i, occurs i t = true -> e i = e' i) -> evb t [] e = evb t [] e') by (intros; auto).
    induction t; intros b e e' A; cbn [evb];
      try (apply (int_agree (fun i => occurs i t = true)); auto; intros; f_equal; apply N; auto; fail);
      try (apply (int_agree (fun i => occurs i t1 || occurs i t2 = true)); auto; intros e1 e2 Q; f_equal;
           apply N; auto; intros i I; apply Q; rewrite I; auto using orb_true_r; fail).
    - apply (int_agree (fun _ => False)); auto; tauto.
    - apply (int_agree (fun i => existsb (arg_is i) args = true)); auto.
      intros e1 e2 Q. f_equal. apply marginal_of_agree. exact Q.
    - apply (int_agree (fun i => mem i at_ = true)); auto. intros e1 e2 Q. f_equal. apply map_ext_in.
      intros i I. apply Q, mem_In, I.
    - apply (int_agree (fun _ => False)); auto; tauto.
    - apply (int_agree (fun _ => False)); auto; tauto.
    - apply IHt. intros j J. destruct (same_index_dec i j) as [<-|D]; [left; apply in_or_app; simpl; auto|].
      destruct (A j) as [I|E]; auto.
      + simpl. rewrite J, andb_true_r. apply negb_true_iff, same_index_neq. auto.
      + left. apply in_or_app. auto.
  Qed.
  Lemma sev_agree t e e' : (forall i, occurs i t = true -> e i = e' i) -> sev t e = sev t e'.
  Proof. intros H. apply evb_agree. auto. Qed.
  Lemma svm_agree m e e' : (forall a k, In (a, k) m -> forall i, occurs i a = true -> e i = e' i) -> svm m e = svm m e'.
  Proof.
    induction m as [|[a k] m IH]; simpl; intros H; auto. rewrite (sev_agree a e e'), IH; auto.
    - intros b j I. apply (H b j). auto.
    - apply (H a k). auto.
  Qed.

  Notation thru := (through M).
  Lemma put_look r e i k : touches i r = false -> thru (look r) (put M e i k) = put M (thru (look r) e) i k.
  Proof.
    intros T. extensionality j. unfold through. destruct (same_index_dec i j) as [<-|N].
    - rewrite look_untouched, !put_same by auto. reflexivity.
    - rewrite !put_other; auto. intros E. symmetry in E. revert E. apply look_avoids; auto.
  Qed.
  Lemma integrate_look r b F : (forall i, In i b -> touches i r = false) -> forall e,
    integrate b (fun e => F (thru (look r) e)) e = integrate b F (thru (look r) e).
  Proof.
    induction b as [|i b IH]; simpl; intros T e; auto. unfold Spaces.over. f_equal. extensionality k.
    rewrite IH by auto. rewrite put_look by auto. reflexivity.
  Qed.
  Lemma int_look r b f : (forall i, In i b -> touches i r = false) -> forall e,
    int b (fun e => f (thru (look r) e)) e = int b f (thru (look r) e).
  Proof.
    intros T e. unfold integral_of.
    rewrite (integrate_look r b (fun e => Fin (Rmax (f e) 0)) T), (integrate_look r b (fun e => Fin (Rmax (- f e) 0)) T).
    reflexivity.
  Qed.
  Lemma marginal_of_look r args f : forall e,
    marginal_of M e (map (look_arg r) args) f = marginal_of M (thru (look r) e) args f.
  Proof.
    revert f. induction args as [|[i|a] args IH]; simpl; intros f e; auto. f_equal. extensionality k. apply IH.
  Qed.
  Lemma evb_rename r t : forall b e, safe r t = true -> (forall i, In i b -> touches i r = false) ->
    evb (rename r t) b e = evb t b (thru (look r) e).
  Proof.
    assert (W : forall b f g, (forall i, In i b -> touches i r = false) -> (forall e, g e = f (thru (look r) e)) ->
      forall e, int b g e = int b f (thru (look r) e)).
    { intros b f g T E e. rewrite <- int_look by auto. f_equal. extensionality x. apply E. }
    assert (N : forall i : index, In i [] -> touches i r = false) by (intros i []).
    induction t; simpl; intros b e S T; try (apply W; auto; intros x);
      try (apply andb_true_iff in S; destruct S); rewrite ?IHt, ?IHt1, ?IHt2 by auto; auto.
    - f_equal. apply marginal_of_look.
    - rewrite map_map. reflexivity.
    - apply IHt; auto. intros j J. apply in_app_or in J. destruct J as [J|[<-|[]]]; auto. apply negb_true_iff. auto.
  Qed.
  Lemma sev_rename r t e : safe r t = true -> sev (rename r t) e = sev t (thru (look r) e).
  Proof. intros S. apply evb_rename; auto. intros i []. Qed.
  Lemma sev_perm r t e : one_to_one r (frees t) = true -> safe r t = true ->
    sev (rename r t) e = sev t (thru (perm r) e) /\ letter_map (perm r).
  Proof.
    unfold one_to_one. intros O S. destruct (keeps_alphabets r) eqn:K; [|discriminate]. split; [|apply perm_map, K].
    rewrite sev_rename by auto. apply sev_agree. intros i I. unfold through. f_equal.
    apply same_index_eq. apply (all_forall _ _ O). apply occurs_frees, I.
  Qed.
End values.
