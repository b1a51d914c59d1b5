"""Run the program as ``python -m musicanalyser``."""

from musicanalyser.cli.main import main

if __name__ == "__main__":
    main()
