"""The vendors' servers as their documentation describes them, as far as we use them."""
