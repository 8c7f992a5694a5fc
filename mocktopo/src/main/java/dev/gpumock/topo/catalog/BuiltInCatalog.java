package dev.gpumock.topo.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog on the class path. Its indexes and its table of machines are made by the build from
 * the folders, so that a name is known without a look into any machine file; so are the compiled
 * files, so that no YAML need be read.
 */
public final class BuiltInCatalog implements CatalogSource {
  static final String COMPILED = ".tree";
  private static final String ROOT = "/catalog/";

  @Override
  public String name() {
    return "the built-in catalog";
  }

  /** A line of the index is a machine's name and then its aliases. */
  @Override
  public Map<String, String> machines() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String line : index("machines.index")) {
      String[] words = line.split(" ");
      for (String word : words) {
        names.put(word, words[0]);
      }
    }
    return names;
  }

  @Override
  public Set<String> boards() {
    return new LinkedHashSet<>(Arrays.asList(index("boards.index")));
  }

  @Override
  public List<MachineSummary> summaries() {
    return Arrays.stream(index(MachineTable.FILE)).map(MachineSummary::ofLine).toList();
  }

  private static String[] index(String file) {
    return new String(read(file).orElseThrow(), StandardCharsets.UTF_8).strip().split("\n");
  }

  @Override
  public Optional<byte[]> machine(String name) {
    return read("machines/" + name + ".yaml");
  }

  @Override
  public Optional<byte[]> board(String key) {
    return read("boards/" + key + ".yaml");
  }

  @Override
  public Optional<byte[]> compiledMachine(String name) {
    return read("machines/" + name + COMPILED);
  }

  @Override
  public Optional<byte[]> compiledBoard(String key) {
    return read("boards/" + key + COMPILED);
  }

  private static Optional<byte[]> read(String path) {
    try (InputStream in = BuiltInCatalog.class.getResourceAsStream(ROOT + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
