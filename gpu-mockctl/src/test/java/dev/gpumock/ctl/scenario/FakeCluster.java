package dev.gpumock.ctl.scenario;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers of a cluster of one node with GPUs, as kubectl prints them. */
final class FakeCluster {
  static final String NODE = "node-a";
  static final String NAMESPACE = "gpu-mock-one";

  /** How many GPUs the node has. */
  static final int GPUS = 3;

  static final String PLUGIN =
      "get daemonset -n gpu-mock-consumers device-plugin-nvidia-device-plugin -o json";

  private FakeCluster() {}

  static String uuid(int gpu) {
    return "GPU-0000000%d-1111-5222-8333-444444444444".formatted(gpu);
  }

  static String bus(int gpu) {
    return "0000:0%d:00.0".formatted(gpu + 1);
  }

  /** With DRA: everything that a scenario with pods asks, and every source agrees. */
  static FakeKubectl dra(FakeKubectl kubectl, String pods, String claims) {
    kubectl.answers("get resourceslices -o json", slices(0));
    kubectl.answers("delete pods,resourceclaims *", "");
    kubectl.answers("get resourceclaims -n " + NAMESPACE + " -o json", items(claims));
    kubectl.answers(
        "exec -n "
            + NAMESPACE
            + " observer-node-a -- cat /node-cdi/k8s.gpu.nvidia.com-claim_claim-1.yaml",
        cdi("claim-1", 0));
    return common(kubectl, pods);
  }

  static FakeKubectl devicePlugin(FakeKubectl kubectl, String pods) {
    kubectl.answers(
        "get nodes -o json",
        items(
            """
            {"metadata": {"name": "control"}, "status": {"allocatable": {}}},
            {"metadata": {"name": "node-a"}, "status": {"allocatable": {"nvidia.com/gpu": "3"}}}\
            """));
    kubectl.answers(PLUGIN, plugin("cdi-cri"));
    kubectl.answers(
        "exec -n "
            + NAMESPACE
            + " observer-node-a -- cat /node-cdi/k8s.device-plugin.nvidia.com-gpu.json",
        pluginCdi(0));
    return common(kubectl, pods);
  }

  private static FakeKubectl common(FakeKubectl kubectl, String pods) {
    kubectl.answers("delete namespace *", "");
    kubectl.answers("create namespace *", "");
    kubectl.takes("apply -n " + NAMESPACE + " -f -");
    kubectl.answers("wait -n *", "");
    kubectl.answers("get pods -n " + NAMESPACE + " -o json", items(pods));
    kubectl.answers("exec -n " + NAMESPACE + " observer-node-a -- sh -c *", proc(0));
    return kubectl.answers(
        "exec -n " + NAMESPACE + " observer-node-a -- /root/driver/bin/nvidia-smi *", nvml(0));
  }

  static String items(String items) {
    return "{\"items\": [" + items + "]}";
  }

  /**
   * @param shift 0 for the truth; else each GPU has the UUID of another
   */
  static String slices(int shift) {
    String devices =
        each(
            gpu ->
                """
                {"name": "gpu-%d", "capacity": {"memory": {"value": "40Gi"}}, "attributes": {
                  "type": {"string": "gpu"}, "uuid": {"string": "%s"},
                  "resource.kubernetes.io/pciBusID": {"string": "%s"}}}\
                """
                    .formatted(gpu, uuid((gpu + shift) % GPUS), bus(gpu)),
            ",");
    return items(
        """
        {"spec": {"driver": "other.example.com", "nodeName": "node-b", "pool": {"name": "node-b"},
          "devices": [{"name": "x"}]}},
        {"spec": {"driver": "gpu.nvidia.com", "nodeName": "node-a", "pool": {"name": "node-a"},
          "devices": [%s]}}\
        """
            .formatted(devices));
  }

  static String proc(int shift) {
    return each(
        gpu ->
            """
            == /root/driver/proc/driver/nvidia/gpus/%1$s/information
            Model: \t\t NVIDIA A100
            IRQ:   \t\t 10%2$d
            GPU UUID: \t %3$s
            Bus Location: \t %1$s
            Device Minor: \t %2$d\
            """
                .formatted(bus(gpu), gpu, uuid((gpu + shift) % GPUS)),
        "\n");
  }

