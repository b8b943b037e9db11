(** SCALAR: inequalities in one quantity. It lies in an interval by its declaration and the hypotheses;
    the gap is > 0 on each part of it (Signed.v), and of known sign at the points between and at the ends. *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lia Lra.
From Derive Require Import Terms Semantics Analysis Core Close Laws Signs Normal Elaborate Univariate Functions Elementary
  Numbers Signed Worlds.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition no_lemma := "an inequality in one variable that does not hold, or not by these derivatives"%string.
Definition no_interval := "an inequality in one variable: the interval, or its parts, are not as expected"%string.
Definition not_touching := "both sides are equal at a point"%string.
Definition here_sign := "a sign in one variable that is not found out"%string.
Definition here_number := "a number whose sign is not found out"%string.

(** ** The interval *)

(** c and the sign of the slope, of c₀ + c₁·x = c₁·(x - c). *)
Definition linear (q : name) (t : tm) : option (Q * Q) :=
  match read q [] t with
  | Some [Part [c; d] [] [] []] => if Qeq_bool d 0 then None else Some (Qred (- c / d), d)
  | _ => None
  end.
Record domain := Domain { lowers : list Q; uppers : list Q; away : list Q }.
Definition of_sign (s : sign) : domain :=
  match s with
  | AnySign => Domain [] [] []
  | SignNonneg => Domain [0%Q] [] []
  | SignPos => Domain [0%Q] [] [0%Q]
  | SignUnit => Domain [0%Q] [1%Q] []
  end.
Definition with_bound (C : context) (q : name) (h : hypothesis) (d : option domain) : option domain :=
  match d, h_kind h, linear q (elab C (h_term h)) with
  | Some d, AtLeastZero, Some (c, s) =>
      Some (if Qle_bool 0 s then Domain (c :: lowers d) (uppers d) (away d) else Domain (lowers d) (c :: uppers d) (away d))
  | _, _, _ => None
  end.
Definition with_away (C : context) (q : name) (s : support) (d : option domain) : option domain :=
  match d, elab C (premise s), linear q (elab C (conclusion s)) with
  | Some d, TConst p, Some (c, _) => if Qeq_bool p 1 then Some (Domain (lowers d) (uppers d) (c :: away d)) else None
  | _, _, _ => None
  end.
Definition domain_of (C : context) (q : name) (s : sign) : option domain :=
  fold_right (with_away C q) (fold_right (with_bound C q) (Some (of_sign s)) (hypotheses C)) (supports C).
Definition furthest (is_further : Q -> Q -> bool) (l : list Q) : option Q :=
  fold_right (fun c best => match best with
    | Some d => if is_further c d then Some c else best | None => Some c end) None l.
Definition left_end (d : domain) : option Q := furthest (fun x y => Qle_bool y x) (lowers d).
Definition right_end (d : domain) : option Q := furthest Qle_bool (uppers d).
Definition belongs (d : domain) (c : option Q) : list Q :=
  match c with Some c => if existsb (Qeq_bool c) (away d) then [] else [c] | None => [] end.

(** ** The rule *)

Fixpoint parts_between (a : option Q) (splits : list Q) (b : option Q) : list (option Q * option Q) :=
  match splits with [] => [(a, b)] | c :: splits => (a, Some c) :: parts_between (Some c) splits b end.
Fixpoint all_positive (K : facts) (q : name) (t : tm) (parts : list (option Q * option Q)) (chains : list (list tm)) : result unit :=
  match parts, chains with
  | [], [] => Ok tt
  | (a, b) :: parts, chain :: chains =>
      match positive_between K q t a b chain with
      | Some true => all_positive K q t parts chains
      | Some false => No no_lemma
      | None => NotHere here_sign
      end
  | _, _ => No no_interval
  end.
Fixpoint put_number (q : name) (c : Q) (t : tm) : tm :=
  match t with
  | TQty p [] => if Pos.eqb p q then TConst c else t
  | TAdd s t => TAdd (put_number q c s) (put_number q c t)
  | TMul s t => TMul (put_number q c s) (put_number q c t)
  | TPow t k => TPow (put_number q c t) k
  | TLog t => TLog (put_number q c t)
  | TExp t => TExp (put_number q c t)
  | _ => t
  end.
(** The points at which the gap is 0; at the others it is > 0. *)
Fixpoint touched (K : facts) (q : name) (t : tm) (points : list Q) : result (list Q) :=
  match points with
  | [] => Ok []
  | c :: points =>
      match number_sign K (put_number q c t), touched K q t points with
      | Some Eq, Ok l => Ok (c :: l)
      | Some Gt, Ok l => Ok l
      | Some Lt, _ => No no_lemma
      | None, _ => NotHere here_number
      | _, r => r
      end
  end.
Definition zero_at (q : name) (points : list Q) : tm :=
  join TMul (TConst 1) (map (fun c => tminus (TQty q []) (TConst c)) points).

(** The condition for equality, if the gap is ≥ 0 in the context. *)
Definition scalar (C : context) (K : facts) (strict : bool) (t : tm) (splits : list Q) (chains : list (list tm)) : result tm :=
  match laws C, quantities C with
  | [], [(q, d)] =>
      match q_alphabets d, domain_of C q (q_sign d) with
      | [], Some D =>
          let a := left_end D in let b := right_end D in
          match all_positive K q t (parts_between a splits b) chains,
                touched K q t (belongs D a ++ belongs D b ++ splits) with
          | Ok tt, Ok l => if strict &&& negb (match l with [] => true | _ => false end) then No not_touching
                           else Ok (zero_at q l)
          | No w, _ | _, No w => No w
          | NotHere w, _ | _, NotHere w => NotHere w
          end
      | _, _ => No no_interval
      end
  | _, _ => No no_interval
  end.

(** ** Soundness *)

Section sound.
  Variables (M : model) (C : context) (q : name) (d : quantity_decl).
  Hypothesis Mo : model_of C M.
  Hypothesis Quantities : quantities C = [(q, d)].
  Hypothesis Letters : q_alphabets d = [].
  Let x := quantity_at M q [].

  Definition inside_domain (D : domain) : Prop :=
    (forall c, In c (lowers D) -> Q2R c <= x) /\ (forall c, In c (uppers D) -> x <= Q2R c) /\
    (forall c, In c (away D) -> x <> Q2R c).

  Lemma linear_sound t c s e : linear q t = Some (c, s) -> Q2R s <> 0 /\ ev M t e = Q2R s * (x - Q2R c).
  Proof.
    unfold linear. destruct (read q [] t) as [[|[[|u [|v [|]]] [|] [|] [|]] [|]]|] eqn:R; try discriminate.
    destruct (Qeq_bool v 0) eqn:Z; [discriminate|]. intros H. injection H as <- <-.
    assert (N : Q2R v <> 0) by (apply Q2R_not_0, Z). split; auto.
    rewrite <- (read_sound q [] M e ltac:(intros p []) t _ R). cbn [at_]. unfold at_part. simpl. rewrite exp_0. fold x.
    rewrite Q2R_red. unfold Qdiv. rewrite Q2R_mult, Q2R_opp, Q2R_inverse. field. exact N.
  Qed.

  Lemma in_range_0 : in_range M (fun _ => O).
  Proof. intros i. apply (sizes_positive C M Mo). Qed.

  Lemma domain_sound D : domain_of C q (q_sign d) = Some D -> inside_domain D.
  Proof.
    assert (S : inside_domain (of_sign (q_sign d))).
    { assert (F : find_name q (quantities C) = Some d).
      { rewrite Quantities. unfold find_name. simpl. rewrite Pos.eqb_refl. reflexivity. }
      pose proof (signs_hold C M Mo q d F []) as H. rewrite Letters in H. specialize (H Logic.I).
      unfold inside_domain. fold x in H. destruct (q_sign d); simpl in *; repeat split; intros c I;
        repeat destruct I as [<-|I]; try contradiction; rewrite ?Q2R_0, ?Q2R_1; lra. }
    unfold domain_of.
    assert (B : forall hs, incl hs (hypotheses C) -> forall D, fold_right (with_bound C q) (Some (of_sign (q_sign d))) hs = Some D ->
      inside_domain D).
    { induction hs as [|h hs IH]; cbn [fold_right]; intros Sub D' H; [injection H as <-; exact S|].
      destruct (fold_right _ _ hs) as [E|]; [|discriminate].
      assert (IE : inside_domain E) by (apply IH; auto; intros y Y; apply Sub; right; exact Y).
      pose proof (hypotheses_hold C M Mo h (Sub h (or_introl eq_refl))) as Hh. cbn [with_bound] in H.
      destruct (h_kind h); [|discriminate]. destruct (linear q _) as [[c s]|] eqn:L; [|discriminate].
      specialize (Hh _ in_range_0). cbv beta in Hh. rewrite <- (inner_outer (fun _ => O)), <- elab_sound in Hh.
      destruct (linear_sound _ _ _ (outer (fun _ => O)) L) as [N V]. rewrite V in Hh.
      destruct IE as (I1 & I2 & I3). injection H as <-. destruct (Qle_bool 0 s) eqn:P; repeat split; auto; cbn [lowers uppers away];
        intros c' [<-|I']; auto.
      - apply Q2R_nonneg in P. assert (0 < Q2R s) by lra. apply Rnot_lt_le. intros X.
        assert (0 < Q2R s * (Q2R c - x)) by (apply Rmult_lt_0_compat; lra). lra.
      - assert (Q2R s < 0).
        { apply Rnot_le_lt. intros X. rewrite <- Q2R_0 in X. apply Rle_Qle, Qle_bool_iff in X. congruence. }
        apply Rnot_lt_le. intros X. assert (0 < - Q2R s * (x - Q2R c)) by (apply Rmult_lt_0_compat; lra). lra. }
    assert (A : forall ss, incl ss (supports C) -> forall D, fold_right (with_away C q)
      (fold_right (with_bound C q) (Some (of_sign (q_sign d))) (hypotheses C)) ss = Some D -> inside_domain D).
    { induction ss as [|s ss IH]; cbn [fold_right]; intros Sub D' H; [apply (B (hypotheses C)); auto using incl_refl|].
      destruct (fold_right _ _ ss) as [E|]; [|discriminate].
      assert (IE : inside_domain E) by (apply IH; auto; intros y Y; apply Sub; right; exact Y).
      pose proof (supports_hold C M Mo s (Sub s (or_introl eq_refl)) _ in_range_0) as Hs. cbn [with_away] in H.
      destruct (elab C (premise s)) as [p| | | | | | | | | | |] eqn:P; try discriminate.
      destruct (linear q _) as [[c r]|] eqn:L; [|discriminate]. destruct (Qeq_bool p 1) eqn:P1; [|discriminate].
      rewrite <- (inner_outer (fun _ => O)), <- !elab_sound, P in Hs. cbn [ev] in Hs.
      apply Qeq_bool_eq, Qeq_eqR in P1. rewrite P1, Q2R_1 in Hs. specialize (Hs ltac:(lra)).
      destruct (linear_sound _ _ _ (outer (fun _ => O)) L) as [N V]. rewrite V in Hs.
      destruct IE as (I1 & I2 & I3). injection H as <-. repeat split; auto. cbn [away]. intros c' [<-|I']; auto.
      intros X. apply Hs. rewrite X. ring. }
    apply A, incl_refl.
  Qed.

  Lemma furthest_In f l c : furthest f l = Some c -> In c l.
  Proof.
    revert c. induction l as [|y l IH]; cbn [furthest fold_right]; [discriminate|]. intros c. fold (furthest f l).
    destruct (furthest f l) as [z|] eqn:E; [|intros H; injection H as <-; left; reflexivity].
    destruct (f y z); intros H; injection H as <-; [left; reflexivity|right; auto].
  Qed.

  Lemma belongs_sound D c : inside_domain D -> x = Q2R c -> In c (belongs D (Some c)).
  Proof.
    intros (_ & _ & A) E. cbn [belongs]. destruct (existsb _ (away D)) eqn:X; [|left; reflexivity].
    apply existsb_exists in X. destruct X as [y [I Y]]. apply Qeq_bool_eq, Qeq_eqR in Y. exfalso. apply (A y I). congruence.
  Qed.

  (** Where the quantity can be. *)
  Lemma covered splits : forall a b,
    (match a with Some a => Q2R a < x | None => True end) -> (match b with Some b => x < Q2R b | None => True end) ->
    (exists p, In p (parts_between a splits b) /\ between (fst p) (snd p) x) \/ exists c, In c splits /\ x = Q2R c.
  Proof.
    induction splits as [|c splits IH]; intros a b A B; cbn [parts_between].
    - left. exists (a, b). split; [left; reflexivity|split; auto].
    - destruct (total_order_T x (Q2R c)) as [[L|L]|L].
      + left. exists (a, Some c). split; [left; reflexivity|split; auto].
      + right. exists c. split; [left; reflexivity|exact L].
      + destruct (IH (Some c) b L B) as [[p [I P]]|[y [I Y]]]; [left; exists p|right; exists y]; split; auto; right; exact I.
  Qed.

  Variables (K : facts) (e : letters).
  Hypothesis G : sound K M.
  Hypothesis V : in_range M e.

  Lemma all_positive_sound t parts : forall chains, all_positive K q t parts chains = Ok tt ->
    forall p, In p parts -> between (fst p) (snd p) x -> 0 < ev M t e.
  Proof.
    induction parts as [|[a b] parts IH]; intros chains H p I; [destruct I|]. cbn [all_positive] in H.
    destruct chains as [|chain chains]; [discriminate|].
    destruct (positive_between K q t a b chain) as [[|]|] eqn:P; try discriminate.
    destruct I as [<-|I]; [|apply (IH chains H p I)]. apply (positive_between_sound K M e q t a b chain G V P).
  Qed.

  Lemma put_number_sound c t : x = Q2R c -> ev M (put_number q c t) e = ev M t e.
  Proof.
    intros X. induction t; cbn [put_number ev]; rewrite ?IHt, ?IHt1, ?IHt2; auto.
    destruct at_; auto. destruct (Pos.eqb_spec q0 q) as [->|]; auto.
  Qed.

  Lemma touched_sound t points : forall l, touched K q t points = Ok l ->
    (forall c, In c l -> In c points /\ (x = Q2R c -> ev M t e = 0)) /\
    (forall c, In c points -> x = Q2R c -> 0 < ev M t e \/ In c l).
  Proof.
    induction points as [|c points IH]; intros l; cbn [touched].
    - intros H. injection H as <-. split; intros ? [].
    - destruct (number_sign K (put_number q c t)) as [o|] eqn:S; [|discriminate].
      pose proof (number_sign_sound K M _ e o G V S) as So.
      destruct (touched K q t points) as [k| |]; [|destruct o; discriminate|destruct o; discriminate].
      destruct (IH k eq_refl) as [I1 I2].
      destruct o; try discriminate; intros H; injection H as <-; split; intros y.
      + intros [<-|I]; [split; [left; reflexivity|intros X; rewrite put_number_sound in So by exact X; exact So]|].
        destruct (I1 y I). split; auto. right. auto.
      + intros [<-|I] X; [right; left; reflexivity|]. destruct (I2 y I X); auto. right. right. auto.
      + intros I. destruct (I1 y I). split; auto. right. auto.
      + intros [<-|I] X; auto. left. rewrite put_number_sound in So by exact X. exact So.
  Qed.

  Lemma zero_at_sound l : ev M (zero_at q l) e = 0 <-> exists c, In c l /\ x = Q2R c.
  Proof.
    unfold zero_at. rewrite join_mul. induction l as [|c l IH]; cbn [map fold_right].
    - split; [lra|intros [c [[] _]]].
    - rewrite ev_minus. cbn [ev map]. fold x. split.
      + intros H. apply Rmult_integral in H. destruct H as [H|H]; [exists c; split; [left; reflexivity|lra]|].
        apply IH in H. destruct H as [y [I Y]]. exists y. split; auto. right. exact I.
      + intros [y [[<-|I] Y]]; [rewrite Y; ring|]. rewrite (proj2 IH); [ring|eauto].
  Qed.
