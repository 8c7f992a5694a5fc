package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program of others for the architecture that this library is mostly not tested on: Debian's
 * nvtop for arm64 by an emulator, from a root that the variable GPU_MOCK_ARM64_ROOT names;
 * .ci/arm64-root makes one.
 */
class Arm64ProgramIT {
  private static final String VARIABLE = "GPU_MOCK_ARM64_ROOT";
  private static final int SECONDS = 120;

  @TempDir Path folder;

  private static Path root() {
    String root = System.getenv(VARIABLE);
    if (root == null && "true".equals(System.getenv("CI"))) {
      fail("in CI the variable " + VARIABLE + " must name a root with nvtop");
    }
    assumeTrue(root != null, "needs Debian's nvtop for arm64: " + VARIABLE + " is not set");
    return Path.of(root).toAbsolutePath();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb200", "gh200"})
  void nvtopShowsTheGpus(String name) throws Exception {
    Path root = root();
    TestPrograms.require("qemu-aarch64-static");
    TestPrograms.require("script");
    Machine machine = Catalog.standard().machine(name, "node-a");
    byte[] library = DriverLibrary.build(machine, CpuArchitecture.ARM64).bytes();
    Files.write(folder.resolve("libnvidia-ml.so.1"), library);
    Path screen = Files.createFile(folder.resolve("screen"));
    String paths = folder + ":" + root.resolve("usr/lib/aarch64-linux-gnu");
    String program =
        "stty rows 40 cols 150; exec qemu-aarch64-static -L %s -E LD_LIBRARY_PATH=%s %s -C -p"
            .formatted(root, paths, root.resolve("usr/bin/nvtop"));
    ProcessBuilder builder =
        new ProcessBuilder(List.of("script", "-qfc", program, screen.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HOME", folder.toString());
    Process nvtop = builder.start();
    try {
      awaitGpus(machine, screen, nvtop);
    } finally {
      nvtop.destroy();
      assertTrue(nvtop.waitFor(SECONDS, TimeUnit.SECONDS));
    }
  }

  /** It draws its screen again and again: the first one with all GPUs is enough. */
  private static void awaitGpus(Machine machine, Path screen, Process nvtop) throws Exception {
    String drawn = "";
    for (int tenth = 0; tenth < 10 * SECONDS && nvtop.isAlive(); tenth++) {
      drawn = Files.readString(screen, StandardCharsets.ISO_8859_1);
      String seen = drawn;
      if (machine.gpus().stream()
          .allMatch(
              gpu ->
                  seen.contains(
                      "Device %d [%s]".formatted(gpu.index(), gpu.board().product().name())))) {
        return;
      }
      Thread.sleep(100);
    }
    fail("nvtop does not show " + machine.gpus().size() + " GPUs: " + drawn);
  }
}
