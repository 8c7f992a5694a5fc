package dev.gpumock.nvml;

import static dev.gpumock.nvml.SmiTypical.COMMANDS;
import static dev.gpumock.nvml.SmiTypical.assertAlike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.nvml.SmiRuns.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our nvidia-smi beside NVIDIA's where something around them is not usual: the terminal, the number
 * of GPUs, the device nodes, the environment, the user.
 */
class NvidiaSmiSurroundingsIT {
  /** What only root may; daemon, as it would leave a log here where it may. */
  private static final List<List<String>> CHANGES =
      Stream.of(
              "-r",
              "-r -i 0 -eow",
              "-pm 0",
              "-e 0",
              "-p 0",
              "-c 1",
              "-mig 1",
              "-lgc 210",
              "-rgc",
              "-lmc 1593",
              "-rmc",
              "-ac 1593,1980",
              "-rac",
              "-pl 300",
              "-am 1",
              "-caa",
              "-gtt 80",
              "-cc 1",
              "mig -cgi 19",
              "nvlink -re",
              "nvlink -sLowPwrThres 100",
              "nvlink -sBwMode FULL",
              "conf-compute -srs 1",
              "compute-policy --set-timeslice 1",
              "gpm -s 1",
              "pci -cErrCnt",
              "drain -p 0:1b:0.0 -m 1",
              "daemon",
              "daemon -t",
              "daemon -p /tmp",
              "daemon -p /nowhere/x")
          .map(line -> List.of(line.split(" ")))
          .toList();

  private static final List<String> ZONES =
      List.of(
          ("Europe/Paris America/New_York Asia/Kathmandu America/Nuuk Australia/Sydney ../zoneinfo/UTC"
                  + " posixrules :Europe/Paris / /nowhere /etc/passwd A5 AB5 ABC5 A A5B AA5BB <A>5"
                  + " <AB>5 <> <>5 <+3>-3 <+03>-3 <ABC5 <AB-1>5 <A_C>5 <ABC>5<DEF>4 <ABC>5<DE>4 5 -5"
                  + " : :A5 ABC ABC- ABC+ ABC--5 ABC-+5 ABC5DEF ABC5DE ABC5D ABC25 ABC168 ABC65541"
                  + " ABC0x5 ABC5:30:10 ABC5: ABC5:99 ABC5:30:99 ABC5:3x ABC-167:59:59 A1C5 ABC5/ABC"
                  + " ABC5,M3.2.0,M11.1.0 ABC5junk ABC5DEFjunk ABC5DEF, ABC5DEF,junk ABC5DEF4x"
                  + " ABC5DEF6:30 ABC5DEF- ABC5DEF-,J330,J340 ABC5DEF4,M3.2.0,M11.1.0"
                  + " ABC5DEF,M3.2.0 ABC5DEF,M3.2.0/x,M11.1.0 ABC5DEF,M3.2.0/26,M11.1.0/-3"
                  + " ABC5DEF,M3.2.0/,M11.1.0/ ABC5DEF,M3.2.0M11.1.0 ABC5DEF,M3.2.7,M11.1.0"
                  + " ABC5DEF,M3.6.0,M11.1.0 ABC5DEF,M11 ABC5DEF,M3.2.0,M11.4 ABC5DEF,J60,J300"
                  + " ABC5DEF,J300,J60 ABC5DEF,J0,J400 ABC5DEF,J,J5 ABC5DEF,366,0 ABC5DEF,1,M12.5.6/24"
                  + " ABC5DEF,J1,J365")
              .split(" "));

  private static final Pattern TIMESTAMP = Pattern.compile("(?m)^Timestamp +: (.+)$");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  @TempDir Path folder;
  private SmiParity parity;

  @BeforeEach
  void prepare() throws Exception {
    parity = SmiParity.with("nvidia-smi-550", "12.4", folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 300})
  void aTerminalOfAnyWidth(int columns) throws Exception {
    TestPrograms.require("script");
    SmiRuns runs = parity.runs("terminal", "h100").in(terminal(columns));
    assertAlike(runs, COMMANDS);
  }

