"""``python -m onrecord``, and the program ``onrecord``."""

from service.cli import main

if __name__ == "__main__":
    main()
