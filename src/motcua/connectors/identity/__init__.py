"""Who vouches for people: the national identity, by OpenID Connect."""
