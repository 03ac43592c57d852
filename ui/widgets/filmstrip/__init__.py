"""All shots in order with their states, and the actions on the selected item."""
