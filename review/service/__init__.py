"""One function a use case; it knows the domain and the ports, never a framework."""
