"""The city's plan, its literacies and states, evidence and attainment."""
