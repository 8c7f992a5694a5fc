package dev.gpumock.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.judge.TinyElf;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.NodeSource;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.NodeFacts;
import dev.gpumock.topo.CpuArchitecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With device nodes that the caller declares, so that no root user is needed. */
class CdiGeneratorTest {
  private static final String ROOT = "/var/lib/nvidia-mock/driver";
  private static final String UUID = "GPU-00000000-04cf-1ccf-9e70-f139a9b1e23";

  @TempDir Path host;

  @BeforeEach
  void driver() throws IOException {
    for (String name : List.of("libcuda.so", "libnvidia-ml.so")) {
      Path library = file("lib64/" + name + ".550.54.15", TinyElf.of(62, name + ".1"));
      Files.createSymbolicLink(library.resolveSibling(name + ".1"), library.getFileName());
    }
    file("usr/keep", new byte[0]);
    Files.createSymbolicLink(at("usr/lib64"), Path.of("../lib64"));
    file("usr/bin/nvidia-smi", new byte[0]).toFile().setExecutable(true);
    file("run/nvidia-persistenced/socket", new byte[0]);
    file("lib/firmware/nvidia/550.54.15/gsp_tu10x.bin", new byte[0]);
    file("usr/share/glvnd/egl_vendor.d/10_nvidia.json", new byte[0]);
  }

  private Path at(String path) {
    return host.resolve(ROOT.substring(1)).resolve(path);
  }

  private Path file(String path, byte[] content) throws IOException {
    Files.createDirectories(at(path).getParent());
    return Files.write(at(path), content);
  }

  private static DriverFacts facts(MigFacts... mig) {
    GpuFacts first =
        new GpuFacts(0, UUID + "0", 0, "0000:07:00.0", "NVIDIA A100", true, false, List.of());
    GpuFacts second =
        new GpuFacts(
            1, UUID + "1", 1, "0000:0f:00.0", "NVIDIA A100", false, mig.length > 0, List.of(mig));
    return new DriverFacts(Optional.of("550.54.15"), List.of(first, second));
  }

  private static CdiRequest request(Profile profile) {
    Map<String, NodeFacts> nodes = new HashMap<>();
    nodes.put("/dev/nvidia0", new NodeFacts(195, 0, 0666, 0));
    nodes.put("/dev/nvidia1", new NodeFacts(195, 1, 0660, 44));
    nodes.put("/dev/nvidiactl", new NodeFacts(195, 255, 0666, 0));
    nodes.put("/dev/nvidia-caps/nvidia-cap30", new NodeFacts(236, 30, 0444, 0));
    nodes.put("/dev/nvidia-caps/nvidia-cap31", new NodeFacts(236, 31, 0444, 0));
    return CdiRequest.of(
            profile, DriverLocation.at(ROOT), SearchEnvironment.plain(CpuArchitecture.AMD64))
        .withNodes(new NodeSource.Declared(nodes));
  }

  private CdiSpec generate(CdiRequest request, DriverFacts facts) throws CdiException {
    return CdiGenerator.generate(HostFiles.seenAt(host), request, facts).main();
  }

  private static List<String> mounted(CdiSpec spec) {
    return spec.edits().mounts().stream().map(m -> m.containerPath().text()).toList();
  }

  private static List<String> names(CdiSpec spec) {
    return spec.devices().stream().map(Device::name).toList();
  }

  @Test
  void stockHasNoHookAndEachNameThatALoaderSearches() throws CdiException {
    CdiSpec spec = generate(request(Profile.STOCK), facts());
    assertEquals(List.of(), spec.edits().hooks());
    assertEquals(
        List.of(
            "/run/nvidia-persistenced/socket",
            "/usr/bin/nvidia-smi",
            "/usr/lib/libcuda.so",
            "/usr/lib/libcuda.so.1",
            "/usr/lib/libnvidia-ml.so.1",
            "/usr/lib64/libcuda.so",
            "/usr/lib64/libcuda.so.1",
            "/usr/lib64/libnvidia-ml.so.1",
            "/usr/lib/x86_64-linux-gnu/libcuda.so",
            "/usr/lib/x86_64-linux-gnu/libcuda.so.1",
            "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1",
            "/lib/firmware/nvidia/550.54.15/gsp_tu10x.bin",
            "/usr/share/glvnd/egl_vendor.d/10_nvidia.json"),
        mounted(spec));
  }

