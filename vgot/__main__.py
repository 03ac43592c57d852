from vgot.cli import main

raise SystemExit(main())
