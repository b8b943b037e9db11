(** The step from the checker's word to an exported statement: what it accepts is claimed, and what is
    claimed is shown where the statement's hypotheses make a model. *)

From Coq Require Import Reals List.
From Derive Require Import Terms Semantics Exported Check.
Import ListNotations.

Lemma accepted_claim c C s r : final c = Some (C, s, r) -> check c = Accepted -> claim C s r.
Proof.
  unfold final. intros F A. pose proof (check_sound c A) as K.
  destruct (rev (rows c)) as [|x l] eqn:E; [discriminate|].
  assert (I : In x (rows c)) by (apply in_rev; rewrite E; left; reflexivity).
  destruct (K x I) as [D [N Q]]. rewrite N in F. injection F as <- <- <-. exact Q.
Qed.

(** [certificate c M C G H]: with C the context of c's last theorem, shows from [G : given C M] what
    it claims of M, as H. The checker is evaluated when the proof is closed. *)
Tactic Notation "certificate" constr(c) constr(M) ident(C) ident(G) ident(H) :=
  let f := eval vm_compute in (final c) in
  lazymatch f with
  | Some (?D, ?s, ?r) =>
      pose (C := D);
      assert (G : given C M);
      [|assert (H : claim D s r);
        [apply (accepted_claim c); [vm_cast_no_check (eq_refl f)|vm_cast_no_check (eq_refl Accepted)]
        |apply (claim_shown C M G s r) in H]]
  end.
