package dev.gpumock.cdi.request;

/** Two ways to bring the driver into a container. */
public enum Profile {
  /** Needs nothing on the node and no loader cache in the image: no hook, every file mounted. */
  STOCK,
  /** Byte for byte what nvidia-ctk writes; its hooks need nvidia-cdi-hook on the node. */
  TOOLKIT
}
