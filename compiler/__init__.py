"""The compiler: frontend, passes, schedule and backend, and the driver that calls them in this order."""
