"""``python -m techatlas`` and the command ``techatlas``, also while they load."""

import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the program at once and quietly, until it can say so

try:
    from techatlas.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
