package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host of virtual GPUs, as NVIDIA's nvidia-smi sees it, and ours beside it. */
class NvidiaSmiVgpuIT {
  private static final String HOST = "a10-vgpu-host";

  private static final String SHOWN =
      ";-q;-q -x;-q -u;-q -u -x;-q -d MEMORY;-B;-vm 3;-vm 0;dmon -c 1;pmon -c 1;pmon -c 1 -i 0;vgpu;vgpu -q;vgpu -s"
          + ";vgpu -c;vgpu -s -v;vgpu -c -v -i 1;vgpu -m;vgpu -ss;vgpu -sc;vgpu -q -m -s"
          + ";vgpu -m -sc -ss -q;vgpu -caa -u;vgpu -v -i 0;vgpu topo x;vgpu topo=x -tm"
          + ";vgpu topo= -p2p r;vgpu topo x -p2p z;vgpu topo x -v;vgpu topo x -q;vgpu -tm;vgpu -p2p r"
          + ";vgpu -l=0;vgpu -i 5;vgpu -i 0 topo 1"
          + ";vgpu --query-accounted-apps=gpu_name,pid --format=csv"
          + ";vgpu --query-vgpu-scheduler-logs=gpu_name,engine_id,sched_policy --format=csv"
          + ";--query-gpu=vgpu_driver_capability.heterogenous_multivGPU"
          + ",vgpu_device_capability.fractional_multiVgpu"
          + ",vgpu_device_capability.heterogeneous_timeSlice_profile"
          + ",vgpu_device_capability.heterogeneous_timeSlice_sizes --format=csv";

  /** Only the newer program has the option. */
  private static final String OF_550 =
      ";vgpu -shm 1;vgpu -shm DISABLED -q -i 1;vgpu -shm x -s;vgpu -shm 0 -sc;vgpu --gpm-metrics 14";

  private static final String SCHEDULES =
      ";;-i 1;-p 1;-p 1 -ts 5;-p 1 -a x;-p 2 -i 1;-p x;-p -1;-p 1x;-p= -ts 3;-p 4294967297 -ts 3;-p 2 -a"
          + ";-p 2 -a 2;-p 2 -a 1x -asf 0;-p 2 -a -1;-p 2 -a 1 -ts 5;-p 2 -a 0 -ts x;-p 2 -ts 0"
          + ";-p 2 -ts 0 -a 7;-p 2 -ts -5 -a 0;-p 2 -aavg 3;-p 2 -a 0 -aavg 3;-p 2 -a 1 -asf x"
          + ";-p 2 -a 1 -aavg x;-p 2 -a 1 -aavg 0;-p 2 -asf 0 -aavg x -ts 7;-p 2 -ts x -asf 3"
          + ";-p 2 -a -asf 3;-p 3 -a 1 -asf 3 -aavg 4 -ts 5;-p 3 -a 1 -asf 3 -aavg 4"
          + ";-asf 0;-p 2 -asf 0;-p 3 -asf 0;-p 1 -asf 0;-p 0 -asf 0;-p 5 -asf 0;-p 2 -asf 1"
          + ";-p 2 -asf x;-p 2 -aavg 0;-p 2 -aavg x;-p 2 -ts x;-p 2 -a 3;-p 2 -a x"
          + ";-p 2 -a 1 -asf 0;-p 2 -a 0 -asf 0;-p 2 -a 1 -asf 1 -ts 1;-p 2 -a 1 -ts 1"
          + ";-p 2 -asf 5 -ts 1;-p 2 -a 0 -asf x;-p 2 -a 1 -ts x;-p 2 -a 0 -ts 1x"
          + ";-p 2 -a 0 -ts 0x;-p 2 -a 0 -ts 99999999999;-p 2 -a 0 -ts 4294967296"
          + ";-p 2 -a 0 -ts 18446744073709551616;-p 2 -asf 0 -a x;-p 2 -asf x -aavg 0"
          + ";-p 2 -ts 0 -aavg 0;-p 2 -ts 0 -aavg 1;-p 2 -ts 0 -asf 1;-p 2 -ts 1 -aavg 0"
          + ";-p 2 -ts 00;-p 2 -ts 0x;-p 2 -ts -0;-p 2 -ts 0x0;-p 2 -ts 4294967296;-p 2 -ts="
          + ";-p 2x -ts 0;-p x -ts 0;-p 1 -ts 0;-p 1x -ts 0;-p 01 -ts 0;-ts 0;-p -ts 0"
          + ";-p 2 -a 0 -ts 00;-p 2 -a 0 -ts 0x0;-p 2 -a 0 -ts -0;-p 2 -a 1 -asf 00"
          + ";-p 2 -a 1 -aavg 00;-p 2 -a 1 -asf x -aavg 00;-p 2 -asf x -ts 1"
          + ";-p 2 -asf x -ts x -a 0;-p 2 -asf 1 -ts x -a x;-p 2 -a x -ts x;-p 2 -a -ts x"
          + ";-p 2 -a -ts 1;-p 2 -a 0 -ts -1;-p 2 -a 0 -ts=;-p 2 -a=;-p 2 -a 2 -ts 1;-p 2 -a 00"
          + ";-p x -a x;-p x -ts x;-p x -asf 1 -ts 1;-p 4294967298 -ts x"
          + ";-p 2 -a 1 -asf 1 -aavg 99999999999;-p 1 -asf 0 -i 0;-p 2 -asf 0 -i 99";

