package dev.gpumock.nvml;

import static dev.gpumock.nvml.SmiTypical.COMMANDS;
import static dev.gpumock.nvml.SmiTypical.assertAlike;
import static dev.gpumock.nvml.SmiTypical.commands;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our nvidia-smi beside NVIDIA's on the same library, where GPUs are not as machines have them. */
class NvidiaSmiStateIT {
  private static final int LOST = 15;
  private static final int NO_PERMISSION = 4;
  private static final int NOT_FOUND = 6;
  private static final long MIB = 1 << 20;

  /** Of each text that there is, and some of those that share one. */
  private static final int[] CODES = {2, 3, NO_PERMISSION, NOT_FOUND, 8, 11, LOST, 16, 20, 999};

  private static final List<List<String>> OF_ONE_GPU =
      commands(
          ("-i GPU-0;-i foo -q;-i 99;-i 0,99;-i 3,2 -L;-i 5:0.0 -pm 1;dmon -c 1 -i foo;nvlink -s -i foo"
                  + ";mig -lgip -i foo;topo -i foo -n 0;topo -i 2 -n 4;topo -i 2 -n 5;topo -i 0 -C"
                  + ";topo -m;topo -mp;topo -p2p r;topo -p2p x;topo -p;topo -n 0;topo -C;topo -M"
                  + ";topo -gnid;topo -c 0;topo -c 100")
              .split(";"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"550, 12.4, 0", "550, 12.4, 1", "550, 12.4, 7", "535, 12.2, 1"})
  void aGpuThatFellOffTheBus(String version, String cuda, int gpu) throws Exception {
    SmiRuns runs = runs(version, cuda);
    List<List<String>> all = new ArrayList<>(COMMANDS);
    all.addAll(OF_ONE_GPU);
    String known = "--query-gpu=uuid,serial --format=csv,noheader -i 2";
    String[] names = runs.of(commands(known)).get(0).original().out().strip().split(", ");
    for (String name : names) {
      all.addAll(commands("-i " + name, "-q -d MEMORY -i " + name, "-i " + name + " -pm 1"));
    }
    change(runs, edit -> edit.gpu(gpu, "failure", LOST));
    List<Pair> pairs = assertAlike(runs, all);
    assertTrue(
        pairs.stream().anyMatch(pair -> pair.ours().out().startsWith("Problem with GPU ")),
        "the GPU is there");
  }

  @ParameterizedTest
  @CsvSource({"550, 12.4", "535, 12.2"})
  void aTableWithLongerNumbers(String version, String cuda) throws Exception {
    SmiRuns runs = runs(version, cuda);
    for (int pstate : new int[] {0, 8, 10, 15, 16, 32}) {
      int milliwatts = pstate == 0 ? 999_999 : 1_000_000 * (pstate + 1);
      change(runs, edit -> edit.gpu(0, "pstate", pstate).gpu(0, "power_usage", milliwatts));
      assertAlike(runs, commands("-i 0"));
    }
  }

  @ParameterizedTest
  @CsvSource({"550, 12.4", "535, 12.2"})
  void groupsOfPropertiesAreNoProperties(String version, String cuda) throws Exception {
    List<List<String>> asks = new ArrayList<>();
    for (String group :
        ("clocks clocks.max clocks.applications clocks.default_applications clocks_event_reasons"
                + " driver_model ecc ecc.mode ecc.errors encoder.stats gom gsp.mode inforom memory"
                + " mig.mode power protected_memory reset_status retired_pages utilization Memory"
                + " vgpu_device_capability vgpu_driver_capability")
            .split(" ")) {
      asks.addAll(commands("--query-gpu=" + group + " --format=csv"));
    }
    asks.addAll(
        commands(
            "--query-gpu=name,memory,utilization --format=csv,noheader",
            "--query-gpu=memory,foo --format=csv",
            "--query-gpu=index,memory --format=csv -l 1",
            "--query-gpu=index,memory --format=csv -f /dev/stderr"));
    assertAlike(runs(version, cuda), asks);
  }

