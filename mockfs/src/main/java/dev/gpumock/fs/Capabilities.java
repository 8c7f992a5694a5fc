package dev.gpumock.fs;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.GpuInstance.ComputeInstance;
import dev.gpumock.topo.Machine;

/**
 * What the driver tells of its capabilities below /proc, and the device nodes for them; numbered as
 * in nv-caps.c of NVIDIA's open kernel modules.
 */
final class Capabilities {
  private static final int CONFIG = 1;
  private static final int MONITOR = 2;
  private static final int FIRST = 3;
  private static final int GPUS = 32;
  private static final int INSTANCES = 15;
  private static final int COMPUTE_INSTANCES = 8;
  private static final int OF_INSTANCE = 1 + COMPUTE_INSTANCES;
  private static final int OF_GPU = INSTANCES * OF_INSTANCE;

  /** Behind the minors of all MIG instances that 32 GPUs may have. */
  private static final int IMEX = FIRST + GPUS * OF_GPU;

  private final PlanBuilder plan;
  private final Machine machine;

  private Capabilities(PlanBuilder plan, Machine machine) {
    this.plan = plan;
    this.machine = machine;
  }

  /** The nodes and the list of minors are made where the node starts with MIG instances. */
  static void add(PlanBuilder plan, Machine machine) {
    Capabilities capabilities = new Capabilities(plan, machine);
    capabilities.file("mig/config", CONFIG, KernelFiles.OWNER);
    capabilities.file("mig/monitor", MONITOR, KernelFiles.ANYBODY);
    capabilities.file("fabric-imex-mgmt", IMEX, KernelFiles.OWNER);
    if (machine.gpus().stream().anyMatch(gpu -> !gpu.gpuInstances().isEmpty())) {
      capabilities.node(CONFIG, KernelFiles.OWNER);
      capabilities.node(MONITOR, KernelFiles.ANYBODY);
      capabilities.instances();
      plan.text(DriverRootLayout.MIG_MINORS, minors());
    }
  }

  private void file(String name, int minor, int mode) {
    String path = DriverRootLayout.CAPABILITIES + "/" + name;
    plan.text(path, KernelFiles.capability(minor, mode), KernelFiles.ANYBODY);
  }

  private void node(int minor, int mode) {
    plan.node(DriverRootLayout.capabilityNode(minor), KernelFiles.CAPS_MAJOR, minor, mode);
  }

  private void instances() {
    for (Gpu gpu : machine.gpus()) {
      if (gpu.minor() < GPUS) {
        gpu.gpuInstances().forEach(instance -> instance(gpu.minor(), instance));
      }
    }
  }

  private void instance(int gpu, GpuInstance instance) {
    String folder = "gpu" + gpu + "/mig/gi" + instance.id();
    int minor = FIRST + OF_GPU * gpu + OF_INSTANCE * instance.id();
    access(folder, minor);
    for (ComputeInstance compute : instance.computeInstances()) {
      access(folder + "/ci" + compute.id(), minor + 1 + compute.id());
    }
  }

  private void access(String folder, int minor) {
    file(folder + "/access", minor, KernelFiles.ANYBODY);
    node(minor, KernelFiles.ANYBODY);
  }

  /** /proc/driver/nvidia-caps/mig-minors: all that there can be, on any machine. */
  private static String minors() {
    StringBuilder text = new StringBuilder("config " + CONFIG + "\nmonitor " + MONITOR + "\n");
    int minor = FIRST;
    for (int gpu = 0; gpu < GPUS; gpu++) {
      for (int instance = 0; instance < INSTANCES; instance++) {
        String name = "gpu" + gpu + "/gi" + instance;
        text.append(name).append("/access ").append(minor++).append('\n');
        for (int compute = 0; compute < COMPUTE_INSTANCES; compute++) {
          text.append(name).append("/ci").append(compute).append("/access ");
          text.append(minor++).append('\n');
        }
      }
    }
    return text.toString();
  }
}
