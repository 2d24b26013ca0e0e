"""The appliance: the programs that run in a bay."""
