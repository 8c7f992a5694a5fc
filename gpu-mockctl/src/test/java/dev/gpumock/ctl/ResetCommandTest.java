package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gpumock.nvml.LiveState;
import dev.gpumock.nvml.StateSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes while a node runs: it is seen by status, and set back by reset. */
class ResetCommandTest {
  @TempDir private Path temporary;
  private Scratch scratch;

  @BeforeEach
  void makeNode() throws IOException {
    scratch = Scratch.in(temporary);
    scratch.run("all").done();
  }

  private LiveState state() {
    return LiveState.open(scratch.driver().resolve(PlacedDriver.LIBRARY));
  }

  private CliRun reset(String... arguments) {
    return run("reset", arguments);
  }

  private CliRun run(String command, String... more) {
    return CliRun.of(
        java.util.stream.Stream.of(List.of(command), List.of(more), scratch.places())
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private void change() {
    for (int gpu = 0; gpu < 8; gpu++) {
      change(gpu);
    }
    state().change(edit -> edit.system("nvlink_bw_mode", 2));
  }

  private void change(int gpu) {
    state()
        .change(
            edit ->
                edit.gpu(gpu, "temperature", 90)
                    .process(gpu, 100 + gpu, 1, 1 << 20, "train")
                    .gpu(gpu, "ci_used", 3, 1)
                    .gpu(gpu, "hostname", "other")
                    .link(gpu, 2, "state", 0)
                    .link(gpu, 2, "replay_errors", 7));
  }

  @Test
  void theNamedGpusGoBackAndTheOthersStay() {
    StateSnapshot before = state().read();
    change();
    String uuid = before.gpu(5).text("uuid");
    assertEquals(
        "reset GPU 2 (%s)\nreset GPU 5 (%s)\n".formatted(before.gpu(2).text("uuid"), uuid),
        reset("2", uuid).done().out());
    StateSnapshot now = state().read();
    assertEquals(before.gpu(2).number("temperature"), now.gpu(2).number("temperature"));
    assertEquals(before.gpu(5).text("hostname"), now.gpu(5).text("hostname"));
    assertEquals(90, now.gpu(3).number("temperature").orElseThrow());
    assertEquals(6, now.processes().size());
    assertEquals(2, now.system().number("nvlink_bw_mode").orElseThrow());
  }

  @Test
  void allIsAsThePlacedLibraryWas() {
    StateSnapshot before = state().read();
    change();
    reset("--all").done();
    StateSnapshot now = state().read();
    for (int gpu = 0; gpu < 8; gpu++) {
      for (String name : now.gpu(gpu).names()) {
        if (!name.startsWith("energy_")) {
          assertEquals(text(before, gpu, name), text(now, gpu, name), name);
        }
      }
      assertEquals(1, now.link(gpu, 2).number("state").orElseThrow());
      assertEquals(0, now.link(gpu, 2).number("replay_errors").orElseThrow());
    }
    assertTrue(now.processes().isEmpty());
    assertEquals(0, now.system().number("nvlink_bw_mode").orElseThrow());
  }

  private static String text(StateSnapshot state, int gpu, String name) {
    if (state.gpu(gpu).isText(name)) {
      return state.gpu(gpu).text(name);
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < state.gpu(gpu).count(name); i++) {
      all.append(state.gpu(gpu).number(name, i)).append(' ');
    }
    return all.toString();
  }

  @Test
  void whatIsNoGpuIsRefused() {
    reset("8").refused(ExitCode.USAGE, "no GPU '8'", "0 to 7");
    reset().refused(ExitCode.USAGE, "--all");
    reset("1", "--all").refused(ExitCode.USAGE, "--all");
  }

  @Test
  void programsGetTheValuesOfTheMomentFromStatus() throws Exception {
    change();
    JsonNode gpus = new ObjectMapper().readTree(run("status", "-o", "json").done().out());
    assertEquals("90", gpus.get(3).get("celsius").asText());
    assertEquals("1", gpus.get(3).get("processes").asText());
    assertEquals("400 W", gpus.get(3).get("limit").asText());
  }

  @Test
  void watchGoesOnUntilNobodyReads() {
    StringWriter seen = new StringWriter();
    PrintWriter twice =
        new PrintWriter(seen) {
          private int lines;

          @Override
          public boolean checkError() {
            change();
            return ++lines == 2;
          }
        };
    new Watch(twice, Duration.ZERO)
        .run(() -> state().read().gpu(0).number("temperature").orElseThrow() + " C");
    assertEquals(List.of("33 C", "90 C"), seen.toString().lines().toList());
  }

  @Test
  void watchRefusesAPauseThatIsNone() {
    run("status", "--watch=0").refused(ExitCode.USAGE, "--watch");
    run("status", "--watch=x").refused(ExitCode.USAGE, "--watch");
  }
}
