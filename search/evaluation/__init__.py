"""How good the answers are: judged queries → rankings → figures."""
