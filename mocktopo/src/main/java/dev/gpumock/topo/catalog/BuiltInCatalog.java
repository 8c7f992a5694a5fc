package dev.gpumock.topo.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog on the class path: its YAML files, and what the build has made of them, so that a
 * name is known without a look into any machine file and no YAML need be read.
 */
public final class BuiltInCatalog implements CatalogSource {
  private final CompiledFiles compiled = CompiledFiles.ofTheBuild();

  @Override
  public String name() {
    return "the built-in catalog";
  }

  @Override
  public Map<String, String> machines() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String line : lines(CompiledFiles.MACHINES)) {
      String[] words = line.split(" ");
      for (String word : words) {
        names.put(word, words[0]);
      }
    }
    return names;
  }

  @Override
  public Set<String> boards() {
    return new LinkedHashSet<>(Arrays.asList(lines(CompiledFiles.BOARDS)));
  }

  @Override
  public List<MachineSummary> summaries() {
    return Arrays.stream(lines(CompiledFiles.SUMMARIES)).map(MachineSummary::ofLine).toList();
  }

  private String[] lines(String path) {
    return compiled.text(path).orElseThrow().split("\n");
  }

  @Override
  public Optional<byte[]> machine(String name) {
    return read("machines/" + name);
  }

  @Override
  public Optional<byte[]> board(String key) {
    return read("boards/" + key);
  }

  @Override
  public Optional<String> compiledMachine(String name) {
    return compiled.text(CompiledFiles.machine(name));
  }

  @Override
  public Optional<String> compiledBoard(String key) {
    return compiled.text(CompiledFiles.board(key));
  }

  private static Optional<byte[]> read(String file) {
    try (InputStream in = BuiltInCatalog.class.getResourceAsStream("/catalog/" + file + ".yaml")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
