"""`python -m recheck DIR`: a line each. Exit status: 1 if one is refused, 2 if there is none."""

import sys
from pathlib import Path

from recheck.certificate import recheck
from recheck.reader import Refused


def main(arguments: list[str]) -> int:
    files = sorted(Path(arguments[0]).glob("*.json")) if len(arguments) == 1 else []
    status = 0 if files else 2
    if not files:
        print("usage: python -m recheck DIR    (a folder of certificates, *.json)", file=sys.stderr)
    for path in files:
        try:
            rests = recheck(path.read_text(encoding="utf-8")).rests
            facts = [*rests["axioms"], *(f"cited: {source}" for source in rests["cited"])]
            facts += [f"provided (as it says): {s}" for s in rests["provided"]]
            print(f"accepted  {path.stem}  [{'; '.join(facts) or 'no axiom'}]", flush=True)
        except (Refused, OSError, UnicodeDecodeError) as why:
            print(f"REFUSED   {path.stem}: {why}", flush=True)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
