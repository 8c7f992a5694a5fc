package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What NVIDIA's nvidia-smi sets, another process of it sees; of one GPU alone, within its range,
 * and with the modes that wait for a reset waiting for it.
 */
class SettersIT {
  private static final String WATCHED =
      "persistence_mode,power.limit,clocks.gr,compute_mode,ecc.mode.current,ecc.mode.pending";

  @TempDir private Path folder;
  private String smi;

  private Verdict run(String arguments) throws Exception {
    return Judges.run(smi, folder, arguments.split(" "));
  }

  private void done(String arguments) throws Exception {
    Verdict verdict = run(arguments);
    assertAll(
        smi + " " + arguments,
        () -> assertEquals(0, verdict.status(), verdict.out()),
        () -> assertTrue(verdict.out().contains("All done."), verdict.out()),
        () -> assertEquals("", verdict.err()));
  }

  private void refused(String arguments, int status, String words) throws Exception {
    Verdict verdict = run(arguments);
    assertEquals(status, verdict.status(), verdict.out());
    assertTrue(verdict.out().contains(words), verdict.out());
  }

  private String watched(int gpu) throws Exception {
    String query = "-i %d --query-gpu=%s --format=csv,noheader".formatted(gpu, WATCHED);
    return run(query).out().strip();
  }

  private void place(String judge, String machine) throws Exception {
    TestPrograms.requireRoot();
    smi = judge;
    PlacedLibrary.in(folder, Catalog.standard().machine(machine, "node-a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvidia-smi-535", "nvidia-smi-550"})
  void areSeenByOthersAndGoneOrDoneAfterAReset(String judge) throws Exception {
    place(judge, "h100");
    String other = watched(1);
    for (String set : List.of("-pm 0", "-pl 350", "-lgc 600,900", "-c 3", "-e 0")) {
      done("-i 0 " + set);
    }
    assertEquals("Disabled, 350.00 W, 600 MHz, Exclusive_Process, Enabled, Disabled", watched(0));
    done("-i 0 -r");
    assertEquals("Disabled, 700.00 W, 345 MHz, Exclusive_Process, Disabled, Disabled", watched(0));
    for (String set : List.of("-pm 1", "-c 0", "-e 1", "-r")) {
      done("-i 0 " + set);
    }
    assertEquals(other, watched(0));
    assertEquals(other, watched(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvidia-smi-535", "nvidia-smi-550"})
  void areRefusedOutOfRangeAndWhereTheBoardHasNoSuchThing(String judge) throws Exception {
    place(judge, "t4");
    String before = watched(0);
    refused("-pl 9", 2, "should be between");
    refused("-pl 9999", 2, "should be between");
    refused("-c 9", 2, "Invalid");
    refused("-i 0 -mig 1", 0, "Unable to enable MIG Mode");
    assertEquals(before, watched(0));
  }
}
