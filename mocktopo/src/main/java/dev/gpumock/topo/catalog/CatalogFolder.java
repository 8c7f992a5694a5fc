package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders {@code machines} and {@code boards}, as the build finds them. */
record CatalogFolder(Path root) implements CatalogSource {
  private static final String YAML = ".yaml";

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public Map<String, String> machines() {
    Map<String, String> names = new TreeMap<>();
    for (String own : names("machines")) {
      names.put(own, own);
      aliases(own).forEach(alias -> names.put(alias, own));
    }
    return names;
  }

  List<String> aliases(String machine) {
    Tree aliases =
        TreeReader.read(machine + YAML, machine(machine).orElseThrow()).entries().get("aliases");
    return aliases instanceof Elements list
        ? list.members().stream().map(alias -> ((Scalar) alias).text()).toList()
        : List.of();
  }

  @Override
  public Set<String> boards() {
    return names("boards");
  }

  @Override
  public Optional<byte[]> machine(String name) {
    return Optional.of(read("machines", name));
  }

  @Override
  public Optional<byte[]> board(String key) {
    return Optional.of(read("boards", key));
  }

  private Set<String> names(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(YAML))
          .map(file -> file.substring(0, file.length() - YAML.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(String folder, String name) {
    try {
      return Files.readAllBytes(root.resolve(folder).resolve(name + YAML));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
