(** What certificates say: models, the meaning of terms in the reals, what a theorem claims.

    This file is what a reader has to believe; all others only compute and prove. Alphabets are
    finite and not empty, of any size; a free letter means "for every letter". Everything is total,
    with [x/0 = 0] (as in Rocq's reals, [Rinv_0]) and [log x = ln |x|], [log 0 = 0]. Contexts with
    spaces have no meaning here yet: the checker answers "beyond" to them. *)

From Coq Require Import Reals ZArith QArith Qreals List.
From Derive Require Import Terms.
Import ListNotations.
Local Open Scope R_scope.

(** ** Real functions *)

Definition log (x : R) : R := ln (Rabs x).   (* Rocq's [ln] is 0 where it is not defined *)
Definition nonzero (x : R) : R := if Req_EM_T x 0 then 0 else 1.

(** [f 0 + ... + f (n - 1)] *)
Fixpoint total (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S n => total n f + f n end.

(** ** Models *)

(** A size for every alphabet, whose letters are the numbers below it; a value for every law at
    letters for its outputs, then its inputs; a value for every quantity at letters. *)
Record model := Model {
  size : name -> nat;
  law_at : name -> list nat -> R;
  quantity_at : name -> list nat -> R
}.

(** Which letter a free index stands for. *)
Definition letters := index -> nat.
Definition in_range (M : model) (e : letters) : Prop := forall i, (e i < size M (i_alphabet i))%nat.

Definition same_index (i j : index) : bool :=
  Pos.eqb (i_name i) (i_name j) && Pos.eqb (i_alphabet i) (i_alphabet j).
Definition set (e : letters) (i : index) (k : nat) : letters :=
  fun j => if same_index i j then k else e j.

Definition find_name {A} (n : name) (l : list (name * A)) : option A :=
  option_map snd (find (fun x => Pos.eqb (fst x) n) l).

(** A variable of a law at a letter, or summed over its alphabet. *)
Inductive arg := At (i : index) | Over (a : name).

Definition args_of (d : law_decl) (at_ : list (name * index)) : list arg :=
  map (fun va => match find_name (fst va) at_ with Some i => At i | None => Over (snd va) end)
      (outputs d ++ inputs d).

(** The marginal: [f] at these letters, summed over the variables that have none. *)
Fixpoint marginal (M : model) (e : letters) (args : list arg) (f : list nat -> R) : R :=
  match args with
  | [] => f []
  | At i :: args => marginal M e args (fun r => f (e i :: r))
  | Over a :: args => total (size M a) (fun k => marginal M e args (fun r => f (k :: r)))
  end.

(** Sums over several indices. *)
Fixpoint sum_over (M : model) (b : list index) (F : letters -> R) (e : letters) : R :=
  match b with
  | [] => F e
  | i :: b => total (size M (i_alphabet i)) (fun k => sum_over M b F (set e i k))
  end.

(** ** Terms *)

Section meaning.
  Variables (C : context) (M : model).

  Fixpoint value (t : term) (e : letters) : R :=
    match t with
    | Const q => Q2R q
    | LawTerm l at_ =>
        match find_name l (laws C) with
        | Some d => marginal M e (args_of d at_) (law_at M l)
        | None => 0
        end
    | Quantity q at_ => quantity_at M q (map e at_)
    | Card a => INR (size M a)
    | Delta i j => if Nat.eqb (e i) (e j) then 1 else 0
    | Add ts => fold_right (fun t x => value t e + x) 0 ts
    | Mul ts => fold_right (fun t x => value t e * x) 1 ts
    | Pow t k => powerRZ (value t e) k
    | Log t => log (value t e)
    | Exp t => exp (value t e)
    | Nonzero t => nonzero (value t e)
    | Sum b t => sum_over M b (value t) e
    end.

  (** Whether a value owes nothing to [x/0 = 0] and [log 0 = 0]: a quotient needs what it divides by
      to be defined and not 0, a logarithm a defined argument > 0, a product that all its factors are
      defined or one is defined and 0; all else that its parts are. *)
  Fixpoint defined (t : term) (e : letters) : Prop :=
    match t with
    | Const _ | LawTerm _ _ | Quantity _ _ | Card _ | Delta _ _ => True
    | Add ts => fold_right (fun t P => defined t e /\ P) True ts
    | Mul ts => fold_right (fun t P => defined t e /\ P) True ts \/
                fold_right (fun t P => (defined t e /\ value t e = 0) \/ P) False ts
    | Pow t k => defined t e /\ ((k < 0)%Z -> value t e <> 0)
    | Log t => defined t e /\ 0 < value t e
    | Exp t | Nonzero t => defined t e
    | Sum b t => (fix over (b : list index) (e : letters) : Prop :=
                    match b with
                    | [] => defined t e
                    | i :: b => forall k, (k < size M (i_alphabet i))%nat -> over b (set e i k)
                    end) b e
    end.

  (** ** What is assumed of a model *)

  Fixpoint letters_of (alphabets : list name) (r : list nat) : Prop :=
    match alphabets, r with
    | [], [] => True
    | a :: alphabets, k :: r => (k < size M a)%nat /\ letters_of alphabets r
    | _, _ => False
    end.

  (** [f] at all letters of these alphabets, summed. *)
  Fixpoint total_over (alphabets : list name) (f : list nat -> R) : R :=
    match alphabets with
    | [] => f []
    | a :: alphabets => total (size M a) (fun k => total_over alphabets (fun r => f (k :: r)))
    end.

  (** Nonnegative, and 1 in all over the outputs, at any letters for the inputs. *)
  Definition is_law (d : law_decl) (f : list nat -> R) : Prop :=
    let outs := map snd (outputs d) in
    let ins := map snd (inputs d) in
    (forall r, letters_of (outs ++ ins) r -> 0 <= f r) /\
    (forall s, letters_of ins s -> total_over outs (fun r => f (r ++ s)) = 1).

  Definition has_sign (s : sign) (x : R) : Prop :=
    match s with
    | AnySign => True
    | SignNonneg => 0 <= x
    | SignPos => 0 < x
    | SignUnit => 0 <= x <= 1
    end.

  Definition everywhere (P : letters -> Prop) : Prop := forall e, in_range M e -> P e.

  Definition vanishes (t : term) : Prop := everywhere (fun e => value t e = 0).

  Record model_of : Prop := {
    sizes_positive : forall a, (1 <= size M a)%nat;
    laws_are_laws : forall l d, find_name l (laws C) = Some d -> is_law d (law_at M l);
    signs_hold : forall q d, find_name q (quantities C) = Some d ->
      forall r, letters_of (q_alphabets d) r -> has_sign (q_sign d) (quantity_at M q r);
    supports_hold : forall s, In s (supports C) ->
      everywhere (fun e => value (premise s) e <> 0 -> value (conclusion s) e <> 0);
    hypotheses_hold : forall h, In h (hypotheses C) ->
      match h_kind h with
      | AtLeastZero => everywhere (fun e => 0 <= value (h_term h) e)
      | IsZero => vanishes (h_term h)
      end
  }.

  (** ** Statements *)

  Definition compare (r : rel) (x y : R) : Prop :=
    match r with REq => x = y | RLe => x <= y | RGe => x >= y | RLt => x < y | RGt => x > y end.

  Definition holds (s : statement) : Prop :=
    everywhere (fun e => compare (srel s) (value (lhs s) e) (value (rhs s) e)).

  Definition well_posed (s : statement) : Prop :=
    everywhere (fun e => defined (lhs s) e /\ defined (rhs s) e).

  (** Equal on both sides, at all letters, exactly when all conditions are 0 at all letters. *)
  Definition equal_exactly_if (s : statement) (conditions : list term) : Prop :=
    everywhere (fun e => value (lhs s) e = value (rhs s) e) <->
    (forall c, In c conditions -> vanishes c).
End meaning.

(** What a theorem of a certificate claims; and that it is well posed. *)
Definition claim (C : context) (s : statement) (r : rule) : Prop :=
  forall M, model_of C M ->
    holds C M s /\
    match r with WithEquality _ conditions _ _ => equal_exactly_if C M s conditions | _ => True end.

Definition posed (C : context) (s : statement) : Prop := forall M, model_of C M -> well_posed C M s.
