package dev.gpumock.topo.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes the built-in machines and boards as compiled trees, and the machines as a table; the build
 * runs it, so that a list of all machines reads one file and not each machine's.
 */
public final class MachineTable {
  static final String FILE = "machines.table";

  private MachineTable() {}

  /** The argument is the folder of the catalog on the class path. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    BuiltInCatalog files = new BuiltInCatalog();
    for (String name : new TreeSet<>(files.machines().values())) {
      compile(folder, "machines/" + name, files.machine(name).orElseThrow());
    }
    for (String key : files.boards()) {
      compile(folder, "boards/" + key, files.board(key).orElseThrow());
    }
    Catalog catalog = new Catalog(List.of(files));
    List<String> lines =
        catalog.names().stream()
            .map(name -> MachineSummary.of(catalog.machine(name, "any-node")).asLine())
            .toList();
    Files.write(folder.resolve(FILE), lines);
  }

  private static void compile(Path folder, String file, byte[] yaml) throws IOException {
    byte[] compiled = CompiledTree.of(TreeReader.read(file + ".yaml", yaml));
    Files.write(folder.resolve(file + BuiltInCatalog.COMPILED), compiled);
  }
}
