(** What is known of densities: ∫ = 1, marginals are finite almost everywhere, and not 0 where the
    density is not. *)

From Coq Require Import Reals ZArith QArith Qreals List Bool Permutation Lia Lra FunctionalExtensionality.
From Derive Require Import Terms Semantics Spaces Analysis Measures Integrals Fubini Core Mono Close Laws Signs Values.
Import ListNotations.
Local Open Scope R_scope.
Local Open Scope lazy_bool_scope.

Definition names_eqb (l k : list name) : bool := match list_cmp Pos.compare l k with Eq => true | _ => false end.
Definition arg_alphabet (x : arg) : name := match x with At i => i_alphabet i | Over a => a end.
Definition is_at (x : arg) : bool := match x with At _ => true | Over _ => false end.

(** The letters at a law's outputs, and at its inputs, if these fit and no two are alike. *)
Definition law_letters (d : law_decl) (args : list arg) : option (list index * list index) :=
  let n := length (outputs d) in
  let os := letters_in (firstn n args) in
  let is := letters_in (skipn n args) in
  if names_eqb (map arg_alphabet (firstn n args)) (map snd (outputs d)) &&&
     names_eqb (map arg_alphabet (skipn n args)) (map snd (inputs d)) &&&
     all is_at (skipn n args) &&& distinct (os ++ is)
  then Some (os, is) else None.
Definition law_fit (laws : list (name * law_decl)) (l : name) (args : list arg) : option (list index * list index) :=
  match find_name l laws with Some d => law_letters d args | None => None end.

Fixpoint summed_out (js : list index) (args : list arg) : option (list arg) :=
  match js with
  | [] => Some args
  | j :: js => match summed_out js args with Some args => sum_out j args | None => None end
  end.

Lemma names_eqb_eq l k : names_eqb l k = true -> l = k.
Proof. unfold names_eqb. destruct (list_cmp Pos.compare l k) eqn:E; try discriminate. intros _. apply list_cmp_eq in E; auto. exact Pos.compare_eq. Qed.
Lemma all_at args : all is_at args = true -> args = map At (letters_in args).
Proof.
  induction args as [|[i|a] args IH]; simpl; auto; [|discriminate]. intros H. unfold letters_in. simpl. f_equal.
  apply IH, H.
Qed.

Section densities.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Notation places := (places M).
  Notation integrate := (integrate M).
  Notation over := (over M).
  Implicit Types e : places.
  Variables (l : name) (d : law_decl).
  Hypothesis Is : is_density M l d.
  Notation mg := (mg M l).
  Notation em_mg := (em_mg M Me l).

  Lemma mg_close a2 a1 : forall pre, NoDup (pre ++ letters_in a1 ++ letters_in a2) ->
    integrate (letters_in a1) (mg pre (a1 ++ a2)) = mg pre (map Over (map arg_alphabet a1) ++ a2).
  Proof.
    induction a1 as [|[i|a] a1 IH]; intros pre N; simpl; auto.
    - unfold letters_in in N. simpl in N. fold (letters_in a1) (letters_in a2) in N.
      assert (F : fresh_in i pre (map Over (map arg_alphabet a1) ++ a2)).
      { apply NoDup_remove in N. destruct N as [_ N]. split.
        - intros I. apply N, in_or_app. auto.
        - destruct (existsb _ _) eqn:E; auto. exfalso. rewrite existsb_app in E. apply orb_true_iff in E.
          destruct E as [E|E].
          + clear - E. induction (map arg_alphabet a1); simpl in E; [discriminate|auto].
          + apply N, in_or_app. right. apply in_or_app. right. apply arg_is_letters, E. }
      replace (mg pre (At i :: a1 ++ a2)) with (mg (pre ++ [i]) (a1 ++ a2)) by
        (extensionality e; symmetry; apply mg_at).
      unfold letters_in at 1. simpl. fold (letters_in a1).
      rewrite IH by (rewrite <- app_assoc; exact N). symmetry. apply mg_over, F.
    - unfold letters_in at 1. simpl. fold (letters_in a1).
      destruct (fresh_for a pre (a1 ++ a2) (letters_in a1 ++ letters_in a2)) as [j [<- [F Fj]]].
      rewrite (mg_over M l pre (a1 ++ a2) j F), <- (over_integrate) by apply em_mg.
      rewrite IH.
      + symmetry. apply mg_over. split; [apply F|]. destruct F as [_ F]. rewrite existsb_app in *.
        apply orb_false_iff in F. apply orb_false_iff. split; [|tauto].
        clear. induction (map arg_alphabet a1); simpl; auto.
      + rewrite <- app_assoc. simpl. apply NoDup_Add with (a := j) (l := pre ++ letters_in a1 ++ letters_in a2).
        * apply Add_app.
        * split; auto. intros I. apply in_app_or in I. destruct I as [I|I]; [apply F in I; auto|auto].
  Qed.

  Lemma mg_all_over a2 os : forall pre, NoDup (pre ++ os ++ letters_in a2) ->
    mg pre (map Over (map i_alphabet os) ++ a2) = integrate os (mg (pre ++ os) a2).
  Proof.
    induction os as [|i os IH]; intros pre N; simpl; [rewrite app_nil_r; auto|].
    rewrite mg_over.
    - rewrite IH; rewrite <- app_assoc; auto.
    - apply NoDup_remove in N. destruct N as [_ N]. split; [intros I; apply N, in_or_app; auto|].
      destruct (existsb _ _) eqn:E; auto. exfalso. rewrite existsb_app in E. apply orb_true_iff in E.
      destruct E as [E|E].
      + clear - E. induction (map i_alphabet os); simpl in E; [discriminate|auto].
      + apply N, in_or_app. right. apply in_or_app. right. apply arg_is_letters, E.
  Qed.
  Lemma mg_all_at is : forall pre e, mg pre (map At is) e = Fin (law_of M l (map e (pre ++ is))).
  Proof.
    induction is as [|i is IH]; intros pre e; simpl; [unfold Values.mg; simpl; rewrite !app_nil_r; auto|].
    rewrite mg_at, IH, <- app_assoc. reflexivity.
  Qed.

  Lemma letters_fresh (alphabets : list name) (is : list index) : NoDup is ->
    exists os, map i_alphabet os = alphabets /\ NoDup (os ++ is).
  Proof.
    intros N. induction alphabets as [|a alphabets IH]; [exists []; auto|].
    destruct IH as [os [A D]]. destruct (fresh_exists a (os ++ is)) as [j [Aj Nj]]. exists (j :: os).
    simpl. split; [congruence|constructor; auto].
  Qed.

  Lemma total_one is : map i_alphabet is = map snd (inputs d) -> NoDup is ->
    almost M (fun e => mg [] (map Over (map snd (outputs d)) ++ map At is) e = Fin 1).
  Proof.
    intros A N. destruct (letters_fresh (map snd (outputs d)) is N) as [os [Ao No]].
    rewrite <- Ao. assert (L : letters_in (map At is) = is).
    { clear. unfold letters_in. induction is; simpl; congruence. }
    rewrite mg_all_over by (rewrite L; exact No). simpl.
    replace (mg os (map At is)) with (fun e => Fin (law_of M l (map e (os ++ is)))).
    - apply Is; auto.
    - extensionality e. symmetry. apply mg_all_at.
  Qed.

  Variables (args : list arg) (os is : list index).
  Hypothesis Fit : law_letters d args = Some (os, is).

  Lemma fit_parts : exists a1, args = a1 ++ map At is /\ os = letters_in a1 /\
    map arg_alphabet a1 = map snd (outputs d) /\ map i_alphabet is = map snd (inputs d) /\ NoDup (os ++ is).
  Proof.
    unfold law_letters in Fit. set (n := length (outputs d)) in *.
    match type of Fit with (if ?x then _ else _) = _ => destruct x eqn:E end; [|discriminate].
    injection Fit as <- <-. ands.
    exists (firstn n args). repeat match goal with H : names_eqb _ _ = true |- _ => apply names_eqb_eq in H end.
    match goal with H : all is_at _ = true |- _ => apply all_at in H; rename H into At_ end.
    repeat split; auto.
    - rewrite <- At_. symmetry. apply firstn_skipn.
    - rewrite At_ in Heqb0. rewrite map_map in Heqb0. exact Heqb0.
    - apply distinct_NoDup. assumption.
  Qed.

  Lemma whole_one : almost M (fun e => integrate os (mg [] args) e = Fin 1).
  Proof.
    destruct fit_parts as [a1 [-> [-> [A1 [A2 N]]]]].
    assert (L : letters_in (map At is) = is).
    { clear. unfold letters_in. induction is; simpl; congruence. }
    rewrite mg_close by (simpl; rewrite L; exact N). rewrite A1. apply total_one; auto.
    clear - N. induction (letters_in a1); simpl in N; auto. inversion N; auto.
  Qed.

  Lemma law_finite : almost M (fun e => finite (mg [] args e)).
  Proof.
    assert (Z : almost M (fun e => infinite (mg [] args e) = 0)).
    { apply (almost_unfubini os); [apply em_mg|].
      apply (almost_mono _ _ (fun e H => almost_over_mono os (fun e => finite (mg [] args e)) _ e
        (fun x Fx => match mg [] args x as y return finite y -> infinite y = 0 with Fin _ => fun _ => eq_refl | Inf => fun f => match f with end end Fx)
        (finite_almost os (mg [] args) e (em_mg args []) H))).
      apply (almost_mono _ _) with (2 := whole_one). intros e ->. exact I. }
    apply (almost_mono _ _) with (2 := Z). intros e. destruct (mg [] args e); simpl; auto. lra.
  Qed.

  Lemma law_total : os = [] -> almost M (fun e => sev M (TLaw l args) e = 1).
  Proof.
    intros E. apply (almost_mono _ _) with (2 := whole_one). intros e. rewrite E. simpl.
    rewrite sev_law_mg. intros ->. reflexivity.
  Qed.
End densities.

Section marginals.
  Variable M : space_model.
  Hypothesis Me : measures M.
  Variable laws : list (name * law_decl).
  Hypothesis Are : forall l d, find_name l laws = Some d -> is_density M l d.
  Notation places := (places M).
  Notation integrate := (integrate M).
  Implicit Types e : places.

  Lemma fit_finite l args x : law_fit laws l args = Some x -> almost M (fun e => finite (mg M l [] args e)).
  Proof.
    unfold law_fit. destruct (find_name l laws) as [d|] eqn:F; [|discriminate]. destruct x as [os is]. intros Fit.
    apply (law_finite M Me l d (Are l d F) args os is Fit).
  Qed.
  Lemma fit_total l args is : law_fit laws l args = Some ([], is) -> almost M (fun e => sev M (TLaw l args) e = 1).
  Proof.
    unfold law_fit. destruct (find_name l laws) as [d|] eqn:F; [|discriminate]. intros Fit.
    apply (law_total M Me l d (Are l d F) args [] is Fit eq_refl).
  Qed.

  Lemma summed_out_sound l js args : forall d, summed_out js args = Some d ->
    mg M l [] d = integrate js (mg M l [] args).
  Proof.
    induction js as [|j js IH]; simpl; intros d H; [injection H as <-; reflexivity|].
    destruct (summed_out js args) as [d'|]; [|discriminate]. rewrite <- (IH d' eq_refl).
    apply (sum_out_mg M Me l j d' [] d); auto.
  Qed.
  (** Letters summed out: the integral of the density is its marginal. *)
  Lemma summed_law l args js args' x y : law_fit laws l args = Some x -> law_fit laws l args' = Some y ->
    summed_out js args = Some args' ->
    almost M (fun e => integrate js (fun e => Fin (sev M (TLaw l args) e)) e = Fin (sev M (TLaw l args') e)).
  Proof.
    intros F F' S. pose proof (almost_fubini js _ (fit_finite l args x F)) as A.
    apply (almost_mono2 _ _ _) with (2 := A) (3 := fit_finite l args' y F'). intros e [N [HN [Nz Z]]] Fe.
    rewrite (integrate_null js N _ (mg M l [] args) HN) with (e := e); auto.
    - rewrite <- (summed_out_sound l js args args' S), sev_law_mg. apply finite_real, Fe.
    - apply em_fin; auto; [apply meas_sev; auto|intros; apply law_nonneg; auto].
    - apply em_mg; auto.
    - intros x' Zx. rewrite sev_law_mg. symmetry. apply finite_real, Nz, Zx.
  Qed.
  Lemma marginal_not_0 l args i args' x y : law_fit laws l args = Some x -> law_fit laws l args' = Some y ->
    sum_out i args = Some args' ->
    almost M (fun e => sev M (TLaw l args) e <> 0 -> sev M (TLaw l args') e <> 0).
  Proof.
    intros F F' S. pose proof (meas_sev M Me (TLaw l args)) as Ml. pose proof (law_nonneg M Me l args) as Pl.
    assert (A : almost M (fun e => converges M [i] (sev M (TLaw l args)) e /\
      integral_of M [i] (sev M (TLaw l args)) e = sev M (TLaw l args') e)).
    { apply (almost_mono _ _) with (2 := summed_law l args [i] args' x y F F' S). intros e. apply integral_fin; auto. }
    apply (almost_mono2 _ _ _) with (2 := A) (3 := integral_not_0 [i] _ Ml Pl (almost_mono _ _ (fun e => proj1 (B:=_)) A)).
    intros e [_ <-]. auto.
  Qed.

  Fixpoint fits_out (l : name) (is : list index) (args : list arg) : option (list arg) :=
    match is with
    | [] => Some args
    | i :: is => match sum_out i args with
                 | Some args' => match law_fit laws l args, law_fit laws l args' with
                                 | Some _, Some _ => fits_out l is args'
                                 | _, _ => None
                                 end
                 | None => None
                 end
    end.
  Lemma marginals_not_0 l is : forall args args', fits_out l is args = Some args' ->
    almost M (fun e => sev M (TLaw l args) e <> 0 -> sev M (TLaw l args') e <> 0).
  Proof.
    induction is as [|i is IH]; simpl; intros args args'.
    - some. apply almost_all; auto.
    - destruct (sum_out i args) as [a1|] eqn:S; [|discriminate].
      destruct (law_fit laws l args) eqn:F1; [|discriminate]. destruct (law_fit laws l a1) eqn:F2; [|discriminate].
      intros H. apply (almost_mono2 _ _ _) with (2 := marginal_not_0 l args i a1 _ _ F1 F2 S) (3 := IH a1 args' H).
      auto.
  Qed.
End marginals.
