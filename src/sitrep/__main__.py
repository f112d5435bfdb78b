"""`python -m sitrep` is the program `sitrep`."""

from sitrep.cli import main

if __name__ == "__main__":
    main()