  @Test
  void theLibrarysOwnArchitectureDecidesItsDirectory() throws Exception {
    file("lib64/libcuda.so.550.54.15", TinyElf.of(183, "libcuda.so.1"));
    assertTrue(
        mounted(generate(request(Profile.STOCK), facts()))
            .contains("/usr/lib/aarch64-linux-gnu/libcuda.so.1"));
  }

  @Test
  void noPathOfTheWriterGetsIntoTheFile() throws CdiException {
    for (Profile profile : Profile.values()) {
      CdiSpec spec = generate(request(profile), facts());
      for (SpecFormat format : SpecFormat.values()) {
        String text = new String(format.render(spec), StandardCharsets.UTF_8);
        assertFalse(text.contains(host.toString()), text);
        assertTrue(text.contains(ROOT + "/lib64/libcuda.so.550.54.15"), text);
      }
    }
  }

  @Test
  void toolkitHasItsHooksInOrder() throws CdiException {
    CdiSpec spec = generate(request(Profile.TOOLKIT), facts());
    assertEquals(
        List.of(
            "create-symlinks",
            "enable-cuda-compat",
            "update-ldcache",
            "disable-device-node-modification",
            "update-application-profile"),
        spec.edits().hooks().stream().map(hook -> hook.args().get(1)).toList());
    Hook links = spec.edits().hooks().get(0);
    assertEquals(
        List.of(
            "nvidia-cdi-hook",
            "create-symlinks",
            "--link",
            "libcuda.so.1::/lib64/libcuda.so",
            "--link",
            "libcuda.so.550.54.15::/lib64/libcuda.so.1",
            "--link",
            "libnvidia-ml.so.550.54.15::/lib64/libnvidia-ml.so.1"),
        links.args());
    assertEquals(
        List.of("NVIDIA_CTK_LIBCUDA_DIR=/lib64", "NVIDIA_VISIBLE_DEVICES=void"),
        spec.edits().env());
  }

  @Test
  void olderToolkitHasNoApplicationProfiles() throws CdiException {
    CdiRequest request = request(Profile.TOOLKIT).withToolkit(ToolkitVersion.V1_19_1);
    assertEquals(4, generate(request, facts()).edits().hooks().size());
  }

  @Test
  void hooksCanBeSwitchedOffAndOn() throws CdiException {
    CdiRequest request = request(Profile.TOOLKIT);
    CdiRequest none = request.withHooks(request.hooks().withDisabled(Set.of(HookName.ALL)));
    assertEquals(List.of(), generate(none, facts()).edits().hooks());
    CdiRequest one = none.withHooks(none.hooks().withEnabled(Set.of(HookName.UPDATE_LDCACHE)));
    assertEquals(1, generate(one, facts()).edits().hooks().size());
  }

  @Test
  void declaredNodesNeedNoFile() throws CdiException {
    CdiSpec spec = generate(request(Profile.STOCK), facts());
    assertEquals(List.of("0", "1", UUID + "0", UUID + "1", "all"), names(spec));
    DeviceNode node = spec.devices().get(1).edits().deviceNodes().get(0);
    assertEquals("/dev/nvidia1", node.path().text());
    assertEquals(Optional.empty(), node.hostPath());
    assertEquals("c", node.type());
    assertEquals(List.of(44L), spec.devices().get(1).edits().additionalGids());
    assertEquals(2, spec.devices().get(4).edits().deviceNodes().size());
  }

