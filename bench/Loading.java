import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints how long it takes to find and load the machine of the argument among 100 and more, in ms. */
public final class Loading implements CatalogSource {
  private static final int MORE = 50;

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Catalog catalog = Catalog.standard();
    catalog.machine(arguments[0], "bench");
    long took = System.nanoTime() - start;
    int machines = catalog.names().size();
    if (machines < 100) {
      throw new IllegalStateException("only " + machines + " machines");
    }
    System.out.printf("%.2f %d%n", took / 1e6, machines);
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Map<String, String> machines() {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < MORE; i++) {
      names.put("bench-" + i, "bench-" + i);
    }
    return names;
  }

  @Override
  public Set<String> boards() {
    return Set.of();
  }

  @Override
  public Optional<byte[]> machine(String name) {
    return Optional.of("extends: h100\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> board(String key) {
    return Optional.empty();
  }
}
