"""`python -m derive`: the command line without the installed script."""

from derive.cli import main

if __name__ == "__main__":
    main()
