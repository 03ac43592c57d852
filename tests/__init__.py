import os
import sys

# Tests start hundreds of processes: where a machine says that nothing compiled is kept, each of them would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
