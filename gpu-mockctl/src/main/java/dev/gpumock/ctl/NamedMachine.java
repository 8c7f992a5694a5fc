package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.ResolvedMachine;
import java.nio.file.Path;

/** A machine that an argument names, written out; no stand-in is taken. */
final class NamedMachine {
  private NamedMachine() {}

  static ResolvedMachine of(String nameOrFile, String nodeName) {
    Catalog catalog = Catalog.standard();
    if (MachineChoice.isFile(nameOrFile)) {
      return catalog.resolved(Path.of(nameOrFile), nodeName);
    }
    if (!catalog.has(nameOrFile)) {
      throw MachineChoice.unknown(nameOrFile, catalog);
    }
    return catalog.resolved(nameOrFile, nodeName);
  }
}
