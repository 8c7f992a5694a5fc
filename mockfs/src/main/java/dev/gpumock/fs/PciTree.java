package dev.gpumock.fs;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.PciIds;
import java.util.OptionalInt;

/**
 * The part of /sys that tells where devices sit: each lies in the folder of its root complex, and
 * {@code bus/pci/devices} links to it, which is what the DRA driver reads a PCIe root from.
 */
final class PciTree {
  private static final int CLASS_3D = 0x030200;
  private static final int CLASS_INFINIBAND = 0x020700;
  private static final int CLASS_BRIDGE = 0x068000;
  private static final int MELLANOX = 0x15b3;
  private static final int CONNECTX_6 = 0x101b;

  private PciTree() {}

  static void add(PlanBuilder plan, Machine machine) {
    machine.gpus().forEach(gpu -> gpu(plan, gpu));
    for (Nic nic : machine.nics()) {
      device(plan, nic.bdf(), MELLANOX, CONNECTX_6, CLASS_INFINIBAND, nic.numaNode());
    }
    for (NvSwitch s : machine.nvSwitches()) {
      device(plan, s.bdf(), PciIds.NVIDIA, s.deviceId(), CLASS_BRIDGE, OptionalInt.empty());
    }
  }

  private static void gpu(PlanBuilder plan, Gpu gpu) {
    PciIds ids = gpu.board().pci();
    device(plan, gpu.bdf(), ids.vendor(), ids.device(), CLASS_3D, gpu.numaNode());
    String folder = folder(gpu.bdf());
    plan.text(folder + "/subsystem_vendor", "0x%04x\n".formatted(ids.subsystemVendor()));
    plan.text(folder + "/subsystem_device", "0x%04x\n".formatted(ids.subsystem()));
  }

  private static void device(
      PlanBuilder plan, Bdf bdf, int vendor, int device, int pciClass, OptionalInt numaNode) {
    String folder = folder(bdf);
    plan.text(folder + "/vendor", "0x%04x\n".formatted(vendor));
    plan.text(folder + "/device", "0x%04x\n".formatted(device));
    plan.text(folder + "/class", "0x%06x\n".formatted(pciClass));
    plan.text(folder + "/numa_node", numaNode.orElse(-1) + "\n");
    plan.link(DriverRootLayout.pciDevice(bdf), "../../../" + folder.substring("sys/".length()));
  }

  private static String folder(Bdf bdf) {
    return "sys/devices/pci%04x:%02x/%s".formatted(bdf.domain(), bdf.bus(), bdf);
  }
}
