package dev.gpumock.fs;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.PciIds;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * The part of /sys that tells where devices sit: each lies in the folder of its root complex, and
 * {@code bus/pci/devices} links to it, which is what the DRA driver reads a PCIe root from.
 */
final class PciTree {
  private static final int CLASS_VGA = 0x030000;
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
    int pciClass = ids.vga() ? CLASS_VGA : CLASS_3D;
    device(plan, gpu.bdf(), ids.vendor(), ids.device(), pciClass, gpu.numaNode());
    String folder = folder(gpu.bdf());
    plan.text(folder + "/subsystem_vendor", hex(ids.subsystemVendor(), 4));
    plan.text(folder + "/subsystem_device", hex(ids.subsystem(), 4));
  }

  private static void device(
      PlanBuilder plan, Bdf bdf, int vendor, int device, int pciClass, OptionalInt numaNode) {
    String folder = folder(bdf);
    plan.text(folder + "/vendor", hex(vendor, 4));
    plan.text(folder + "/device", hex(device, 4));
    plan.text(folder + "/class", hex(pciClass, 6));
    plan.text(folder + "/numa_node", numaNode.orElse(-1) + "\n");
    plan.link(DriverRootLayout.pciDevice(bdf), "../../../" + folder.substring("sys/".length()));
  }

  private static String folder(Bdf bdf) {
    String address = bdf.toString();
    return "sys/devices/pci" + address.substring(0, address.indexOf(':', 5)) + "/" + address;
  }

  private static String hex(int value, int digits) {
    return "0x" + HexFormat.of().toHexDigits(value, digits) + "\n";
  }
}
