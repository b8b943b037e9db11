(** The language of certificates: what [derive check --certificates] writes, as inductive types.

    It mirrors [derive/kernel/terms.py], [certificates.py], [equality.py], [instance.py] and
    [scalar.py], kind of node by kind of node, and says nothing about meaning or truth: meaning is
    in Semantics.v. A name is a number; which number stands for which name is said in a table that
    the translator writes beside each certificate, the same name being the same number all through a
    certificate. So names are equal exactly when their numbers are, and comparing them is quick. *)

From Coq Require Import List ZArith QArith String.
Import ListNotations.
Local Open Scope positive_scope.

Definition name := positive.

(** ** Terms *)

(** An index [i_name] that runs over the alphabet [i_alphabet]. *)
Record index := Index { i_name : name; i_alphabet : name }.

Inductive term :=
| Const (value : Q)
| LawTerm (law : name) (at_ : list (name * index))   (* (variable, index): a marginal *)
| Quantity (quantity : name) (at_ : list index)
| Card (alphabet : name)                             (* the size of an alphabet *)
| Delta (i j : index)                                (* [i = j] *)
| Add (terms : list term)
| Mul (factors : list term)
| Pow (base : term) (exponent : Z)
| Log (arg : term)
| Exp (arg : term)
| Nonzero (arg : term)                               (* [arg <> 0] *)
| Sum (indices : list index) (body : term).

(** ** Contexts *)

(** A law: outputs and inputs are (variable, alphabet). *)
Record law_decl := LawDecl { outputs : list (name * name); inputs : list (name * name) }.

Inductive sign := AnySign | SignNonneg | SignPos | SignUnit.
Record quantity_decl := QuantityDecl { q_alphabets : list name; q_sign : sign }.

(** For all free indices: premise <> 0 implies conclusion <> 0. *)
Record support := Support { s_name : name; premise : term; conclusion : term }.

(** For all free indices: term >= 0, or term = 0. *)
Inductive kind := AtLeastZero | IsZero.
Record hypothesis := Hyp { h_name : name; h_kind : kind; h_term : term }.

Record context := Context {
  laws : list (name * law_decl);
  quantities : list (name * quantity_decl);
  supports : list support;
  hypotheses : list hypothesis;
  spaces : list name                                 (* alphabets that are measure spaces *)
}.

(** ** Statements *)

Inductive rel := REq | RLe | RGe | RLt | RGt.
Record statement := Statement { lhs : term; srel : rel; rhs : term }.

(** ** Forms: what an inequality is the sum of *)

Definition renaming := list (index * index).

(** Theorems of a certificate are counted from 0, in its order. *)
Inductive form :=
| Tangent (b : list index) (weight point : term)
| Nonneg (b : list index) (weight : term)
| Gap (b : list index) (weight of : term)
| Part (b : list index) (weight : term) (whole_indices : list index) (whole_body : term)
       (at_ : list index)
| Given (hyp : name) (at_ : renaming) (b : list index) (weight : term)
| Known (thm : nat) (at_ : renaming) (b : list index) (weight : term)
| Square (b : list index) (weight of : term)
| Positive (b : list index) (weight : term)
| Information (law : name) (left right given : list name) (weight : term).

(** ** Steps from equations to equations; these are counted from 0, those given first *)

Inductive step :=
| Linear (result : term) (parts : list (nat * renaming * term)) (b : list index)
| Rewrite (result : term) (source : nat) (atom by_ : term) (target : option nat)
| Vanishing (result : term) (source : nat) (forms : list form).

(** ** Rules *)

(** What is put for a law or a quantity: the indices of its variables, and a term. *)
Record put := Put { p_indices : list index; p_term : term }.
Record substitution := Substitution {
  sub_alphabets : list (name * list name);
  sub_laws : list (name * put);
  sub_quantities : list (name * put)
}.

Inductive rule :=
| Prove (forms : list form)
| Antisymmetric (one other : nat)
| ByEquations (steps : list step)
| WithEquality (of : nat) (conditions : list term) (forward backward : list step)
| Instance (general : nat) (sigma : substitution)
| Scalar (splits : list Q) (multipliers : list (list term))
| Cite (source : name)
| Admit (why : name).

(** A theorem is claimed in one of the certificate's contexts, counted from 0; its rule may use the
    theorems before it. What a certificate is about is its last theorem. *)
Record row := Row { r_context : nat; r_statement : statement; r_rule : rule }.
Record certificate := Certificate { contexts : list context; rows : list row }.

(** ** What a checker says of a certificate: which row, and why

    A certificate is refused where a row says what does not follow; it is beyond the checker where a
    row has a node or a rule that the checker does not cover (no word about whether it is right). *)

Inductive verdict :=
| Accepted
| Refused (at_row : nat) (why : string)
| Beyond (at_row : nat) (why : string).

(** ** Induction over terms, which Rocq does not find by itself under lists *)

Section term_induction.
  Variable P : term -> Prop.
  Hypothesis HConst : forall q, P (Const q).
  Hypothesis HLaw : forall l at_, P (LawTerm l at_).
  Hypothesis HQuantity : forall q at_, P (Quantity q at_).
  Hypothesis HCard : forall a, P (Card a).
  Hypothesis HDelta : forall i j, P (Delta i j).
  Hypothesis HAdd : forall ts, Forall P ts -> P (Add ts).
  Hypothesis HMul : forall ts, Forall P ts -> P (Mul ts).
  Hypothesis HPow : forall t k, P t -> P (Pow t k).
  Hypothesis HLog : forall t, P t -> P (Log t).
  Hypothesis HExp : forall t, P t -> P (Exp t).
  Hypothesis HNonzero : forall t, P t -> P (Nonzero t).
  Hypothesis HSum : forall b t, P t -> P (Sum b t).

  Fixpoint term_induction (t : term) : P t :=
    let fix each (ts : list term) : Forall P ts :=
      match ts with
      | [] => Forall_nil P
      | t :: ts => Forall_cons t (term_induction t) (each ts)
      end in
    match t with
    | Const q => HConst q
    | LawTerm l at_ => HLaw l at_
    | Quantity q at_ => HQuantity q at_
    | Card a => HCard a
    | Delta i j => HDelta i j
    | Add ts => HAdd ts (each ts)
    | Mul ts => HMul ts (each ts)
    | Pow t k => HPow t k (term_induction t)
    | Log t => HLog t (term_induction t)
    | Exp t => HExp t (term_induction t)
    | Nonzero t => HNonzero t (term_induction t)
    | Sum b t => HSum b t (term_induction t)
    end.
End term_induction.
