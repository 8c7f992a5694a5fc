package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.nvml.DriverPrograms;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real runtime takes the specification, and programs in the container see those GPUs only. */
class InjectionIT {
  private static TestMachine machine;

  @TempDir static Path dir;

  @BeforeAll
  static void driver() throws IOException {
    Judges.require();
    Judges.requirePrograms("gcc", "musl-gcc");
    machine = TestMachines.of(Catalog.standard().machine("dgxa100", "node-1"));
    DriverTree.build(
        Path.of("/"),
        new DriverTree.Shape(
            machine,
            dir.resolve("driver").toString(),
            dir.resolve("driver").toString(),
            DriverTree.Layout.DRIVER_CONTAINER,
            false));
    byte[] program = DriverPrograms.build(CpuArchitecture.AMD64).get("nvidia-smi");
    Files.write(dir.resolve("driver/bin/nvidia-smi"), program);
  }

  private static Path specification(Profile profile, Mode mode) throws Exception {
    CdiRequest request =
        CdiRequest.of(
                profile,
                DriverLocation.at(dir.resolve("driver").toString()),
                SearchEnvironment.plain(CpuArchitecture.AMD64))
            .withMode(mode)
            .withHooks(HookOptions.DEFAULT.withProgram(Judges.path("nvidia-cdi-hook").toString()));
    Path specs = Files.createTempDirectory(dir, "specs");
    SpecFile.write(
        specs.resolve("nvidia.yaml"),
        CdiGenerator.generate(HostFiles.ofThisSystem(), request, machine.facts()).main());
    return specs;
  }

  @ParameterizedTest
  @EnumSource(names = {"DEBIAN", "UBI", "MUSL"})
  void stockShowsTheAskedGpusInEachImage(ContainerImage image) throws Exception {
    Path specs = specification(Profile.STOCK, Mode.NVML);
    String uuid = machine.facts().gpus().get(5).uuid();
    Path root = image.build(Files.createTempDirectory(dir, "image"));
    assertEquals(seen(gpu -> true), run(specs, root, "all"));
    assertEquals(seen(gpu -> gpu.index() == 3), run(specs, root, "3"));
    assertEquals(seen(gpu -> gpu.uuid().equals(uuid)), run(specs, root, uuid));
    assertEquals(
        seen(gpu -> true), run(specification(Profile.STOCK, Mode.MANAGEMENT), root, "all"));
  }

  @Test
  void stockShowsTheAskedGpusWhereThereIsNothingElse() throws Exception {
    Path root = ContainerImage.SCRATCH.build(Files.createTempDirectory(dir, "image"));
    Path specs = specification(Profile.STOCK, Mode.NVML);
    List<String> lines = run(specs, root, "4");
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains(machine.facts().gpus().get(4).uuid()), lines.get(0));
  }

  @Test
  void stockGoesOverTheImagesOwnLibraryAndLeavesItsFile() throws Exception {
    Path root = ContainerImage.DEBIAN.build(Files.createTempDirectory(dir, "image"));
    Path libraries = Files.createDirectories(root.resolve("usr/lib/x86_64-linux-gnu"));
    Files.createSymbolicLink(libraries.resolve("libnvidia-ml.so"), Path.of("libnvidia-ml.so.1"));
    Files.createSymbolicLink(
        libraries.resolve("libnvidia-ml.so.1"), Path.of("libnvidia-ml.so.535.1"));
    Files.writeString(libraries.resolve("libnvidia-ml.so.535.1"), "the image's own");
    Path specs = specification(Profile.STOCK, Mode.NVML);
    assertEquals(seen(gpu -> gpu.index() == 0), run(specs, root, "0"));
    assertEquals("the image's own", Files.readString(libraries.resolve("libnvidia-ml.so.535.1")));
  }

  @Test
  void stockServesNvidiasOwnProgramAndALoaderCacheMadeInTheContainer() throws Exception {
    Path specs = specification(Profile.STOCK, Mode.NVML);
    List<String> lines =
        debian(specs, "6", "/sbin/ldconfig 2>&1; /sbin/ldconfig -p | grep -c libnvidia-ml.so.1");
    assertEquals(2, lines.size(), lines.toString());
    assertEquals("2", lines.get(0));
    assertTrue(lines.get(1).contains(machine.facts().gpus().get(6).uuid()), lines.get(1));
  }

  @Test
  void toolkitsHooksRunAndUpdateTheLoaderCache() throws Exception {
    Path specs = specification(Profile.TOOLKIT, Mode.NVML);
    List<String> lines = debian(specs, "2", "/sbin/ldconfig -p | grep -c libnvidia-ml.so.1");
    assertEquals(2, lines.size(), lines.toString());
    assertEquals("1", lines.get(0));
    assertTrue(lines.get(1).contains(machine.facts().gpus().get(2).uuid()), lines.get(1));
  }

  /** In the judge's own Debian: a script, then NVIDIA's nvidia-smi. */
  private static List<String> debian(Path specs, String device, String script) throws IOException {
    Judges.Run run =
        Judges.judge(
            "podman-cdi",
            specs,
            List.of(
                "--device",
                "nvidia.com/gpu=" + device,
                "-v",
                Judges.path("nvidia-smi-535") + ":/nvidia-smi",
                "--",
                "/bin/sh",
                "-c",
                script + "; /nvidia-smi -L"));
    assertEquals(0, run.status(), run.text() + run.error());
    return run.text().lines().toList();
  }

  /** What the probe prints when it sees these GPUs. */
  private static List<String> seen(Predicate<GpuFacts> visible) {
    List<String> lines = new ArrayList<>();
    List<GpuFacts> gpus = machine.facts().gpus().stream().filter(visible).toList();
    gpus.forEach(gpu -> lines.add(gpu.uuid()));
    gpus.forEach(gpu -> lines.add("/dev/nvidia" + gpu.minor() + " 195:" + gpu.minor()));
    return lines;
  }

  private static List<String> run(Path specs, Path root, String device) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--device", "nvidia.com/gpu=" + device));
    // The judge has a root file system of its own, which becomes an argument of this program.
    arguments.addAll(List.of("--rootfs", root.toString()));
    arguments.addAll(List.of("/probe", "--", "unused"));
    Judges.Run run = Judges.judge("podman-cdi", specs, arguments);
    assertEquals(0, run.status(), run.text() + run.error());
    return run.text().lines().toList();
  }
}
