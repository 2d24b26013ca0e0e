"""The command line, as the installed script calls it."""

from swingvision.command import main

if __name__ == "__main__":
    main()
