package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our nvidia-smi beside NVIDIA's on machines whose drivers tell less than those of the catalog. */
class NvidiaSmiRefusalsIT {
  private static final String ALL =
      "refuses: [persistence-mode, minor-number, module-id, pcie-link, pcie-replays,"
          + " pcie-throughput, temperature, max-clocks, clock-event-reasons, protected-memory,"
          + " jpeg-utilization, ofa-utilization]\n";
  private static final String WINDOWS = "host: {driverModel: wddm}\n";
  private static final String GUEST = "host: {virtualization: vgpu}\n";

  private static final String NO_ECC =
      "board: {ecc: {scheme: none, enabledByDefault: false, remapBanks: null}}\n";

  /** Of virtual GPUs the original keeps ECC's setting in a file of /etc/modprobe.d. */
  private static boolean changesTheComputer(List<String> command) {
    return command.contains("-e") || command.stream().anyMatch(w -> w.startsWith("--ecc-config"));
  }

  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void printsWhatTheOriginalPrints(String judge, String cuda, @TempDir Path folder)
      throws Exception {
    SmiParity parity = SmiParity.with(judge, cuda, folder);
    List<List<String>> commands = new ArrayList<>(SmiCommandList.of(parity.properties()));
    commands.removeIf(NvidiaSmiRefusalsIT::changesTheComputer);
    SmiHelp help = parity.help();
    List<String> found = new ArrayList<>();
    for (String less : List.of(ALL + WINDOWS + NO_ECC, ALL + GUEST)) {
      String name = "less-" + found.size() + less.hashCode();
      for (Pair pair : parity.runs(name, "gpu_1x_a10", less).of(commands)) {
        SmiDifference.of(help.without(pair)).ifPresent(found::add);
      }
    }
    assertEquals("", String.join("\n", found));
  }
}
