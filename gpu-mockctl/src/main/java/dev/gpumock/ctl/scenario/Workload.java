package dev.gpumock.ctl.scenario;

import java.util.Arrays;
import java.util.List;

/** What a scenario can restart; where each is in the cluster is a setting of the run. */
public enum Workload {
  DRA_PLUGIN("dra-plugin", "gpu-mock-consumers/dra-driver-nvidia-gpu-kubelet-plugin"),
  DEVICE_PLUGIN("device-plugin", "gpu-mock-consumers/device-plugin-nvidia-device-plugin"),
  AGENT("agent", "gpu-mock/nvidia-cdi-mock");

  private final String label;
  private final String place;

  Workload(String label, String place) {
    this.label = label;
    this.place = place;
  }

  public String label() {
    return label;
  }

  /** {@code NAMESPACE/DAEMONSET}, if the run says nothing else. */
  String usualPlace() {
    return place;
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Workload::label).toList();
  }
}
