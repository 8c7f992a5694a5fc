package dev.gpumock.ctl;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.spec.SpecKind;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells a specification that was written for a driver from those of others, whatever options it was
 * written with: it is of the kind that is asked for or NVIDIA's, something in it lies in the
 * driver's directories, and what does not has a name that only a driver's files have, as those that
 * other search paths or another dev root bring in.
 */
record SpecOfDriver(DriverLocation driver, SpecKind kind) {
  private static final String NVIDIA = "nvidia.com";

  /** For the container toolkit's other mode; each specification of a whole driver has it. */
  private static final String MARK = "NVIDIA_VISIBLE_DEVICES=void";

  /** Those of GPUDirect Storage, GDRCopy and MOFED too; a library may be any. */
  private static final Pattern DRIVER_FILE =
      Pattern.compile(
          ".*nvidia.*|.*/lib[^/]*\\.so[^/]*|.*/(run/udev|cufile\\.json)"
              + "|.*/dev/(dri/|infiniband/|gdrdrv).*");

  static SpecOfDriver asked(CdiRequest request) {
    return new SpecOfDriver(request.driver(), request.kind());
  }

  boolean matches(CdiSpec spec) {
    List<ContainerEdits> edits =
        Stream.concat(Stream.of(spec.edits()), spec.devices().stream().map(Device::edits)).toList();
    List<Mount> mounts = edits.stream().flatMap(e -> e.mounts().stream()).toList();
    List<DeviceNode> nodes = edits.stream().flatMap(e -> e.deviceNodes().stream()).toList();
    boolean something =
        mounts.stream().anyMatch(this::isInside) || nodes.stream().anyMatch(this::isInside);
    return isOfKind(spec.kind(), edits)
        && something
        && mounts.stream().allMatch(m -> isInside(m) || isBroughtIn(m))
        && nodes.stream().allMatch(n -> isInside(n) || isDriverFile(n.path().text()));
  }

  private boolean isOfKind(SpecKind given, List<ContainerEdits> edits) {
    return given.vendor().equals(kind.vendor())
        || given.vendor().equals(NVIDIA)
        || edits.stream().anyMatch(e -> e.env().contains(MARK));
  }

  private boolean isInside(Mount mount) {
    String host = mount.hostPath().text();
    return isBelow(driver.root(), host) && (!isSystem(driver.root()) || isBroughtIn(mount));
  }

  private boolean isInside(DeviceNode node) {
    String host = node.hostPath().map(HostPath::text).orElse(node.path().text());
    return Stream.of(driver.root(), driver.devRootOrRoot())
        .anyMatch(root -> isBelow(root, host) && (!isSystem(root) || isDriverFile(host)));
  }

  /** A file that keeps its place in the container but for a root has that for its driver root. */
  private static boolean isBroughtIn(Mount mount) {
    String host = mount.hostPath().text();
    String there = mount.containerPath().text();
    boolean ofOtherRoot = host.endsWith(there) && !List.of(there, "/usr" + there).contains(host);
    return isDriverFile(host) && !ofOtherRoot;
  }

  private static boolean isDriverFile(String path) {
    return DRIVER_FILE.matcher(path).matches();
  }

  /** All paths lie below it, those of any vendor. */
  private static boolean isSystem(String root) {
    return SlashPath.clean(root).equals("/");
  }

  private static boolean isBelow(String root, String path) {
    return isSystem(root) || SlashPath.clean(path).startsWith(SlashPath.clean(root) + "/");
  }
}
