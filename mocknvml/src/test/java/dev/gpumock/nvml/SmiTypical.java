package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One command line of each kind, of our nvidia-smi and of NVIDIA's. */
final class SmiTypical {
  static final List<List<String>> COMMANDS =
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

  private SmiTypical() {}

  static List<List<String>> commands(String... lines) {
    return Stream.of(lines).map(line -> List.of(line.split(" "))).toList();
  }

  static List<Pair> assertAlike(SmiRuns runs, List<List<String>> commands) throws Exception {
    return assertAlike(runs.of(commands));
  }

  static List<Pair> assertAlike(List<Pair> pairs) {
    List<String> differences = new ArrayList<>();
    pairs.forEach(pair -> SmiDifference.of(pair).ifPresent(differences::add));
    assertEquals("", String.join("\n", differences));
    assertFalse(
        pairs.stream().allMatch(pair -> pair.ours().out().isEmpty()), "nothing was printed");
    return pairs;
  }
}
