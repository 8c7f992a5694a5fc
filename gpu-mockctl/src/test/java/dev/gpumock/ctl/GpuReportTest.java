package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuReportTest {
  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void stateTellsWhatTheLibraryAnswers(String machine, @TempDir Path temporary) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux: loads the library");
    Scratch scratch = Scratch.in(temporary);
    scratch.run("cdi", "--machine", machine).done();
    Path library = scratch.driver().resolve(PlacedDriver.LIBRARY);
    List<GpuReport> answered = GpuReport.byCalls(library);
    assertEquals(answered, GpuReport.byState(library));
  }
}
