"""The GraphQL door: the same nouns as the services, in Saleor's manner."""
