"""Recipes that make the models the appliance ships. Production code never imports this."""
