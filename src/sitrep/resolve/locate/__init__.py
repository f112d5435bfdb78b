"""How `resolve.places` finds where a phrase is: words, context, choice among places of one name, pointing back."""
