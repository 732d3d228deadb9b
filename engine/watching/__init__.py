"""What the installation tells whoever watches over it: figures and traces, never contents."""
