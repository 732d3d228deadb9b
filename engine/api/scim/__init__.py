"""SCIM 2.0 (RFC 7643, 7644): a company's identity provider keeps people and units up to date."""
