package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertSilent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gpumock.nvml.TestPrograms.Result;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library among writers, crowds, forks and killings, and where little of a system is left. */
class RobustnessIT {
  /**
   * How long readers look on while another writes; the property readers.seconds has another time.
   */
  private static final String SECONDS = System.getProperty("readers.seconds", "30");

  private static final Path MUSL_LOADER = Path.of("/lib/ld-musl-x86_64.so.1");

  @TempDir Path folder;
  private Machine machine;
  private Path library;

  @BeforeEach
  void place() throws Exception {
    machine = Catalog.standard().machine("dgxa100", "node-a");
    library = PlacedLibrary.in(folder, machine);
  }

  private Result drive(String... arguments) throws Exception {
    String drive = TestPrograms.build("drive", "cc").toString();
    return TestPrograms.run(
        Map.of(),
        List.of(drive, arguments[0], library.toString(), arguments.length > 1 ? arguments[1] : ""));
  }

  private static Process start(List<String> command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void assertEnds(Process process) throws Exception {
    assertEquals("", new String(process.getInputStream().readAllBytes()));
    assertEquals(0, process.waitFor());
  }

  @Test
  void readersNeverSeeHalfAChange() throws Exception {
    String drive = TestPrograms.build("drive", "cc").toString();
    Process readers = start(List.of(drive, "readers", library.toString(), SECONDS));
    LiveState state = LiveState.open(library);
    for (int i = 1; readers.isAlive(); i++) {
      long value = i % 101;
      state.change(
          edit -> edit.gpu(0, "gpu_utilization", value).gpu(0, "memory_utilization", value));
    }
    assertEnds(readers);
  }

  @Test
  void aWriterThatDiesWithTheLockHarmsNobody() throws Exception {
    TestPrograms.requireRoot();
    assertSilent(drive("killed"));
    LiveState.open(library).change(edit -> edit.gpu(0, "temperature", 70));
    assertSilent(drive("query"));
  }

  @Test
  void writersMayBeKilledAtAnyMoment() throws Exception {
    TestPrograms.requireRoot();
    assertSilent(drive("killings", "100"));
  }

  @Test
  void fiveHundredProcessesAtOnce() throws Exception {
    TestPrograms.requireRoot();
    assertSilent(drive("crowd"));
  }

  @Test
  void forkedProcessesGoOn() throws Exception {
    TestPrograms.requireRoot();
    assertSilent(drive("fork"));
  }

  @Test
  void nothingIsLeftOfTenThousandLoads() throws Exception {
    assertSilent(drive("reload"));
  }

  @Test
  void anEventWakesWhoWaits() throws Exception {
    String drive = TestPrograms.build("drive", "cc").toString();
    Process waiting = start(List.of(drive, "event", library.toString(), "79"));
    BufferedReader output = waiting.inputReader();
    assertEquals("waiting", output.readLine());
    int last = machine.gpus().size() - 1;
    LiveState.open(library).change(edit -> edit.event(last, 8, 79));
    assertEquals(null, output.readLine());
    assertEquals(0, waiting.waitFor());
  }

  @Test
  void aReadOnlyMountIsEnough() throws Exception {
    TestPrograms.requireRoot();
    TestPrograms.require("unshare");
    String drive = TestPrograms.build("drive", "cc").toString();
    String script =
        "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && exec \"$2\" read-only \"$3\"";
    assertSilent(
        TestPrograms.run(
            Map.of(),
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                script,
                "sh",
                folder.toString(),
                drive,
                library.toString())));
  }

  @Test
  void aChrootAfterInitTakesNothingAway() throws Exception {
    TestPrograms.requireRoot();
    assertSilent(drive("chroot", Files.createDirectory(folder.resolve("root")).toString()));
  }

  @Test
  void muslLoadsIt() throws Exception {
    Path drive = TestPrograms.build("drive-musl", "musl-gcc");
    assertSilent(
        TestPrograms.run(Map.of(), List.of(drive.toString(), "query", library.toString())));
  }

  /** A root with a program, its loader and the library: no /proc, no /dev, no other file. */
  @Test
  void anEmptyRootIsEnough() throws Exception {
    TestPrograms.requireRoot();
    Path drive = TestPrograms.build("drive-musl", "musl-gcc");
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectory(root.resolve("lib"));
    Files.copy(MUSL_LOADER, root.resolve(MUSL_LOADER.toString().substring(1)));
    Files.copy(drive, root.resolve("drive"));
    Files.copy(library, root.resolve("library"));
    assertSilent(
        TestPrograms.run(
            Map.of(), List.of("chroot", root.toString(), "/drive", "query", "/library")));
  }

  @Test
  void fewSystemCallsAreEnough() throws Exception {
    Path program = TestPrograms.build("confined", "cc");
    Result result = TestPrograms.runWith(folder, program);
    assertEquals("all called\n", result.output());
    assertEquals(0, result.status());
  }

  /** Nothing that a loader would have to find, run or protect. */
  @ParameterizedTest
  @EnumSource
  void theFileAsksNothingOfALoader(CpuArchitecture cpu) throws Exception {
    TestPrograms.require("readelf");
    Path file = folder.resolve("library." + cpu);
    Files.write(file, DriverLibrary.build(machine, cpu).bytes());
    String told =
        TestPrograms.assertDone(
            TestPrograms.run(Map.of(), List.of("readelf", "-lWd", "--dyn-syms", file.toString())));
    Pattern asks =
        Pattern.compile(
            "NEEDED|INIT|FINI|TLS|GNU_RELRO|INTERP|TEXTREL|JMPREL|IRELATIV|RWE| UND [^\\n]");
    assertFalse(asks.matcher(told).find(), told);
  }
}
