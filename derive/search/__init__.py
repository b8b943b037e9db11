"""The search for certificates. Untrusted: whatever it finds, the kernel computes again."""
