"""Sound as samples: joined, measured, written to files and played."""
