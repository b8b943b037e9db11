(** What certificates about spaces say: σ-finite measure spaces as part of the model, integrals with
    values in [0, ∞], what "almost every" means, and what a theorem claims provided that integrals
    converge absolutely.

    This file is to contexts with spaces what Semantics.v is to those without. Rocq's standard library
    has no Lebesgue integral, so a model brings its own, and what is assumed of it stands in [measures]:
    a few facts of every textbook (Tonelli among them) that hold of every family of σ-finite measure
    spaces, none of them null. A finite alphabet is one of these, with the counting measure (Counting.v);
    there an integral is a sum, and "almost every" is "every". *)

From Coq Require Import Reals ZArith QArith Qreals List.
From Derive Require Import Terms Semantics.
Import ListNotations.
Local Open Scope R_scope.

(** ** [0, ∞] *)

Inductive ext := Fin (x : R) | Inf.

Definition eplus (x y : ext) : ext := match x, y with Fin x, Fin y => Fin (x + y) | _, _ => Inf end.
Definition escale (c : R) (x : ext) : ext :=              (* 0 · ∞ = 0 *)
  match x with Fin x => Fin (c * x) | Inf => if Req_EM_T c 0 then Fin 0 else Inf end.
Definition ele (x y : ext) : Prop :=
  match x, y with _, Inf => True | Fin x, Fin y => x <= y | Inf, Fin _ => False end.
Definition finite (x : ext) : Prop := match x with Fin _ => True | Inf => False end.
Definition real (x : ext) : R := match x with Fin x => x | Inf => 0 end.
Definition infinite (x : ext) : R := match x with Fin _ => 0 | Inf => 1 end.

(** ** Models *)

(** The points of all alphabets are in one type; the measure of an alphabet sees its own points only,
    so it does not matter what laws and quantities are at others. [integral a f] is ∫ f over the alphabet
    a, for measurable f ≥ 0. [measurable] says which real functions of letters are: those of the product
    σ-algebra. *)
Record space_model := SpaceModel {
  point : Type;
  law_of : name -> list point -> R;
  quantity_of : name -> list point -> R;
  integral : name -> (point -> ext) -> ext;
  measurable : ((index -> point) -> R) -> Prop
}.

