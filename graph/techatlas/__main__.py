"""``python -m techatlas``."""

from techatlas.cli import main

main()
