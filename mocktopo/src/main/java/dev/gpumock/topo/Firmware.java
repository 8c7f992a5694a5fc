package dev.gpumock.topo;

import java.util.Optional;

/**
 * Versions of what is burnt into the board.
 *
 * @param gsp whether the GPU system processor runs; its version is the driver's
 */
public record Firmware(
    Optional<String> vbios,
    Optional<String> inforomImage,
    Optional<String> inforomOem,
    Optional<String> inforomEcc,
    Optional<String> inforomPower,
    boolean gsp) {
  public Firmware {
    Check.text("vbios", vbios, 31);
    Check.text("inforomImage", inforomImage, 15);
    Check.text("inforomOem", inforomOem, 15);
    Check.text("inforomEcc", inforomEcc, 15);
    Check.text("inforomPower", inforomPower, 15);
  }
}