  @ParameterizedTest
  @CsvSource({"550, 12.4", "535, 12.2"})
  void whatNeedsAQueryBesideIt(String version, String cuda) throws Exception {
    assertAlike(
        runs(version, cuda),
        commands("-u", "-x", "-u -x", "-x -u", "-u -d ECC", "-d ECC -x", "-d ECC -x -u"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "002", "077"})
  void whoMayReadAFileIsTheShellsToSay(String mask) throws Exception {
    String script = "umask " + mask + "; rm -f made; %s && stat -c %%a made";
    SmiRuns runs =
        runs("550", "12.4")
            .in(words -> List.of("sh", "-c", script.formatted(SmiRuns.quoted(words))));
    assertAlike(
        runs,
        commands("-q -f made", "dmon -c 1 -f made", "--query-gpu=index --format=csv -f made"));
  }

  /** Whatever the library says, and whatever comes of it where another GPU is asked for too. */
  @ParameterizedTest
  @CsvSource({"550, 12.4", "535, 12.2"})
  void aGpuWithoutAHandle(String version, String cuda) throws Exception {
    SmiRuns runs = runs(version, cuda);
    for (int code : CODES) {
      change(runs, edit -> edit.gpu(1, "failure", code));
      assertAlike(runs, commands("-L", "-L -i 1", "-i 1", "-i 1,2 -pm 1", "topo -p2p r"));
    }
    for (int code : new int[] {NO_PERMISSION, NOT_FOUND}) {
      change(runs, edit -> edit.gpu(1, "failure", code));
      assertAlike(runs, COMMANDS);
    }
    change(runs, edit -> edit.gpu(2, "failure", NO_PERMISSION));
    assertAlike(runs, commands("-i 1,2", "-i 2,1 -q", "-i 1", "-i 2", "-i 2,3", "-L"));
  }

  /** They have ended, or are of another container. */
  @ParameterizedTest
  @CsvSource({"550, 12.4", "535, 12.2"})
  void processesWithoutAName(String version, String cuda) throws Exception {
    SmiRuns runs = runs(version, cuda);
    change(
        runs,
        edit -> {
          edit.process(0, 100, 1, MIB, "").process(0, 200, 1, MIB, "/usr/bin/train");
          edit.process(2, 300, 1, MIB, "");
        });
    assertAlike(
        runs,
        commands(
            "-i 0",
            "-i 0,1,2",
            "-i 2",
            "-q -d PIDS",
            "--query-compute-apps=pid,name --format=csv",
            "pmon -c 2",
            "pmon -c 1 -i 0 -s um -o DT",
            "pmon -c 2 -i 2",
            "pmon -c 1 -i 1,2"));
  }

  @ParameterizedTest
  @CsvSource({"550, 12.4, h100", "535, 12.2, h100", "550, 12.4, t4", "535, 12.2, t4"})
  void aDrawOfLessThanAWatt(String version, String cuda, String machine) throws Exception {
    SmiRuns runs = SmiParity.with("nvidia-smi-" + version, cuda, folder).runs("draw", machine);
    for (int milliwatts : new int[] {0, 1, 499, 999, 1000, 1009}) {
      for (String of : List.of("power", "memory_power", "module_power")) {
        change(runs, edit -> edit.gpu(0, of + "_usage", milliwatts));
      }
      for (String of : List.of("power_instant", "module_power_instant")) {
        change(runs, edit -> edit.gpu(0, of, milliwatts));
      }
      assertAlike(
          runs,
          commands(
              "-i 0",
              "-i 0 -q -d POWER",
              "-i 0 -q -x",
              "-i 0 --query-gpu=power.draw,power.draw.average,power.draw.instant --format=csv"));
    }
  }

  private SmiRuns runs(String version, String cuda) throws Exception {
    return SmiParity.with("nvidia-smi-" + version, cuda, folder).runs("state", "h100");
  }

  private static void change(SmiRuns runs, Consumer<StateEdit> edit) throws Exception {
    for (SmiRuns.Program program : List.of(runs.original(), runs.ours())) {
      LiveState.open(program.libraries().resolve("libnvidia-ml.so.1").toRealPath()).change(edit);
    }
  }
}
