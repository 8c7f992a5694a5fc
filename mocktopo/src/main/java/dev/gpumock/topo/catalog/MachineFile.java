package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.CpuSet;
import dev.gpumock.topo.Digits;
import dev.gpumock.topo.Driver;
import dev.gpumock.topo.DriverModel;
import dev.gpumock.topo.Fabric;
import dev.gpumock.topo.Fabric.Answer;
import dev.gpumock.topo.Fabric.Configuration;
import dev.gpumock.topo.Fabric.Health;
import dev.gpumock.topo.Fabric.Summary;
import dev.gpumock.topo.Gpu.Platform;
import dev.gpumock.topo.GpuUuid;
import dev.gpumock.topo.Host;
import dev.gpumock.topo.Host.Virtualization;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NumaNode;
import dev.gpumock.topo.NvLinkPair;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.PciPath;
import dev.gpumock.topo.PcieAtomics;
import dev.gpumock.topo.Refusal;
import dev.gpumock.topo.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The properties of a machine file, {@code catalog/machines/NAME.yaml} or a user's own; {@code
 * extends} is gone when it is bound.
 *
 * @param board the key of a board file, or a map with {@code extends} and what differs
 * @param gpuCount fewer than the slots, or more: then the last slot's bus numbers are counted on
 * @param persistenceMode of all GPUs
 * @param settings of all GPUs whose slot has none of its own
 * @param refuses what the driver answers NOT_SUPPORTED, whatever the boards could
 * @param gpuInstances of all GPUs whose slot lists no others
 */
record MachineFile(
    String description,
    List<String> aliases,
    DriverPart driver,
    HostPart host,
    Tree board,
    OptionalInt gpuCount,
    boolean persistenceMode,
    Optional<Settings> settings,
    OptionalInt hostMaxPcieGeneration,
    OptionalInt pcieGeneration,
    OptionalInt pcieWidth,
    List<GpuPart> gpus,
    List<Nic> nics,
    List<NvSwitch> nvSwitches,
    List<NvLinkPair> nvLinkPairs,
    Optional<PcieAtomics> atomics,
    Optional<FabricPart> fabric,
    List<Refusal> refuses,
    Optional<List<GpuInstancePart>> gpuInstances) {

  /** The driver; {@code cuda} is the highest CUDA version that it serves, for example 12.4. */
  record DriverPart(String version, String cuda, boolean openModules) {
    Driver toDriver() {
      String[] parts = cuda.split("\\.", -1);
      if (parts.length != 2 || !Digits.decimal(parts[0], 2) || !Digits.decimal(parts[1], 1)) {
        throw new IllegalArgumentException("cuda: '" + cuda + "' is not a version such as 12.4");
      }
      return new Driver(
          version, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), openModules);
    }
  }

  /** The machine around the GPUs. */
  record HostPart(
      CpuArchitecture cpu,
      Optional<Virtualization> virtualization,
      Optional<DriverModel> driverModel,
      List<NodePart> numaNodes) {
    Host toHost() {
      List<NumaNode> nodes = new ArrayList<>();
      for (NodePart node : numaNodes) {
        nodes.add(new NumaNode(node.id(), node.cpus()));
      }
      return new Host(cpu, nodes, virtualization.orElse(Virtualization.NONE), driverModel);
    }
  }

  /** A memory node and its processors. */
  record NodePart(int id, CpuSet cpus) {}

  /** A slot; {@code index} serves to change one GPU of an extended machine. */
  record GpuPart(
      OptionalInt index,
      OptionalInt minor,
      OptionalInt moduleId,
      Bdf bdf,
      OptionalInt numaNode,
      OptionalInt gpuNumaId,
      Optional<GpuUuid> uuid,
      Optional<String> serial,
      Optional<Tree> board,
      OptionalInt pcieGeneration,
      OptionalInt pcieWidth,
      OptionalInt hostMaxPcieGeneration,
      OptionalInt irq,
      Optional<Boolean> persistenceMode,
      Optional<Settings> settings,
      Optional<Long> pdi,
      Optional<PciPath> pciPath,
      Optional<CpuSet> memoryNodes,
      Optional<PcieAtomics> atomics,
      Optional<Platform> platform,
      Optional<Tree> readings,
      Optional<List<GpuInstancePart>> gpuInstances) {}

  /**
   * A GPU instance; what is left out is as the driver would make it.
   *
   * @param profile name or id, as {@code nvidia-smi mig -lgip} prints them
   * @param computeInstances left out: one that takes all
   */
  record GpuInstancePart(
      String profile,
      OptionalInt id,
      OptionalInt start,
      Optional<List<ComputeInstancePart>> computeInstances) {}

  /** A compute instance; its profile is a name or an id of {@code nvidia-smi mig -lcip}. */
  record ComputeInstancePart(String profile, OptionalInt id, OptionalInt start) {}

  /** The NVLink domain; without a cluster UUID one is derived from {@code domain}. */
  record FabricPart(
      Optional<UUID> clusterUuid,
      Optional<String> domain,
      int cliqueId,
      Optional<HealthPart> health) {
    private UUID ofDomain() {
      return domain.isPresent() ? Identity.clusterUuid(domain.get()) : new UUID(0, 0);
    }

    Fabric toFabric() {
      return new Fabric(
          clusterUuid.isPresent() ? clusterUuid.get() : ofDomain(),
          cliqueId,
          health.orElse(HealthPart.NONE).toHealth());
    }
  }

  /** What is left out is unsupported. */
  record HealthPart(
      Optional<Summary> summary,
      Optional<Answer> bandwidthDegraded,
      Optional<Answer> routeRecovery,
      Optional<Answer> routeUnhealthy,
      Optional<Answer> accessTimeout,
      Optional<Configuration> configuration) {
    private static final HealthPart NONE =
        new HealthPart(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Health toHealth() {
      return new Health(
          summary.orElse(Summary.UNSUPPORTED),
          bandwidthDegraded.orElse(Answer.UNSUPPORTED),
          routeRecovery.orElse(Answer.UNSUPPORTED),
          routeUnhealthy.orElse(Answer.UNSUPPORTED),
          accessTimeout.orElse(Answer.UNSUPPORTED),
          configuration.orElse(Configuration.UNSUPPORTED));
    }
  }
}
