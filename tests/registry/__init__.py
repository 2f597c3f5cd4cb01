"""A registry on loopback: a real HTTP server that answers as Crossref, E-utilities, doi.org and DataCite do."""
