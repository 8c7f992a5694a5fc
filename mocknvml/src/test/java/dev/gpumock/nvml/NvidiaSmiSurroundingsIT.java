package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.nvml.SmiRuns.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our nvidia-smi beside NVIDIA's where something around them is not usual: the terminal, the number
 * of GPUs, the device nodes, the environment, the library.
 */
class NvidiaSmiSurroundingsIT {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(),
          List.of("-L"),
          List.of("-q"),
          List.of("-q", "-x"),
          List.of("-q", "-d", "MEMORY,POWER"),
          List.of("-i", "1"),
          List.of("-B"),
          List.of("--version"),
          List.of("--query-gpu=index,uuid,memory.used,pstate", "--format=csv"),
          List.of("--query-compute-apps=pid,name", "--format=csv"),
          List.of("topo", "-m"),
          List.of("topo", "-p2p", "r"),
          List.of("nvlink", "-s"),
          List.of("dmon", "-c", "1"),
          List.of("pmon", "-c", "1", "-i", "0"),
          List.of("mig", "-lgip"),
          List.of("mig", "-lgi"),
          List.of("conf-compute", "-f"),
          List.of("-pm", "1"),
          List.of("-i", "99"),
          List.of("--no-such-option"),
          List.of("topo", "-z"));

  /** They have no end of their own; the pauses are longer than anybody waits here. */
  private static final List<List<String>> LOOPS =
      Stream.of(
              "-l -1",
              "-q -d POWER -l x",
              "-l=EXCLUSIVE_THREAD -i 0",
              "--query-gpu=index --format=csv -l 0x5",
              "pmon -d 9",
              "vgpu -l -1",
              "vgpu -q -l 0x9g",
              "vgpu -u -l=9",
              "vgpu --gpm-metrics 00 -l 9")
          .map(line -> List.of(line.split(" ")))
          .toList();

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

  /** In mW: of each length that the table, -q and dmon have room for. */
  private static final int[] DRAWS = {9_120, 70_000, 432_990};

  private static final int RUNS = 60;

  /** Less than this is no library to any loader. */
  private static final int ELF_HEADER = 64;

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
  void noLibraryAnywhere() throws Exception {
    List<List<String>> all = new ArrayList<>(COMMANDS);
    all.add(List.of("dmon", "-h"));
    all.add(List.of("--help-query-gpu"));
    for (Pair pair : assertAlike(withoutLibrary(), all)) {
      assertEquals(12, pair.ours().status(), () -> "a driver is installed here? " + pair);
    }
  }

  @Test
  void whatNeedsNoLibrary() throws Exception {
    SmiRuns runs = withoutLibrary();
    SmiHelp help = new SmiHelp(runs.of(lines("-h", "drain -h", "daemon -h")));
    for (Pair pair : help.asked()) {
      assertEquals(0, pair.original().status(), pair.toString());
      assertFalse(pair.ours().out().isBlank(), pair.toString());
    }
    List<List<String>> commands =
        lines(
            ("-h;--help;-h -h;-h foo;-q -h;-h --debug;--debug=/dev/null -h;drain --help;drain -q -h"
                    + ";drain foo;drain -m;drain -q;drain -p 0:7:0.0 -d;daemon foo;daemon -d x;daemon -t")
                .split(";"));
    for (Pair pair : runs.of(commands)) {
      assertEquals(Optional.empty(), SmiDifference.of(help.without(pair)));
    }
  }

  private SmiRuns withoutLibrary() throws IOException {
    SmiRuns runs = parity.runs("missing", "h100");
    for (Path libraries : List.of(runs.original().libraries(), runs.ours().libraries())) {
      for (String name : List.of("libnvidia-ml.so", "libnvidia-ml.so.1")) {
        Files.delete(libraries.resolve(name));
      }
    }
    return runs;
  }

  private static List<List<String>> lines(String... lines) {
    return Stream.of(lines).map(line -> List.of(line.split(" "))).toList();
  }

  /** The library is no program of ours: an empty file, a text, and half of a library. */
  @ParameterizedTest
  @ValueSource(ints = {0, 20, 5000})
  void aLibraryThatIsNone(int length) throws Exception {
    SmiRuns runs = parity.runs("damaged", "h100");
    for (Path libraries : List.of(runs.original().libraries(), runs.ours().libraries())) {
      Path library = libraries.resolve("libnvidia-ml.so.1").toRealPath();
      byte[] start = Arrays.copyOf(Files.readAllBytes(library), length);
      Files.write(
          library,
          length == 20 ? "INPUT(libnvidia-ml)\n".getBytes(StandardCharsets.US_ASCII) : start);
    }
    if (length < ELF_HEADER) {
      assertAlike(runs, COMMANDS);
    }
    List<Pair> pairs = runs.of(COMMANDS);
    pairs.forEach(pair -> assertTrue(List.of(9, 12).contains(pair.ours().status()), "" + pair));
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

  /** Both wait for a next round, and end well when they are told to. */
  @Test
  void aSignalInEachLoop() throws Exception {
    SmiRuns runs = parity.runs("signal", "t4").in(withSignal("INT", "0.5"));
    for (Pair pair : assertAlike(runs, LOOPS)) {
      assertEquals(0, pair.ours().status(), pair.toString());
    }
  }

  /** The lines that two programs with the same pauses print in the same time are as many. */
  @ParameterizedTest
  @CsvSource({
    "2.7, -lms 2 -l 1; -l 1 -lms 2; -l 2 -lms; --query-gpu=index --format=csv -lms 1 -l 2",
    "5.0, vgpu -l 1; vgpu -u"
  })
  void thePausesOfEachLoop(String seconds, String commands) throws Exception {
    SmiRuns runs = parity.runs("pauses", "t4").in(withSignal("INT", seconds));
    for (Pair pair : assertAlike(runs, lines(commands.split("; ")))) {
      assertEquals(0, pair.ours().status(), pair.toString());
    }
  }

  /**
   * In the original the signal and the thread of the next sample race: it may print one line more.
   */
  @ParameterizedTest
  @ValueSource(strings = {"HUP", "QUIT", "TERM", "USR1"})
  void eachSignal(String signal) throws Exception {
    SmiRuns runs = parity.runs("signal", "t4").in(withSignal(signal, "0.5"));
    Pair pair = runs.of(List.of(List.of("dmon", "-d", "9"))).get(0);
    assertEquals(pair.original().status(), pair.ours().status());
    assertEquals(signal.equals("USR1"), pair.ours().status() != 0);
    assertTrue(pair.original().out().startsWith(pair.ours().out()), pair.toString());
  }

  /** To the program, so long after its start; the shell sees its exit status. */
  private static UnaryOperator<List<String>> withSignal(String signal, String seconds) {
    return words -> {
      List<String> all = new ArrayList<>(List.of("timeout", "--preserve-status", "-s", signal));
      all.add(seconds);
      all.addAll(words);
      return all;
    };
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

  /** While the state changes, every line is one of those that are printed when it rests. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-q", "-q -x", "--query-gpu=power.draw --format=csv", "dmon -c 1"})
  void aWriterThatNeverRests(String line) throws Exception {
    List<String> command = line.isEmpty() ? List.of() : List.of(line.split(" "));
    SmiRuns runs = parity.runs("writer", "t4");
    LiveState state =
        LiveState.open(runs.ours().libraries().resolve("libnvidia-ml.so.1").toRealPath());
    SmiRuns shared = runs.withOurLibrary();
    Set<String> known = new HashSet<>();
    for (int draw : DRAWS) {
      state.change(edit -> edit.gpu(0, "power_usage", draw));
      known.addAll(lines(assertAlike(shared, List.of(command)).get(0)));
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> writeUntil(stop, state));
    writer.start();
    List<Pair> during = shared.of(Collections.nCopies(RUNS, command));
    stop.set(true);
    writer.join();
    for (Pair pair : during) {
      List<String> unknown = new ArrayList<>(lines(pair));
      unknown.removeAll(known);
      assertEquals(List.of(), unknown, pair.ours().out());
    }
  }

  private static void writeUntil(AtomicBoolean stop, LiveState state) {
    for (int i = 0; !stop.get(); i++) {
      int draw = DRAWS[i % DRAWS.length];
      state.change(edit -> edit.gpu(0, "power_usage", draw));
    }
  }

  private static List<String> lines(Pair pair) {
    return SmiDifference.withoutTime(pair.ours().out()).lines().toList();
  }

  private static List<Pair> assertAlike(SmiRuns runs, List<List<String>> commands)
      throws Exception {
    List<Pair> pairs = runs.of(commands);
    List<String> differences = new ArrayList<>();
    pairs.forEach(pair -> SmiDifference.of(pair).ifPresent(differences::add));
    assertEquals("", String.join("\n", differences));
    assertFalse(
        pairs.stream().allMatch(pair -> pair.ours().out().isEmpty()), "nothing was printed");
    return pairs;
  }
}
