"""What each screen remembers and can do: thin, guarded, told by the room."""
