package dev.gpumock.ctl;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.Racks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** From settings to the machine: by name, from a file, or a stand-in. */
final class MachineChoice {
  static final String MACHINE = "machine";
  static final String NODE_NAME = "node-name";
  static final String RACK = "rack";
  static final String ALLOW_UNSUPPORTED = "allow-unsupported";
  static final String DEFAULT = "dgxa100";

  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private MachineChoice() {}

  static Machine of(MadeWith settings, Console console) {
    Machine machine = named(settings, console);
    return settings.get(RACK).map(rack -> Racks.put(machine, rack)).orElse(machine);
  }

  private static Machine named(MadeWith settings, Console console) {
    String name = settings.get(MACHINE).orElse(DEFAULT);
    String node = settings.get(NODE_NAME).orElseThrow();
    Catalog catalog = Catalog.standard();
    if (isFile(name)) {
      return catalog.machine(Path.of(name), node);
    }
    if (catalog.has(name)) {
      return catalog.machine(name, node);
    }
    if (settings.is(ALLOW_UNSUPPORTED)) {
      console.info("unsupported machine \"%s\", using fallback".formatted(name));
      return catalog.fallback(name, node);
    }
    throw unknown(name, catalog);
  }

  /** The catalog's own name of a machine that is named by name or alias. */
  static String ofCatalog(String name) {
    Catalog catalog = Catalog.standard();
    if (!catalog.has(name)) {
      throw unknown(name, catalog);
    }
    return catalog.machine(name, "any-node").name();
  }

  /** The settings with all that this class would otherwise take from elsewhere. */
  static MadeWith complete(MadeWith settings) {
    String name = settings.get(MACHINE).orElse(DEFAULT);
    String place = isFile(name) ? Path.of(name).toAbsolutePath().normalize().toString() : name;
    return MadeWith.of(MACHINE, place)
        .or(MadeWith.of(NODE_NAME, settings.get(NODE_NAME).orElseGet(MachineChoice::hostName)))
        .or(settings);
  }

  static boolean isFile(String name) {
    return name.contains("/") || name.matches(".*\\.(ya?ml|json)");
  }

  static UsageException unknown(String name, Catalog catalog) {
    return new UsageException(
        ("unknown machine '%s'%s; 'gpu-mockctl machines' lists all, "
                + "and ALLOW_UNSUPPORTED=true takes a stand-in")
            .formatted(name, Hint.near(name, catalog.namesAndAliases())));
  }

  /** The kernel's name of this computer: no name service is asked where it can be read. */
  static String hostName() {
    try {
      return Files.exists(KERNEL_HOST_NAME)
          ? Files.readString(KERNEL_HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      throw new UsageException("this computer's name is unknown; give the node's by --node-name");
    }
  }
}
