from vgot.cli.film_verbs import main

raise SystemExit(main())
