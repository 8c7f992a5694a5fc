package dev.gpumock.topo.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the built-in machines as a table; the build runs it, so that a list of all machines reads
 * one file and not each machine's.
 */
public final class MachineTable {
  static final String FILE = "machines.table";

  private MachineTable() {}

  /** The argument is the folder of the catalog on the class path. */
  public static void main(String[] arguments) throws IOException {
    Catalog catalog = new Catalog(List.of(new BuiltInCatalog()));
    List<String> lines =
        catalog.names().stream()
            .map(name -> MachineSummary.of(catalog.machine(name, "any-node")).asLine())
            .toList();
    Files.write(Path.of(arguments[0], FILE), lines);
  }
}
