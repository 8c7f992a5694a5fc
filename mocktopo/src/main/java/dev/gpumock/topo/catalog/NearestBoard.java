package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Features;
import dev.gpumock.topo.Memory;
import dev.gpumock.topo.PciIds;
import dev.gpumock.topo.Product;
import dev.gpumock.topo.Support;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What a board that may not be in the catalog is like: the catalog's board of the same name, else
 * the one of its generation that can do the same and has about as much memory.
 *
 * @param architecture as nvidia-smi prints it; empty in logs of drivers before 470, where the
 *     device tells the generation
 * @param device PCI device id, as {@code 20B010DE}; its first two digits are those of a chip, or of
 *     a few of one generation
 * @param mig whether it can be divided
 * @param c2c whether it is on one module with a Grace CPU
 */
public record NearestBoard(
    String productName,
    String architecture,
    String device,
    boolean mig,
    boolean c2c,
    long memoryMiB) {
  /** A plain card, for generations that the catalog has no board of. */
  private static final String PLAIN = "t4";

  private static final int CHIP_DIGITS = 2;

  /** A board of the catalog, as far as it matters here. */
  record Candidate(String key, Product product, PciIds pci, Features features, Memory memory) {
    static Candidate of(String key, Properties board) {
      return new Candidate(
          key,
          RecordBinder.bind(board.entries().get("product"), Product.class),
          RecordBinder.bind(board.entries().get("pci"), PciIds.class),
          RecordBinder.bind(board.entries().get("features"), Features.class),
          RecordBinder.bind(board.entries().get("memory"), Memory.class));
    }
  }

  String among(Stream<Candidate> boards) {
    return boards
        .filter(board -> isSame(board) || isOfGeneration(board))
        .min(
            Comparator.comparing((Candidate board) -> !isSame(board))
                .thenComparing(board -> !doesTheSame(board.features()))
                .thenComparing(board -> Math.abs(board.memory().totalMiB() - memoryMiB)))
        .map(Candidate::key)
        .orElse(PLAIN);
  }

  private boolean isSame(Candidate board) {
    return board.product().name().equals(productName);
  }

  private boolean isOfGeneration(Candidate board) {
    return architecture.isEmpty()
        ? device.regionMatches(true, 0, "%04x".formatted(board.pci().device()), 0, CHIP_DIGITS)
        : board.product().architecture().printedName().equals(architecture);
  }

  private boolean doesTheSame(Features features) {
    boolean divides = features.mig() != Support.UNSUPPORTED;
    return divides == mig && (features.c2c() == Support.ENABLED) == c2c;
  }
}
