package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NvLinkPorts;
import dev.gpumock.topo.Support;

/**
 * What a list of machines tells of one.
 *
 * @param board the first GPU's product name
 * @param links NVLinks of the first GPU, 0 where it has none
 */
public record MachineSummary(
    String name,
    int gpus,
    String board,
    int memoryMiB,
    CpuArchitecture cpu,
    boolean mig,
    int links,
    String driver) {
  private static final String SEPARATOR = "\t";

  public static MachineSummary of(Machine machine) {
    Board board = machine.gpus().get(0).board();
    return new MachineSummary(
        machine.name(),
        machine.gpus().size(),
        board.product().name(),
        board.memory().totalMiB(),
        machine.host().cpu(),
        board.features().mig() != Support.UNSUPPORTED,
        board.nvlink().map(NvLinkPorts::count).orElse(0),
        machine.driver().version());
  }

  /** A line of {@link CompiledFiles#SUMMARIES}. */
  String asLine() {
    return String.join(
        SEPARATOR,
        name,
        Integer.toString(gpus),
        board,
        Integer.toString(memoryMiB),
        cpu.name(),
        Boolean.toString(mig),
        Integer.toString(links),
        driver);
  }

  static MachineSummary ofLine(String line) {
    String[] cells = line.split(SEPARATOR, -1);
    return new MachineSummary(
        cells[0],
        Integer.parseInt(cells[1]),
        cells[2],
        Integer.parseInt(cells[3]),
        CpuArchitecture.valueOf(cells[4]),
        Boolean.parseBoolean(cells[5]),
        Integer.parseInt(cells[6]),
        cells[7]);
  }
}
