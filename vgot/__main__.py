from vgot.cli.main import main

raise SystemExit(main())
