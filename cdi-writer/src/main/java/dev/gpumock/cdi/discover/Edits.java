package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.spec.ContainerEdits;

/** The stage from what was found to what changes in a container. */
final class Edits {
  private Edits() {}

  static ContainerEdits of(DeviceNodes nodes, Discovered found) {
    return nodes
        .describe(found.nodes())
        .withEnv(found.env())
        .withMounts(found.mounts())
        .withHooks(found.hooks());
  }
}
