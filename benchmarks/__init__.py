"""Networks, and what measures them: ``demo``, ``compare``, ``breakdown``, ``scaling``, ``steps``, ``agree``."""
