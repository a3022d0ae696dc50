"""The dashboard's pages: one file each, with what they share in `state`, `sidebar`, `elements` and `marks`."""
