package dev.gpumock.topo;

/** A switchable property: the board may lack it, or have it off or on. */
public enum Support {
  UNSUPPORTED,
  DISABLED,
  ENABLED
}
