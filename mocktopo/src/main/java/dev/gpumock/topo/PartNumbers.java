package dev.gpumock.topo;

import java.util.Optional;

/** Part numbers in the board's InfoROM. */
public record PartNumbers(Optional<String> board, Optional<String> gpu, Optional<String> fru) {
  public PartNumbers {
    Check.text("board", board, 79);
    Check.text("gpu", gpu, 79);
    Check.text("fru", fru, 19);
  }
}