  static String nvml(int shift) {
    return each(
        gpu -> "0000" + bus(gpu).toUpperCase(Locale.ROOT) + ", " + uuid((gpu + shift) % GPUS),
        "\n");
  }

  static String cdi(String claim, int minor) {
    return """
    cdiVersion: 0.5.0
    kind: k8s.gpu.nvidia.com/claim
    devices:
    - name: %1$s-gpu-1
      containerEdits: {deviceNodes: [{path: /dev/nvidia1}]}
    - name: %1$s-gpu-0
      containerEdits: {deviceNodes: [{path: /dev/nvidia%2$d}, {path: /dev/nvidiactl}]}\
    """
        .formatted(claim, minor);
  }

  /**
   * The device plugin's CDI file.
   *
   * @param shift 0 for the truth; else each UUID has the device node of another
   */
  static String pluginCdi(int shift) {
    String devices =
        each(
            gpu ->
                """
                {"name": "%s", "containerEdits": {"deviceNodes": [
                  {"path": "/dev/nvidia%d", "hostPath": "/root/driver/dev/nvidia%2$d"}]}},\
                """
                    .formatted(uuid(gpu), (gpu + shift) % GPUS),
            "");
    return """
    {"cdiVersion": "0.5.0", "kind": "k8s.device-plugin.nvidia.com/gpu", "devices": [%s
      {"name": "all", "containerEdits": {"deviceNodes": [
        {"path": "/dev/nvidia0"}, {"path": "/dev/nvidia1"}, {"path": "/dev/nvidia2"}]}}]}\
    """
        .formatted(devices);
  }

  /** The device plugin's DaemonSet. */
  static String plugin(String strategy) {
    return """
    {"spec": {"template": {"spec": {"containers": [{"env": [
      {"name": "DEVICE_LIST_STRATEGY", "value": "%s"}]}]}}}}\
    """
        .formatted(strategy);
  }

  /** A container's answer to nvidia-smi and ls. */
  static String sees(int... gpus) {
    String smi =
        IntStream.range(0, gpus.length)
            .mapToObj(i -> "GPU %d: NVIDIA A100 (UUID: %s)\n".formatted(i, uuid(gpus[i])))
            .collect(Collectors.joining());
    String nodes =
        IntStream.of(gpus).mapToObj(gpu -> "nvidia" + gpu + "\n").collect(Collectors.joining());
    String busIds =
        IntStream.of(gpus)
            .mapToObj(gpu -> "0000" + bus(gpu).toUpperCase(Locale.ROOT) + "\n")
            .collect(Collectors.joining());
    return smi + busIds + "null\n" + nodes + "nvidiactl\nnvidia-uvm";
  }

  static String claim(String name, String uid, String... devices) {
    String results =
        List.of(devices).stream()
            .map(
                device ->
                    """
                    {"request": "gpu", "driver": "gpu.nvidia.com", "pool": "node-a", "device": "%s"}\
                    """
                        .formatted(device))
            .collect(Collectors.joining(","));
    return """
    {"metadata": {"name": "%s", "uid": "%s"},
     "status": {"allocation": {"devices": {"results": [%s]}}}}\
    """
        .formatted(name, uid, results);
  }

  /** A pod of one container, main, that runs and uses a claim by its name. */
  static String claimingPod(String name, String claim) {
    return pod(
        name,
        """
        "resourceClaims": [{"name": "c", "resourceClaimName": "%s"}],\
        """
            .formatted(claim),
        "{\"claims\": [{\"name\": \"c\"}]}");
  }

  static String pod(String name, String specification, String resources) {
    return """
    {"metadata": {"name": "%1$s", "uid": "uid-%1$s"},
     "spec": {"nodeName": "node-a", %2$s
       "containers": [{"name": "main", "resources": %3$s}]},
     "status": {"phase": "Running", "containerStatuses": [{"name": "main", "ready": true,
       "state": {"running": {}}}]}}\
    """
        .formatted(name, specification, resources);
  }

  private static String each(java.util.function.IntFunction<String> text, String between) {
    return IntStream.range(0, GPUS).mapToObj(text).collect(Collectors.joining(between));
  }
}
