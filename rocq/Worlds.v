(** What rules are about, whatever letters stand for: a world, in which something may hold always (at all letters; over
    spaces at almost all points), and a judge, who knows in a context what is ≥ 0, what is never 0, what cancels.
    Rules are stated, and proved right, over these (Forms.v, Steps.v, Rules.v): once for finite alphabets
    (Finitely.v), once for spaces (Almost.v). *)

From Coq Require Import String Reals ZArith QArith Qreals List Bool Lra.
From Derive Require Import Terms Semantics Analysis Core Mono Close Laws Signs Elaborate Contexts.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

(** ** What a rule says: a theorem, why not, or that it is beyond the checker *)

Inductive result (A : Type) := Ok (a : A) | No (why : string) | NotHere (why : string).
Arguments Ok {A}. Arguments No {A}. Arguments NotHere {A}.
Definition bind {A B} (x : result A) (f : A -> result B) : result B :=
  match x with Ok a => f a | No why => No why | NotHere why => NotHere why end.
Notation "'let*' x := a 'in' b" := (bind a (fun x => b)) (at level 200, x pattern, right associativity).
Definition need {A} (x : option A) (otherwise : string) : result A :=
  match x with Some a => Ok a | None => No otherwise end.
Definition require (b : bool) (otherwise : string) : result unit := if b then Ok tt else No otherwise.
Fixpoint each {A B} (f : A -> result B) (l : list A) : result (list B) :=
  match l with [] => Ok [] | x :: l => let* y := f x in let* k := each f l in Ok (y :: k) end.

Lemma bind_ok {A B} (x : result A) (f : A -> result B) y : bind x f = Ok y -> exists a, x = Ok a /\ f a = Ok y.
Proof. destruct x; [eauto|discriminate|discriminate]. Qed.
Lemma need_ok {A} (x : option A) w a : need x w = Ok a -> x = Some a.
Proof. destruct x; simpl; congruence. Qed.
Lemma require_ok b w u : require b w = Ok u -> b = true.
Proof. destruct b; simpl; congruence. Qed.
(** All that was asked for on the way to a result. *)
Ltac asked := repeat match goal with
  | H : bind _ _ = Ok _ |- _ => apply bind_ok in H; destruct H as [? [? H]]
  | H : need _ _ = Ok _ |- _ => apply need_ok in H
  | H : require _ _ = Ok _ |- _ => apply require_ok in H
  | H : Ok _ = Ok _ |- _ => injection H as <-
  end.

Fixpoint mapM {A B} (f : A -> option B) (l : list A) : option (list B) :=
  match l with
  | [] => Some []
  | x :: l => match f x, mapM f l with Some y, Some k => Some (y :: k) | _, _ => None end
  end.
Lemma mapM_In {A B} (f : A -> option B) l : forall k, mapM f l = Some k ->
  (forall y, In y k -> exists x, In x l /\ f x = Some y) /\ (forall x, In x l -> exists y, In y k /\ f x = Some y).
