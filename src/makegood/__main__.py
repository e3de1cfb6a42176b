"""Start the console command: `python -m makegood`."""

from makegood.config.console import main

if __name__ == "__main__":
    main()
