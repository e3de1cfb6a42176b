/* What the desk does in the browser beside htmx: keys, tabs, the bar of new rows. */
