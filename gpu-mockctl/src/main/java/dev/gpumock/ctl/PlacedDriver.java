package dev.gpumock.ctl;

import java.nio.file.Files;
import java.nio.file.Path;

/** The driver library of a node that is there. */
final class PlacedDriver {
  /** What programs open, below the driver root. */
  static final String LIBRARY = "lib64/libnvidia-ml.so.1";

  private PlacedDriver() {}

  static Path library(NodePlaces places) {
    Path library = places.here(places.driverRoot()).resolve(LIBRARY);
    if (!Files.exists(library)) {
      throw new NodeException(library + ": there is none; 'gpu-mockctl all' makes it");
    }
    return library;
  }
}
