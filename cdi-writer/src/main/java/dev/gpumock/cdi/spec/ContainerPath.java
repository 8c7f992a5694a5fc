package dev.gpumock.cdi.spec;

/**
 * A path as a process in the container sees it.
 *
 * @param text as it stands in the specification; not empty
 */
public record ContainerPath(String text) {
  public ContainerPath {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a container path is empty");
    }
  }

  /** Number of slashes of the cleaned path: shallow mounts and nodes are listed first. */
  int depth() {
    String clean = SlashPath.clean(text);
    int slashes = 0;
    for (int i = clean.indexOf('/'); i >= 0; i = clean.indexOf('/', i + 1)) {
      slashes++;
    }
    return slashes;
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof ContainerPath path && text.equals(path.text);
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