Proof.
  induction l as [|x l IH]; simpl; intros k H; [injection H as <-; split; intros ? []|].
  destruct (f x) as [y|] eqn:F; [|discriminate]. destruct (mapM f l) as [k'|]; [|discriminate].
  injection H as <-. destruct (IH _ eq_refl) as [I1 I2]. split; intros z [<-|Z]; simpl.
  - eauto.
  - destruct (I1 z Z) as [u [U E]]. eauto.
  - eauto.
  - destruct (I2 z Z) as [u [U E]]. eauto.
Qed.
Lemma each_In {A B} (f : A -> result B) l : forall k, each f l = Ok k ->
  forall y, In y k -> exists x, In x l /\ f x = Ok y.
Proof.
  induction l as [|x l IH]; simpl; intros k H y I; asked; [destruct I|]. destruct I as [<-|I]; [eauto|].
  edestruct IH as [z [J E]]; eauto.
Qed.

(** ** Worlds *)

Record world := World {
  place : Type;                                       (* what letters stand for *)
  always : (place -> Prop) -> Prop;
  val : tm -> place -> R;
  relettered : renaming -> place -> place;  
  some_positive : list index -> tm -> Prop            (* a sum of what is ≥ 0 is > 0 *)
}.

Record lawful (W : world) : Prop := {
  w_all : forall P : place W -> Prop, (forall e, P e) -> always W P;
  w_then : forall P Q : place W -> Prop, always W P -> always W (fun e => P e -> Q e) -> always W Q;
  w_positive : forall b t, some_positive W b t -> always W (fun e => val W t e = 0) -> always W (fun _ => False);
  w_here : forall e, relettered W [] e = e;
  w_const : forall c e, val W (TConst c) e = Q2R c;
  w_add : forall s t e, val W (TAdd s t) e = val W s e + val W t e;
  w_mul : forall s t e, val W (TMul s t) e = val W s e * val W t e;
  w_pow : forall t k e, val W (TPow t k) e = powerRZ (val W t e) k;
  w_log : forall t e, val W (TLog t) e = log (val W t e);
  w_nonzero : forall t e, val W (TNz t) e = nonzero (val W t e)
}.

(** ** Theorems made so far *)

(** In context number [t_context]: [t_gap] is ≥ 0 (RLe or RGe), > 0 (strict), or = 0. It is 0 always
    exactly when all of [t_zero] are; [t_scalar]: place by place. *)
Record thm := Thm { t_context : nat; t_gap : tm; t_rel : rel; t_zero : list tm; t_scalar : bool }.

Definition is_equation_rel (r : rel) : bool := match r with REq => true | _ => false end.
Definition gap_holds (r : rel) (x : R) : Prop :=
  match r with REq => x = 0 | RLe | RGe => 0 <= x | RLt | RGt => 0 < x end.

(** Sums over [f_over] of [f_summand]; an equation, or ≥ 0; [f_positive]: > 0 always. *)
Record checked := Checked {
  f_over : list index;
  f_summand : tm;
  f_equation : bool;
  f_positive : bool;
  f_zero : list tm
}.
Definition f_value (f : checked) : tm := sums (f_over f) (f_summand f).

Section holds.
  Variable W : world.
  Definition zero (t : tm) : Prop := always W (fun e => val W t e = 0).
  Definition all_zero (l : list tm) : Prop := forall z, In z l -> zero z.
  Record thm_holds (t : thm) : Prop := {
    th_gap : always W (fun e => gap_holds (t_rel t) (val W (t_gap t) e));
    th_zero : zero (t_gap t) <-> all_zero (t_zero t);
    th_scalar : t_scalar t = true ->
      always W (fun e => val W (t_gap t) e = 0 <-> forall z, In z (t_zero t) -> val W z e = 0)
  }.
  Record form_holds (f : checked) : Prop := {
    fh_sign : always W (fun e => if f_equation f then val W (f_summand f) e = 0 else 0 <= val W (f_summand f) e);
    fh_positive : f_positive f = true -> some_positive W (f_over f) (f_summand f);
    fh_zero : zero (f_summand f) <-> all_zero (f_zero f)
  }.

  Hypothesis L : lawful W.
  Lemma always1 (P Q : place W -> Prop) : (forall e, P e -> Q e) -> always W P -> always W Q.
  Proof. intros H A. apply (w_then W L P); auto. apply (w_all W L). exact H. Qed.
  Lemma always2 (P Q S : place W -> Prop) : (forall e, P e -> Q e -> S e) -> always W P -> always W Q -> always W S.
  Proof. intros H A B. apply (w_then W L Q); auto. apply (always1 P); auto. Qed.
  Lemma always_list {A} (l : list A) (P : A -> place W -> Prop) : (forall x, In x l -> always W (P x)) ->
    always W (fun e => forall x, In x l -> P x e).
  Proof.
    induction l as [|x l IH]; intros H; [apply (w_all W L); intros e y []|].
    apply (always2 (P x) (fun e => forall y, In y l -> P y e)); [|apply H; left; auto|apply IH; intros; apply H; right; auto].
    intros e Px Pl y [<-|I]; auto.
  Qed.
  Lemma zero_iff s t : always W (fun e => val W s e = 0 <-> val W t e = 0) -> zero s <-> zero t.
  Proof. intros A. split; intros Z; apply (always2 _ _ _) with (2 := A) (3 := Z); tauto. Qed.
  Lemma all_zero_one t : all_zero [t] <-> zero t.
  Proof. unfold all_zero. simpl. split; intros H; [auto|intros z [<-|[]]; auto]. Qed.
  Lemma all_zero_app k l : all_zero k -> all_zero l -> all_zero (k ++ l).
  Proof. intros A B z I. apply in_app_or in I. destruct I; auto. Qed.
  Lemma w_minus s t e : val W (tminus s t) e = val W s e - val W t e.
  Proof. unfold tminus, tneg. rewrite (w_add W L), (w_mul W L), (w_const W L), Q2R_m1. ring. Qed.
End holds.

(** ** Judges *)

Record judge := Judge {
  elaborated : term -> tm;
  given_here : list hypothesis;
  context_here : nat;
  made_before : list (result thm);
  usable_here : thm -> bool;                          (* its context is part of this one *)
  moved : renaming -> tm -> option tm;                (* a term at other letters *)
  replaced : tm -> tm -> tm -> tm;                    (* b for a in a term *)
  nonneg : tm -> bool;
  never_0 : tm -> bool;
  positive_if : tm -> tm -> bool;                     (* t > 0 where w is not 0 *)
  positive_sum : list index -> tm -> bool;
  less_part : list index -> list index -> tm -> result tm;   (* a sum less its summand at these letters *)
  remainder_0 : tm -> list checked -> bool;           (* a term is the sum of these forms *)
  other_rules : statement -> rule -> result (list tm * bool)   (* when both sides are equal; place by place *)
}.
Definition gap_of (J : judge) (s : statement) : tm := gap (elaborated J (lhs s)) (srel s) (elaborated J (rhs s)).
Definition concluded (J : judge) (s : statement) (zeros : list tm) (scalar : bool) : thm :=
  Thm (context_here J) (gap_of J s) (srel s) zeros scalar.

Record fair (W : world) (J : judge) : Prop := {
  j_lawful : lawful W;
  j_given : forall h, In h (given_here J) -> always W (fun e => kind_holds (h_kind h) (val W (elaborated J (h_term h)) e));
  j_made : forall t, In (Ok t) (made_before J) -> usable_here J t = true -> thm_holds W t;
  j_moved : forall r t u, moved J r t = Some u -> (forall e, val W u e = val W t (relettered W r e)) /\
    forall P, always W P -> always W (fun e => P (relettered W r e));
  j_replaced : forall a b t, always W (fun e => val W a e = val W b e) ->
    always W (fun e => val W (replaced J a b t) e = val W t e);
  j_nonneg : forall w, nonneg J w = true -> always W (fun e => 0 <= val W w e);
  j_never_0 : forall w, never_0 J w = true -> always W (fun e => val W w e <> 0);
  j_positive_if : forall w t, positive_if J w t = true -> always W (fun e => val W w e <> 0 -> 0 < val W t e);
  j_positive_sum : forall b w u, positive_sum J b w = true -> always W (fun e => 0 <= val W w e) ->
    always W (fun e => 0 <= val W u e /\ (val W w e <> 0 -> val W u e <> 0)) -> some_positive W b u;
  j_less_part : forall b at_ t u, less_part J b at_ t = Ok u -> always W (fun e => 0 <= val W t e) ->
    always W (fun e => 0 <= val W u e);
  j_remainder : forall gap l, remainder_0 J gap l = true -> (forall f, In f l -> form_holds W f) ->
    always W (fun e => 0 <= val W gap e /\ (all f_equation l = true -> val W gap e = 0) /\
      (any f_positive l = true -> 0 < val W gap e)) /\
    (zero W gap <-> all_zero W (flat_map f_zero l));
  j_other : forall s r z, other_rules J s r = Ok z -> thm_holds W (concluded J s (fst z) (snd z))
}.
