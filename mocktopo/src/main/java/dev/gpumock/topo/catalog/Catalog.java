package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NvLinkPorts;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** All machines that can be named, from all sources; only what is asked for is read. */
public final class Catalog {
  private final List<CatalogSource> sources;
  private final Map<String, Named> machines = new LinkedHashMap<>();
  private final Map<String, CatalogSource> boards = new LinkedHashMap<>();

  private final ExtendedTrees trees =
      new ExtendedTrees(machines.keySet(), name -> machines.get(name).read());

  /** Most machines share their board with others. */
  private final Map<String, Properties> readBoards = new HashMap<>();

  /** What a name or alias stands for: the machine's own name, and who has its file. */
  private record Named(String own, CatalogSource source) {
    Properties read() {
      String file = "machines/" + own + ".yaml";
      Optional<String> compiled = source.compiledMachine(own);
      return compiled.isPresent()
          ? CompiledTree.read(file, compiled.get())
          : TreeReader.read(file, source.machine(own).orElseThrow());
    }
  }

  public Catalog(List<CatalogSource> sources) {
    this.sources = List.copyOf(sources);
    for (CatalogSource source : this.sources) {
      for (Map.Entry<String, String> name : source.machines().entrySet()) {
        Named first = machines.put(name.getKey(), new Named(name.getValue(), source));
        if (first != null) {
          throw twice(first.source(), source, "machine", name.getKey());
        }
      }
      for (String key : source.boards()) {
        CatalogSource first = boards.put(key, source);
        if (first != null) {
          throw twice(first, source, "board", key);
        }
      }
    }
  }

  /** The built-in catalog and the sources that the class path offers as a service. */
  public static Catalog standard() {
    List<CatalogSource> sources = new ArrayList<>();
    sources.add(new BuiltInCatalog());
    try {
      for (CatalogSource source : ServiceLoader.load(CatalogSource.class)) {
        sources.add(source);
      }
    } catch (ServiceConfigurationError e) {
      throw new CatalogException("a catalog on the class path cannot be had: " + e.getMessage());
    }
    return new Catalog(sources);
  }

  private static CatalogException twice(
      CatalogSource first, CatalogSource second, String what, String name) {
    return new CatalogException(
        "%ss/%s.yaml: both %s and %s have a %s '%s'; rename one"
            .formatted(what, name, first.name(), second.name(), what, name));
  }

  /** The machines' own names, sorted, without aliases. */
  public List<String> names() {
    return namesAndAliases().stream()
        .filter(name -> machines.get(name).own().equals(name))
        .toList();
  }

  /** All machines by name; only those of a source without a list of its own are read. */
  public List<MachineSummary> summaries() {
    Map<String, MachineSummary> known = new HashMap<>();
    sources.forEach(source -> source.summaries().forEach(s -> known.put(s.name(), s)));
    return names().stream()
        .map(
            name ->
                known.containsKey(name)
                    ? known.get(name)
                    : MachineSummary.of(machine(name, "any-node")))
        .toList();
  }

  /** Names and aliases, sorted. */
  public List<String> namesAndAliases() {
    return machines.keySet().stream().sorted().toList();
  }

  /** Whether a machine of the catalog is called so. */
  public boolean has(String name) {
    return machines.containsKey(name);
  }

  /**
   * The machine of the catalog with this name or alias.
   *
   * @param nodeName of the node it is simulated on: UUIDs and serials are derived from it
   */
  public Machine machine(String name, String nodeName) {
    String own = ownName(name);
    return assemble(own, trees.ofCatalog(own), nodeName);
  }

  /** The machine of a user's file; its name is the file's without the extension. */
  public Machine machine(Path file, String nodeName) {
    return assemble(name(file), trees.ofFile(file), nodeName);
  }

  /**
   * The machine of a text.
   *
   * @param file what messages call it
   */
  public Machine machine(String file, byte[] text, String nodeName) {
    return assemble(name(Path.of(file)), trees.ofText(file, text), nodeName);
  }

  /** A machine of the catalog with every value and where it is from. */
  public ResolvedMachine resolved(String name, String nodeName) {
    String own = ownName(name);
    return resolved(own, trees.ofCatalog(own), nodeName);
  }

  /** Likewise of a user's file. */
  public ResolvedMachine resolved(Path file, String nodeName) {
    return resolved(name(file), trees.ofFile(file), nodeName);
  }

  private ResolvedMachine resolved(String name, Properties tree, String nodeName) {
    Machine machine = assemble(name, tree, nodeName);
    BoardTrees trees = new BoardTrees(this::boardTree);
    return new ResolvedMachine(machine, new MachineResolver(trees, tree, machine).resolve());
  }

  private String ownName(String name) {
    if (!has(name)) {
      throw new CatalogException(
          "unknown machine '"
              + name
              + "'"
              + NearName.hint(name, machines.keySet())
              + "; 'gpu-mockctl machines' lists all");
    }
    return machines.get(name).own();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.(ya?ml|json)$", "");
  }

  /**
   * A stand-in for a machine that is not in the catalog, for whoever allows it: 8 GPUs of a DGX
   * A100 at 0000:81:00.0 and upward.
   */
  public Machine fallback(String name, String nodeName) {
    return assemble(name, trees.ofCatalog("unknown-a100"), nodeName);
  }

  /** The key of the board that is most like this one, to be changed. */
  public String nearestBoard(NearestBoard wanted) {
    return wanted.among(
        boards.keySet().stream()
            .map(
                key ->
                    NearestBoard.Candidate.of(
                        key, boardTree(new Scalar(key, new Tree.Place(key, 0))))));
  }

  /** How many NVLinks a board has, by its key. */
  public int nvLinkPorts(String board) {
    Tree nvlink = boardTree(new Scalar(board, new Tree.Place(board, 0))).entries().get("nvlink");
    return nvlink == null ? 0 : RecordBinder.bind(nvlink, NvLinkPorts.class).count();
  }

  private Machine assemble(String name, Properties tree, String nodeName) {
    return new MachineAssembler(new BoardTrees(this::boardTree), name, nodeName).assemble(tree);
  }

  static byte[] content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(TreeReader.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CatalogException(file + ": cannot be read: " + CatalogException.reason(e));
    }
  }

  private Properties boardTree(Scalar key) {
    CatalogSource source = boards.get(key.text());
    if (source == null) {
      throw CatalogException.at(
          key.place(),
          "unknown board '" + key.text() + "'" + NearName.hint(key.text(), boards.keySet()));
    }
    Properties known = readBoards.get(key.text());
    if (known == null) {
      known = readBoard(source, key.text());
      readBoards.put(key.text(), known);
    }
    return known;
  }

  private static Properties readBoard(CatalogSource source, String key) {
    String file = "boards/" + key + ".yaml";
    Optional<String> compiled = source.compiledBoard(key);
    return compiled.isPresent()
        ? CompiledTree.read(file, compiled.get())
        : TreeReader.read(file, source.board(key).orElseThrow());
  }
}