Section model.
  Variable M : space_model.

  Definition places := index -> point M.                  (* the point that a letter stands for *)
  Definition put (e : places) (i : index) (k : point M) : places :=
    fun j => if same_index i j then k else e j.

  (** Functions of letters to [0, ∞] that are measurable. *)
  Definition emeasurable (F : places -> ext) : Prop :=
    measurable M (fun e => real (F e)) /\ measurable M (fun e => infinite (F e)) /\
    forall e, 0 <= real (F e).

  (** ∫ F over one letter, and over several. *)
  Definition over (i : index) (F : places -> ext) : places -> ext :=
    fun e => integral M (i_alphabet i) (fun k => F (put e i k)).
  Fixpoint integrate (b : list index) (F : places -> ext) : places -> ext :=
    match b with [] => F | i :: b => over i (integrate b F) end.

  (** What is assumed of the measurable functions and of the integrals. *)
  Record measures : Prop := {
    m_const : forall c, measurable M (fun _ => c);
    m_plus : forall f g, measurable M f -> measurable M g -> measurable M (fun e => f e + g e);
    m_times : forall f g, measurable M f -> measurable M g -> measurable M (fun e => f e * g e);
    m_inverse : forall f, measurable M f -> measurable M (fun e => / f e);
    m_log : forall f, measurable M f -> measurable M (fun e => log (f e));
    m_exp : forall f, measurable M f -> measurable M (fun e => exp (f e));
    m_nonzero : forall f, measurable M f -> measurable M (fun e => nonzero (f e));
    m_positive : forall f, measurable M f -> measurable M (fun e => Rmax (f e) 0);
    m_law : forall l b, measurable M (fun e => law_of M l (map e b));
    m_law_nonneg : forall l r, 0 <= law_of M l r;
    m_quantity : forall q b, measurable M (fun e => quantity_of M q (map e b));
    m_letters : forall f (r : index -> index), (forall i, i_alphabet (r i) = i_alphabet i) ->
      measurable M f -> measurable M (fun e => f (fun i => e (r i)));
    m_integral : forall i F, emeasurable F -> emeasurable (over i F);

    i_plus : forall i F G e, emeasurable F -> emeasurable G ->
      over i (fun e => eplus (F e) (G e)) e = eplus (over i F e) (over i G e);
    i_scale : forall i F c e, emeasurable F -> 0 <= c ->
      over i (fun e => escale c (F e)) e = escale c (over i F e);
    i_monotone : forall i F G e, emeasurable F -> emeasurable G ->
      (forall e, ele (F e) (G e)) -> ele (over i F e) (over i G e);
    i_null : forall i N F G e, emeasurable N -> emeasurable F -> emeasurable G -> over i N e = Fin 0 ->
      (forall k, N (put e i k) = Fin 0 -> F (put e i k) = G (put e i k)) -> over i F e = over i G e;
    i_finite : forall i F e, emeasurable F -> finite (over i F e) ->
      over i (fun e => Fin (infinite (F e))) e = Fin 0;
    i_tonelli : forall i j F e, emeasurable F -> over i (over j F) e = over j (over i F) e;
    i_not_null : forall i e, over i (fun _ => Fin 1) e <> Fin 0
  }.

  (** Finitely many points, each of measure 1: integrals are finite sums. *)
  Definition counted (a : name) : Prop := exists points, NoDup points /\
    forall f, integral M a f = fold_right (fun k x => eplus (f k) x) (Fin 0) points.

  (** ** Almost every; integrals of real functions *)

  (** P but where some N > 0 whose integral is 0: over b from e on, or everywhere. *)
  Definition almost_over (b : list index) (P : places -> Prop) (e : places) : Prop :=
    exists N, emeasurable N /\ (forall e, N e = Fin 0 -> P e) /\ integrate b N e = Fin 0.
  Definition almost (P : places -> Prop) : Prop :=
    exists b N, emeasurable N /\ (forall e, N e = Fin 0 -> P e) /\ forall e, integrate b N e = Fin 0.

  Definition converges (b : list index) (f : places -> R) (e : places) : Prop :=
    finite (integrate b (fun e => Fin (Rabs (f e))) e).

  (** ∫ f⁺ − ∫ f⁻ where both are finite, 0 where not. *)
  Definition integral_of (b : list index) (f : places -> R) (e : places) : R :=
    match integrate b (fun e => Fin (Rmax (f e) 0)) e, integrate b (fun e => Fin (Rmax (- f e) 0)) e with
    | Fin x, Fin y => x - y
    | _, _ => 0
    end.

  (** A law at these points, integrated over the variables that have none; 0 where that is ∞. *)
  Fixpoint marginal_of (e : places) (args : list arg) (f : list (point M) -> ext) : ext :=
    match args with
    | [] => f []
    | At i :: args => marginal_of e args (fun r => f (e i :: r))
    | Over a :: args => integral M a (fun k => marginal_of e args (fun r => f (k :: r)))
    end.

  (** ** Terms *)

  Section meaning.
    Variable C : context.

    Fixpoint svalue (t : term) (e : places) : R :=
      match t with
      | Const q => Q2R q
      | LawTerm l at_ =>
          match find_name l (laws C) with
          | Some d => real (marginal_of e (args_of d at_) (fun r => Fin (law_of M l r)))
          | None => 0
          end
      | Quantity q at_ => quantity_of M q (map e at_)
      | Card _ | Delta _ _ => 0                           (* never accepted: a space has neither *)
      | Add ts => fold_right (fun t x => svalue t e + x) 0 ts
      | Mul ts => fold_right (fun t x => svalue t e * x) 1 ts
      | Pow t k => powerRZ (svalue t e) k
      | Log t => log (svalue t e)
      | Exp t => exp (svalue t e)
      | Nonzero t => nonzero (svalue t e)
      | Sum b t => integral_of b (svalue t) e
      end.

    (** As in Semantics.v; a sum is defined where its summand is at almost every point. *)
    Fixpoint sdefined (t : term) (e : places) : Prop :=
      match t with
      | Const _ | LawTerm _ _ | Quantity _ _ | Card _ | Delta _ _ => True
      | Add ts => fold_right (fun t P => sdefined t e /\ P) True ts
      | Mul ts => fold_right (fun t P => sdefined t e /\ P) True ts \/
                  fold_right (fun t P => (sdefined t e /\ svalue t e = 0) \/ P) False ts
      | Pow t k => sdefined t e /\ ((k < 0)%Z -> svalue t e <> 0)
      | Log t => sdefined t e /\ 0 < svalue t e
      | Exp t | Nonzero t => sdefined t e
      | Sum b t => almost_over b (sdefined t) e
      end.

    Definition svanishes (t : term) : Prop := almost (fun e => svalue t e = 0).

    (** 1 in all over the outputs, at almost all points for the inputs. *)
    Definition is_density (l : name) (d : law_decl) : Prop :=
      forall os is, map i_alphabet os = map snd (outputs d) -> map i_alphabet is = map snd (inputs d) ->
        NoDup (os ++ is) ->
        almost (fun e => integrate os (fun e => Fin (law_of M l (map e (os ++ is)))) e = Fin 1).

    Record space_model_of : Prop := {
      are_measures : measures;
      alphabets_counted : forall a, ~ In a (spaces C) -> counted a;
      laws_are_densities : forall l d, find_name l (laws C) = Some d -> is_density l d;
      ssigns_hold : forall q d, find_name q (quantities C) = Some d ->
        forall r, has_sign (q_sign d) (quantity_of M q r);
      ssupports_hold : forall s, In s (supports C) ->
        almost (fun e => svalue (premise s) e <> 0 -> svalue (conclusion s) e <> 0);
      shypotheses_hold : forall h, In h (hypotheses C) ->
        almost (fun e => match h_kind h with
                         | AtLeastZero => 0 <= svalue (h_term h) e
                         | IsZero => svalue (h_term h) e = 0
                         end)
    }.

    (** Absolutely, for almost all values of its free letters. *)
    Definition sconverges (t : term) : Prop :=
      match t with Sum b t => almost (converges b (svalue t)) | _ => False end.

    Definition sholds (s : statement) : Prop :=
      almost (fun e => compare (srel s) (svalue (lhs s) e) (svalue (rhs s) e)).
    Definition swell_posed (s : statement) : Prop :=
      almost (fun e => sdefined (lhs s) e /\ sdefined (rhs s) e).
    Definition sequal_exactly_if (s : statement) (conditions : list term) : Prop :=
      almost (fun e => svalue (lhs s) e = svalue (rhs s) e) <->
      (forall c, In c conditions -> svanishes c).
  End meaning.
End model.

(** What a theorem claims in a context C, where [provided] (of context P) converge; and that it is well
    posed there. *)
Definition sclaim (P : context) (provided : list term) (C : context) (s : statement) (r : rule) : Prop :=
  forall M, space_model_of M C -> (forall t, In t provided -> sconverges M P t) ->
    sholds M C s /\
    match r with WithEquality _ conditions _ _ => sequal_exactly_if M C s conditions | _ => True end.
Definition sposed (P : context) (provided : list term) (C : context) (s : statement) : Prop :=
  forall M, space_model_of M C -> (forall t, In t provided -> sconverges M P t) -> swell_posed M C s.
