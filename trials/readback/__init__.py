"""The readback campaign: what is printed, read again by a reader that shares no code with it."""
