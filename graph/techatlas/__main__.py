"""``python -m techatlas`` and the command ``techatlas``, also while they load."""

import sys

try:
    from techatlas.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