  @Test
  void migDevicesHaveTheirCapabilities() throws Exception {
    MigFacts mig = new MigFacts(0, "MIG-1", 3, 0, false);
    CdiRequest request = request(Profile.STOCK);
    assertThrows(CdiException.class, () -> generate(request, facts(mig)));
    Path minors = host.resolve("proc/driver/nvidia-caps/mig-minors");
    Files.createDirectories(minors.getParent());
    Files.writeString(minors, "config 1\ngpu1/gi3/access 30\ngpu1/gi3/ci0/access 31\n");
    CdiSpec spec = generate(request, facts(mig));
    assertEquals(List.of("0", "1:0", UUID + "0", "MIG-1", "all"), names(spec));
    assertEquals(
        List.of("/dev/nvidia1", "/dev/nvidia-caps/nvidia-cap30", "/dev/nvidia-caps/nvidia-cap31"),
        spec.devices().get(1).edits().deviceNodes().stream().map(n -> n.path().text()).toList());
  }

  @Test
  void coherentGpusGetASpecificationOfTheirOwn() throws CdiException {
    CdiRequest request =
        request(Profile.TOOLKIT).withFeatures(Set.of(FeatureFlag.ENABLE_COHERENT_ANNOTATIONS));
    Generated generated = CdiGenerator.generate(HostFiles.seenAt(host), request, facts());
    assertEquals(
        List.of("nvidia.com/gpu", "nvidia.com/gpu.coherent", "nvidia.com/gpu.noncoherent"),
        generated.specs().stream().map(s -> s.spec().kind().toString()).toList());
    assertEquals(
        "/etc/cdi/nvidia.coherent.yaml", generated.specs().get(1).fileName("/etc/cdi/nvidia.yaml"));
    assertEquals(List.of("0", UUID + "0", "all"), names(generated.specs().get(1).spec()));
  }

  @Test
  void managementHasEachNodeInOneDevice() throws CdiException {
    CdiSpec spec = generate(request(Profile.TOOLKIT).withMode(Mode.MANAGEMENT), facts());
    assertEquals(List.of("all"), names(spec));
    assertEquals(5, spec.devices().get(0).edits().deviceNodes().size());
    assertEquals(3, spec.edits().hooks().size());
  }

  @Test
  void aGpuWithoutNodeIsRefusedAndMissingControlNodesAreToldOf() throws CdiException {
    CdiRequest request = request(Profile.STOCK);
    Generated generated = CdiGenerator.generate(HostFiles.seenAt(host), request, facts());
    assertTrue(
        generated.warnings().contains("no character device /dev/nvidia-uvm below " + ROOT),
        generated.warnings().toString());
    CdiRequest bare = request.withNodes(new NodeSource.FileSystem());
    CdiException e = assertThrows(CdiException.class, () -> generate(bare, facts()));
    assertTrue(e.getMessage().contains("device '0' has no edits"), e.getMessage());
  }

  @Test
  void aDriverOfAnotherVersionIsRefused() {
    DriverFacts other = new DriverFacts(Optional.of("560.28.03"), facts().gpus());
    CdiException e =
        assertThrows(CdiException.class, () -> generate(request(Profile.STOCK), other));
    assertEquals(
        "no libcuda.so.560.28.03 and no libnvidia-ml.so.560.28.03 in the library directories of "
            + ROOT
            + "; check --driver-root",
        e.getMessage());
  }

  @Test
  void aDeviceThatIsNoneChangesNothingButAVariable() throws CdiException {
    CdiRequest request =
        request(Profile.STOCK).withDevices(DeviceSelection.DEFAULT.withIds(List.of("none")));
    CdiSpec spec = generate(request, facts());
    assertEquals(List.of("none"), names(spec));
    assertEquals(List.of("NVCT_EMPTY_DEVICE="), spec.devices().get(0).edits().env());
  }
}
