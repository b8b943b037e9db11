(** The remainder of an inequality over spaces: its integrals and those of forms come under common
    signs, and what cancels there never stands alone (rule SIGN of the kernel's [integrals]). *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs
  Normal Elaborate Worlds Steps Values Densities Marginals Rows Known Grounded Convergent Provided.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition sform_value (f : checked) : tm := sums_of (f_over f) (f_summand f).

(** A part of a combination, q·∫ body, under the letters of its group; a form's is ≥ 0. *)
Record part := MkPart { p_coef : Q; p_body : tm; p_form : bool }.
Definition groups := list (list index * list part).
Fixpoint into (c : list index) (x : part) (g : groups) : groups :=
  match g with
  | [] => [(c, [x])]
  | (d, l) :: g => match list_cmp index_cmp c d with Eq => (d, x :: l) :: g | _ => (d, l) :: into c x g end
  end.
Fixpoint flat_parts (c : Q) (t : tm) : list (Q * tm) :=
  match t with
  | TAdd s t => flat_parts c s ++ flat_parts c t
  | TMul (TConst d) t => flat_parts (Qred (c * d)) t
  | _ => [(c, t)]
  end.
Definition add_part (x : Q * tm) (s : option (groups * tm)) : option (groups * tm) :=
  match s with
  | None => None
  | Some (g, plain) =>
      match strip (snd x) with
      | ([], _) => Some (g, TAdd (TMul (TConst (fst x)) (snd x)) plain)
      | (b, u) => match placed b u with
                  | Some (c, u) => Some (into c (MkPart (fst x) u false) g, plain)
                  | None => None end
      end
  end.
Definition add_form (f : checked) (s : option (groups * tm)) : option (groups * tm) :=
  match f_over f with
  | [] => fold_right add_part s (flat_parts (-1) (f_summand f))
  | b => match s with
         | None => None
         | Some (g, plain) =>
             match placed b (guard (f_summand f)) with
             | Some (c, u) => Some (into c (MkPart (-1) u true) g, plain)
             | None => None end
         end
  end.
Definition combined_parts (l : list part) : tm :=
  fold_right (fun x t => TAdd (TMul (TConst (p_coef x)) (p_body x)) t) (TConst 0) l.

Section functions.
  Variable F : sfacts.
  Definition group_value (x : list index * list part) : option tm :=
    let (c, l) := x in
    if all (fun x => p_form x ||| converges_term F c (p_body x)) l
    then closed_over F c (clean F (combined_parts l)) else None.
  Definition remainder_zero (gap : tm) (forms : list checked) : bool :=
    match fold_right add_form (fold_right add_part (Some ([], TConst 0)) (flat_parts 1 gap)) forms with
    | Some (g, plain) =>
        match mapM group_value g with
        | Some l => szero F (TAdd (clean F plain) (total_of l))
        | None => false
        end
    | None => false
    end.
End functions.

Section sound.
  Variables (F : sfacts) (M : space_model).
  Hypothesis G : ssound F M.
  Let Me := ss_measures F M G. Local Existing Instance Me.
  Notation sev := (sev M).
  Notation int := (integral_of M).
  Notation conv := (converges M).
  Implicit Types e : places M.

  Definition parts_value (l : list (Q * tm)) e : R := fold_right (fun x r => Q2R (fst x) * sev (snd x) e + r) 0 l.
  Lemma parts_value_app l k e : parts_value (l ++ k) e = parts_value l e + parts_value k e.
  Proof. induction l as [|x l IH]; simpl; rewrite ?IH; ring. Qed.
  Lemma flat_parts_value t e : forall c, parts_value (flat_parts c t) e = Q2R c * sev t e.
  Proof.
    induction t; intros c'; simpl; try ring.
    - rewrite parts_value_app, IHt1, IHt2, sev_add. ring.
    - destruct t1; simpl; try ring. rewrite IHt2, sev_mul, sev_const, Q2R_red, Q2R_mult. ring.
  Qed.

  Definition part_value (c : list index) (x : part) e : R := Q2R (p_coef x) * int c (sev (p_body x)) e.
  Definition group_sum (c : list index) (l : list part) e : R := fold_right (fun x r => part_value c x e + r) 0 l.
  Definition groups_sum (g : groups) e : R := fold_right (fun x r => group_sum (fst x) (snd x) e + r) 0 g.
  Lemma into_sum c x g e : groups_sum (into c x g) e = part_value c x e + groups_sum g e.
  Proof.
    induction g as [|[d l] g IH]; simpl; [ring|]. destruct (list_cmp index_cmp c d) eqn:E; simpl; rewrite ?IH; try ring.
    apply list_cmp_eq in E; [|intros; apply index_cmp_eq; assumption]. subst. ring.
  Qed.
  Definition in_groups (c : list index) (x : part) (g : groups) : Prop := exists l, In (c, l) g /\ In x l.
  Lemma into_in c x g : in_groups c x (into c x g).
  Proof.
    induction g as [|[d l] g IH]; simpl; [exists [x]; simpl; auto|]. destruct (list_cmp index_cmp c d) eqn:E.
    - apply list_cmp_eq in E; [|intros; apply index_cmp_eq; assumption]. subst. exists (x :: l). simpl. auto.
    - destruct IH as [k [I J]]. exists k. simpl. auto.
    - destruct IH as [k [I J]]. exists k. simpl. auto.
  Qed.
  Lemma into_keeps c x d y g : in_groups d y g -> in_groups d y (into c x g).
  Proof.
    intros [l [I J]]. induction g as [|[a k] g IH]; [destruct I|]. simpl.
    destruct (list_cmp index_cmp c a) eqn:E; simpl in I; destruct I as [I|I].
    - injection I as -> ->. exists (x :: l). simpl. auto.
    - exists l. simpl. auto.
    - injection I as -> ->. exists l. simpl. auto.
    - destruct (IH I) as [k' [I' J']]. exists k'. simpl. auto.
    - injection I as -> ->. exists l. simpl. auto.
    - destruct (IH I) as [k' [I' J']]. exists k'. simpl. auto.
  Qed.
  Lemma into_inv c x d y g : in_groups d y (into c x g) -> (c = d /\ x = y) \/ in_groups d y g.
  Proof.
    intros [l [I J]]. induction g as [|[a k] g IH].
    - simpl in I. destruct I as [I|[]]. injection I as <- <-. destruct J as [J|[]]. auto.
    - simpl in I. destruct (list_cmp index_cmp c a) eqn:E.
      + apply list_cmp_eq in E; [|intros; apply index_cmp_eq; assumption]. subst a. destruct I as [I|I].
        * injection I as <- <-. destruct J as [J|J]; auto. right. exists k. simpl. auto.
        * right. exists l. simpl. auto.
      + destruct I as [I|I]; [right; exists l; simpl; auto|]. destruct (IH I) as [H|[k' [I' J']]]; auto.
        right. exists k'. simpl. auto.
      + destruct I as [I|I]; [right; exists l; simpl; auto|]. destruct (IH I) as [H|[k' [I' J']]]; auto.
        right. exists k'. simpl. auto.
  Qed.

  Definition state_value (s : groups * tm) e : R := groups_sum (fst s) e + sev (snd s) e.
  Lemma add_part_value x s s' : add_part x (Some s) = Some s' ->
    (forall e, state_value s' e = Q2R (fst x) * sev (snd x) e + state_value s e) /\
    (forall c y, in_groups c y (fst s) -> in_groups c y (fst s')) /\
    (forall c y, in_groups c y (fst s') -> p_form y = false \/ in_groups c y (fst s)).
  Proof.
    destruct s as [g plain], x as [c t]. simpl. destruct (strip t) as [b u] eqn:S.
    destruct (sev_strip M t b u S) as [E [N Et]]. destruct b as [|i b].
    - intros H. injection H as <-. split; [|split; auto]. intros e. unfold state_value. simpl.
      rewrite sev_add, sev_mul, sev_const. ring.
    - destruct (placed (i :: b) u) as [[d v]|] eqn:P; [|discriminate]. intros H. injection H as <-.
      destruct (placed_sound M Me _ _ _ _ P) as [Pv _]. split; [|split].
      + intros e. unfold state_value. simpl. rewrite into_sum, E, (proj1 (Pv e)). unfold part_value. simpl. ring.
      + intros k y. apply into_keeps.
      + intros k y I. apply into_inv in I. destruct I as [[<- <-]|I]; auto.
  Qed.
  Lemma add_parts_value l : forall s s', fold_right add_part (Some s) l = Some s' ->
    (forall e, state_value s' e = parts_value l e + state_value s e) /\
    (forall c y, in_groups c y (fst s) -> in_groups c y (fst s')) /\
    (forall c y, in_groups c y (fst s') -> p_form y = false \/ in_groups c y (fst s)).
  Proof.
    induction l as [|x l IH]; simpl; intros s s' H.
    - injection H as <-. split; [intros; ring|auto].
    - destruct (fold_right add_part (Some s) l) as [s1|] eqn:E; [|discriminate].
      destruct (IH s s1 E) as [A1 [A2 A3]]. destruct (add_part_value x s1 s' H) as [B1 [B2 B3]]. split; [|split].
      + intros e. rewrite B1, A1. ring.
      + auto.
      + intros c y I. destruct (B3 c y I); auto.
  Qed.

  (** What a form gives: its value stands in the remainder, and, if it is an integral, in a group. *)
  Definition form_at (f : checked) (g : groups) : Prop :=
    f_over f = [] \/ exists c u, in_groups c (MkPart (-1) u true) g /\
      placed (f_over f) (guard (f_summand f)) = Some (c, u).
  Definition forms_value (l : list checked) e : R := fold_right (fun f r => sev (sform_value f) e + r) 0 l.
  Lemma sform_value_int f : sev (sform_value f) = int (f_over f) (sev (f_summand f)).
  Proof. apply sev_sums_of. Qed.

  Lemma add_forms_value forms : forall s s', fold_right add_form (Some s) forms = Some s' ->
    (forall e, state_value s' e = state_value s e - forms_value forms e) /\
    (forall c y, in_groups c y (fst s) -> in_groups c y (fst s')) /\
    (forall f, In f forms -> form_at f (fst s')) /\
    (forall c y, in_groups c y (fst s') -> p_form y = false \/ in_groups c y (fst s) \/
       exists f, In f forms /\ placed (f_over f) (guard (f_summand f)) = Some (c, p_body y) /\ y = MkPart (-1) (p_body y) true).
  Proof.
    induction forms as [|f forms IH]; simpl; intros s s' H.
    - injection H as <-. split; [intros; ring|]. split; auto. split; [intros f []|auto].
    - destruct (fold_right add_form (Some s) forms) as [s1|] eqn:E.
      2: { unfold add_form in H. destruct (f_over f); [|discriminate].
           exfalso. clear - H. assert (Z : forall l, fold_right add_part None l = None).
           { induction l as [|x l IH]; simpl; [auto|rewrite IH; auto]. } rewrite Z in H. discriminate. }
      destruct (IH s s1 E) as [A1 [A2 [A3 A4]]]. unfold add_form in H. destruct (f_over f) as [|i b] eqn:Fo.
      + destruct (add_parts_value _ s1 s' H) as [B1 [B2 B3]]. split; [|split; [|split]].
        * intros e. rewrite B1, A1, flat_parts_value, Q2R_m1, sform_value_int, Fo, int_nil. ring.
        * auto.
        * intros f' [<-|I]; [left; exact Fo|]. destruct (A3 f' I) as [N|[c [u [J P]]]]; [left; auto|right; eauto].
        * intros c y I. destruct (B3 c y I) as [N|I']; auto. destruct (A4 c y I') as [N|[N|[f' [J P]]]]; auto.
          right. right. exists f'. auto.
      + destruct s1 as [g plain]. destruct (placed (i :: b) (guard (f_summand f))) as [[c u]|] eqn:P; [|discriminate].
        injection H as <-. destruct (placed_sound M Me _ _ _ _ P) as [Pv _]. split; [|split; [|split]].
        * intros e. unfold state_value in *. simpl in *. rewrite into_sum. specialize (A1 e).
          rewrite sform_value_int, Fo. unfold part_value. simpl. rewrite Q2R_m1, <- (proj1 (Pv e)).
          replace (sev (guard (f_summand f))) with (sev (f_summand f)) by (extensionality z; symmetry; apply sev_guard).
          lra.
        * intros d y I. apply into_keeps. auto.
        * intros f' [<-|I].
          -- right. exists c, u. rewrite Fo. split; auto. apply into_in.
          -- destruct (A3 f' I) as [N|[d [v [J Pd]]]]; [left; auto|right]. exists d, v. split; auto. apply into_keeps, J.
        * intros d y I. apply into_inv in I. destruct I as [[<- <-]|I].
          -- right. right. exists f. simpl. rewrite Fo. auto.
          -- destruct (A4 d y I) as [N|[N|[f' [J Pd]]]]; auto. right. right. exists f'. auto.
  Qed.

  Lemma combined_value l e : sev (combined_parts l) e = fold_right (fun x r => Q2R (p_coef x) * sev (p_body x) e + r) 0 l.
  Proof. induction l as [|x l IH]; simpl; [rewrite sev_const; apply Q2R_0|]. rewrite sev_add, sev_mul, sev_const, IH. reflexivity. Qed.

  Definition forms_of (l : list part) : list part := filter p_form l.
  Definition others_of (l : list part) : list part := filter (fun x => negb (p_form x)) l.
  Lemma split_sum l (v : part -> R) : (forall x, In x l -> p_form x = true -> p_coef x = (-1)%Q) ->
    fold_right (fun x r => Q2R (p_coef x) * v x + r) 0 l =
    fold_right (fun x r => Q2R (p_coef x) * v x + r) 0 (others_of l) - fold_right (fun x r => v x + r) 0 (forms_of l).
  Proof.
    induction l as [|x l IH]; simpl; intros H; [ring|]. rewrite IH by auto.
    destruct (p_form x) eqn:P; simpl; [|ring]. rewrite (H x (or_introl eq_refl) P), Q2R_m1. ring.
  Qed.

  (** SIGN: under one sign the remainder converges, and what stands beside the forms does; so do these. *)
  Lemma sign_rule c l v e : int c (sev (combined_parts l)) e = v -> conv c (sev (combined_parts l)) e ->
    (forall x, In x l -> p_form x = false -> conv c (sev (p_body x)) e) ->
    (forall x, In x l -> p_form x = true -> p_coef x = (-1)%Q /\ almost_over M c (fun e => 0 <= sev (p_body x) e) e) ->
    group_sum c l e = v /\ forall x, In x l -> p_form x = true -> conv c (sev (p_body x)) e.
  Proof.
    intros E Cv Cw Cf.
    assert (Coef : forall x, In x l -> p_form x = true -> p_coef x = (-1)%Q) by (intros x I P; apply (Cf x I P)).
    set (W := lsum M (fun x e => Q2R (p_coef x) * sev (p_body x) e) (others_of l)).
    set (S := lsum M (fun x => sev (p_body x)) (forms_of l)).
    assert (Mw : forall x, measurable M (fun e => Q2R (p_coef x) * sev (p_body x) e)) by
      (intros; apply (m_times M Me); [apply (m_const M Me)|apply meas_sev; auto]).
    assert (Mb : forall x, measurable M (sev (p_body x))) by (intros; apply meas_sev; auto).
    destruct (lsum_integral c (fun x e => Q2R (p_coef x) * sev (p_body x) e) (others_of l) e Mw) as [W2 W3].
    { intros x I. apply filter_In in I. destruct I as [I P]. apply negb_true_iff in P.
      apply converges_scale; auto using meas_sev. }
    pose proof (lsum_meas _ (others_of l) Mw) as W1. pose proof (lsum_meas _ (forms_of l) Mb) as Ms.
    fold W in W1, W2, W3. fold S in Ms.
    assert (Md : measurable M (sev (combined_parts l))) by (apply meas_sev; auto).
    assert (EqS : (fun e => W e + -1 * sev (combined_parts l) e) = S).
    { extensionality z. rewrite combined_value, (split_sum l (fun x => sev (p_body x) z) Coef). unfold W, S, lsum. ring. }
    destruct (integral_plus c W (fun e => -1 * sev (combined_parts l) e) e W1) as [P1 P2]; auto.
    { apply (m_times M Me); [apply (m_const M Me)|exact Md]. }
    { apply converges_scale; auto. }
    rewrite EqS in P1, P2. rewrite integral_scale, E, W3 in P2 by auto.
    assert (Cx : forall x, In x (forms_of l) -> conv c (sev (p_body x)) e).
    { intros x I. apply (converges_under c _ S e); auto.
      apply (almost_over_mono c (fun e => forall y, In y (forms_of l) -> 0 <= sev (p_body y) e)).
      - intros z Z. apply (proj2 (lsum_part (fun x => sev (p_body x)) (forms_of l) z Z) x I).
      - apply almost_over_list; auto. intros y J. apply filter_In in J. apply (Cf y); tauto. }
    split; [|intros x I P; apply Cx, filter_In; auto].
    destruct (lsum_integral c (fun x => sev (p_body x)) (forms_of l) e Mb Cx) as [_ Is]. fold S in Is. rewrite Is in P2.
    unfold group_sum, part_value. rewrite (split_sum l (fun x => int c (sev (p_body x)) e) Coef).
    replace (fold_right (fun x r => Q2R (p_coef x) * int c (sev (p_body x)) e + r) 0 (others_of l)) with
      (fold_right (fun x r => int c (fun e => Q2R (p_coef x) * sev (p_body x) e) e + r) 0 (others_of l)); [lra|].
    clear - Mb Me. induction (others_of l) as [|x k IH]; simpl; auto. rewrite IH, integral_scale by auto. reflexivity.
  Qed.

  Lemma group_value_sound x v : group_value F x = Some v ->
    (forall y, In y (snd x) -> p_form y = true -> p_coef y = (-1)%Q /\ almost M (fun e => 0 <= sev (p_body y) e)) ->
    almost M (fun e => group_sum (fst x) (snd x) e = sev v e /\
      forall y, In y (snd x) -> p_form y = true -> conv (fst x) (sev (p_body y)) e).
  Proof.
    destruct x as [c l]. simpl. destruct (all _ l) eqn:A; [|discriminate]. intros H Hf.
    set (u := clean F (combined_parts l)) in *.
    pose proof (closed_over_sound F M G c u v H) as Cs.
    pose proof (almost_fubini c _ (clean_sound F M G (combined_parts l))) as Cu.
    assert (Cw : almost M (fun e => forall y, In y l -> p_form y = false -> conv c (sev (p_body y)) e)).
    { apply (almost_list _ (fun y e => p_form y = false -> conv c (sev (p_body y)) e)). intros y I.
      pose proof (all_forall _ _ A y I) as B. cbv beta in B. apply or_true in B. destruct B as [B|B].
      - apply almost_all; auto. intros e N. congruence.
      - apply (almost_mono _ _) with (2 := converges_term_sound F M G c (p_body y) B). auto. }
    assert (Cn : almost M (fun e => forall y, In y l -> p_form y = true -> almost_over M c (fun e => 0 <= sev (p_body y) e) e)).
    { apply (almost_list _ (fun y e => p_form y = true -> almost_over M c (fun e => 0 <= sev (p_body y) e) e)). intros y I.
      destruct (p_form y) eqn:P; [|apply almost_all; auto; discriminate].
      apply (almost_mono _ _) with (2 := almost_fubini c _ (proj2 (Hf y I P))). auto. }
    apply (almost_mono2 _ _ _) with (2 := almost_and _ _ Cs Cu) (3 := almost_and _ _ Cw Cn).
    intros e [[E Cv] U] [W N]. apply sign_rule; auto.
    - rewrite <- E. apply integral_almost; auto using meas_sev.
    - apply (converges_almost c (sev u)); auto using meas_sev.
      apply (almost_over_mono c _ _ e) with (2 := U). auto.
    - intros y I P. split; [apply (Hf y I P)|auto].
  Qed.

  Lemma total_of_value l e : sev (total_of l) e = fold_right (fun t x => sev t e + x) 0 l.
  Proof.
    induction l as [|t l IH]; [simpl; rewrite sev_const; apply Q2R_0|].
    change (total_of (t :: l)) with (TAdd t (total_of l)). rewrite sev_add, IH. reflexivity.
  Qed.

  (** The remainder is 0: the gap is the sum of the forms, and each of these converges. *)
  Lemma remainder_zero_sound gap forms : remainder_zero F gap forms = true ->
    (forall f, In f forms -> almost M (fun e => 0 <= sev (f_summand f) e)) ->
    almost M (fun e => sev gap e = forms_value forms e /\
      forall f, In f forms -> conv (f_over f) (sev (f_summand f)) e).
  Proof.
    unfold remainder_zero. intros H Nf.
    destruct (fold_right add_part (Some ([], TConst 0)) (flat_parts 1 gap)) as [s0|] eqn:E0.
    2: { exfalso. assert (Z : forall l, fold_right add_form None l = None).
         { clear. assert (Y : forall l, fold_right add_part None l = None).
           { induction l as [|x l IH]; simpl; [auto|rewrite IH; auto]. }
           induction l as [|f l IH]; simpl; [auto|rewrite IH]. unfold add_form. destruct (f_over f); [apply Y|auto]. }
         rewrite Z in H. discriminate. }
    destruct (fold_right add_form (Some s0) forms) as [[g plain]|] eqn:E1; [|discriminate].
    destruct (mapM (group_value F) g) as [l|] eqn:Lg; [|discriminate].
    destruct (add_parts_value _ _ _ E0) as [A1 [_ A3]].
    destruct (add_forms_value forms s0 (g, plain) E1) as [B1 [_ [B3 B4]]]. simpl in B3, B4.
    assert (Fg : forall x y, In x g -> In y (snd x) -> p_form y = true ->
      p_coef y = (-1)%Q /\ almost M (fun e => 0 <= sev (p_body y) e)).
    { intros [c k] y Ix Iy P. simpl in Iy. destruct (B4 c y (ex_intro _ k (conj Ix Iy))) as [N|[N|[f [I [Pl Ey]]]]]; [congruence| |].
      - destruct (A3 c y N) as [N'|[k' [[] _]]]. congruence.
      - rewrite Ey. split; auto. simpl. destruct (placed_sound M Me _ _ _ _ Pl) as [_ [pi [L Ep]]].
        apply (almost_mono _ _) with (2 := almost_through pi _ L (Nf f I)). intros e.
        rewrite Ep, sev_guard. auto. }
    assert (Sg : almost M (fun e => groups_sum g e = sev (total_of l) e /\
      forall x y, In x g -> In y (snd x) -> p_form y = true -> conv (fst x) (sev (p_body y)) e)).
    { clear - Lg Fg G Me. clearbody Me. revert l Lg. induction g as [|x g IH]; simpl; intros l Lg.
      - injection Lg as <-. apply almost_all; auto. intros e. split; [simpl; rewrite sev_const, Q2R_0; reflexivity|intros x y []].
      - destruct (group_value F x) as [v|] eqn:V; [|discriminate]. destruct (mapM (group_value F) g) as [l'|]; [|discriminate].
        injection Lg as <-.
        assert (IH' := IH (fun x' y I => Fg x' y (or_intror I)) l' eq_refl).
        apply (almost_mono2 _ _ _) with (2 := group_value_sound x v V (fun y => Fg x y (or_introl eq_refl))) (3 := IH').
        intros e [P1 P2] [Q1 Q2]. split.
        + change (total_of (v :: l')) with (TAdd v (total_of l')). rewrite sev_add, P1, Q1. reflexivity.
        + intros x' y [<-|I]; eauto. }
    apply (almost_mono2 _ _ _) with (2 := Sg) (3 := almost_and _ _ (szero_sound F M G _ H) (clean_sound F M G plain)).
    intros e [S1 S2] [Z P]. split.
    - specialize (B1 e). specialize (A1 e). unfold state_value in *. simpl in *.
      rewrite flat_parts_value, Q2R_1 in A1. rewrite sev_const, Q2R_0 in A1.
      rewrite sev_add in Z. rewrite S1 in B1. rewrite <- P in Z. lra.
    - intros f I. destruct (B3 f I) as [N|[c [u [[k [Ig Ik]] Pl]]]]; [rewrite N; apply conv_nil|].
      pose proof (S2 (c, k) _ Ig Ik eq_refl) as Cv. simpl in Cv.
      destruct (placed_sound M Me _ _ _ _ Pl) as [Pv _]. apply (proj2 (Pv e)) in Cv.
      replace (sev (f_summand f)) with (sev (guard (f_summand f))) by (extensionality z; apply sev_guard). exact Cv.
  Qed.
End sound.
