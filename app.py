"""VGoT Studio in a browser: `python app.py` opens it on an example film; type a sentence and make your own."""

import sys

from ui.start import main

if __name__ == "__main__":
    sys.exit(main())
