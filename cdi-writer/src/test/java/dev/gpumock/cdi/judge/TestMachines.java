package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.MachineFacts;
import dev.gpumock.nvml.DriverLibrary;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every machine of the catalog, with the driver library that this project makes for it. */
final class TestMachines {
  private TestMachines() {}

  static List<TestMachine> all() {
    Catalog catalog = Catalog.standard();
    return catalog.names().stream().map(name -> of(catalog.machine(name, "node-1"))).toList();
  }

  /** Some of them with MIG devices. */
  static List<TestMachine> partitioned(Path folder) throws IOException {
    List<TestMachine> machines = new ArrayList<>();
    for (String name : List.of("dgxa100", "hgx-h100")) {
      TestMachine whole = of(Catalog.standard().machine(name, "node-1"));
      machines.add(MigMachine.of(whole, folder.resolve(name)));
    }
    return machines;
  }

  static TestMachine of(Machine machine) {
    byte[] library = DriverLibrary.build(machine, CpuArchitecture.AMD64).bytes();
    return new TestMachine(machine.name(), MachineFacts.of(machine), library);
  }
}
