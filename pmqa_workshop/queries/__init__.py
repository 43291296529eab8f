"""What a person sees: session in, frozen values out. Reads never write."""
