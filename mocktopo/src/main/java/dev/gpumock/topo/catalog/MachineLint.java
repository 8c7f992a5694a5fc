package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a valid machine says that no real one would: advice, not errors. */
public final class MachineLint {
  /** The first driver branch for each generation of data center boards. */
  private static final Map<GpuArchitecture, Integer> FIRST_BRANCH =
      new EnumMap<>(
          Map.of(
              GpuArchitecture.TURING, 410,
              GpuArchitecture.AMPERE, 450,
              GpuArchitecture.ADA, 525,
              GpuArchitecture.HOPPER, 525,
              GpuArchitecture.BLACKWELL, 570));

  private final Machine machine;
  private final Set<String> findings = new java.util.LinkedHashSet<>();

  private MachineLint(Machine machine) {
    this.machine = machine;
  }

  /** One line for each finding, empty where there is none. */
  public static List<String> findings(Machine machine) {
    MachineLint lint = new MachineLint(machine);
    lint.modules();
    lint.memoryNodes();
    machine.gpus().stream().map(Gpu::board).distinct().forEach(lint::board);
    return List.copyOf(lint.findings);
  }

  private void board(Board board) {
    int first = FIRST_BRANCH.getOrDefault(board.product().architecture(), 0);
    if (machine.driver().branch() < first) {
      findings.add(
          "driver %s does not know %s boards such as %s; it takes %d or later"
              .formatted(
                  machine.driver().version(),
                  board.product().architecture().printedName(),
                  board.key(),
                  first));
    }
    if (!board.approximate().isEmpty()) {
      findings.add(
          "board %s: approximate, not read on a real one: %s"
              .formatted(board.key(), String.join(", ", board.approximate())));
    }
    board.mig().ifPresent(mig -> mig.gpuInstanceProfiles().forEach(p -> name(board, p)));
  }

  /** NVIDIA names a profile after its share of the whole memory, in eighths. */
  private void name(Board board, GpuInstanceProfile profile) {
    int total = board.memory().totalMiB();
    double share = Math.ceil(8.0 * profile.memoryMiB() / total) / 8;
    String size = "." + Math.round(share * Math.ceil(total / 1024.0)) + "gb";
    if (!profile.name().replaceFirst("[+-].*", "").endsWith(size)) {
      findings.add(
          "board %s: a MIG profile of %d MiB is called %s, its name would end with %s"
              .formatted(board.key(), profile.memoryMiB(), profile.name(), size));
    }
  }

  private void modules() {
    Set<Integer> seen = new HashSet<>();
    List<Integer> twice = new ArrayList<>();
    for (Gpu gpu : machine.gpus()) {
      if (!seen.add(gpu.moduleId()) && gpu.moduleId() > 1) {
        twice.add(gpu.moduleId());
      }
    }
    twice.forEach(id -> findings.add("two GPUs have the module id " + id));
  }

  /** The memory of a GPU is a node of its own where the kernel sees it. */
  private void memoryNodes() {
    Set<Integer> seen = new HashSet<>();
    machine.host().numaNodes().forEach(node -> seen.add(node.id()));
    machine.gpus().stream()
        .flatMapToInt(gpu -> gpu.gpuNumaId().stream())
        .filter(id -> !seen.add(id))
        .forEach(
            id -> findings.add("gpuNumaId %d is another GPU's or a processor's".formatted(id)));
  }
}
