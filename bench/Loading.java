import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Prints how long it takes a command of picocli's, as those of gpu-mockctl are, to find and load a machine
 * among 100 and more, in ms.
 */
@Command(name = "loading")
public final class Loading implements CatalogSource, Runnable {
  private static final int MORE = 50;

  @Option(names = "--machine")
  private String machine = "";

  public static void main(String[] arguments) {
    new CommandLine(new Loading()).execute(arguments);
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    Catalog catalog = Catalog.standard();
    catalog.machine(machine, "bench");
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
