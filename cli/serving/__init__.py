"""The server: a graph over HTTP, for people, programs and OpenRefine. It only reads, and reaches nothing but its graph."""
