"""`python -m zopa` is `zopa`."""

import sys

from zopa.cli import main

sys.exit(main())
