package dev.gpumock.cdi.spec;

/**
 * A path as the container runtime on the node sees it: what it mounts or copies from. Never a path
 * of the process that writes the specification; see {@link dev.gpumock.cdi.tree.HostFiles}.
 *
 * @param text as it stands in the specification; not empty
 */
public record HostPath(String text) {
  public HostPath {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a host path is empty");
    }
  }

  /** The path of something below this one; both are cleaned. */
  public HostPath resolve(String below) {
    return new HostPath(SlashPath.join(text, below));
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof HostPath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
