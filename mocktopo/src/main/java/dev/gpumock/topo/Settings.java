package dev.gpumock.topo;

import dev.gpumock.topo.Clocks.ApplicationClocks;
import java.util.Optional;

/**
 * What an administrator has set on a GPU before the node starts, as HPC sites do in a prologue.
 *
 * @param computeMode absent: default
 * @param applicationClocks absent: the board's default
 * @param pendingEccMode what the next reset makes of ECC; absent: no change. Likewise {@code
 *     pendingMigMode}
 */
public record Settings(
    Optional<ComputeMode> computeMode,
    boolean accountingMode,
    Optional<ApplicationClocks> applicationClocks,
    Optional<Boolean> pendingEccMode,
    Optional<Boolean> pendingMigMode) {
  /** As the factory leaves a GPU. */
  public static final Settings NONE =
      new Settings(Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

  void requireFit(Board board) {
    fit(
        applicationClocks,
        board.clocks().applicationDefault().isPresent(),
        "application clocks",
        board);
    fit(pendingEccMode, board.ecc().scheme() != Ecc.Scheme.NONE, "ECC", board);
    fit(pendingMigMode, board.features().mig() != Support.UNSUPPORTED, "MIG", board);
  }

  private static void fit(Optional<?> setting, boolean supported, String what, Board board) {
    if (setting.isPresent() && !supported) {
      throw new IllegalArgumentException(
          "settings are of " + what + ", which board " + board.key() + " has not");
    }
  }
}
