"""The page's link to the program: no picture of its own, only the two calls every widget makes."""