  /** 0: a terminal that does not say how wide it is. */
  private static UnaryOperator<List<String>> terminal(int columns) {
    String size = columns == 0 ? "" : "stty cols " + columns + "; ";
    return words -> List.of("script", "-qec", size + "exec " + SmiRuns.quoted(words), "/dev/null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void anyNumberOfGpus(int count) throws Exception {
    assertAlike(parity.runs("count", "h100", gpus(count)), COMMANDS);
  }

  /** As when the driver runs and finds none; no machine of the catalog is so. */
  @Test
  void noGpu() throws Exception {
    SmiRuns runs = parity.runs("none", "h100");
    for (Path libraries : List.of(runs.original().libraries(), runs.ours().libraries())) {
      Path library = libraries.resolve("libnvidia-ml.so.1").toRealPath();
      byte[] bytes = Files.readAllBytes(library);
      ElfFile elf = new ElfFile(bytes);
      int count = StateLayout.of(elf).fields("header").get("gpu_count").offset();
      ByteBuffer.wrap(bytes).putInt((int) elf.stateOffset() + count, 0);
      Files.write(library, bytes);
    }
    Pair listed = assertAlike(runs, COMMANDS).get(1);
    assertEquals("No devices found.\n", listed.ours().out());
  }

  private static String gpus(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("  - {bdf: \"0001:%02x:00.0\", numaNode: 0, moduleId: %<d}\n"::formatted)
        .collect(Collectors.joining("", "gpus:\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "1 2", "0 1 2 3 4 5 6 7"})
  void onlyGpusWithADeviceNode(String minors) throws Exception {
    TestPrograms.requireRoot();
    TestPrograms.require("unshare");
    SmiRuns runs = parity.runs("hidden", "h100").in(withNodes(minors.split(" ")));
    List<Pair> pairs = assertAlike(runs, COMMANDS);
    long listed = pairs.get(1).ours().out().lines().count();
    assertEquals(minors.split(" ").length, listed, pairs.get(1).ours().out());
  }

  /** In a /dev of its own, with these nodes of GPUs. */
  private static UnaryOperator<List<String>> withNodes(String... minors) {
    StringBuilder setup = new StringBuilder("mount -t tmpfs tmpfs /dev");
    setup.append(" && mknod -m 666 /dev/null c 1 3");
    for (String minor : minors) {
      setup.append(" && mknod -m 666 /dev/nvidia%s c 195 %s".formatted(minor, minor));
    }
    return words ->
        List.of("unshare", "--mount", "sh", "-c", setup + " && exec " + SmiRuns.quoted(words));
  }

  @Test
  void outputThatTheDiskDoesNotTakeIsNoSuccess() throws Exception {
    List<List<String>> commands = new ArrayList<>();
    for (String line :
        List.of("", "-q", "-q -x", "--query-gpu=index --format=csv", "dmon -c 1", "pmon -c 1")) {
      commands.add(List.of((line + " -f /dev/full").strip().split(" ")));
    }
    for (Pair pair : assertAlike(parity.runs("full", "h100"), commands)) {
      assertEquals(255, pair.ours().status(), pair.toString());
    }
  }

  @Test
  void anEmptyEnvironmentAndAPreloadedLibrary() throws Exception {
    SmiRuns runs = parity.runs("preload", "h100");
    Path program = driverRoot(runs.ours());
    for (List<String> asked : List.of(List.of("--version"), List.of("-L"))) {
      Verdict original = runs.of(List.of(asked)).get(0).original();
      for (String variable : List.of("A=", "LD_PRELOAD=/no/such/lib.so", "LD_PRELOAD=" + program)) {
        List<String> words = new ArrayList<>(List.of("env", "-i", variable, program.toString()));
        words.addAll(asked);
        assertEquals(original, Judges.execute(words), variable);
      }
    }
  }

  /** The program beside its library, as in a driver root. */
  private Path driverRoot(SmiRuns.Program ours) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("root/bin"));
    Files.createSymbolicLink(folder.resolve("root/lib64"), ours.libraries());
    return Files.copy(ours.file(), bin.resolve("nvidia-smi"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /**
   * By names of files and by rules of all sorts; what is wrong with one is the C library's to say.
   */
  @Test
  void aClockInAnyTimeZone() throws Exception {
    SmiRuns runs = parity.runs("zone", "h100");
    List<List<String>> asked = List.of(List.of("-q", "-d", "PIDS", "-i", "0"));
    for (String zone : ZONES) {
      Pair pair = runs.in(words -> in(zone, words)).of(asked).get(0);
      Duration between = Duration.between(clock(pair.original()), clock(pair.ours())).abs();
      assertTrue(between.compareTo(Duration.ofSeconds(20)) < 0, zone + ": " + pair);
    }
  }

  private static List<String> in(String zone, List<String> words) {
    List<String> all = new ArrayList<>(List.of("env", "TZ=" + zone));
    all.addAll(words);
    return all;
  }

  private static LocalDateTime clock(Verdict verdict) {
    Matcher line = TIMESTAMP.matcher(verdict.out());
    assertTrue(line.find(), verdict.toString());
    return LocalDateTime.parse(line.group(1), CLOCK);
  }

  @Test
  void anybodyButRoot() throws Exception {
    TestPrograms.requireRoot();
    TestPrograms.require("setpriv");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    SmiRuns runs = parity.runs("nobody", "h100").in(NvidiaSmiSurroundingsIT::asNobody);
    assertAlike(runs, COMMANDS);
    assertAlike(runs, CHANGES);
  }

  private static List<String> asNobody(List<String> words) {
    List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534"));
    all.add("--clear-groups");
    all.addAll(words);
    return all;
  }
}
