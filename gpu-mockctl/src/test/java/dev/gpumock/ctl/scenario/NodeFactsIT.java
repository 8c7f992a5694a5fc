package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.ctl.CliRun;
import dev.gpumock.ctl.scenario.NodeFacts.NvmlGpu;
import dev.gpumock.ctl.scenario.NodeFacts.ProcGpu;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the observer's commands print on a driver root that is really there is understood. */
class NodeFactsIT {
  private static final String NODE = "node-a";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void procAndLibraryTellOfTheMachine(String name) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "the driver is for Linux");
    String root = temporary.toRealPath().resolve("driver").toString();
    String spec = temporary.toRealPath().resolve("cdi/nvidia.yaml").toString();
    CliRun.of(
            ("cdi --devices files --ignore-real-driver --node-name " + NODE)
                .concat(" --machine " + name + " --driver-root " + root + " --cdi-output " + spec)
                .split(" "))
        .done();
    NodeFacts facts = NodeFacts.of(run(Observer.readProc(root)), run(Observer.queryLibrary(root)));
    Machine machine = Catalog.standard().machine(name, NODE);
    List<Gpu> gpus = machine.gpus();
    assertEquals(
        gpus.stream()
            .map(g -> new ProcGpu(g.bdf().toString(), g.uuid().toString(), "" + g.minor()))
            .sorted(Comparator.comparing(ProcGpu::bus))
            .toList(),
        facts.proc());
    assertEquals(
        gpus.stream().map(g -> new NvmlGpu(g.bdf().toString(), g.uuid().toString())).toList(),
        facts.nvml());
    inContainer(root, gpus);
    fabric(root, machine);
  }

  /** Without a runtime the device nodes are those of the machine that this test runs on. */
  private static void inContainer(String root, List<Gpu> gpus) throws Exception {
    String program = root + "/bin/nvidia-smi";
    String[] query = {program, "--query-gpu=pci.bus_id", "--format=csv,noheader"};
    PodView view = PodView.parse(run(program, "-L") + run(query));
    assertEquals(gpus.stream().map(g -> g.bdf().toString()).toList(), view.busIds());
    assertEquals(gpus.size(), view.uuids().size());
  }

  private static void fabric(String root, Machine machine) throws Exception {
    assertEquals(
        machine.fabric().map(f -> f.clusterUuid() + "." + f.cliqueId()).orElse("none"),
        Fabrics.of(run(root + "/bin/nvidia-smi", "-q")).toString());
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }
}
