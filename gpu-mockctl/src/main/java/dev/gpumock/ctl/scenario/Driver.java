package dev.gpumock.ctl.scenario;

import java.util.Arrays;
import java.util.List;

/** What gives GPUs to pods. */
public enum Driver {
  DRA("dra"),
  DEVICE_PLUGIN("device-plugin");

  private final String label;

  Driver(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Driver::label).toList();
  }
}