  /** They have no end of their own; the pauses are longer than anybody waits here. */
  private static final String LOOPS =
      ";vgpu -u -l 9;vgpu -p -i 1 -l 9;vgpu -es -l 9;vgpu -fs -l 9;vgpu -sl -es -l 9"
          + ";vgpu -fs -p -q -l 9;vgpu -q -l 9;vgpu -l";

  @TempDir Path folder;

  private static List<List<String>> commands(String lines, String before) {
    return Stream.of(lines.substring(1).split(";"))
        .map(line -> (before + line).strip())
        .map(line -> line.isEmpty() ? List.<String>of() : List.of(line.split(" ")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void printsWhatTheOriginalPrints(String judge, String cuda) throws Exception {
    SmiParity parity = SmiParity.with(judge, cuda, folder);
    List<List<String>> commands = new ArrayList<>(commands(SHOWN, ""));
    commands.addAll(commands(SCHEDULES, "vgpu set-scheduler-state "));
    commands.addAll(judge.endsWith("550") ? commands(OF_550, "") : List.of());
    SmiRuns runs = parity.runs("host", HOST, "gpuCount: 2\n");
    assertSame(runs.of(commands));
    List<List<String>> loops = new ArrayList<>(commands(LOOPS, ""));
    loops.addAll(
        judge.endsWith("550") ? commands(";vgpu --gpm-metrics 1,12 -sl -l 9", "") : List.of());
    assertSame(
        runs.in(
                words ->
                    Stream.concat(Stream.of("timeout", "-s", "INT", "3"), words.stream()).toList())
            .atOnce(loops));
  }

  private static void assertSame(List<Pair> pairs) {
    List<String> found = pairs.stream().flatMap(pair -> SmiDifference.of(pair).stream()).toList();
    assertEquals("", String.join("\n", found));
    Predicate<Pair> silent = pair -> pair.original().err().isEmpty();
    assertTrue(pairs.stream().allMatch(silent));
  }

  @Test
  void elsewhereOnlyAZeroIsRefused() throws Exception {
    SmiRuns runs = SmiParity.with("nvidia-smi-550", "12.4", folder).runs("other", "t4");
    SmiTypical.assertAlike(runs, commands(SCHEDULES, "vgpu set-scheduler-state "));
  }

  /** As Apache CloudStack's agent found the type on a host with an A10 (pull request 11432). */
  @Test
  void aTypeIsWhatARealHostHas() throws Exception {
    SmiParity parity = SmiParity.with("nvidia-smi-535", "12.2", folder);
    String out =
        parity.runs("types", HOST).of(List.of(List.of("vgpu", "-s", "-v"))).get(0).original().out();
    String type = out.substring(out.indexOf("0x252"), out.indexOf("0x253"));
    for (String value :
        List.of(
            "Name                              : NVIDIA A10-6Q",
            "Class                             : Quadro",
            "Max Instances                     : 4",
            "FB Memory                         : 6144 MiB",
            "Display Heads                     : 4",
            "Maximum X Resolution              : 7680",
            "Maximum Y Resolution              : 4320")) {
      assertTrue(type.contains(value + "\n"), value + " in\n" + type);
    }
    assertEquals(18, out.split("vGPU Type ID").length - 1);
  }
}
