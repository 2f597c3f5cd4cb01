"""`medlint init`: what switches medlint on in a repository, with a thousand old articles in it or with none yet."""