End sound.

Lemma scalar_sound C K M e strict t splits chains z : model_of C M -> sound K M -> in_range M e ->
  scalar C K strict t splits chains = Ok z ->
  0 <= ev M t e /\ (strict = true -> 0 < ev M t e) /\ (ev M t e = 0 <-> ev M z e = 0).
Proof.
  intros Mo G V. unfold scalar. destruct (laws C); [|discriminate].
  destruct (quantities C) as [|[q d] [|]] eqn:Qs; try discriminate.
  destruct (q_alphabets d) eqn:Al; [|discriminate]. destruct (domain_of C q (q_sign d)) as [D|] eqn:Do; [|discriminate].
  pose proof (domain_sound M C q d Mo Qs Al D Do) as In_D.
  destruct (all_positive K q t _ chains) as [[]| |] eqn:P; try discriminate;
    destruct (touched K q t _) as [l| |] eqn:T; try discriminate.
  pose proof (all_positive_sound M q K e G V t _ chains P) as Pos.
  destruct (touched_sound M q K e G V t _ l T) as [T1 T2].
  set (a := left_end D) in *. set (b := right_end D) in *. set (x := quantity_at M q []) in *.
  assert (A : match a with Some a => Q2R a <= x | None => True end).
  { destruct a as [c|] eqn:E; auto. apply In_D. unfold a, left_end in E. apply (furthest_In _ _ _ E). }
  assert (B : match b with Some b => x <= Q2R b | None => True end).
  { destruct b as [c|] eqn:E; auto. apply In_D. unfold b, right_end in E. apply (furthest_In _ _ _ E). }
  assert (Cases : 0 < ev M t e \/ exists c, In c l /\ x = Q2R c).
  { assert (Pt : forall c, In c (belongs D a ++ belongs D b ++ splits) -> x = Q2R c -> 0 < ev M t e \/ exists c, In c l /\ x = Q2R c).
    { intros c I X. destruct (T2 c I X); eauto. }
    assert (At_a : forall c, a = Some c -> x = Q2R c -> 0 < ev M t e \/ exists c, In c l /\ x = Q2R c).
    { intros c E X. apply (Pt c); auto. apply in_or_app. left. rewrite E. apply (belongs_sound M q D c In_D X). }
    assert (At_b : forall c, b = Some c -> x = Q2R c -> 0 < ev M t e \/ exists c, In c l /\ x = Q2R c).
    { intros c E X. apply (Pt c); auto. apply in_or_app. right. apply in_or_app. left. rewrite E. apply (belongs_sound M q D c In_D X). }
    assert (Ta : (exists c, a = Some c /\ x = Q2R c) \/ match a with Some c => Q2R c < x | None => True end).
    { destruct a as [c|]; auto. destruct (Req_EM_T x (Q2R c)); [left; eauto|right; lra]. }
    assert (Tb : (exists c, b = Some c /\ x = Q2R c) \/ match b with Some c => x < Q2R c | None => True end).
    { destruct b as [c|]; auto. destruct (Req_EM_T x (Q2R c)); [left; eauto|right; lra]. }
    destruct Ta as [[c [E X]]|Ta]; [apply (At_a c E X)|]. destruct Tb as [[c [E X]]|Tb]; [apply (At_b c E X)|].
    destruct (covered M q splits a b Ta Tb) as [[p [I X]]|[c [I X]]].
    - left. apply (Pos p I X).
    - apply (Pt c); auto. apply in_or_app. right. apply in_or_app. right. exact I. }
  assert (Z : 0 <= ev M t e /\ (ev M t e = 0 <-> exists c, In c l /\ x = Q2R c)).
  { destruct Cases as [L|[c [I X]]].
    - split; [lra|]. split; [lra|]. intros [c [I X]]. apply (T1 c I), X.
    - destruct (T1 c I) as [_ H]. specialize (H X). split; [lra|]. split; eauto. }
  destruct Z as [Z1 Z2].
  destruct (strict &&& negb (match l with [] => true | _ => false end)) eqn:S; [discriminate|]. intros H. injection H as <-.
  split; auto. split.
  - intros E. rewrite E in S. destruct l; [|discriminate S]. destruct Cases as [L|[c [[] _]]]. exact L.
  - rewrite Z2. symmetry. apply zero_at_sound.
Qed.
