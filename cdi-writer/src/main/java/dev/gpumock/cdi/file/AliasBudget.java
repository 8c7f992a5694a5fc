package dev.gpumock.cdi.file;

/** How much of a document may be repetition by aliases: the limits of go.yaml.in/yaml v3. */
final class AliasBudget {
  private static final int FREE_ALIASES = 100;
  private static final int FREE_NODES = 1000;

  /** From so many nodes on the share shrinks, to so many. */
  private static final double FEW_NODES = 400_000;

  private static final double MANY_NODES = 4_000_000;

  private long nodes;
  private long repeated;

  private AliasBudget() {}

  /**
   * @throws UnreadableException when aliases multiply the document too often
   */
  static void require(YamlNode root) {
    new AliasBudget().read(root, false);
  }

  private void read(YamlNode node, boolean aliased) {
    nodes++;
    repeated += aliased ? 1 : 0;
    if (repeated > FREE_ALIASES && nodes > FREE_NODES && repeated > nodes * allowedShare()) {
      throw new UnreadableException(node.line(), "aliases repeat more than runtimes allow");
    }
    if (node instanceof YamlNode.Alias alias) {
      read(alias.target(), true);
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.entries().forEach(entry -> read(entry, aliased));
    } else if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        read(entry.key(), aliased);
        read(entry.value(), aliased);
      }
    }
  }

  private double allowedShare() {
    double over = (nodes - FEW_NODES) / (MANY_NODES - FEW_NODES);
    return 0.99 - 0.89 * Math.max(0, Math.min(1, over));
  }
}
