"""Who led when: totals that grow from period to period, their ranks, and who passes whom."""
