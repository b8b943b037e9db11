(** Certificates, and the theorems that what is accepted is true and well posed. Rules and forms that are
    not here are answered by [Beyond], never passed over. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool String Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Support Product Sums
  Normal
  Elaborate Posed Forms Steps Rules.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition words (why : nat) : string :=
  match why with
  | 1%nat => "a weight or summand is not visibly nonnegative"
  | 2%nat => "a tangent point is not shown positive where its weight is not 0"
  | 3%nat => "no hypothesis of that name"
  | 4%nat => "indices do not fit, or would be captured"
  | 5%nat => "a theorem is used outside its context"
  | 6%nat => "a sum is not visibly positive"
  | 7%nat => "a linear combination is not the stated equation"
  | 8%nat => "a rewrite does not give the stated equation"
  | 9%nat => "a sum of nonnegative forms does not give the stated equation"
  | 10%nat => "a remainder is left"
  | 11%nat => "an inequality cannot prove an equation"
  | 12%nat => "a strict inequality needs a form that is visibly positive"
  | 13%nat => "the two inequalities are not the two halves of the equation"
  | 14%nat => "the equation is not derived from the hypotheses"
  | 15%nat => "a condition is not derived from equality"
  | 16%nat => "the conditions are not shown to give equality"
  | 17%nat => "names or indices are not as declared"
  | 18%nat => "a side is not shown to be well posed"
  | 20%nat => "form Information"
  | 21%nat => "rests on a theorem that is beyond"
  | 22%nat => "spaces"
  | 23%nat => "an instance that puts in laws or alphabets"
  | 25%nat => "an open or a cited step"
  | 26%nat => "an inequality in one variable that does not hold, or not by these derivatives"
  | 27%nat => "an inequality in one variable: the interval, or its parts, are not as expected"
  | 28%nat => "both sides are equal at a point"
  | 29%nat => "a sign in one variable that is not found out"
  | 30%nat => "a number whose sign is not found out"
  | 31%nat => "an instance whose terms do not meet what the theorem assumes"
  | _ => "malformed"
  end%string.

Definition row_formed (C : context) (r : row) : bool :=
  formed C (lhs (r_statement r)) &&& formed C (rhs (r_statement r)) &&&
  match r_rule r with WithEquality _ conditions _ _ => all (formed C) conditions | _ => true end.

(** An instance is about values; where it is used, its statement is looked at again. *)
Definition needs_posed (r : rule) : bool := match r with Instance _ _ => false | _ => true end.
Definition row_posed (C : context) (K : facts) (r : row) : bool :=
  negb (needs_posed (r_rule r)) |||
  (well_posed_term K (elab C (lhs (r_statement r))) &&& well_posed_term K (elab C (rhs (r_statement r)))).

Fixpoint check_rows (contexts : list context) (known : list facts) (made :
    list (result thm)) (todo : list row)
    : verdict :=
  match todo with
  | [] => Accepted
  | r :: todo =>
      match nth_error contexts (r_context r), nth_error known (r_context r) with
      | Some C, Some K =>
          if negb (row_formed C r) then Refused (List.length made) (words not_formed) else
          match check_rule contexts C (r_context r) K made (r_statement r) (r_rule r) with
          | Ok t => if row_posed C K r then check_rows contexts known (made ++ [Ok t]) todo
                    else Refused (List.length made) (words not_posed)
          | No w => Refused (List.length made) (words w)
          | NotHere w => Beyond (List.length made) (words w)
          end
      | _, _ => Refused (List.length made) (words 0)
      end
  end.

Definition check (c : certificate) : verdict :=
  if any (fun C => match spaces C with [] => false | _ =>
    true end) (contexts c) then Beyond 0 (words here_spaces)
  else if negb (all context_formed (contexts c)) then Refused 0 (words not_formed)
  else check_rows (contexts c) (map facts_in (contexts c)) [] (rows c).

(** ** Soundness *)

Lemma check_rows_sound contexts todo : forall made, truly_made contexts made ->
  check_rows contexts (map facts_in contexts) made todo = Accepted ->
  forall r, In r todo -> exists C, nth_error contexts (r_context r) = Some C /\
    claim C (r_statement r) (r_rule r).
Proof.
  induction todo as [|r todo IH]; cbn [check_rows]; intros made Tm H r' I; [destruct I|].
  destruct (nth_error contexts (r_context r)) as [C|] eqn:N; [|discriminate].
  rewrite (map_nth_error facts_in _ _ N) in H.
  destruct (negb (row_formed C r)); [discriminate|].
  destruct (check_rule contexts C (r_context r) (facts_in C) made (r_statement r) (r_rule r)) as
    [t| |] eqn:R;
    try discriminate.
  destruct (row_posed C (facts_in C) r); [|discriminate].
  assert (S := fun M Mo => check_rule_sound contexts C (r_context r) made N Tm M _ _ t Mo R).
  destruct I as [<-|I].
  - exists C. split; auto. apply thm_claims. intros M Mo. exists t.
    destruct (S M Mo) as [_ [Eg [Er [Ht Ez]]]]. repeat split; try apply Ht; auto.
    destruct (r_rule r); auto. apply Ez.
  - apply (IH (made ++ [Ok t])); auto. intros u J. apply in_app_or in J. destruct J as [J|[J|[]]];
      auto.
    injection J as <-. exists C. rewrite (rule_context _ _ _ _ _ _ _ _ R). split; auto.
    intros M Mo. apply (S M Mo).
Qed.

(** What is accepted is true: every theorem of the certificate, in every model of its context. *)
Theorem check_sound c : check c = Accepted -> forall r, In r (rows c) ->
  exists C, nth_error (contexts c) (r_context r) = Some C /\ claim C (r_statement r) (r_rule r).
Proof.
  unfold check. destruct (any _ (contexts c)); [discriminate|].
  destruct (negb _); [discriminate|]. apply check_rows_sound. intros t [].
Qed.

Lemma check_rows_posed contexts todo : forall made, check_rows contexts (map facts_in contexts) made todo = Accepted ->
  forall r, In r todo -> needs_posed (r_rule r) = true ->
  exists C, nth_error contexts (r_context r) = Some C /\ posed C (r_statement r).
Proof.
  induction todo as [|r todo IH]; cbn [check_rows]; intros made H r' I; [destruct I|].
  destruct (nth_error contexts (r_context r)) as [C|] eqn:N; [|discriminate].
  rewrite (map_nth_error facts_in _ _ N) in H.
  destruct (negb (row_formed C r)); [discriminate|].
  destruct (check_rule contexts C (r_context r) (facts_in C) made (r_statement r) (r_rule r)) as
    [t| |];
    try discriminate.
  destruct (row_posed C (facts_in C) r) eqn:P; [|discriminate].
  destruct I as [<-|I]; [|intros Q; apply (IH _ H r' I Q)].
  intros Q. exists C. split; auto. intros M Mo e V. unfold row_posed in P. rewrite Q in P.
  cbn [negb] in P.
  pose proof (facts_in_sound C M Mo) as G.
  pose proof (outer_in_range M e (sizes_positive C M Mo) V) as V'.
  unfold well_posed_term in P. ands.
  rewrite <- (inner_outer e). split; apply elab_dfd.
  - apply (shown_sound (facts_in C) M G levels _ [] _ V' Heqb). intros b [].
  - apply (shown_sound (facts_in C) M G levels _ [] _ V' P). intros b [].
Qed.

(** What is accepted is well posed. *)
Theorem check_posed c : check c = Accepted -> forall r, In r (rows c) ->
    needs_posed (r_rule r) = true ->
  exists C, nth_error (contexts c) (r_context r) = Some C /\ posed C (r_statement r).
Proof.
  unfold check. destruct (any _ (contexts c)); [discriminate|].
  destruct (negb _); [discriminate|]. apply check_rows_posed.
Qed.
